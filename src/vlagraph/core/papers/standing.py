"""Under which topics a paper stands for this reader: key papers, matches, and what readers said of it.

This is the only place that decides it. Commands, the feed and every page ask `Standings`; without a reader's
opinions it says what the roadmap and its rules say, as it does for a site that others open. Of what the other
readers of a shared workspace said only their pins count, and none that the reader contradicts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vlagraph.core.marks import Progress
from vlagraph.core.model import topics_by_id
from vlagraph.core.papers.levels import installed_levels, shown_score
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.words import Message, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Mark, Opinion
    from vlagraph.core.model import KeyPaper, Topic
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Evidence

    _Said = Sequence[tuple[Opinion, Mark]]
    """What one reader says of one paper."""

Verdict = Literal["pinned", "moved", "dismissed"]
_Effect = Literal["pinned", "moved", "dismissed", "left"]
"""A verdict, or ``left``: dismissed from a topic by a move to another one."""
How = Literal["matched", "pinned", "moved", "shared"]
"""What put a paper under a topic: a rule, the reader's pin or move, or the pin of another reader."""

__all__ = ["Place", "Standings", "with_names", "worth_of"]

_RANK: Mapping[How, int] = {"pinned": 0, "moved": 0, "shared": 1, "matched": 2}
"""What comes first under a topic: who reads decides before others do, and people before rules."""


@dataclass(frozen=True)
class Place:
    """A topic to which a paper is attached for this reader; ``score`` is 0 where no rule put it there.

    ``pinned_by`` are the names of the other readers who pinned it there.
    """

    topic: str
    score: float
    how: How = "matched"
    evidence: tuple[Evidence, ...] = ()
    pinned_by: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """What comes first: 0 by the reader's word, 1 by that of another reader, 2 by a rule."""
        return _RANK[self.how]

    @property
    def words(self) -> Message | Term:
        """How the paper stands there, in no language yet, with who pinned it."""
        return with_names(Term("how", self.how), self.pinned_by, alone=self.how == "shared")


def worth_of(paper: Paper, place: Place) -> tuple[int, float, str, str]:
    """What sorts the papers of every list that shows their scores, the best last.

    What the reader said comes before what others said, and that before rules; then the score as it is shown;
    of papers with the same the later one is better.
    """
    return -place.rank, shown_score(place.score), paper.published, paper.id


