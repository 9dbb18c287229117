"""Names and lists that grow where one roadmap is added to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from vlagraph.core.model import Text
from vlagraph.core.spelling import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from vlagraph.core.model import Area, Concept, Goal, NextStep, Roadmap, Stage, Topic

__all__ = ["entry_names", "lead_more", "more", "name_more", "topic_names"]

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


def lead_more(grown: dict[str, Topic], new: Roadmap, base: Roadmap, kept: list[str]) -> None:
    """Give the topics of ``new`` their former ids in ``grown``, so that marks under these are found.

    ``kept`` learns of which topics one is, or leads to, another topic of ``base``.
    """
    owners = {old: topic.id for topic in base.topics for old in (topic.id, *topic.formerly)}
    for topic in new.topics:
        free = [old for old in topic.formerly if old not in owners]
        if any(owners.get(old, topic.id) != topic.id for old in topic.formerly):
            kept.append(f"{topic.id}.formerly")
        mine = grown[topic.id] if topic.id in owners else replace(topic, formerly=())
        former = tuple(dict.fromkeys((*mine.formerly, *free)))
        grown[topic.id] = replace(mine, formerly=former)


def name_more(grown: dict[str, Topic], new: Roadmap, known: Collection[str], kept: list[str]) -> None:
    """Give topics in ``known`` the names in other languages, other names and related topics of ``new``.

    ``kept`` learns of which topics a name is that of another one, or not the one that is there.
    """
    owners: dict[str, str] = {}
    for topic in grown.values():
        for name in map(literal, topic_names(topic)):
            owners.setdefault(name, topic.id)
    for topic in (one for one in new.topics if one.id in known):
        old = grown[topic.id]
        called = _name_more(old, topic, owners)
        if not _is_called(old, topic, called):
            kept.append(f"{old.id}.name")
        free = [one for one in topic.aliases if literal(one) not in owners]
        if any(owners.get(literal(one), old.id) != old.id for one in topic.aliases):
            kept.append(f"{old.id}.aliases")
        owners.update(dict.fromkeys(map(literal, (*free, called.en, called.ko)), old.id))
        apart = {old.id, *(need.topic for need in old.requires)}
        related = dict.fromkeys((*old.related, *(one for one in topic.related if one not in apart)))
        grown[old.id] = replace(old, name=called, aliases=(*old.aliases, *free), related=tuple(related))


def _name_more(old: Topic, new: Topic, owners: Mapping[str, str]) -> Text:
    """The name of ``old``, with that of ``new`` in a language that it lacks, unless another topic has it."""
    said = {lang: old.name[lang] for lang in old.name.langs}
    free = [lang for lang in new.name.langs if owners.get(literal(new.name[lang]), old.id) == old.id]
    return Text(**{**{lang: new.name[lang] for lang in free}, **said})


def _is_called(old: Topic, new: Topic, name: Text) -> bool:
    """Whether ``old``, now called ``name``, has the names of ``new``, or goes by another name of it."""
    mine = {literal(one) for one in (old.id, name.en, name.ko, *old.aliases)}
    theirs = set(map(literal, new.aliases))
    return all(
        literal(new.name[lang]) in mine or (lang in name.langs and literal(name[lang]) in theirs)
        for lang in new.name.langs
    )
