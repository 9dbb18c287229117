"""Where the data is: the nearest folder upwards with graph/topics.json, or the bundled roadmap, read-only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.errors import WorkspaceError
from vlagraph.store.disk.places import fence
from vlagraph.store.own_places import IN_THE_WORKSPACE, own_places

if TYPE_CHECKING:
    from vlagraph.store.own_places import OwnPlaces

__all__ = ["Workspace", "bundled_root", "bundled_topics", "find_workspace"]

_TOPICS = Path("graph", "topics.json")


@dataclass(frozen=True)
class Workspace:
    """The folder that holds graph/, papers/ and site/; ``bundled`` ones are read-only.

    ``own`` says where the reader keeps marks and notes, if not in it; ``reader`` is the name of one of the
    several readers of a workspace that is shared.
    """

    root: Path
    bundled: bool = False
    own: OwnPlaces = IN_THE_WORKSPACE
    reader: str | None = None

    def __post_init__(self) -> None:
        if not self.bundled:  # an installer may make links of the package's own files
            fence(self.root)

    @property
    def topics(self) -> Path:
        """The roadmap that people write."""
        return self.root / _TOPICS

    @property
    def papers(self) -> Path:
        """One line a paper."""
        return self.root / "papers" / "papers.jsonl"

    @property
    def recorded(self) -> Path:
        """What ships with the program to be shown until the first fetch."""
        return self.root / "papers" / "recorded.jsonl.gz"

    @property
    def fetch_state(self) -> Path:
        """What was fetched when, per source and topic."""
        return self.root / "papers" / "fetch.json"

    @property
    def notes(self) -> Path:
        """The reader's notes, one file a paper."""
        return Path(self.own.notes) if self.own.notes else self.root / "papers" / "notes"

    @property
    def progress(self) -> Path:
        """The reader's marks."""
        if self.reader:
            from vlagraph.store.readers import marks_file  # most workspaces have one reader

            return marks_file(self.root, self.reader)
        return Path(self.own.progress) if self.own.progress else self.root / "progress.json"

    @property
    def cache(self) -> Path:
        """Derived files that can be deleted at any time."""
        return self.root / ".cache"

    @property
    def site(self) -> Path:
        """Where build writes by default."""
        return self.root / "site"

    def writable(self) -> Workspace:
        """This workspace, if it may be written to.

        Raises:
            WorkspaceError: it is the bundled roadmap.
        """
        if self.bundled:
            raise WorkspaceError("workspace.read_only")
        return self


def bundled_root() -> Path:
    """The folder of the roadmap that ships with the package (or of the source checkout it runs from)."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "bundled"
    return installed if (installed / _TOPICS).is_file() else package.parent.parent


def bundled_topics() -> Path:
    """The roadmap that ships with the package."""
    return bundled_root() / _TOPICS


def find_workspace(
    start: Path | None = None, *, root: Path | None = None, reader: str | None = None
) -> Workspace:
    """The workspace of ``root``, else of VLAGRAPH_ROOT, else upwards of ``start``, else the bundled one.

    It is that of ``reader``, else of VLAGRAPH_READER, else of whom the reader's own settings name.

    Raises:
        UsageError: ``reader`` or VLAGRAPH_READER is no name.
        WorkspaceError: ``root`` or VLAGRAPH_ROOT names a folder without graph/topics.json, or the reader's
            own settings cannot be used.
    """
    stated = root or (Path(env) if (env := os.environ.get("VLAGRAPH_ROOT")) else None)
    if stated is not None:
        if not _holds_roadmap(stated):
            import shlex  # for the message alone

            raise WorkspaceError(
                "workspace.no_roadmap",
                folder=stated,
                file=_TOPICS.as_posix(),
                quoted=shlex.quote(str(stated)),
            )
        return _read_by(stated, reader)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if _holds_roadmap(folder):
            return _read_by(folder, reader)
    return Workspace(bundled_root(), bundled=True)


def _read_by(root: Path, reader: str | None) -> Workspace:
    own = own_places(root)
    stated = reader or os.environ.get("VLAGRAPH_READER") or ("" if own.progress else own.reader)
    if not stated:
        return Workspace(root, own=own)
    from vlagraph.store.readers import reader_name  # most workspaces have one reader

    return Workspace(root, own=own, reader=reader_name(stated))


def _holds_roadmap(folder: Path) -> bool:
    try:
        return (folder / _TOPICS).is_file()
    except OSError:  # a name too long, or a folder that may not be looked into
        return False
