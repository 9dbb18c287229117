"""Beginning a workspace: a copy of the bundled roadmap, or an empty one, and what git should know of it."""

from __future__ import annotations

import contextlib
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.model import Area, Roadmap, Text
from vlagraph.errors import StoreError, WorkspaceError, reason_of
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.parts import ONE_FILE
from vlagraph.store.reading import read_bytes
from vlagraph.store.roadmap import encode_files, load_parts
from vlagraph.store.schemas import SCHEMAS, schema_ref, schema_text
from vlagraph.store.workspace import Workspace, bundled_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Begun", "files_of_new", "init_workspace", "refuse_taken", "write_whole"]

_HANGUL = re.compile(r"[가-힣]")
_GIT = {
    ".gitignore": ("progress.json", "site/", ".cache/", ".vg-*.tmp", "*.lock"),
    ".gitattributes": ("papers/*.jsonl merge=union",),
}
"""What git leaves out (marks are one reader's own, the others are made anew), and how it joins papers."""
_HEADING = "# vlagraph"


@dataclass(frozen=True)
class Begun:
    """What was written: the files of the workspace, and how many lines to each file that was there before."""

    files: tuple[Path, ...]
    added: Mapping[Path, int]


def init_workspace(target: Path, *, empty: bool = False, title: str | None = None) -> Begun:
    """Copy the bundled roadmap to ``target``, or begin an ``empty`` one there, with an id of its own.

    An existing workspace is left alone. Without a ``title`` an empty roadmap is called like its folder. Files
    that git reads get the lines that they lack. A run that fails or is stopped takes back what it wrote.

    Raises:
        WorkspaceError: ``target`` is a file, or holds one of the files already.
        StoreError: a file cannot be read or written; nothing is left of this run.
    """
    disk.fence(target)
    own = uuid.uuid4().hex
    files = _empty_files(target, title, own) if empty else _bundled_files(target, own)
    refuse_taken(target, files)
    git = dict(_git_files(target))
    write_whole(target, {**files, **{file: data for file, (data, _) in git.items()}})
    return Begun(tuple(files), {file: count for file, (_, count) in git.items() if count})


def files_of_new(target: Path, roadmap: Roadmap) -> dict[Path, bytes]:
    """Every file of a new workspace in ``target`` for ``roadmap``, with the lines that git reads.

    Raises:
        WorkspaceError: ``target`` is a file, or holds one of the files already.
        StoreError: a file that git reads cannot be read.
    """
    files = _roadmap_files(target, roadmap)
    refuse_taken(target, files)
    return {**files, **{file: data for file, (data, _) in _git_files(target)}}


def refuse_taken(target: Path, files: Iterable[Path]) -> None:
    """Refuse a ``target`` that is a file or holds one of ``files``.

    Raises:
        WorkspaceError: it does.
    """
    _refuse_file(target)
    for file in files:
        if file.exists():
            raise WorkspaceError("workspace.exists", path=file)


def write_whole(target: Path, files: Mapping[Path, bytes]) -> None:
    """Write all of ``files``, which belong to ``target``, or leave everything as it was.

    Raises:
        StoreError: one cannot be written.
    """
    with _whole(target, list(files)):
        for file, data in files.items():
            write_atomic(file, data)


@contextlib.contextmanager
def _whole(target: Path, files: list[Path]) -> Iterator[None]:
    """Let all of ``files`` be written or none: what was not there before is removed when a run fails.

    Raises:
        StoreError: that of the run, which says so.
    """
    before = {file: disk.read(file) for file in files if disk.is_there(file)}
    above = {folder for file in files for folder in file.parents if not folder.exists()}
    try:
        yield
    except BaseException as error:
        for file in files:
            with contextlib.suppress(OSError, StoreError):
                if file in before:
                    write_atomic(file, before[file])
                else:
                    disk.remove(file)
        for folder in sorted(above, reverse=True):  # the deepest first
            with contextlib.suppress(OSError):
                disk.remove_folder(folder)
        if isinstance(error, StoreError):
            raise StoreError("workspace.not_begun", folder=target, reason=error) from error
        if isinstance(error, KeyboardInterrupt):
            raise StoreError("workspace.stopped", folder=target) from error
        raise


def _git_files(target: Path) -> Iterator[tuple[Path, tuple[bytes, int]]]:
    """The text of each file that git reads, and how many lines were added to what was there.

    Raises:
        StoreError: such a file cannot be read.
    """
    for name, wanted in _GIT.items():
        file = target / name
        if not disk.is_there(file):
            yield file, ("".join(f"{line}\n" for line in wanted).encode(), 0)
            continue
        data = read_bytes(file)
        there = {
            line.strip().lstrip("/").rstrip("/") for line in data.decode("utf-8", "replace").splitlines()
        }
        if missing := [line for line in wanted if line.rstrip("/") not in there]:
            end = "\r\n" if b"\r\n" in data else "\n"
            gap = "" if data.endswith(b"\n") or not data else end
            text = gap + (end if data else "") + "".join(f"{line}{end}" for line in (_HEADING, *missing))
            yield file, (data + text.encode(), len(missing))


def _bundled_files(target: Path, own: str) -> dict[Path, bytes]:
    root = bundled_root()
    papers = [root / "papers" / "papers.jsonl", Workspace(root).recorded]
    names = [*sorted((root / "graph").rglob("*.json")), *(file for file in papers if file.is_file())]
    files = {target / name.relative_to(root): disk.read(name) for name in names}
    loaded, path = load_parts(Workspace(root).topics), Workspace(target).topics
    return {**files, path: encode_files(path, replace(loaded.roadmap, id=own), loaded.form)[path]}


def _empty_files(target: Path, title: str | None, own: str) -> dict[Path, bytes]:
    """A roadmap with one area and no topic, in the language of its title."""
    name = title or target.resolve().name or "Roadmap"
    korean = bool(_HANGUL.search(name))
    roadmap = Roadmap(
        id=own,
        title=Text(ko=name) if korean else Text(en=name),
        areas=(Area(id="basics", name=Text(ko="기초") if korean else Text(en="Basics")),),
        topics=(),
    )
    return _roadmap_files(target, roadmap)


def _roadmap_files(target: Path, roadmap: Roadmap) -> dict[Path, bytes]:
    """The files of ``roadmap`` in one piece, the schemas beside it, and an empty list of papers."""
    path = Workspace(target).topics
    roadmap = replace(roadmap, schema_ref=schema_ref("topics"))
    schemas = {path.parent / f"{kind}.schema.json": schema_text(kind).encode() for kind in SCHEMAS}
    return {**encode_files(path, roadmap, ONE_FILE), **schemas, Workspace(target).papers: b""}


def _refuse_file(target: Path) -> None:
    try:
        is_file = target.exists() and not target.is_dir()
    except OSError as error:
        raise WorkspaceError("workspace.no_folder", path=target, reason=reason_of(error)) from error
    if is_file:
        raise WorkspaceError("workspace.is_file", path=target)
