from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from msgspec.structs import replace

from tests.support.command_line import CHECKOUT
from tests.support.news_samples import make_news, paper
from vlagraph.core.papers.news_order import MISSING_COST, TIER_COST
from vlagraph.core.papers.paper import Evidence, Match
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News
    from vlagraph.core.graph import KnowledgeGraph


THREE = (
    paper("2611.00001", "Gripping soft things", {"manipulation": 0.9}),
    paper("2611.00002", "Walking home", {"navigation": 0.9}),
    paper("2611.00003", "Both at once", {"manipulation": 0.6, "navigation": 0.8}),
)


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace without news."""
    return make_news(tmp_path / "ws", capfd, monkeypatch)


def marks(news: News) -> dict[str, str]:
    shown: dict[str, str] = json.loads((news.root / "progress.json").read_text())["shown"]
    return shown


def test_the_second_time_in_a_row_there_is_nothing(news: News) -> None:
    news.store(*THREE)
    first, second = news.ids(), news.ids()

    assert sorted(first) == [one.id for one in THREE]
    assert second == []


def test_everything_told_is_marked_with_the_day_the_titles_below_the_cap_too(news: News) -> None:
    news.store(*THREE)
    found = news.new("--max", "1")

    assert (len(found["papers"]), len(found["also"])) == (1, 2)
    assert marks(news) == dict.fromkeys((one.id for one in THREE), "2026-11-22")


def test_after_a_week_only_that_week_is_new(news: News) -> None:
    news.store(*THREE)
    news.ids()
    news.at("2026-11-29T12:00:00Z")
    news.store(paper("2611.00009", "A week later", {"navigation": 0.7}, day="2026-11-27"))

    assert news.ids() == ["2611.00009"]


def test_eight_replayed_weeks_tell_every_paper_once(news: News) -> None:
    told: list[str] = []
    for week in range(8):
        day = date(2026, 9, 1) + timedelta(weeks=week)
        news.at(f"{day.isoformat()}T12:00:00Z")
        arrived = [
            paper(
                f"26{week + 1:02d}.{number:05d}",
                f"Work {week} of kind {number}",
                {"navigation": 0.5 + number / 100},
            )
            for number in range(30)
        ]
        news.store(*arrived)
        fresh = news.ids()

        assert sorted(fresh) == [one.id for one in arrived]
        told += fresh
    assert len(told) == len(set(told)) == 240


def test_a_paper_of_several_topics_is_told_once_under_its_best(news: News) -> None:
    news.store(THREE[2])
    [found] = news.new()["papers"]

    assert found["topic"] == "navigation"
    assert [other["topic"] for other in found["others"]] == ["manipulation"]


def test_with_a_topic_only_its_papers_are_told_and_marked(news: News) -> None:
    news.store(*THREE)
    found = news.new("--topic", "manipulation")

    assert {one["id"]: one["topic"] for one in found["papers"]} == {
        "2611.00001": "manipulation",
        "2611.00003": "manipulation",
    }
    assert news.ids() == ["2611.00002"]


def test_key_papers_withdrawn_papers_and_papers_of_no_topic_are_no_news(news: News) -> None:
    key = news.papers["2304.13705"]
    matched = Match("manipulation", 0.9)
    news.store(
        paper(key.id, key.title, {"manipulation": 0.9}),
        paper("2611.00004", "Taken back", {"manipulation": 0.9}, withdrawn=True),
        paper("2611.00005", "About nothing"),
        paper("2611.00006", "Chosen by people", curated=True, matches=(matched,)),
    )

    assert news.ids() == []


def test_a_paper_that_was_read_is_no_news(news: News) -> None:
    news.store(*THREE)
    news("read", "2611.00001")

    assert "2611.00001" not in news.ids()


def test_a_higher_score_comes_first_then_the_later_paper(news: News) -> None:
    news.store(
        paper("2611.00001", "Low", {"navigation": 0.6}),
        paper("2611.00002", "High", {"navigation": 0.9}),
        paper("2611.00003", "Low and later", {"navigation": 0.6}, day="2026-11-21"),
    )

    assert news.ids() == ["2611.00002", "2611.00003", "2611.00001"]


def test_the_more_urgent_topic_comes_first_at_the_same_score(news: News) -> None:
    news.store(
        paper("2611.00001", "Later", {"navigation": 0.9}),
        paper("2611.00002", "Urgent", {"mixed-precision-training": 0.9}),
    )

    assert news.ids() == ["2611.00002", "2611.00001"]


def test_what_can_be_followed_comes_first_and_what_is_learned_is_not_lacking(
    news: News, shipped: KnowledgeGraph
) -> None:
    news.store(
        paper("2611.00001", "Deep", {"mixture-of-experts": 0.9}),
        paper("2611.00002", "Flat", {"mixed-precision-training": 0.9}),
    )
    before = {one["id"]: one["lacks"] for one in news.new("--all")["papers"]}
    named = {one["id"]: one["lacks"] for one in news.new("--all", "--known", "probability-theory")["papers"]}
    news("learned", *sorted(nx.ancestors(shipped.required, "mixture-of-experts")))
    after = {one["id"]: one["lacks"] for one in news.new("--all")["papers"]}
    ignoring = {one["id"]: one["lacks"] for one in news.new("--all", "--ignore-progress")["papers"]}

    assert list(before) == ["2611.00002", "2611.00001"]
    assert before["2611.00001"][0] == "probability-theory"
    assert "probability-theory" not in named["2611.00001"]
    assert after["2611.00001"] == []
    assert ignoring == before


def test_text_tells_topic_words_score_and_what_is_lacking(news: News, shipped: KnowledgeGraph) -> None:
    news("learned", *sorted(shipped.assumed))
    news.store(
        paper("2611.00001", "Deep", {"mixture-of-experts": 0.934}),
        paper("2611.00002", "Flat", {"mixed-precision-training": 0.9}),
        paper("2611.00003", "Third", {"navigation": 0.6}),
    )

    assert (
        news("new", "--max", "2").out
        == """\
