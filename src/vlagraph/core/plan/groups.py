"""What stands for several topics: goals, projects, tiers and stages, each by its names, and everything."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from vlagraph.core.model import Text
from vlagraph.core.names import make_catalogue
from vlagraph.core.order import learning_order
from vlagraph.core.plan.windows import tier_topics

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Roadmap
    from vlagraph.core.names import Catalogue

__all__ = [
    "Group",
    "all_groups",
    "find_group",
    "group_topics",
    "groups_by_ref",
    "name_together",
    "named_projects",
    "target_catalogue",
    "topics_in",
]


class Group(NamedTuple):
    """Something that stands for several topics; a topic or an area of the same name goes before it.

    ``refs`` are the topics and areas that it names, in order; `group_topics` says what a tier and all hold.
    """

    kind: Literal["goal", "project", "priority", "stage", "all"]
    id: str
    name: Text
    refs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def full_id(self) -> str:
        """What tells it from a topic or an area of the same id."""
        return f"{self.kind}:{self.id}"


_ALL = Group("all", "all", Text(en="everything", ko="전체"))


def all_groups(roadmap: Roadmap) -> tuple[Group, ...]:
    """Every goal, project, tier and stage of ``roadmap``, and ``all``, in this order."""
    projects = (
        (one, tuple(ref for step in one.milestones for ref in step.topics)) for one in roadmap.projects
    )
    stages = ((one, tuple(ref for step in one.steps for ref in step.refs)) for one in roadmap.stages)
    return (
        *(Group("goal", goal.id, goal.name, goal.topics, goal.aliases) for goal in roadmap.goals),
        *(Group("project", one.id, one.name, refs) for one, refs in projects),
        *(Group("priority", tier.id, tier.name) for tier in roadmap.priorities),
        *(Group("stage", one.id, one.name, refs) for one, refs in stages),
        _ALL,
    )


def target_catalogue(kg: KnowledgeGraph) -> Catalogue:
    """Every name of a topic, an area and a group; a topic goes before an area, and that before a group.

    A group that is called as an area goes by its kind too (``stage:basics``), also where the area is empty.
    """
    areas = {area.id for area in kg.roadmap.areas}
    names = [
        (ref, (one.id, one.name.en, one.name.ko, *one.aliases, *([one.full_id] if one.id in areas else [])))
        for ref, one in groups_by_ref(kg).items()
    ]
    return make_catalogue(*kg.named, names)


def find_group(kg: KnowledgeGraph, ref: str) -> Group | None:
    """The group that ``ref`` of the `target_catalogue` is; None for a topic or an area."""
    return None if kg.members(ref) else groups_by_ref(kg).get(ref)


def group_topics(kg: KnowledgeGraph, ref: str, *, from_scratch: bool = False) -> tuple[str, ...]:
    """The topics that ``ref`` of the `target_catalogue` stands for.

    A project stands for the topics to know before its milestones, ``all`` for the whole roadmap without what
    it presupposes, which belongs to it ``from_scratch``; an area, a stage or a tier may have none yet.

    Raises:
        KeyError: there is no such thing.
    """
    group = find_group(kg, ref)
    if group is None:
        if ref not in kg.topics and all(area.id != ref for area in kg.roadmap.areas):
            raise KeyError(ref)
        return kg.members(ref)
    return topics_in(kg, group, from_scratch=from_scratch)


def topics_in(kg: KnowledgeGraph, group: Group, *, from_scratch: bool = False) -> tuple[str, ...]:
    """The topics that ``group`` stands for, as `group_topics` says."""
    if group.kind == "all":
        return tuple(name for name in learning_order(kg) if from_scratch or name not in kg.assumed)
    if group.kind == "priority":
        return tuple(tier_topics(kg, group.id))
    return tuple(dict.fromkeys(chain.from_iterable(map(kg.members, group.refs))))


def named_projects(kg: KnowledgeGraph, refs: Collection[str]) -> tuple[str, ...]:
    """The ids of the practice projects among ``refs`` of the `target_catalogue`."""
    groups = groups_by_ref(kg)
    found = (groups[ref] for ref in refs if ref in groups)
    return tuple(dict.fromkeys(group.id for group in found if group.kind == "project"))


def name_together(kg: KnowledgeGraph, topics: Collection[str]) -> Text | None:
    """The name of the first area or group that stands for exactly these ``topics``, from scratch or not."""
    wanted = set(topics)
    for area in kg.roadmap.areas:
        if wanted == set(kg.members(area.id)):
            return area.name
    groups = groups_by_ref(kg).items()
    named = (group.name for ref, group in groups if wanted == set(group_topics(kg, ref)))
    return next(named, _ALL.name if wanted == set(kg.topics) else None)


def groups_by_ref(kg: KnowledgeGraph) -> Mapping[str, Group]:
    """The groups by their ids, or by kind and id where something before them has the same id."""
    found: dict[str, Group] = {}
    for group in all_groups(kg.roadmap):
        taken = group.id in found or kg.members(group.id)
        found[group.full_id if taken else group.id] = group
    return found
