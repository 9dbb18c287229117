"""A plan as an iCalendar file (RFC 5545): one all-day event a topic and week."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.names import hours_text
from vlagraph.formats.plan import concept_names, session_name

if TYPE_CHECKING:
    from icalendar import Event

    from vlagraph.core.graph import InGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Plan, Session, Week

__all__ = ["WRITERS", "plan_ics"]


def plan_ics(answer: InGraph[Plan], lang: Lang) -> bytes:
    """The plan as calendar events, the same bytes for the same plan.

    An event covers its week without blocking it. Importing a newer plan that begins on the same day replaces
    the events of the older one where topic and part agree.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//vlagraph//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "vlagraph")
    for week in answer.found.weeks:
        for session in week.sessions:
            calendar.add_component(_event(answer, week, session=session, lang=lang))
    return bytes(calendar.to_ical())


def _event(answer: InGraph[Plan], week: Week, *, session: Session, lang: Lang) -> Event:
    from icalendar import Event

    kg, start = answer.kg, answer.found.terms.start
    lines = concept_names(session, kg, lang)
    lines += [abs_url(paper) for paper in session.papers]
    event = Event()
    event.add("uid", f"{start:%Y%m%d}-{session.topic}-{session.part}@vlagraph")
    event.add("dtstamp", datetime.combine(start, time(), UTC))
    event.add("dtstart", week.start)
    event.add("dtend", week.start + timedelta(days=7))
    event.add("summary", f"{session_name(session, kg, lang)} ({hours_text(session.minutes, lang)})")
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["vlagraph"])
    return event


WRITERS = {("plan", "ics"): plan_ics}
