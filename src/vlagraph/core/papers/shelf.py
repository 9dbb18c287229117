"""The papers of topics as the command ``papers`` lists them: key papers first, then the attached ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vlagraph.core.papers.standing import worth_of
from vlagraph.core.papers.titles import group_copies, near_copies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from vlagraph.core.model import KeyPaper, Topic
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place, Standings
    from vlagraph.words import Message

__all__ = ["Shelf", "ShelfRow", "arrange_shelf"]


@dataclass(frozen=True)
class ShelfRow:
    """A paper of a topic: ``key`` where people chose it, ``place`` where a rule or the reader put it there.

    ``paper`` is None for one that is not stored; ``copies`` have nearly its title. ``topic`` is None for a
    paper under none. ``arxiv`` is the id of one that is neither stored nor a key paper.
    """

    topic: Topic | None
    key: KeyPaper | None = None
    paper: Paper | None = None
    place: Place | None = None
    copies: tuple[str, ...] = ()
    arxiv: str = ""

    @property
    def id(self) -> str:
        """The arXiv id."""
        return self.key.arxiv if self.key else self.paper.id if self.paper else self.arxiv


@dataclass(frozen=True)
class Shelf:
    """The papers of some topics, topic by topic; ``dismissed`` and ``moved`` are those the reader took away.

    ``level`` says from which score on papers are attached; ``remarks`` what of other readers is lacking, and
    which rules the papers are not tagged by yet; ``advice`` what to do where there are none.
    """

    rows: tuple[ShelfRow, ...]
    dismissed: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    level: Level = "usual"
    remarks: tuple[Message, ...] = ()
    advice: Message | None = None

    def of(self, rows: Iterable[ShelfRow]) -> Shelf:
        """The same with other ``rows``."""
        return replace(self, rows=tuple(rows))

    def at_most(self, attached: int) -> Shelf:
        """The same with no more than ``attached`` papers per topic besides the key papers."""
        seen: Counter[str] = Counter()
        kept = []
        for row in self.rows:
            name = row.topic.id if row.topic else ""
            seen[name] += row.key is None
            if row.key or seen[name] <= attached:
                kept.append(row)
        return self.of(kept)

    def missing(self, papers: Collection[str]) -> Shelf:
        """The same, of which no more than ``papers`` are told as dismissed or moved."""
        return replace(
            self, dismissed=self.dismissed.intersection(papers), moved=self.moved.intersection(papers)
        )


def arrange_shelf(standings: Standings, papers: Mapping[str, Paper], *, topics: Sequence[Topic]) -> Shelf:
    """The papers of ``topics`` for the reader of ``standings``.

    Per topic the key papers come first in reading order, then the attached ones: those that the reader put
    there, those that other readers pinned, then by score as it is shown, the latest first. Near-copies are
    folded into the first of them. What readers put there and is not stored comes after what is.
    """
    attached: dict[str, list[tuple[Paper, Place]]] = {}
    for paper in papers.values():
        for place in standings.places(paper):
            attached.setdefault(place.topic, []).append((paper, place))
    awaited: dict[str, dict[str, Place]] = {}
    for name in sorted(set(standings.judged).difference(papers)):
        for place in standings.said_places(name):
            awaited.setdefault(place.topic, {})[name] = place
    rows: list[ShelfRow] = []
    gone: dict[bool, set[str]] = {True: set(), False: set()}
    for topic in topics:
        keys, found = standings.key_papers(topic), attached.get(topic.id, [])
        rows += _rows(topic, keys, papers=papers, found=found, awaited=awaited.get(topic.id, {}))
        for name in standings.dismissed(topic, papers):
            gone[topic.id in standings.left(name)].add(name)
    return Shelf(tuple(rows), frozenset(gone[False]), frozenset(gone[True]), standings.level)


def _rows(
    topic: Topic,
    chosen: Sequence[KeyPaper],
    *,
    papers: Mapping[str, Paper],
    found: list[tuple[Paper, Place]],
    awaited: Mapping[str, Place],
) -> list[ShelfRow]:
    keys = {key.arxiv for key in topic.key_papers}
    places = {**awaited, **{paper.id: place for paper, place in found}}
    ranked = sorted(found, key=lambda one: worth_of(*one), reverse=True)
    later = [paper for paper, _ in ranked if paper.id not in keys]
    known = [papers[key.arxiv] for key in chosen if key.arxiv in papers]
    copies = {copy: first for copy, first in near_copies([*known, *later]).items() if copy not in keys}
    groups = group_copies(copies)
    heads = [
        ShelfRow(topic, key, papers.get(key.arxiv), places.get(key.arxiv), groups.get(key.arxiv, ()))
        for key in chosen
    ]
    tail = [
        ShelfRow(topic, None, paper, places[paper.id], groups.get(paper.id, ()))
        for paper in later
        if paper.id not in copies
    ]
    tail += [ShelfRow(topic, place=place, arxiv=name) for name, place in awaited.items() if name not in keys]
    return [*heads, *sorted(tail, key=lambda row: places[row.id].rank)]
