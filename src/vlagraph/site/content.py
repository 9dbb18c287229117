"""What the pages show, worked out once from the roadmap and the papers; plain values, no HTML."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.marks import Progress
from vlagraph.core.order import find_path, next_topics
from vlagraph.core.papers.standing import Standings, worth_of
from vlagraph.core.plan.groups import all_groups, group_topics
from vlagraph.site.shown import shown
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.marks import Mark, Opinion
    from vlagraph.core.model import Area, Goal, KeyPaper, Lang, Requirement, Roadmap, Topic
    from vlagraph.core.order import LearningPath
    from vlagraph.core.papers.holes import HoleReport
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place
    from vlagraph.core.plan.groups import Group
    from vlagraph.site.shown import Shown
    from vlagraph.words import Message

__all__ = ["Content", "Hit", "Noted"]

NEW_PER_TOPIC = 8
"""New papers of a topic in the panel of the map: more would push its other parts out of sight."""
_STRENGTHS = {"required": 0, "recommended": 1, "helps": 2}
"""The order in which requirements are listed: the stronger first."""
_LONG, _LONG_LINES = 700, 11
"""Characters and lines of a note from which on it is folded: about a third of a window."""


@dataclass(frozen=True)
class Hit:
    """A paper that is attached to a topic, and what put it there."""

    paper: Paper
    place: Place


@dataclass(frozen=True)
class Noted:
    """The note of a paper; ``text`` is Markdown, ``problem`` says what is lacking and why.

    ``author`` is who wrote it where it says so; with ``anothers`` its status is not this reader's.
    """

    paper: str
    text: str = ""
    status: str | None = None
    rating: int | None = None
    date: str | None = None
    topics: tuple[str, ...] = ()
    problem: Message | str | None = None
    author: str | None = None
    anothers: bool = False

    @property
    def anchor(self) -> str:
        """The fragment of the note on a page."""
        return "note-" + self.paper.replace("/", "_")

    @property
    def long(self) -> bool:
        """True when the note is better folded: more than a dozen lines."""
        return len(self.text) > _LONG or self.text.count("\n") > _LONG_LINES


@dataclass(frozen=True)
class Content:
    """The roadmap, its learning order and the papers; everything else is derived from them.

    ``stage_of`` numbers each topic's recommended stage from 0; topics of no stage may have any higher number.
    ``fetched`` is the UTC time of the last successful fetch in ISO 8601, None where there was none,
    which is the last day of an imported ``snapshot`` where no fetch was later,
    ``checked`` the same for each topic, ``silent`` are those that failed for three weeks or more.
    ``recorded`` is the day up to which the recorded collection reaches
    that is shown because no fetch has succeeded yet, None after one. ``marks`` are the reader's, as in
    progress.json; None where they are not to be built in. ``opinions`` are the reader's pins, moves and
    dismissals; none on a site that others open, where papers stand as the roadmap and its rules say.
    ``read`` are the papers that those marks call read.
    ``holes`` are the days that look incomplete.
    ``others`` is the same of the other readers of a shared workspace, ``remarks`` what of it is lacking.
    """

    roadmap: Roadmap
    order: Sequence[str]
    papers: Mapping[str, Paper] = field(default_factory=dict)
    stage_of: Mapping[str, int] = field(default_factory=dict)
    fetched: str | None = None
    snapshot: bool = False
    recorded: str | None = None
    checked: Mapping[str, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    version: str = ""
    notes: Mapping[str, Noted] = field(default_factory=dict)
    marks: Mapping[str, object] | None = None
    read: frozenset[str] = frozenset()
    opinions: Mapping[Opinion, Mark] = field(default_factory=dict)
    holes: HoleReport | None = None
    others: Mapping[str, Mapping[Opinion, Mark]] = field(default_factory=dict)
    remarks: tuple[Message, ...] = ()

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The roadmap as a graph, with the index of its key papers."""
        return KnowledgeGraph(self.roadmap)

    @property
    def own(self) -> bool:
        """Whether the site is the reader's own, with marks built in: only such a one names commands."""
        return self.marks is not None

    @cached_property
    def standings(self) -> Standings:
        """Under which topics the papers stand on this site."""
        return Standings(self.graph, Progress(feedback=self.opinions, others=self.others))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What tells this roadmap from others on one origin, then what did before it had an id or an address.

        A browser keeps marks under the first; those that it kept under a later one are taken over.
        """
        roadmap = self.roadmap
        named = dict.fromkeys(name for name in (roadmap.identity, roadmap.site, roadmap.title.en) if name)
        return tuple(hashlib.sha256(name.encode("utf-8")).hexdigest()[:8] for name in named)

    @cached_property
    def ready(self) -> frozenset[str]:
        """The topics that somebody without marks can start now."""
        return frozenset(found.topic for found in next_topics(self.graph, ()))

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """Former id to the topics that it became, in learning order; ids that are in use again are none."""
        found: dict[str, list[str]] = defaultdict(list)
        for topic in self.topics.values():
            for former in topic.formerly:
                if former not in self.topics:
                    found[former].append(topic.id)
        return {former: tuple(topics) for former, topics in found.items()}

    @cached_property
    def languages(self) -> tuple[Lang, ...]:
        """The languages of the pages, first the one that they open in; with one there is no switch."""
        return self.roadmap.languages or LANGS

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by id, in learning order."""
        return {topic: self.graph.topics[topic] for topic in self.order}

    @cached_property
    def rank(self) -> dict[str, int]:
        """Position in the learning order, from 1."""
        return {topic: index for index, topic in enumerate(self.order, 1)}

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Areas that have topics, in the roadmap's order."""
        used = {topic.area for topic in self.roadmap.topics}
        return tuple(area for area in self.roadmap.areas if area.id in used)

    @cached_property
    def area_number(self) -> dict[str, int]:
        """Area id to its place in ``areas``, which chooses the colour."""
        return {area.id: index for index, area in enumerate(self.areas)}

    @cached_property
    def added(self) -> int:
        """How many topics were added around those of the roadmap."""
        return sum(topic.origin == "extension" for topic in self.topics.values())

    @cached_property
    def shown(self) -> Shown:
        """Which requirements the map draws, and how."""
        return shown(self)

    @cached_property
    def kind(self) -> dict[tuple[str, str], str]:
        """Edge to ``required`` or ``recommended``."""
        return {
            (need.topic, topic.id): need.kind for topic in self.topics.values() for need in self.needs(topic)
        }

    @cached_property
    def unlocks(self) -> dict[str, tuple[str, ...]]:
        """Topic to what names it as a prerequisite, in learning order."""
        found: dict[str, list[str]] = defaultdict(list)
        for topic in self.topics.values():
            for need in filter(lambda need: need.orders, topic.requires):
                found[need.topic].append(topic.id)
        return {topic: tuple(found[topic]) for topic in self.order}

    def needs(self, topic: Topic) -> list[Requirement]:
        """What comes before ``topic``: required, then recommended; each in learning order."""
        return [need for need in self._sorted(topic) if need.orders]

    def helps(self, topic: Topic) -> list[Requirement]:
        """What helps with ``topic`` and comes in any order, in learning order."""
        return [need for need in self._sorted(topic) if not need.orders]

    def _sorted(self, topic: Topic) -> list[Requirement]:
        return sorted(topic.requires, key=lambda need: (_STRENGTHS[need.kind], self.rank[need.topic]))

    @cached_property
    def tier(self) -> dict[str, int]:
        """Topic to the number of its priority tier, from 0; topics without one are left out."""
        numbers = {tier.id: number for number, tier in enumerate(self.roadmap.priorities)}
        return {topic: numbers[tier] for topic, tier in self.graph.tier.items()}

    @cached_property
    def stage(self) -> dict[str, int]:
        """Topic to the number of its recommended stage, from 0; topics of no stage are left out."""
        last = len(self.roadmap.stages)
        return {topic: number for topic, number in self.stage_of.items() if number < last}

    @cached_property
    def goals(self) -> tuple[Group, ...]:
        """The goals and the projects of the roadmap, except what is called like a topic or an area."""
        found = (group for group in all_groups(self.roadmap) if group.kind in {"goal", "project"})
        return tuple(group for group in found if not self.graph.members(group.id))

    def goal_steps(self, goal: Goal) -> LearningPath:
        """The way to ``goal`` for a reader who has learned nothing yet."""
        return find_path(self.graph, group_topics(self.graph, goal.id))

    @cached_property
    def key_papers(self) -> dict[str, tuple[KeyPaper, ...]]:
        """Topic to its key papers in reading order, as they stand on this site."""
        return {topic.id: self.standings.key_papers(topic) for topic in self.topics.values()}

    @cached_property
    def hits(self) -> dict[str, tuple[Hit, ...]]:
        """Topic to the papers attached to it, the best first; its key papers are shown as such instead.

        First what the reader put there, then what others pinned, then by the score as it is shown; of papers
        as good the newest first.
        """
        found: dict[str, list[Hit]] = defaultdict(list)
        for paper in self.papers.values():
            chosen = self.graph.chosen_by.get(paper.id, ())
            for place in self.standings.places(paper):
                if place.topic not in chosen:
                    found[place.topic].append(Hit(paper, place))
        for hits in found.values():
            hits.sort(key=lambda hit: worth_of(hit.paper, hit.place), reverse=True)
        return {topic: tuple(found[topic]) for topic in self.order}

    @cached_property
    def noted_read(self) -> list[str]:
        """The papers that are read by the word of their note, whatever a browser keeps of them."""
        return sorted(
            paper for paper, note in self.notes.items() if note.status == "read" and not note.anothers
        )

    def count_read(self, notes: Sequence[Noted]) -> int:
        """How many papers of ``notes`` are read, as ``review`` has it on the reader's own site."""
        return len(self.read.union(self.noted_read).intersection(note.paper for note in notes))

    @cached_property
    def noted(self) -> dict[str, tuple[Noted, ...]]:
        """Topic to the notes on it: of its key papers, of papers attached to it, and those that name it."""
        found: dict[str, tuple[Noted, ...]] = {}
        for topic in self.topics.values() if self.notes else ():
            names = {topic.id, *topic.formerly}
            papers = [key.arxiv for key in self.key_papers[topic.id]] + [
                hit.paper.id for hit in self.hits[topic.id]
            ]
            papers += [paper for paper in sorted(self.notes) if names & set(self.notes[paper].topics)]
            found[topic.id] = tuple(self.notes[p] for p in dict.fromkeys(papers) if p in self.notes)
        return found
