"""A plan as an iCalendar file (RFC 5545): one all-day event a topic and week."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.plan import hours_text

if TYPE_CHECKING:
    from icalendar import Event

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Plan, Session, Week

__all__ = ["plan_ics"]


def plan_ics(plan: Plan, kg: KnowledgeGraph, *, lang: Lang) -> bytes:
    """The plan as calendar events, the same bytes for the same plan.

    An event covers its week without blocking it. Importing a newer plan that begins on the same day replaces
    the events of the older one where topic and part agree.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//vlagraph//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "vlagraph")
    for week in plan.weeks:
        for session in week.sessions:
            calendar.add_component(_event(plan, kg, week, (session, lang)))
    return bytes(calendar.to_ical())


def _event(plan: Plan, kg: KnowledgeGraph, week: Week, what: tuple[Session, Lang]) -> Event:
    from icalendar import Event

    session, lang = what
    topic = kg.topics[session.topic]
    part = f" {session.part}/{session.parts}" if session.parts > 1 else ""
    names = {concept.id: concept.name[lang] for concept in topic.concepts}
    lines = [names[concept] for concept in session.concepts]
    lines += [abs_url(paper) for paper in session.papers]
    event = Event()
    event.add("uid", f"{plan.terms.start:%Y%m%d}-{topic.id}-{session.part}@vlagraph")
    event.add("dtstamp", datetime.combine(plan.terms.start, time(), UTC))
    event.add("dtstart", week.start)
    event.add("dtend", week.start + timedelta(days=7))
    event.add("summary", f"{topic.name[lang]}{part} ({hours_text(session.minutes, lang)})")
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["vlagraph"])
    return event
