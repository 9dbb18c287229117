"""A roadmap under the ids that another one has for the same concepts, and apart from ids of its goals."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from vlagraph.core.drafting.growing import entry_names
from vlagraph.core.spelling import literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vlagraph.core.model import (
        Concept,
        Exercise,
        Goal,
        KeyPaper,
        Priority,
        Project,
        Requirement,
        Resource,
        Roadmap,
        Stage,
        Topic,
    )

__all__ = ["goals_apart", "with_concepts_of"]

G = TypeVar("G", "Goal", "Priority", "Project", "Stage")
S = TypeVar("S", "Exercise", "KeyPaper", "Requirement", "Resource")

_MOST = 48
"""Characters of an id before an ending: the model allows 64."""


def with_concepts_of(base: Roadmap, new: Roadmap) -> Roadmap:
    """``new``, of which topics have their ids of ``base``, with the ids that concepts have there too.

    Concepts are the same where a name or an id of them is spelled the same.
    """
    led = _led_concepts(base, new)
    if all(old == now for (_, old), now in led.items()):
        return new

    def under(items: Iterable[S], topic: str) -> tuple[S, ...]:
        return tuple(_named(item, topic, led) for item in items)

    def moved(topic: Topic) -> Topic:
        return replace(
            topic,
            concepts=tuple(replace(one, id=led[topic.id, one.id]) for one in topic.concepts),
            requires=tuple(_named(need, need.topic, led) for need in topic.requires),
            key_papers=under(topic.key_papers, topic.id),
            resources=under(topic.resources, topic.id),
            exercises=under(topic.exercises, topic.id),
        )

    kept = {now for (_, old), now in led.items() if old == now}
    anywhere = {old: now for (_, old), now in reversed(led.items()) if old not in kept}
    benchmarks = (
        replace(one, concept=anywhere.get(one.concept, one.concept)) if one.concept else one
        for one in new.benchmarks
    )
    return replace(new, topics=tuple(map(moved, new.topics)), benchmarks=tuple(benchmarks))


def _named(item: S, topic: str, led: Mapping[tuple[str, str], str]) -> S:
    """``item`` with the concepts of ``topic`` that it names under their ids of now."""
    return replace(item, concepts=tuple(dict.fromkeys(led.get((topic, one), one) for one in item.concepts)))


def _led_concepts(base: Roadmap, new: Roadmap) -> dict[tuple[str, str], str]:
    """The id of now of each concept of ``new``, by its topic and the id that it has there."""
    known: dict[str, dict[str, str]] = {topic.id: {} for topic in (*base.topics, *new.topics)}
    for topic in base.topics:
        for concept in topic.concepts:
            _remember(known[topic.id], concept, concept.id)
    led = {}
    for topic in new.topics:
        there = known[topic.id]
        for concept in topic.concepts:
            found = next((there[name] for name in _names(concept) if name in there), concept.id)
            led[topic.id, concept.id] = found
        for concept in topic.concepts:  # not before: what one topic tells apart by its case stays apart
            _remember(there, concept, led[topic.id, concept.id])
    return led


def _remember(there: dict[str, str], concept: Concept, own: str) -> None:
    for name in _names(concept):
        there.setdefault(name, own)


def _names(concept: Concept) -> tuple[str, ...]:
    return tuple(map(literal, entry_names(concept)))


def goals_apart(base: Roadmap, new: Roadmap) -> Roadmap:
    """``new``, of which areas and topics have other ids than goals of ``base``, with the rest apart too.

    A goal may not be called as a topic, an area, a tier, a stage or a project.
    """
    goals = {one.id for one in (*base.goals, *new.goals)}
    others = {"all"}
    for whole in (base, new):
        groups = (whole.areas, whole.topics, whole.priorities, whole.stages, whole.projects)
        others.update(one.id for group in groups for one in group)
    theirs = {one.id for one in base.goals}
    return replace(
        new,
        goals=_freed(new.goals, others, goals | others, "goal"),
        priorities=_freed(new.priorities, theirs, goals | others, "tier"),
        stages=_freed(new.stages, theirs, goals | others, "stage"),
        projects=_freed(new.projects, theirs, goals | others, "project"),
    )


def _freed(items: tuple[G, ...], barred: Collection[str], used: set[str], ending: str) -> tuple[G, ...]:
    """``items``, those with an id of ``barred`` under one that is in none of ``used``, which learns it."""
    found = []
    for item in items:
        own = item.id
        if own in barred:
            first = f"{own[:_MOST].rstrip('-')}-{ending}"
            tried = chain([first], (f"{first}-{number}" for number in count(2)))
            own = next(one for one in tried if one not in used)
            used.add(own)
        found.append(replace(item, id=own))
    return tuple(found)
