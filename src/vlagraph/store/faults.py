"""Why bytes are no JSON of a kind, in our own words: what a decoder says of it is in no language of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vlagraph.store.diagnosis import explain_value, pair_surrogates
from vlagraph.store.reading import foreign_encoding
from vlagraph.words import Message, Term

if TYPE_CHECKING:
    import msgspec

__all__ = ["fault_of", "form_fault", "json_fault", "syntax_fault"]


def json_fault(error: json.JSONDecodeError) -> Message:
    """What is wrong in the text that Python's decoder refused, and in which column."""
    if not error.doc[error.pos :].strip():
        return Message("marks.cut" if error.doc.strip() else "file.empty")
    fault = Term("json_fault", f"{error.msg[0].lower()}{error.msg[1:]}")
    return Message("marks.json_fault", {"fault": fault, "column": error.colno})


def syntax_fault(data: bytes) -> tuple[int, Message] | None:
    """The line in which ``data`` ceases to be JSON (0: not one alone), and why; None where it is JSON."""
    if encoding := foreign_encoding(data):
        return 0, Message("note.encoding", {"encoding": encoding})
    try:
        json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return error.lineno, json_fault(error)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return line, Message("marks.not_utf8", {"byte": error.start + 1})
    except _ConstantError as error:
        return 0, Message("marks.constant", {"name": str(error)})
    except RecursionError:
        return 0, Message("marks.too_deep")
    except ValueError:
        return 0, Message("marks.too_long_number")
    halves = pair_surrogates(data.decode("utf-8"))[1]
    return (0, halves[0].what) if halves else None


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


class _ConstantError(ValueError):
    """NaN or an infinity, which Python reads and JSON does not know."""


def _refuse(name: str) -> object:
    raise _ConstantError(name)
