"""Text in the columns of a terminal: no word is ever cut, and what does not fit becomes lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from vlagraph.cli.layout import prose_lines, record_lines, table_lines, width_of, wrapped
from vlagraph.formats.blocks import Table

SCIENTIST = "\U0001f469\u200d\U0001f52c"
NAMES = {
    "latin": "Linear Algebra",
    "hangul": "강화학습 기초",
    "decomposed": unicodedata.normalize("NFD", "인과 추론"),
    "ideographs": "視覚言語行動モデルの学習と評価",
    "emoji": f"{SCIENTIST} Robots at work",
}
IDS = ("linear-algebra", "mixed-precision-training", "2304.13705", "2026-11-22", "papers/notes/2304.13705.md")

WORDS = st.lists(st.sampled_from([*IDS, *NAMES.values(), "a", "the"]), max_size=9).map(" ".join)


def _table(spare: tuple[int, ...] = ()) -> Table:
    area = "Evaluation and benchmarks"
    rows = [[str(i), name, IDS[i], "", area] for i, name in enumerate(NAMES.values())]
    return Table(["#", "Topic", "Id", "State", "Area"], rows, right=[0], spare=spare, name=1)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("plain", 5),
        ("인과 추론", 9),
        ("e\u0301", 1),
        ("ᄒ\u1161\u11ab", 2),
        (NAMES["decomposed"], 9),
        ("日本", 4),
        (SCIENTIST, 2),
        ("\U0001f44d\U0001f3fd", 2),
        ("\u2764\ufe0f", 2),
    ],
)
def test_a_text_is_as_wide_as_a_terminal_draws_it(text: str, width: int) -> None:
    assert width_of(text) == width


def test_words_are_wrapped_by_their_width() -> None:
    assert list(wrapped(["인과", "추론", "for", "robots"], 9)) == ["인과 추론", "for", "robots"]


@given(words=WORDS, columns=st.integers(40, 120))
def test_prose_keeps_every_id_whole_and_every_other_line_within_the_terminal(
    words: str, columns: int
) -> None:
    lines = list(prose_lines(words, columns))

    assert "".join("".join(lines).split()) == "".join(words.split())
    assert [line for line in lines if cell_len(line) > columns] == []
    assert sum(line.split().count(one) for line in lines for one in IDS) == sum(map(words.split().count, IDS))


def test_chinese_and_japanese_wrap_between_their_characters_and_korean_at_blanks() -> None:
    assert list(prose_lines("視覚言語行動モデルの学習。", 10)) == ["視覚言語行", "動モデルの", "学習。"]
    assert list(prose_lines("시뮬레이션에서 현실로", 14)) == ["시뮬레이션에서", "현실로"]
    assert list(prose_lines("in notes/視覚言語行動モデル.md", 12)) == ["in", "notes/視覚言語行動モデル.md"]


def test_a_middle_dot_stays_at_the_end_of_its_line_and_inner_blanks_stay() -> None:
    assert list(prose_lines("one two · three  four", 10)) == ["one two ·", "three", "four"]
    assert list(prose_lines("one two · three  four", 15)) == ["one two · three", "four"]
    assert list(prose_lines("a  b  c", 9)) == ["a  b  c"]


def test_a_numbered_line_hangs_under_its_text() -> None:
    assert list(prose_lines(" 1. one two three", 11)) == [" 1. one two", "    three"]


@pytest.mark.parametrize("columns", range(40, 121, 5))
@pytest.mark.parametrize("spare", [(), (4,)])
def test_a_table_keeps_every_id_whole_at_any_width(columns: int, spare: tuple[int, ...]) -> None:
    table = _table(spare)
    lines = [line.text for line in table_lines(table, columns) or record_lines(table, columns)]

    assert [line for line in lines if cell_len(line) > columns] == []
    assert {one for line in lines for one in line.split()} >= set(IDS)


def test_a_column_without_a_word_is_left_out_and_a_spare_one_before_words_stand_one_by_one() -> None:
    wide, narrow = table_lines(_table((4,)), 100), table_lines(_table((4,)), 60)

    assert wide is not None
    assert wide[0].text.split() == ["#", "Topic", "Id", "Area"]
    assert narrow is not None
    assert narrow[0].text.split() == ["#", "Topic", "Id"]
    assert table_lines(_table(), 60) is None


def test_a_row_as_lines_has_its_name_above_and_whole_facts_below() -> None:
    table = Table(["#", "Topic", "Id", "Area"], [["3", "Robots", "robots", "Evaluation"]], name=1)
    lines = [(line.text, line.head) for line in record_lines(table, 22)]

    assert lines == [("3. Robots", True), ("  Id: robots", False), ("  Area: Evaluation", False)]


def test_in_a_pipe_a_row_is_one_line_and_the_columns_are_even() -> None:
    lines = [line.text for line in table_lines(_table(), None) or ()]
    starts = {cell_len(line[: line.index(one)]) for line, one in zip(lines[1:], IDS, strict=True)}

    assert len(lines) == 1 + len(NAMES)
    assert len(starts) == 1


def test_no_text_is_lost_to_a_narrow_column() -> None:
    table = Table(["Name", "Value"], [["chain", " > ".join(IDS * 3)]])
    lines = [line.text for line in table_lines(table, 60) or ()]

    assert " ".join(" ".join(lines[2:]).split()) == "chain " + " > ".join(IDS * 3)
