"""What makes a roadmap meaningless: it leaves no graph, or no clear answer to what a name means."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from vlagraph.core.slips import closest
from vlagraph.core.soundness.cycles import find_knots
from vlagraph.core.spelling import literal
from vlagraph.errors import Problem
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from vlagraph.core.model import Exercise, Hours, KeyPaper, Requirement, Resource, Roadmap, Topic
    from vlagraph.core.numbered import NumberedTopics
    from vlagraph.core.soundness.cycles import Knot
    from vlagraph.core.soundness.places import Places

__all__ = ["all_errors"]

_RANK = {"loop": 0, "no_topic": 1, "no_ref": 1, "no_area": 1, "double_id": 2, "double_name": 2}
"""What comes first: without these there is no graph at all."""

_MOST_EDGES = 8
"""Requirements that many loops have in common which are named: to take any one of them away will do."""
_MOST_COUNTED = 1_000_000
"""Loops of one requirement up to which their number is told: a few dozen topics can have more than that."""


def all_errors(roadmap: Roadmap, places: Places, numbered: NumberedTopics) -> Iterator[Problem]:
    """Every error of ``roadmap``: the worst first, then subject by subject, each in file order."""
    found = chain(
        () if numbered.ordering.is_acyclic() else _loops(roadmap),
        _duplicates(roadmap, places),
        _clashing_names(roadmap),
        _topics(roadmap, places, loose=numbered.loose),
        _references(roadmap),
        _goals(roadmap),
        _practice(roadmap, places),
    )
    return iter(sorted(found, key=lambda problem: _RANK.get(problem.kind, len(_RANK))))


def _duplicates(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    groups = {
        "areas, topics": [a.id for a in roadmap.areas] + [t.id for t in roadmap.topics],
        "priorities": [p.id for p in roadmap.priorities],
        "stages": [s.id for s in roadmap.stages],
        "goals": [g.id for g in roadmap.goals],
        places.part("benchmarks", "benchmarks"): [b.id for b in roadmap.benchmarks],
        places.part("projects", "projects"): [p.id for p in roadmap.projects],
        "next_steps": [n.id for n in roadmap.next_steps],
    }
    for group, ids in groups.items():
        yield from _repeated_ids(group, ids)
    living = {topic.id for topic in roadmap.topics}
    for topic in roadmap.topics:
        for old in sorted(set(topic.formerly) & living):  # two topics of one former id are a split
            what = Message("check.former_alive", {"id": repr(old)})
            yield Problem(f"{topic.id}.formerly", what, Message("check.former_alive_todo"))


def _repeated_ids(where: str, ids: Collection[str]) -> Iterator[Problem]:
    for item in _repeated(ids):
        yield Problem(where, Message("check.double_id", {"id": repr(item)}), Message("check.double_id_todo"))


def _repeated(ids: Collection[str]) -> list[str]:
    if len(set(ids)) == len(ids):  # as nearly always, in a quarter of the time
        return []
    return sorted(item for item, count in Counter(ids).items() if count > 1)


def _clashing_names(roadmap: Roadmap) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    clashing: dict[str, dict[str, str]] = {}
    for topic in roadmap.topics:
        for name in _names_of(topic):
            key = literal(name)
            if owner.setdefault(key, topic.id) != topic.id:
                clashing[key] = {}
    for topic in roadmap.topics if clashing else ():
        for name in _names_of(topic):
            if (found := clashing.get(literal(name))) is not None:
                found[topic.id] = name
    for key in (key for key in owner if key in clashing):
        names = ", ".join(f"{name!r} ({topic})" for topic, name in sorted(clashing[key].items()))
        what = Message("check.double_name", {"names": names})
        yield Problem("topics", what, Message("check.double_name_todo"))


def _names_of(topic: Topic) -> tuple[str, ...]:
    return topic.id, topic.name.en, topic.name.ko, *topic.aliases


def _topics(roadmap: Roadmap, places: Places, *, loose: Collection[str]) -> Iterator[Problem]:
    """What the topics say wrong; only those of ``loose`` may require a topic that there is not."""
    areas = {area.id: area for area in roadmap.areas}
    topics = {topic.id: topic for topic in roadmap.topics}
    for index, topic in enumerate(roadmap.topics):
        if topic.area not in areas:
            what = Message("check.no_area", {"id": repr(topic.area)})
            yield Problem(places.topic(index, topic), what, _hint(topic.area, areas))
        yield from _ranges(index, topic, places)
        for other in _repeated([need.topic for need in topic.requires]):
            yield _listed_twice(places.topic(index, topic, "requires"), other)
        for number, need in enumerate(topic.requires):
            if need.concepts or topic.id in loose:
                yield from _requirement(places.topic(index, topic, f"requires[{number}]"), need, topics)
        for other in topic.related:
            if other not in topics:
                yield _no_topic(places.topic(index, topic, "related"), other, topics)
        if topic.concepts or topic.key_papers or topic.resources or topic.exercises:
            yield from _page(index, topic, places)


def _ranges(index: int, topic: Topic, places: Places) -> Iterator[Problem]:
    for field, hours in (("hours", topic.hours), ("first_pass", topic.first_pass)):
        if hours != (0, 0) and not 0 < hours[0] <= hours[1]:
            yield _no_range(places.topic(index, topic, field), hours)


def _requirement(at: str, need: Requirement, topics: dict[str, Topic]) -> Iterator[Problem]:
    if need.topic not in topics:
        yield _no_topic(at, need.topic, topics)
        return
    known = [concept.id for concept in topics[need.topic].concepts]
    for concept in need.concepts:
        if concept not in known:
            what = Message("check.no_concept_there", {"topic": need.topic, "concept": repr(concept)})
            yield Problem(at, what, _hint(concept, known))


def _page(index: int, topic: Topic, places: Places) -> Iterator[Problem]:
    ids = [concept.id for concept in topic.concepts]
    if len(set(ids)) < len(ids):
        yield from _repeated_ids(places.page(index, topic, "concepts"), ids)
    for paper in _repeated([paper.arxiv for paper in topic.key_papers]):
        yield _listed_twice(places.page(index, topic, "key_papers"), paper)
    for number, exercise in enumerate(topic.exercises):
        yield from _reversed(places.page(index, topic, f"exercises[{number}].hours"), exercise.hours)
    lists: dict[str, tuple[KeyPaper | Resource | Exercise, ...]] = {
        "key_papers": topic.key_papers,
        "resources": topic.resources,
        "exercises": topic.exercises,
    }
    for name, items in lists.items():
        for number, item in enumerate(items):
            for concept in sorted(set(item.concepts).difference(ids)):
                what = Message("check.no_concept", {"concept": repr(concept)})
                yield Problem(places.page(index, topic, f"{name}[{number}]"), what, _hint(concept, ids))


def _loops(roadmap: Roadmap) -> Iterator[Problem]:
    for knot in find_knots(roadmap):
        what = Message("check.loop", {"loop": " -> ".join(knot.loop)})
        yield Problem("requires", what, _opening(knot))


def _opening(knot: Knot) -> Message:
    """How to open all loops of ``knot``."""
    edges = [" -> ".join(edge) for edge in knot.shared]
    shown = edges if len(edges) <= _MOST_EDGES else [*edges[:_MOST_EDGES], "…"]
    values = {"count": knot.total, "edges": ", ".join(shown)}
    return Message("check.loop_todo" if knot.total <= _MOST_COUNTED else "check.loops_many_todo", values)


def _references(roadmap: Roadmap) -> Iterator[Problem]:
    refs = dict.fromkeys([area.id for area in roadmap.areas] + [topic.id for topic in roadmap.topics])
    lists = {f"priorities {tier.id}": [entry.ref for entry in tier.entries] for tier in roadmap.priorities}
    lists |= {f"stages {s.id}": [ref for step in s.steps for ref in step.refs] for s in roadmap.stages}
    lists |= {f"goals {goal.id}": list(goal.topics) for goal in roadmap.goals}
    for tier in roadmap.priorities:
        yield from _reversed(f"priorities {tier.id}.weeks", tier.weeks)
    for where, named in lists.items():
        for ref in named:
            if ref not in refs:
                yield Problem(where, Message("check.no_ref", {"id": repr(ref)}), _hint(ref, refs))


def _goals(roadmap: Roadmap) -> Iterator[Problem]:
    others = (roadmap.areas, roadmap.topics, roadmap.priorities, roadmap.stages, roadmap.projects)
    taken = {item.id for items in others for item in items} | {"all"}
    for goal in roadmap.goals:
        if goal.id in taken:
            what = Message("check.goal_taken", {"id": repr(goal.id)})
            yield Problem(f"goals {goal.id}", what, Message("check.goal_taken_todo"))


def _practice(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    concepts = {concept.id for topic in roadmap.topics for concept in topic.concepts}
    topics = {topic.id: topic for topic in roadmap.topics}
    benchmarks = [benchmark.id for benchmark in roadmap.benchmarks]
    for benchmark in roadmap.benchmarks:
        if benchmark.concept is not None and benchmark.concept not in concepts:
            at = places.part("benchmarks", f"benchmarks {benchmark.id}")
            what = Message("check.no_concept_anywhere", {"concept": repr(benchmark.concept)})
            yield Problem(at, what, _hint(benchmark.concept, concepts))
    for project in roadmap.projects:
        at = places.part("projects", f"projects {project.id}")
        if project.benchmark is not None and project.benchmark not in benchmarks:
            what = Message("check.no_benchmark", {"id": repr(project.benchmark)})
            yield Problem(at, what, _hint(project.benchmark, benchmarks))
        yield from _repeated_ids(at, [step.id for step in project.milestones])
        for step in project.milestones:
            yield from _reversed(f"{at}.{step.id}.hours", step.hours)
            for topic in sorted(set(step.topics) - set(topics)):
                yield _no_topic(f"{at}.{step.id}", topic, topics)


def _no_range(where: str, hours: Hours, todo: str = "check.no_range_todo") -> Problem:
    return Problem(where, Message("check.no_range", {"hours": list(hours)}), Message(todo))


def _reversed(where: str, hours: Hours) -> Iterator[Problem]:
    """That ``hours``, of which none at all are right too, are from high to low."""
    if hours[0] > hours[1]:
        yield _no_range(where, hours, "check.reversed_todo")


def _no_topic(where: str, name: str, topics: Collection[str]) -> Problem:
    return Problem(where, Message("check.no_topic", {"id": repr(name)}), _hint(name, topics, topics=True))


def _listed_twice(where: str, name: str) -> Problem:
    return Problem(
        where, Message("check.listed_twice", {"id": repr(name)}), Message("check.listed_twice_todo")
    )


def _hint(name: str, known: Collection[str], *, topics: bool = False) -> Message:
    """What to do about a name that is not known: the one that is near, or where all are listed."""
    if near := closest(name, known):
        return Message("check.correct_near", {"name": repr(near)})
    return Message("check.correct_topic" if topics else "check.correct")
