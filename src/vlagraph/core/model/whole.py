"""The whole roadmap: areas, tiers, stages and goals, and everything that they order."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from vlagraph.core.model.base import Hours, Lang, NonEmpty, Site, Slug, Text, Url, Value
from vlagraph.core.model.practice import BenchmarkList, NoteList, ProjectList
from vlagraph.core.model.topic import Topic
from vlagraph.core.model.wording import TermList

__all__ = [
    "SCHEMA",
    "Area",
    "Goal",
    "NextStep",
    "Priority",
    "PriorityEntry",
    "Roadmap",
    "Stage",
    "StageStep",
    "listed_tier",
    "stated_tiers",
    "topics_by_id",
    "walk_strings",
    "walk_texts",
]

SCHEMA = 2
"""The form in which this program writes a roadmap; 1 was one file, with the phrases elsewhere."""

_Bullets = Annotated[tuple[str, ...], Meta(description="The lines of the roadmap that it stands for.")]


class Area(Value, frozen=True, kw_only=True):
    """A group of topics."""

    id: Annotated[Slug, Meta(description="Short name in commands and links.")]
    name: Annotated[Text, Meta(description="What the area is called.")]
    assumed: Annotated[
        bool, Meta(description="Whether its topics are background that the roadmap presupposes.")
    ] = False


class PriorityEntry(Value, frozen=True, kw_only=True):
    """One line of a tier: a topic, or a whole area."""

    ref: Annotated[Slug, Meta(description="The id of a topic or of an area.")]
    note: Annotated[Text, Meta(description="Why it is this urgent.")]


class Priority(Value, frozen=True, kw_only=True):
    """A tier of urgency, most urgent first in the file."""

    id: Annotated[Slug, Meta(description="Short name in commands and links.")]
    name: Annotated[Text, Meta(description="What the tier is called.")]
    window: Annotated[Text, Meta(description="The time in which to learn it, in words.")]
    weeks: Annotated[Hours, Meta(description="The same in weeks, from low to high.")]
    entries: Annotated[tuple[PriorityEntry, ...], Meta(description="The topics and areas of the tier.")]


class StageStep(Value, frozen=True, kw_only=True):
    """One step inside a stage: the areas or topics that it covers."""

    name: Annotated[Text, Meta(description="What the step is called.")]
    refs: Annotated[tuple[Slug, ...], Meta(description="Ids of topics and areas.")]


class Stage(Value, frozen=True, kw_only=True):
    """One of the roadmap's recommended stages, in order."""

    id: Annotated[Slug, Meta(description="Short name in commands and links.")]
    name: Annotated[Text, Meta(description="What the stage is called.")]
    steps: Annotated[tuple[StageStep, ...], Meta(description="Its steps, in order.")]


class Goal(Value, frozen=True, kw_only=True):
    """Something that a person wants to be able to do, and the topics that lead there."""

    id: Annotated[
        Slug, Meta(description="Short name in commands; that of no topic, area, tier, stage or project.")
    ]
    name: Annotated[Text, Meta(description="What the goal is called.")]
    note: Annotated[Text | None, Meta(description="What one can do when it is reached.")] = None
    topics: Annotated[tuple[Slug, ...], Meta(description="Ids of the topics and areas to learn for it.")]
    aliases: Annotated[tuple[NonEmpty, ...], Meta(description="Other names of it that people type.")] = ()


class NextStep(Value, frozen=True, kw_only=True):
    """What the roadmap suggests to do once the topics are known."""

    id: Annotated[Slug, Meta(description="Short name, unique among the next steps.")]
    name: Annotated[Text, Meta(description="What to do.")]
    note: Annotated[Text, Meta(description="How to begin.")]
    bullets: _Bullets = ()


class Roadmap(Value, frozen=True, kw_only=True, rename={"schema_ref": "$schema"}):
    """The whole of a roadmap: graph/topics.json and the files beside it."""

    schema_ref: Annotated[str | None, Meta(description="Where the JSON Schema of this file is.")] = None
    schema: Annotated[int, Meta(ge=1, description="The form of the file; 1 where nothing is said.")] = 1
    id: Annotated[
        Slug | None, Meta(description="What tells this roadmap from all others for ever; 'init' makes one.")
    ] = None
    title: Annotated[Text, Meta(description="What the roadmap is called.")]
    site: Annotated[
        Site | None, Meta(description="The address at which its built site is found, for its feed.")
    ] = None
    corrections: Annotated[
        Url | None,
        Meta(
            description="Where visitors of its site report a mistake: an address, in which {title}, {topic}"
            " and {requirement} stand for what it is about."
        ),
    ] = None
    areas: Annotated[tuple[Area, ...], Meta(description="Groups of topics, in order of reading.")]
    priorities: Annotated[tuple[Priority, ...], Meta(description="Tiers of urgency, most urgent first.")] = ()
    stages: Annotated[tuple[Stage, ...], Meta(description="Recommended stages, in order.")] = ()
    goals: Annotated[tuple[Goal, ...], Meta(description="What people may want to reach.")] = ()
    next_steps: Annotated[
        tuple[NextStep, ...], Meta(description="What to do once the topics are known.")
    ] = ()
    topics: Annotated[
        tuple[Topic, ...],
        Meta(description="The topics and what each requires; their pages may be files of their own."),
    ]
    benchmarks: BenchmarkList = ()
    benchmark_notes: NoteList = ()
    projects: ProjectList = ()
    terms: TermList = ()

    @property
    def identity(self) -> str:
        """What tells this roadmap from others: its id, else the address of its site, else its title."""
        return self.id or self.site or self.title.en

    @property
    def languages(self) -> tuple[Lang, ...]:
        """The languages in which any of its texts is written, English first."""
        found: set[Lang] = set()
        for _, text in walk_texts(self):
            found.update(text.langs)
            if len(found) == 2:
                break
        return tuple(lang for lang in ("en", "ko") if lang in found)


def topics_by_id(topics: Iterable[Topic]) -> dict[str, list[str]]:
    """By each id, and each former one, the topics of now that it stands for: several where one was split."""
    found: dict[str, list[str]] = {}
    for topic in topics:
        for name in (topic.id, *topic.formerly):
            found.setdefault(name, []).append(topic.id)
    return found


def stated_tiers(tiers: Iterable[Priority]) -> dict[str, str]:
    """The tier of each topic and each area that ``tiers`` list; the first where several do."""
    stated: dict[str, str] = {}
    for tier in tiers:
        for entry in tier.entries:
            stated.setdefault(entry.ref, tier.id)
    return stated


def listed_tier(stated: Mapping[str, str], topic: str, area: str) -> str | None:
    """The tier that lists ``topic`` by `stated_tiers`, else the one that lists its area; None without one.

    >>> listed_tier({"field": "now", "b": "soon"}, "a", "field")
    'now'
    >>> listed_tier({"field": "now", "b": "soon"}, "b", "field")
    'soon'
    """
    return stated.get(topic, stated.get(area))


def walk_texts(value: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every text in ``value`` in order, with the way to it, such as ``concepts[2].name``."""
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk_texts(item, f"{where}[{index}]")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from walk_texts(getattr(value, name), f"{where}.{name}".lstrip("."))


def walk_strings(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every string in ``value`` in order, with the way to it; of a text those of its languages."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk_strings(item, f"{where}[{index}]")
    elif isinstance(value, msgspec.Struct):
        names = value.langs if isinstance(value, Text) else value.__struct_fields__
        for name in names:
            yield from walk_strings(getattr(value, name), f"{where}.{name}".lstrip("."))
