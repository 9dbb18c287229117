"""Edits that add, rename or remove a whole topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.editing.outcome import Edited, find_topic, redirected, refuse_used
from vlagraph.core.model import Requirement, Text, Topic, listed_tier, stated_tiers
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Collection

    from vlagraph.core.model import Roadmap

__all__ = ["NewTopic", "add_topic", "keep_topics", "name_for", "remove_topic", "rename_topic"]


@dataclass(frozen=True, kw_only=True)
class NewTopic:
    """What is known of a topic to be added; without a ``name`` it is called as its id says."""

    id: str
    area: str
    name: Text | None = None
    requires: tuple[str, ...] = ()


def add_topic(roadmap: Roadmap, new: NewTopic) -> Edited:
    """``roadmap`` with one more topic at the end; its page is still empty, its tier that of its area.

    Raises:
        UnknownNameError: there is no such area, or a prerequisite does not exist.
        UsageError: the id is or was used.
    """
    refuse_used(roadmap, new.id)
    areas = [area.id for area in roadmap.areas]
    if new.area not in areas:
        raise UnknownNameError("edit.no_area", area=printable(new.area), areas=", ".join(areas))
    others = tuple(dict.fromkeys(new.requires))
    for other in others:
        find_topic(roadmap, other)
    tier = listed_tier(stated_tiers(roadmap.priorities), new.id, new.area)
    needs = tuple(Requirement(topic=other, kind="required") for other in others)
    name = new.name or name_for(roadmap, new.id)
    topic = Topic(id=new.id, area=new.area, name=name, requires=needs, priority=tier)
    todo = [Message("edit.fill_page", {"topic": new.id})]
    todo += [Message("edit.fill_requirement", {"topic": new.id, "other": other}) for other in others]
    return Edited(replace(roadmap, topics=(*roadmap.topics, topic)), tuple(todo))


def name_for(roadmap: Roadmap, own: str) -> Text:
    """The id ``own`` in words, in the language of ``roadmap``, until a person gives the topic a better name.

    >>> from vlagraph.core.model import Roadmap
    >>> name_for(Roadmap(title=Text(en="Robots"), areas=(), topics=()), "world-models").en
    'World models'
    """
    return Text(**{roadmap.languages[0]: own.replace("-", " ").capitalize()})


def rename_topic(roadmap: Roadmap, old: str, new: str) -> Edited:
    """``roadmap`` with the topic ``old`` under the id ``new``; the old id is kept as a former one.

    Raises:
        UnknownNameError: there is no topic ``old``.
        UsageError: ``new`` is or was used by another topic.
    """
    topic = find_topic(roadmap, old)
    if new != old:
        refuse_used(roadmap, new, but=[old])
    former = tuple(one for one in dict.fromkeys((*topic.formerly, old)) if one != new)
    renamed = replace(topic, id=new, formerly=former)
    changed = [renamed if one.id == old else one for one in roadmap.topics]
    return Edited(redirected(replace(roadmap, topics=tuple(changed)), {old: (new,)}))


def keep_topics(roadmap: Roadmap, kept: Collection[str]) -> Roadmap:
    """``roadmap`` with the topics ``kept`` alone, the areas that hold them, and what refers to those."""
    topics = tuple(topic for topic in roadmap.topics if topic.id in kept)
    held = {topic.area for topic in topics}
    gone = {topic.id: () for topic in roadmap.topics if topic.id not in kept}
    gone |= {area.id: () for area in roadmap.areas if area.id not in held}
    areas = tuple(area for area in roadmap.areas if area.id in held)
    return redirected(replace(roadmap, topics=topics, areas=areas), gone)


def remove_topic(roadmap: Roadmap, name: str, *, replacement: str | None = None) -> Edited:
    """``roadmap`` without the topic ``name``; its marks pass to ``replacement`` where one is named.

    Whoever required it no longer does, and benchmarks of its concepts stand for none; both is told.

    Raises:
        UnknownNameError: there is no such topic, or ``replacement`` is none.
        UsageError: ``replacement`` is the topic itself.
    """
    gone = find_topic(roadmap, name)
    if replacement == name:
        raise UsageError("edit.replaces_itself", topic=name)
    users = [one.id for one in roadmap.topics if any(need.topic == name for need in one.requires)]
    topics = [one for one in roadmap.topics if one.id != name]
    if replacement is not None:
        find_topic(roadmap, replacement)
        former = (*gone.formerly, name)
        topics = [
            replace(one, formerly=tuple(dict.fromkeys((*one.formerly, *former))))
            if one.id == replacement
            else one
            for one in topics
        ]
    todo = [Message("edit.requirement_gone", {"topic": user, "other": name}) for user in users]
    if replacement is None:
        todo.append(Message("edit.marks_unshown", {"topic": name}))
    changed = redirected(replace(roadmap, topics=tuple(topics)), {name: ()})
    taught = {concept.id for topic in topics for concept in topic.concepts}
    lost = [one.id for one in roadmap.benchmarks if one.concept and one.concept not in taught]
    if lost:
        todo.append(Message("edit.concept_gone", {"benchmarks": ", ".join(lost), "topic": name}))
    benchmarks = (replace(one, concept=None) if one.id in lost else one for one in roadmap.benchmarks)
    return Edited(replace(changed, benchmarks=tuple(benchmarks)), tuple(todo))
