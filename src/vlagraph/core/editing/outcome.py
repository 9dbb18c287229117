"""What every edit works with: finding topics, refusing ids that are taken, leading references to new ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import msgspec
from msgspec.structs import replace

from vlagraph.core.model import Exercise, KeyPaper, Requirement, Resource, Strength
from vlagraph.core.model.base import Slug
from vlagraph.core.text import WINDOWS_DEVICES, printable
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.words import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from vlagraph.core.model import Priority, PriorityEntry, Roadmap, Topic
    from vlagraph.errors import Problem
    from vlagraph.words import Message

__all__ = [
    "Edited",
    "Saved",
    "find_topic",
    "joined",
    "no_concept",
    "redirected",
    "refuse_used",
    "with_topic",
]

E = TypeVar("E", Requirement, KeyPaper, Resource, Exercise)
"""What serves or needs concepts of a topic."""


@dataclass(frozen=True)
class Edited:
    """The roadmap after an edit, and what is left for a person to do, each as a message."""

    roadmap: Roadmap
    todo: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Saved:
    """The files that an edit wrote and removed, what is left to do, and what ``check`` warns of since."""

    files: tuple[str, ...]
    todo: tuple[Message, ...]
    warnings: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()


def find_topic(roadmap: Roadmap, name: str) -> Topic:
    """The topic with the id ``name``.

    Raises:
        UnknownNameError: there is none.
    """
    found = next((topic for topic in roadmap.topics if topic.id == name), None)
    if found is None:
        raise UnknownNameError("edit.no_topic", topic=name)
    return found


def no_concept(topic: Topic, concept: str) -> UnknownNameError:
    """That ``topic`` has no such ``concept``, and which it has."""
    known = ", ".join(one.id for one in topic.concepts)
    key = "edit.no_concept" if known else "edit.no_concept_yet"
    return UnknownNameError(key, topic=topic.id, concept=printable(concept), concepts=known)


def with_topic(roadmap: Roadmap, changed: Topic) -> Roadmap:
    """``roadmap`` with ``changed`` in place of the topic of the same id."""
    return replace(roadmap, topics=tuple(changed if one.id == changed.id else one for one in roadmap.topics))


def refuse_used(roadmap: Roadmap, name: str, *, but: Collection[str] = ()) -> None:
    """Refuse an id that a topic has or had, or another thing that a GOAL may be, or that no file can have.

    The former ids of the topics ``but`` are free to them.

    Raises:
        UsageError: the id is taken, or is none; the message says why.
    """
    try:
        msgspec.convert(name, Slug)
    except msgspec.ValidationError as error:
        raise UsageError("edit.bad_id", id=printable(name)) from error
    if name in WINDOWS_DEVICES:
        raise UsageError("edit.id_of_device", id=name, other=f"the-{name}")
    if any(area.id == name for area in roadmap.areas):
        raise UsageError("edit.id_of_area", id=name)
    for kind, group in _groups(roadmap):
        if group == name:
            raise UsageError("edit.id_of_group", id=name, kind=Term("group_kind", kind))
    if name == "all":
        raise UsageError("edit.id_of_all", id=name)
    for topic in roadmap.topics:
        if topic.id == name or (name in topic.formerly and topic.id not in but):
            raise UsageError("edit.id_used", id=name, topic=topic.id)


def _groups(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """The kind and the id of everything that stands for several topics, but for areas."""
    yield from (("goal", one.id) for one in roadmap.goals)
    yield from (("project", one.id) for one in roadmap.projects)
    yield from (("priority", one.id) for one in roadmap.priorities)
    yield from (("stage", one.id) for one in roadmap.stages)


def joined(items: Iterable[E], key: Callable[[E], str]) -> tuple[E, ...]:
    """The items with different keys, in the place of the first of each, with what all of that key say.

    Their concepts are joined, or none are named where one names none and so means the whole topic. The
    strongest kind of requirement counts; of other fields the first that says anything. A requirement is
    only a proposal where all of the strongest kind are.
    """
    groups: dict[str, list[E]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(_whole(group) if len(group) > 1 else group[0] for group in groups.values())


def _whole(group: list[E]) -> E:
    first = group[0]
    said: dict[str, Any] = {
        name: next((found for one in group if (found := getattr(one, name))), getattr(first, name))
        for name in first.__struct_fields__
    }
    parted = all(one.concepts for one in group)
    said["concepts"] = tuple(dict.fromkeys(part for one in group for part in one.concepts if parted))
    if isinstance(first, Requirement):
        said["kind"] = min((getattr(one, "kind") for one in group), key=get_args(Strength).index)  # noqa: B009
        strongest = [one for one in group if getattr(one, "kind") == said["kind"]]  # noqa: B009
        said["proposed"] = all(getattr(one, "proposed") for one in strongest)  # noqa: B009
    return replace(first, **said)


def redirected(roadmap: Roadmap, ids: Mapping[str, tuple[str, ...]], *, requirements: bool = True) -> Roadmap:
    """``roadmap`` with every reference to a topic in ``ids`` led to what took its place."""

    def led(refs: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new for ref in refs for new in ids.get(ref, (ref,))))

    def needs(topic: Topic) -> tuple[Requirement, ...]:
        if not requirements:
            return topic.requires
        moved = (
            replace(need, topic=new) for need in topic.requires for new in ids.get(need.topic, (need.topic,))
        )
        return joined((need for need in moved if need.topic != topic.id), lambda need: need.topic)

    def own(topic: Topic) -> tuple[str, ...]:
        required = {need.topic for need in needs(topic)}
        return tuple(one for one in led(topic.related) if one != topic.id and one not in required)

    return replace(
        roadmap,
        topics=tuple(replace(t, requires=needs(t), related=own(t)) for t in roadmap.topics),
        priorities=_led_tiers(roadmap, ids),
        stages=tuple(
            replace(stage, steps=tuple(replace(step, refs=led(step.refs)) for step in stage.steps))
            for stage in roadmap.stages
        ),
        goals=tuple(replace(goal, topics=led(goal.topics)) for goal in roadmap.goals),
        projects=tuple(
            replace(
                project,
                milestones=tuple(replace(m, topics=led(m.topics)) for m in project.milestones),
            )
            for project in roadmap.projects
        ),
    )


def _led_tiers(roadmap: Roadmap, ids: Mapping[str, tuple[str, ...]]) -> tuple[Priority, ...]:
    """The tiers of ``roadmap`` with what took the place of topics in ``ids``, each where it is first."""
    listed: set[str] = set()

    def entries(tier: Priority) -> Iterator[PriorityEntry]:
        for entry in tier.entries:
            for new in ids.get(entry.ref, (entry.ref,)):
                if new not in listed or entry.ref not in ids:
                    yield replace(entry, ref=new)
                listed.add(new)

    return tuple(replace(tier, entries=tuple(entries(tier))) for tier in roadmap.priorities)
