"""What a file of another tool says of a field, before anything in it has an id.

Topics and areas are referred to by the keys that the file itself uses: the id of a node, a heading, a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.core.model import Resource, Strength
    from vlagraph.errors import Problem

__all__ = [
    "Draft",
    "DraftArea",
    "DraftConcept",
    "DraftEntry",
    "DraftNeed",
    "DraftStage",
    "DraftStep",
    "DraftTier",
    "DraftTopic",
]


@dataclass(frozen=True, kw_only=True)
class DraftConcept:
    """A part of a topic; ``bullet`` is the line of the file that it stands for."""

    name: str
    note: str = ""
    bullet: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftArea:
    """A group of topics."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class DraftTopic:
    """A subject to learn; without an ``area`` it goes to the one that is called like the whole."""

    key: str
    name: str
    area: str = ""
    summary: str = ""
    concepts: tuple[DraftConcept, ...] = ()
    resources: tuple[Resource, ...] = ()
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftNeed:
    """``topic`` needs ``needed``; ``proposed`` where the file does not say so and we take it to be so."""

    topic: str
    needed: str
    reason: str = ""
    kind: Strength = "required"
    proposed: bool = False
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftEntry:
    """A line of a tier or a step of a stage: what it says, and the topics and areas that it means."""

    name: str
    keys: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftTier:
    """A tier of urgency, its time in the words of the file."""

    name: str
    window: str
    entries: tuple[DraftEntry, ...]


@dataclass(frozen=True, kw_only=True)
class DraftStage:
    """A recommended stage."""

    name: str
    steps: tuple[DraftEntry, ...]


@dataclass(frozen=True, kw_only=True)
class DraftStep:
    """What the file suggests to do afterwards."""

    name: str
    note: str
    bullet: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything that a file says, in its own order, and what of it was left out and why."""

    title: str
    topics: tuple[DraftTopic, ...]
    areas: tuple[DraftArea, ...] = ()
    needs: tuple[DraftNeed, ...] = ()
    tiers: tuple[DraftTier, ...] = ()
    stages: tuple[DraftStage, ...] = ()
    next_steps: tuple[DraftStep, ...] = ()
    remarks: tuple[Problem, ...] = ()
