"""What there is to learn: topics, what they require, and what to read for them."""

from typing import Annotated, Literal

from msgspec import Meta

from vlagraph.core.model.base import ArxivId, Day, Hours, NonEmpty, Slug, Text, Url, Value

__all__ = [
    "PAGE_FIELDS",
    "Concept",
    "Exercise",
    "KeyPaper",
    "Requirement",
    "Resource",
    "Strength",
    "Topic",
    "TopicPage",
    "Watch",
]

Strength = Literal["required", "recommended", "helps"]
"""How much a topic depends on another; the first two put the other topic before it."""

_NO_HOURS = (0, 0)
"""What a topic of a draft has: nobody has said yet how long it takes."""


class Concept(Value, frozen=True, kw_only=True):
    """A part of a topic that another topic may need."""

    id: Annotated[Slug, Meta(description="Short name in links, unique within the topic.")]
    name: Annotated[Text, Meta(description="What the part is called.")]
    note: Annotated[Text | None, Meta(description="One or two sentences that say what it is.")] = None
    aliases: Annotated[
        tuple[NonEmpty, ...], Meta(description="Other names of the part that people type.")
    ] = ()
    bullets: Annotated[tuple[str, ...], Meta(description="The lines of the roadmap that it stands for.")] = ()


class Requirement(Value, frozen=True, kw_only=True):
    """What this topic needs or is helped by, for ``reason``, as ``source`` shows."""

    topic: Annotated[Slug, Meta(description="The id of the topic that comes first or helps.")]
    kind: Annotated[
        Strength,
        Meta(
            description="required: one cannot do without it; recommended: best learned first; "
            "helps: a useful link that never orders and costs no hours."
        ),
    ]
    concepts: Annotated[tuple[Slug, ...], Meta(description="Which concepts of that topic are needed.")] = ()
    reason: Annotated[
        Text | None, Meta(description="Why it comes first, as one sentence that can be disputed.")
    ] = None
    source: Annotated[
        str, Meta(description="What shows it: a chapter, a key paper (arXiv:…) or a course unit.")
    ] = ""
    proposed: Annotated[
        bool, Meta(description="Whether 'import' proposed it and no person has confirmed it yet.")
    ] = False

    @property
    def orders(self) -> bool:
        """Whether the needed topic comes first; what only ``helps`` is a hint."""
        return self.kind != "helps"


class KeyPaper(Value, frozen=True, kw_only=True):
    """A paper that people chose for a topic; the list order is the reading order."""

    arxiv: Annotated[ArxivId, Meta(description="The arXiv id without version, such as 2304.13705.")]
    role: Annotated[
        Literal["foundational", "survey", "method", "system", "benchmark", "application"],
        Meta(
            description="What the paper is to the topic. foundational: it rests on it; survey: an overview; "
            "method: how it is done; system: something that runs; benchmark: what it is measured on; "
            "application: where it is used."
        ),
    ]
    why: Annotated[Text | None, Meta(description="Why to read it, in your own words.")] = None
    concepts: Annotated[
        tuple[Slug, ...], Meta(description="The concepts of this topic that it explains.")
    ] = ()
    must_read: Annotated[
        bool, Meta(description="Whether a first pass reads it; such papers name the topic's core concepts.")
    ] = False
    pages: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="How many pages it has, where that is known; it tells how long the reading takes."),
    ] = None
    landmark: Annotated[
        bool, Meta(description="Whether the field counts it among the works that changed its course.")
    ] = False


class Exercise(Value, frozen=True, kw_only=True):
    """Something to do for a topic, with a result that shows whether it is understood."""

    task: Annotated[Text, Meta(description="What to do, and what comes out when it is right.")]
    hours: Annotated[Hours, Meta(description="Hours of work from low to high.")]
    first_pass: Annotated[bool, Meta(description="Whether a first pass does it.")] = False
    concepts: Annotated[
        tuple[Slug, ...], Meta(description="The concepts of this topic that it practises.")
    ] = ()


class Resource(Value, frozen=True, kw_only=True):
    """Something to learn from that is not an arXiv paper."""

    title: Annotated[NonEmpty, Meta(description="Its title, with the chapter where only one is meant.")]
    kind: Annotated[
        Literal["article", "book", "course", "docs", "paper", "software", "standard", "survey", "tutorial"],
        Meta(description="What it is."),
    ]
    why: Annotated[Text | None, Meta(description="Why to use it, in your own words.")] = None
    url: Annotated[Url | None, Meta(description="Where it is found (http or https).")] = None
    concepts: Annotated[
        tuple[Slug, ...], Meta(description="The concepts of this topic that it explains.")
    ] = ()


