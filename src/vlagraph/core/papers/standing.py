"""Under which topics a paper stands for this reader: key papers, matches, and what the reader said of it.

This is the only place that decides it. Commands, the feed and every page ask `Standings`; without a reader's
opinions it says what the roadmap and its rules say, as it does for a site that others open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vlagraph.core.marks import Progress
from vlagraph.core.papers.levels import installed_levels
from vlagraph.core.papers.paper import Match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Mark, Opinion
    from vlagraph.core.model import KeyPaper, Topic
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Evidence, Paper

Verdict = Literal["pinned", "moved", "dismissed"]
How = Literal["matched", "pinned", "moved"]

__all__ = ["Place", "Standings"]


@dataclass(frozen=True)
class Place:
    """A topic to which a paper is attached for this reader; ``score`` is 0 where no rule put it there."""

    topic: str
    score: float
    how: How = "matched"
    evidence: tuple[Evidence, ...] = ()


class Standings:
    """Under which topics papers stand: as key papers, and attached by a rule or by the reader.

    A paper is named by its base arXiv id. Stored matches and opinions may name topics by former ids. More
    matches are stored than usually count: ``level`` says which do.
    """

    def __init__(
        self, kg: KnowledgeGraph, progress: Progress | None = None, *, level: Level = "usual"
    ) -> None:
        """The standings in ``kg`` for the reader whose marks are ``progress`` (none: for everyone)."""
        self._kg, self.level, levels = kg, level, installed_levels()
        self._least = {
            name: levels.least(level, topic.watch.threshold if topic.watch else None)
            for name, topic in kg.topics.items()
        }
        self._opinions: dict[str, list[tuple[Opinion, Mark]]] = {}
        for opinion, mark in (progress or Progress()).feedback.items():
            if mark.on:
                self._opinions.setdefault(opinion.paper, []).append((opinion, mark))
        self._current: dict[str, list[str]] = {}
        for topic in kg.topics.values():
            for name in (topic.id, *topic.formerly):
                self._current.setdefault(name, []).append(topic.id)

    def current_ids(self, name: str) -> Sequence[str]:
        """The topics of now that ``name`` (an id, or a former one) stands for; none where it is unknown."""
        return self._current.get(name, ())

    def least_scores(self, topics: Collection[str] = ()) -> Mapping[str, float]:
        """By present and former id the score from which on a match counts, of ``topics`` (none: all)."""
        return {
            name: min(self._least[one] for one in found)
            for name, ids in self._current.items()
            if (found := [one for one in ids if not topics or one in topics])
        }

    @property
    def judged(self) -> Collection[str]:
        """The papers of which the reader said something that counts."""
        return self._opinions.keys()

    def topics(self, paper: Paper) -> tuple[str, ...]:
        """Every topic under which ``paper`` stands: those that chose it, then those it is attached to."""
        chosen, places = self.chosen_by(paper.id), self.places(paper)
        return (*chosen, *(place.topic for place in places if place.topic not in chosen))

    def chosen_by(self, paper: str) -> tuple[str, ...]:
        """The topics that have ``paper`` as a key paper and from which the reader did not dismiss it."""
        topics, verdicts = self._kg.chosen_by.get(paper, ()), self.verdicts(paper)
        return tuple(topic for topic in topics if verdicts.get(topic) != "dismissed")

    def key_papers(self, topic: Topic) -> tuple[KeyPaper, ...]:
        """The key papers of ``topic`` in reading order, without those that the reader dismissed from it."""
        return tuple(key for key in topic.key_papers if topic.id in self.chosen_by(key.arxiv))

    def places(self, paper: Paper) -> tuple[Place, ...]:
        """The topics that ``paper`` is attached to, the reader's own choices first, then by score and id.

        A topic that also has it as a key paper is among them where a rule or the reader put it there.
        """
        stored, matches, verdicts = self.stored_matches(paper), self.matches(paper), self.verdicts(paper.id)
        found = [
            Place(topic, match.score, "matched", match.evidence)
            for topic, match in matches.items()
            if topic not in verdicts
        ]
        for topic, how in verdicts.items():
            if how != "dismissed":
                match = stored.get(topic, Match(topic, 0.0))
                found.append(Place(topic, match.score, how, match.evidence))
        if len(found) > 1:
            found.sort(key=lambda place: (place.how == "matched", -place.score, place.topic))
        return tuple(found)

    def matches(self, paper: Paper) -> Mapping[str, Match]:
        """The best stored match per topic of now that reaches the level, whatever the reader says of it."""
        stored = self.stored_matches(paper)
        return {topic: match for topic, match in stored.items() if match.score >= self._least[topic]}

    def stored_matches(self, paper: Paper) -> Mapping[str, Match]:
        """The best stored match per topic of now, also below the level."""
        matches: dict[str, Match] = {}
        for match in paper.matches:
            for topic in self.current_ids(match.topic):
                if topic not in matches or match.score > matches[topic].score:
                    matches[topic] = match
        return matches

    def verdicts(self, paper: str) -> Mapping[str, Verdict]:
        """Per topic what the reader said last: ``pinned``, ``moved`` (here) or ``dismissed``.

        Of decisions at the same moment the one for a topic counts.
        """
        if paper not in self._opinions:
            return {}
        said: dict[str, tuple[str, bool, Verdict]] = {}
        for opinion, mark in self._opinions[paper]:
            for topic, how in self._effects(opinion):
                entry = (mark.at, how != "dismissed", how)
                said[topic] = max(said.get(topic, entry), entry)
        return {topic: how for topic, (_, _, how) in said.items()}

    def dismissed(self, topic: Topic, papers: Mapping[str, Paper]) -> frozenset[str]:
        """The papers that would stand under ``topic`` had the reader not dismissed them."""
        return frozenset(
            paper
            for paper in self._opinions
            if self.verdicts(paper).get(topic.id) == "dismissed"
            and (
                topic.id in self._kg.chosen_by.get(paper, ())
                or (paper in papers and topic.id in self.matches(papers[paper]))
            )
        )

    def is_news(self, paper: Paper) -> bool:
        """Whether ``paper`` may be told as new: attached, no key paper, neither curated nor withdrawn."""
        if paper.id in self._kg.chosen_by or paper.curated or paper.withdrawn:
            return False
        verdicts = self.verdicts(paper.id)
        return any(verdicts.get(topic) != "dismissed" for topic in (*self.matches(paper), *verdicts))

    def set_aside(self, paper: Paper) -> bool:
        """Whether ``paper`` is stored for a looser look alone: no rule, nobody and no reader asks for it."""
        wanted = paper.curated or paper.asked or paper.id in self._kg.chosen_by or self.verdicts(paper.id)
        return not wanted and bool(self.stored_matches(paper)) and not self.matches(paper)

    def _effects(self, opinion: Opinion) -> Iterator[tuple[str, Verdict]]:
        """The topics that ``opinion`` bears on, and how."""
        if opinion.kind == "dismissed":
            for topic in self.current_ids(opinion.topic) if opinion.topic else self._kg.topics:
                yield topic, "dismissed"
            return
        for topic in self.current_ids(opinion.source):
            yield topic, "dismissed"
        for topic in self.current_ids(opinion.topic):
            yield topic, opinion.kind
