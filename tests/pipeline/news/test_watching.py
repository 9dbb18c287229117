"""A watch rule tried on stored papers; none of them exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from tests.support.news_samples import add_own_topic, make_news, paper
from vlagraph.core.model import Watch
from vlagraph.store.recorded import encode_recorded
from vlagraph.store.roadmap import load_roadmap, save_parts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News

TITLE = "Sim-to-real transfer of a policy with domain randomization"
PLAIN = "Sim-to-real transfer closes the reality gap; domain randomization for manipulation in simulation."


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with papers on sim-to-real transfer, one of which is not about robots."""
    return make_news(
        tmp_path / "ws",
        capfd,
        monkeypatch,
        [
            paper("2511.00001", TITLE, abstract=PLAIN),
            paper("2511.00002", "Sim-to-real transfer of a kettle", abstract=PLAIN),
            paper(
                "2511.00003", "Teaching a kettle to sing", abstract="We mention sim-to-real transfer once."
            ),
            paper("2511.00004", TITLE, abstract=PLAIN, categories=("math.AG",), primary_category="math.AG"),
            paper("2511.00005", "Bread", abstract="On bread."),
        ],
    )


@pytest.fixture
def own(news: News) -> News:
    """The same with a topic of the reader's own, for which nothing was fitted."""
    rule = Watch(any_of=("sim-to-real transfer", "reality gap"), categories=("cs.RO",))
    add_own_topic(news.root, "my-gap", rule)
    return news


def _watch(news: News, *args: str, topic: str = "sim-to-real-transfer") -> Any:
    answer = news("watch", topic, *args, "--format", "json")
    assert answer.code == 0, answer.err
    return answer.json


def _ids(calls: list[dict[str, Any]]) -> set[str]:
    return {call["id"] for call in calls}


def test_every_paper_with_a_phrase_is_called_once(own: News) -> None:
    found = _watch(own, topic="my-gap")
    groups = [_ids(found[name]) for name in ("attached", "below", "refused")]
    made = {f"2511.0000{n}" for n in range(1, 5)}

    assert not found["fitted"]
    assert {"2511.00001", "2511.00002"} <= groups[0]
    assert "2511.00003" in groups[1]
    assert "2511.00004" in groups[2]
    assert made <= set.union(*groups)
    assert sum(map(len, groups)) == len(set.union(*groups))
    assert "2511.00005" not in set.union(*groups)


def test_a_fitted_topic_judges_by_all_words_and_lists_no_paper_that_is_far_from_it(news: News) -> None:
    found = _watch(news)
    called = set.union(*(_ids(found[name]) for name in ("attached", "below", "refused")))

    assert found["fitted"]
    assert {f"2511.0000{n}" for n in range(1, 5)} <= called
    assert {"2511.00001", "2511.00002"} <= _ids(found["attached"])
    assert "2511.00004" in _ids(found["refused"])
    assert "2511.00005" not in called
    assert len(called) < found["stored"] / 2


def test_a_topics_own_threshold_is_the_one_that_counts(own: News) -> None:
    path = own.root / "graph" / "topics.json"
    roadmap = load_roadmap(path)
    *others, mine = roadmap.topics
    assert mine.watch is not None
    rule = replace(mine.watch, threshold=0.97)
    save_parts(path, replace(roadmap, topics=(*others, replace(mine, watch=rule))))
    found = _watch(own, topic="my-gap")

    assert found["threshold"] == 0.97
    assert "2511.00002" in _ids(found["below"])
    assert all(call["score"] < 0.97 for call in found["below"])


def test_the_nearest_calls_come_first(news: News) -> None:
    found = _watch(news)
    attached, below = ([call["score"] for call in found[name]] for name in ("attached", "below"))

    assert attached == sorted(attached)
    assert below == sorted(below, reverse=True)
    assert all(score >= found["threshold"] for score in attached)
    assert all(score < found["threshold"] for score in below)


def test_a_phrase_that_is_tried_changes_the_calls_and_nothing_on_disk(own: News) -> None:
    before = {path: path.read_bytes() for path in own.root.rglob("*.json*")}
    found = _watch(own, "--not", "kettle", "--category", "math.AG", topic="my-gap")
    change = {call["id"]: call["change"] for name in ("attached", "refused") for call in found[name]}

    assert change["2511.00004"] == "new"
    assert change["2511.00002"] == "lost"
    assert change["2511.00001"] is None
    assert found["tried"]["not"] == ["kettle"]
    assert {path: path.read_bytes() for path in own.root.rglob("*.json*")} == before


@pytest.mark.parametrize("topic", ["my-gap", "sim-to-real-transfer"])
def test_a_paper_of_unknown_categories_is_counted_and_not_called_refused(own: News, topic: str) -> None:
    own.store(
        paper("2511.00006", TITLE, categories=(), primary_category=None, fetched=None, curated=True),
        paper("2511.00007", TITLE, categories=(), primary_category="math.AG", fetched=None, curated=True),
        paper("2511.00008", TITLE, categories=(), primary_category="cs.RO", fetched=None, curated=True),
    )
    before, found = _watch(own, "--not", "kettle", topic=topic), _watch(own, topic=topic)

    assert _ids(found["refused"]).isdisjoint({"2511.00006", "2511.00007"})
    assert found["unfetched"] == before["unfetched"] >= 2
    assert "2511.00008" in _ids(found["attached"])
    assert "cannot be judged" in own("watch", topic).out
    assert "판단하지 못합니다" in own("watch", topic, "--lang", "ko").out


