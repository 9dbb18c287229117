"""Adding one roadmap to another: what is there stays, what is new comes in, and all of it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import astuple, replace

from vlagraph.core.drafting.growing import entry_names, more, name_more, topic_names
from vlagraph.core.drafting.naming import Ids
from vlagraph.core.drafting.shared import goals_apart, with_concepts_of
from vlagraph.core.drafting.untangle import Edge
from vlagraph.core.editing.outcome import redirected
from vlagraph.core.model import Requirement, Text, listed_tier, stated_tiers
from vlagraph.core.spelling import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vlagraph.core.model import Area, Roadmap, Topic

__all__ = ["Added", "merge_roadmaps", "new_parts"]

_EMPTY = (None, 0, (0, 0), (), "")
"""What a field says of which nothing is said."""


@dataclass(frozen=True, kw_only=True)
class Added:
    """What a roadmap has more than another: ids, and of what only grew in number how many there are.

    ``filled`` are the fields that said nothing or less, or lacked a language. ``matched`` are the topics of
    the file that were there, ``kept`` the fields that say something else in it and stay as they are.
    """

    areas: tuple[str, ...]
    topics: tuple[str, ...]
    requirements: tuple[Edge, ...]
    proposed: int
    concepts: int
    tiers: tuple[str, ...]
    stages: tuple[str, ...]
    next_steps: tuple[str, ...]
    goals: tuple[str, ...] = ()
    benchmarks: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    key_papers: int = 0
    resources: int = 0
    exercises: int = 0
    filled: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def merge_roadmaps(base: Roadmap, new: Roadmap) -> tuple[Roadmap, Mapping[str, str], tuple[str, ...]]:
    """``base`` with what ``new`` has more; the id in it of each topic of ``new``, and what stayed as it was.

    Topics, areas and concepts are the same where a name or an id of them is spelled the same. Nothing of
    ``base`` is changed: empty fields are filled, lists grow at their end. Tiers come in where it has none.
    """
    moved = with_concepts_of(base, goals_apart(base, _renamed(base, new)))
    kept: list[str] = []
    grown = {topic.id: topic for topic in base.topics}
    for topic in moved.topics:
        grown[topic.id] = _joined(grown[topic.id], topic, kept) if topic.id in grown else topic
    name_more(grown, moved, {topic.id for topic in base.topics}, kept)
    tiers = base.priorities or moved.priorities
    if base.priorities and not _agrees(base.priorities, moved.priorities):
        kept.append("priorities")
    stated = stated_tiers(tiers)
    settled = {topic.id for topic in base.topics} if base.priorities or not tiers else set()
    topics = tuple(
        one if one.id in settled else replace(one, priority=listed_tier(stated, one.id, one.area))
        for one in grown.values()
    )
    joined = replace(
        base,
        areas=more(base.areas, _held(base, moved), entry_names),
        priorities=tiers,
        stages=more(base.stages, moved.stages, entry_names),
        goals=more(base.goals, moved.goals, entry_names),
        next_steps=more(base.next_steps, moved.next_steps, entry_names),
        benchmarks=more(base.benchmarks, moved.benchmarks, lambda one: (one.id,)),
        projects=more(base.projects, moved.projects, lambda one: (one.id,)),
        benchmark_notes=more(base.benchmark_notes, moved.benchmark_notes, lambda one: (one.en, one.ko)),
        terms=more(base.terms, moved.terms, lambda one: (one.use.en, one.use.ko, *one.avoid)),
        topics=topics,
    )
    if not set(moved.terms) <= set(joined.terms):
        kept.append("terms")
    return joined, {one.id: two.id for one, two in zip(new.topics, moved.topics, strict=True)}, tuple(kept)


def new_parts(
    before: Roadmap | None, after: Roadmap, *, matched: Iterable[str] = (), kept: Iterable[str] = ()
) -> Added:
    """What ``after`` has more than ``before``."""
    old = {topic.id: topic for topic in before.topics} if before else {}
    edges = {Edge(need.topic, topic.id) for topic in old.values() for need in topic.requires}
    needs = [
        (Edge(need.topic, topic.id), need)
        for topic in after.topics
        for need in topic.requires
        if (need.topic, topic.id) not in edges
    ]

    def fresh(name: str) -> tuple[str, ...]:
        known = {one.id for one in getattr(before, name)} if before else set()
        return tuple(one.id for one in getattr(after, name) if one.id not in known)

    def gained(name: str) -> int:
        counts = (sum(len(getattr(topic, name)) for topic in some) for some in (after.topics, old.values()))
        return next(counts) - next(counts)

    pairs = ((old[one.id], one) for one in after.topics if one.id in old)
    lists = ("areas", "topics", "stages", "next_steps", "goals", "benchmarks", "projects")
    counted = ("concepts", "key_papers", "resources", "exercises")
    grown: dict[str, Any] = {name: fresh(name) for name in lists} | {name: gained(name) for name in counted}
    return Added(
        requirements=tuple(edge for edge, _ in needs),
        proposed=sum(need.proposed for _, need in needs),
        tiers=fresh("priorities"),
        **grown,
        filled=(
            *(field for pair in pairs for field in _filled_fields(*pair)),
            *(name for name in _WHOLE if before and getattr(before, name) != getattr(after, name)),
        ),
        matched=tuple(matched),
        kept=tuple(kept),
    )


def _renamed(base: Roadmap, new: Roadmap) -> Roadmap:
    """``new`` with the ids that its areas and topics have in ``base``, or may have there."""
    ids = Ids("all")
    for topic in base.topics:
        ids.reserve(topic.id, *topic_names(topic), *topic.formerly)
    for area in base.areas:
        ids.reserve(f"area {area.id}", area.id)
    groups = [{one.id for one in some} for some in (base.goals, base.projects, base.priorities)]
    for group in sorted(set().union(*groups)):  # as `topic add` refuses them
        ids.reserve(f"group {group}", group)
    areas = {name: area.id for area in base.areas for name in map(literal, entry_names(area))}
    led = {topic.id: _own_id(topic, base, ids) for topic in new.topics}
    area_ids = {
        area.id: next((areas[name] for name in map(literal, entry_names(area)) if name in areas), None)
        or ids.take(f"area {area.id}", area.id, ending="area")
        for area in new.areas
    }
    topics = tuple(replace(one, id=led[one.id], area=area_ids[one.area]) for one in new.topics)
    named = replace(new, topics=topics, areas=tuple(replace(a, id=area_ids[a.id]) for a in new.areas))
    return redirected(named, {old: (now,) for old, now in {**area_ids, **led}.items()})


def _held(base: Roadmap, new: Roadmap) -> Iterator[Area]:
    """The areas of ``new`` but for those of which all topics are in ``base``, and so in areas of it."""
    known = {topic.id for topic in base.topics}
    said = [ref for goal in new.goals for ref in goal.topics]
    said += [ref for stage in new.stages for step in stage.steps for ref in step.refs]
    said += [entry.ref for tier in new.priorities for entry in tier.entries]
    empty = {topic.area for topic in new.topics if topic.id in known}
    empty -= {*said, *(topic.area for topic in new.topics if topic.id not in known)}
    return (area for area in new.areas if area.id not in empty)


def _own_id(topic: Topic, base: Roadmap, ids: Ids) -> str:
    known = {one.id for one in base.topics}
    for name in topic_names(topic):
        if (owner := ids.owner(name)) in known:
            return str(owner)
    return ids.take(topic.id, topic.id)


_FIELDS = ("summary", "hours", "first_pass", "level", "hours_basis", "first_pass_basis", "watch")
"""The fields of a topic that an import fills."""


_GROWN = ("aliases", "related")
"""The fields of a topic that an import makes longer."""

_WHOLE = ("benchmark_notes", "terms")
"""The same of the whole roadmap, whose entries have no ids."""


class _List(NamedTuple):
    """Entries of a topic: what is the same entry, which fields of it are filled, and of which it is told.

    ``grown`` are fields of it that become longer.
    """

    key: Callable[[Any], tuple[str, ...]]
    filled: tuple[str, ...]
    told: tuple[str, ...]
    grown: tuple[str, ...] = ()


_LISTS = {
    "concepts": _List(entry_names, ("note",), ("note",), ("aliases",)),
    "requires": _List(lambda need: (need.topic,), ("reason", "source"), ("kind", "reason")),
    "key_papers": _List(lambda key: (key.arxiv,), ("why", "pages"), ("role", "why", "pages")),
    "resources": _List(lambda one: (one.title,), ("why", "url"), ("why", "url")),
    "exercises": _List(lambda one: (one.task.en, one.task.ko), (), ()),
}


def _joined(old: Topic, new: Topic, kept: list[str]) -> Topic:
    """``old`` with its empty fields filled from ``new`` and its lists grown; ``kept`` learns what differs."""
    grown = {name: _filled(old, new, name, kept, f"{old.id}.{name}") for name in _FIELDS}
    for name, (key, filled, told, longer) in _LISTS.items():
        there = {literal(word): item for item in getattr(new, name) for word in reversed(key(item))}
        items = []
        for item in getattr(old, name):
            found = next((there[word] for word in map(literal, key(item)) if word in there), item)
            if isinstance(found, Requirement) and found.proposed:  # ours, so that the file says no kind
                found = replace(found, kind=item.kind)
            where = f"{old.id}.{name}.{key(item)[0]}"
            values = {field: _filled(item, found, field, [], where) for field in filled}
            for field in longer:
                values[field] = more(getattr(item, field), getattr(found, field), lambda one: (one,))
            if any(_differs(getattr(item, field), getattr(found, field)) for field in told):
                kept.append(where)
            items.append(replace(item, **values))
        grown[name] = more(tuple(items), getattr(new, name), key)
    return replace(old, **grown)


def _filled(old: Struct, new: Struct, name: str, kept: list[str], where: str) -> object:
    """What the field ``name`` of ``old`` says, from ``new`` where that is nothing or lacks a language."""
    mine, other = getattr(old, name), getattr(new, name)
    if mine in _EMPTY:
        return other
    if _differs(mine, other):
        kept.append(where)
    elif isinstance(mine, Text) and isinstance(other, Text):
        return _in_both(mine, other)
    return mine


def _filled_fields(old: Topic, new: Topic) -> Iterator[str]:
    """The fields of ``old`` that say more in ``new``, and entries of its lists that do."""
    names = (*_FIELDS, *_GROWN)
    yield from (f"{old.id}.{name}" for name in names if getattr(old, name) != getattr(new, name))
    for name, (key, *_) in _LISTS.items():
        for one, two in zip(getattr(old, name), getattr(new, name), strict=False):  # what is new is behind
            if one != two:
                yield f"{old.id}.{name}.{key(one)[0]}"


def _differs(mine: object, other: object) -> bool:
    """Whether ``other`` says something else than ``mine`` says."""
    return mine not in _EMPTY and not _agrees(mine, other)


def _agrees(mine: object, other: object) -> bool:
    """Whether ``other`` says nothing else than ``mine``; a language that it leaves out is no other word."""
    if other in _EMPTY or mine == other:
        return True
    if isinstance(mine, Text) and isinstance(other, Text):
        return all(mine[lang] == other[lang] for lang in mine.langs if lang in other.langs)
    if isinstance(mine, tuple) and isinstance(other, tuple):
        return len(mine) == len(other) and all(map(_agrees, mine, other))
    if isinstance(mine, Struct) and type(mine) is type(other):
        return all(map(_agrees, astuple(mine), astuple(other)))
    return False


def _in_both(mine: Text, other: Text) -> Text:
    """``mine`` with the languages that ``other`` alone has."""
    more = {lang: other[lang] for lang in other.langs}
    return Text(**{**more, **{lang: mine[lang] for lang in mine.langs}})
