"""Entries that two roadmaps both have: what is empty is filled, lists grow, and what differs is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import astuple, replace

from vlagraph.core.drafting.growing import entry_names, more
from vlagraph.core.model import Benchmark, Project, Requirement, Text
from vlagraph.core.spelling import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vlagraph.core.model import Area, Roadmap, Topic

__all__ = ["agrees", "filled_fields", "filled_parts", "in_languages_of", "joined_parts", "joined_topic"]

_EMPTY = (None, 0, (0, 0), (), "")
"""What a field says of which nothing is said."""

_FIELDS = ("summary", "hours", "first_pass", "level", "hours_basis", "first_pass_basis", "watch")
"""The fields of a topic that an import fills."""

_GROWN = ("name", "formerly", "aliases", "related")
"""The fields of a topic that an import makes longer."""


class _List(NamedTuple):
    """Entries of a list: what is the same entry, which fields of it are filled, and of which it is told.

    ``grown`` are fields of it that become longer.
    """

    key: Callable[[Any], tuple[str, ...]]
    filled: tuple[str, ...]
    told: tuple[str, ...]
    grown: tuple[str, ...] = ()


_LISTS = {
    "concepts": _List(entry_names, ("name", "note"), ("name", "note"), ("aliases",)),
    "requires": _List(lambda need: (need.topic,), ("reason", "source"), ("kind", "reason")),
    "key_papers": _List(lambda key: (key.arxiv,), ("why", "pages"), ("role", "why", "pages")),
    "resources": _List(lambda one: (one.title,), ("why", "url"), ("why", "url")),
    "exercises": _List(lambda one: (one.task.en, one.task.ko), ("task",), ()),
}
"""The lists of a topic."""


_BENCHMARK, _PROJECT = (
    tuple(name for name in kind.__struct_fields__ if name != "id") for kind in (Benchmark, Project)
)
_PARTS = {
    "areas": _List(entry_names, ("name",), ("name",)),
    "stages": _List(entry_names, ("name", "steps"), ("name", "steps")),
    "goals": _List(entry_names, ("name", "note", "topics"), ("name", "note", "topics"), ("aliases",)),
    "next_steps": _List(entry_names, ("name", "note"), ("name", "note")),
    "benchmarks": _List(lambda one: (one.id,), _BENCHMARK, _BENCHMARK),
    "projects": _List(lambda one: (one.id,), _PROJECT, _PROJECT),
}
"""The lists of the whole roadmap whose entries have ids."""


def joined_topic(old: Topic, new: Topic, kept: list[str]) -> Topic:
    """``old`` with its empty fields filled from ``new`` and its lists grown; ``kept`` learns what differs."""
    grown = {name: _filled(old, new, name, kept, f"{old.id}.{name}") for name in _FIELDS}
    for name, rule in _LISTS.items():
        there = getattr(new, name)
        entries = tuple(_entries(getattr(old, name), there, rule, f"{old.id}.{name}", kept))
        grown[name] = more(entries, there, rule.key)
    return replace(old, **grown)


def joined_parts(base: Roadmap, new: Roadmap, areas: Iterable[Area], kept: list[str]) -> Roadmap:
    """``base`` with the areas, stages, goals, … of ``new``; of its areas only ``areas`` come in."""
    grown = {}
    for name, rule in _PARTS.items():
        entries = tuple(_entries(getattr(base, name), getattr(new, name), rule, name, kept))
        grown[name] = more(entries, areas if name == "areas" else getattr(new, name), rule.key)
    return replace(base, **grown)


def _entries(
    before: Iterable[Any], others: Iterable[Any], rule: _List, where: str, kept: list[str]
) -> Iterator[Any]:
    """The entries ``before``, each with what the one of ``others`` says that is the same."""
    there = {literal(word): item for item in others for word in reversed(rule.key(item))}
    for item in before:
        found = next((there[word] for word in map(literal, rule.key(item)) if word in there), item)
        if isinstance(found, Requirement) and found.proposed:  # ours, so that the file says no kind
            found = replace(found, kind=item.kind)
        at = f"{where}.{rule.key(item)[0]}"
        values = {field: _filled(item, found, field, [], at) for field in rule.filled}
        for field in rule.grown:
            values[field] = more(getattr(item, field), getattr(found, field), lambda one: (one,))
        if any(_differs(getattr(item, field), getattr(found, field)) for field in rule.told):
            kept.append(at)
        yield replace(item, **values)


def _filled(old: Struct, new: Struct, name: str, kept: list[str], where: str) -> object:
    """What the field ``name`` of ``old`` says, from ``new`` where that is nothing or lacks a language."""
    mine, other = getattr(old, name), getattr(new, name)
    if mine in _EMPTY:
        return other
    if _differs(mine, other):
        kept.append(where)
        return mine
    return in_languages_of(mine, other)


def filled_fields(old: Topic, new: Topic) -> Iterator[str]:
    """The fields of ``old`` that say more in ``new``, and entries of its lists that do."""
    names = (*_FIELDS, *_GROWN)
    yield from (f"{old.id}.{name}" for name in names if getattr(old, name) != getattr(new, name))
    yield from (f"{old.id}.{entry}" for entry in _changed(old, new, _LISTS))


def filled_parts(old: Roadmap, new: Roadmap) -> Iterator[str]:
    """The same of the whole roadmap; of what has no ids the name of its list."""
    yield from _changed(old, new, _PARTS)
    whole = ("title", "benchmark_notes", "terms", *(["priorities"] if old.priorities else ()))
    yield from (name for name in whole if getattr(old, name) != getattr(new, name))


def _changed(old: Struct, new: Struct, lists: Mapping[str, _List]) -> Iterator[str]:
    """The entries of the ``lists`` of ``old`` that say more in ``new``, each behind the name of its list."""
    for name, rule in lists.items():
        for one, two in zip(getattr(old, name), getattr(new, name), strict=False):  # what is new is behind
            if one != two:
                yield f"{name}.{rule.key(one)[0]}"


def _differs(mine: object, other: object) -> bool:
    """Whether ``other`` says something else than ``mine`` says."""
    return mine not in _EMPTY and not agrees(mine, other)


def agrees(mine: object, other: object) -> bool:
    """Whether ``other`` says nothing else than ``mine``; a language that it leaves out is no other word."""
    if other in _EMPTY or mine == other:
        return True
    if isinstance(mine, Text) and isinstance(other, Text):
        return all(literal(mine[lang]) == literal(other[lang]) for lang in mine.langs if lang in other.langs)
    if isinstance(mine, tuple) and isinstance(other, tuple):
        return len(mine) == len(other) and all(map(agrees, mine, other))
    if isinstance(mine, Struct) and type(mine) is type(other):
        return all(map(agrees, astuple(mine), astuple(other)))
    return False


def in_languages_of(mine: Any, other: Any) -> Any:  # noqa: ANN401 - a value of any field
    """``mine`` with the languages that ``other``, which agrees with it, alone has."""
    if isinstance(mine, Text) and isinstance(other, Text):
        more_said = {lang: other[lang] for lang in other.langs}
        return Text(**{**more_said, **{lang: mine[lang] for lang in mine.langs}})
    if isinstance(mine, tuple) and other:
        return tuple(map(in_languages_of, mine, other))
    if isinstance(mine, Struct) and type(mine) is type(other):
        both = zip(mine.__struct_fields__, astuple(mine), astuple(other), strict=True)
        return replace(mine, **{name: in_languages_of(one, two) for name, one, two in both})
    return mine
