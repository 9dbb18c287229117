"""What an index answers is what reading everything answers, whatever the store holds."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.recorded import write_recorded
from tests.support.stores import IDS, WORDS, index_always, index_never, marks, papers, small_graph
from vlagraph.core.papers.choice import Choice
from vlagraph.core.papers.news import NewsRequest
from vlagraph.pipeline.fetch.status import read_status
from vlagraph.pipeline.health import ask_stats
from vlagraph.pipeline.news.arrivals import ask_news
from vlagraph.pipeline.news.shelf import ask_landmarks, ask_shelf
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, save_state
from vlagraph.store.holdings import find_paper, known_ids, stored_ids, stored_papers
from vlagraph.store.marks import encode_progress
from vlagraph.store.papers import encode_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vlagraph.core.marks import Progress
    from vlagraph.core.papers.paper import Paper

pytestmark = pytest.mark.campaign

SHARE = 20  # examples in an ordinary run; `make soak` has 400
EXAMPLES = settings().max_examples if "VLAGRAPH_SOAK" in os.environ else SHARE
KG = small_graph()
QUERIES = (*WORDS, "map of", "vision lang", "erez robot", "611.0", "2")
CHOICES = (
    Choice(),
    Choice(starred=True),
    Choice(read=True, level="loose"),
    Choice(unread=True),
    Choice(pinned=True),
    Choice(has_code=True),
    *(Choice(search=query) for query in QUERIES),
)
SHELVES: tuple[dict[str, Any], ...] = tuple(
    {"topics": topics, "choice": choice, "most": most}
    for topics, choice, most in product([(), ("walking",), ("seeing", "holding")], CHOICES, [None, 2])
)
REQUESTS: tuple[dict[str, Any], ...] = (
    {},
    {"older": True},
    {"everything": True},
    {"since": "2026-11"},
    {"ready": True},
    {"ready": True, "known": frozenset({"walking"}), "topic": "holding"},
    {"since": "2026-11-15", "ready": True},
    {"ignore_progress": True, "level": "loose"},
    {"sort": "date", "level": "strict"},
    {"topic": "walking"},
    {"topic": "seeing", "older": True},
    {"goal": frozenset({"holding", "seeing"})},
)


def write(root: Path, stored: dict[str, Paper], reader: Progress) -> None:
    """Replace what ``root`` holds."""
    (root / "papers").mkdir(exist_ok=True)
    (root / "papers" / "papers.jsonl").write_bytes(encode_papers(stored))
    (root / "progress.json").write_bytes(encode_progress(reader))


def note_fetch(root: Path) -> None:
    at = "2026-11-22T06:00:00Z"
    known = TopicState("2025-01-01", covered_from="2025-01-01", checked=at, last_success=at)
    state = SourceState(topics={"walking": known})
    save_state(root / "papers" / "fetch.json", FetchState(sources={"api": state}))


def shelves(place: Workspace, asked: list[dict[str, Any]]) -> Iterator[Any]:
    """Answers about the papers of topics, single papers, and all of them together."""
    for shelf in asked:
        yield ask_shelf(place, KG, **shelf)
    for one in IDS[:3]:
        yield find_paper(place, one)
        yield stored_papers(place, [one]).get(one)
    yield ask_landmarks(place, KG)
    yield known_ids(place)
    yield sorted(stored_ids(place, IDS))
    yield read_status(place, KG.roadmap, now=datetime(2026, 11, 22, tzinfo=UTC))
    yield ask_stats(place, KG, days=10)


def news(place: Workspace, asked: list[dict[str, Any]]) -> Iterator[Any]:
    """Answers about what is new."""
    for fields in asked:
        yield ask_news(place, KG, request=NewsRequest(today="2026-11-22", **fields))


def compare(ask: Callable[[], Iterable[Any]], root: Path) -> None:
    """Compare the answers from the index with those from everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)  # no test cuts the power
        patch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
        patch.setenv("XDG_CACHE_HOME", str(root / "user"))
        index_never(patch)
        expected = list(ask())
        index_always(patch)

        assert list(ask()) == expected


@given(
    st.lists(papers(), min_size=1, max_size=2),
    marks(),
    st.booleans(),
    st.lists(st.sampled_from(SHELVES), min_size=3, max_size=6),
)
@settings(max_examples=EXAMPLES)
def test_the_papers_of_topics_from_the_index_are_those_from_everything(
    states: list[dict[str, Paper]], reader: Progress, fetched: bool, asked: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        if fetched:
            note_fetch(root)
        else:
            write_recorded(root, *states[0].values())
        for stored in reversed(states):
            write(root, stored, reader)
            compare(partial(shelves, Workspace(root), asked), root)
        assert (root / ".cache" / "papers.index").exists()


@given(papers(), marks(), st.lists(st.sampled_from(REQUESTS), min_size=3, max_size=5, unique_by=str))
@settings(max_examples=EXAMPLES)
def test_news_from_the_index_are_those_from_everything(
    stored: dict[str, Paper], reader: Progress, asked: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        note_fetch(root)
        write(root, stored, reader)
        compare(partial(news, Workspace(root), asked), root)
