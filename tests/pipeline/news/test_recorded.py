"""Papers of a recorded collection: shown until the first fetch, everywhere said to be what they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import spawn
from tests.support.news_samples import NOW, make_news, paper
from tests.support.recorded import UNTIL, recorded_paper, write_recorded
from vlagraph.store import recorded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News

WALKING = recorded_paper("2607.00001", "Walking home by sonar", {"navigation": 0.93})
HOLDING = recorded_paper("2607.00002", "Holding cups gently", {"manipulation": 0.91})
REMARK = "from a recorded collection up to 2026-07-30, never checked with arXiv"
FETCHED = {"schema": 1, "sources": {"api": {"topics": {
    "navigation": {
        "wanted_from": "2025-11-22",
        "covered_from": "2025-11-22",
        "checked": "2026-11-22T06:00:00Z",
        "last_success": "2026-11-22T06:00:00Z",
    },
}}}}  # fmt: skip


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    made = make_news(tmp_path / "ws", capfd, monkeypatch)
    write_recorded(made.root, WALKING, HOLDING)
    return made


def fetch_once(news: News, *papers: object) -> None:
    """What a first fetch leaves behind that brought ``papers``."""
    news.store(*papers)  # type: ignore[arg-type]
    (news.root / "papers" / "fetch.json").write_text(json.dumps(FETCHED))


def test_new_tells_recorded_papers_and_what_they_are(news: News) -> None:
    found = news("new", "--all")
    document = news.new("--all")

    assert REMARK in found.out.splitlines()[0]
    assert "Walking home by sonar" in found.out
    assert "'vlagraph fetch' replaces them" in found.out
    assert (document["recorded"], document["last_fetched"], document["age_days"]) == (UNTIL, None, None)
    assert {one["recorded"] for one in document["papers"]} == {UNTIL}
    assert "모아 둔 자료, arXiv에서 확인한 적 없음" in news("new", "--all", "--lang", "ko").out
    assert REMARK in news("new", "--all", "--format", "md").out
    assert news("new", "--all", "--format", "atom").out.count(REMARK) == 2


def test_what_was_shown_stays_shown_when_a_fetch_brings_it(news: News) -> None:
    told = news.ids("--since", "2026-01-01")
    again = paper(WALKING.id, WALKING.title, {"navigation": 0.93})
    fetch_once(news, again, paper("2611.00001", "Walking on", {"navigation": 0.9}))

    assert set(told) == {WALKING.id, HOLDING.id}
    assert news.ids() == ["2611.00001"]
    assert set(news.ids("--all")) == {WALKING.id, "2611.00001"}


def test_a_fetch_that_succeeded_replaces_them_all(news: News) -> None:
    fetch_once(news)
    found = news.new("--all")

    assert (found["papers"], found["recorded"]) == ([], None)
    assert REMARK not in news("papers", "navigation").out
    assert news("status", "--format", "json").json["recorded"] == 0


def test_a_list_of_papers_says_which_are_recorded(news: News) -> None:
    found = news("papers", "navigation")
    [row] = [
        row
        for row in news("papers", "navigation", "--format", "json").json["papers"]
        if row["paper"] and row["paper"]["id"] == WALKING.id
    ]

    assert "recorded, never checked" in found.out
    assert f"1 paper is {REMARK}" in found.out
    assert REMARK in news("papers", "navigation", "--why").out
    assert (row["paper"]["recorded"], "fetched" in row["paper"]) == (UNTIL, False)


def test_status_never_calls_them_fresh(news: News) -> None:
    news.at("2026-07-30T12:00:00Z")
    document, text = news("status", "--format", "json").json, news("status").out

    assert (document["recorded"], document["recorded_until"], document["fault"]) == (2, UNTIL, None)
    assert {row["checked"] for row in document["topics"]} == {None}
    assert document["stale"] == len(document["topics"])
    assert f"2 papers are {REMARK}" in text


def test_stats_counts_them_as_the_newest_and_says_so(news: News) -> None:
    news.at("2026-08-01T12:00:00Z")
    health = news("stats", "--format", "json").json["health"]

    assert (health["fetched"], health["recorded"]) == (None, UNTIL)
    assert "navigation" not in dict(health["quiet"])
    assert f"Papers as of {UNTIL}, from a recorded collection" in news("stats").out


def test_explain_shows_the_scores_of_the_collection(news: News) -> None:
    found = news("explain", WALKING.id)
    [place] = [
        one
        for one in news("explain", WALKING.id, "--format", "json").json["standings"]
        if one["topic"] == "navigation"
    ]

    assert "From a recorded collection up to 2026-07-30" in found.out
    assert "No abstract is stored" not in found.out
    assert (place["how"], place["score"]) == ("matched", 0.93)


def test_a_reader_judges_a_recorded_paper_like_any_other(news: News) -> None:
    assert news("dismiss", WALKING.id).code == 0
    assert news("pin", HOLDING.id, "navigation").code == 0
    assert news("star", HOLDING.id).code == 0
    assert news.ids("--all") == [HOLDING.id]
    assert "Holding cups gently" in news("papers", "navigation").out
    assert news("review", HOLDING.id).code == 0
    assert "Holding cups gently" in (news.root / "papers" / "notes" / f"{HOLDING.id}.md").read_text()


def test_a_damaged_file_is_told_and_left_aside(news: News) -> None:
    (news.root / "papers" / "recorded.jsonl.gz").write_bytes(b"hello")
    told, checked = news("new"), news("check")

    assert told.code == checked.code == 0
    assert "recorded.jsonl.gz cannot be read" in told.out
    assert "Next: vlagraph fetch" in told.out
    assert "recorded.jsonl.gz cannot be read" in news("status").out
    assert "recorded.jsonl.gz cannot be read" in news("status", "--format", "json").json["fault"]
    assert "warning" in checked.out + checked.err
    assert news("check", "--strict").code == 1
    assert news("papers", "navigation").code == 0


def test_commands_that_need_no_papers_do_not_read_them(news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(path: Path) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(recorded, "load_recorded", never)
    for args in (("path", "navigation"), ("order",), ("next",), ("topics",), ("topic", "navigation")):
        assert news(*args).code == 0
    fetch_once(news)
    assert news("papers", "navigation").code == 0


def test_the_bundled_roadmap_tells_them_and_how_to_get_a_workspace(tmp_path: Path) -> None:
    answer = spawn("new", "--max", "1", "--all", cwd=tmp_path, env={"VLAGRAPH_NOW": NOW})

    assert (answer.code, answer.err) == (0, "")
    assert "vlagraph init DIR" in answer.out
    assert not list(tmp_path.iterdir())
