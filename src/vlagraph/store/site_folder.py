"""Which files of a folder a build wrote, and which folders no build may write to.

A build leaves a list of its files in ``.vlagraph``, and each page names vlagraph in its head. A page that
does not is somebody else's, whatever the list says; what else is listed is ours. A site of an older version,
or one that lost its list, is known by its pages and scripts; of these a build removes only what has a name
that builds give, for others may be copies that somebody made.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections import defaultdict
from dataclasses import dataclass
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

__all__ = ["Before", "built_before", "check_folder", "foreign_files", "is_site", "remember", "remove"]

_LIST = ".vlagraph"
_HEAD = 16_384
"""Bytes of a page in which its head ends, with the hashes of its policy."""
_MARK = re.compile(
    rb'<meta name="generator" content="vlagraph|vlagraph</title>|<generator>vlagraph</generator>'
    rb"|<!-- vlagraph -->"
)
"""In the head of every page, of the feed and of llms.txt; older pages have it in the title alone."""
_MARKED = (".html", ".xml", ".txt")
_SCRIPT_MARK = re.compile(rb"window\.vlagraph[A-Z]")
"""With which every script of data begins."""
_PREVIEW, _NAMED_PREVIEW = "assets/preview.png", b'/assets/preview.png"'
_UNMARKED = ("assets/site.css", "assets/site.js", _PREVIEW)
"""What carries no mark and belongs to the pages beside it."""
_SCRIPTS = ("assets", "assets/abstracts", "assets/bibtex", "assets/papers")
_NUMEROUS = re.compile(r"topics/[a-z0-9-]+\.html|assets/(?:abstracts|bibtex|papers)/[0-9]+\.js")
"""The names of files of which there are as many as the roadmap and the papers ask for: they become stale.
Every other file with a mark is written each time, so that one of another name is a copy."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """What earlier builds wrote to a folder: files by their paths within it, with ``/`` between.

    ``known`` says whether the folder is a site at all, ``files`` are what a build may write over, and
    ``removable`` what it may delete: where there is a list what stands on it, for what only looks like ours
    may be a copy that somebody made.
    """

    known: bool
    files: frozenset[str] = frozenset()
    removable: frozenset[str] = frozenset()

    def stale(self, names: Iterable[str]) -> tuple[str, ...]:
        """What may be deleted once a build has written the files ``names`` and nothing else.

        A name that differs from one of ``names`` by case alone may be the same file, and is none.
        """
        written = {name.casefold() for name in names}
        return tuple(sorted(name for name in self.removable if name.casefold() not in written))


def check_folder(folder: Path, workspace: Workspace, *, refusal: str = "build.protected") -> None:
    """Refuse a ``folder`` that is no place for a site, whatever is in it; ``refusal`` is the key of why.

    Raises:
        WorkspaceError: it is a file, the top of the disk, the home folder, a workspace, a folder above one of
            these, or the data of a workspace; also where it is a link to them.
    """
    try:
        real, homes, root = disk.real_path(folder), _homes(), disk.real_path(workspace.root)
        above = disk.first_there(real)
    except OSError as error:
        raise WorkspaceError("workspace.no_folder", path=folder, reason=reason_of(error)) from error
    if not disk.is_folder(above):
        raise WorkspaceError("build.not_a_folder", path=str(folder if above == real else above))
    if real == Path(real.anchor):
        what = "build.top"
    elif real in homes:
        what = "build.home"
    elif real in {root, *root.parents} or _is_workspace(real):
        what = "build.workspace"
    elif _is_data(real):
        what = "build.data"
    else:
        return
    raise WorkspaceError(refusal, path=str(folder), what=Message(what))


def _homes() -> frozenset[Path]:
    """The home folder and those above it; none of a user who has none, as in a container."""
    try:
        home = disk.real_path(Path.home())
    except RuntimeError:
        return frozenset()
    return frozenset((home, *home.parents))


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


def built_before(folder: Path) -> Before:
    """What earlier builds wrote to ``folder``.

    Raises:
        StoreError: the list or a page cannot be read.
    """
    with _naming(folder):
        if not is_site(folder):
            return Before(known=False)
        marked = _marked_files(folder)
        if (folder / _LIST).is_file():
            removable = frozenset(name for name in _listed(folder) if name in marked or _ours(folder, name))
        else:
            removable = frozenset(filter(_NUMEROUS.fullmatch, marked))
        beside = _unmarked_files(folder) if "index.html" in marked else frozenset()
        return Before(known=True, files=marked | beside | removable, removable=removable)


def remember(folder: Path, names: Iterable[str]) -> None:
    """Note that a build wrote the files ``names``, for the next one.

    Raises:
        StoreError: the list cannot be written.
    """
    write_atomic(folder / _LIST, "".join(f"{name}\n" for name in sorted(names)))


def remove(folder: Path, names: Iterable[str]) -> None:
    """Delete the files ``names``, and the folders in ``folder`` that this leaves empty; links stay.

    Raises:
        StoreError: a file cannot be deleted, as where another program has it open.
    """
    real = disk.real_path(folder)
    for name in names:
        file = folder / name
        if not _is_direct(real, name):
            continue  # no build writes a link, or beyond one
        try:
            disk.remove(file)
            if file.parent != folder and not disk.list_folder(file.parent):
                disk.remove_folder(file.parent)
        except OSError as error:
            raise StoreError("file.unremoved", path=file, reason=reason_of(error)) from error


def foreign_files(
    folder: Path, names: Iterable[str], before: Before
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What no build wrote: the files of ``names`` that are there already, and what else is in ``folder``.

    ``before`` is what builds wrote to it. What else is there counts only where that is nothing, and without
    hidden files.

    Raises:
        StoreError: the folder cannot be read.
        WorkspaceError: a file of ``names`` would be written elsewhere, through a link.
    """
    names = sorted(names)
    with _naming(folder):
        real = disk.real_path(folder)
        for name in names:
            if not disk.real_path(real / name).is_relative_to(real):
                raise WorkspaceError("build.leads_out", path=folder / name)
        overwritten = tuple(name for name in names if name not in before.files and (folder / name).exists())
        if before.known or not folder.is_dir():
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


