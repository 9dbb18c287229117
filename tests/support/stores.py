"""Stores of papers for the tests of the index: random ones with odd records, and a switch for the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.support.roadmaps import tier
from tests.support.study_samples import make_graph, make_topic
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.core.model import Watch
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.store import asking

if TYPE_CHECKING:
    import pytest
    from hypothesis.strategies import SearchStrategy

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["IDS", "WORDS", "index_always", "index_never", "marks", "papers", "small_graph"]

IDS = ("cs/0112017", "2611.00001", *(f"26{number:02}.0000{number}" for number in range(2, 10)))
WORDS = (
    "map",
    "Maps",
    "of",
    "the",
    "robot",
    "로봇",
    "Pérez",
    "a",
    "ATLAS",
    "vision-language",
    "π0",
    "…",
    "42",
)
TOPICS = ("walking", "strolling", "holding", "seeing", "unheard-of")
TITLES = (
    "A Map of the World of Robots",
    "Map of the World of Robots",
    "The map of the world of robots!",
    "Maps",
    "",
    "로봇 지도",
    "Pérez",
)
DAYS = (
    "2026-11-20",
    "2026-11-14",
    "2026-11",
    "2026-10-02T08:00:00Z",
    "2026",
    "2025-01-01",
    "2026-11-15T00:00:00Z",
)


def small_graph() -> KnowledgeGraph:
    """Three topics with key papers, a former id that two of them share, and thresholds of their own."""
    watch = Watch(any_of=("seeing",), threshold=0.9)
    return make_graph(
        make_topic("walking", formerly=("strolling",), papers=[(IDS[0], ()), ("2304.13705", ())]),
        make_topic("holding", ["walking"], formerly=("strolling",), papers=[(IDS[3], ())]),
        make_topic("seeing", ["holding"], watch=watch),
        priorities=(tier("P0", "walking"), tier("P1", "holding", "seeing")),
    )


def papers() -> SearchStrategy[dict[str, Paper]]:
    """Few papers that share titles, days and topics more often than not; most of them are plain."""
    some = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
    scores = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.55, 0.7, 0.9, 0.95, 1.0])
    matches = st.lists(st.builds(Match, st.sampled_from(TOPICS), scores), max_size=3).map(tuple)
    rarely = st.sampled_from([False, False, False, False, True])
    one = st.builds(
        Paper,
        id=st.sampled_from(IDS),
        title=st.sampled_from(TITLES) | some,
        authors=st.sampled_from([("Ada Example",), ("Ada Example", "Bo Pérez"), ("李", ":", "et al."), ()]),
        published=st.sampled_from(DAYS),
        version=st.none() | st.integers(1, 3),
        abstract=st.none() | some,
        comment=st.none() | some,
        withdrawn=rarely,
        curated=rarely,
        asked=rarely,
        fetched=st.none() | st.sampled_from(["2026-11-22T06:00:00Z", "2026-11-20T06:00:00Z"]),
        matches=matches,
    )
    return st.lists(one, max_size=9).map(lambda found: {paper.id: paper for paper in found})


def marks() -> SearchStrategy[Progress]:
    """What a reader said of some of the papers."""
    over = st.builds(
        Mark, st.booleans(), st.sampled_from(["2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"])
    )
    ids = st.sampled_from(IDS)
    opinions = st.builds(
        Opinion,
        st.sampled_from(["dismissed", "pinned", "moved"]),
        ids,
        st.sampled_from(["", "walking", "strolling"]),
        st.sampled_from(["", "holding"]),
    )
    return st.builds(
        Progress,
        read=st.dictionaries(ids, over, max_size=2),
        starred=st.dictionaries(ids, over, max_size=2),
        shown=st.dictionaries(ids, st.sampled_from(["2026-11-15", "2026-11-22"]), max_size=2),
        feedback=st.dictionaries(opinions, over, max_size=2),
    )


def index_always(patch: pytest.MonkeyPatch) -> None:
    """Keep an index of every file of papers, however small."""
    patch.setattr(asking, "LEAST_BYTES", 0)
    patch.setattr(asking, "LEAST_PACKED", 0)


def index_never(patch: pytest.MonkeyPatch) -> None:
    """Read every file of papers, however large."""
    patch.setattr(asking, "LEAST_BYTES", 1 << 60)
    patch.setattr(asking, "LEAST_PACKED", 1 << 60)
