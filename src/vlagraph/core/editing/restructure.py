"""Edits that make several topics of one, or one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from vlagraph.core.depths import hours_at, sum_hours
from vlagraph.core.editing.outcome import (
    Edited,
    find_topic,
    joined,
    no_concept,
    redirected,
    refuse_used,
    with_topic,
)
from vlagraph.core.editing.topics import name_for
from vlagraph.core.model import Exercise, KeyPaper, Resource, Watch, listed_tier, stated_tiers
from vlagraph.errors import UsageError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from vlagraph.core.model import Concept, Hours, Requirement, Roadmap, Topic

__all__ = ["merge_topics", "split_topic"]

S = TypeVar("S", KeyPaper, Resource, Exercise)
"""What serves concepts of a topic."""


def split_topic(
    roadmap: Roadmap, old: str, *, into: Sequence[str], concepts: Mapping[str, Sequence[str]]
) -> Edited:
    """``roadmap`` with the topic ``old`` as several: the first of ``into`` keeps all that does not move.

    ``concepts`` says which concepts each further topic takes; papers, resources and exercises that serve only
    those move with them, and whoever required ``old`` for such a concept now requires that topic. Every part
    keeps what ``old`` required. One of ``into`` may be ``old`` itself, which then keeps its names, or a
    former id of it.

    Raises:
        UnknownNameError: no such topic, or a concept that ``old`` lacks.
        UsageError: fewer than two parts, or an id that is used.
    """
    topic = find_topic(roadmap, old)
    if len(set(into)) < 2 or len(set(into)) < len(into):
        raise UsageError("edit.split_needs_two", topic=old)
    for name in into:
        if name != old:
            refuse_used(roadmap, name, but=[old])
    taken = _taken(topic, into, concepts)
    parts = [_part(topic, name, taken=taken, first=name == into[0]) for name in into]
    parts = list(_named(parts, topic, roadmap))
    topics: list[Topic] = []
    for one in roadmap.topics:
        topics += parts if one.id == old else [_require_parts(one, old, parts)]
    changed = redirected(replace(roadmap, topics=tuple(topics)), {old: tuple(into)}, requirements=False)
    todo = [Message("edit.look_over", {"topic": name}) for name in into]
    if topic.hours != (0, 0):
        todo.append(Message("edit.part_hours", {"topic": old, "parts": ", ".join(into)}))
    return Edited(changed, tuple(todo))


def merge_topics(
    roadmap: Roadmap,
    names: Sequence[str],
    *,
    into: str,
    usual: float | None = None,
    fitted: Collection[str] = (),
) -> Edited:
    """``roadmap`` with the topics ``names`` as one, ``into``: one of them, a former id of theirs, or new.

    The first of ``names`` (or ``into`` itself) gives the texts; concepts, papers, resources, exercises,
    phrases, aliases and requirements of all are joined, hours added up, and the other ids kept as former; of
    several tiers the most urgent counts.
    The lowest threshold counts; ``usual`` is that of a rule without one (None: lower than any). Where some
    are ``fitted`` (ids of topics with fitted numbers), theirs alone count: the whole is scored by these
    numbers, and a threshold of phrases alone says nothing of such scores.

    Raises:
        UnknownNameError: one of the topics does not exist.
        UsageError: fewer than two topics, or ``into`` is used by another.
    """
    wanted = list(dict.fromkeys([into, *names] if into in names else names))
    if len(wanted) < 2:
        raise UsageError("edit.merge_needs_two")
    if into not in wanted:
        refuse_used(roadmap, into, but=wanted)
    merged = [find_topic(roadmap, name) for name in wanted]
    rule = _watched(merged, usual, fitted)
    whole = replace(_joined(merged, into), watch=rule)
    topics = [whole if one.id == wanted[0] else one for one in roadmap.topics if one.id not in wanted[1:]]
    changed = redirected(replace(roadmap, topics=tuple(topics)), dict.fromkeys(wanted, (into,)))
    if changed.priorities:
        tier = listed_tier(stated_tiers(changed.priorities), into, whole.area)
        changed = with_topic(changed, replace(find_topic(changed, into), priority=tier))
    return Edited(changed, (Message("edit.look_over", {"topic": into}),))


def _taken(topic: Topic, into: Sequence[str], concepts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Concept to the part that takes it; a concept that nobody names stays with the first."""
    known = [concept.id for concept in topic.concepts]
    taken = dict.fromkeys(known, into[0])
    for name, some in concepts.items():
        if name not in into:
            raise UsageError("edit.no_part", topic=name, parts=", ".join(into))
        for concept in some:
            if concept not in taken:
                raise no_concept(topic, concept)
            taken[concept] = name
    return taken


