from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

import pytest

from tests.support.news_samples import add_own_topic, make_news, paper
from vlagraph.core.model import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News

TITLE = "Sim-to-real transfer with domain randomization for bimanual manipulation"
ABSTRACT = (
    "We propose a policy for fine-grained bimanual manipulation with low-cost hardware. Domain "
    "randomization in simulation closes the sim-to-real gap; the reality gap of contact-rich manipulation "
    "remains small."
)


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with a paper on sim-to-real transfer."""
    one = paper("2611.00001", TITLE, {"sim-to-real-transfer": 0.9}, abstract=ABSTRACT)
    return make_news(tmp_path / "ws", capfd, monkeypatch, [one])


def test_a_paper_is_explained_with_topics_evidence_prerequisites_and_its_like(news: News) -> None:
    out = news("explain", "https://arxiv.org/abs/2611.00001v3").out

    assert out.startswith(f"{TITLE}\narXiv:2611.00001v1 · 2026-11-20 · cs.RO\nAda Example\n")
    assert "Sim-to-Real Transfer [sim-to-real-transfer]: attached" in out
    assert "sim-to-real" in out.split("matched: ")[1]
    assert "you can follow this" in out or "you lack: " in out
    assert "arXiv:2304.13705" in out.split("Key papers it resembles")[1]


def test_json_holds_every_standing(news: News) -> None:
    found = news("explain", "2611.00001", "--format", "json").json
    by_topic = {one["topic"]: one for one in found["standings"]}

    assert by_topic["sim-to-real-transfer"]["how"] == "matched"
    assert by_topic["sim-to-real-transfer"]["score"] >= found["threshold"]
    assert all(one["score"] > 0 for one in found["standings"] if one["how"] == "below")
    assert found["paper"]["id"] == "2611.00001"
    assert found["alike"][0]["likeness"] >= found["alike"][-1]["likeness"]


def test_with_a_topic_only_that_one_is_explained_with_every_weight(news: News) -> None:
    out = news("explain", "2611.00001", "navigation").out

    assert "Navigation [navigation]: not attached (" in out
    assert "Sim-to-Real Transfer [" not in out
    assert "Evidence" in out


def test_a_key_paper_without_abstract_is_explained_by_its_title(news: News) -> None:
    out = news("explain", "2304.13705").out

    assert ": key paper" in out
    assert "No abstract is stored: the title alone decides the scores. 'vlagraph fetch' brings it." in out


def test_what_the_reader_said_and_saw_stands_there(news: News) -> None:
    news("new")
    news("read", "2611.00001")
    news("dismiss", "2611.00001", "sim-to-real-transfer")
    news("pin", "2611.00001", "navigation")
    out = news("explain", "2611.00001").out

    assert "read · shown on 2026-11-22" in out
    assert "[sim-to-real-transfer]: dismissed by you" in out
    assert "[navigation]: pinned by you" in out


def test_stored_matches_that_the_rules_of_today_do_not_give_are_called_old(news: News) -> None:
    news.store(paper("2611.00002", "Nothing to do with any of it", {"navigation": 0.9}))

    assert "The rules changed since this paper was fetched" in news("explain", "2611.00002").out


def test_an_unknown_paper_names_the_next_step(news: News) -> None:
    answer = news("explain", "2611.99999")

    assert (answer.code, answer.out) == (1, "")
    assert "arXiv:2611.99999 is not stored" in answer.err
    assert "'vlagraph add 2611.99999' asks arXiv for it" in answer.err
    assert "https://arxiv.org/abs/2611.99999" in answer.err


def test_what_is_no_id_is_a_name_that_nothing_has(news: News) -> None:
    answer = news("explain", "attention is all you need\x1b[2J")

    assert answer.code == 1
    assert "\x1b" not in answer.err


def test_the_weights_and_the_offset_add_up_to_the_score(news: News) -> None:
    found = news("explain", "2611.00001", "--format", "json").json
    scored = [one for one in found["standings"] if one["score"]]

    assert scored
    for one in scored:
        total = one["offset"] + sum(item["weight"] for item in one["evidence"] if "weight" in item)

        assert 1 / (1 + exp(-total)) == pytest.approx(one["score"], abs=0.001)


def test_the_table_of_weights_ends_with_the_start_of_the_topic_and_the_sum(news: News) -> None:
    lines = news("explain", "2611.00001", "sim-to-real-transfer").out.partition("Evidence")[2].splitlines()
    last = [line.split()[-1] for line in lines[1 : lines.index("")]]
    weights = [float(text) for text in last if text[0] in "+-"]

    assert weights[-1] == pytest.approx(sum(weights[:-1]), abs=0.01 * len(weights))
    assert lines[lines.index("") - 2].startswith("start")


def test_a_topic_of_the_title_is_what_the_paper_is_about(news: News) -> None:
    abstract = "On boats. " + ABSTRACT.replace("fine-grained", "")
    news.store(paper("2611.00003", "Sim-to-real transfer for boats", abstract=abstract))
    found = news("explain", "2611.00003", "--format", "json").json
    standing = [one for one in found["standings"] if one["how"] not in ("below", "dismissed")]
    parts = {one["topic"]: one["part"] for one in standing}

    assert parts["sim-to-real-transfer"] == "about"
    assert set(parts.values()) <= {"about", "uses"}
    assert all(one["part"] is None for one in found["standings"] if one not in standing)


def test_what_to_learn_for_a_paper_stands_in_learning_order(news: News) -> None:
    found = news("explain", "2611.00001", "--format", "json").json
    order = news("order", "--format", "json").json["order"]
    needed = {name for one in found["standings"] if one["part"] == "about" for name in one["lacks"]}

    assert set(found["learn"]) == needed
    assert found["learn"] == sorted(found["learn"], key=order.index)
    assert "Learn for it, in this order\n  1. " in news("explain", "2611.00001").out


def test_a_paper_that_a_rule_takes_and_the_score_refuses_is_told_so(news: News) -> None:
    found = news("explain", "2611.00001", "--format", "json").json
    below = [one["topic"] for one in found["standings"] if one["how"] == "below"]
    news.store(paper("2611.00004", "A kettle", abstract="We use a 3D map once.", categories=("cs.RO",)))
    out = news("explain", "2611.00004").out

    assert all(one["score"] > 0 for one in found["standings"] if one["topic"] in below)
    assert "Navigation [navigation]: not attached (the rule takes it, but its score is below" in out


def test_a_topic_that_scores_all_papers_of_its_categories_says_that_its_rule_does_not_take_one(
    news: News,
) -> None:
    news.store(paper("2611.00004", "A kettle", abstract="Water boils.", categories=("cs.RO",)))
    out = news("explain", "2611.00004", "navigation").out
    context = [line for line in out.splitlines() if line.startswith("context")]

    assert "the rule takes it" not in out
    assert "not attached (the rule does not take it; scored like every paper of the topic's categories" in out
    assert [line.split()[:3] for line in context] == [["context", "other", "words"]]


def test_without_a_topic_only_what_the_rule_takes_or_comes_near_is_named_below_the_threshold(
    news: News,
) -> None:
    news.store(paper("2611.00004", "A kettle", abstract="Water boils.", categories=("cs.RO",)))
    out = news("explain", "2611.00004").out
    document = news("explain", "2611.00004", "--format", "json").json

    assert document["standings"] == []
    assert "  none, and none is near: 'vlagraph explain 2611.00004 TOPIC' says why\n" in out
    assert news("explain", "2611.00004", "navigation", "--format", "json").json["standings"]


def test_a_topic_with_a_threshold_of_its_own_names_it(news: News) -> None:
    add_own_topic(news.root, "kettles", Watch(any_of=("kettle",), threshold=0.995))
    news.store(paper("2611.00004", "A kettle", abstract="A kettle.", categories=("cs.RO",)))
    out = news("explain", "2611.00004").out
    found = news("explain", "2611.00004", "--format", "json").json
    alone = news("explain", "2611.00004", "kettles").out
    thresholds = {one["topic"]: one["threshold"] for one in found["standings"]}

    assert f"Topics (a paper comes under a topic from a score of {found['threshold']:.3f})\n" in out
    assert "below the threshold); the topic's own threshold is 0.995\n" in out
    assert thresholds["kettles"] == 0.995 != found["threshold"]
    assert "from a score of 0.995)" in alone
    assert "the topic's own" not in alone


@pytest.mark.parametrize(
    ("categories", "primary", "reason"),
    [
        ((), "cs.RO", None),
        ((), "q-bio.NC", "unknown_categories"),
        ((), None, "unknown_categories"),
        (("q-bio.NC", "cs.RO"), "q-bio.NC", None),
        (("q-bio.NC",), "q-bio.NC", "categories"),
    ],
)
def test_a_paper_whose_primary_category_alone_is_known_is_filed_under_it(
    categories: tuple[str, ...], primary: str | None, reason: str | None, news: News
) -> None:
    record = paper("2611.00077", TITLE, categories=categories, primary_category=primary)
    news.store(record)
    shown = news("explain", "2611.00077", "sim-to-real-transfer").out
    told = news("explain", "2611.00077", "sim-to-real-transfer", "--format", "json").json
    (place,) = (one for one in told["standings"] if one["topic"] == "sim-to-real-transfer")

    assert primary is None or primary in shown.splitlines()[1]
    assert next((item.get("reason") for item in place["evidence"] if item.get("reason")), None) == reason
    assert ("in none of the categories" in shown) == (reason == "categories")
    assert ("until it is fetched" in shown) == (reason == "unknown_categories")