3 of 3 new papers, best first, 1 of them by title · papers fetched today

1. Flat
   arXiv:2611.00002 · 2026-11-20 · Mixed-Precision Training · score 0.900
   Ada Example
   matched: mixed precision training (title)
   you can follow this

2. Deep
   arXiv:2611.00001 · 2026-11-20 · Mixture of Experts · score 0.934
   Ada Example
   matched: mixture of experts (title)
   you lack: Probability Theory, Linear Algebra

Also
  Third  arXiv:2611.00003 · Navigation
"""
    )


def test_the_first_lacking_topics_are_named_in_the_reader_s_language(news: News) -> None:
    news.store(paper("2611.00001", "Deep", {"mixture-of-experts": 0.9}))
    english, korean = news("new", "--all").out, news("new", "--all", "--lang", "ko").out

    assert "you lack: Probability Theory, " in english
    assert "먼저 배울 것: 확률론" in korean
    assert "점수 0.90" in korean
    assert "일치: mixture of experts (제목)" in korean
    assert "논문 수집: 오늘" in korean
    assert not any(phrase in korean for phrase in ("score", "matched", "you ", "best first"))


def test_since_and_all_tell_again_say_so_and_take_no_mark_away(news: News) -> None:
    news.store(*THREE, paper("2609.00001", "Old", {"navigation": 0.8}, day="2026-09-02"))
    news.ids("--older")
    before = marks(news)
    news.at("2026-11-25T12:00:00Z")
    everything, since = news.ids("--all"), news.ids("--since", "2026-11-20")

    assert len(everything) == 4
    assert sorted(since) == ["2611.00001", "2611.00002", "2611.00003"]
    assert "papers shown before are here too" in news("new", "--all").out
    assert marks(news) == before
    assert news.ids() == []


@pytest.mark.parametrize(("published", "told"), [("2026-11", True), ("2026-10", False), ("2026-11-22", True)])
def test_a_date_of_low_precision_counts_when_it_may_be_late_enough(
    news: News,
    published: str,
    told: bool,
) -> None:
    news.store(paper("2611.00001", "Dated", {"navigation": 0.8}, published=published))

    assert bool(news.ids("--since", "2026-11-22")) == told


@pytest.mark.parametrize(
    "day", ["", "someday", "2026-13-01", "20261122", "2026-11-22T00:00:00\x1b[2J", "-7d"]
)
def test_a_since_that_is_no_day_is_refused(news: News, day: str) -> None:
    answer = news("new", "--since", day)

    assert answer.code == 2
    assert "--since needs a day such as 2026-11-30, 7d, 2w, yesterday or last-week, not " in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.parametrize("day", ["2026-11-20", "2d", "yesterday"])
def test_since_takes_a_day_counted_back_or_named(news: News, day: str) -> None:
    news.at("2026-11-22T12:00:00Z" if day != "yesterday" else "2026-11-21T12:00:00Z")
    news.store(*THREE, paper("2611.00009", "The day before", {"navigation": 0.8}, day="2026-11-19"))

    assert news.new("--since", day)["since"] == "2026-11-20"
    assert "2611.00009" not in news.ids("--since", day)


OLD = tuple(
    paper(f"2601.{n:05d}", f"Old work {n} of its own kind", {"navigation": 0.95}, day=f"2026-0{1 + n % 9}-11")
    for n in range(50)
)


def test_the_first_look_tells_the_last_week_and_how_many_older_papers_wait_and_stay_new(news: News) -> None:
    news.store(*THREE, *OLD)
    first = news("new").out
    found = news.new()

    assert first.startswith("3 of 3 new papers")
    assert "\n50 older papers, from before 2026-11-15, wait and stay new: vlagraph new --older\n" in first
    assert "2601." not in first
    assert sorted(marks(news)) == [one.id for one in THREE]
    assert (found["papers"], found["older"], found["window"]) == ([], 50, "2026-11-15")
    assert "wait and stay new" in news("new").out
    assert "wait and stay new" in news("new", "--format", "md").out
    assert "새 논문으로 남아 있습니다" in news("new", "--lang", "ko").out


def test_a_look_after_a_long_gap_tells_the_last_week_only(news: News) -> None:
    news.store(THREE[0])
    news.ids()
    news.at("2027-02-01T12:00:00Z")
    news.store(THREE[1], paper("2701.00001", "Of this week", {"navigation": 0.7}, day="2027-01-27"))

    assert news.new()["older"] == 1
    assert news.ids("--older") == ["2611.00002"]


def test_a_paper_that_arrives_late_is_told_by_the_next_weekly_look(news: News) -> None:
    news.store(THREE[0])
    news.ids()
    news.at("2026-11-29T12:00:00Z")
    news.store(paper("2611.00009", "Submitted before the last look", {"navigation": 0.7}, day="2026-11-18"))

    assert news.ids() == ["2611.00009"]


def test_older_papers_are_told_best_first_as_many_as_fit_and_never_twice(news: News) -> None:
    news.store(*OLD)
    first = news("new", "--older", "--max", "3").out
    marked = set(marks(news))
    second = news("new", "--older").out
    third = news("new", "--older").out

    assert first.count("arXiv:") == 33
    assert "… and 17 more, which were not marked as shown; --max tells more" in first
    assert len(marked) == 33
    assert second.count("arXiv:") == 17
    assert not any(one in second for one in marked)
    assert third.startswith("Nothing new")
    assert len(marks(news)) == 50


def test_a_paper_can_be_followed_only_when_all_its_topics_require_is_learned(
    news: News, shipped: KnowledgeGraph
) -> None:
    news.store(paper("2611.00001", "Both", {"mixed-precision-training": 0.9, "real-time-inference": 0.8}))
    behind = nx.ancestors(shipped.required, "real-time-inference") | nx.ancestors(
        shipped.required, "mixed-precision-training"
    )
    [found] = news.new("--all")["papers"]
    nothing = news.ids("--all", "--ready")
    news("learned", *sorted(behind))
    [then] = news.new("--all", "--ready")["papers"]

    assert (set(found["lacks"]), found["ready"], nothing) == (behind, False, [])
    assert (then["lacks"], then["ready"]) == ([], True)
    assert "you can follow this" in news("new", "--all").out
    assert "you lack" in news("new", "--all", "--ignore-progress").out


def test_a_topic_that_is_skipped_is_lacking_until_it_is_learned(news: News) -> None:
    news.store(paper("2611.00001", "One", {"real-time-inference": 0.9}))
    news("pin", "2611.00001", "real-time-inference")
    news("learned", "foundations")
    news("skip", "transformers-and-attention")
    skipped = news.new("--all", "--peek")["papers"][0], news("explain", "2611.00001").out
    ready = news.ids("--all", "--peek", "--ready")
    news("learned", "transformers-and-attention")
    learned = news.new("--all", "--peek")["papers"][0], news("explain", "2611.00001").out

    assert skipped[0]["lacks"][0] == "transformers-and-attention"
    assert "you lack: Transformers" in skipped[1]
    assert ready == []
    assert learned[0]["ready"]
    assert "you can follow this" in learned[1]


def test_what_ready_leaves_out_stays_new(news: News, shipped: KnowledgeGraph) -> None:
    free = next(topic for topic in sorted(shipped.topics) if not shipped.required.pred[topic])
    news.store(
        paper("2611.00001", "Free", {free: 0.9}), paper("2611.00002", "Deep", {"real-time-inference": 0.9})
    )

    assert news.ids("--ready") == ["2611.00001"]
    assert news.ids() == ["2611.00002"]


def test_papers_are_sorted_by_date_or_by_score_alone(news: News) -> None:
    news.store(
        paper("2611.00001", "Urgent", {"mixed-precision-training": 0.8}, day="2026-11-19"),
        paper("2611.00002", "Sure", {"navigation": 0.85}, day="2026-11-18"),
        paper("2611.00003", "Late", {"navigation": 0.6}, day="2026-11-21"),
    )

    assert news.ids("--all", "--sort", "date") == ["2611.00003", "2611.00001", "2611.00002"]
    assert news.ids("--all", "--sort", "score") == ["2611.00002", "2611.00001", "2611.00003"]
    assert ", latest first" in news("new", "--all", "--sort", "date").out
    assert ", highest score first" in news("new", "--all", "--sort", "score").out


def test_authors_are_named_and_the_abstract_where_it_is_asked_for(news: News) -> None:
    names = tuple(f"Person {letter}" for letter in "ABCDEFG")
    hostile = "First line.\n\nSecond \x1b[2J\u202e line <b>x</b>."
    news.store(paper("2611.00001", "Many", {"navigation": 0.9}, authors=names, abstract=hostile))
    plain, asked = news("new", "--all").out, news("new", "--all", "--abstract").out
    marked = news("new", "--all", "--abstract", "--format", "md").out
    feed = news("new", "--all", "--abstract", "--format", "atom").out

    assert "\n   Person A, Person B, Person C, Person D and 3 more\n" in plain
    assert "First line." not in plain
    assert "\n   First line. Second [2J line <b>x</b>.\n" in asked
    assert "First line. Second" in marked
    assert "<b>" not in marked
    assert "First line" not in feed
    assert news.new("--all")["papers"][0]["abstract"] is None
    assert news.new("--all", "--abstract")["papers"][0]["abstract"] == hostile


def test_undo_makes_the_papers_of_the_last_run_new_again_and_says_how_many(news: News) -> None:
    news.store(*THREE)
    first = news.ids()
    back = news("new", "--undo").out
    again = news.ids()
    korean = news("new", "--undo", "--lang", "ko").out
    nothing = news("new", "--undo", "--format", "json").json

    assert back == "Taken back: 3 papers, marked as shown on 2026-11-22, are new again.\n"
    assert again == first
    assert korean == "2026-11-22에 보여 준 것으로 표시한 논문 3편을 다시 새 논문으로 되돌렸습니다.\n"
    assert nothing == {"papers": [], "at": None}
    assert news("new", "--undo").out.startswith("Nothing to take back: ")


@pytest.mark.parametrize("form", ["md", "atom", "bibtex"])
def test_undo_refuses_a_format_in_which_it_cannot_answer_and_takes_nothing_back(
    news: News, form: str
) -> None:
    news.store(*THREE)
    news.ids()
    answer = news("new", "--undo", "--format", form)

    assert (answer.code, answer.out) == (2, "")
    assert "Choose one of: text, json" in answer.err
    assert news.ids() == []


def test_undo_leaves_the_runs_before_the_last_as_they_are(news: News) -> None:
    news.store(*THREE)
    news.ids("--topic", "manipulation")
    news.ids("--all")
    undone = news("new", "--undo", "--format", "json").json

    assert undone == {"papers": ["2611.00002"], "at": "2026-11-22T12:00:00.001Z"}
    assert news.ids() == ["2611.00002"]


def test_undo_that_cannot_be_stored_changes_nothing_and_says_so(news: News) -> None:
    news.store(*THREE)
    news.ids()
    (news.root / "progress.json.lock").unlink()
    (news.root / "progress.json.lock").mkdir()
    answer = news("new", "--undo")

    assert (answer.code, answer.out) == (1, "")
    assert news.ids() == []


def test_near_copies_are_told_together_and_not_again_when_one_was_told(news: News) -> None:
    news.store(
        paper("2611.00001", "Learning to Grip Soft Things: A Study", {"manipulation": 0.9}),
        paper("2611.00002", "Learning to grip soft things - a study", {"manipulation": 0.8}),
    )
    [found] = news.new()["papers"]
    news.store(paper("2611.00003", "Learning to Grip Soft Things: a Study", {"manipulation": 0.99}))

    assert (found["id"], found["copies"]) == ("2611.00001", ["2611.00002"])
    assert news.ids() == []


def test_a_paper_under_a_former_topic_id_is_told_under_its_heir(news: News) -> None:
    path = news.root / "graph" / "topics.json"
    tree = json.loads(path.read_text(encoding="utf-8"))
    next(t for t in tree["topics"] if t["id"] == "navigation")["formerly"] = ["wayfinding-old"]
    path.write_text(json.dumps(tree), encoding="utf-8")
    news.store(
        paper("2611.00001", "Renamed", {"wayfinding-old": 0.9}), paper("2611.00002", "Gone", {"no-such": 0.9})
    )

    assert [(one["id"], one["topic"]) for one in news.new()["papers"]] == [("2611.00001", "navigation")]


def test_an_empty_answer_says_what_to_do(news: News, tmp_path: Path) -> None:
    assert news("new").out == "No paper is stored besides the key papers. Next: vlagraph fetch\n"

    news.store(*THREE)
    news.ids()
    fresh = news("new").out
    news.at("2026-12-01T12:00:00Z")

    assert fresh == (
        "Nothing new since 2026-11-22; last fetched today. "
        "Next: 'vlagraph new --all' shows everything again\n"
    )
    assert news("new").out == "Nothing new since 2026-11-22; last fetched 9 days ago. Next: vlagraph fetch\n"
    assert news("new", "--lang", "ko").out == (
        "2026-11-22 이후 새 논문이 없습니다. 마지막 수집: 9일 전. 다음 할 일: vlagraph fetch\n"
    )
    assert "Navigation" in news("new", "--topic", "navigation").out
    assert "since 2026-11-30; last fetched" in news("new", "--since", "2026-11-30").out
    assert news.new()["todo"].endswith("vlagraph fetch")


def test_without_a_fetch_an_empty_answer_says_that_there_was_none(news: News) -> None:
    news.store(paper("2611.00001", "Typed", {"navigation": 0.9}, fetched=None, source="curated"))
    news.ids()
    lines = (("new",), ("new", "--since", "2026-11-22"))

    assert [news(*line).out for line in lines] == [
        "Nothing new since 2026-11-22; nothing was fetched yet. Next: vlagraph fetch\n",
        "No stored paper was submitted since 2026-11-22; nothing was fetched yet. Next: vlagraph fetch\n",
    ]
    for line in lines:
        korean = news(*line, "--lang", "ko").out
        assert korean.endswith("없습니다. 아직 수집한 적이 없습니다. 다음 할 일: vlagraph fetch\n")


def test_the_freshness_is_that_of_the_last_fetch_that_succeeded(news: News) -> None:
    news.store(*THREE)
    day = "2025-11-22"
    state = {"schema": 1, "sources": {"api": {"topics": {
        name: {"wanted_from": day, "covered_from": day, "checked": at, "last_success": at}
        for name, at in (("navigation", "2026-11-19T12:00:00Z"), ("manipulation", "2026-11-21T11:00:00Z"))
    }}}}  # fmt: skip
    (news.root / "papers" / "fetch.json").write_text(json.dumps(state))

    assert news.new("--all")["age_days"] == 1
    assert news.new("--all", "--topic", "navigation")["age_days"] == 3


def test_marks_that_cannot_be_written_are_an_error_after_the_papers(news: News) -> None:
    news.store(*THREE)
    (news.root / "progress.json.lock").mkdir()
    answer = news("new")

    assert answer.code == 1
    assert "Walking home" in answer.out
    assert "not marked as shown; the next 'vlagraph new' prints them again" in answer.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_read_only_workspace_tells_the_papers_and_says_that_they_come_again(news: News) -> None:
    news.store(*THREE)
    news.root.chmod(0o555)
    answer = news("new")
    news.root.chmod(0o755)

    assert answer.code == 1
    assert "Walking home" in answer.out
    assert "not marked as shown" in answer.err


def test_a_damaged_progress_file_stops_before_anything_is_told(news: News) -> None:
    news.store(*THREE)
    (news.root / "progress.json").write_text("{")
    answer = news("new")

    assert (answer.code, answer.out) == (1, "")
    assert "not a progress file" in answer.err
    assert (news.root / "progress.json").read_text() == "{"


def test_a_reader_who_closes_the_pipe_early_is_told_again(news: News) -> None:
    news.store(*(paper(f"2611.{n:05d}", f"Title {n} " * 60, {"navigation": 0.9}) for n in range(400)))
    command = [sys.executable, "-m", "vlagraph", "--root", str(news.root), "new", "--max", "400"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(100)
        process.stdout.close()

    assert process.returncode == 1
    assert not (news.root / "progress.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_run_killed_while_it_prints_marks_nothing_so_that_nothing_is_lost(news: News) -> None:
    news.store(*(paper(f"2611.{n:05d}", f"Title {n} " * 60, {"navigation": 0.9}) for n in range(400)))
    command = [sys.executable, "-m", "vlagraph", "--root", str(news.root), "new", "--max", "400"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(100)  # the pipe is full: the run waits for its reader
        time.sleep(0.2)
        process.send_signal(signal.SIGKILL)

    assert not (news.root / "progress.json").exists()
    assert len(news.ids()) == 400


def test_a_hostile_title_never_drives_the_terminal(news: News) -> None:
    hostile = "Evil \x1b[2J\x07\x9b31m\u202e title\r\n<script>alert(1)</script> [x](javascript:y)"
    news.store(paper("2611.00001", hostile, {"navigation": 0.9}))
    for form in ("text", "md", "atom"):
        answer = news("new", "--all", "--format", form)

        assert all(char.isprintable() for line in answer.out.split("\n") for char in line)
    assert "<script>" not in news("new", "--all", "--format", "md").out
    assert "\x1b" not in news("new", "--all", "--format", "json").out
    assert "\x1b" not in news("explain", "2611.00001").out
    assert "\x1b" not in news("dismiss", "2611.00001").out


def test_markdown_links_every_paper(news: News) -> None:
    news.store(*THREE)
    out = news("new", "--format", "md", "--max", "1").out

    head = "3 of 3 new papers, best first, 2 of them by title · papers fetched today."
    assert out.startswith(f"# New papers\n\n{head}\n")
    assert "1. [Gripping soft things](https://arxiv.org/abs/2611.00001)" in out or "1. [Walking" in out
    assert "## Also\n" in out


def test_the_first_line_counts_what_is_told_and_marked(news: News) -> None:
    news.store(*OLD)
    first = news("new", "--older", "--max", "3").out.splitlines()[0]

    assert first == "33 of 50 new papers, best first, 30 of them by title · papers fetched today"
    assert len(marks(news)) == 33
    assert (
        "새 논문 17편 중 17편, 추천순, 그중 16편은 제목만"
        in news("new", "--older", "--max", "1", "--lang", "ko").out
    )


def test_nothing_under_a_goal_is_said_of_the_goal_alone(news: News) -> None:
    news.store(*THREE)

    assert news("new", "soft-robotics").out.startswith("No paper under Soft Robotics is stored besides")
    assert news("new", "soft-robotics", "hri").out.startswith("No paper under any of the topics asked for")
    assert news.new("soft-robotics")["goal"] == ["soft-robotics"]
    assert news("new", "soft-robotics", "--lang", "ko").out.startswith("소프트 로보틱스: 핵심 논문 말고는")


def test_a_filter_that_leaves_nothing_is_named_with_what_it_hides(news: News) -> None:
    news.store(*(paper(one.id, one.title, {"manipulation": 0.6}) for one in THREE))
    ready, strict = news("new", "--ready").out, news("new", "--strict").out
    since = news("new", "--since", "2026-11-01", "--ready").out

    assert ready == (
        "Nothing new that you can follow; last fetched today. "
        "Without --ready there may be some, with what you lack for each\n"
    )
    assert strict == "Nothing new; last fetched today. Without --strict there may be some\n"
    assert since.startswith("No stored paper that you can follow was submitted since 2026-11-01;")
    assert len(news.ids()) == 3


def test_all_says_of_no_day_that_nothing_came_since(news: News) -> None:
    news.store(THREE[0])
    news.ids()
    news("dismiss", THREE[0].id)

    assert news("new", "--all").out.startswith("Nothing new; last fetched today.")


def test_the_same_papers_give_the_same_bytes(news: News) -> None:
    news.store(*THREE)
    for form in ("text", "json", "md", "atom"):
        news.ids("--all")

        assert news("new", "--all", "--format", form).out == news("new", "--all", "--format", form).out


def test_the_stored_papers_are_untouched(news: News) -> None:
    news.store(*THREE)
    path = news.root / "papers" / "papers.jsonl"
    before = path.read_bytes()
    news.ids()
    news("dismiss", "2611.00001")
    news("explain", "2611.00002")

    assert path.read_bytes() == before
    assert load_papers(path).keys() >= {one.id for one in THREE}


def test_the_docs_state_the_costs_that_the_order_uses() -> None:
    page = (CHECKOUT / "docs" / "new.md").read_text(encoding="utf-8")

    assert f"less {TIER_COST} for each tier of urgency" in page
    assert f"less {MISSING_COST} for each required topic" in page


def test_a_matched_phrase_is_named_though_its_letters_are_within_another_word(news: News) -> None:
    found = paper("2611.00001", "A world model for RL", {"manipulation": 0.9})
    evidence = tuple(Evidence("core", text, "title", 2.5) for text in ("RL", "model", "world model"))
    news.store(replace(found, matches=(Match("manipulation", 0.9, evidence),)))

    assert "matched: RL (title), world model (title)\n" in news("new").out
