from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.study_samples import make_graph, make_topic, progresses, time_at
from vlagraph.core.marks import (
    Mark,
    Opinion,
    Progress,
    judge,
    known_topics,
    learn,
    mark_papers,
    merge,
    topic_mark,
    unlearn,
    unshown_marks,
)
from vlagraph.errors import DataError
from vlagraph.store.marks import decode_progress, encode_progress

if TYPE_CHECKING:
    from vlagraph.core.model import Topic


def saved(progress: Progress) -> bytes:
    return encode_progress(progress)


def _merging_in_either_order_gives_the_same_file(one: Progress, two: Progress, three: Progress) -> None:
    assert saved(merge(one, two)) == saved(merge(two, one))


def _merging_three_files_gives_the_same_however_they_are_grouped(
    one: Progress, two: Progress, three: Progress
) -> None:
    assert saved(merge(merge(one, two), three)) == saved(merge(one, merge(two, three)))


def _merging_again_changes_nothing(one: Progress, two: Progress, three: Progress) -> None:
    both = merge(one, two)

    assert saved(merge(one, one)) == saved(one)
    assert saved(merge(both, two)) == saved(both)


def _a_merge_holds_every_thing_that_either_file_marks(one: Progress, two: Progress, three: Progress) -> None:
    both = merge(one, two)

    assert both.topics.keys() == one.topics.keys() | two.topics.keys()
    assert both.read.keys() == one.read.keys() | two.read.keys()
    assert both.starred.keys() == one.starred.keys() | two.starred.keys()
    assert both.shown.keys() == one.shown.keys() | two.shown.keys()
    assert both.feedback.keys() == one.feedback.keys() | two.feedback.keys()
    assert both.rest.keys() == one.rest.keys() | two.rest.keys()


MERGING = (
    _merging_in_either_order_gives_the_same_file,
    _merging_three_files_gives_the_same_however_they_are_grouped,
    _merging_again_changes_nothing,
    _a_merge_holds_every_thing_that_either_file_marks,
)


@given(progresses(), progresses(), progresses())
def test_any_marks_merge_as_they_should(one: Progress, two: Progress, three: Progress) -> None:
    """To draw marks takes longer than to merge them, so those that are drawn are asked for all."""
    for holds in MERGING:
        holds(one, two, three)


@given(progresses())
def test_what_is_written_is_read_back(progress: Progress) -> None:
    again = decode_progress(saved(progress), "file")

    assert again == progress
    assert saved(again) == saved(progress)


def test_fields_of_a_later_version_are_kept_on_every_level() -> None:
    tree = {
        "schema": 1,
        "theme": "dark",
        "topics": {"a": {"state": "learned", "at": time_at(0), "grade": 5}},
        "papers": {"2304.13705": {"state": "read", "at": time_at(0), "page": 7}, "2406.09246": {"tag": "x"}},
        "feedback": {
            "muted": ["author"],
            "pinned": [{"paper": "2304.13705", "topic": "a", "at": time_at(0), "by": "me"}],
        },
    }
    progress = decode_progress(json.dumps(tree).encode(), "file")
    changed = learn(progress, [make_topic("b")], at=time_at(1))
    again = json.loads(saved(merge(changed, Progress())))

    assert again["theme"] == "dark"
    assert again["topics"]["a"]["grade"] == 5
    assert again["papers"] == tree["papers"]
    assert again["feedback"]["muted"] == ["author"]
    assert again["feedback"]["pinned"] == tree["feedback"]["pinned"]  # type: ignore[index]


def test_a_star_on_one_machine_and_a_reading_on_another_both_survive() -> None:
    starred = mark_papers(Progress(), ["2304.13705"], kind="starred", on=True, at=time_at(1))
    read = mark_papers(Progress(), ["2304.13705"], kind="read", on=True, at=time_at(2))

    entry = json.loads(saved(merge(starred, read)))["papers"]["2304.13705"]
    assert entry == {"state": "read", "at": time_at(2), "starred": True, "starred_at": time_at(1)}


