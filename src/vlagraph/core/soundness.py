"""Every problem of a roadmap at once: loops, dangling or duplicate ids, redundant or unexplained edges …."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx

from vlagraph.core.names import closest, fold
from vlagraph.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlagraph.core.model import KeyPaper, Requirement, Resource, Roadmap, Topic

__all__ = ["find_loops", "find_problems", "find_redundant"]


def find_problems(roadmap: Roadmap) -> tuple[Problem, ...]:
    """Every problem of ``roadmap`` in file order: where it is, what is wrong, what to do."""
    checks = (_duplicates, _clashing_names, _topics, _graph, _tiers, _stages, _practice)
    return tuple(chain.from_iterable(check(roadmap) for check in checks))


def find_loops(roadmap: Roadmap) -> tuple[tuple[str, ...], ...]:
    """Each topic that waits for itself, and one loop of each knot; the first topic repeated at the end."""
    graph = _edges(roadmap, kinds=("required", "recommended"))
    knots = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    loops = [(node, node) for node in sorted(nx.nodes_with_selfloops(graph))]
    graph.remove_edges_from(loops)
    for knot in sorted(knots):
        found = nx.find_cycle(graph.subgraph(knot), knot[0])
        loops.append((found[0][0], *(edge[1] for edge in found)))
    return tuple(loops)


def find_redundant(roadmap: Roadmap) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Required edges that another required path implies: (prerequisite, topic, that path).

    Edges inside a loop are left out: nothing can be said of them before the loop is mended.
    """
    graph = _edges(roadmap, kinds=("required",))
    if not nx.is_directed_acyclic_graph(graph):
        return ()
    kept = nx.transitive_reduction(graph)
    extra = sorted(edge for edge in graph.edges if not kept.has_edge(*edge))
    return tuple((a, b, tuple(nx.shortest_path(kept, a, b))) for a, b in extra)


def _edges(roadmap: Roadmap, *, kinds: Iterable[str]) -> nx.DiGraph[str]:
    wanted = set(kinds)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted({topic.id for topic in roadmap.topics}))
    for topic in roadmap.topics:
        graph.add_edges_from(
            (r.topic, topic.id) for r in topic.requires if r.kind in wanted and r.topic in graph
        )
    return graph


def _duplicates(roadmap: Roadmap) -> Iterator[Problem]:
    groups = {
        "areas and topics": [a.id for a in roadmap.areas] + [t.id for t in roadmap.topics],
        "priorities": [p.id for p in roadmap.priorities],
        "stages": [s.id for s in roadmap.stages],
        "benchmarks": [b.id for b in roadmap.benchmarks],
        "projects": [p.id for p in roadmap.projects],
        "next_steps": [n.id for n in roadmap.next_steps],
    }
    for group, ids in groups.items():
        for item in _repeated(ids):
            yield Problem(group, f"the id {item!r} is used more than once", "Give each its own id.")
    living = {topic.id for topic in roadmap.topics}
    for topic in roadmap.topics:
        for old in sorted(set(topic.formerly) & living):  # several heirs of one id are a split, and fine
            yield Problem(
                f"{topic.id}.formerly", f"{old!r} is still a topic", "Remove it here or rename that topic."
            )


def _clashing_names(roadmap: Roadmap) -> Iterator[Problem]:
    owners: dict[str, dict[str, str]] = {}
    for topic in roadmap.topics:
        for name in (topic.id, topic.name.en, topic.name.ko, *topic.aliases):
            owners.setdefault(fold(name), {})[topic.id] = name
    for found in owners.values():
        if len(found) > 1:
            name = next(iter(found.values()))
            yield Problem(
                "topics",
                f"the name {name!r} means {' and '.join(sorted(found))}",
                "Keep it under one of them.",
            )


def _repeated(ids: Iterable[str]) -> list[str]:
    return sorted(item for item, count in Counter(ids).items() if count > 1)


def _topics(roadmap: Roadmap) -> Iterator[Problem]:
    if not roadmap.topics:
        yield Problem("topics", "there is no topic", "Add one; 'vlagraph init DIR' writes a full example.")
    areas = [area.id for area in roadmap.areas]
    topics = {topic.id: topic for topic in roadmap.topics}
    for index, topic in enumerate(roadmap.topics):
        where = f"topics[{index}] {topic.id}"
        if topic.area not in areas:
            yield Problem(
                where,
                f"the area {topic.area!r} does not exist",
                f"Use one of areas.{closest(topic.area, areas)}",
            )
        if not 0 < topic.hours[0] <= topic.hours[1]:
            yield Problem(
                f"{where}.hours",
                f"{list(topic.hours)} is no range",
                "Write [low, high] with 0 < low <= high.",
            )
        yield from _requirements(where, topic, topics)
        yield from _related(where, topic, topics)
        yield from _concepts(where, topic)


def _requirements(where: str, topic: Topic, topics: dict[str, Topic]) -> Iterator[Problem]:
    for other in _repeated(need.topic for need in topic.requires):
        yield Problem(f"{where}.requires", f"{other!r} is listed more than once", "Keep one entry.")
    for index, need in enumerate(topic.requires):
        yield from _requirement(f"{where}.requires[{index}]", need, topics)


