from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.news_samples import make_news, paper
from vlagraph.core.model import Watch
from vlagraph.core.papers.watch import compile_rule
from vlagraph.pipeline.paper_names import pick_papers, the_paper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.news_samples import News

ONE = paper("2611.00001", "Gripping soft things", {"manipulation": 0.9, "navigation": 0.7})
TWO = paper("2611.00002", "Walking home", {"navigation": 0.8})


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with two new papers."""
    return make_news(tmp_path / "ws", capfd, monkeypatch, [ONE, TWO])


def attached(news: News, topic: str) -> list[str]:
    found = news("papers", topic, "--format", "json").json["papers"]
    return [row["paper"]["id"] for row in found if row["key"] is None]


def test_a_paper_dismissed_from_a_topic_stays_under_the_others(news: News) -> None:
    assert news("dismiss", ONE.id, "manipulation").out == (
        "arXiv:2611.00001 (Gripping soft things) is dismissed from manipulation.\n"
    )
    assert attached(news, "manipulation") == []
    assert attached(news, "navigation") == [TWO.id, ONE.id]
    assert {one["id"]: one["topic"] for one in news.new()["papers"]} == {
        ONE.id: "navigation",
        TWO.id: "navigation",
    }


def test_a_paper_dismissed_without_a_topic_is_gone_until_that_is_taken_back(news: News) -> None:
    news("dismiss", ONE.id)

    assert attached(news, "navigation") == [TWO.id]
    assert news.ids() == [TWO.id]
    assert news("papers", "navigation").err == (
        "vlagraph: 1 dismissed; 'vlagraph dismiss ID --undo' brings a paper back.\n"
    )

    assert "Taken back" in news("dismiss", ONE.id, "--undo").out
    assert news.ids() == [ONE.id]


def test_dismissed_papers_stay_out_even_when_marks_are_left_aside(news: News) -> None:
    news("dismiss", ONE.id)

    assert news.ids("--all") == [TWO.id]


def test_a_dismissed_key_paper_leaves_its_topic(news: News) -> None:
    rows = news("papers", "navigation", "--format", "json").json["papers"]
    first = rows[0]["key"]["arxiv"]
    news("dismiss", first, "navigation")
    left = [
        row["key"]["arxiv"]
        for row in news("papers", "navigation", "--format", "json").json["papers"]
        if row["key"]
    ]

    assert first not in left
    assert len(left) == len([row for row in rows if row["key"]]) - 1


def test_a_pinned_paper_stands_first_among_the_attached(news: News) -> None:
    stranger = paper("2611.00003", "About shirts")
    news.store(stranger)
    news("pin", stranger.id, "navigation")

    assert attached(news, "navigation") == [stranger.id, TWO.id, ONE.id]
    found = {one["id"]: (one["topic"], one["how"]) for one in news.new()["papers"]}
    assert found[stranger.id] == ("navigation", "pinned")


def test_a_moved_paper_leaves_its_best_topic_and_stands_under_the_new_one(news: News) -> None:
    assert "moved from manipulation to multi-robot-systems" in news("move", ONE.id, "multi-robot-systems").out
    assert attached(news, "manipulation") == []
    assert attached(news, "multi-robot-systems") == [ONE.id]
    assert attached(news, "navigation") == [TWO.id, ONE.id]


def test_move_names_the_topic_to_leave(news: News) -> None:
    news("move", ONE.id, "navigation", "multi-robot-systems")

    assert attached(news, "manipulation") == [ONE.id]
    assert attached(news, "navigation") == [TWO.id]

    news("move", ONE.id, "--undo")
    assert attached(news, "navigation") == [TWO.id, ONE.id]
    assert attached(news, "multi-robot-systems") == []


def test_a_paper_that_was_moved_away_is_told_with_what_takes_the_move_back(news: News) -> None:
    news("move", ONE.id, "manipulation", "multi-robot-systems")
    moved = "vlagraph: 1 moved to another topic; 'vlagraph move ID --undo' brings a paper back.\n"

    assert news("papers", "manipulation").err == moved
    assert "[manipulation]: moved away by you" in news("show", ONE.id).out
    assert "[manipulation]: moved away by you" in news("explain", ONE.id, "manipulation").out
    refused = news("dismiss", ONE.id, "manipulation", "--undo").out
    assert f"It was moved out of manipulation: 'vlagraph move {ONE.id} --undo' takes that back." in refused
    assert "moved out" not in news("dismiss", ONE.id, "navigation", "--undo").out

    news("dismiss", ONE.id, "manipulation")
    assert "1 dismissed;" in news("papers", "manipulation").err
    assert "[manipulation]: dismissed by you" in news("show", ONE.id).out


def test_a_dismissed_paper_counts_once_and_only_where_the_list_lacks_it(news: News) -> None:
    news("dismiss", ONE.id)

    assert "vlagraph: 1 dismissed;" in news("papers", "all").err
    assert news("papers").err == ""
    assert news("papers", "--search", "gripping").err == ""
    assert ONE.id in news("papers", "--search", "gripping").out


def test_the_last_word_counts_even_at_the_same_moment(news: News) -> None:
    for command, here in (
        ("pin", True),
        ("dismiss", False),
        ("pin", True),
        ("dismiss", False),
        ("dismiss", False),
    ):
        news(command, ONE.id, "navigation")

        assert (ONE.id in attached(news, "navigation")) == here


def test_saying_the_same_twice_changes_nothing(news: News) -> None:
    news("dismiss", ONE.id)
    before = (news.root / "progress.json").read_bytes()

    assert "was already dismissed from all topics" in news("dismiss", ONE.id).out
    assert (news.root / "progress.json").read_bytes() == before


def test_a_pin_after_a_dismissal_from_everywhere_brings_it_back_there_alone(news: News) -> None:
    news("dismiss", ONE.id)
    news("pin", ONE.id, "navigation")

    assert attached(news, "manipulation") == []
    assert attached(news, "navigation") == [ONE.id, TWO.id]


def test_taking_back_what_was_not_said_is_told(news: News) -> None:
    answer = news("pin", ONE.id, "--undo")

    assert (answer.code, answer.out) == (
        0,
        "Nothing to take back: arXiv:2611.00001 (Gripping soft things) is not pinned.\n",
    )


def test_opinions_on_papers_that_are_not_stored_are_kept_and_say_so(news: News) -> None:
    answer = news("dismiss", "2611.99999")
    news.store(paper("2611.99999", "Late", {"navigation": 0.9}))

    assert "not stored yet; this counts once 'vlagraph fetch' has brought it" in answer.err
    assert "2611.99999" not in news.ids()


@pytest.mark.parametrize(
    ("args", "code", "reason"),
    [
        (("dismiss", "nonsense"), 1, "is not an arXiv id"),
        (("dismiss", "2611.00001", ""), 1, "is no topic name"),
        (("pin", "2611.00001"), 2, "pin needs a topic"),
        (("move", "2611.00001"), 2, "one or two topics"),
        (("move", "2611.00001", "navigation", "manipulation", "hri"), 2, "several|one or two|is an area"),
        (("move", "2611.00001", "navigation", "navigation"), 2, "to itself"),
        (("pin", "2611.00001", "no such topic at all"), 1, "no topic is called"),
        (("dismiss", "2611.00001", "--undo", "--propose"), 2, "cannot be combined"),
        (("pin", "2611.77777", "navigation", "--propose"), 1, "is not stored"),
    ],
)
def test_mistakes_are_told_with_their_reason(
    news: News, args: tuple[str, ...], code: int, reason: str
) -> None:
    answer = news(*args)

    assert answer.code in (code, 1)
    assert any(part in answer.err for part in reason.split("|"))
    assert not (news.root / "progress.json").exists()


def test_each_paper_that_is_named_counts_once() -> None:
    assert the_paper("arXiv:2304.13705v2") == ("2304.13705", ())
    assert pick_papers(["https://arxiv.org/abs/2304.13705", "2304.13705v9"]).ids == ("2304.13705",)


@pytest.mark.parametrize("command", ["read", "star"])
def test_marks_take_the_same_addresses(command: str, news: News) -> None:
    answer = news(command, "www.arxiv.org/html/2304.13705v1?x=1", "arXiv:2304.13705")

    assert (answer.code, answer.out.count("2304.13705")) == (0, 1)


@pytest.mark.parametrize("name", ["9999.99999", "2300.00001", "arxiv.org/abs/cs/0113017v1", "hep-th/9900001"])
@pytest.mark.parametrize(
    "command",
    [
        ("read", "{}"),
        ("review", "{}"),
        ("explain", "{}"),
        ("dismiss", "{}"),
        ("pin", "{}", "navigation"),
        ("move", "{}", "navigation"),
    ],
)
def test_an_id_of_a_month_that_no_year_has_is_refused(
    name: str, command: tuple[str, ...], news: News
) -> None:
    answer = news(*(word.format(name) for word in command))

    assert answer.code == 1
    assert "cannot be: the month in it (YYMM) would be" in answer.err
    assert not (news.root / "progress.json").exists()
    assert not (news.root / "papers" / "notes").exists()


def test_an_id_of_such_a_month_that_is_stored_is_taken(news: News) -> None:
    news.store(paper("2699.00001", "An invented paper", {"navigation": 0.9}))

    assert news("read", "2699.00001").out == "read: 2699.00001\n"
    assert news("explain", "2699.00001v2").code == 0


def test_old_ids_are_accepted() -> None:
    assert the_paper("https://arxiv.org/abs/cs/0112017v1")[0] == "cs/0112017"
    assert the_paper("arXiv:math.GT/0309136")[0] == "math/0309136"


def test_the_answers_are_korean_where_asked_for(news: News) -> None:
    ko = ("--lang", "ko")

    assert news("dismiss", ONE.id, *ko).out == (
        "arXiv:2611.00001 (Gripping soft things): 모든 주제에서 제외했습니다.\n"
    )
    assert "이미 모든 주제에서 제외했습니다." in news("dismiss", ONE.id, *ko).out
    assert "되돌렸습니다" in news("dismiss", ONE.id, "--undo", *ko).out
    assert "navigation 주제에 고정했습니다." in news("pin", ONE.id, "navigation", *ko).out
    assert "두 언어의 'why'를 채우고" in news("pin", TWO.id, "manipulation", "--propose", *ko).err


def patched(news: News, patches: list[dict[str, Any]]) -> Any:
    """topics.json of ``news`` with the operations test and add of RFC 6902."""
    tree = json.loads((news.root / "graph" / "topics.json").read_text(encoding="utf-8"))
    assert {one["file"] for one in patches} == {"graph/topics.json"}
    for step in (step for one in patches for step in one["patch"]):
        *way, last = step["path"].strip("/").split("/")
        spot = tree
        for key in way:
            spot = spot[int(key)] if isinstance(spot, list) else spot[key]
        if step["op"] == "test":
            assert spot[last] == step["value"]
        elif last == "-":
            spot.append(step["value"])
        else:
            spot[last] = step["value"]
    return tree


def topic_of(tree: Any, name: str) -> Any:
    return next(topic for topic in tree["topics"] if topic["id"] == name)


def test_a_proposed_dismissal_is_a_not_phrase_that_drops_this_paper_and_keeps_the_others(news: News) -> None:
    wrong = paper("2611.00004", "Detecting Image Manipulation in Old Photographs", {"manipulation": 0.6})
    right = paper("2611.00005", "Dexterous manipulation with image features", {"manipulation": 0.9})
    news.store(wrong, right)
    answer = news("dismiss", wrong.id, "manipulation", "--propose")
    watch = topic_of(patched(news, answer.json), "manipulation")["watch"]
    rule = compile_rule(Watch(any_of=tuple(watch["any"]), none_of=tuple(watch["not"])))

    assert rule.matches(wrong.title, wrong.abstract or "", wrong.categories) is None
    assert rule.matches(right.title, right.abstract or "", right.categories) is not None
    assert "also drops 0 of" in answer.err
    assert not (news.root / "progress.json").exists()


def test_a_proposed_pin_is_a_key_paper_that_check_refuses_until_its_reason_is_filled_in(news: News) -> None:
    answer = news("pin", TWO.id, "manipulation", "--propose")
    tree = patched(news, answer.json)
    last = topic_of(tree, "manipulation")["key_papers"][-1]
    (news.root / "graph" / "topics.json").write_text(json.dumps(tree), encoding="utf-8")
    refused = news("check")
    last["why"] = {"en": "Shows it.", "ko": "보여 준다."}
    (news.root / "graph" / "topics.json").write_text(json.dumps(tree), encoding="utf-8")

    assert last["arxiv"] == TWO.id
    assert refused.code == 1
    assert news("check").code == 0


def test_a_proposed_move_is_both(news: News) -> None:
    tree = patched(news, news("move", TWO.id, "multi-robot-systems", "--propose").json)

    assert topic_of(tree, "multi-robot-systems")["key_papers"][-1]["arxiv"] == TWO.id
    assert topic_of(tree, "navigation")["watch"]["not"][-1] in ("walking home", "walking", "home")
    assert not (news.root / "progress.json").exists()


def test_where_no_phrase_tells_the_paper_apart_the_proposal_says_so(news: News) -> None:
    news.store(
        *(
            paper(f"2611.001{n:02d}", "Walking home", {"navigation": 0.8}, authors=(f"A{n}",))
            for n in range(9)
        )
    )
    answer = news("dismiss", TWO.id, "navigation", "--propose")

    assert answer.json == []
    assert "no phrase of the title tells this paper from the 10 that stay" in answer.err


def test_where_the_topic_has_no_rule_the_proposal_says_that(news: News) -> None:
    path = news.root / "graph" / "topics.json"
    tree = json.loads(path.read_text(encoding="utf-8"))
    del topic_of(tree, "navigation")["watch"]
    path.write_text(json.dumps(tree), encoding="utf-8")
    answer = news("dismiss", TWO.id, "navigation", "--propose")

    assert answer.json == []
    assert "navigation has no watch rule" in answer.err


def test_an_applied_pin_is_a_key_paper_and_an_applied_dismissal_a_phrase_of_the_page(news: News) -> None:
    assert news("format", "--split").code == 0
    proposed = news("move", TWO.id, "multi-robot-systems", "--propose").json
    applied = news("move", TWO.id, "multi-robot-systems", "--propose", "--apply")
    pages = news.root / "graph" / "topics"
    heir = json.loads((pages / "multi-robot-systems.json").read_text(encoding="utf-8"))
    left = json.loads((pages / "navigation.json").read_text(encoding="utf-8"))

    assert [one["file"] for one in proposed] == [
        "graph/topics/multi-robot-systems.json",
        "graph/topics/navigation.json",
    ]
    assert applied.code == 0
    assert heir["key_papers"][-1]["arxiv"] == TWO.id
    assert left["watch"]["not"][-1] == proposed[1]["patch"][-1]["value"]
    assert not (news.root / "progress.json").exists()


def test_apply_alone_is_refused(news: News) -> None:
    answer = news("pin", TWO.id, "navigation", "--apply")

    assert (answer.code, "--propose" in answer.err) == (2, True)
