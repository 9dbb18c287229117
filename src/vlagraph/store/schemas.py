"""The JSON Schemas of the files of a roadmap, generated from the model."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from vlagraph.core.model import BenchmarksFile, ProjectsFile, Roadmap, TermsFile, TopicPage

__all__ = ["SCHEMAS", "schema_ref", "schema_text"]

SCHEMAS: dict[str, type[msgspec.Struct]] = {
    "topics": Roadmap,
    "topic": TopicPage,
    "benchmarks": BenchmarksFile,
    "projects": ProjectsFile,
    "terms": TermsFile,
}
"""What each schema is of, by the first part of the name of its file."""


def schema_ref(name: str) -> str:
    """How a file of the kind ``name`` says where its schema is."""
    return "../topic.schema.json" if name == "topic" else f"{name}.schema.json"


@cache
def schema_text(name: str = "topics") -> str:
    """The JSON Schema (draft 2020-12) of the files of the kind ``name``."""
    schema = _tidy(msgspec.json.schema(SCHEMAS[name]))
    schema["$defs"]["Text"]["minProperties"] = 1  # a text is in one language at least
    full = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vlagraph roadmap" if name == "topics" else f"vlagraph {name}",
        **schema,
    }
    return msgspec.json.format(msgspec.json.encode(full, order="sorted"), indent=1).decode() + "\n"


def _tidy(schema: Any) -> Any:
    """``schema`` with its alternatives sorted, whose order differs between versions of msgspec.

    A description is the first paragraph of a docstring; the others are for readers of the code.
    """
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _tidy(value) for name, value in schema.items()}
    if isinstance(about := found.get("description"), str):
        found["description"] = " ".join(about.partition("\n\n")[0].split())
    if "anyOf" in found:
        found["anyOf"].sort(key=msgspec.json.encode)
    return found