def test_a_phrase_of_not_refuses_a_paper_of_unknown_categories(own: News) -> None:
    own.store(paper("2511.00006", TITLE, categories=(), primary_category=None, fetched=None, curated=True))
    found = _watch(own, "--not", "domain randomization", topic="my-gap")

    assert "2511.00006" in _ids(found["refused"])


def test_recorded_papers_are_counted_and_said_not_to_be_tried(news: News) -> None:
    until = paper("2511.00009", TITLE, fetched=None, recorded="2026-11-01")
    (news.root / "papers" / "recorded.jsonl.gz").write_bytes(encode_recorded({until.id: until}))
    (news.root / "papers" / "fetch.json").unlink(missing_ok=True)

    assert _watch(news)["recorded"] == 1
    assert "1 recorded paper is not tried" in news("watch", "sim-to-real-transfer").out
    assert "1편은 초록이 없어" in news("watch", "sim-to-real-transfer", "--lang", "ko").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--drop", "nonsense"), "no 'nonsense' to drop"),
        (("--drop", ""), "no '' to drop"),
        (("--drop", "reality gaps", "--drop", "bread"), "no 'bread' to drop"),
        (("--drop", "ti:reality gap"), "Did you mean 'reality gap'?"),
        (("--any", ""), "--any ''"),
        (("--any", "ti:"), "--any 'ti:'"),
        (("--with", " -"), "--with ' -'"),
        (("--any", "abs:reality gap"), "begins with 'abs:'"),
        (("--not", "TI:reality gap"), "begins with 'TI:'"),
        (("--not", "…"), "--not '…'"),
        (("--category", "foo"), "no category 'foo'"),
        (("--category", "cs.ro"), "Did you mean 'cs.RO'?"),
        (("--category", ""), "no category ''"),
    ],
)
def test_what_cannot_change_a_rule_is_named_with_the_next_step(
    own: News, args: tuple[str, ...], said: str
) -> None:
    answer = own("watch", "my-gap", *args)

    assert (answer.code, answer.out) == (1, "")
    assert said in " ".join(answer.err.split())


def test_phrases_are_the_same_where_they_find_the_same(own: News) -> None:
    found = _watch(
        own, "--drop", "Sim to Real Transfers", "--drop", "CS.ro", "--any", "kettle", topic="my-gap"
    )

    assert found["watch"] == {"any": ["reality gap", "kettle"]}


def test_a_phrase_that_the_rule_has_already_is_remarked_on(own: News) -> None:
    answer = own("watch", "my-gap", "--any", "Reality Gaps", "--category", "cs.RO", "--format", "json")

    assert answer.code == 0
    assert "has this already, so it changes nothing: 'Reality Gaps', 'cs.RO'" in " ".join(answer.err.split())
    assert answer.json["watch"]["any"] == ["sim-to-real transfer", "reality gap"]


def test_a_dropped_phrase_finds_nothing_any_more(own: News) -> None:
    drop = [part for phrase in ("sim-to-real transfer", "reality gap") for part in ("--drop", phrase)]
    found = _watch(own, "--any", "bread", *drop, topic="my-gap")

    assert found["watch"]["any"] == ["bread"]
    assert _ids([*found["attached"], *found["below"]]) == {"2511.00005"}


def test_a_fitted_topic_keeps_what_its_words_attach_when_a_phrase_is_dropped(news: News) -> None:
    rule = _watch(news)["watch"]["any"]
    found = _watch(news, "--any", "bread", *(part for phrase in rule for part in ("--drop", phrase)))

    assert "2511.00001" in _ids(found["attached"])
    assert "2511.00005" in _ids(found["below"])
    assert len(found["attached"]) + len(found["below"]) < found["stored"] / 2


def test_a_rule_without_phrases_names_the_next_step(news: News) -> None:
    rule = _watch(news)["watch"]["any"]
    answer = news("watch", "sim-to-real-transfer", *(part for phrase in rule for part in ("--drop", phrase)))

    assert answer.code == 2
    assert "Try some with --any PHRASE" in answer.err


def test_the_text_tells_of_each_call_what_decided_it(own: News) -> None:
    out = own("watch", "my-gap", "--not", "kettle").out

    assert "in none of the categories" in out
    assert "the rule leaves out papers with “kettle”" in out
    assert "(no longer)" in out
    assert "-1.40 start\n" in out
    assert "Nothing is saved" in out
    assert "fitted numbers" not in out
    assert "only the categories and 'not' refuse" in own("watch", "sim-to-real-transfer").out


def test_the_most_that_is_shown_is_the_readers_choice(news: News) -> None:
    out = news("watch", "sim-to-real-transfer", "--max", "0").out

    assert "arXiv:2511" not in out
    assert "--max shows more" in out
