"""Every fault of a JSON document at once, where a decoder would stop at the first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from vlagraph.errors import Problem
from vlagraph.names import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["explain_bytes", "explain_value"]

_DEEPEST = 100
_LONGEST_NAME = 60


class _RepeatedKeyError(ValueError):
    """A JSON object names a key twice; the last would silently win."""


def explain_bytes(data: bytes, kind: type[msgspec.Struct]) -> tuple[Problem, ...]:
    """Why ``data`` is not a JSON document of ``kind``: encoding, syntax, repeated keys, then every field."""
    try:
        value = _parse(data)
    except _RepeatedKeyError as error:
        return (Problem("file", str(error), "Keep one of them."),)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (
            Problem(f"line {line}", "not UTF-8 text", "Save the file as UTF-8 without a byte order mark."),
        )
    except RecursionError:
        return (
            Problem("file", "nested too deeply", f"No list or object may stand more than {_DEEPEST} deep."),
        )
    except json.JSONDecodeError as error:
        return (_syntax(data, error),)
    except ValueError as error:
        return (Problem("file", str(error), "Write an ordinary JSON number."),)
    return tuple(explain_value(value, kind))


def explain_value(value: Any, kind: Any, where: str = "") -> Iterator[Problem]:
    """Every place in ``value`` that does not fit ``kind``, with its path."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        found = list(_inside(value, kind, where))
        yield from found or [_mismatch(str(error), where)]


def _parse(data: bytes) -> Any:
    text = data.decode("utf-8")
    if text.startswith("\ufeff"):
        raise UnicodeDecodeError("utf-8", data, 0, 3, "byte order mark")
    return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RepeatedKeyError(
            f"an object names {_short(twice)} twice (near {_short(str(found.get('id', '')))})"
        )
    return found


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _syntax(data: bytes, error: json.JSONDecodeError) -> Problem:
    if not data.strip():
        return Problem("file", "empty", "Restore it from git, or run 'vlagraph init DIR' for a full example.")
    lines = error.doc.splitlines()
    line = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return Problem(f"line {error.lineno}", "a merge conflict was left in the file", "Choose one side.")
    what = f"not JSON: {error.msg[0].lower()}{error.msg[1:]}"
    return Problem(f"line {error.lineno}, column {error.colno}", what, "Mend the text there.")


def _inside(value: Any, kind: Any, where: str) -> Iterator[Problem]:
    kind = _plain(kind, value)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        yield from _fields(value, kind, where)
    elif get_origin(kind) is tuple and get_args(kind)[-1] is ... and isinstance(value, list):
        for index, item in enumerate(value):
            name = item.get("id") if isinstance(item, dict) else None
            label = f" {_short(name)}" if isinstance(name, str) else ""
            yield from explain_value(item, get_args(kind)[0], f"{where}[{index}]{label}")


def _plain(kind: Any, value: Any) -> Any:
    """``kind`` without Annotated and without the None that ``value`` is not."""
    if hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    if get_origin(kind) is Union or type(kind).__name__ == "UnionType":
        return next((k for k in get_args(kind) if value is not None and k is not type(None)), kind)
    return kind


def _fields(value: dict[str, Any], kind: type[msgspec.Struct], where: str) -> Iterator[Problem]:
    hints = get_type_hints(kind, include_extras=True)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name, field in fields.items():
        at = f"{where}.{name}".lstrip(".")
        if name in value:
            yield from explain_value(value[name], hints[field.name], at)
        elif field.required:
            yield Problem(where or "file", f"the field {name!r} is missing", "Add it.")
    for name in value:
        if name not in fields:
            hint = closest(name, fields) or f" Known: {', '.join(fields)}."
            yield Problem(where or "file", f"unknown field {_short(name)}", f"Remove or rename it.{hint}")


def _mismatch(message: str, where: str) -> Problem:
    what = message.partition(" - at ")[0].replace("`", "")
    return Problem(
        where or "file",
        what[0].lower() + what[1:],
        "Correct the value; graph/topics.schema.json says what fits.",
    )


def _short(name: str) -> str:
    shown = "".join(char if char.isprintable() else "?" for char in name)
    return repr(shown if len(shown) <= _LONGEST_NAME else shown[:_LONGEST_NAME] + "…")
