"""What papers.jsonl held when a fetch last looked: what somebody else changes in it meanwhile is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.three_way import join_maps
from vlagraph.store import disk
from vlagraph.store.merging.papers import join_paper
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper

__all__ = ["Stored"]


class Stored:
    """The papers of a file as they were read or written last, and what tells that the file is still that one.

    It is made before the file is read, so that a change in between is seen as one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = _stamp(path)
        self._papers: Mapping[str, Paper] = {}

    def begin(self, papers: Mapping[str, Paper]) -> None:
        """Take ``papers`` as what the file held when this was made."""
        self._papers = dict(papers)

    def joined(self, papers: Mapping[str, Paper]) -> dict[str, Paper]:
        """``papers``, with what another program has changed in the file since.

        Raises:
            DataError, StoreError: the file cannot be read any more; it is left as it is.
        """
        if _stamp(self._path) == self._stamp:
            return dict(papers)
        theirs = load_papers(self._path)
        found = join_maps(self._papers, papers, theirs, settle=join_paper)
        return dict(sorted(found.items()))

    def note(self, papers: Mapping[str, Paper]) -> None:
        """Take ``papers`` as what the file holds now."""
        self._papers = dict(papers)
        self._stamp = _stamp(self._path)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes whenever the file is written: size, time and number; None where it is not there."""
    try:
        found = disk.require_plain(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
