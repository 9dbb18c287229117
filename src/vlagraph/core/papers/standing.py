"""Where a paper stands for this reader: what the rules say, corrected by what the reader said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vlagraph.core.papers.paper import Match
from vlagraph.core.papers.titles import near_copies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Mark, Opinion, Progress
    from vlagraph.core.model import KeyPaper, Topic
    from vlagraph.core.papers.paper import Evidence, Paper

Verdict = Literal["pinned", "moved", "dismissed"]

__all__ = ["Desk", "Place", "ShelfRow", "arrange_shelf"]


@dataclass(frozen=True)
class Place:
    """A topic under which a paper stands for this reader; ``score`` is 0 where no rule put it there."""

    topic: str
    score: float
    how: Literal["matched", "pinned", "moved"] = "matched"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class ShelfRow:
    """A paper of a topic: ``key`` where people chose it, ``place`` where rules or the reader put it there.

    ``paper`` is None for a key paper that is not stored; ``copies`` have nearly its title.
    """

    topic: Topic
    key: KeyPaper | None = None
    paper: Paper | None = None
    place: Place | None = None
    copies: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The arXiv id."""
        return self.key.arxiv if self.key else self.paper.id if self.paper else ""


class Desk:
    """The reader's opinions, ready to be asked for any paper; topics may be named by former ids."""

    def __init__(self, kg: KnowledgeGraph, progress: Progress) -> None:
        self._opinions: dict[str, list[tuple[Opinion, Mark]]] = {}
        for opinion, mark in progress.feedback.items():
            if mark.on:
                self._opinions.setdefault(opinion.paper, []).append((opinion, mark))
        self._heirs: dict[str, list[str]] = {}
        for topic in kg.topics.values():
            for name in (topic.id, *topic.formerly):
                self._heirs.setdefault(name, []).append(topic.id)
        self._all = tuple(kg.topics)

    def heirs(self, name: str) -> Sequence[str]:
        """The topics that ``name`` (an id, or a former one) stands for now."""
        return self._heirs.get(name, ())

    def verdicts(self, paper: str) -> Mapping[str, Verdict]:
        """Per topic what the reader said last: ``pinned``, ``moved`` (here) or ``dismissed``.

        Of decisions at the same moment the one for a topic counts.
        """
        said: dict[str, tuple[str, bool, Verdict]] = {}
        for opinion, mark in self._opinions.get(paper, ()):
            for topic, how in self._effects(opinion):
                entry = (mark.at, how != "dismissed", how)
                said[topic] = max(said.get(topic, entry), entry)
        return {topic: how for topic, (_, _, how) in said.items()}

    def places(self, paper: Paper) -> tuple[Place, ...]:
        """The topics under which ``paper`` stands, the reader's own choices first, then by score and id."""
        verdicts = self.verdicts(paper.id)
        matches = self._matched(paper)
        found = []
        for topic in {*matches, *verdicts}:
            how: Verdict | Literal["matched"] = verdicts.get(topic, "matched")
            if how == "dismissed":
                continue
            match = matches.get(topic, Match(topic, 0.0))
            found.append(Place(topic, match.score, how, match.evidence))
        return tuple(sorted(found, key=lambda place: (place.how == "matched", -place.score, place.topic)))

    def dismissed(self, topic: Topic, papers: Mapping[str, Paper]) -> frozenset[str]:
        """The papers that would stand under ``topic`` (by rule, as key papers) had the reader not said no."""
        keys = {key.arxiv for key in topic.key_papers}
        return frozenset(
            paper
            for paper in self._opinions
            if self.verdicts(paper).get(topic.id) == "dismissed"
            and (paper in keys or (paper in papers and topic.id in self._matched(papers[paper])))
        )

    def _matched(self, paper: Paper) -> dict[str, Match]:
        """The best match per topic, former ids of topics led to their heirs."""
        matches: dict[str, Match] = {}
        for match in paper.matches:
            for topic in self.heirs(match.topic):
                if topic not in matches or match.score > matches[topic].score:
                    matches[topic] = match
        return matches

    def _effects(self, opinion: Opinion) -> Iterator[tuple[str, Verdict]]:
        """The topics that ``opinion`` bears on, and how."""
        if opinion.kind == "dismissed":
            for topic in self.heirs(opinion.topic) if opinion.topic else self._all:
                yield topic, "dismissed"
            return
        for topic in self.heirs(opinion.source):
            yield topic, "dismissed"
        for topic in self.heirs(opinion.topic):
            yield topic, opinion.kind


def arrange_shelf(
    kg: KnowledgeGraph, papers: Mapping[str, Paper], *, topics: Sequence[str], progress: Progress
) -> tuple[tuple[ShelfRow, ...], int]:
    """The papers of ``topics``, and how many the reader dismissed from them.

    Per topic the key papers come first in reading order, then the attached ones: those that the reader put
    there, then by score to two places, the latest first. Near-copies are folded into the first of them.
    """
    desk = Desk(kg, progress)
    attached = _attached(desk, papers)
    rows: list[ShelfRow] = []
    hidden = 0
    for topic in (kg.topics[name] for name in topics):
        found = attached.get(topic.id, [])
        gone = desk.dismissed(topic, papers)
        hidden += len(gone)
        rows += _fold(topic, papers, found=found, gone=gone)
    return tuple(rows), hidden


def _attached(desk: Desk, papers: Mapping[str, Paper]) -> dict[str, list[tuple[Paper, Place]]]:
    found: dict[str, list[tuple[Paper, Place]]] = {}
    for paper in papers.values():
        for place in desk.places(paper):
            found.setdefault(place.topic, []).append((paper, place))
    return found


def _fold(
    topic: Topic, papers: Mapping[str, Paper], *, found: list[tuple[Paper, Place]], gone: Collection[str]
) -> list[ShelfRow]:
    keys = {key.arxiv for key in topic.key_papers}
    chosen = [key for key in topic.key_papers if key.arxiv not in gone]
    places = {paper.id: place for paper, place in found}
    later = [paper for paper, _ in sorted(found, key=_latest, reverse=True) if paper.id not in keys]
    later.sort(key=lambda paper: (places[paper.id].how == "matched", -round(places[paper.id].score, 2)))
    known = [papers[key.arxiv] for key in chosen if key.arxiv in papers]
    copies = {copy: first for copy, first in near_copies([*known, *later]).items() if copy not in keys}
    groups: dict[str, list[str]] = {}
    for copy, first in copies.items():
        groups.setdefault(first, []).append(copy)
    heads = [
        ShelfRow(topic, key, papers.get(key.arxiv), places.get(key.arxiv), tuple(groups.get(key.arxiv, ())))
        for key in chosen
    ]
    tail = [
        ShelfRow(topic, None, paper, places[paper.id], tuple(groups.get(paper.id, ())))
        for paper in later
        if paper.id not in copies
    ]
    return [*heads, *tail]


def _latest(pair: tuple[Paper, Place]) -> tuple[str, str]:
    return pair[0].published, pair[0].id
