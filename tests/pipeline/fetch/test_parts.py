"""The small parts of a fetch: pauses, text, ids, merging, the pause between processes."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.clock import Clock
from vlagraph.core.papers.ids import split_version
from vlagraph.core.papers.merging import merge
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.tex import same_wording
from vlagraph.errors import BadAnswerError, StoreError
from vlagraph.sources.atom import read_feed
from vlagraph.sources.backoff import pause
from vlagraph.sources.cleaning import clean, is_withdrawn
from vlagraph.sources.oai_records import split_authors
from vlagraph.store.lock import writer_lock
from vlagraph.store.pages import DayPages
from vlagraph.store.papers import decode_paper, encode_papers
from vlagraph.store.spacing import Spacing

if TYPE_CHECKING:
    import random
    from pathlib import Path

PAPER = Paper(
    id="2301.00001",
    title="On $\\pi_0$",
    authors=("P. Fi",),
    published="2023-01-01T00:00:00Z",
    updated="2023-01-01T00:00:00Z",
    version=2,
    primary_category="cs.RO",
    categories=("cs.RO",),
    abstract="An abstract.",
    comment="8 pages",
    doi=("10.1/a",),
    fetched="2026-01-01T00:00:00Z",
    source="api",
)


def _now(**fields: object) -> Paper:
    return msgspec.structs.replace(PAPER, fetched="2026-01-08T00:00:00Z", **fields)


@pytest.mark.parametrize("name", ["authors", "primary_category", "abstract"])
def test_a_poorer_record_replaces_nothing(name: str) -> None:
    poorer = _now(version=3, **{name: () if name == "authors" else None})

    assert merge(PAPER, poorer) == (PAPER, "unchanged", ())


def test_an_older_version_replaces_nothing() -> None:
    assert merge(PAPER, _now(version=1, title="Older")).paper == PAPER


def test_another_rendering_is_no_change_and_the_better_one_is_kept() -> None:
    change = merge(PAPER, _now(title="On  $π_0$"))

    assert change.kind == "unchanged"
    assert change.paper.title == "On  $π_0$"


def test_a_comment_that_is_gone_from_the_same_version_is_kept() -> None:
    assert merge(PAPER, _now(comment=None, doi=())).paper == PAPER


def test_curation_is_kept_whatever_comes() -> None:
    old = msgspec.structs.replace(PAPER, curated=True)

    assert merge(old, _now(version=3, title="New")).paper.curated


@given(st.text())
def test_a_cleaned_text_drives_no_terminal_and_stays_as_it_is(text: str) -> None:
    once = clean(text)

    assert all(char == "\u200d" or char.isprintable() for char in once)
    assert clean(once) == once


@given(st.lists(st.sampled_from([PAPER.id, "2301.00002", "cs/0112017"]), unique=True), st.randoms())
def test_papers_are_the_same_bytes_in_any_order_and_read_back_the_same(
    ids: list[str], chance: random.Random
) -> None:
    papers = {one: msgspec.structs.replace(PAPER, id=one) for one in ids}
    mixed = dict(chance.sample(list(papers.items()), len(papers)))
    data = encode_papers(mixed)
    back = [decode_paper(line, where="", problems=[]) for line in data.splitlines()]

    assert data == encode_papers(papers)
    assert back == [papers[one] for one in sorted(papers)]


@pytest.mark.parametrize(
    "text", ["../../etc/passwd", "2306.00001v1\n2", "２３０６.00001", "2306.1", "cs/1", "", "2306.00001v0"]
)
def test_what_is_no_arxiv_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an arXiv id"):
        split_version(text)


@pytest.mark.parametrize(
    ("comment", "version", "gone"),
    [
        ("This paper has been withdrawn by the author", 2, True),
        ("This paper has been withdrawn by the author", 1, True),
        ("We want to withdraw this paper due to data usage", 4, True),
        ("We may withdraw claim 3 later", 1, False),
        ("Supersedes the withdrawn arXiv:1203.4355", 2, False),
        ("8 pages", 2, False),
        ("arXiv admin note: This version has been removed by arXiv administrators", 1, True),
        ("8 pages. arXiv admin comment: This version removed due to inaccurate authorship", 2, True),
        ("Figure 3 was removed. arXiv admin note: text overlap with arXiv:1203.4355", 2, False),
        ("", 2, False),
        (None, 2, False),
    ],
)
def test_a_withdrawal_is_told_from_the_comment(comment: str | None, version: int, gone: bool) -> None:
    assert is_withdrawn(comment, version) is gone


def test_accents_in_tex_and_unicode_are_the_same_wording() -> None:
    assert same_wording('J\\"urgen Pucha{\\l}a Bro\\v{n}a', "Jürgen Puchała Broňa")
    assert not same_wording("A title", "Another title")


def test_authors_of_one_line_are_parted_without_their_affiliations() -> None:
    assert split_authors("A. Bee (1, 2), C. Dee III (MIT) and (3) E. Eff") == (
        "A. Bee",
        "C. Dee III",
        "E. Eff",
    )


@given(st.integers(1, 30), st.floats(0, 1))
def test_pauses_grow_to_minutes_and_no_further(tries: int, jitter: float) -> None:
    assert 10 <= pause("refused", tries, jitter=jitter) <= 750
    assert pause("refused", tries, jitter=0) <= pause("refused", tries + 1, jitter=0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b"{}",
        b'<?xml version="1.0" encoding="latin-1"?><feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'<!DOCTYPE feed [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>',
    ],
)
def test_what_is_no_answer_of_arxiv_is_refused(body: bytes) -> None:
    with pytest.raises(BadAnswerError):
        read_feed(body)


def test_threads_of_one_user_take_turns_with_the_pause_between_them(tmp_path: Path) -> None:
    now = [1000.0]  # a clock of its own, which only the threads move on
    spans: list[tuple[float, float]] = []

    def sleep(seconds: float) -> None:
        now[0] += seconds

    def ask() -> None:
        clock = Clock(wall=lambda: now[0], sleep=sleep)
        with Spacing(tmp_path, 3.0, clock).turn("https://export.arxiv.org/api/query"):
            began = now[0]
            time.sleep(0.01)  # the other threads could begin
            now[0] += 1
            spans.append((began, now[0]))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spans.sort()

    assert all(later[0] - earlier[1] >= 3 for earlier, later in pairwise(spans))


@pytest.mark.parametrize("end", ["NaN", "Infinity", "-Infinity", "1e999", "null", '"soon"', "[]"])
def test_a_stamp_without_a_time_holds_up_as_a_request_that_just_ended(tmp_path: Path, end: str) -> None:
    slept: list[float] = []
    spacing = Spacing(tmp_path, 3.0, Clock(wall=lambda: 1000.0, sleep=slept.append))
    (tmp_path / "request-arxiv.org.json").write_text(f'{{"end": {end}}}')
    with spacing.turn("https://export.arxiv.org/api/query"):
        pass

    assert slept == [pytest.approx(3.0, rel=0.1)]


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    told = "'vlagraph fetch' \\(process "
    with (
        writer_lock(tmp_path / "papers.jsonl", cache=tmp_path / ".cache", task="fetch"),
        pytest.raises(StoreError, match=told),
        writer_lock(tmp_path / "papers.jsonl", cache=tmp_path / ".cache", task="fetch"),
    ):
        pass


def test_pages_of_another_day_are_not_read_and_go(tmp_path: Path) -> None:
    DayPages(tmp_path, "2026-01-01").put("key", b"page")
    today = DayPages(tmp_path, "2026-01-02")
    today.put("other", b"more")
    today.sweep()

    assert today.get("key") is None
    assert today.get("other") == b"more"
    assert [folder.name for folder in tmp_path.iterdir()] == ["2026-01-02"]
