"""The frozen values that every other module passes around; data only, no behaviour beyond derivation."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

__all__ = [
    "ARXIV_ID",
    "Area",
    "Benchmark",
    "Concept",
    "Fact",
    "KeyPaper",
    "Lang",
    "Milestone",
    "NextStep",
    "Priority",
    "PriorityEntry",
    "Project",
    "Requirement",
    "Resource",
    "Roadmap",
    "Stage",
    "StageStep",
    "Text",
    "Topic",
    "Watch",
]

ARXIV_ID = r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7})"
"""Base form of an arXiv identifier, new (``2304.13705``) or old (``cs/0112017``), without version.

Source: https://info.arxiv.org/help/arxiv_identifier.html
"""

Lang = Literal["en", "ko"]

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\s)", max_length=64)]
ArxivId = Annotated[str, Meta(pattern=rf"^{ARXIV_ID}$(?!\s)")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\s)")]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s<>\"']+$(?!\s)")]
NonEmpty = Annotated[str, Meta(min_length=1)]
Hours = tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of the values that people write: unknown fields are mistakes, defaults stay unwritten."""


class Text(Value, frozen=True, kw_only=True):
    """One sentence or name in both languages of the product."""

    en: NonEmpty
    ko: NonEmpty

    def __getitem__(self, lang: Lang) -> str:
        return self.ko if lang == "ko" else self.en


class Concept(Value, frozen=True, kw_only=True):
    """A part of a topic that another topic may need; ``bullets`` are the roadmap lines it stands for."""

    id: Slug
    name: Text
    note: Text
    bullets: tuple[str, ...] = ()


class Requirement(Value, frozen=True, kw_only=True):
    """The only ordering edge: this topic needs ``topic``, for ``reason``, as ``source`` shows."""

    topic: Slug
    kind: Literal["required", "recommended"]
    concepts: tuple[Slug, ...] = ()
    reason: Text | None = None
    source: str = ""


class KeyPaper(Value, frozen=True, kw_only=True):
    """A paper that people chose for a topic; the list order is the reading order."""

    arxiv: ArxivId
    role: Literal["foundational", "survey", "method", "system", "benchmark", "application"]
    why: Text
    concepts: tuple[Slug, ...] = ()


class Resource(Value, frozen=True, kw_only=True):
    """Something to learn from that is not an arXiv paper."""

    title: NonEmpty
    kind: Literal["article", "book", "course", "docs", "paper", "software", "standard", "survey", "tutorial"]
    why: Text
    url: Url | None = None
    concepts: tuple[Slug, ...] = ()


class Watch(Value, frozen=True, kw_only=True, rename={"any_of": "any", "with_one": "with", "none_of": "not"}):
    """Which new papers a topic follows: one of ``any``, one of ``with`` where given, none of ``not``.

    The further phrases weigh in the score: ``core`` ones mean the topic wherever they stand, ``good`` ones
    when they are central to the paper, ``title`` ones where they stand in a title; ``hints`` are single words
    that go with the topic, and ``against`` are phrases of its namesakes.
    """

    any_of: tuple[NonEmpty, ...]
    with_one: tuple[NonEmpty, ...] = ()
    none_of: tuple[NonEmpty, ...] = ()
    categories: tuple[NonEmpty, ...] = ()
    core: tuple[NonEmpty, ...] = ()
    good: tuple[NonEmpty, ...] = ()
    title: tuple[NonEmpty, ...] = ()
    hints: tuple[NonEmpty, ...] = ()
    against: tuple[NonEmpty, ...] = ()


class Topic(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A subject to learn, what it requires, and what to read for it; ``hours`` is a range (low, high)."""

    id: Slug
    formerly: tuple[Slug, ...] = ()
    area: Slug
    origin: Literal["roadmap", "extension"] = "roadmap"
    name: Text
    aliases: tuple[NonEmpty, ...] = ()
    priority: Slug | None = None
    level: Annotated[int, Meta(ge=1, le=5)]
    hours: Hours
    hours_basis: Text
    summary: Text
    concepts: tuple[Concept, ...] = ()
    requires: tuple[Requirement, ...] = ()
    related: tuple[Slug, ...] = ()
    key_papers: tuple[KeyPaper, ...] = ()
    resources: tuple[Resource, ...] = ()
    watch: Watch | None = None
    reviewed: Day | None = None


class Area(Value, frozen=True, kw_only=True):
    """A group of topics; an ``assumed`` one is background that the roadmap presupposes."""

    id: Slug
    name: Text
    assumed: bool = False


class PriorityEntry(Value, frozen=True, kw_only=True):
    """One line of a tier: a topic, or a whole area."""

    ref: Slug
    note: Text


class Priority(Value, frozen=True, kw_only=True):
    """A tier of urgency with its window in weeks (low, high), most urgent first in the file."""

    id: Slug
    name: Text
    window: Text
    weeks: Hours
    entries: tuple[PriorityEntry, ...]


class StageStep(Value, frozen=True, kw_only=True):
    """One step inside a stage: the areas or topics that it covers."""

    name: Text
    refs: tuple[Slug, ...]


class Stage(Value, frozen=True, kw_only=True):
    """One of the roadmap's recommended stages, in order."""

    id: Slug
    name: Text
    steps: tuple[StageStep, ...]


class NextStep(Value, frozen=True, kw_only=True):
    """What the roadmap suggests to do once the topics are known."""

    id: Slug
    name: Text
    note: Text
    bullets: tuple[str, ...] = ()


class Fact(Value, frozen=True, kw_only=True):
    """One checked statement about a benchmark, with the source that shows it."""

    field: Slug
    value: Text
    source: NonEmpty


class Benchmark(Value, frozen=True, kw_only=True):
    """A robot benchmark described by sourced facts and our reading of it."""

    id: Slug
    name: NonEmpty
    concept: Slug
    facts: tuple[Fact, ...]
    analysis: Text
    arxiv: ArxivId | None = None
    repo: Url | None = None


class Milestone(Value, frozen=True, kw_only=True):
    """A checkable step of a project, the topics needed before it and the papers to read for it."""

    id: Slug
    name: Text
    goal: Text
    topics: tuple[Slug, ...]
    hours: Hours
    papers: tuple[ArxivId, ...] = ()


class Project(Value, frozen=True, kw_only=True):
    """A practice project on a benchmark, as milestones in order."""

    id: Slug
    name: Text
    benchmark: Slug
    summary: Text
    milestones: tuple[Milestone, ...]


class Roadmap(Value, frozen=True, kw_only=True, rename={"schema_ref": "$schema"}):
    """The whole of graph/topics.json."""

    schema_ref: str | None = None
    schema: Annotated[int, Meta(ge=1)] = 1
    title: Text
    areas: tuple[Area, ...]
    priorities: tuple[Priority, ...] = ()
    stages: tuple[Stage, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    topics: tuple[Topic, ...]
    benchmarks: tuple[Benchmark, ...] = ()
    benchmark_notes: tuple[Text, ...] = ()
    projects: tuple[Project, ...] = ()
