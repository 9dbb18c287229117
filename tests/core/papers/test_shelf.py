from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.news_samples import make_news, paper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with three papers attached to navigation."""
    papers = [
        paper("2611.00001", "Older but the same score", {"navigation": 0.801}, day="2026-11-01"),
        paper("2611.00002", "Newer and the same score", {"navigation": 0.799}, day="2026-11-09"),
        paper("2611.00003", "The best score", {"navigation": 0.95}, day="2026-10-01"),
    ]
    return make_news(tmp_path / "ws", capfd, monkeypatch, papers)


def test_key_papers_come_first_in_reading_order_then_score_then_date(news: News) -> None:
    rows = news("papers", "navigation", "--format", "json").json["papers"]
    keys = [row["key"]["arxiv"] for row in rows if row["key"]]
    others = [row["paper"]["id"] for row in rows if not row["key"]]
    out = news("papers", "navigation").out.splitlines()

    assert keys[0] == "1606.05830"
    assert [bool(row["key"]) for row in rows] == [True] * len(keys) + [False] * 3
    assert others == ["2611.00003", "2611.00002", "2611.00001"]
    assert "key: survey" in out[1]
    assert "matched" in out[len(keys) + 1]


def test_without_a_topic_only_key_papers_are_listed(news: News) -> None:
    rows = news("papers", "--format", "json").json["papers"]

    assert all(row["key"] for row in rows)
    assert len(rows) > 300


def test_max_limits_the_attached_papers_alone(news: News) -> None:
    rows = news("papers", "navigation", "--max", "1", "--format", "json").json["papers"]

    assert [row["paper"]["id"] for row in rows if not row["key"]] == ["2611.00003"]
    assert len(rows) > 2


def test_why_shows_the_reason_of_key_papers_and_the_evidence_of_the_others(news: News) -> None:
    out = news("papers", "navigation", "--why").out

    assert "The best score\narXiv:2611.00003 · 2026-10-01 · Navigation · matched · 0.950\n" in out
    assert "   matched: navigation (title)\n" in out
    assert "   일치: navigation (제목)\n" in news("papers", "navigation", "--why", "--lang", "ko").out
    assert "key: survey" in out


def test_near_copies_are_folded_into_the_first_of_them(news: News) -> None:
    key = news.papers["1606.05830"]
    news.store(
        paper("2611.00004", "The Best Score!", {"navigation": 0.9}),
        paper("2611.00005", key.title.upper(), {"navigation": 0.9}, authors=key.authors),
    )
    rows = news("papers", "navigation", "--format", "json").json["papers"]
    copies = {row["paper"]["id"]: row["copies"] for row in rows if row["copies"]}

    assert copies == {"1606.05830": ["2611.00005"], "2611.00003": ["2611.00004"]}
    assert "The best score (also 2611.00004)" in news("papers", "navigation").out


def test_a_withdrawn_paper_says_so(news: News) -> None:
    news.store(paper("2611.00006", "Taken back", {"navigation": 0.99}, withdrawn=True))

    assert any(
        "Taken back" in line and "withdrawn" in line for line in news("papers", "navigation").out.splitlines()
    )
