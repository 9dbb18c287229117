"""Which files of a folder a build wrote, and which folders no build may write to.

A build leaves a list of its files in ``.vlagraph``, and each page names vlagraph in its head. A page that
does not is somebody else's, whatever the list says; what else is listed is ours. A site of an older version
has no list and is known by its pages.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.errors import StoreError, WorkspaceError, reason_of
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.reading import unreadable
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlagraph.store.workspace import Workspace

__all__ = ["check_folder", "foreign_files", "is_site", "remember", "remove", "stale_files", "written_before"]

_LIST = ".vlagraph"
_HEAD = 16_384
"""Bytes of a page in which its head ends, with the hashes of its policy."""
_MARK = re.compile(
    rb'<meta name="generator" content="vlagraph|vlagraph</title>|<generator>vlagraph</generator>'
    rb"|<!-- vlagraph -->"
)
"""In the head of every page, of the feed and of llms.txt; older pages have it in the title alone."""
_MARKED = (".html", ".xml", ".txt")
_UNLISTED = ("assets/site.css", "assets/site.js", "assets/search.js", "assets/topics.js")
"""What carries no mark and belongs to the pages beside it."""


def check_folder(folder: Path, workspace: Workspace, *, refusal: str = "build.protected") -> None:
    """Refuse a ``folder`` that is no place for a site, whatever is in it; ``refusal`` is the key of why.

    Raises:
        WorkspaceError: it is a file, the top of the disk, the home folder, a workspace, a folder above one of
            these, or the data of a workspace; also where it is a link to them.
    """
    try:
        real, home, root = disk.real_path(folder), disk.real_path(Path.home()), disk.real_path(workspace.root)
        taken = real.exists() and not real.is_dir()
    except (OSError, RuntimeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise WorkspaceError("workspace.no_folder", path=folder, reason=reason) from error
    if taken:
        raise WorkspaceError("build.not_a_folder", path=str(folder))
    if real == Path(real.anchor):
        what = "build.top"
    elif real in {home, *home.parents}:
        what = "build.home"
    elif real in {root, *root.parents} or _is_workspace(real):
        what = "build.workspace"
    elif _is_data(real):
        what = "build.data"
    else:
        return
    raise WorkspaceError(refusal, path=str(folder), what=Message(what))


def _is_workspace(folder: Path) -> bool:
    return (folder / "graph" / "topics.json").is_file()


def _is_data(folder: Path) -> bool:
    """Whether it lies in graph/, papers/ or a hidden folder of a workspace."""
    for above in folder.parents:
        if _is_workspace(above):
            first = folder.relative_to(above).parts[0]
            return first in {"graph", "papers"} or first.startswith(".")
    return False


def is_site(folder: Path) -> bool:
    """Whether a build has written to ``folder``."""
    return (folder / _LIST).is_file() or _marked(folder / "index.html")


def written_before(folder: Path, *, listed: bool = False) -> frozenset[str]:
    """The files in ``folder`` that earlier builds wrote, by their paths within it, with ``/`` between.

    With ``listed`` those alone that the list names.

    Raises:
        StoreError: the list or a page cannot be read.
    """
    with _naming(folder):
        if not is_site(folder):
            return frozenset()
        names = {*_listed(folder), *(() if listed else _unlisted(folder))}
        return frozenset(name for name in names if _ours(folder, name))


def remember(folder: Path, names: Iterable[str]) -> None:
    """Note that a build wrote the files ``names``, for the next one.

    Raises:
        StoreError: the list cannot be written.
    """
    write_atomic(folder / _LIST, "".join(f"{name}\n" for name in sorted(names)))


def stale_files(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """What earlier builds wrote to ``folder`` and one of the files ``names`` writes no longer.

    Where there is a list, a page counts that is on it: one that only looks like ours is a copy somebody made.

    Raises:
        StoreError: the list or a page cannot be read.
    """
    own = written_before(folder, listed=(folder / _LIST).is_file())
    return tuple(sorted(own.difference(names)))


def remove(folder: Path, names: Iterable[str]) -> None:
    """Delete the files ``names``, and the folders in ``folder`` that this leaves empty.

    Raises:
        StoreError: a file cannot be deleted, as where another program has it open.
    """
    real = disk.real_path(folder)
    for name in names:
        file = folder / name
        if not disk.real_path(file.parent).is_relative_to(real):
            continue  # a folder that leads elsewhere is not ours
        try:
            disk.remove(file)
            if file.parent != folder and not disk.list_folder(file.parent):
                disk.remove_folder(file.parent)
        except OSError as error:
            raise StoreError("file.unremoved", path=file, reason=reason_of(error)) from error


def foreign_files(folder: Path, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What no build wrote: the files of ``names`` that are there already, and what else is in ``folder``.

    What else is there counts only where no build has written yet, and without hidden files.

    Raises:
        StoreError: the folder or a page cannot be read.
        WorkspaceError: a file of ``names`` would be written elsewhere, through a link.
    """
    names, own = sorted(names), written_before(folder)
    with _naming(folder):
        real = disk.real_path(folder)
        for name in names:
            if not disk.real_path(real / name).is_relative_to(real):
                raise WorkspaceError("build.leads_out", path=folder / name)
        overwritten = tuple(name for name in names if name not in own and (folder / name).exists())
        if is_site(folder) or not folder.is_dir():
            return overwritten, ()
        written = {name.partition("/")[0] for name in overwritten}
        others = (name for name in _names_in(folder) if not name.startswith("."))
        return overwritten, tuple(sorted(set(others) - written))


def _listed(folder: Path) -> list[str]:
    """The files on the list that are there, and not beyond a link.

    Each folder is read once, however many names the list has: millions of them fit in it.
    """
    listed = folder / _LIST
    if not listed.is_file():
        return []
    with _naming(listed):
        lines = {line.rstrip(b"\r\n") for line in io.BytesIO(disk.read(listed))}
    found, waiting = [], [("", [line.decode("utf-8", "replace") for line in lines])]
    while waiting:
        above, names = waiting.pop()
        there, below = {*_names_in(folder / above)}, defaultdict(list)
        for name in names:
            first, _, deeper = name.partition("/")
            if first in there:
                below[first].append(deeper)
        for first, rest in below.items():
            place, deeper_names = folder / above / first, [name for name in rest if name]
            if len(deeper_names) < len(rest):
                found.append(f"{above}{first}")
            if deeper_names and place.is_dir() and not place.is_symlink():
                waiting.append((f"{above}{first}/", deeper_names))
    return found


def _unlisted(folder: Path) -> list[str]:
    """The files that an older version wrote: its pages in two folders, the feed, and what goes with them."""
    pages = [*_ending(folder, ".html"), *_ending(folder / "topics", ".html")]
    pages += [folder / "feed.xml", folder / "llms.txt"]
    written = [page for page in pages if _marked(page)] + _ending(folder / "assets" / "abstracts", ".js")
    return [*(file.relative_to(folder).as_posix() for file in written), *_UNLISTED]


def _ending(folder: Path, ending: str) -> list[Path]:
    return [folder / name for name in _names_in(folder) if name.endswith(ending)]


def _names_in(folder: Path) -> list[str]:
    with _naming(folder):
        return disk.list_folder(folder)


def _ours(folder: Path, name: str) -> bool:
    file = folder / name
    return file.is_file() and (not name.endswith(_MARKED) or _marked(file))


def _marked(file: Path) -> bool:
    if not file.is_file():
        return False
    with _naming(file):
        return bool(_MARK.search(disk.head_of(file, _HEAD)))


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say of a failure to read that it is ``path`` which cannot be read."""
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from error