def _requirement(at: str, need: Requirement, topics: dict[str, Topic]) -> Iterator[Problem]:
    if need.topic not in topics:
        hint = closest(need.topic, topics) or " 'vlagraph topics' lists the ids."
        yield Problem(at, f"the topic {need.topic!r} does not exist", f"Correct or remove it.{hint}")
        return
    if need.reason is None:
        yield Problem(at, f"needs {need.topic} without a reason", "Say why, in English and Korean.")
    if not need.source.strip():
        yield Problem(
            at, f"needs {need.topic} without a source", "Name a chapter, paper or course that shows it."
        )
    if not need.concepts:
        yield Problem(
            at, f"needs {need.topic} without concepts", f"Name the concepts of {need.topic} that are needed."
        )
    known = [concept.id for concept in topics[need.topic].concepts]
    for concept in need.concepts:
        if concept not in known:
            yield Problem(
                at,
                f"{need.topic} has no concept {concept!r}",
                f"Use one of its concepts.{closest(concept, known)}",
            )


def _related(where: str, topic: Topic, topics: dict[str, Topic]) -> Iterator[Problem]:
    needs = {need.topic for need in topic.requires}
    for other in topic.related:
        if other not in topics:
            yield Problem(
                f"{where}.related",
                f"the topic {other!r} does not exist",
                f"Correct or remove it.{closest(other, topics)}",
            )
        elif other == topic.id or other in needs:
            yield Problem(
                f"{where}.related", f"{other!r} is the topic itself or already required", "Remove it."
            )


def _concepts(where: str, topic: Topic) -> Iterator[Problem]:
    ids = [concept.id for concept in topic.concepts]
    for concept in _repeated(ids):
        yield Problem(
            f"{where}.concepts", f"the id {concept!r} is used more than once", "Give each its own id."
        )
    for paper in _repeated(paper.arxiv for paper in topic.key_papers):
        yield Problem(f"{where}.key_papers", f"{paper} is listed more than once", "Keep one entry.")
    covered: set[str] = set()
    items: tuple[KeyPaper | Resource, ...] = (*topic.key_papers, *topic.resources)
    for item in items:
        covered |= set(item.concepts)
        for concept in sorted(set(item.concepts) - set(ids)):
            yield Problem(
                f"{where}",
                f"a paper or resource names the unknown concept {concept!r}",
                f"Correct it.{closest(concept, ids)}",
            )
    for concept in ids:
        if concept not in covered:
            yield Problem(
                f"{where}.concepts",
                f"{concept!r} has no paper and no resource",
                "Name it in a key paper or resource.",
            )


def _graph(roadmap: Roadmap) -> Iterator[Problem]:
    for loop in find_loops(roadmap):
        yield Problem("requires", f"a loop: {' -> '.join(loop)}", "Remove one of these requirements.")
    for before, after, path in find_redundant(roadmap):
        yield Problem(
            f"{after}.requires",
            f"{before!r} is redundant: {' -> '.join(path)} implies it",
            "Remove it or make it recommended.",
        )
    used = {need.topic for topic in roadmap.topics for need in topic.requires}
    for topic in roadmap.topics:
        if not topic.requires and topic.id not in used and len(roadmap.topics) > 1:
            yield Problem(
                topic.id, "an orphan: it requires nothing and nothing requires it", "Connect it or remove it."
            )


def _refs(roadmap: Roadmap) -> list[str]:
    return [area.id for area in roadmap.areas] + [topic.id for topic in roadmap.topics]


def _tiers(roadmap: Roadmap) -> Iterator[Problem]:
    refs = _refs(roadmap)
    stated: dict[str, str] = {}
    for tier in roadmap.priorities:
        for entry in tier.entries:
            stated.setdefault(entry.ref, tier.id)
            if entry.ref not in refs:
                yield Problem(
                    f"priorities {tier.id}",
                    f"{entry.ref!r} is no topic and no area",
                    f"Correct it.{closest(entry.ref, refs)}",
                )
    for topic in roadmap.topics:
        tier_id = stated.get(topic.id, stated.get(topic.area))
        if topic.priority != tier_id:
            yield Problem(
                f"{topic.id}.priority",
                f"it says {topic.priority!r}, the tiers say {tier_id!r}",
                "Make both agree.",
            )


def _stages(roadmap: Roadmap) -> Iterator[Problem]:
    refs = _refs(roadmap)
    for stage in roadmap.stages:
        for ref in (ref for step in stage.steps for ref in step.refs):
            if ref not in refs:
                yield Problem(
                    f"stages {stage.id}",
                    f"{ref!r} is no topic and no area",
                    f"Correct it.{closest(ref, refs)}",
                )


def _practice(roadmap: Roadmap) -> Iterator[Problem]:
    concepts = {concept.id for topic in roadmap.topics for concept in topic.concepts}
    topics = [topic.id for topic in roadmap.topics]
    benchmarks = [benchmark.id for benchmark in roadmap.benchmarks]
    for benchmark in roadmap.benchmarks:
        if benchmark.concept not in concepts:
            yield Problem(
                f"benchmarks {benchmark.id}", f"no topic has the concept {benchmark.concept!r}", "Correct it."
            )
    for project in roadmap.projects:
        if project.benchmark not in benchmarks:
            yield Problem(
                f"projects {project.id}", f"the benchmark {project.benchmark!r} does not exist", "Correct it."
            )
        for step in project.milestones:
            for topic in sorted(set(step.topics) - set(topics)):
                yield Problem(
                    f"projects {project.id}.{step.id}",
                    f"the topic {topic!r} does not exist",
                    f"Correct it.{closest(topic, topics)}",
                )
