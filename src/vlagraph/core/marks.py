"""What a reader has learned, read, starred, seen and judged: dated marks that merge without loss.

The value is a state-based replicated data type: every mark is a last-writer-wins register and a merge is
the join of a semilattice, so order and repetition of merges never matter. Source: Shapiro et al.,
"Conflict-free Replicated Data Types" (2011), https://inria.hal.science/inria-00609399. The time is always
passed in; docs/study.md describes the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from vlagraph.core.times import just_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Topic

__all__ = [
    "MOST_RUNS",
    "Intent",
    "IntentKind",
    "Mark",
    "Opinion",
    "OpinionKind",
    "Progress",
    "judge",
    "known_topics",
    "last_runs",
    "later",
    "learn",
    "mark_papers",
    "merge",
    "read_papers",
    "starred_papers",
    "topic_mark",
    "unlearn",
    "unshown_marks",
    "wanted_papers",
    "with_noted",
]

OpinionKind = Literal["dismissed", "pinned", "moved"]
IntentKind = Literal["learning", "skipped"]

MOST_RUNS = 10
"""Runs of ``new`` that can be taken back: a mistake is seen within a few, and a file that names the papers of
every week twice would grow for ever."""

K = TypeVar("K")
V = TypeVar("V")


class Mark(NamedTuple):
    """A switch, and when it was turned (UTC).

    A topic that was split or renamed is also learned by a mark under a former id. When it is unlearned, that
    mark must stop counting for this topic, yet not for the others that stem from the same id: ``over`` of the
    unlearned mark names the former ids whose marks it outdates for this topic.
    """

    on: bool
    at: str
    over: tuple[str, ...] = ()


class Intent(NamedTuple):
    """What a reader means to do with a topic that is not learned, and since when (UTC); the later wins."""

    at: str
    kind: IntentKind


class Opinion(NamedTuple):
    """What a reader says of a paper under a topic; "" is no topic in particular."""

    kind: OpinionKind
    paper: str
    topic: str = ""
    source: str = ""


@dataclass(frozen=True)
class Progress:
    """All marks of a reader, and in ``rest`` the fields of the file that this version does not know.

    ``shown`` holds the first day of each paper, ``taken_back`` and ``shown_again`` the last time at which
    that was undone and done anew, ``runs`` the papers that each of the last runs marked as shown, by its
    time: `vlagraph.core.papers.shown` reads and writes these four. ``intents`` are of topics that have
    a mark: `vlagraph.core.intents` reads and writes them. ``others`` is what the other readers of a shared
    workspace said of papers, by their names: for answers alone, never written, and left out by a merge.
    """

    topics: Mapping[str, Mark] = field(default_factory=dict)
    read: Mapping[str, Mark] = field(default_factory=dict)
    starred: Mapping[str, Mark] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    feedback: Mapping[Opinion, Mark] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)
    taken_back: Mapping[str, str] = field(default_factory=dict)
    shown_again: Mapping[str, str] = field(default_factory=dict)
    runs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    intents: Mapping[str, Intent] = field(default_factory=dict)
    others: Mapping[str, Mapping[Opinion, Mark]] = field(default_factory=dict)


def merge(first: Progress, second: Progress) -> Progress:
    """Every mark of both; of two marks for the same thing the later, ``on`` where they are as late.

    >>> old, new = Mark(True, "2026-01-01T00:00:00.000Z"), Mark(False, "2026-01-02T00:00:00.000Z")
    >>> merge(Progress({"a": old}), Progress({"a": new})).topics["a"].on
    False
    """
    return Progress(
        _union(first.topics, second.topics, later),
        _union(first.read, second.read, later),
        _union(first.starred, second.starred, later),
        _union(first.shown, second.shown, min),
        _union(first.feedback, second.feedback, later),
        _join(first.rest, second.rest),
        _union(first.taken_back, second.taken_back, max),
        _union(first.shown_again, second.shown_again, max),
        last_runs(_union(first.runs, second.runs, lambda one, two: tuple(sorted({*one, *two})))),
        _union(first.intents, second.intents, max),
    )


def topic_mark(progress: Progress, topic: Topic) -> Mark | None:
    """The mark that counts for ``topic``: its own and those of its former ids; None where there is none.

    A learned mark under any of these ids counts, unless a later unlearned one stands under the topic's own
    id or names that id in ``over``.
    """
    marks = {name: progress.topics[name] for name in _names(topic) if name in progress.topics}
    if not marks:
        return None
    back = [(name, mark) for name, mark in marks.items() if not mark.on]

    def stands(name: str, mark: Mark) -> bool:
        return not any(b.at > mark.at and (topic.id == n or name in b.over) for n, b in back)

    learned = [mark.at for name, mark in marks.items() if mark.on and stands(name, mark)]
    return Mark(bool(learned), max(learned or [mark.at for mark in marks.values()]))


def known_topics(progress: Progress, kg: KnowledgeGraph) -> frozenset[str]:
    """The topics of ``kg`` that are learned, marks under former ids included."""
    return frozenset(topic.id for topic in kg.topics.values() if _learned(progress, topic))


def unshown_marks(progress: Progress, kg: KnowledgeGraph) -> tuple[str, ...]:
    """Ids of learned marks that belong to no topic of ``kg``; they are kept in case the topic returns."""
    shown = {name for topic in kg.topics.values() for name in _names(topic)}
    return tuple(sorted(name for name, mark in progress.topics.items() if mark.on and name not in shown))


def learn(progress: Progress, topics: Iterable[Topic], *, at: str) -> Progress:
    """``progress`` with ``topics`` learned at ``at``; those that already are keep their date."""
    marks = dict(progress.topics)
    for topic in topics:
        if not _learned(progress, topic):
            marks[topic.id] = Mark(on=True, at=_after(at, _marks(progress, topic)))
    return replace(progress, topics=marks)


def unlearn(progress: Progress, topics: Iterable[Topic], *, kg: KnowledgeGraph, at: str) -> Progress:
    """``progress`` with ``topics`` not learned any more.

    Another topic that stems from the same former id keeps its mark, from now on under its own id.
    """
    leaving = {topic.id: topic for topic in topics if _learned(progress, topic)}
    former = {name for topic in leaving.values() for name in topic.formerly}
    marks = dict(progress.topics)
    for other in kg.topics.values():
        if other.id not in leaving and former.intersection(other.formerly):
            mark = topic_mark(progress, other)
            if mark and mark.on:
                marks[other.id] = mark
    for topic in leaving.values():
        at_last = _after(at, _marks(progress, topic))
        marks[topic.id] = Mark(on=False, at=at_last, over=tuple(sorted(topic.formerly)))
    return replace(progress, topics=marks)


def mark_papers(
    progress: Progress, papers: Iterable[str], *, kind: Literal["read", "starred"], on: bool, at: str
) -> Progress:
    """``progress`` with ``papers`` read or starred (or, with ``on`` False, not any more)."""
    marks = dict(progress.read if kind == "read" else progress.starred)
    for paper in papers:
        old = marks.get(paper)
        if (old is not None and old.on) != on:
            marks[paper] = Mark(on=on, at=_after(at, [old] if old else []))
    return replace(progress, read=marks) if kind == "read" else replace(progress, starred=marks)


def with_noted(progress: Progress, noted: Mapping[str, str]) -> Progress:
    """``progress`` with the papers read that the reader's notes call read (ids with the time of the note).

    A paper is read when its mark or its note says so: a mark taken back does not outweigh the note.

    >>> back = Progress(read={"2304.13705": Mark(False, "2026-11-02T00:00:00.000Z")})
    >>> with_noted(back, {"2304.13705": "2026-11-01T00:00:00.000Z"}).read["2304.13705"]
    Mark(on=True, at='2026-11-01T00:00:00.000Z', over=())
    """
    on = {paper for paper, mark in progress.read.items() if mark.on}
    said = {paper: Mark(on=True, at=at) for paper, at in noted.items() if paper not in on}
    return replace(progress, read={**progress.read, **said}) if said else progress


def read_papers(progress: Progress) -> frozenset[str]:
    """The arXiv ids marked as read, of notes too where ``progress`` was made `with_noted`."""
    return frozenset(paper for paper, mark in progress.read.items() if mark.on)


def starred_papers(progress: Progress) -> frozenset[str]:
    """The arXiv ids marked with a star."""
    return frozenset(paper for paper, mark in progress.starred.items() if mark.on)


def wanted_papers(progress: Progress) -> frozenset[str]:
    """The arXiv ids that the reader reads, starred, or put under a topic."""
    placed = {said.paper for said, mark in progress.feedback.items() if mark.on and said.kind != "dismissed"}
    return read_papers(progress) | starred_papers(progress) | placed


def last_runs(runs: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The `MOST_RUNS` latest of ``runs``."""
    return {at: runs[at] for at in sorted(runs)[-MOST_RUNS:]}


