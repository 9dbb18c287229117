"""Importing: read a file of another tool, make it sound, add it to a workspace or begin one with it."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.drafting import (
    Draft,
    Edge,
    Imported,
    drop_requirements,
    finish,
    loops_of,
    merge_roadmaps,
    new_parts,
    propose_breaks,
    slug,
    soften_requirements,
)
from vlagraph.core.soundness import find_errors, find_redundant
from vlagraph.errors import DataError, Problem, StoreError, WorkspaceError
from vlagraph.pipeline.beginning import files_of_new, write_whole
from vlagraph.pipeline.editing import form_with_new
from vlagraph.store import disk
from vlagraph.store.atomic import holds
from vlagraph.store.importing import Wishes, read_import
from vlagraph.store.lock import first_lock, roadmap_lock
from vlagraph.store.parts import ONE_FILE
from vlagraph.store.roadmap import encode_files, load_parts
from vlagraph.store.workspace import Workspace
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vlagraph.core.model import Roadmap
    from vlagraph.store.importing.kinds import Read
    from vlagraph.store.parts import Loaded

_ID_DIGITS = 32
"""Hexadecimal digits of the id of a roadmap, as many as those that 'init' makes have."""

__all__ = ["ImportPlan", "import_roadmap"]


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """How to import: the kind of the file if a person names it, and what to do about what is in the way."""

    kind: str | None = None
    wishes: Wishes = field(default_factory=Wishes)
    break_loops: bool = False
    drop_implied: bool = False
    dry_run: bool = False


def import_roadmap(path: Path, workspace: Workspace, *, plan: ImportPlan) -> Imported:
    """Add what ``path`` says to ``workspace``, or begin one there where there is none yet.

    In place of the bundled one, a new folder here is begun that is called like the file, and never the folder
    or file that is read.

    Raises:
        StoreError: a file cannot be read or written, or another command edits the roadmap for long; then
            nothing is left of this run.
        DataError: the file is damaged or has loops, or the roadmap there cannot be read; nothing is written.
        WorkspaceError: the target is a file.
    """
    read = read_import(path, plan.wishes, plan.kind)
    target = Workspace(_folder_of(path)) if workspace.bundled else workspace
    if not disk.is_file(target.topics) and (found := _begun(path, read, target, plan)):
        return found
    with contextlib.nullcontext() if plan.dry_run else roadmap_lock(target.topics):
        found = _import(path, read, target, begun=False, plan=plan)
        if not plan.dry_run:
            write_whole(target.root, {Path(file): data for file, data in found.files})
        return found


def _begun(path: Path, read: Read, target: Workspace, plan: ImportPlan) -> Imported | None:
    """The import that begins a roadmap there; None where another command has begun one since."""
    try:
        found = _import(path, read, target, begun=True, plan=plan)
    except WorkspaceError:  # a file is there, perhaps of a command that still writes
        if not disk.is_folder(target.topics.parent):
            raise
        with contextlib.nullcontext() if plan.dry_run else first_lock(target.topics):
            if not disk.is_file(target.topics):
                raise
        return None
    return found if plan.dry_run or _begin(target, found.files) else None


def _begin(target: Workspace, files: Sequence[tuple[str, bytes]]) -> bool:
    """Write a new roadmap; False, and nothing is written, where another command has begun one there since.

    Raises:
        StoreError: a file cannot be written or locked; then nothing is left of this run.
    """
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(first_lock(target.topics))
        except StoreError as error:
            raise StoreError("workspace.not_begun", folder=target.root, reason=error) from error
        begun = not disk.is_file(target.topics)
        if begun:
            write_whole(target.root, {Path(file): data for file, data in files})
        return begun


def _import(path: Path, read: Read, target: Workspace, *, begun: bool, plan: ImportPlan) -> Imported:
    """What the import makes of the roadmap there; nothing is written yet."""
    kind, said, remarks = read
    before = None if begun else load_parts(target.topics)
    fresh = finish(said) if isinstance(said, Draft) else said
    joined, matched, kept = (fresh, (), ()) if before is None else _merged(before.roadmap, fresh)
    sound = _Sound.make(joined, _edges(before.roadmap) if before else set(), plan, str(path))
    roadmap = _identified(sound.roadmap) if begun else sound.roadmap
    if errors := find_errors(roadmap):
        raise DataError(str(path), errors)
    old = before.roadmap if before else None
    files = files_of_new(target.root, roadmap) if before is None else _changed(before, roadmap)
    return Imported(
        file=str(path),
        kind=kind,
        folder=str(target.root),
        begun=begun,
        dry_run=plan.dry_run,
        loops=sound.loops,
        softened=tuple(edge for edge in sound.softened if edge.topic != edge.needed),
        withdrawn=sound.withdrawn,
        implied=sound.implied,
        dropped=plan.drop_implied,
        added=new_parts(old, roadmap, matched=matched, kept=kept),
        remarks=(*remarks, *_left_out(sound.softened)),
        files=tuple((str(file), data) for file, data in files.items()),
    )


def _folder_of(path: Path) -> Path:
    """The folder here in which the roadmap of ``path`` is begun: called like it, and not itself."""
    folder = Path(slug(disk.real_path(path).stem))
    return Path(f"{folder}-roadmap") if disk.is_same(folder, path) else folder


def _merged(base: Roadmap, new: Roadmap) -> tuple[Roadmap, tuple[str, ...], tuple[str, ...]]:
    joined, ids, kept = merge_roadmaps(base, new)
    known = {topic.id for topic in base.topics}
    return joined, tuple(own for own in dict.fromkeys(ids.values()) if own in known), kept


@dataclass(frozen=True)
class _Sound:
    """A roadmap without loops, and what was in the way."""

    roadmap: Roadmap
    loops: tuple[tuple[str, ...], ...]
    softened: tuple[Edge, ...]
    withdrawn: tuple[Edge, ...]
    implied: tuple[tuple[str, str, tuple[str, ...]], ...]

    @classmethod
    def make(cls, roadmap: Roadmap, settled: set[Edge], plan: ImportPlan, source: str) -> _Sound:
        """The roadmap after what ``plan`` allows; our own proposals never make a loop.

        Raises:
            DataError: there are loops, and ``plan`` does not break them.
        """
        stated = {
            Edge(need.topic, topic.id)
            for topic in roadmap.topics
            for need in topic.requires
            if not need.proposed
        }
        ours = [edge for edge in propose_breaks(roadmap, fixed=stated) if edge not in stated]
        roadmap = drop_requirements(roadmap, ours)
        softened = propose_breaks(roadmap, fixed=settled)
        loops = loops_of(roadmap, softened)
        if loops and not plan.break_loops:
            raise DataError(source, tuple(_loop_problems(loops, softened)))
        roadmap = soften_requirements(roadmap, softened)
        implied = tuple(one for one in find_redundant(roadmap) if Edge(one[0], one[1]) not in settled)
        if plan.drop_implied:
            roadmap = drop_requirements(roadmap, [Edge(one[0], one[1]) for one in implied])
        return cls(roadmap, loops, softened, tuple(ours), implied)


def _loop_problems(loops: Iterable[tuple[str, ...]], softened: Iterable[Edge]) -> Iterable[Problem]:
    """Each loop with the change that opens it; all of them together are the fewest."""
    for loop, edge in zip(loops, softened, strict=True):
        what = Message("check.loop", {"loop": " -> ".join(loop)})
        key = "import.itself_todo" if edge.topic == edge.needed else "import.loop_todo"
        todo = Message(key, {"topic": edge.topic, "needed": edge.needed})
        yield Problem("requires", what, todo)


def _left_out(softened: Iterable[Edge]) -> Iterable[Problem]:
    """A remark on each topic that needed itself: no hint can be made of that."""
    for edge in softened:
        if edge.topic == edge.needed:
            what = Message("import.itself", {"topic": edge.topic})
            yield Problem("requires", what, Message("import.itself_left_out"), "warning")


def _edges(roadmap: Roadmap) -> set[Edge]:
    return {Edge(need.topic, topic.id) for topic in roadmap.topics for need in topic.requires}


def _identified(roadmap: Roadmap) -> Roadmap:
    """``roadmap`` with an id made of all it says, so that a file makes the same workspace everywhere."""
    path = Path("topics.json")
    mark = hashlib.sha256(encode_files(path, roadmap, ONE_FILE)[path]).hexdigest()
    return replace(roadmap, id=roadmap.id or mark[:_ID_DIGITS])


def _changed(before: Loaded, roadmap: Roadmap) -> dict[Path, bytes]:
    """The files of a workspace that are other than they were."""
    files = encode_files(before.path, roadmap, form_with_new(before, roadmap))
    return {file: data for file, data in files.items() if not holds(file, data)}
