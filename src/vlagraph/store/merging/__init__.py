"""Merging the files that several people or machines write, as git asks for it: no conflict, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from vlagraph.store.atomic import write_atomic
from vlagraph.store.disk import fence
from vlagraph.store.merging.fetching import merge_fetch
from vlagraph.store.merging.notes import merge_note
from vlagraph.store.merging.papers import merge_papers
from vlagraph.store.merging.progress import merge_progress
from vlagraph.store.merging.sides import side_name
from vlagraph.store.papers import read_lines
from vlagraph.store.reading import read_bytes, unmarked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.store.merging.sides import Merger

__all__ = ["KINDS", "MERGERS", "MergeKind", "Sides", "merge_files", "merge_versions"]

MergeKind = Literal["papers", "fetch", "progress", "note"]
KINDS: tuple[MergeKind, ...] = get_args(MergeKind)

MERGERS: Mapping[MergeKind, Merger] = {
    "papers": merge_papers,
    "fetch": merge_fetch,
    "progress": merge_progress,
    "note": merge_note,
}
"""How the files of each kind are merged: bytes in, bytes out, the same whichever side is ours."""


class Sides(NamedTuple):
    """The three files that git hands over: what both sides started from, and what became of it."""

    base: Path
    ours: Path
    theirs: Path


def merge_files(kind: MergeKind, sides: Sides, *, name: str) -> None:
    """Replace ``sides.ours`` by the merge; ``name`` is what messages call the file.

    Raises:
        DataError, StoreError: one of the versions cannot be read; ``sides.ours`` is left as it is.
    """
    # Git runs at the top of what can be a stranger's repository, and names plain files in it.
    for folder in (Path(), *(side.parent for side in sides)):
        fence(folder)
    if kind == "papers":
        versions = [
            read_lines(side, source=side_name(name, which)) for which, side in sides._asdict().items()
        ]
    else:
        versions = list(map(read_bytes, sides))
    merge_versions(kind, sides.ours, versions, name=name)


def merge_versions(
    kind: MergeKind, path: Path, versions: Sequence[bytes], *, name: str | None = None
) -> None:
    """Replace ``path`` by the merge of the three ``versions`` that git keeps of it: base, ours, theirs.

    ``name`` is what messages call the file, if not as it is called.

    Raises:
        DataError, StoreError: one of them cannot be read, or the file not written; it is left as it is.
    """
    base, ours, theirs = map(unmarked, versions)
    write_atomic(path, MERGERS[kind](name or path.name, base, ours, theirs))
