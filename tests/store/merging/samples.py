"""Small versions of the files that git merges, by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from vlagraph.core.papers.numbers import pack
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.store.fetch_state import (
    Failure,
    FetchState,
    SourceState,
    TopicState,
    encode_state,
)
from vlagraph.store.papers import encode_papers
from vlagraph.store.receipts import Asked, AskedAgain, Came

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["fetch_files", "note_files", "papers_files", "stamp"]

IDS = ("2601.00001", "2601.00002", "math/0309136")


def stamp(day: int) -> str:
    """A time in November 2026."""
    return f"2026-11-{day:02d}T09:30:00Z"


_MAYBE = st.none() | st.integers(1, 28).map(stamp)

_PAPERS = st.builds(
    Paper,
    id=st.sampled_from(IDS),
    title=st.sampled_from(["Cups", "Cups: a study", "$\\pi_0$"]),
    authors=st.sampled_from([("Ada",), ("Ada", "Bo"), ()]),
    published=st.sampled_from(["2026-01", "2026-01-02", stamp(1)]),
    version=st.none() | st.integers(1, 3),
    abstract=st.none() | st.just("Cups."),
    primary_category=st.none() | st.just("cs.RO"),
    teams=st.sampled_from([(), ("Ada",)]),
    curated=st.booleans(),
    asked=st.booleans(),
    fetched=_MAYBE,
    matches=st.sampled_from(
        [
            (),
            (Match("seeing", 0.5),),
            (Match("judging", 0.75), Match("seeing", 0.5)),
            (Match("seeing", 0.75), Match("moving", 0.5)),
        ]
    ),
)


def papers_files() -> SearchStrategy[bytes]:
    """Bytes of papers.jsonl."""
    return st.lists(_PAPERS, max_size=4).map(lambda found: encode_papers({one.id: one for one in found}))


_TOPICS = st.builds(
    TopicState,
    wanted_from=st.integers(1, 28).map(stamp),
    covered_from=_MAYBE,
    checked=_MAYBE,
    listing_until=_MAYBE,
    last_success=_MAYBE,
    rule=st.sampled_from("rs"),
    papers=st.integers(0, 3),
    failed=st.none() | st.builds(Failure, at=st.integers(1, 28).map(stamp), why=st.just("Asleep.")),
)
_SOURCES = st.builds(
    SourceState,
    topics=st.dictionaries(st.sampled_from(["seeing", "judging"]), _TOPICS),
    progress=st.dictionaries(st.sampled_from(["oai cs 2026-11-01", "window"]), st.integers(1, 28).map(stamp)),
    key_papers_checked=_MAYBE,
    unknown_ids=st.frozensets(st.sampled_from(IDS)).map(lambda ids: tuple(sorted(ids))),
)
_ASKED = st.builds(
    Asked,
    at=st.integers(1, 28).map(stamp),
    source=st.sampled_from(["api", "oai"]),
    what=st.just("changes"),
    came=st.integers(0, 3),
)
_CAME = st.builds(
    Came,
    days=st.dictionaries(
        st.sampled_from(["2026-01-01", "2026-01-02"]),
        st.dictionaries(
            st.sampled_from(["cs.LG", "cs.RO"]), st.frozensets(st.sampled_from(IDS[:2])).map(pack)
        ),
    ),
    whole=st.sampled_from([(), (("2026-01-01", "2026-01-02"),)]),
)
_AGAIN = st.builds(
    AskedAgain,
    day=st.sampled_from(["2026-01-01", "2026-01-02"]),
    category=st.sampled_from(["", "cs.RO"]),
    times=st.integers(1, 3),
    at=st.integers(1, 28).map(stamp),
)
_STATES = st.builds(
    FetchState,
    sources=st.dictionaries(st.sampled_from(["api", "oai"]), _SOURCES),
    wished=st.frozensets(st.sampled_from(IDS)).map(lambda ids: tuple(sorted(ids))),
    asked=st.lists(_ASKED, max_size=3, unique_by=lambda one: (one.at, one.source)).map(
        lambda found: tuple(sorted(found, key=lambda one: (one.at, one.source)))
    ),
    came=st.dictionaries(st.sampled_from(["*", "cs.LG cs.RO"]), _CAME),
    again=st.lists(_AGAIN, max_size=3, unique_by=lambda one: (one.day, one.category)).map(
        lambda found: tuple(sorted(found, key=lambda one: (one.day, one.category)))
    ),
)


def fetch_files() -> SearchStrategy[bytes]:
    """Bytes of fetch.json."""
    return _STATES.map(encode_state)


_HEADS = st.sampled_from(["", "---\nstatus: read\n---\n", "---\nrating: 3\nstatus: unread\n---\n"])
_TEXTS = st.lists(st.sampled_from(["one", "two", "three", "", "넷"]), max_size=5).map("\n".join)


def note_files() -> SearchStrategy[bytes]:
    """Bytes of a note."""
    return st.builds(lambda head, text: f"{head}{text}".encode(), _HEADS, _TEXTS)