def test_a_star_without_its_own_time_has_the_time_of_the_entry() -> None:
    entry = {"state": "unread", "starred": True, "at": "2026-11-22T00:00:00Z"}
    data = json.dumps({"schema": 1, "papers": {"2304.13705": entry}})
    progress = decode_progress(data.encode(), "file")

    assert progress.starred["2304.13705"] == Mark(on=True, at="2026-11-22T00:00:00.000Z")
    assert progress.read["2304.13705"] == Mark(on=False, at="2026-11-22T00:00:00.000Z")


def test_a_mark_taken_back_stays_back_when_an_older_export_is_merged() -> None:
    kg = make_graph(make_topic("a"))
    export = learn(Progress(), [kg.topics["a"]], at=time_at(5))
    now = unlearn(export, [kg.topics["a"]], kg=kg, at=time_at(1))  # this clock is behind

    assert known_topics(merge(now, export), kg) == frozenset()


def test_learning_again_keeps_the_first_date() -> None:
    once = learn(Progress(), [make_topic("a")], at=time_at(1))

    assert learn(once, [make_topic("a")], at=time_at(9)) == once


def test_an_opinion_can_be_taken_back() -> None:
    opinion = Opinion("dismissed", "2304.13705", "a")
    back = judge(judge(Progress(), opinion, at=time_at(2)), opinion, at=time_at(1), undone=True)

    assert not merge(back, judge(Progress(), opinion, at=time_at(2))).feedback[opinion].on


def test_a_renamed_topic_keeps_its_mark() -> None:
    progress = learn(Progress(), [make_topic("old")], at=time_at(0))

    assert known_topics(progress, make_graph(make_topic("new", formerly=("old",)))) == {"new"}


def test_both_parts_of_a_split_topic_keep_the_mark_and_are_taken_back_apart() -> None:
    progress = learn(Progress(), [make_topic("whole")], at=time_at(0))
    kg = make_graph(make_topic("left", formerly=("whole",)), make_topic("right", formerly=("whole",)))
    half = unlearn(progress, [kg.topics["left"]], kg=kg, at=time_at(1))

    assert known_topics(progress, kg) == {"left", "right"}
    assert known_topics(half, kg) == {"right"}


def test_a_merged_topic_counts_as_learned_when_one_of_its_parts_was() -> None:
    kg = make_graph(make_topic("a"), make_topic("b"))
    progress = learn(Progress(), kg.topics.values(), at=time_at(0))
    progress = unlearn(progress, [kg.topics["b"]], kg=kg, at=time_at(1))
    joined = make_graph(make_topic("both", formerly=("a", "b")))

    assert known_topics(progress, joined) == {"both"}


def test_a_mark_taken_back_after_a_rename_stays_back_after_the_next_rename() -> None:
    progress = learn(Progress(), [make_topic("first")], at=time_at(0))
    second = make_graph(make_topic("second", formerly=("first",)))
    progress = unlearn(progress, second.topics.values(), kg=second, at=time_at(1))

    assert (
        known_topics(progress, make_graph(make_topic("third", formerly=("first", "second")))) == frozenset()
    )


def test_the_mark_of_a_deleted_topic_is_kept_and_counts_when_it_returns() -> None:
    progress = learn(Progress(), [make_topic("gone"), make_topic("here")], at=time_at(0))
    without = make_graph(make_topic("here"))

    assert unshown_marks(progress, without) == ("gone",)
    assert known_topics(progress, make_graph(make_topic("here"), make_topic("gone"))) == {"here", "gone"}


@pytest.mark.parametrize("seed", range(20))
def test_twenty_edits_of_the_graph_lose_no_mark(seed: int) -> None:
    rng = random.Random(seed)
    topics = [make_topic(f"t{number}") for number in range(12)]
    kinds = ["rename", "split", "merge", "move", "delete"] * 4
    rng.shuffle(kinds)
    progress = Progress()
    heirs = {topic.id: {topic.id} for topic in topics}
    learned: set[str] = set()
    for number, kind in enumerate(kinds):
        if fresh := [t for t in topics if t.id in heirs]:
            chosen = rng.choice(fresh)
            progress = learn(progress, [chosen], at=time_at(number))
            learned |= progress.topics.keys()
        topics, moved = edit(topics, kind, (rng, number))
        heirs = {
            origin: {new for old in now for new in moved.get(old, {old})} for origin, now in heirs.items()
        }
        heirs.update({t.id: {t.id} for t in topics if t.id not in heirs})
        progress = decode_progress(encode_progress(progress), "file")
        kg = make_graph(*topics)
        known = known_topics(progress, kg)

        assert all(heirs[mark] <= known for mark in learned)
        assert all(progress.topics[mark].on for mark in learned)
        assert {m for m in learned if not heirs[m]} >= set(unshown_marks(progress, kg))


