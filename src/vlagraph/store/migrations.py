"""Whether a command that asks arXiv writes fetch.json in a newer format than it found it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from vlagraph.store import disk
from vlagraph.store.reading import format_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Migrations"]


class _Topic(msgspec.Struct, frozen=True):
    """What tells of a topic whether a fetch of it has succeeded."""

    last_success: str | None = None


class _Source(msgspec.Struct, frozen=True):
    """The topics that a source was asked for."""

    topics: dict[str, _Topic] = {}


class _State(msgspec.Struct, frozen=True):
    """The sources of a fetch.json of any format."""

    sources: dict[str, _Source] = {}


@dataclass
class Migrations:
    """Asked before each writing of one command; ``state`` is the whole path of fetch.json.

    A file after which no fetch has succeeded is none that is migrated: the command begins it, also where one
    before it failed or was stopped, and fills it in steps.
    """

    state: Path
    _begun_here: bool = False

    def is_one(self, path: Path, payload: bytes | None) -> bool:
        """Whether ``payload`` is fetch.json in a newer format than ``path`` holds."""
        if payload is None or path != self.state or self._begun_here:
            return False
        held = disk.read(path) if disk.is_there(path) else b"{}"
        self._begun_here = not _has_succeeded(held)
        return not self._begun_here and format_of(held) < format_of(payload)


def _has_succeeded(state: bytes) -> bool:
    """Whether a fetch of any topic has, by a fetch.json; one that cannot be read might say so.

    >>> _has_succeeded(b'{"sources": {"api": {"topics": {"a": {"last_success": "2026-11-01T00:00:00Z"}}}}}')
    True
    >>> _has_succeeded(b'{"sources": {"api": {"topics": {"a": {}}}}}')
    False
    """
    try:
        sources = msgspec.json.decode(state, type=_State).sources.values()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return True
    return any(topic.last_success for source in sources for topic in source.topics.values())
