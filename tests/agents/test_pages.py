"""Documents in pages."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.assistant import joined
from vlagraph.agents.pages import compact, cut_text, split
from vlagraph.agents.tokens import tokens_of

ROOM = 200
WORDS = st.text(max_size=20)
ROWS = st.lists(st.fixed_dictionaries({"topic": WORDS, "hours": st.lists(st.integers(0, 99), max_size=3)}))
DOCUMENTS = st.dictionaries(
    WORDS,
    st.one_of(WORDS, st.none(), st.booleans(), ROWS, st.dictionaries(WORDS, ROWS, max_size=3)),
    max_size=6,
)


@given(DOCUMENTS)
def test_pages_fit_and_make_the_whole_document_together(document: dict[str, Any]) -> None:
    parts = split(document, ROOM)

    assert all(tokens_of(compact(part.value)) <= ROOM for part in parts)
    if not any(part.cut for part in parts):
        assert joined([part.value for part in parts]) == document


def test_what_is_too_long_for_a_page_is_cut_and_its_place_told() -> None:
    paper = {"id": "2699.00001", "authors": [f"Author {number}" for number in range(3_000)]}
    (part,) = split({"papers": [paper]}, ROOM)

    assert part.value["papers"][0]["id"] == "2699.00001"
    assert 1 < len(part.value["papers"][0]["authors"]) < 60
    assert part.cut == ("papers.authors",)


def test_a_long_text_is_cut_and_what_is_short_beside_it_is_not() -> None:
    paper = {"title": "x" * 100_000, "topics": ["one", "two"]}
    (part,) = split({"papers": [paper]}, ROOM)

    assert part.value["papers"][0]["topics"] == ["one", "two"]
    assert part.value["papers"][0]["title"].endswith("…")
    assert part.cut == ("papers.title",)


def test_characters_that_hide_or_drive_a_screen_are_written_as_escapes() -> None:
    hidden = "\u202e\U000e0041\x1b[2J"

    assert compact(hidden).isprintable()
    assert json.loads(compact(hidden)) == hidden


def test_a_text_that_is_cut_says_so() -> None:
    assert cut_text("abcdef", 3) == "abc…"
    assert cut_text("abc", 3) == "abc"
