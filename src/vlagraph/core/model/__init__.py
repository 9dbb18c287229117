"""The frozen values that every other module passes around; data only, no behaviour beyond derivation.

``base`` has texts and the constrained kinds of texts, ``topic`` what there is to learn and to read,
``practice`` benchmarks and projects, ``wording`` the words to use, ``whole`` the roadmap that holds them all.
The description of each property is what the JSON Schemas of a workspace say of it. The modules of this
package keep their annotations as values: msgspec reads them at the start of every command, and would have to
compile each text.
"""

from __future__ import annotations

from vlagraph.core.model.base import ARXIV_ID, Hours, Lang, Text, Value, stated_fields
from vlagraph.core.model.practice import Benchmark, BenchmarksFile, Fact, Milestone, Project, ProjectsFile
from vlagraph.core.model.topic import (
    PAGE_FIELDS,
    Concept,
    Exercise,
    KeyPaper,
    Requirement,
    Resource,
    Strength,
    Topic,
    TopicPage,
    Watch,
)
from vlagraph.core.model.whole import (
    SCHEMA,
    Area,
    Goal,
    NextStep,
    Priority,
    PriorityEntry,
    Roadmap,
    Stage,
    StageStep,
    listed_tier,
    stated_tiers,
    topics_by_id,
    walk_strings,
    walk_texts,
)
from vlagraph.core.model.wording import TermsFile, Wording

__all__ = [
    "ARXIV_ID",
    "PAGE_FIELDS",
    "SCHEMA",
    "Area",
    "Benchmark",
    "BenchmarksFile",
    "Concept",
    "Exercise",
    "Fact",
    "Goal",
    "Hours",
    "KeyPaper",
    "Lang",
    "Milestone",
    "NextStep",
    "Priority",
    "PriorityEntry",
    "Project",
    "ProjectsFile",
    "Requirement",
    "Resource",
    "Roadmap",
    "Stage",
    "StageStep",
    "Strength",
    "TermsFile",
    "Text",
    "Topic",
    "TopicPage",
    "Value",
    "Watch",
    "Wording",
    "listed_tier",
    "stated_fields",
    "stated_tiers",
    "topics_by_id",
    "walk_strings",
    "walk_texts",
]
