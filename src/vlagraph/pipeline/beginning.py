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
from vlagraph.store.git import git_files, set_drivers
from vlagraph.store.github import WORKFLOW, workflow_text
from vlagraph.store.parts import ONE_FILE
from vlagraph.store.roadmap import encode_files, load_parts
from vlagraph.store.schemas import SCHEMAS, schema_ref, schema_text
from vlagraph.store.workspace import Workspace, bundled_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Begun", "files_of_new", "init_workspace", "refuse_taken", "write_whole"]

_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True)
class Begun:
    """What was written: the files of the workspace, and how many lines to each file that was there before.

    ``drivers`` are the kinds of files that git was told how to merge; none outside a repository.
    ``workflow`` is the file for GitHub, where one was asked for.
    """

    files: tuple[Path, ...]
    added: Mapping[Path, int]
    drivers: tuple[str, ...] = ()
    workflow: Path | None = None


def init_workspace(target: Path, *, empty: bool = False, title: str | None = None, github: str = "") -> Begun:
    """Copy the bundled roadmap to ``target``, or begin an ``empty`` one there, with an id of its own.

    An existing workspace is left alone, but for the workflow that is written into old and new
    ones where ``github`` is the version of this program that it installs.
    Without a ``title`` an empty roadmap is called like its folder. Files that git reads get the lines that
    they lack. A run that fails or is stopped takes back what it wrote.

    Raises:
        WorkspaceError: ``target`` is a file, or holds one of the files already.
        StoreError: a file cannot be read or written; nothing is left of this run.
    """
    disk.fence(target)
    own = uuid.uuid4()
    workflow = {target / WORKFLOW: workflow_text(github, own)} if github else {}
    there = bool(github) and not empty and disk.is_file(Workspace(target).topics)
    files: dict[Path, bytes] = {}
    if not there:
        files = _empty_files(target, own.hex, title) if empty else _bundled_files(target, own.hex)
    refuse_taken(target, files)
    if taken := [file for file in workflow if disk.is_there(file)]:
        raise WorkspaceError("workspace.workflow_exists", path=taken[0])
    git = dict(git_files(target))
    write_whole(target, {**files, **workflow, **{file: data for file, (data, _) in git.items()}})
    added = {file: count for file, (_, count) in git.items() if count}
    return Begun(tuple(files), added, set_drivers(target), next(iter(workflow), None))


def files_of_new(target: Path, roadmap: Roadmap) -> dict[Path, bytes]:
    """Every file of a new workspace in ``target`` for ``roadmap``, with the lines that git reads.

    Raises:
        WorkspaceError: ``target`` is a file, or holds one of the files already.
        StoreError: a file that git reads cannot be read.
    """
    files = _roadmap_files(target, roadmap)
    refuse_taken(target, files)
    return {**files, **{file: data for file, (data, _) in git_files(target)}}


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
    before = {file: disk.read(file, largest=disk.LARGEST_ROADMAP) for file in files if disk.is_there(file)}
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


def _bundled_files(target: Path, own: str) -> dict[Path, bytes]:
    root = bundled_root()
    papers = [root / "papers" / "papers.jsonl", Workspace(root).recorded]
    names = [*sorted((root / "graph").rglob("*.json")), *(file for file in papers if file.is_file())]
    files = {target / name.relative_to(root): disk.read(name) for name in names}
    loaded, path = load_parts(Workspace(root).topics), Workspace(target).topics
    return {**files, path: encode_files(path, replace(loaded.roadmap, id=own), loaded.form)[path]}


def _empty_files(target: Path, own: str, title: str | None) -> dict[Path, bytes]:
    """A roadmap with one area and no topic, in the language of its title."""
    name = title or disk.real_path(target).name or "Roadmap"
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
    try:
        above = disk.first_there(target)
    except OSError as error:
        raise WorkspaceError("workspace.no_folder", path=target, reason=reason_of(error)) from error
    if not disk.is_folder(above):
        raise WorkspaceError("workspace.is_file", path=above)
