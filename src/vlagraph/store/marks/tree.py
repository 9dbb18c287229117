"""The JSON object of a progress file, stricter than JSON in Python: no key twice, no NaN."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from vlagraph.errors import DataError, Problem
from vlagraph.store.faults import json_fault
from vlagraph.store.reading import conflict_line
from vlagraph.words import Message

__all__ = ["parse_tree"]


class _NotJsonError(ValueError):
    """Python reads what JSON forbids; carries why it is forbidden."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.key)


def parse_tree(data: bytes, source: str) -> dict[str, Any]:
    """The object in ``data``; ``source`` names it in errors.

    Raises:
        DataError: it is not UTF-8, not JSON, or no object.
    """
    try:
        tree = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        if marked := conflict_line(data):
            todo = Message("marks.conflict_todo")
            raise DataError(source, [Problem(f"line {marked}", Message("marks.conflict"), todo)]) from error
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "file"
        what = Message("marks.no_json", {"reason": _reason(error)})
        raise DataError(source, [Problem(where, what, Message("marks.repair"))]) from error
    if not isinstance(tree, dict):
        no_object = Problem("file", Message("marks.no_json_object"), Message("marks.name_export"))
        raise DataError(source, [no_object])
    return tree


def _reason(error: Exception) -> Message:
    match error:
        case _NotJsonError():
            return error.message
        case json.JSONDecodeError():
            return json_fault(error)
        case RecursionError():
            return Message("marks.too_deep")
        case UnicodeDecodeError():
            return Message("marks.not_utf8", {"byte": error.start + 1})
    return Message("marks.too_long_number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key, count in times.items() if count > 1)
        raise _NotJsonError(Message("marks.key_twice", {"name": repr(twice)}))
    return found


def _refuse(name: str) -> object:
    raise _NotJsonError(Message("marks.constant", {"name": name}))
