"""Planning to ask again for what looks incomplete: a few holes a run, each three times at most."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from vlagraph.core.papers.holes import ASKINGS
from vlagraph.core.times import iso, parse_time
from vlagraph.pipeline.fetch.holes import SETTLED
from vlagraph.pipeline.fetch.receipts import is_same
from vlagraph.pipeline.fetch.steps import AgainStep
from vlagraph.sources.source import Search

if TYPE_CHECKING:
    from vlagraph.core.papers.holes import Hole
    from vlagraph.pipeline.fetch.holes import Suspect
    from vlagraph.pipeline.fetch.steps import Known

__all__ = ["again_steps"]

_HOLES = 2
"""Holes asked for in one run: about four requests; the others wait for the next run."""
_WAIT = timedelta(days=3)
"""Between two askings for the same hole: arXiv needs days to mend one."""
_NEVER = "1991-08-14"
_MOST_IDS = 300
"""Ids that are asked for by themselves, in three requests; of more the days are listed, in about as many."""


def again_steps(known: Known) -> tuple[AgainStep, ...]:
    """The holes that are due: settled days, not asked lately, the least asked and then the newest first."""
    due = [one for one in known.holes() if _is_due(one.hole, known)]
    due.sort(key=lambda one: one.hole.day, reverse=True)
    due.sort(key=lambda one: one.hole.asked)
    return tuple(_step(one, known) for one in due[:_HOLES])


def _is_due(hole: Hole, known: Known) -> bool:
    if hole.asked >= ASKINGS or not hole.day or hole.day > iso(known.now - timedelta(days=SETTLED)):
        return False
    asked = max((one.at for one in known.again if is_same(one, hole)), default="")
    lately = known.now - _WAIT < parse_time(asked or _NEVER) <= known.now  # a later time is a wrong clock's
    return not lately


def _step(suspect: Suspect, known: Known) -> AgainStep:
    """The ids of a range, or else its day and the next: numbers go on over midnight."""
    search = known.rules.search(tuple(known.rules.watched))
    day = parse_time(suspect.hole.day)
    return AgainStep(
        hole=suspect.hole,
        search=Search(broad=search.broad, categories=search.categories) if search.broad else search,
        first=iso(day),
        last=iso(day + timedelta(days=2, minutes=-1)),
        ids=suspect.ids if len(suspect.ids) <= _MOST_IDS else (),
    )
