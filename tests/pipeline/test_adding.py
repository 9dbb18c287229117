"""Papers that a reader asks for by name, over real HTTP from a server of the tests; none of them exists."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from tests.standin import Fault, StandIn, Trigger
from tests.standin.small_corpus import record
from tests.support.fetching import SCALE
from tests.support.news_samples import NOW, make_news
from tests.support.news_samples import paper as stored_paper
from vlagraph.store.fetch_state import load_state
from vlagraph.store.papers import load_papers, save_papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.news_samples import News

ROBOT, BREAD, OLD, GONE = "2511.90001", "2511.90002", "cs/0112999", "2511.90003"
LOST = "2511.99999"
RECORDS = [
    record(
        1,
        id=ROBOT,
        title="Sim-to-real transfer with domain randomization for bimanual manipulation",
        abstract="Invented: domain randomization closes the sim-to-real gap of an imaginary arm.",
        comments="Accepted to CoRL 2025. Code: https://github.com/example/invented",
        categories="cs.RO",
    ),
    record(2, id=BREAD, title="Synthetic record 2 about bread", abstract="Invented.", categories="cs.DL"),
    record(3, id=OLD, title="Synthetic record 3 of an old form"),
    record(4, id=GONE, comments="This paper has been withdrawn by the invented author"),
]


@pytest.fixture(autouse=True)
def no_flushing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the disk its time."""
    monkeypatch.setattr("os.fsync", lambda handle: None)


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace of the shipped roadmap with its key papers."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("VLAGRAPH_CONTACT", "tests@example.org")
    return make_news(tmp_path / "ws", capfd, monkeypatch)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as running:
        monkeypatch.setenv("VLAGRAPH_API_URL", running.api_url)
        monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", str(3 / SCALE))
        yield running


def _asked(server: StandIn) -> list[set[str]]:
    """The ids of each request."""
    return [set(entry.parameters["id_list"].split(",")) for entry in server.log]


def test_papers_are_brought_in_one_request_stored_and_explained(news: News, server: StandIn) -> None:
    answer = news("add", f"arXiv:{ROBOT}v2 [cs.RO]", f"https://arxiv.org/abs/{BREAD}", OLD)
    stored = load_papers(news.root / "papers" / "papers.jsonl")

    assert answer.code == 0
    assert _asked(server) == [{ROBOT, BREAD, OLD}]
    assert server.violations == ()
    assert all(stored[one].asked and stored[one].abstract for one in (ROBOT, BREAD, OLD))
    assert "Sim-to-Real Transfer [sim-to-real-transfer]: attached; the paper is about it" in answer.out
    assert "matched: " in answer.out
    assert "CoRL 2025 · code: https://github.com/example/invented" in answer.out
    assert "under no topic" in answer.out.split("about bread")[1]


def test_what_is_there_already_is_not_asked_again_but_kept_for_good(news: News, server: StandIn) -> None:
    news.store(stored_paper(ROBOT, "A stored record", {"navigation": 0.9}))
    answer = news("add", ROBOT, "--format", "json")

    assert (answer.code, answer.json["requests"], server.log) == (0, 0, ())
    assert [one["arrival"] for one in answer.json["papers"]] == ["stored"]
    assert load_papers(news.root / "papers" / "papers.jsonl")[ROBOT].asked


def test_a_key_paper_of_which_facts_alone_are_stored_is_completed(news: News, server: StandIn) -> None:
    server.add(record(5, id="2304.13705", title="Synthetic stand-in for a key paper"))
    answer = news("add", "2304.13705", "--format", "json")

    assert answer.json["papers"][0]["arrival"] == "completed"
    assert not load_papers(news.root / "papers" / "papers.jsonl")["2304.13705"].asked


def test_a_key_paper_that_cannot_be_completed_is_told_and_waits(news: News, server: StandIn) -> None:
    server.add(record(5, id="2304.13705", title="Synthetic stand-in for a key paper"))
    server.faults.add(Fault("forbidden403", "denied", Trigger()))
    failed = news("add", "2304.13705")

    assert failed.code == 1
    assert "stored already" in failed.out
    assert "not brought: 2304.13705" in failed.out

    server.reset()
    news("fetch", "--only-key-papers")

    assert load_papers(news.root / "papers" / "papers.jsonl")["2304.13705"].fetched


def test_a_key_paper_of_which_no_category_is_known_has_no_empty_place_for_them(
    news: News, server: StandIn
) -> None:
    lines = news("add", "2304.13705").out.splitlines()

    assert lines[1] == "  stored already · https://arxiv.org/abs/2304.13705 · 2023-04-23"


def test_an_id_that_arxiv_does_not_know_and_a_withdrawn_paper_are_told(news: News, server: StandIn) -> None:
    answer = news("add", LOST, GONE)

    assert answer.code == 1
    assert f"arXiv does not know {LOST}" in answer.out
    assert "withdrawn" in answer.out
    assert load_state(news.root / "papers" / "fetch.json").wished == ()


