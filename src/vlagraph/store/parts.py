"""The files of a roadmap: which parts stand in files of their own, read with few calls of the system.

``graph/topics.json`` holds the graph. A topic's page is ``graph/topics/ID.json`` or stands in the topic's
entry; benchmarks, projects and the words to use are ``graph/benchmarks.json``, ``graph/projects.json`` and
``graph/terms.json``, or stand in ``topics.json``. A part that stands in both places must be the same in both,
as an interrupted ``format`` leaves it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.model import PAGE_FIELDS, BenchmarksFile, ProjectsFile, Roadmap, TermsFile, TopicPage
from vlagraph.errors import Problem
from vlagraph.store import disk
from vlagraph.store.reading import decode_as, unmarked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Topic

__all__ = [
    "ONE_FILE",
    "SHARED_PARTS",
    "Form",
    "Loaded",
    "MismatchError",
    "SharedPart",
    "add_page",
    "add_shared",
    "has_page",
    "label",
    "may_have_parts",
    "page_path",
    "pages_folder",
    "read_file",
    "read_parts",
]

_NO_PAGE = {field.name: field.default for field in msgspec.structs.fields(TopicPage)}

SharedPart = BenchmarksFile | ProjectsFile | TermsFile

SHARED_PARTS: dict[str, type[BenchmarksFile] | type[ProjectsFile] | type[TermsFile]] = {
    "benchmarks": BenchmarksFile,
    "projects": ProjectsFile,
    "terms": TermsFile,
}
"""The parts besides the pages, by the name of their file."""


class MismatchError(Exception):
    """A part contradicts topics.json; reading everything again finds out how."""


class Form(msgspec.Struct, frozen=True):
    """Which parts of a roadmap have files of their own: topics by id, and names of `SHARED_PARTS`."""

    pages: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


ONE_FILE = Form()
"""Everything in topics.json."""


class Loaded(msgspec.Struct, frozen=True):
    """A roadmap, the file it is from, which parts have files of their own, and warnings about the files."""

    path: Path
    roadmap: Roadmap
    form: Form = ONE_FILE
    warnings: tuple[Problem, ...] = ()

    @property
    def files(self) -> Mapping[str, str]:
        """How messages name the file of each part that has its own: ``topics/ID``, ``benchmarks`` …."""
        parts = [*(f"topics/{topic}" for topic in self.form.pages), *self.form.shared]
        return {part: label(self.path, part) for part in parts}


def may_have_parts(path: Path, roadmap: Roadmap) -> bool:
    """Whether other files belong to ``path``: not to one of another name, nor of the first schema."""
    return path.name == "topics.json" and roadmap.schema > 1


def pages_folder(path: Path) -> Path:
    """The folder of the pages that belong to the roadmap in ``path``."""
    return path.parent / "topics"


def page_path(path: Path, topic: str) -> Path:
    """The file of the page of ``topic``."""
    return pages_folder(path) / f"{topic}.json"


def label(path: Path, part: str) -> str:
    """How a message names the file of ``part`` (``topics/ID`` or a name of `SHARED_PARTS`)."""
    return f"{Path(os.path.abspath(path)).parent.name}/{part}.json"  # noqa: PTH100 - links stay as typed


def has_page(topic: Topic) -> bool:
    """Whether the entry of ``topic`` says anything that a page holds."""
    return any(getattr(topic, name) != _NO_PAGE[name] for name in PAGE_FIELDS)


def read_parts(path: Path, roadmap: Roadmap) -> tuple[Roadmap, Form]:
    """``roadmap``, which ``path`` holds, with its parts from the files beside it.

    Raises:
        OSError: a file cannot be read.
        MismatchError, msgspec.MsgspecError: a file is wrong, or says otherwise than ``path``.
    """
    names = set(disk.list_folder(pages_folder(path)))
    pages = frozenset(topic.id for topic in roadmap.topics if f"{topic.id}.json" in names)
    whole = msgspec.structs.replace(roadmap, topics=_with_pages(path, roadmap.topics, pages))
    shared = set()
    for name, kind in SHARED_PARTS.items():
        try:
            data = read_file(os.fspath(path.parent / f"{name}.json"))
        except FileNotFoundError:
            continue
        whole = add_shared(whole, decode_as(data, kind))
        shared.add(name)
    return whole, Form(pages, frozenset(shared))


def _with_pages(path: Path, topics: tuple[Topic, ...], pages: frozenset[str]) -> tuple[Topic, ...]:
    """``topics`` with what their ``pages`` say."""
    if not pages:
        return topics
    with disk.reading_in(pages_folder(path)) as read:
        return tuple(
            add_page(topic, decode_as(unmarked(read(f"{topic.id}.json")), TopicPage))
            if topic.id in pages
            else topic
            for topic in topics
        )


def add_page(topic: Topic, page: TopicPage) -> Topic:
    """``topic`` with what its page says.

    Raises:
        MismatchError: it is the page of another topic, or the entry says something else.
    """
    found = msgspec.structs.replace(topic, **{name: getattr(page, name) for name in PAGE_FIELDS})
    if page.id != topic.id or (has_page(topic) and topic != found):
        raise MismatchError
    return found


def add_shared(roadmap: Roadmap, part: SharedPart) -> Roadmap:
    """``roadmap`` with what a file of benchmarks, projects or words says.

    Raises:
        MismatchError: topics.json says something else.
    """
    said = {name: getattr(part, name) for name in part.__struct_fields__ if name != "schema_ref"}
    if any(getattr(roadmap, name) not in ((), value) for name, value in said.items()):
        raise MismatchError
    return msgspec.structs.replace(roadmap, **said)


def read_file(path: str) -> bytes:
    """All bytes of a file but a byte order mark.

    Raises:
        OSError: it cannot be read.
    """
    return unmarked(disk.read(path))
