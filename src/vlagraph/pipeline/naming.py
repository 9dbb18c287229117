"""What the names mean that a person types: topics, areas and what else has topics, and parts of topics."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.names import Near, resolve
from vlagraph.core.spelling import bare_names, fold, join_words
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.words import Message, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Topic
    from vlagraph.core.names import Catalogue, Found
    from vlagraph.core.parts import Mention

    Note = Near | Mention | Message

__all__ = ["Picked", "find_topic", "pick", "pick_targets", "the_topic", "whole_names"]

_MOST_WORDS = 6
"""Words typed without quotes up to which they are tried as one name: few names have more."""


class Picked(msgspec.Struct, frozen=True):
    """The topics that names stand for, and remarks on names that were only near or that of a part.

    ``projects`` are the ids of the practice projects among what is named.
    """

    ids: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    projects: tuple[str, ...] = ()


def whole_names(kg: KnowledgeGraph, words: Sequence[str]) -> tuple[str, ...]:
    """The names on a command line: ``words``, of which those that are a name together are one.

    Words that are each a name, as ``manipulation navigation``, stay apart unless something is called by all
    of them, as ``probability theory``; the name of a part does not join those. A name counts with a plural
    or particles too, as in ``diffusion policies``.
    """
    from vlagraph.core.plan.groups import target_catalogue

    if len(words) < 2:
        return tuple(words)
    known = target_catalogue(kg)
    apart = all(map(known.find, words))  # parts of topics, which take reading papers, need no look then

    def is_in(catalogue: Catalogue, name: str) -> bool:
        return any(map(catalogue.find, (name, *bare_names(name))))

    def is_name(name: str) -> bool:
        return is_in(known, name) or is_in(kg.parts.catalogue, name)

    def is_one(together: Sequence[str]) -> bool:
        name = " ".join(together)
        return is_in(known, name) or (not apart and is_name(name) and not all(map(is_name, together)))

    return tuple(join_words(words, is_one, most=_MOST_WORDS))


def pick(kg: KnowledgeGraph, names: Sequence[str]) -> Picked:
    """The topics that ``names`` stand for; an area stands for all of its topics.

    A concept or a paper stands for nothing here: what holds for a part need not hold for the whole topic.
    Nor does a goal, a project, a tier or a stage, whose topics are not named one by one.

    Raises:
        UnknownNameError: a name that fits nothing, several things, only a part of a topic, a group of topics,
            or an area without topics.
    """
    found = [(name, _whole(kg, name)) for name in names]
    ids = dict.fromkeys(topic for name, item in found for topic in _members(kg, name, item))
    return Picked(tuple(ids), tuple(Near(printable(name), item.id) for name, item in found if not item.exact))


def pick_targets(
    kg: KnowledgeGraph, names: Sequence[str], *, refusal: str = "", from_scratch: bool = False
) -> Picked:
    """The topics that ``names`` of topics, concepts, key papers, areas and groups of topics stand for.

    Groups are goals, projects, tiers, stages, and ``all``: the roadmap without what it presupposes,
    or with that ``from_scratch``.

    Raises:
        UsageError: there are no names, and ``refusal`` is the key of what is then said.
        UnknownNameError: a name that fits nothing, several things, or what has no topics.
    """
    from vlagraph.core.plan.groups import named_projects, target_catalogue

    if refusal and not names:
        raise UsageError(refusal, example=_example(kg)) if kg.topics else UsageError("topic.none")
    known = target_catalogue(kg)
    found = [(name, _resolved(kg, name, known, kind="target")) for name in names]
    members = (_members(kg, name, item, from_scratch=from_scratch) for name, item in found)
    ids = dict.fromkeys(chain.from_iterable(members))
    notes = tuple(note for name, item in found for note in _notes(kg, name, item))
    return Picked(tuple(ids), notes, named_projects(kg, [item.id for _, item in found]))


def find_topic(kg: KnowledgeGraph, name: str) -> tuple[Topic, tuple[Note, ...]]:
    """The topic that ``name`` stands for, itself or by a part of it, and the remarks on that.

    Raises:
        UnknownNameError: the name fits nothing, several things, or a whole area or group of topics.
    """
    found = _topic_or_area(kg, name)
    return _one(kg, name, _members(kg, name, found)), tuple(_notes(kg, name, found))


def the_topic(kg: KnowledgeGraph, name: str) -> tuple[Topic, tuple[Note, ...]]:
    """The one topic that ``name`` stands for as a whole, and a remark when the name was only near.

    Raises:
        UnknownNameError: the name fits nothing, several things, a whole area or group of topics, or only a
            part of a topic.
    """
    picked = pick(kg, [name])
    return _one(kg, name, picked.ids), picked.notes


def _example(kg: KnowledgeGraph) -> str:
    """A goal of the roadmap, or the topic that comes last: something with a path that is worth seeing."""
    from vlagraph.core.order import learning_order

    return next((goal.id for goal in kg.roadmap.goals), None) or learning_order(kg)[-1]


def _one(kg: KnowledgeGraph, name: str, ids: Sequence[str]) -> Topic:
    if len(ids) != 1:
        raise UnknownNameError("name.area", ids, typed=repr(printable(name)), offers=", ".join(ids))
    return kg.topics[ids[0]]


def _whole(kg: KnowledgeGraph, name: str) -> Found:
    """What ``name`` means; refused where it is only the name of a part."""
    found = _topic_or_area(kg, name)
    if not found.part:
        return found
    about = {"typed": repr(printable(name)), "topic": kg.topics[found.id].name, "id": found.id}
    raise UnknownNameError("name.only_part", [found.id], **about)


def _topic_or_area(kg: KnowledgeGraph, name: str) -> Found:
    """The topic or area that ``name`` means; refused where it names a group of topics.

    A group that is called just so is meant before a topic with a near name.
    """
    try:
        found = _resolved(kg, name, kg.catalogue, kind="topic")
    except UnknownNameError as error:
        raise _not_a_topic(kg, name, near=True) or error from None
    if not found.exact and (refusal := _not_a_topic(kg, name)):
        raise refusal
    return found


def _not_a_topic(kg: KnowledgeGraph, name: str, *, near: bool = False) -> UnknownNameError | None:
    """That ``name`` is a group's, or also ``near`` to it, and how to see its topics; None otherwise."""
    from vlagraph.core.plan.groups import find_group, target_catalogue

    try:
        found = resolve(name, target_catalogue(kg), kind="target")
    except UnknownNameError:
        return None
    group = find_group(kg, found.id)
    if group is None or not (found.exact or near):
        return None
    about = {"typed": repr(printable(name)), "id": found.id}
    if group.kind == "all":
        return UnknownNameError("name.all", **about)
    kind = Term("group_kind", group.kind)
    if group.kind in ("priority", "stage"):  # the way to one also goes through topics of others
        about["id"] = group.id
        return UnknownNameError("name.group_in_order", **about, kind=kind, option=group.kind)
    return UnknownNameError("name.group", **about, kind=kind)


