"""Reading a roadmap from its files quickly, for an answer, and writing it in canonical form."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.model import PAGE_FIELDS, SCHEMA, Roadmap, TopicPage, stated_fields
from vlagraph.store import disk
from vlagraph.store.parts import (
    ONE_FILE,
    SHARED_PARTS,
    Loaded,
    MismatchError,
    may_have_parts,
    page_path,
    pages_folder,
    read_parts,
)
from vlagraph.store.reading import decode_as, read_roadmap, unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.store.parts import Form

__all__ = [
    "encode_files",
    "encode_roadmap",
    "load_parts",
    "load_roadmap",
    "save_parts",
]


def load_roadmap(path: Path) -> Roadmap:
    """The roadmap in ``path`` and the files beside it, quickly.

    Raises:
        StoreError: a file cannot be read.
        DataError: with every problem of the files.
    """
    return load_parts(path).roadmap


def load_parts(path: Path) -> Loaded:
    """The same, with which parts have files of their own; faults that only a full reading shows are left out.

    Raises:
        StoreError: a file cannot be read.
        DataError: with every problem of the files.
    """
    data = read_roadmap(path)
    try:
        roadmap = decode_as(data, Roadmap)
        if roadmap.schema == SCHEMA:
            return Loaded(path, *(read_parts(path, roadmap) if may_have_parts(path, roadmap) else (roadmap,)))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, MismatchError):
        pass
    except OSError as error:
        raise unreadable(error.filename or path, error) from error
    from vlagraph.store.examine import examine_roadmap

    return examine_roadmap(path)


def save_parts(
    path: Path, roadmap: Roadmap, form: Form = ONE_FILE, *, before: Form = ONE_FILE
) -> tuple[Path, ...]:
    """Write ``roadmap`` in canonical form; the files that changed. ``before`` is the form it was read in.

    The parts are written before topics.json, and files that the new form does not need are removed at the
    end, so that a run that is killed in between leaves files that say the same twice.

    Raises:
        StoreError: a file cannot be written.
    """
    from vlagraph.store.atomic import remove_file, write_atomic

    changed = []
    for file, data in encode_files(path, roadmap, form).items():
        if write_atomic(file, data):
            changed.append(file)
    stale = [page_path(path, topic) for topic in sorted(before.pages - form.pages)]
    stale += [path.parent / f"{name}.json" for name in sorted(before.shared - form.shared)]
    for file in stale:
        remove_file(file)
    with contextlib.suppress(OSError):  # other files in it are not ours
        if stale:
            disk.remove_folder(pages_folder(path))
    return (*changed, *stale)


def encode_files(path: Path, roadmap: Roadmap, form: Form) -> dict[Path, bytes]:
    """The bytes of every file of ``roadmap`` in ``form``, ``path`` itself last."""
    from vlagraph.store.schemas import schema_ref

    files = {}
    for topic in roadmap.topics:
        if topic.id in form.pages:
            said = {name: getattr(topic, name) for name in PAGE_FIELDS}
            page = TopicPage(schema_ref=schema_ref("topic"), id=topic.id, **said)
            files[page_path(path, topic.id)] = _canonical(page)
    for name, kind in SHARED_PARTS.items():
        if name in form.shared:
            said = {
                field: getattr(roadmap, field) for field in kind.__struct_fields__ if field != "schema_ref"
            }
            files[path.parent / f"{name}.json"] = _canonical(kind(schema_ref=schema_ref(name), **said))
    files[path] = encode_roadmap(roadmap, form)
    return files


def encode_roadmap(roadmap: Roadmap, form: Form = ONE_FILE) -> bytes:
    """The canonical text: the model's order, no defaults, one space of indent, UTF-8, a final newline."""
    elsewhere = {field for name in form.shared for field in SHARED_PARTS[name].__struct_fields__}
    plain = stated_fields(msgspec.structs.replace(roadmap, schema=SCHEMA), *elsewhere - {"schema_ref"})
    plain["topics"] = [
        stated_fields(topic, *(PAGE_FIELDS if topic.id in form.pages else ())) for topic in roadmap.topics
    ]
    return _canonical(plain)


def _canonical(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
