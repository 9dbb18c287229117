"""A reader's own topic fitted to pins and dismissals; none of the papers exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.news_samples import add_own_topic, make_news, paper
from vlagraph.core.model import Watch
from vlagraph.core.papers.fitting import LEAST_JUDGED
from vlagraph.core.papers.levels import installed_levels
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News

GOOD = [f"2511.000{n}" for n in range(10, 15)]
"""Papers that have the phrase in title and abstract."""
BAD = [f"2511.000{n}" for n in range(20, 25)]
"""Papers that have it twice in passing."""
REFUSED = "2511.00030"


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with a topic of the reader's own and papers for it."""
    found = make_news(
        tmp_path / "ws",
        capfd,
        monkeypatch,
        [
            *(paper(one, f"Bread baking {one}", abstract="Bread baking is bread baking.") for one in GOOD),
            *(paper(one, f"Kitchens {one}", abstract="Bread baking, or bread baking.") for one in BAD),
            paper(REFUSED, "Ovens", abstract="On ovens."),
        ],
    )
    add_own_topic(found.root, "my-bread", Watch(any_of=("bread baking",)))
    return found


def _judge(news: News, good: list[str], bad: list[str]) -> None:
    for one in good:
        assert news("pin", one, "my-bread").code == 0
    for one in bad:
        assert news("dismiss", one, "my-bread").code == 0


def _threshold(news: News) -> float | None:
    roadmap = load_roadmap(news.root / "graph" / "topics.json")
    watch = next(topic.watch for topic in roadmap.topics if topic.id == "my-bread")
    return watch.threshold if watch else None


def test_a_fit_writes_a_threshold_that_agrees_with_the_reader(news: News) -> None:
    _judge(news, GOOD, BAD)
    answer = news("fit", "--format", "json")
    (found,) = answer.json["topics"]

    assert answer.code == 0
    assert found["topic"] == "my-bread"
    assert found["changed"]
    assert found["before"] == installed_levels().threshold < found["after"] == _threshold(news)
    assert (found["judged"], found["wrong_before"], found["wrong"]) == (10, len(BAD), [])
    assert len(answer.json["files"]) == 1
    assert news("fit", "my-bread", "--format", "json").json["files"] == []
    assert {call["id"] for call in news("watch", "my-bread", "--format", "json").json["attached"]} == set(
        GOOD
    )


def test_a_dry_run_says_the_same_and_writes_nothing(news: News) -> None:
    _judge(news, GOOD, BAD)
    before = {path: path.read_bytes() for path in news.root.rglob("*.json*")}
    answer = news("fit", "my-bread", "--dry-run")

    assert "Papers come under it from" in answer.out
    assert "By 10 judgements: 5 that belong here, 5 that do not" in answer.out
    assert "Nothing is written" in answer.out
    assert {path: path.read_bytes() for path in news.root.rglob("*.json*")} == before


def test_with_too_few_judgements_it_says_how_many_lack(news: News) -> None:
    _judge(news, GOOD[:2], [*BAD[:1], REFUSED])
    answer = news("fit", "my-bread")

    assert answer.code == 0
    assert f"so {LEAST_JUDGED - 3} more" in answer.out
    assert _threshold(news) is None
    assert "더 있어야 합니다" in news("fit", "--lang", "ko").out


def test_a_paper_that_no_threshold_can_reach_is_named_with_the_next_step(news: News) -> None:
    _judge(news, [*GOOD, REFUSED], BAD)
    out = news("fit", "my-bread").out

    assert "Still called wrongly: 1; before: 6" in out
    assert f"arXiv:{REFUSED}" in out
    assert "vlagraph watch my-bread --any PHRASE" in out


def test_a_star_counts_where_the_paper_stands_under_the_topic(news: News) -> None:
    _judge(news, [], BAD)
    news("star", *GOOD, REFUSED)
    (found,) = news("fit", "--format", "json").json["topics"]

    assert found["judged"] == len(GOOD) + len(BAD)
    assert found["changed"]


def test_a_shipped_topic_is_refused_with_the_reason(news: News) -> None:
    answer = news("fit", "sim-to-real-transfer")

    assert answer.code == 2
    assert "fitted from labelled papers" in answer.err


def test_without_own_topics_it_says_so(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = make_news(tmp_path / "bare", capfd, monkeypatch)("fit")

    assert answer.code == 0
    assert "no topic of your own" in answer.out


def test_own_topics_without_a_rule_are_named_with_what_tries_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    news = make_news(tmp_path / "ws", capfd, monkeypatch, [])
    add_own_topic(news.root, "my-tea", None)
    one = news("fit", "--dry-run")
    for name in ("tea-a", "tea-b", "tea-c", "tea-d", "tea-e"):
        add_own_topic(news.root, name, None)
    many = news("fit")

    assert (one.code, many.code) == (0, 0)
    assert "my-tea, a topic of your own, has no watch rule yet" in one.out
    assert "'vlagraph watch my-tea --any PHRASE'" in one.out
    assert "6 topics of your own have no watch rule yet (my-tea, tea-a, tea-b, tea-c, tea-d, …)" in many.out
    assert "'vlagraph watch my-tea --any PHRASE'" in news("fit", "my-tea").err
