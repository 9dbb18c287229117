"""Merging papers.jsonl as git asks for it: paper by paper, and where both changed one, field by field."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import msgspec

from vlagraph.core.papers.paper import Paper
from vlagraph.core.three_way import join_maps
from vlagraph.errors import DataError, Problem
from vlagraph.store.merging.sides import side_name
from vlagraph.store.papers import line_fault, rank_paper
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["join_paper", "merge_papers"]

_PEOPLES = frozenset({"curated", "asked", "teams"})
"""Fields that people decide; arXiv says the others, and a newer version of a paper all of them anew."""
_ENCODER = msgspec.json.Encoder(order="sorted")
_PLAIN = msgspec.json.Decoder(dict[str, Any])
_PAPER = msgspec.json.Decoder(Paper)
_FIELDS = frozenset(Paper.__struct_fields__)


class _Id(msgspec.Struct, gc=False):
    """As much of a line as says whose it is."""

    id: str


_ID = msgspec.json.Decoder(_Id)


def merge_papers(name: str, base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The papers of both sides, sorted by id; lines that one side alone changed stay as they are written.

    Raises:
        DataError: a line of a side is no record with an id.
    """
    sides = {"base": base, "ours": ours, "theirs": theirs}
    was, one, other = (_lines(data, side_name(name, side)) for side, data in sides.items())
    joined = join_maps(was, one, other, settle=_settled)
    return b"".join(joined[key] + b"\n" for key in sorted(joined))


def join_paper(base: Paper | None, one: Paper, other: Paper) -> Paper:
    """The record of a paper that two programs changed, each from ``base``."""
    was = _ENCODER.encode(base) if base is not None else None
    return _PAPER.decode(_settled(was, _ENCODER.encode(one), _ENCODER.encode(other)))


def _lines(data: bytes, source: str) -> dict[str, bytes]:
    """The lines by the id of their paper; of two with one id what they say together."""
    found: dict[str, bytes] = {}
    for number, line in enumerate(data.split(b"\n"), start=1):
        text = line.strip()
        if not text:
            continue
        try:
            key = _ID.decode(text).id
            _PLAIN.decode(text)  # what the line above skips may be damaged too
            found[key] = _settled(None, found[key], text) if key in found else text
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            problem = Problem(f"{source}:{number}", line_fault(text, error), Message("merging.papers_todo"))
            raise DataError(source, [problem]) from error
    return found


def _settled(base: bytes | None, one: bytes, other: bytes) -> bytes:
    """The line of a paper that both sides changed.

    Where both have a version of their own, what arXiv says is that of the newer one. Else each field is
    joined, and what both changed is as in the better record. Matches are joined topic by topic, for either
    side may have topics that the other has not. What arXiv confirmed is no recorded paper.
    """
    if one == other:
        return one
    was, *both = (_fields(line) if line else {} for line in (base, one, other))
    rest, best = sorted(both, key=_rank)
    joined = join_maps(was, best, rest, settle=lambda _, mine, __: mine)
    if len({repr(side.get("version")) for side in (was, rest, best)}) == len((was, rest, best)):
        said = {name: value for name, value in best.items() if name not in _PEOPLES}
        joined = said | {name: value for name, value in joined.items() if name in _PEOPLES}
    if (matches := _matches(was, best, rest)) is not None:
        joined = {name: value for name, value in joined.items() if name != "matches"}
        joined |= {"matches": matches} if matches else {}
    if joined.get("fetched"):
        joined.pop("recorded", None)  # it says that arXiv was never asked
    return _ENCODER.encode(joined)


def _matches(was: Mapping[str, Any], best: Mapping[str, Any], rest: Mapping[str, Any]) -> list[Any] | None:
    """The matches of both sides, best first; None where they are the same, or no such.

    Of a topic that both changed it is the match of the better record.
    """
    told = [side.get("matches", []) for side in (was, best, rest)]
    if told[1] == told[2]:
        return None
    try:
        base, one, other = ({match["topic"]: match for match in matches} for matches in told)
        joined = join_maps(base, one, other, settle=lambda _, mine, __: mine)
        return sorted(joined.values(), key=lambda match: (-match["score"], match["topic"]))
    except (AttributeError, KeyError, TypeError):  # of a later format
        return None


def _fields(line: bytes) -> dict[str, Any]:
    """The fields of a line; defaults left out where it is a record of this format."""
    plain = _PLAIN.decode(line)
    if not _FIELDS.issuperset(plain):
        return plain
    try:
        return dict(msgspec.to_builtins(_PAPER.decode(line)))
    except (msgspec.MsgspecError, ValueError):
        return plain


def _rank(fields: dict[str, Any]) -> tuple[int, tuple[object, ...], bytes]:
    """What makes one of two records the better: a later format, then as `rank_paper` has it."""
    schema = fields.get("schema", 1)
    paper: tuple[object, ...] = ()
    with contextlib.suppress(msgspec.ValidationError):
        paper = rank_paper(msgspec.convert(fields, Paper))
    return (schema if isinstance(schema, int) else 0, paper, _ENCODER.encode(fields))
