"""Merging a note as git asks for it: the text line by line, the front matter field by field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.three_way import join_lines, join_maps
from vlagraph.store.notes import HEAD, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["merge_note"]

_FIELD = re.compile(r"([^\s#-].*?)[ \t]*:(?:\s|\Z)")
"""The first line of a field, by any name that YAML allows one without quotes, up to a colon and a blank."""
_STATUS = re.compile(r"status:[ \t]*(\w*)")


class _Note(NamedTuple):
    """A note with Unix line ends, and how lines end in its file."""

    text: str
    end: str


def merge_note(name: str, base: bytes, ours: bytes, theirs: bytes) -> bytes:  # noqa: ARG001
    """What both sides wrote; of a field that both changed the further status, or the one that sorts later.

    How lines end is no part of them: an editor may have changed all of it. Bytes that are no UTF-8 stay as
    they are.
    """
    if ours == theirs or base in (ours, theirs):
        return theirs if ours == base else ours
    was, one, other = map(_note, (base, ours, theirs))
    end = other.end if base and one.end == was.end else one.end if base else min(one.end, other.end)
    text = _merged(was.text, one.text, other.text).replace("\n", end)
    return text.encode("utf-8", "surrogateescape")


def _note(data: bytes) -> _Note:
    text = data.decode("utf-8", "surrogateescape")
    whole = text.count("\r\n") * 2 > text.count("\n")
    return _Note(text.replace("\r\n", "\n"), "\r\n" if whole else "\n")


def _merged(base: str, ours: str, theirs: str) -> str:
    was, one, other = (_parts(text) for text in (base, ours, theirs))
    if one[0] is None or other[0] is None:  # a side has no front matter: all of it is text
        return "\n".join(join_lines(*(text.split("\n") for text in (base, ours, theirs))))
    before = was[0] or {}
    fields = join_maps(before, one[0], other[0], settle=lambda _, mine, yours: max(mine, yours, key=_rank))
    order = [*(key for key in before if key in fields), *sorted(fields.keys() - before.keys())]
    head = "".join(fields[key] for key in order)
    text = "\n".join(join_lines(was[1], one[1], other[1]))
    return f"---\n{head}---\n{text}"


def _parts(text: str) -> tuple[Mapping[str, str] | None, list[str]]:
    """The front matter by field, each with its lines, and the lines of the text."""
    found = HEAD.match(text)
    if found is None:
        return None, text.split("\n") if text else []
    fields: dict[str, str] = {}
    key = ""
    for line in found[1].splitlines(keepends=True):
        named = _FIELD.match(line)
        key = named[1] if named else key
        fields[key] = fields.get(key, "") + line
    return fields, text[found.end() :].split("\n")


def _rank(field: str) -> tuple[int, str]:
    status = _STATUS.match(field)
    return (STATUSES.index(status[1]) if status and status[1] in STATUSES else -1, field)
