"""The JSON object of a progress file, stricter than JSON in Python: no key twice, no NaN."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from vlagraph.errors import DataError, Problem
from vlagraph.store.reading import NotJsonError, conflict_line, refuse_constant
from vlagraph.words import Message

__all__ = ["parse_tree"]


def parse_tree(data: bytes, source: str) -> dict[str, Any]:
    """The object in ``data``; ``source`` names it in errors.

    Raises:
        DataError: it is not UTF-8, not JSON, or no object.
    """
    try:
        tree = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        if marked := conflict_line(data):
            todo = Message("marks.conflict_todo")
            raise DataError(source, [Problem(f"line {marked}", Message("marks.conflict"), todo)]) from error
        from vlagraph.store.faults import json_fault  # for the message alone

        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "file"
        what = Message("marks.no_json", {"reason": json_fault(error)})
        raise DataError(source, [Problem(where, what, Message("marks.repair"))]) from error
    if not isinstance(tree, dict):
        no_object = Problem("file", Message("marks.no_json_object"), Message("marks.name_export"))
        raise DataError(source, [no_object])
    return tree


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key, count in times.items() if count > 1)
        raise NotJsonError(Message("marks.key_twice", {"name": repr(twice)}))
    return found
