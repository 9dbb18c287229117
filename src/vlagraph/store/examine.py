"""Reading all files of a roadmap with every fault explained, also what no answer needs to know."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from vlagraph.core.model import SCHEMA, Roadmap, TopicPage
from vlagraph.errors import DataError, Problem
from vlagraph.store import disk
from vlagraph.store.diagnosis import explain_bytes
from vlagraph.store.parts import (
    SHARED_PARTS,
    Form,
    Loaded,
    MismatchError,
    add_page,
    add_shared,
    has_page,
    label,
    may_have_parts,
    pages_folder,
)
from vlagraph.store.reading import decode_as, format_of, read_encoded, read_roadmap, unreadable
from vlagraph.store.upgrade import add_phrases
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.store.parts import SharedPart

__all__ = ["examine_roadmap"]

T = TypeVar("T", bound=msgspec.Struct)


class _Found(NamedTuple):
    """What was read beside topics.json, and every fault of it; the page of an ``unread`` topic has one."""

    pages: dict[str, TopicPage]
    unread: set[str]
    shared: dict[str, SharedPart]
    problems: list[Problem]


def examine_roadmap(path: Path) -> Loaded:
    """The roadmap in ``path`` and the files beside it; what is odd but harmless is in ``warnings``.

    Raises:
        StoreError: a file cannot be read.
        DataError: with every problem of all files.
    """
    data = read_roadmap(path)
    if newer := _newer(data, "schema"):
        raise DataError(str(path), [newer])
    problems = list(explain_bytes(data, Roadmap))
    roadmap = None if problems else decode_as(data, Roadmap)
    if roadmap and not may_have_parts(path, roadmap):
        return Loaded(path, add_phrases(roadmap) if roadmap.schema == 1 else roadmap)
    found = _read_parts(path)
    if roadmap is None:
        raise DataError(str(path), [*problems, *found.problems])
    return _joined(path, roadmap, found)


def _joined(path: Path, roadmap: Roadmap, found: _Found) -> Loaded:
    """The roadmap with its parts.

    Raises:
        DataError: a part is wrong, or contradicts topics.json.
    """
    problems = list(found.problems)
    topics = list(roadmap.topics)
    ids = {topic.id for topic in topics}
    for index, topic in enumerate(topics):
        if page := found.pages.get(topic.id):
            try:
                topics[index] = add_page(topic, page)
            except MismatchError:
                problems.append(_twice(path, f"topics/{topic.id}"))
        elif found.pages and topic.id not in found.unread and not has_page(topic):
            todo = Message("file.no_page_todo", {"file": label(path, f"topics/{topic.id}")})
            problems.append(Problem(f"topics[{index}] {topic.id}", Message("file.no_page"), todo, "warning"))
    for stray in sorted(found.pages.keys() - ids):
        what = Message("file.no_topic", {"id": stray})
        at = label(path, f"topics/{stray}")
        problems.append(Problem(at, what, Message("file.no_topic_todo"), "warning"))
    whole = msgspec.structs.replace(roadmap, topics=tuple(topics))
    for name, part in found.shared.items():
        try:
            whole = add_shared(whole, part)
        except MismatchError:
            problems.append(_twice(path, name))
    if any(problem.severity == "error" for problem in problems):
        raise DataError(str(path), problems)
    form = Form(frozenset(found.pages.keys() & ids), frozenset(found.shared))
    return Loaded(path, whole, form, tuple(problems))


def _twice(path: Path, part: str) -> Problem:
    return Problem(label(path, part), Message("file.twice"), Message("file.twice_todo"))


def _read_parts(path: Path) -> _Found:
    found = _Found({}, set(), {}, [])
    for name in _names(pages_folder(path)):
        part, _, ending = name.rpartition(".")
        at = f"{label(path, 'topics').removesuffix('.json')}/{name}"
        if ending != "json":
            todo = Message("file.unknown_todo")
            found.problems.append(Problem(at, Message("file.unknown"), todo, "warning"))
            continue
        page = _explained(pages_folder(path) / name, TopicPage, at, found.problems)
        if page and page.id == part:
            found.pages[part] = page
            continue
        found.unread.add(part)
        if page:
            found.unread.add(page.id)
            what = Message("file.other_id", {"id": repr(page.id)})
            found.problems.append(Problem(at, what, Message("file.other_id_todo", {"id": part})))
    for shared, kind in SHARED_PARTS.items():
        file = path.parent / f"{shared}.json"
        if os.path.lexists(file) and (said := _explained(file, kind, label(path, shared), found.problems)):
            found.shared[shared] = said
    return found


def _names(folder: Path) -> Iterator[str]:
    """The files in ``folder`` by name, without hidden ones, which editors and writing leave behind."""
    try:
        yield from (name for name in disk.list_folder(folder) if not name.startswith("."))
    except OSError as error:
        raise unreadable(folder, error) from error


def _explained(file: Path, kind: type[T], at: str, problems: list[Problem]) -> T | None:
    """The file as a value of ``kind``, or None and its faults added to ``problems``."""
    data = read_encoded(file)
    if newer := _newer(data, at):
        problems.append(newer)
        return None
    faults = explain_bytes(data, kind)
    problems += [
        fault._replace(where=at if fault.where == "file" else f"{at}: {fault.where}") for fault in faults
    ]
    return None if faults else decode_as(data, kind)


def _newer(data: bytes, where: str) -> Problem | None:
    """That ``data`` is of a newer format; pages and shared parts are of that of topics.json."""
    schema = format_of(data)
    if schema <= SCHEMA:
        return None
    return Problem(where, Message("file.newer", {"schema": schema, "known": SCHEMA}), Message("file.upgrade"))
