"""Why bytes are no JSON of a kind, in our own words: what a decoder says of it is in no language of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vlagraph.store.diagnosis import explain_value, pair_surrogates, syntax_term
from vlagraph.store.reading import NotJsonError, foreign_encoding, refuse_constant
from vlagraph.words import Message

if TYPE_CHECKING:
    import msgspec

__all__ = ["fault_of", "form_fault", "json_fault", "syntax_fault"]


def json_fault(error: Exception) -> Message:
    """Why a text that Python's decoder, or what is asked of it, refused with ``error`` is no JSON."""
    match error:
        case NotJsonError():
            return error.message
        case json.JSONDecodeError():
            return _syntax(error)
        case RecursionError():
            return Message("marks.too_deep")
        case UnicodeDecodeError():
            return Message("marks.not_utf8", {"byte": error.start + 1})
    return Message("marks.too_long_number")


def _syntax(error: json.JSONDecodeError) -> Message:
    if not error.doc[error.pos :].strip():
        return Message("marks.cut" if error.doc.strip() else "file.empty")
    return Message("marks.json_fault", {"fault": syntax_term(error), "column": error.colno})


def syntax_fault(data: bytes) -> tuple[int, Message] | None:
    """The line in which ``data`` ceases to be JSON (0: not one alone), and why; None where it is JSON."""
    if encoding := foreign_encoding(data):
        return 0, Message("note.encoding", {"encoding": encoding})
    try:
        json.loads(data.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        return _line(data, error), json_fault(error)
    halves = pair_surrogates(data.decode("utf-8"))[1]
    return (0, halves[0].what) if halves else None


def _line(data: bytes, error: Exception) -> int:
    match error:
        case json.JSONDecodeError():
            return error.lineno
        case UnicodeDecodeError():
            return data.count(b"\n", 0, error.start) + 1
    return 0


def fault_of(data: bytes, kind: type[msgspec.Struct], error: Exception) -> Message | str:
    """Why ``data``, which raised ``error``, is no ``kind``; the error's own text where we see none."""
    found = syntax_fault(data)
    return found[1] if found else form_fault(data, kind) or str(error)


def form_fault(data: bytes, kind: type[msgspec.Struct]) -> Message | None:
    """The first place in ``data``, which is JSON, that does not fit ``kind``; None where there is none."""
    problem = next(explain_value(json.loads(data), kind), None)
    if problem is None or problem.where == "file":
        return problem.what if problem else None
    return Message("file.in_field", {"where": problem.where, "what": problem.what})
