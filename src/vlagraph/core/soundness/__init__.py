"""Every problem of a roadmap at once.

An error leaves no graph to answer from: loops, ids that are unknown or used twice, names of two topics, hours
that are no range. A warning is something incomplete: a text that is missing, an edge without a reason, a
topic that nothing connects. `find_errors` is what an answer asks for; `find_problems` adds the warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.numbered import NumberedTopics
from vlagraph.core.soundness.cycles import find_loops, find_redundant
from vlagraph.core.soundness.errors import all_errors
from vlagraph.core.soundness.gaps import all_gaps
from vlagraph.core.soundness.places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Roadmap
    from vlagraph.errors import Problem

__all__ = ["Places", "find_errors", "find_loops", "find_problems", "find_redundant"]


def find_errors(
    roadmap: Roadmap, files: Mapping[str, str] | None = None, *, numbered: NumberedTopics | None = None
) -> tuple[Problem, ...]:
    """What makes ``roadmap`` meaningless: where it is, what is wrong, what to do.

    ``files`` tells how to name the parts that have files of their own: ``topics/ID`` for the page of a
    topic, ``benchmarks`` and ``projects``. ``numbered`` are its topics, where they are numbered already.
    """
    return tuple(all_errors(roadmap, Places(files or {}), numbered or NumberedTopics(roadmap)))


def find_problems(roadmap: Roadmap, files: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """Every problem of ``roadmap``: what makes it meaningless, then what is incomplete."""
    places = Places(files or {})
    return (*all_errors(roadmap, places, NumberedTopics(roadmap)), *all_gaps(roadmap, places))