class Watch(Value, frozen=True, kw_only=True, rename={"any_of": "any", "with_one": "with", "none_of": "not"}):
    """Which new papers a topic follows: one of ``any``, one of ``with`` where given, none of ``not``."""

    any_of: Annotated[
        tuple[NonEmpty, ...],
        Meta(description="Phrases of which a paper must hold one; ti: before one looks in titles alone."),
    ]
    with_one: Annotated[
        tuple[NonEmpty, ...], Meta(description="Phrases of which the paper must hold one as well.")
    ] = ()
    none_of: Annotated[tuple[NonEmpty, ...], Meta(description="Phrases of which it may hold none.")] = ()
    categories: Annotated[
        tuple[NonEmpty, ...], Meta(description="arXiv categories of which it must have one, such as cs.RO.")
    ] = ()
    core: Annotated[
        tuple[NonEmpty, ...], Meta(description="Phrases that mean the topic wherever they stand.")
    ] = ()
    good: Annotated[
        tuple[NonEmpty, ...], Meta(description="Phrases that mean the topic when the paper is about them.")
    ] = ()
    title: Annotated[tuple[NonEmpty, ...], Meta(description="Phrases that mean the topic in a title.")] = ()
    hints: Annotated[tuple[NonEmpty, ...], Meta(description="Single words that go with the topic.")] = ()
    against: Annotated[
        tuple[NonEmpty, ...], Meta(description="Phrases of other subjects that use the same words.")
    ] = ()
    threshold: Annotated[
        Annotated[float, Meta(gt=0, lt=1)] | None,
        Meta(description="The score from which on papers come under the topic; usually the common one."),
    ] = None


_Formerly = Annotated[
    tuple[Slug, ...], Meta(description="Ids that the topic had before, so that readers keep their marks.")
]
_Basis = Annotated[Text | None, Meta(description="How the hours were estimated.")]
_FirstBasis = Annotated[Text | None, Meta(description="How the hours of the first pass were estimated.")]
_Summary = Annotated[Text | None, Meta(description="What the topic is, in two or three sentences.")]
_Concepts = Annotated[tuple[Concept, ...], Meta(description="The parts of the topic, in order of learning.")]
_KeyPapers = Annotated[tuple[KeyPaper, ...], Meta(description="Chosen papers, in order of reading.")]
_Resources = Annotated[tuple[Resource, ...], Meta(description="Books, courses, software and other sources.")]
_Exercises = Annotated[tuple[Exercise, ...], Meta(description="What to do, in order.")]
_Watch = Annotated[Watch | None, Meta(description="Which new papers to follow.")]
_Reviewed = Annotated[Day | None, Meta(description="The day on which a person last read all of it.")]


class Topic(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A subject to learn, what it requires, and what to read for it."""

    id: Annotated[Slug, Meta(description="Short name in commands and links. It never changes its meaning.")]
    formerly: _Formerly = ()
    area: Annotated[Slug, Meta(description="The id of the area that it belongs to.")]
    origin: Annotated[
        Literal["roadmap", "extension"],
        Meta(description="roadmap: the roadmap names it; extension: it was added since."),
    ] = "roadmap"
    name: Annotated[Text, Meta(description="What the topic is called.")]
    aliases: Annotated[tuple[NonEmpty, ...], Meta(description="Other names that people type.")] = ()
    priority: Annotated[Slug | None, Meta(description="The id of its tier, as the tiers say too.")] = None
    level: Annotated[
        int,
        Meta(ge=0, le=5, description="1 (for beginners) to 5 (research); 0 while nobody has judged it."),
    ] = 0
    hours: Annotated[
        Hours,
        Meta(
            description="Hours to master all of it, from low to high; [0, 0] while nobody has estimated them."
        ),
    ] = _NO_HOURS
    first_pass: Annotated[
        Hours,
        Meta(
            description="Hours of a first pass: its must-read papers and the concepts that they explain; "
            "[0, 0] where it is not parted from mastery."
        ),
    ] = _NO_HOURS
    hours_basis: _Basis = None
    first_pass_basis: _FirstBasis = None
    summary: _Summary = None
    concepts: _Concepts = ()
    requires: Annotated[tuple[Requirement, ...], Meta(description="What is learned before it.")] = ()
    related: Annotated[tuple[Slug, ...], Meta(description="Topics worth a look that order nothing.")] = ()
    key_papers: _KeyPapers = ()
    resources: _Resources = ()
    exercises: _Exercises = ()
    watch: _Watch = None
    reviewed: _Reviewed = None


class TopicPage(Value, frozen=True, kw_only=True, rename={"schema_ref": "$schema"}):
    """What one topic says of itself, in a file of its own (graph/topics/ID.json)."""

    schema_ref: Annotated[str | None, Meta(description="Where the JSON Schema of this file is.")] = None
    id: Annotated[Slug, Meta(description="The id of the topic, as in the name of this file.")]
    hours_basis: _Basis = None
    first_pass_basis: _FirstBasis = None
    summary: _Summary = None
    concepts: _Concepts = ()
    key_papers: _KeyPapers = ()
    resources: _Resources = ()
    exercises: _Exercises = ()
    watch: _Watch = None
    reviewed: _Reviewed = None


PAGE_FIELDS = tuple(name for name in TopicPage.__struct_fields__ if name not in {"schema_ref", "id"})
"""The fields of a topic that its page holds."""
