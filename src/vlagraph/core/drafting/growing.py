"""Names and lists that grow where one roadmap is added to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from vlagraph.core.spelling import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from vlagraph.core.model import Area, Concept, Goal, NextStep, Roadmap, Stage, Topic

__all__ = ["entry_names", "more", "name_more", "topic_names"]

T = TypeVar("T")


def more(before: tuple[T, ...], others: Iterable[T], names: Callable[[T], Iterable[str]]) -> tuple[T, ...]:
    """``before`` and what of ``others`` has none of its names."""
    known = {literal(name) for item in before for name in names(item)}
    return (*before, *(item for item in others if not known.intersection(map(literal, names(item)))))


def entry_names(item: Area | Concept | Stage | Goal | NextStep) -> tuple[str, ...]:
    """The id of ``item`` and its name in each language."""
    return (item.id, item.name.en, item.name.ko)


def topic_names(topic: Topic) -> tuple[str, ...]:
    """All that ``topic`` is called, its id last."""
    return (topic.name.en, topic.name.ko, *topic.aliases, topic.id)


def name_more(grown: dict[str, Topic], new: Roadmap, known: Collection[str], kept: list[str]) -> None:
    """Give topics in ``known`` the other names and related topics of ``new``.

    ``kept`` learns of which topics a name is that of another one.
    """
    owners: dict[str, str] = {}
    for topic in grown.values():
        for name in map(literal, topic_names(topic)):
            owners.setdefault(name, topic.id)
    for topic in (one for one in new.topics if one.id in known):
        old = grown[topic.id]
        free = [name for name in topic.aliases if literal(name) not in owners]
        if any(owners.get(literal(name), old.id) != old.id for name in topic.aliases):
            kept.append(f"{old.id}.aliases")
        owners.update(dict.fromkeys(map(literal, free), old.id))
        apart = {old.id, *(need.topic for need in old.requires)}
        related = dict.fromkeys((*old.related, *(one for one in topic.related if one not in apart)))
        grown[old.id] = replace(old, aliases=(*old.aliases, *free), related=tuple(related))