def with_names(how: Message | Term, pinned_by: Sequence[str], *, alone: bool) -> Message | Term:
    """``how`` a paper stands under a topic, with the names of the other readers who pinned it there.

    With ``alone`` it stands there by their pins and no more.
    """
    if not pinned_by:
        return how
    values = {"how": how, "names": ", ".join(pinned_by)}
    return Message("place.pinned_by", values) if alone else Message("place.pinned_too", values)


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
        own = progress or Progress()
        self._opinions = _by_paper(own.feedback)
        self._others: dict[str, list[tuple[str, _Said]]] = {}
        for name in sorted(own.others):
            for paper, said in _by_paper(own.others[name]).items():
                if any(opinion.kind == "pinned" for opinion, _ in said):
                    self._others.setdefault(paper, []).append((name, said))
        self._current = topics_by_id(kg.topics.values())

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

    def least_by_topic(self) -> dict[str, dict[str, float]]:
        """What `least_scores` says of each topic alone."""
        found: dict[str, dict[str, float]] = {topic: {} for topic in self._least}
        for name, ids in self._current.items():
            for one in ids:
                found[one][name] = self._least[one]
        return found

    @property
    def judged(self) -> Collection[str]:
        """The papers of which the reader, or another one, said something that counts."""
        return self._opinions.keys() | self._others.keys()

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
        return tuple(key for key in topic.key_papers if self.verdicts(key.arxiv).get(topic.id) != "dismissed")

    def places(self, paper: Paper) -> tuple[Place, ...]:
        """The topics that ``paper`` is attached to, the reader's own choices first, then by score and id.

        The pins of other readers come after the reader's own. A topic that also has it as a key paper is
        among them where a rule or a reader put it there.
        """
        stored, verdicts, pins = self.stored_matches(paper), self.verdicts(paper.id), self.pinned_by(paper.id)
        hows: dict[str, How] = dict.fromkeys(self.matches(paper), "matched")
        hows.update(dict.fromkeys(pins, "shared"))
        for topic, said in verdicts.items():
            if said == "dismissed":
                hows.pop(topic, None)
            else:
                hows[topic] = said
        found = []
        for topic, how in hows.items():
            match = stored.get(topic, Match(topic, 0.0))
            found.append(Place(topic, match.score, how, match.evidence, pins.get(topic, ())))
        if len(found) > 1:
            found.sort(key=lambda place: (place.rank, -place.score, place.topic))
        return tuple(found)

    def said_places(self, paper: str) -> tuple[Place, ...]:
        """The topics under which readers put ``paper``, a base id of which no record is stored."""
        return self.places(Paper(id=paper, title="", authors=(), published=""))

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
        said = self._last(self._opinions[paper]) if paper in self._opinions else {}
        return {topic: "dismissed" if how == "left" else how for topic, how in said.items()}

    def left(self, paper: str) -> frozenset[str]:
        """The topics out of which the reader moved ``paper``: a dismissal too, but one of a move."""
        said = self._last(self._opinions[paper]) if paper in self._opinions else {}
        return frozenset(topic for topic, how in said.items() if how == "left")

    def pinned_by(self, paper: str) -> Mapping[str, tuple[str, ...]]:
        """Per topic the other readers who pinned ``paper`` there, and did not say otherwise since."""
        found: dict[str, tuple[str, ...]] = {}
        for name, said in self._others.get(paper, ()):
            for topic, how in self._last(said).items():
                if how == "pinned":
                    found[topic] = (*found.get(topic, ()), name)
        return found

    def dismissed(self, topic: Topic, papers: Mapping[str, Paper]) -> frozenset[str]:
        """The papers that would stand under ``topic`` had the reader not dismissed them."""
        return frozenset(
            paper
            for paper in self._opinions
            if self.verdicts(paper).get(topic.id) == "dismissed"
            and (
                topic.id in self._kg.chosen_by.get(paper, ())
                or (paper in papers and topic.id in self.pinned_by(paper))
                or (paper in papers and topic.id in self.matches(papers[paper]))
            )
        )

    def is_news(self, paper: Paper) -> bool:
        """Whether ``paper`` may be told as new: attached, no key paper, neither curated nor withdrawn."""
        if paper.id in self._kg.chosen_by or paper.curated or paper.withdrawn:
            return False
        verdicts = self.verdicts(paper.id)
        topics = (*self.matches(paper), *verdicts, *self.pinned_by(paper.id))
        return any(verdicts.get(topic) != "dismissed" for topic in topics)

    def set_aside(self, paper: Paper) -> bool:
        """Whether ``paper`` is stored for a looser look alone: no rule, nobody and no reader asks for it."""
        said = self.verdicts(paper.id) or self.pinned_by(paper.id)
        wanted = paper.curated or paper.asked or paper.id in self._kg.chosen_by or said
        return not wanted and bool(self.stored_matches(paper)) and not self.matches(paper)

    def _last(self, opinions: _Said) -> dict[str, _Effect]:
        """What the ``opinions`` of one reader on one paper come to, by topic."""
        said: dict[str, tuple[str, bool, _Effect]] = {}
        for opinion, mark in opinions:
            for topic, how in self._effects(opinion):
                entry = (mark.at, how not in ("dismissed", "left"), how)
                said[topic] = max(said.get(topic, entry), entry)
        return {topic: how for topic, (_, _, how) in said.items()}

    def _effects(self, opinion: Opinion) -> Iterator[tuple[str, _Effect]]:
        """The topics that ``opinion`` bears on, and how."""
        if opinion.kind == "dismissed":
            for topic in self.current_ids(opinion.topic) if opinion.topic else self._kg.topics:
                yield topic, "dismissed"
            return
        for topic in self.current_ids(opinion.source):
            yield topic, "left"
        for topic in self.current_ids(opinion.topic):
            yield topic, opinion.kind


def _by_paper(feedback: Mapping[Opinion, Mark]) -> dict[str, list[tuple[Opinion, Mark]]]:
    """What is said of each paper and was not taken back."""
    found: dict[str, list[tuple[Opinion, Mark]]] = {}
    for opinion, mark in feedback.items():
        if mark.on:
            found.setdefault(opinion.paper, []).append((opinion, mark))
    return found
