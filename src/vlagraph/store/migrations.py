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


class _Source(msgspec.Struct, frozen=True):
    """What tells of a source whether any topic was asked of it."""

    topics: dict[str, msgspec.Raw] = {}


class _State(msgspec.Struct, frozen=True):
    """The sources of a fetch.json of any format."""

    sources: dict[str, _Source] = {}


@dataclass
class Migrations:
    """Asked before each writing of one command; ``state`` is the whole path of fetch.json.

    A file in which no topic stood before is none that is migrated: the command begins it, and fills it in
    steps.
    """

    state: Path
    _begun_here: bool = False

    def is_one(self, path: Path, payload: bytes | None) -> bool:
        """Whether ``payload`` is fetch.json in a newer format than ``path`` holds."""
        if payload is None or path != self.state or self._begun_here:
            return False
        held = disk.read(path) if disk.is_there(path) else b"{}"
        self._begun_here = not _names_topics(held)
        return not self._begun_here and format_of(held) < format_of(payload)


def _names_topics(state: bytes) -> bool:
    """Whether a fetch.json holds anything of a topic; one that cannot be read might.

    >>> _names_topics(b'{"sources": {"api": {"topics": {"a": {}}}}}')
    True
    >>> _names_topics(b'{"sources": {"api": {}}}')
    False
    """
    try:
        return any(source.topics for source in msgspec.json.decode(state, type=_State).sources.values())
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return True
