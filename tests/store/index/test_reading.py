from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.support.news_samples import paper
from vlagraph.store.index.opening import open_plain
from vlagraph.store.papers import encode_papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.index.reading import PaperIndex

LEAST = {"walking": 0.5, "strolling": 0.5}
DAY = "2026-11-15"


def old(number: int, title: str, score: float = 0.9, **fields: Any) -> Paper:
    """A paper of last year under a topic."""
    return paper(f"2501.{number:05}", title, {"walking": score}, day="2025-01-20", **fields)


STORE = (
    old(1, "Alone"),
    old(2, "Withdrawn", withdrawn=True),
    old(3, "Chosen", curated=True),
    old(4, "Below", 0.4),
    old(5, "Seen"),
    old(6, "A Map of the World"),
    old(7, "Map of the World"),
    paper("2611.00001", "Recent", {"walking": 0.9}, day="2026-11-20"),
    paper("2611.00002", "Of a month", {"walking": 0.9}, published="2026-11"),
    paper("2611.00003", "Of a year", {"walking": 0.9}, published="2026"),
    paper("2611.00004", "Of an odd day", {"walking": 0.9}, published="20"),
    paper("2611.00005", "Of the last month", {"walking": 0.9}, published="2026-10"),
    paper("2611.00006", "Elsewhere", {"unheard-of": 0.9}),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PaperIndex]:
    with ExitStack() as stack:
        yield opened(tmp_path, stack, *STORE)


def opened(folder: Path, stack: ExitStack, *papers: Paper) -> PaperIndex:
    """The index of ``papers``."""
    file = folder / "papers.jsonl"
    file.write_bytes(encode_papers({one.id: one for one in papers}))
    return open_plain(file, folder / "papers.index", stack)


def titles(papers: dict[str, Paper]) -> list[str]:
    return [one.title for one in papers.values()]


def test_papers_since_a_day_are_those_that_may_be_of_it_as_far_as_is_known(index: PaperIndex) -> None:
    assert titles(index.under(LEAST, since=DAY)) == ["Recent", "Of a month", "Of a year", "Of an odd day"]
    assert "Of the last month" in titles(index.under(LEAST))
    assert "Below" not in titles(index.under(LEAST))


def test_older_papers_are_counted_and_those_that_may_share_a_title_read(index: PaperIndex) -> None:
    alone, shared = index.older(LEAST, {}, day=DAY, aside=["2501.00005", "2501.99999"])

    assert alone == len(["Alone", "Of the last month"])
    assert titles(shared) == ["A Map of the World", "Map of the World"]
    assert index.older(LEAST, {"walking": 0.9}, day=DAY, aside=[]) == (0, {})
    assert index.shared_titles(["2501.00001", "2501.00006"]) == {"2501.00006"}


def test_older_papers_are_counted_without_a_look_at_each_of_them(index: PaperIndex) -> None:
    said: list[str] = []
    index.index.set_trace_callback(said.append)
    index.older(LEAST, {"walking": 0.95}, day=DAY, aside=["2501.00005"])
    index.index.set_trace_callback(None)

    asked = [one for one in said if one.startswith("SELECT")]
    steps = [row[3] for one in asked for row in index.index.execute(f"EXPLAIN QUERY PLAN {one}")]

    assert {step for step in steps if step.startswith("SCAN") and "INDEX" not in step} == {"SCAN l"}
    assert {step.split(" (")[0] for step in steps if " x " in step} == {
        "SEARCH x USING COVERING INDEX place_by_score"
    }
    assert not [step for step in steps if "CORRELATED" in step]


def test_there_are_others_where_a_match_counts_or_nothing_of_now_is_matched(tmp_path: Path) -> None:
    def others(one: Paper, *, unmatched: bool, aside: tuple[str, ...] = ()) -> bool:
        with ExitStack() as stack:
            found = opened(tmp_path, stack, one)
            return found.any_attached(LEAST, unmatched=unmatched, aside=aside)

    below, elsewhere, asked = STORE[3], STORE[-1], msgspec.structs.replace(STORE[3], asked=True)

    assert others(STORE[0], unmatched=False)
    assert not others(STORE[0], unmatched=True, aside=(STORE[0].id,))
    assert not others(STORE[2], unmatched=True)
    assert [others(one, unmatched=False) for one in (below, elsewhere, asked)] == [False, False, False]
    assert [others(one, unmatched=True) for one in (below, elsewhere, asked)] == [False, True, True]


def test_words_are_found_as_parts_of_words_whatever_their_case_and_accents(tmp_path: Path) -> None:
    with ExitStack() as stack:
        index = opened(
            tmp_path, stack, paper("2611.00001", "Pérez on OpenVLA"), paper("2611.00002", "Others")
        )

        assert titles(index.with_words("perez VLA")) == ["Pérez on OpenVLA"]
        assert titles(index.with_words("thers")) == ["Others"]
