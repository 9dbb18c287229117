"""A paper as it is stored: what arXiv says of it, and the topics it was matched to with the evidence."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from vlagraph.core.model.base import ArxivId
from vlagraph.core.papers.readable import readable

__all__ = ["Evidence", "EvidenceKind", "EvidencePlace", "Match", "Paper", "Refusal"]

EvidenceKind = Literal["core", "phrase", "context", "category", "against", "refused"]
"""What a match rests on: a core or another phrase of the topic, words around it, the paper's categories; what
speaks against it: a phrase of the topic's namesakes; or that the watch rule refuses the paper."""

EvidencePlace = Literal["", "title", "abstract"]
"""The part of a paper in which a phrase was found; empty for evidence that is in no one part."""

Refusal = Literal["", "categories", "unknown_categories", "excluded", "no_phrase", "no_context", "in_passing"]
"""Why a watch rule does not take a paper: an empty one is no refusal."""


Submitted = Annotated[str, msgspec.Meta(pattern=r"^[0-9TZ:.+-]{0,40}$(?!\s)")]
"""Characters of times alone, for it stands in file formats and pages as it is; other texts are not read."""


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One piece of evidence: what kind, the words or categories found, where, and its share of the score.

    A refusal has no share; its ``reason`` says by a code why the rule does not take the paper.
    """

    kind: EvidenceKind
    text: str
    where: EvidencePlace = ""
    weight: float = 0.0
    reason: Refusal = ""


class Match(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A paper's place under a topic: score in 0..1 and the evidence for it."""

    topic: str
    score: float
    evidence: tuple[Evidence, ...] = ()


class Paper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What arXiv says of a paper, and the topics it was matched to.

    ``published`` is the submission time of version 1 and ``updated`` that of ``version``, both ISO 8601 in
    UTC with the precision that the source gave: month (``2017-10``), day, or second (``…T18:42:01Z``).
    ``fetched`` is the UTC time at which arXiv last confirmed the record; None means curated, not yet fetched.
    ``asked`` marks a paper that a reader asked for, which is kept although no rule finds it.
    ``teams`` are those of the authors that are no persons, where the source or a person says so.
    ``recorded`` marks facts of a recorded collection that were never checked with arXiv, by the last day that
    the collection reaches to.
    """

    id: ArxivId
    title: str
    authors: tuple[str, ...]
    published: Submitted
    updated: str | None = None
    version: int | None = None
    primary_category: str | None = None
    categories: tuple[str, ...] = ()
    abstract: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: tuple[str, ...] = ()
    withdrawn: bool = False
    authors_complete: bool = True
    teams: tuple[str, ...] = ()
    curated: bool = False
    asked: bool = False
    fetched: str | None = None
    recorded: str | None = None
    source: str | None = None
    matches: tuple[Match, ...] = ()

    @property
    def filed_under(self) -> tuple[str, ...]:
        """The categories, the primary one first; it alone where a person wrote down no other."""
        return self.categories or ((self.primary_category,) if self.primary_category else ())

    @property
    def readable_title(self) -> str:
        """The title as people read it, without commands of TeX."""
        return readable(self.title)
