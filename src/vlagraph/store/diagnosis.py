"""Every fault of a JSON document at once, where a decoder would stop at the first."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import msgspec

from vlagraph.core.slips import closest
from vlagraph.errors import Problem
from vlagraph.store.disk import LARGEST
from vlagraph.store.kinds import describe_kind, describe_value, plain_kind, shorten
from vlagraph.store.reading import CONFLICT_MARKS, foreign_encoding
from vlagraph.words import Message, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["explain_bytes", "explain_syntax", "explain_value", "pair_surrogates", "syntax_term"]

_DEEPEST = 100
"""How deep a document may nest in what a message says; a roadmap needs about ten."""
_MOST = 10_000
"""Faults that are listed; a file with more is broken in one place that repeats."""
_LONGEST_NUMBER = 1000
"""Digits of a whole number; Python refuses to read more than 4,300, and no field takes 20."""
_PAIR = r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"{_PAIR}|(\\u[dD][89a-fA-F][0-9a-fA-F]{{2}})|\\.", re.DOTALL)


def explain_bytes(data: bytes, kind: type[msgspec.Struct]) -> tuple[Problem, ...]:
    """Why ``data`` is not a JSON document of ``kind``: encoding, syntax, repeated keys, then every field.

    Of a document larger than any but a roadmap the first fault alone: all take thirty times its memory.
    """
    if len(data) > LARGEST:
        return tuple(_first_fault(data, kind))
    if problems := tuple(_encoding(data)):
        return problems
    text, slips = pair_surrogates(data.decode("utf-8"))
    value, broken = _parsed(text, slips, partial(_unique, slips))
    if broken:
        return broken
    problems = (*slips, *islice(explain_value(value, kind), _MOST + 1))
    if len(problems) <= _MOST:
        return problems
    last = Problem(problems[_MOST].where, Message("file.more"), Message("file.more_todo"))
    return (*problems[:_MOST], last)


def _parsed(
    text: str, slips: list[Problem], objects: Callable[[list[tuple[str, Any]]], Any]
) -> tuple[Any, tuple[Problem, ...]]:
    """The value that ``text`` is with what ``objects`` makes of each object, or why it is no JSON."""
    constant = partial(_constant, slips)
    try:
        value = json.loads(text, object_pairs_hook=objects, parse_constant=constant, parse_int=_whole)
    except RecursionError:
        todo = Message("file.too_deep_todo", {"most": _DEEPEST})
        return None, (Problem("file", Message("file.too_deep"), todo),)
    except json.JSONDecodeError as error:
        return None, tuple(explain_syntax(error))
    return value, ()


def explain_value(value: Any, kind: Any, where: str = "") -> Iterator[Problem]:
    """Every place in ``value`` that does not fit ``kind``, with its path.

    Of a raw value that is a list an entry at a time is decoded.
    """
    if isinstance(value, msgspec.Raw):
        plain = plain_kind(kind)
        if get_origin(plain) is tuple and bytes(value).startswith(b"["):
            entries = msgspec.json.decode(value, type=list[msgspec.Raw])
            yield from _entries(entries, get_args(plain)[0], where)
            return
        value = msgspec.json.decode(value)
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        problem = None
        for problem in _inside(value, kind, where):
            yield problem
        if problem is None:
            found = {"wanted": describe_kind(kind), "found": describe_value(value)}
            yield Problem(where or "file", Message("file.wrong", found), Message("file.wrong_todo"))


def _first_fault(data: bytes, kind: type[msgspec.Struct]) -> Iterator[Problem]:
    """The first fault, where there is one; no more of ``data`` is held than an entry of a list."""
    for problem in islice(_faults_in_turn(data, kind), 1):
        yield problem._replace(what=Message("file.large", {"what": problem.what}))


def _faults_in_turn(data: bytes, kind: type[msgspec.Struct]) -> Iterator[Problem]:
    """The faults of ``data``; who takes more than one may only do so as long as it can be decoded."""
    yield from _encoding(data)
    text, slips = pair_surrogates(data.decode("utf-8"))
    value, broken = _parsed(text, slips, lambda pairs: _unique(slips, pairs) and {})
    yield from (*broken, *slips)
    if isinstance(value, dict):
        yield from _fields(msgspec.json.decode(data, type=dict[str, msgspec.Raw]), kind, "")
    else:
        yield from explain_value(value, kind)


def _encoding(data: bytes) -> Iterator[Problem]:
    if encoding := foreign_encoding(data):
        what = Message("file.in_encoding", {"encoding": encoding})
        yield Problem("file", what, Message("file.not_utf8_todo"))
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        yield from islice(_undecodable(data), _MOST)


def _undecodable(data: bytes) -> Iterator[Problem]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield Problem(f"line {number}", Message("file.not_utf8"), Message("file.not_utf8_todo"))


def pair_surrogates(text: str) -> tuple[str, list[Problem]]:
    """``text`` with a mark for each half of a character that is written alone, and a problem for each.

    Where there are more than anybody wants to know, the others stay.
    """
    problems: list[Problem] = []
    parts, line, end = [], 1, 0
    halves = (match for match in _ESCAPE.finditer(text) if match[1])
    for match in islice(halves, _MOST + 1):
        line += text.count("\n", end, match.start())
        what = Message("file.half", {"text": match[1]})
        problems.append(Problem(f"line {line}", what, Message("file.half_todo")))
        parts += [text[end : match.start()], "\\ufffd"]
        end = match.end()
    return "".join([*parts, text[end:]]) if parts else text, problems


def _unique(slips: list[Problem], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        near = shorten(str(found["id"])) if "id" in found else None
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                values = {"key": shorten(key), "times": count, "near": near}
                what = Message("file.repeated_near" if near else "file.repeated", values)
                slips.append(Problem("file", what, Message("file.repeated_todo")))
    return found


def _constant(slips: list[Problem], name: str) -> float:
    slips.append(Problem("file", Message("file.not_number", {"name": name}), Message("file.not_number_todo")))
    return float(name)


def _whole(digits: str) -> int | float:
    """A number too long for any field stays a number that fits none; Python refuses to read it."""
    return int(digits) if len(digits) < _LONGEST_NUMBER else float(digits)


def explain_syntax(error: json.JSONDecodeError) -> Iterator[Problem]:
    """Where a text is no JSON and why; an unsolved conflict of a merge is told as one."""
    if not error.doc.strip():
        yield Problem("file", Message("file.empty"), Message("file.empty_todo"))
        return
    lines = error.doc.split("\n")
    marks = [number for number, line in enumerate(lines, start=1) if line.startswith("<<<<<<<")]
    if not marks and lines[error.lineno - 1].encode().startswith(CONFLICT_MARKS):
        marks = [error.lineno]
    for number in marks:
        yield Problem(f"line {number}", Message("file.conflict"), Message("file.conflict_todo"))
    if not marks:
        what = Message("file.not_json", {"reason": syntax_term(error)})
        yield Problem(f"line {error.lineno}, column {error.colno}", what, Message("file.not_json_todo"))


def syntax_term(error: json.JSONDecodeError) -> Term:
    """What Python's decoder says, by the words that we have for it."""
    return Term("json_fault", f"{error.msg[0].lower()}{error.msg[1:]}")