def judge(progress: Progress, opinion: Opinion, *, at: str, undone: bool = False) -> Progress:
    """``progress`` with ``opinion`` added, or taken back when ``undone``."""
    old = progress.feedback.get(opinion)
    mark = Mark(on=not undone, at=_after(at, [old] if old else []))
    return replace(progress, feedback={**progress.feedback, opinion: mark})


def _names(topic: Topic) -> tuple[str, ...]:
    return (topic.id, *topic.formerly)


def _marks(progress: Progress, topic: Topic) -> list[Mark]:
    return [progress.topics[name] for name in _names(topic) if name in progress.topics]


def _learned(progress: Progress, topic: Topic) -> bool:
    mark = topic_mark(progress, topic)
    return mark is not None and mark.on


def _after(now: str, marks: Iterable[Mark]) -> str:
    """``now``, or just after the latest of ``marks``: a decision wins over what it changes."""
    return just_after(now, max((mark.at for mark in marks), default=""))


def later(first: Mark, second: Mark) -> Mark:
    """The later of two marks for the same thing, the one that is on where both are as late."""
    if first[:2] != second[:2]:
        return max(first, second, key=lambda mark: (mark.at, mark.on))
    return first._replace(over=tuple(sorted({*first.over, *second.over})))


def _union(first: Mapping[K, V], second: Mapping[K, V], choose: Callable[[V, V], V]) -> dict[K, V]:
    both = {key: choose(value, second[key]) for key, value in first.items() if key in second}
    return {**first, **second, **both}


def _join(first: object, second: object) -> Any:  # noqa: ANN401 - a JSON value
    """Two JSON values joined: objects key by key, lists as sets, otherwise the greater text."""
    if isinstance(first, dict) and isinstance(second, dict):
        return _union(first, second, _join)
    if (one := _text(first)) == (two := _text(second)):
        return first
    if isinstance(first, list) and isinstance(second, list):
        items = {_text(item): item for item in (*first, *second)}
        return [items[key] for key in sorted(items)]
    return max((_rank(first), one, first), (_rank(second), two, second), key=lambda found: found[:2])[2]


def _rank(value: object) -> int:
    return 2 if isinstance(value, dict) else 1 if isinstance(value, list) else 0


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)
