"""What a roadmap and its parts are called, read for a help page: quickly, and never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vlagraph.errors import StoreError
from vlagraph.store.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["part_names", "roadmap_title"]

_FILES = ("benchmarks.json", "projects.json")
"""The files beside topics.json that may hold some of the parts."""
_FIELDS = {
    "area": "areas",
    "tier": "priorities",
    "stage": "stages",
    "goal": "goals",
    "project": "projects",
    "benchmark": "benchmarks",
    "topic": "topics",
}


class _Part(msgspec.Struct):
    id: str


class _Heads(msgspec.Struct):
    """The fields of topics.json, benchmarks.json and projects.json that list parts by their ids."""

    areas: tuple[_Part, ...] = ()
    priorities: tuple[_Part, ...] = ()
    stages: tuple[_Part, ...] = ()
    goals: tuple[_Part, ...] = ()
    projects: tuple[_Part, ...] = ()
    benchmarks: tuple[_Part, ...] = ()
    topics: tuple[_Part, ...] = ()
    title: dict[str, str] = {}


def roadmap_title(topics: Path, lang: str) -> str:
    """What the roadmap in ``topics`` is called, in ``lang`` or else in the other language; "" if unknown."""
    title = _read(topics).title
    return title.get(lang) or next(iter(title.values()), "")


def part_names(topics: Path) -> Mapping[str, tuple[str, ...]]:
    """The ids of areas, tiers, stages, goals, projects, benchmarks and topics of the roadmap in ``topics``.

    Empty where the files cannot be read: help never fails because of a roadmap.
    """
    files = [_read(topics.with_name(name)) for name in (topics.name, *_FILES)]
    return {
        kind: tuple(dict.fromkeys(part.id for file in files for part in getattr(file, field)))
        for kind, field in _FIELDS.items()
    }


def _read(path: Path) -> _Heads:
    try:
        return msgspec.json.decode(read_bytes(path), type=_Heads)
    except (StoreError, msgspec.MsgspecError, ValueError, RecursionError):
        return _Heads()
