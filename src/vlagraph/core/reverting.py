"""Taking a change of a reader's marks back by later marks, so that no merge with an older copy undoes that.

What was changed once more since then is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vlagraph.core.marks import Intent, Mark
from vlagraph.core.milestones import done_milestones, mark_milestones
from vlagraph.core.papers.shown import shown_papers
from vlagraph.core.times import just_after

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from vlagraph.core.change import Change
    from vlagraph.core.marks import Progress

    K = TypeVar("K")

__all__ = ["Reverted", "Undone", "revert"]


@dataclass(frozen=True)
class Undone:
    """The change that was taken back: the files that are as before, and how many marks.

    ``since`` counts marks that were changed once more and stay as they are, ``left`` are files of which the
    same is true.
    """

    change: Change
    files: tuple[str, ...] = ()
    marks: int = 0
    since: int = 0
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reverted:
    """The marks as they are then, how many were taken back, and how many had been changed since."""

    progress: Progress
    done: int = 0
    changed_since: int = 0


def revert(now: Progress, *, before: Progress, after: Progress, at: str) -> Reverted:
    """``now`` without the change from ``before`` to ``after``: what it changed is as ``before`` again.

    >>> from vlagraph.core.marks import Progress
    >>> day = "2026-01-01T00:00:00.000Z"
    >>> marked = Progress({"a": Mark(True, day)})
    >>> revert(marked, before=Progress(), after=marked, at=day).progress.topics["a"]
    Mark(on=False, at='2026-01-01T00:00:00.001Z', over=())
    """
    found = _topics(Reverted(now), before, after, at)
    read, *r = _marks(now.read, before.read, after.read, at)
    starred, *s = _marks(now.starred, before.starred, after.starred, at)
    feedback, *f = _marks(now.feedback, before.feedback, after.feedback, at)
    progress = replace(found.progress, read=read, starred=starred, feedback=feedback)
    found = _add(found, progress, *map(sum, zip(r, s, f, strict=True)))
    return _milestones(_shown(found, before, after, at), before, after, at)


def _add(found: Reverted, progress: Progress, done: int, since: int) -> Reverted:
    return Reverted(progress, found.done + done, found.changed_since + since)


def _marks(
    now: Mapping[K, Mark], before: Mapping[K, Mark], after: Mapping[K, Mark], at: str
) -> tuple[dict[K, Mark], int, int]:
    """The switches of one kind, and how many were turned back or had been turned since."""
    marks, done, since = dict(now), 0, 0
    for key, mark in after.items():
        old = before.get(key)
        if old == mark:
            continue
        if now.get(key) != mark:
            since += 1
            continue
        marks[key] = Mark(old is not None and old.on, just_after(at, mark.at))
        done += 1
    return marks, done, since


def _topics(found: Reverted, before: Progress, after: Progress, at: str) -> Reverted:
    now = found.progress
    marks, intents, done, since = dict(now.topics), dict(now.intents), 0, 0
    for name, mark in after.topics.items():
        said = (mark, after.intents.get(name))
        if (before.topics.get(name), before.intents.get(name)) == said:
            continue
        if (now.topics.get(name), now.intents.get(name)) != said:
            since += 1
            continue
        last = max(mark.at, said[1].at if said[1] else "")
        marks[name] = turned = _as_before(before, name, mark, just_after(at, last))
        old = before.intents.get(name)
        if old and not turned.on and before.topics[name].at <= old.at:
            intents[name] = Intent(turned.at, old.kind)
        done += 1
    return _add(found, replace(now, topics=marks, intents=intents), done, since)


def _as_before(before: Progress, name: str, mark: Mark, at: str) -> Mark:
    """The mark of the topic ``name`` before ``mark``; one of a former id where ``mark`` ended that."""
    old = before.topics.get(name)
    if old is not None:
        return Mark(old.on, at, old.over)
    return Mark(any(before.topics[former].on for former in mark.over if former in before.topics), at)


def _shown(found: Reverted, before: Progress, after: Progress, at: str) -> Reverted:
    """What was shown is new again, and what was made new is shown again."""
    now = found.progress
    was, became, today = (frozenset(shown_papers(one)) for one in (before, after, now))
    fresh, again = (became - was) & today, (was - became) - today
    back = {one: just_after(at, now.shown_again.get(one, "")) for one in fresh}
    shown = {one: just_after(at, now.taken_back.get(one, "")) for one in again}
    progress = replace(now, taken_back={**now.taken_back, **back}, shown_again={**now.shown_again, **shown})
    return _add(found, progress, len(fresh) + len(again), len(was ^ became) - len(fresh) - len(again))


def _milestones(found: Reverted, before: Progress, after: Progress, at: str) -> Reverted:
    was, became = done_milestones(before), done_milestones(after)
    now = done_milestones(found.progress)
    fresh, again = (became - was) & now, (was - became) - now
    progress = mark_milestones(found.progress, sorted(fresh), on=False, at=at)
    progress = mark_milestones(progress, sorted(again), on=True, at=at)
    return _add(found, progress, len(fresh) + len(again), len(was ^ became) - len(fresh) - len(again))
