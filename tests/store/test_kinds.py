"""What a broken field is told names what fits, in words: no pattern and no type of Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from vlagraph.core.model import Roadmap
from vlagraph.store.diagnosis import explain_value
from vlagraph.store.kinds import plain_kind
from vlagraph.store.schemas import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = re.compile(r"\bstr\b|\bint\b|\bdict\b|\bNone\b|\btuple\b|Literal|Annotated|\[0-9\]|\^|regex|enum")
"""What a person who writes JSON cannot know."""
WRONG: tuple[Any, ...] = ("nonsense!", -1, 3.5, [], {"e": 1}, [[]], True, None)


def _fields(kind: Any, seen: set[Any]) -> Iterator[tuple[str, Any]]:
    """Every field of ``kind`` and of what it holds, as ``Topic.level``."""
    plain = plain_kind(kind)
    if get_origin(plain) is tuple:
        yield from _fields(get_args(plain)[0], seen)
    elif isinstance(plain, type) and issubclass(plain, msgspec.Struct) and plain not in seen:
        seen.add(plain)
        for name, hint in get_type_hints(plain, include_extras=True).items():
            if name in plain.__struct_fields__:
                yield f"{plain.__name__}.{name}", hint
                yield from _fields(hint, seen)


FIELDS = dict(pair for kind in SCHEMAS.values() for pair in _fields(kind, set()))


CHOICES = [name for name, kind in FIELDS.items() if get_origin(plain_kind(kind)) is Literal]


def _told(kind: Any, value: Any) -> list[str]:
    return [str(problem) for problem in explain_value(value, kind, "here")]


def test_the_fields_are_all_of_the_schema() -> None:
    assert {"Roadmap.title", "Topic.level", "KeyPaper.role", "Requirement.kind", "Resource.url"} <= set(
        FIELDS
    )


@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_value_is_told_in_words(name: str) -> None:
    for value in WRONG:
        for line in _told(FIELDS[name], value):
            assert line.startswith("here"), line
            assert not RAW.search(line.replace(repr(value), "")), line


@pytest.mark.parametrize(
    "name", [name for name, kind in FIELDS.items() if get_origin(plain_kind(kind)) is Literal]
)
def test_where_some_words_fit_the_message_names_all_of_them(name: str) -> None:
    (line,) = _told(FIELDS[name], "nonsense!")

    assert ", ".join(map(str, get_args(plain_kind(FIELDS[name])))) in line


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            {"title": "Rust"},
            'title: must be {"en": "…", "ko": "…"} with at least one of the two, not the text',
        ),
        ({"topics": {"a": {}}}, "topics: must be a list, not an object"),
        ({"topics": ["a"]}, "topics[0]: must be an object, not the text 'a'"),
        ({"topics": [{"requires": ["b"]}]}, "topics[0].requires[0]: must be an object, not the text 'b'"),
        ({"topics": [{"hours": 3}]}, "hours: must be a list of 2, each a whole number of at least 0, not 3"),
        ({"topics": [{"level": 9}]}, "level: must be a whole number from 1 to 5 (0: not judged yet), not 9"),
        (
            {"topics": [{"watch": {"threshold": 2}}]},
            "threshold: must be a number above 0 and below 1, not 2",
        ),
        ({"topics": [{"key_papers": [{"pages": 0}]}]}, "pages: must be a whole number of at least 1, not 0"),
    ],
)
def test_a_broken_roadmap_is_told_the_shape_that_fits(value: dict[str, Any], said: str) -> None:
    assert any(said in str(problem) for problem in explain_value(value, Roadmap))


def _limits(kind: Any) -> Iterator[float]:
    """The ends of the ranges of numbers that fit into ``kind``."""
    for meta in getattr(kind, "__metadata__", ()):
        ends = (getattr(meta, name, None) for name in ("ge", "gt", "le", "lt"))
        yield from (end for end in ends if end is not None)
    for part in (*get_args(kind), *([kind.__origin__] if hasattr(kind, "__metadata__") else [])):
        yield from _limits(part) if not isinstance(part, str) else ()


RANGES = {name: sorted(set(_limits(kind))) for name, kind in FIELDS.items() if [*_limits(kind)]}


@pytest.mark.parametrize("name", RANGES)
def test_a_number_out_of_its_range_is_told_the_ends(name: str) -> None:
    told = " ".join(_told(FIELDS[name], -1) + _told(FIELDS[name], [-1, -1]))

    assert {"Topic.level", "Topic.hours", "Watch.threshold", "KeyPaper.pages"} <= RANGES.keys()
    assert all(re.search(rf"\b{end}\b", told) for end in RANGES[name]), told
