from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.study_samples import time_at
from vlagraph.core.marks import Progress, merge
from vlagraph.core.milestones import done_milestones, mark_milestones
from vlagraph.core.truth import dated_by
from vlagraph.store.marks import decode_progress


@pytest.mark.parametrize("turns", [[True], [True, False], [True, False, True], [False, True, True, False]])
def test_the_last_word_on_a_milestone_counts_in_every_merge(turns: list[bool]) -> None:
    states = [Progress()]
    for minute, on in enumerate(turns):
        states.append(mark_milestones(states[-1], ["cups/setup"], on=on, at=time_at(minute)))
    last = {"cups/setup"} if turns[-1] else frozenset()

    for older in states:
        assert done_milestones(merge(older, states[-1])) == done_milestones(merge(states[-1], older)) == last


def test_a_clock_that_runs_behind_does_not_undo_a_decision() -> None:
    done = mark_milestones(Progress(), ["cups/setup", "cups/report"], on=True, at=time_at(9))
    undone = mark_milestones(done, ["cups/report", "cups/never"], on=False, at=time_at(1))

    assert done_milestones(undone) == {"cups/setup"}
    assert done_milestones(mark_milestones(undone, ["cups/report"], on=True, at=time_at(0))) == {
        "cups/setup",
        "cups/report",
    }


@pytest.mark.parametrize(
    ("marks", "done"),
    [
        ({"done": "2026-11-22T18:30:00+09:00", "undone": "2026-11-22T10:00:00.000Z"}, False),
        ({"done": "2026-11-22T18:30:00+09:00", "undone": "2026-11-22T09:00:00.000Z"}, True),
        ({"done": "2026-11-22", "undone": "2026-11-21T23:00:00.000Z"}, True),
        ({"done": "soon"}, False),
        ({"done": "2026-11-22T09:30:00.000Z", "undone": "soon"}, True),
    ],
)
def test_the_later_time_counts_in_whatever_form_it_is_written_and_what_is_no_time_for_nothing(
    marks: dict[str, str], done: bool
) -> None:
    progress = Progress(rest={"milestones": {"cups/setup": marks}})
    turned = mark_milestones(progress, ["cups/setup"], on=not done, at="2026-11-23T00:00:00.000Z")

    assert ("cups/setup" in done_milestones(progress)) == done
    assert ("cups/setup" in done_milestones(turned)) != done


def test_times_are_made_those_of_all_marks_and_what_is_no_time_stays() -> None:
    said = {"done": "2026-11-22T18:30:00+09:00", "undone": "soon", "else": 1}
    marks = {"a/b": said, "a/c": {"done": 4}, "a/d": "x"}
    read = decode_progress(json.dumps({"schema": 1, "milestones": marks}).encode(), "progress.json")

    assert read.rest["milestones"] == {**marks, "a/b": {**said, "done": "2026-11-22T09:30:00.000Z"}}


def test_a_mark_dated_ahead_by_a_wrong_clock_is_counted_and_gets_the_present_time() -> None:
    now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    marks = {"a/b": {"done": "2028-01-01T00:00:00.000Z", "undone": "2026-01-01T00:00:00.000Z"}}
    dated, count = dated_by(Progress(rest={"milestones": marks}), now)

    assert count == 1
    assert dated.rest["milestones"] == {"a/b": {**marks["a/b"], "done": "2026-11-22T09:30:00.000Z"}}
    assert dated_by(dated, now) == (dated, 0)


@pytest.mark.parametrize("odd", [None, 3, "done", ["a"], {"a/b": None}, {"a/b": {"done": 4}}, {"a/b": "x"}])
def test_what_a_later_version_may_have_written_there_is_no_milestone_that_is_done(odd: Any) -> None:
    marks = Progress(rest={"milestones": odd, "other": 1})
    marked = mark_milestones(marks, ["a/b"], on=True, at=time_at(0))

    assert done_milestones(marks) == frozenset()
    assert done_milestones(marked) == {"a/b"}
    assert marked.rest["other"] == 1