def edit(
    topics: list[Topic], kind: str, how: tuple[random.Random, int]
) -> tuple[list[Topic], dict[str, set[str]]]:
    """``topics`` after one edit, and what each id that went away became."""
    rng, number = how
    one, two = rng.sample(topics, 2)
    rest = [t for t in topics if t is not one]
    before = (*one.formerly, one.id)
    if kind == "rename":
        return [*rest, make_topic(f"r{number}", formerly=before)], {one.id: {f"r{number}"}}
    if kind == "split":
        parts = [make_topic(f"{side}{number}", formerly=before) for side in ("left", "right")]
        return [*rest, *parts], {one.id: {part.id for part in parts}}
    if kind == "merge":
        whole = make_topic(f"m{number}", formerly=tuple(dict.fromkeys((*before, *two.formerly, two.id))))
        return [*(t for t in rest if t is not two), whole], {one.id: {whole.id}, two.id: {whole.id}}
    if kind == "move":
        return [*rest, make_topic(one.id, area="elsewhere", formerly=one.formerly)], {}
    return rest, {one.id: set()}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1"),
        ("[]", "file"),
        ("{}", "schema"),
        ('{"schema": 2}', "schema"),
        ('{"schema": true}', "schema"),
        ('{"schema": 1, "topics": []}', "topics"),
        ('{"schema": 1, "topics": {"a": {"state": "done", "at": "2026-11-22T00:00:00Z"}}}', "topics.a.state"),
        ('{"schema": 1, "topics": {"a": {"state": "learned"}}}', "topics.a.at"),
        ('{"schema": 1, "topics": {"a": {"state": "learned", "at": "soon"}}}', "topics.a.at"),
        ('{"schema": 1, "topics": {"../a": {}}}', "topics.'../a'"),
        ('{"schema": 1, "topics": {"a": {}, "a": {}}}', "file"),
        ('{"schema": 1, "papers": {"2304.13705v2": {}}}', "papers.'2304.13705v2'"),
        (
            '{"schema": 1, "papers": {"2304.13705": {"starred": 1, "at": "2026-11-22"}}}',
            "papers.2304.13705.starred",
        ),
        ('{"schema": 1, "shown": {"2304.13705": "2026-02-31"}}', "shown.2304.13705"),
        ('{"schema": 1, "feedback": {"pinned": [{"paper": 3, "at": "2026-11-22"}]}}', "feedback.pinned[0]"),
        ('{"schema": 1, "x": NaN}', "file"),
        ("[" * 100_000, "file"),
    ],
)
def test_a_file_that_is_no_progress_is_refused_with_the_place(text: str, where: str) -> None:
    with pytest.raises(DataError) as caught:
        decode_progress(text.encode(), "progress.json")

    assert [problem.where for problem in caught.value.problems] == [where]


@given(st.datetimes().map(lambda when: when.isoformat()))
def test_every_time_is_kept_to_the_millisecond(text: str) -> None:
    data = json.dumps({"schema": 1, "topics": {"a": {"state": "learned", "at": text}}}).encode()
    at = decode_progress(data, "file").topics["a"].at

    assert at[:19] == text[:19]
    assert at.endswith("Z")
    assert len(at) == 24


def test_the_mark_of_a_topic_without_marks_is_none() -> None:
    assert topic_mark(Progress(), make_topic("a")) is None
    assert topic_mark(
        replace(Progress(), topics={"a": Mark(on=False, at=time_at(0))}), make_topic("a")
    ) == Mark(on=False, at=time_at(0))
