"""Content of Metacademy: a folder a concept, with title, summary, dependencies with reasons, and resources.

A block of lines ``field: value`` is an entry, an empty line parts two, a line with ``#`` is a comment.
Books and courses are named by a key that ``resources.txt`` of the whole explains. A concept is referred to
by the name of its folder, where a hyphen and an underscore are the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from vlagraph.core.drafting.draft import Draft, DraftNeed, DraftTopic
from vlagraph.core.model import Resource
from vlagraph.core.text import visible
from vlagraph.errors import Problem
from vlagraph.store import disk
from vlagraph.store.importing.source import read_text
from vlagraph.store.reading import unreadable
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from vlagraph.store.importing.source import Source

__all__ = ["read_folder"]

_FILES = ("title", "summary", "dependencies", "resources", "goals", "see-also")
"""The files of which a concept has at least one."""
_BLANK = 1 << 16
"""Bytes of a file that are looked at for any text; a file of more blanks is told as it is."""
_EXAMPLE = "ANNOTATED_EXAMPLE"
"""The folder that explains the form and is no concept."""
_FIELD = re.compile(r"([\w-]+)\s*:\s*(.*)")
_ADDRESS = re.compile(r"\s*\[([^\[\]]*)\]\s*$")
_KINDS = (
    ("book", "book"),
    ("paper", "paper"),
    ("thesis", "paper"),
    ("article", "article"),
    ("tutorial", "tutorial"),
    ("course", "course"),
    ("lecture", "course"),
    ("video", "course"),
    ("software", "software"),
)
"""Words in the type of a resource, and what the model calls such a one; all others are articles."""


class _Block(NamedTuple):
    """An entry: the line where it begins, and its fields in order, some several times."""

    line: int
    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The first value of the field ``name``."""
        return next((value for field, value in self.fields if field == name), "")


def read_folder(source: Source) -> Draft:
    """The draft of the concepts in the folder, or in its folder ``concepts``.

    Raises:
        StoreError: a file cannot be read.
        DataError: there is no concept, or one depends on one that is not there.
    """
    path = source.path
    folder = path / "concepts" if disk.is_folder(path / "concepts") else path
    tags = sorted(_concepts(folder))
    if not tags:
        source.refuse(Problem("file", Message("import.no_concepts"), Message("import.no_concepts_todo")))
    books = {block.get("key"): block for block in _blocks(_text(folder.parent / "resources.txt"))}
    books |= {block.get("key"): block for block in _blocks(_text(path / "resources.txt"))}
    keys = {_key(tag) for tag in tags}
    problems: list[Problem] = []
    topics, needs = [], []
    for tag in tags:
        texts = {name: _text(folder / tag / f"{name}.txt") for name in _FILES[:4]}
        topics.append(_topic(tag, texts, books))
        for block in _blocks(texts["dependencies"]):
            where = f"{tag}/dependencies.txt:{block.line}"
            needed = _key(block.get("tag"))
            if needed in keys:
                needs.append(
                    DraftNeed(topic=_key(tag), needed=needed, reason=block.get("reason"), source=where)
                )
            else:
                what = Message("import.loose_end", {"name": repr(block.get("tag"))})
                problems.append(Problem(where, what, Message("import.loose_end_todo")))
    source.object_to(problems)
    title = disk.real_path(path).parent.name if folder == path and path.name == "concepts" else source.stem
    return Draft(title=title, topics=tuple(topics), needs=tuple(needs))


def _concepts(folder: Path) -> Iterator[str]:
    """The names of the folders that hold a concept.

    Raises:
        StoreError: the folder cannot be listed.
    """
    try:
        disk.fence(folder)  # it can be a stranger's: no link in it leads out
        names = [
            name for name in disk.list_folder(folder) if name != _EXAMPLE and disk.is_folder(folder / name)
        ]
    except OSError as error:
        raise unreadable(folder, error) from error
    yield from (name for name in names if any((folder / name / f"{file}.txt").is_file() for file in _FILES))


def _text(path: Path) -> str:
    """The text of a file, empty where there is none or it says nothing.

    Raises:
        StoreError, DataError: it cannot be read, or is no text.
    """
    if not disk.is_there(path):
        return ""
    try:
        return read_text(path) if disk.head_of(path, _BLANK).strip() else ""
    except OSError as error:
        raise unreadable(path, error) from error


def _key(tag: str) -> str:
    return tag.strip().replace("-", "_").casefold()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.lstrip().startswith("#"):
            yield number, line.strip()


def _blocks(text: str) -> list[_Block]:
    """The entries of a file; a line without a field goes on with the value before it."""
    found: list[_Block] = []
    fields: list[tuple[str, str]] = []
    begun = 1
    for number, line in [*_lines(text), (0, "")]:
        if matched := _FIELD.match(line):
            begun = begun if fields else number
            fields.append((matched[1].casefold(), matched[2].strip()))
        elif line and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line}")
        elif not line and fields:
            found.append(_Block(begun, tuple(fields)))
            fields = []
    return found


def _topic(tag: str, texts: Mapping[str, str], books: Mapping[str, _Block]) -> DraftTopic:
    title = " ".join(line for _, line in _lines(texts["title"]))
    summary = " ".join(line for _, line in _lines(texts["summary"]))
    name = visible(title) or tag.replace("_", " ").replace("-", " ").capitalize()
    resources: dict[str, Resource] = {}
    for block in _blocks(texts["resources"]):
        resource = _resource(block, books)
        resources.setdefault(resource.title, resource)
    return DraftTopic(key=_key(tag), name=name, summary=summary, resources=tuple(resources.values()))


def _resource(block: _Block, books: Mapping[str, _Block]) -> Resource:
    """What to read: the book or course, and the places in it that the entry names."""
    book = books.get(block.get("source"))
    title = block.get("title") or (book.get("title") if book else "") or block.get("source") or "?"
    places = [value for field, value in block.fields if field == "location"]
    links = [found[1] for place in places if (found := _ADDRESS.search(place))]
    shown = [text for place in places if (text := visible(_ADDRESS.sub("", place)))]
    kind = (block.get("resource_type") or (book.get("resource_type") if book else "")).casefold()
    known = next((ours for word, ours in _KINDS if word in kind), "article")
    return msgspec.convert(
        {
            "title": ", ".join([visible(title), *shown]),
            "kind": known,
            **_address([*links, *_own(block, book)]),
        },
        Resource,
    )


def _own(*blocks: _Block | None) -> list[str]:
    return [block.get("url") for block in blocks if block is not None and block.get("url")]


def _address(links: Sequence[str]) -> dict[str, str]:
    """The first of ``links`` that the model takes for an address."""
    for link in links:
        if re.fullmatch(r"https?://[^\s<>\"']+", link):
            return {"url": link}
    return {}
