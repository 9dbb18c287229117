"""Merging a note as git asks for it: the text line by line, the front matter field by field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.three_way import join_lines, join_maps
from vlagraph.store.notes import HEAD, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["merge_note"]

_FIELD = re.compile(r"([A-Za-z_]+):")
_STATUS = re.compile(r"status:[ \t]*(\w*)")


def merge_note(name: str, base: bytes, ours: bytes, theirs: bytes) -> bytes:  # noqa: ARG001
    """What both sides wrote; of a field that both changed the further status, or the one that sorts later.

    Bytes that are no UTF-8 stay as they are.
    """
    if ours == theirs or base in (ours, theirs):
        return theirs if ours == base else ours
    was, one, other = (_parts(data) for data in (base, ours, theirs))
    if one[0] is None or other[0] is None:  # a side has no front matter: all of it is text
        plain = (data.decode("utf-8", "surrogateescape").split("\n") for data in (base, ours, theirs))
        return "\n".join(join_lines(*plain)).encode("utf-8", "surrogateescape")
    before = was[0] or {}
    fields = join_maps(before, one[0], other[0], settle=lambda _, mine, yours: max(mine, yours, key=_rank))
    order = [*(key for key in before if key in fields), *sorted(fields.keys() - before.keys())]
    head = "".join(fields[key] for key in order)
    text = "\n".join(join_lines(was[1], one[1], other[1]))
    return f"---\n{head}---\n{text}".encode("utf-8", "surrogateescape")


def _parts(data: bytes) -> tuple[Mapping[str, str] | None, list[str]]:
    """The front matter by field, each with its lines, and the lines of the text."""
    text = data.decode("utf-8", "surrogateescape")
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
