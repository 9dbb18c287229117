"""Topics and requirements as a directed graph, or the list of every error that forbids one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from vlagraph.core.model import listed_tier, stated_tiers
from vlagraph.core.names import make_catalogue
from vlagraph.core.numbered import NumberedTopics
from vlagraph.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

    from vlagraph.core.model import Lang, Roadmap, Topic
    from vlagraph.core.names import Catalogue
    from vlagraph.core.parts import Parts

    Names = Sequence[tuple[str, Sequence[str]]]

__all__ = ["InGraph", "KnowledgeGraph", "build_graph"]

T = TypeVar("T")


@dataclass(frozen=True)
class KnowledgeGraph:
    """A roadmap and its graph, both as they stand: `build_graph` makes one of a sound roadmap only.

    ``titles`` reads the titles of papers by arXiv id; only names of key papers need it.
    """

    roadmap: Roadmap
    titles: Callable[[], Mapping[str, str]] = field(default=dict, compare=False, repr=False)

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """The topics by id, in the order of the roadmap."""
        return {topic.id: topic for topic in self.roadmap.topics}

    @cached_property
    def digraph(self) -> nx.DiGraph[str]:
        """An edge leads from a prerequisite to the topic that comes after it.

        What only helps orders nothing and has no edge; unknown prerequisites get no node.
        """
        import networkx as nx  # 0.1 s, which answers about papers alone do not need

        graph: nx.DiGraph[str] = nx.DiGraph()
        topics = sorted(self.roadmap.topics, key=attrgetter("id"))
        graph.add_nodes_from(topic.id for topic in topics)
        known = self.topics
        graph.add_edges_from(
            (need.topic, topic.id, {"kind": need.kind})
            for topic in topics
            for need in sorted(topic.requires, key=attrgetter("topic"))
            if need.orders and need.topic in known
        )
        return graph

    @cached_property
    def required(self) -> nx.DiGraph[str]:
        """The graph of required edges alone, with every topic."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.digraph)
        graph.add_edges_from(edge for edge in self.digraph.edges(data=True) if edge[2]["kind"] == "required")
        return graph

    @cached_property
    def numbered(self) -> NumberedTopics:
        """The same edges in numbers, made in a fraction of the time: enough for orders and paths."""
        return NumberedTopics(self.roadmap)

    @cached_property
    def assumed(self) -> frozenset[str]:
        """Topics of areas that the roadmap presupposes."""
        areas = {area.id for area in self.roadmap.areas if area.assumed}
        return frozenset(topic.id for topic in self.topics.values() if topic.area in areas)

    @cached_property
    def named(self) -> tuple[Names, Names]:
        """Every name of every topic, and every name of every area as a whole, by their ids."""
        topics = [(t.id, (t.name.en, t.name.ko, *t.aliases, *t.formerly)) for t in self.roadmap.topics]
        areas = [(a.id, (a.name.en, a.name.ko)) for a in self.roadmap.areas]
        return topics, areas

    @cached_property
    def catalogue(self) -> Catalogue:
        """Every name of every topic, and of every area as a whole; a topic goes before an area."""
        return make_catalogue(*self.named)

    @cached_property
    def parts(self) -> Parts:
        """The concepts and key papers of the topics by name; asked for only where no topic is called so."""
        from vlagraph.core.parts import Parts

        return Parts(self.roadmap, self.titles())

    @cached_property
    def languages(self) -> tuple[Lang, ...]:
        """The languages in which the roadmap is written; with one of them there is nothing to switch."""
        return self.roadmap.languages

    @cached_property
    def chosen_by(self) -> Mapping[str, tuple[str, ...]]:
        """The topics that chose each key paper, by arXiv id, in the order of the roadmap."""
        found: dict[str, list[str]] = {}
        for topic in self.roadmap.topics:
            for paper in dict.fromkeys(key.arxiv for key in topic.key_papers):
                found.setdefault(paper, []).append(topic.id)
        return {paper: tuple(topics) for paper, topics in found.items()}

    @cached_property
    def tier(self) -> Mapping[str, str]:
        """The tier of each topic in one: its ``priority``, else what lists it, else what lists its area.

        A ``priority`` that is no tier of the roadmap says nothing.
        """
        tiers, stated = {tier.id for tier in self.roadmap.priorities}, stated_tiers(self.roadmap.priorities)
        found = {
            topic.id: topic.priority if topic.priority in tiers else listed_tier(stated, topic.id, topic.area)
            for topic in (self.roadmap.topics if tiers else ())
        }
        return {topic: tier for topic, tier in found.items() if tier is not None}

    def roadmap_only(self) -> KnowledgeGraph:
        """The graph of the topics that the roadmap names itself, without what was added to it since.

        Areas and goals that would be empty then are left out too.
        """
        from vlagraph.core.editing.outcome import redirected

        kept = tuple(topic for topic in self.roadmap.topics if topic.origin == "roadmap")
        areas = tuple(area for area in self.roadmap.areas if any(t.area == area.id for t in kept))
        all_ids = {*self.topics, *(area.id for area in self.roadmap.areas)}
        gone = all_ids - {t.id for t in kept} - {area.id for area in areas}
        part = msgspec.structs.replace(self.roadmap, topics=kept, areas=areas)
        left = redirected(part, dict.fromkeys(gone, ()))
        goals = tuple(goal for goal in left.goals if goal.topics)
        return KnowledgeGraph(msgspec.structs.replace(left, goals=goals), self.titles)

    def limited(self, *, roadmap_only: bool) -> KnowledgeGraph:
        """This graph, or only what `roadmap_only` leaves of it.

        Raises:
            UsageError: nothing would be left.
        """
        part = self.roadmap_only() if roadmap_only else self
        if self.topics and not part.topics:
            raise UsageError("path.none_on_roadmap")
        return part

    def members(self, ref: str) -> tuple[str, ...]:
        """The topics that ``ref`` stands for: itself, or all topics of the area of that id."""
        if ref in self.topics:
            return (ref,)
        return tuple(t.id for t in self.roadmap.topics if t.area == ref)


class InGraph(msgspec.Struct, Generic[T], frozen=True):
    """An answer that speaks of topics by their ids, with the graph that holds their names and edges.

    ``mastery`` says that hours of topics are those of everything in them, not of a first pass.
    """

    kg: KnowledgeGraph
    found: T
    mastery: bool = False


def build_graph(
    roadmap: Roadmap,
    *,
    source: str = "graph/topics.json",
    files: Mapping[str, str] | None = None,
    titles: Callable[[], Mapping[str, str]] = dict,
) -> KnowledgeGraph:
    """The knowledge graph of a sound roadmap, the same whatever the order of its topics.

    ``source`` and ``files`` are what messages call the file of the roadmap and those of its parts. What is
    merely incomplete does not matter here. ``titles`` reads the titles of papers, where names are looked for.

    Raises:
        DataError: with every error of ``roadmap`` that `vlagraph.core.soundness.find_errors` names.
    """
    from vlagraph.core.soundness import find_errors

    kg = KnowledgeGraph(roadmap, titles)
    if problems := find_errors(roadmap, files, numbered=kg.numbered):
        raise DataError(source, problems)
    return kg
