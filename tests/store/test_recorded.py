from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT
from tests.support.news_samples import paper
from tests.support.recorded import UNTIL, recorded_paper, write_recorded
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, save_state
from vlagraph.store.holdings import Holdings, find_paper, known_papers, read_holdings
from vlagraph.store.papers import save_papers
from vlagraph.store.recorded import encode_recorded, load_recorded, was_fetched
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph

ONE = recorded_paper("2607.00001", "Walking", {"navigation": 0.9})
TWO = recorded_paper("2607.00002", "Holding", {"manipulation": 0.8})
LARGEST = 2_000_000
"""Bytes of the shipped file: every workspace has a copy."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    write_recorded(tmp_path, ONE, TWO)
    return Workspace(tmp_path)


def note_fetch(workspace: Workspace, *, succeeded: bool = True, **source: str) -> None:
    """Write that a fetch of one topic was made."""
    state = TopicState(wanted_from="2025-11-22", last_success="2026-11-22T06:00:00Z" if succeeded else None)
    sources = {"api": SourceState(topics={"navigation": state}, **source)}  # type: ignore[arg-type]
    save_state(workspace.fetch_state, FetchState(sources=sources))


def test_recorded_papers_are_known_until_a_fetch_has_succeeded(workspace: Workspace) -> None:
    before = read_holdings(workspace)
    note_fetch(workspace, succeeded=False, key_papers_checked="2026-11-22T06:00:00Z")
    failed = read_holdings(workspace)
    note_fetch(workspace)

    assert before == failed == Holdings({ONE.id: ONE, TWO.id: TWO}, UNTIL)
    assert read_holdings(workspace) == Holdings({})


def test_a_stored_record_comes_before_the_recorded_one(workspace: Workspace) -> None:
    own = paper(ONE.id, "Walking, by hand", curated=True, fetched=None)
    save_papers(workspace.papers, {own.id: own})

    assert known_papers(workspace) == {ONE.id: own, TWO.id: TWO}
    assert (find_paper(workspace, ONE.id), find_paper(workspace, TWO.id)) == (own, TWO)
    assert find_paper(workspace, "2607.00003") is None


def test_a_workspace_without_the_file_is_as_it_was(tmp_path: Path) -> None:
    assert read_holdings(Workspace(tmp_path)) == Holdings({})


def test_a_fetch_state_that_cannot_be_read_leaves_recorded_papers_aside(workspace: Workspace) -> None:
    workspace.fetch_state.write_text("{")

    assert was_fetched(workspace)
    assert known_papers(workspace) == {}


GOOD = encode_recorded({ONE.id: ONE})
BROKEN = {
    "cut": GOOD[: len(GOOD) // 2],
    "one byte changed": GOOD[:-6] + bytes([GOOD[-6] ^ 1]) + GOOD[-5:],
    "empty": b"",
    "not compressed": b'{"id": "2607.00001"}\n',
    "not JSON": gzip.compress(b"hello\n"),
    "no paper": gzip.compress(b'{"id": 7}\n'),
    "a list": gzip.compress(b"[1, 2]\n"),
    "deep nesting": gzip.compress(b"[" * 100_000),
    "no UTF-8": gzip.compress(b'{"id": "\xff"}\n'),
    "a newer format": gzip.compress(gzip.decompress(GOOD).replace(b"{", b'{"schema":2,', 1)),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_damaged_file_is_left_aside_and_its_reason_told(workspace: Workspace, data: bytes) -> None:
    workspace.recorded.write_bytes(data)
    holdings = read_holdings(workspace)

    assert (holdings.papers, holdings.until) == ({}, None)
    assert (holdings.fault is None) == (data == b"")  # nothing compressed is no paper and no fault
    newer = data == BROKEN["a newer format"]
    assert holdings.fault is None or holdings.fault.key == ("recorded.newer" if newer else "recorded.unread")


def test_a_folder_in_its_place_is_left_aside_too(workspace: Workspace) -> None:
    workspace.recorded.unlink()
    workspace.recorded.mkdir()

    assert read_holdings(workspace).fault is not None


def test_a_line_cannot_claim_that_arxiv_confirmed_it_or_that_people_chose_it(tmp_path: Path) -> None:
    path = write_recorded(tmp_path, paper("2607.00001", "Walking", day="2026-07-01", curated=True))
    [found] = load_recorded(path)[0].values()

    assert (found.fetched, found.curated, found.recorded) == (None, False, "2026-07-01")


def test_the_same_papers_are_the_same_bytes() -> None:
    assert encode_recorded({TWO.id: TWO, ONE.id: ONE}) == encode_recorded({ONE.id: ONE, TWO.id: TWO})


def test_the_shipped_file_holds_facts_of_attached_papers_alone(shipped: KnowledgeGraph) -> None:
    workspace = Workspace(CHECKOUT)
    papers, fault = load_recorded(workspace.recorded)
    names = {name for topic in shipped.topics.values() for name in (topic.id, *topic.formerly)}

    assert (fault, list(papers)) == (None, sorted(papers))
    assert workspace.recorded.stat().st_size < LARGEST
    for one in papers.values():
        assert (one.abstract, one.comment, one.fetched, one.curated) == (None, None, None, False)
        assert one.authors
        assert one.recorded
        assert "2025" <= one.published <= one.recorded
        assert one.matches
        assert names.issuperset(match.topic for match in one.matches)