def _marked_files(folder: Path) -> frozenset[str]:
    """The files that carry our mark, whether a list names them or not: pages and scripts where builds write.

    A link is none of them, nor what is behind one: no build writes it.
    """
    real, names = disk.real_path(folder), ["feed.xml", "llms.txt"]
    names += [name for name in _names_in(folder) if name.endswith(".html")]
    names += [f"topics/{name}" for name in _names_in(folder / "topics") if name.endswith(".html")]
    for place in filter(lambda place: (folder / place).is_dir(), _SCRIPTS):
        names += [f"{place}/{name}" for name in _names_in(folder / place) if name.endswith(".js")]
    return frozenset(name for name in names if _is_direct(real, name) and _marked(folder / name))


def _unmarked_files(folder: Path) -> frozenset[str]:
    """The files without a mark that belong to our pages, whether a list names them or not.

    A picture is the preview where the map names it as that.
    """
    real, previewed = disk.real_path(folder), _NAMED_PREVIEW in disk.head_of(folder / "index.html", _HEAD)
    names = (name for name in _UNMARKED if name != _PREVIEW or previewed)
    return frozenset(name for name in names if _is_direct(real, name) and (real / name).is_file())


def _is_direct(real: Path, name: str) -> bool:
    """Whether no link leads to ``name`` below the real path of a folder."""
    return disk.real_path(real / name) == real / name


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
        head = disk.head_of(file, _HEAD)
    return bool(_SCRIPT_MARK.match(head) if file.suffix == ".js" else _MARK.search(head))


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say of a failure to read that it is ``path`` which cannot be read."""
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from error
