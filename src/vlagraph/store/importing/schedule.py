"""The tiers and stages of a Markdown roadmap: sections whose lists or tables name its topics and areas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.drafting.draft import DraftEntry, DraftStage, DraftTier
from vlagraph.core.drafting.finish import weeks_of
from vlagraph.core.spelling import fold
from vlagraph.errors import Problem
from vlagraph.store.importing.references import parts_of
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from vlagraph.store.importing.outline import Item, Row, Section
    from vlagraph.store.importing.references import Titles
    from vlagraph.store.importing.source import Source

__all__ = ["read_stages", "read_tiers", "shape_of"]

_ARROW = re.compile(r"\s*(?:→|⇒|➜|➔|⟶|->|=>|»)\s*")
_WINDOW = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
_NO_WEEKS = (0, 0)
"""What a time says of which no number and unit are known."""
_LEAST = 6
"""Letters of a beginning that stands for a whole heading; shorter ones are common words."""
_SHARE = 0.5
"""The part of the entries that must name a heading or have an arrow, so that a list is a plan."""


def shape_of(section: Section, titles: Collection[str]) -> str:
    """``tiers`` or ``stages`` where ``section`` plans what stands in others; ``titles`` are folded."""
    rows = [row for row in section.rows if not row.head]
    if section.parts:
        entries = [item.label for part in section.parts for item in part.items if item.depth == 1]
        return "tiers" if _mostly(_names(label, titles) for label in entries) else ""
    if rows and _mostly(any(_names(part, titles) for part in _named_parts(row, titles)) for row in rows):
        timed = any(weeks_of(cell) != _NO_WEEKS for row in rows for cell in row.cells)
        return "tiers" if timed else "stages"
    outer = [item for item in section.items if item.depth == 1]
    if _mostly(bool(_ARROW.search(item.text)) for item in outer):
        return "stages"
    return "stages" if len(outer) > 1 and _mostly(_names(item.label, titles) for item in outer) else ""


def _named_parts(row: Row, titles: Collection[str]) -> list[str]:
    steps = [step for cell in row.cells for step in _ARROW.split(cell)]
    return [part for step in steps for part in (step, *parts_of(step, lambda name: fold(name) in titles))]


def _names(text: str, titles: Collection[str]) -> bool:
    """Whether ``text`` is a heading, also one with a short form behind it."""
    return fold(text) in titles or any(
        title.startswith(fold(text)) for title in titles if len(fold(text)) > 5
    )


def _mostly(answers: Iterator[bool]) -> bool:
    found = list(answers)
    return bool(found) and sum(found) >= _SHARE * len(found)


def read_tiers(sections: Sequence[Section], titles: Titles, source: Source) -> tuple[DraftTier, ...]:
    """The tiers: a heading or a row each, the time in brackets or in a cell."""
    found = []
    for section in sections:
        for part in section.parts:
            entries = tuple(_entries(part.items, titles, source))
            named = _WINDOW.fullmatch(part.title)
            name, window = named.groups() if named else (part.title, "")
            found.append(DraftTier(name=name, window=window, entries=entries))
        rows = [row for row in section.rows if not row.head and row.cells]
        found += [_tier_of(row, titles, source) for row in rows]
    return tuple(found)


def _entries(items: Sequence[Item], titles: Titles, source: Source) -> Iterator[DraftEntry]:
    for item in items:
        key = titles.exact(item.label)
        if key is None:
            _remark(source, item.line, item.label)
        else:
            yield DraftEntry(name=item.label, keys=(key,), note=item.rest)


def _tier_of(row: Row, titles: Titles, source: Source) -> DraftTier:
    window = next((cell for cell in row.cells if weeks_of(cell) != _NO_WEEKS), "")
    name = _WINDOW.fullmatch(row.cells[0])
    entries = []
    for cell in row.cells[1:]:
        for part in parts_of(cell, titles.exact) if cell != window else ():
            if (key := titles.exact(part)) is not None:
                entries.append(DraftEntry(name=part, keys=(key,)))
            else:
                _remark(source, row.line, part)
    first = name[1] if name and name[2] in window else row.cells[0]
    return DraftTier(name=first, window=window, entries=tuple(entries))


def read_stages(sections: Sequence[Section], titles: Titles, source: Source) -> tuple[DraftStage, ...]:
    """The stages: an entry of a list or a row each, its steps parted by arrows."""
    found = []
    for section in sections:
        for item in section.items:
            steps = item.rest or item.label
            name = item.label if item.rest else item.text
            found.append(_stage(_Line(item.line, name, steps), titles, source))
        for row in section.rows:
            if not row.head and row.cells:
                steps = " → ".join(filter(None, row.cells[1:])) or row.cells[0]
                found.append(_stage(_Line(row.line, row.cells[0], steps), titles, source))
    return tuple(found)


class _Line(NamedTuple):
    """What a line says of a stage."""

    line: int
    name: str
    steps: str


def _stage(said: _Line, titles: Titles, source: Source) -> DraftStage:
    line, name, steps = said
    entries = []
    whole = [steps] if not _ARROW.search(steps) and titles.exact(name) else _ARROW.split(steps)
    for step in whole:
        key = titles.near(step)
        if key is None and (own := titles.exact(name)) is not None:
            key = own
        if key is None:
            _remark(source, line, step)
        entries.append(DraftEntry(name=step, keys=(key,) if key is not None else ()))
    return DraftStage(name=name, steps=tuple(entries))


def _remark(source: Source, line: int, name: str) -> None:
    what, todo = Message("import.unknown_name", {"name": repr(name)}), Message("import.unknown_name_todo")
    source.remarks.append(Problem(f"line {line}", what, todo, "warning"))
