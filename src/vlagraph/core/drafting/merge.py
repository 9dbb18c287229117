"""Adding one roadmap to another: what is there stays, what is new comes in, and all of it is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from vlagraph.core.drafting.filling import (
    agrees,
    filled_fields,
    filled_parts,
    in_languages_of,
    joined_parts,
    joined_topic,
)
from vlagraph.core.drafting.growing import entry_names, lead_more, more, name_more, topic_names
from vlagraph.core.drafting.naming import Ids
from vlagraph.core.drafting.shared import goals_apart, with_concepts_of
from vlagraph.core.drafting.untangle import Edge
from vlagraph.core.editing.outcome import redirected
from vlagraph.core.model import listed_tier, stated_tiers
from vlagraph.core.spelling import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vlagraph.core.model import Area, Roadmap, Text

__all__ = ["Added", "merge_roadmaps", "new_parts"]


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
        grown[topic.id] = joined_topic(grown[topic.id], topic, kept) if topic.id in grown else topic
    lead_more(grown, moved, base, kept)
    name_more(grown, moved, {topic.id for topic in base.topics}, kept)
    tiers = base.priorities or moved.priorities
    if not agrees(tiers, moved.priorities):
        kept.append("priorities")
    else:
        tiers = in_languages_of(tiers, moved.priorities)
    stated = stated_tiers(tiers)
    settled = {topic.id for topic in base.topics} if base.priorities or not tiers else set()
    topics = tuple(
        one if one.id in settled else replace(one, priority=listed_tier(stated, one.id, one.area))
        for one in grown.values()
    )
    joined = replace(
        joined_parts(base, moved, _held(base, moved), kept),
        title=_title(base.title, moved.title),
        priorities=tiers,
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
            *(field for pair in pairs for field in filled_fields(*pair)),
            *(filled_parts(before, after) if before else ()),
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
    led = _own_ids(base, new, ids)
    area_ids = {
        area.id: next((areas[name] for name in map(literal, entry_names(area)) if name in areas), None)
        or ids.take(f"area {area.id}", area.id, ending="area")
        for area in new.areas
    }
    topics = tuple(replace(one, id=led[one.id], area=area_ids[one.area]) for one in new.topics)
    named = replace(new, topics=topics, areas=tuple(replace(a, id=area_ids[a.id]) for a in new.areas))
    return redirected(named, {old: (now,) for old, now in {**area_ids, **led}.items()})


def _title(mine: Text, other: Text) -> Text:
    """``mine``, in both languages where ``other`` is the same in one that both have."""
    shared = set(mine.langs).intersection(other.langs)
    return in_languages_of(mine, other) if shared and agrees(mine, other) else mine


def _held(base: Roadmap, new: Roadmap) -> Iterator[Area]:
    """The areas of ``new`` but for those of which all topics are in ``base``, and so in areas of it."""
    known = {topic.id for topic in base.topics}
    said = [ref for goal in new.goals for ref in goal.topics]
    said += [ref for stage in new.stages for step in stage.steps for ref in step.refs]
    said += [entry.ref for tier in new.priorities for entry in tier.entries]
    empty = {topic.area for topic in new.topics if topic.id in known}
    empty -= {*said, *(topic.area for topic in new.topics if topic.id not in known)}
    return (area for area in new.areas if area.id not in empty)


def _own_ids(base: Roadmap, new: Roadmap, ids: Ids) -> dict[str, str]:
    """The ids in ``base`` of the topics of ``new``, by their own ids there; new ones of those that it lacks.

    A topic is found by its names, or by a former id that stands for these two alone.
    """
    known = {one.id for one in base.topics}
    named = {one.id: [ids.owner(name) for name in topic_names(one)] for one in new.topics}
    called = {owner for owners in named.values() for owner in owners}
    heirs = [Counter(old for one in some.topics for old in {one.id, *one.formerly}) for some in (base, new)]
    led: dict[str, str] = {}
    for topic in new.topics:
        owners = [owner for owner in named[topic.id] if owner in known]
        alone = {ids.owner(old) for old in topic.formerly if all(count[old] <= 1 for count in heirs)}
        if not owners and len(former := (known & alone) - called) == 1:
            owners = [*former]
        led[topic.id] = str(owners[0]) if owners else ids.take(topic.id, topic.id)
    return led
