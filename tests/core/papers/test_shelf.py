from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.support.command_line import on_screen
from tests.support.news_samples import add_own_topic, make_news, paper
from vlagraph.core.model import Watch
from vlagraph.core.papers.followed import rule_marks
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, save_state
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with three papers attached to navigation."""
    papers = [
        paper("2611.00001", "Older but the same score", {"navigation": 0.8004}, day="2026-11-01"),
        paper("2611.00002", "Newer and the same score", {"navigation": 0.7996}, day="2026-11-09"),
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


def test_papers_are_in_the_order_of_the_scores_that_are_shown(news: News) -> None:
    scores = (0.9304, 0.9469, 0.9474, 0.9486, 0.9534)
    for day, score in enumerate(scores, start=1):
        news.store(
            paper(f"2611.0010{day}", f"Gadget {day}", {"navigation": score}, day=f"2026-10-0{6 - day}")
        )
    listed = [line.split() for line in news("papers", "navigation").out.splitlines() if " matched " in line]
    told = [one["score"] for one in news.new("--all", "--sort", "score")["papers"]]
    found = [one["id"] for one in news("papers", "--search", "gadget", "--format", "json").json["papers"]]

    shown = [parts[parts.index("matched") + 1] for parts in listed]
    assert shown == sorted(shown, reverse=True)
    assert [f"{score:.3f}" for score in told] == sorted((f"{score:.3f}" for score in told), reverse=True)
    assert found == ["2611.00105", "2611.00104", "2611.00102", "2611.00103", "2611.00101"]


def test_a_list_of_all_topics_shows_a_paper_where_the_reader_put_it(news: News) -> None:
    news.store(paper("2611.00007", "A gadget", {"navigation": 0.9, "safety-constraints": 0.6}))
    key = next(one for one in news("papers", "navigation", "--format", "json").json["papers"] if one["key"])
    news("pin", "2611.00007", "manipulation")
    news.store(paper("2611.00008", "A widget", {"navigation": 0.95, "imitation-learning": 0.9}))
    news("move", "2611.00008", "imitation-learning", "safety-constraints")
    news("pin", key["id"], "manipulation")
    news("pin", "2611.88888", "manipulation")
    pinned = news("papers", "--pinned", "--format", "json").json["papers"]
    [moved] = news("papers", "--search", "widget", "--format", "json").json["papers"]
    [own] = news("papers", "--search", key["id"], "--format", "json").json["papers"]
    lines = news("papers", "--pinned").out.splitlines()[1:]

    assert {(row["id"], row["topic"], row["match"]["how"]) for row in pinned} == {
        ("2611.00007", "manipulation", "pinned"),
        (key["id"], "manipulation", "pinned"),
        ("2611.88888", "manipulation", "pinned"),
    }
    assert (moved["topic"], moved["match"]["how"]) == ("safety-constraints", "moved")
    assert own["topic"] == "manipulation"
    assert all(" pinned " in line for line in lines)


def test_a_key_paper_that_the_reader_pinned_to_its_topic_is_called_both(news: News) -> None:
    news("pin", "1606.05830", "navigation")

    assert "key: survey; pinned" in news("papers", "--pinned").out
    assert "key: survey; pinned" in news("papers", "navigation").out


def test_venue_and_code_stand_under_the_title_on_a_terminal(news: News) -> None:
    url = "https://github.com/example/gadget"
    news.store(paper("2611.00007", "A gadget", {"navigation": 0.9}, comment=f"CoRL 2025. Code: {url}"))
    for columns in (40, 60, 80, 120):
        for line in (("navigation",), ("navigation", "--has-code"), ("--has-code",)):
            out = on_screen(news.patch, columns, "--root", str(news.root), "papers", *line).out

            assert f"  CoRL 2025 · code: {url}\n" in out or f"  CoRL 2025 · code:\n  {url}\n" in out
            assert all(cell_len(text) <= columns for text in out.splitlines())
    assert f"CoRL 2025 · code: {url}" in news("papers", "navigation").out


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        (("--starred",), "'vlagraph star ID'"),
        (("--read",), "'vlagraph read ID'"),
        (("--pinned",), "'vlagraph pin ID TOPIC'"),
        (("navigation", "--has-code"), "'vlagraph fetch' brings"),
        (("--search", "zorbing llamas"), "No paper here has all of “zorbing llamas”"),
        (("--search", "zorbing", "--starred"), "No paper fits --search, --starred together."),
        (("navigation", "--strict", "--has-code"), "No paper fits --has-code, --strict together."),
    ],
)
def test_where_no_paper_fits_the_advice_is_that_of_the_filter(
    news: News, options: tuple[str, ...], advice: str
) -> None:
    for more in ((), ("--why",)):
        answer = news("papers", *options, *more)

        assert answer.code == 0
        assert advice in answer.out
        assert "paper add" not in answer.out


def test_where_all_papers_are_read_that_is_told(news: News) -> None:
    add_own_topic(news.root, "kettles", Watch(any_of=("kettle",)))
    news.store(paper("2611.00007", "A kettle", {"kettles": 0.9}))
    nothing = news("papers", "kettles", "--starred").out
    news("read", "2611.00007")

    assert "'vlagraph star ID'" in nothing
    assert "Every paper here is marked as read." in news("papers", "kettles", "--unread").out


def test_a_topic_without_papers_names_what_brings_them_whatever_the_filter(news: News) -> None:
    add_own_topic(news.root, "kettles", Watch(any_of=("kettle",)))
    for options in ((), ("--starred",)):
        out = news("papers", "kettles", *options).out

        assert "'vlagraph fetch' brings those that the watch rules find, 'vlagraph add ID' any other" in out


def test_a_rule_that_changed_since_the_last_fetch_is_told(news: News) -> None:
    add_own_topic(news.root, "kettles", Watch(any_of=("kettle",)))
    before = news("papers", "kettles").err
    roadmap = load_roadmap(news.root / "graph" / "topics.json")
    marks = rule_marks(roadmap)
    day = "2026-11-22T06:00:00Z"
    known = {name: TopicState(wanted_from=day, last_success=day, rule=mark) for name, mark in marks.items()}
    path = news.root / "papers" / "fetch.json"
    save_state(path, FetchState(sources={"api": SourceState(topics=known)}))
    same = news("papers", "kettles").err
    save_state(
        path, FetchState(sources={"api": SourceState(topics={**known, "kettles": known["navigation"]})})
    )
    changed = news("papers", "kettles")
    del known["kettles"]
    save_state(path, FetchState(sources={"api": SourceState(topics=known)}))
    added = news("papers", "kettles").err
    path.write_text("{", encoding="utf-8")
    unknown = news("papers", "kettles")

    told = "The rule of kettles changed since the last fetch: the next 'vlagraph fetch' tags papers by it."
    assert "changed since" not in before + same + unknown.err
    assert told in changed.err
    assert told in added
    assert (changed.code, unknown.code) == (0, 0)
    assert "changed since" not in news("papers", "navigation").err


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
