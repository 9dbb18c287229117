"""Every fault of a JSON document at once, where a decoder would stop at the first."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from vlagraph.core.names import closest
from vlagraph.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["explain_bytes", "explain_value"]

_DEEPEST = 100
_LONGEST_NAME = 60
_MOST = 10_000
_LONGEST_NUMBER = 1000
_PAIR = r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"{_PAIR}|(\\u[dD][89a-fA-F][0-9a-fA-F]{{2}})|\\.", re.DOTALL)


def explain_bytes(data: bytes, kind: type[msgspec.Struct]) -> tuple[Problem, ...]:
    """Why ``data`` is not a JSON document of ``kind``: encoding, syntax, repeated keys, then every field."""
    if problems := tuple(_encoding(data)):
        return problems
    text, slips = _pair_surrogates(data.decode("utf-8"))
    try:
        value = json.loads(
            text,
            object_pairs_hook=partial(_unique, slips),
            parse_constant=partial(_constant, slips),
            parse_int=_whole,
        )
    except RecursionError:
        return (
            Problem("file", "nested too deeply", f"No list or object may stand more than {_DEEPEST} deep."),
        )
    except json.JSONDecodeError as error:
        return tuple(_syntax(error))
    problems = (*slips, *islice(explain_value(value, kind), _MOST + 1))
    if len(problems) <= _MOST:
        return problems
    last = problems[_MOST]
    return (*problems[:_MOST], Problem(last.where, "more problems from here on", "Mend those above first."))


def explain_value(value: Any, kind: Any, where: str = "") -> Iterator[Problem]:
    """Every place in ``value`` that does not fit ``kind``, with its path."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        problem = None
        for problem in _inside(value, kind, where):
            yield problem
        if problem is None:
            yield _mismatch(str(error), where)


def _encoding(data: bytes) -> Iterator[Problem]:
    if json.detect_encoding(data) != "utf-8":  # a byte order mark, or the zero bytes of UTF-16
        yield Problem("line 1", "not UTF-8 text", "Save the file as UTF-8 without a byte order mark.")
        return
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield Problem(f"line {number}", "not UTF-8 text", "Save the file as UTF-8.")


def _pair_surrogates(text: str) -> tuple[str, list[Problem]]:
    """``text`` with a mark for each half of a character that is written alone, and a problem for each."""
    problems = []

    def mend(match: re.Match[str]) -> str:
        if not match[1]:
            return match[0]
        line = text.count("\n", 0, match.start()) + 1
        what = f"{match[1]} is half a character"
        problems.append(Problem(f"line {line}", what, "Write the character itself."))
        return "\\ufffd"

    return _ESCAPE.sub(mend, text), problems


def _unique(slips: list[Problem], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        near = f" (near {_short(str(found['id']))})" if "id" in found else ""
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                what = f"an object names {_short(key)} {count} times{near}"
                slips.append(Problem("file", what, "Keep one of them."))
    return found


def _constant(slips: list[Problem], name: str) -> float:
    slips.append(Problem("file", f"{name} is not JSON", "Write an ordinary JSON number."))
    return float(name)


def _whole(digits: str) -> int | float:
    """A number too long for any field stays a number that fits none; Python refuses to read it."""
    return int(digits) if len(digits) < _LONGEST_NUMBER else float(digits)


def _syntax(error: json.JSONDecodeError) -> Iterator[Problem]:
    if not error.doc.strip():
        yield Problem("file", "empty", "Restore it from git, or run 'vlagraph init DIR' for a full example.")
        return
    lines = error.doc.split("\n")
    marks = [number for number, line in enumerate(lines, start=1) if line.startswith("<<<<<<<")]
    if not marks and lines[error.lineno - 1].startswith(("=======", ">>>>>>>")):
        marks = [error.lineno]
    for number in marks:
        yield Problem(f"line {number}", "a merge conflict was left in the file", "Choose one side.")
    if not marks:
        what = f"not JSON: {error.msg[0].lower()}{error.msg[1:]}"
        yield Problem(f"line {error.lineno}, column {error.colno}", what, "Mend the text there.")


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
    fields, hints = _table(kind)
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


@cache
def _table(
    kind: type[msgspec.Struct],
) -> tuple[dict[str, msgspec.structs.FieldInfo], dict[str, Any]]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    return fields, get_type_hints(kind, include_extras=True)


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