def _part(topic: Topic, name: str, *, taken: Mapping[str, str], first: bool) -> Topic:
    """The part of ``topic`` called ``name``: its concepts, and what serves them to read and to do."""
    own = {concept for concept, part in taken.items() if part == name}

    def serving(items: Sequence[S]) -> tuple[S, ...]:
        return tuple(
            replace(one, concepts=tuple(c for c in one.concepts if c in own))
            for one in items
            if own.intersection(one.concepts) or (first and not one.concepts)
        )

    return replace(
        topic,
        id=name,
        concepts=tuple(concept for concept in topic.concepts if concept.id in own),
        key_papers=serving(topic.key_papers),
        resources=serving(topic.resources),
        exercises=serving(topic.exercises),
        watch=topic.watch if first else None,
    )


def _named(parts: Sequence[Topic], whole: Topic, roadmap: Roadmap) -> Iterator[Topic]:
    """``parts`` with their names and former ids: those of ``whole`` stay with its id, or go to the first.

    The former ids lead to all parts where its id is not among them.
    """
    into = [part.id for part in parts]
    namesake = whole.id if whole.id in into else into[0]
    known = tuple(one for one in whole.formerly if one not in into)
    for part in parts:
        own = part.id == namesake
        named = part if own else replace(part, name=name_for(roadmap, part.id), aliases=())
        gone = whole.id not in into
        yield replace(named, formerly=(*known, whole.id) if gone else known if own else ())


def _require_parts(topic: Topic, old: str, parts: Sequence[Topic]) -> Topic:
    """``topic`` requiring, instead of ``old``, each part whose concepts it named, else the first."""
    needs: list[Requirement] = []
    for need in topic.requires:
        if need.topic != old:
            needs.append(need)
            continue
        for place, part in enumerate(parts):
            own = tuple(c for c in need.concepts if any(c == concept.id for concept in part.concepts))
            if own or (place == 0 and not need.concepts):
                needs.append(replace(need, topic=part.id, concepts=own))
    return replace(topic, requires=tuple(needs))


def _joined(topics: Sequence[Topic], name: str) -> Topic:
    first, ids = topics[0], {topic.id for topic in topics}
    former = [one for topic in topics for one in (*topic.formerly, topic.id)]
    aliases = [one for topic in topics for one in (*topic.aliases, topic.name.en, topic.name.ko)]
    known = {first.name.en, first.name.ko, ""}
    return replace(
        first,
        id=name,
        formerly=tuple(one for one in dict.fromkeys(former) if one != name),
        aliases=tuple(one for one in dict.fromkeys(aliases) if one not in known),
        level=max(topic.level for topic in topics),
        hours=sum_hours(topic.hours for topic in topics),
        first_pass=_first_pass(topics),
        summary=next((topic.summary for topic in topics if topic.summary), None),
        concepts=_taught(topics),
        requires=joined(
            (need for topic in topics for need in topic.requires if need.topic not in ids),
            lambda need: need.topic,
        ),
        related=tuple(dict.fromkeys(one for topic in topics for one in topic.related if one not in ids)),
        key_papers=joined((one for topic in topics for one in topic.key_papers), lambda one: one.arxiv),
        resources=joined((one for topic in topics for one in topic.resources), lambda one: one.title),
        exercises=joined((one for topic in topics for one in topic.exercises), lambda one: one.task.en),
    )


def _taught(topics: Sequence[Topic]) -> tuple[Concept, ...]:
    """The concepts of ``topics``; of several with one id the first, with what it lacks from the others."""
    found: dict[str, Concept] = {}
    for concept in (one for topic in topics for one in topic.concepts):
        first = found.setdefault(concept.id, concept)
        lists = {
            name: tuple(dict.fromkeys((*getattr(first, name), *getattr(concept, name))))
            for name in ("aliases", "bullets")
        }
        found[concept.id] = replace(first, note=first.note or concept.note, **lists)
    return tuple(found.values())


def _first_pass(topics: Sequence[Topic]) -> Hours:
    """The hours of a first pass of all ``topics``; (0, 0) where none parts one from mastery."""
    parted = any(topic.first_pass != (0, 0) for topic in topics)
    return sum_hours(hours_at(topic, mastery=False) for topic in topics) if parted else (0, 0)


def _watched(topics: Sequence[Topic], usual: float | None, fitted: Collection[str]) -> Watch | None:
    """One rule that follows what any of ``topics`` does; an unlimited one makes it unlimited."""
    rules = [topic.watch for topic in topics if topic.watch is not None]
    if not rules:
        return None
    fields = {}
    for name in Watch.__struct_fields__:
        if name == "threshold":
            continue
        lists = [getattr(rule, name) for rule in rules]
        widest = name in {"with_one", "categories"} and not all(lists)
        fields[name] = () if widest else tuple(dict.fromkeys(one for some in lists for one in some))
    return Watch(**fields, threshold=_least(topics, usual, fitted))


def _least(topics: Sequence[Topic], usual: float | None, fitted: Collection[str]) -> float | None:
    """The lowest threshold of those of ``topics`` whose scores are like those of the whole."""
    known = [topic for topic in topics if topic.id in fitted] or topics
    rules = [topic.watch for topic in known if topic.watch is not None]
    own = [rule.threshold for rule in rules if rule.threshold is not None]
    least = min(own, default=None)
    if least is not None and len(own) < len(rules) and (usual is None or usual <= least):
        return None
    return least
