"""A plan as an iCalendar file (RFC 5545): one all-day event a topic and week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from vlagraph.core.text import one_line
from vlagraph.formats.names import hours_text
from vlagraph.formats.plan import session_concepts, session_name, work_address, work_text

if TYPE_CHECKING:
    from icalendar import Event

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Session, TitledPlan, Week

__all__ = ["WRITERS", "plan_ics"]

_FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""Sequence numbers count the seconds from here on: calendars want small whole numbers that rise."""


def plan_ics(answer: TitledPlan, lang: Lang) -> bytes:
    """The plan as calendar events, the same bytes for the same plan made at the same time.

    An event covers its week without blocking it. It is the same event in every plan of the roadmap, whatever
    the start and the hours: a later plan updates its part of its topic (RFC 5545, 3.8.4.7 and 3.8.7).
    Without an event nothing is written, as a calendar has at least one (3.6).
    """
    from icalendar import Calendar

    if not any(week.sessions for week in answer.plan.weeks):
        return b""
    calendar = Calendar()
    calendar.add("prodid", "-//vlagraph//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "vlagraph")
    for week in answer.plan.weeks:
        for session in week.sessions:
            calendar.add_component(_event(answer, week, session=session, lang=lang))
    return bytes(calendar.to_ical())


def _event(answer: TitledPlan, week: Week, *, session: Session, lang: Lang) -> Event:
    from icalendar import Event

    kg, made = answer.kg, answer.made.replace(microsecond=0)
    lines = [session_concepts(session, kg, lang)]
    for work in session.work:
        lines += [work_text(work, answer.titles, lang), work_address(work)]
    event = Event()
    event.add("uid", _uid(kg, session))
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", max(0, int((made - _FIRST_DAY).total_seconds())))
    event.add("dtstart", week.start)
    event.add("dtend", week.start + timedelta(days=7))
    event.add("summary", one_line(f"{session_name(session, kg, lang)} ({hours_text(session.minutes, lang)})"))
    event.add("description", "\n".join(filter(None, map(one_line, lines))))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["vlagraph"])
    return event


def _uid(kg: KnowledgeGraph, session: Session) -> str:
    """The id of a part of a topic of this roadmap, and of nothing else; calendars know the event by it."""
    named = "/".join((kg.roadmap.title.en, session.topic, str(session.part)))
    return f"{uuid5(NAMESPACE_URL, named)}@vlagraph"


WRITERS = {("plan", "ics"): plan_ics}