def test_an_impossible_id_is_refused_with_the_likely_one_and_the_others_come(
    news: News, server: StandIn
) -> None:
    answer = news("add", "2511.9001", ROBOT)

    assert answer.code == 1
    assert "2511.9001: arXiv:2511.9001 cannot be: ids since January 2015 have five digits" in answer.out
    assert "Did you mean 2511.09001?" in answer.out
    assert _asked(server) == [{ROBOT}]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("2511.9001", 1, "Did you mean 2511.09001?"),
        ("2511,90001", 1, "Did you mean 2511.90001?"),
        ("2711.00001", 1, "its month, 2027-11, is still to come"),
        ("nonsense", 1, "is not an arXiv id"),
        ("no id in here", 1, "'no id in here' is not an arXiv id"),
    ],
)
def test_nothing_is_asked_where_no_name_can_be(
    name: str, code: int, said: str, news: News, server: StandIn
) -> None:
    answer = news("add", name)

    assert (answer.code, answer.out, server.log) == (code, "", ())
    assert said in answer.err


def test_a_mail_on_standard_input_gives_every_id_in_it(
    news: News, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = (
        f"\\\\\narXiv:{ROBOT}\nDate: Mon, 3 Nov 2025\n doi 10.1109/LRA.2024.3401234, 10.48550/arXiv.{BREAD}\n"
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(mail))
    answer = news("add", "-")

    assert answer.code == 0
    assert _asked(server) == [{ROBOT, BREAD}]


def test_a_dry_run_shows_the_one_request_and_asks_nothing(news: News, server: StandIn) -> None:
    before = (news.root / "papers" / "papers.jsonl").read_bytes()
    answer = news("add", ROBOT, BREAD, "--dry-run")

    assert answer.code == 0
    assert "papers that you asked for, by id  2 papers" in answer.out
    assert "2 papers by id" in news("add", ROBOT, BREAD, "--dry-run", "--verbose").out
    assert server.log == ()
    assert (news.root / "papers" / "papers.jsonl").read_bytes() == before


def test_what_does_not_come_is_not_lost_and_the_next_fetch_brings_it(
    news: News, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.faults.add(Fault("forbidden403", "denied", Trigger()))
    failed = news("add", ROBOT)

    assert failed.code == 1
    assert f"not brought: {ROBOT}" in failed.out
    assert "denies access (403)" in failed.out
    assert f"1 paper that you asked for comes with the next 'vlagraph fetch': {ROBOT}" in news("status").out

    server.reset()
    news("fetch", "navigation", "--since", "2026-11-20")

    assert load_papers(news.root / "papers" / "papers.jsonl")[ROBOT].asked
    assert news("status", "--format", "json").json["wished"] == []


@pytest.mark.parametrize("mark", [("read", BREAD), ("star", BREAD), ("pin", BREAD, "navigation")])
def test_a_mark_of_an_unknown_paper_makes_the_next_fetch_bring_it(
    mark: tuple[str, ...], news: News, server: StandIn
) -> None:
    marked = news(*mark)
    waiting = news("status", "--format", "json").json["wished"]
    news("fetch", "navigation", "--since", "2026-11-20")

    assert marked.code == 0
    assert "the next 'vlagraph fetch' brings it" in marked.out + marked.err
    assert waiting == [BREAD]
    assert BREAD in load_papers(news.root / "papers" / "papers.jsonl")


def test_a_mark_that_is_taken_back_is_no_wish_any_more(news: News, server: StandIn) -> None:
    news("star", BREAD)
    news("star", BREAD, "--undo")

    assert news("status", "--format", "json").json["wished"] == []


def test_a_wish_that_arxiv_does_not_know_is_told_and_asked_once(news: News, server: StandIn) -> None:
    news("star", LOST)
    news("fetch", "navigation", "--since", "2026-11-20")
    first = sum(LOST in entry.target for entry in server.log)
    news.at("2026-11-23T12:00:00Z")
    server.clock = "2026-11-23T12:00:00Z"
    news("fetch", "navigation")

    assert first == 1
    assert sum(LOST in entry.target for entry in server.log) == 1
    assert f"arXiv does not know it: {LOST}" in news("status").out


def test_marks_that_cannot_be_read_do_not_stop_a_fetch(news: News, server: StandIn) -> None:
    (news.root / "progress.json").write_text("{", encoding="utf-8")
    answer = news("fetch", "navigation", "--since", "2026-11-20")

    assert answer.code == 0
    assert "Papers that it names were not looked for" in answer.err


def test_a_paper_asked_for_stays_though_no_rule_takes_it(news: News, server: StandIn) -> None:
    news("add", BREAD)
    news.at("2026-12-24T12:00:00Z")
    server.clock = "2026-12-24T12:00:00Z"
    news("fetch", "navigation", "--since", "2026-11-20")

    assert load_papers(news.root / "papers" / "papers.jsonl")[BREAD].asked


def test_read_of_an_id_that_cannot_be_is_refused(news: News) -> None:
    answer = news("read", "2511.9001")

    assert answer.code == 1
    assert "Did you mean 2511.09001?" in answer.err
    assert not (news.root / "progress.json").exists()


def test_an_older_file_without_the_mark_reads_and_writes_the_same(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    save_papers(path, {ROBOT: stored_paper(ROBOT, "A stored record")})

    assert b"asked" not in path.read_bytes()
    assert not load_papers(path)[ROBOT].asked