def _resolved(kg: KnowledgeGraph, name: str, known: Catalogue, *, kind: str) -> Found:
    """What ``name`` means among ``known``, or what of it is called so; refused where nothing is."""
    try:
        return resolve(name, known, kind=kind, parts=lambda: kg.parts.catalogue)
    except UnknownNameError:
        if kg.topics:
            raise
        typed = repr(printable(name))
        raise UnknownNameError("name.no_topics", typed=typed, todo=Message("topic.none")) from None


def _members(kg: KnowledgeGraph, name: str, found: Found, *, from_scratch: bool = False) -> tuple[str, ...]:
    """The topics that ``name`` stands for, which was ``found``; refused where it is a thing without any."""
    from vlagraph.core.plan.groups import find_group, group_topics

    topics = group_topics(kg, found.id, from_scratch=from_scratch)
    if topics or ((group := find_group(kg, found.id)) and group.kind == "all"):
        return topics
    raise UnknownNameError("name.empty" if kg.topics else "topic.none", typed=repr(printable(name)))


def _notes(kg: KnowledgeGraph, name: str, found: Found) -> Iterator[Note]:
    """What a reader is told of ``name``: how it was read, and which part of the topic it is."""
    topic = kg.topics.get(found.id)
    mention = None
    if found.part and topic:
        mention = kg.parts.mention(name, found.part, topic)
    elif found.exact and topic and _is_alias(topic, name):
        mention = kg.parts.mention(name, fold(name), topic)
    if found.exact and fold(name) == fold(found.id):
        yield from _also_groups(kg, name, found.id)
    if not found.exact:
        part = mention.part if mention else None
        yield Near(printable(name), part.label if part else found.id)
    if mention:
        yield mention


def _also_groups(kg: KnowledgeGraph, name: str, ref: str) -> Iterator[Message]:
    """That a group has the id of the topic or area ``ref`` too, and how it is called to be meant."""
    from vlagraph.core.plan.groups import groups_by_ref

    thing = Message("thing.topic" if ref in kg.topics else "thing.area")
    for full, group in groups_by_ref(kg).items():
        if group.id == ref and full != ref:
            kind = Term("group_kind", group.kind)
            yield Message(
                "name.also_group", {"typed": printable(name), "thing": thing, "kind": kind, "id": full}
            )


def _is_alias(topic: Topic, name: str) -> bool:
    """Whether ``name`` is only one of the other names of ``topic``, as of a paper that belongs to it."""
    own = (topic.id, topic.name.en, topic.name.ko, *topic.formerly)
    return fold(name) not in map(fold, own)