def _inside(value: Any, kind: Any, where: str) -> Iterator[Problem]:
    kind = plain_kind(kind, value)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        yield from _fields(value, kind, where)
    elif get_origin(kind) is tuple and get_args(kind)[-1] is ... and isinstance(value, list):
        yield from _entries(value, get_args(kind)[0], where)
    elif get_origin(kind) is dict and isinstance(value, dict):
        for name, item in value.items():
            yield from explain_value(
                item, get_args(kind)[1], f"{where}.{shorten(name, quoted=False)}".lstrip(".")
            )


def _entries(entries: list[Any], kind: Any, where: str) -> Iterator[Problem]:
    for index, entry in enumerate(entries):
        item = msgspec.json.decode(entry) if isinstance(entry, msgspec.Raw) else entry
        name = item.get("id") if isinstance(item, dict) else None
        label = f" {shorten(name)}" if isinstance(name, str) else ""
        yield from explain_value(item, kind, f"{where}[{index}]{label}")


def _fields(value: dict[str, Any], kind: type[msgspec.Struct], where: str) -> Iterator[Problem]:
    fields, hints = _table(kind)
    for name, field in fields.items():
        at = f"{where}.{name}".lstrip(".")
        if name in value:
            yield from explain_value(value[name], hints[field.name], at)
        elif field.required:
            what = Message("file.missing", {"name": repr(name)})
            yield Problem(where or "file", what, Message("file.missing_todo"))
    for name in value:
        if name not in fields:
            yield Problem(
                where or "file", Message("file.unknown_field", {"name": shorten(name)}), _rename(name, fields)
            )


def _rename(name: str, fields: dict[str, msgspec.structs.FieldInfo]) -> Message:
    if near := closest(name, fields):
        return Message("file.unknown_field_near", {"name": repr(near)})
    return Message("file.unknown_field_todo", {"names": ", ".join(fields)})


@cache
def _table(
    kind: type[msgspec.Struct],
) -> tuple[dict[str, msgspec.structs.FieldInfo], dict[str, Any]]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    return fields, get_type_hints(kind, include_extras=True)
