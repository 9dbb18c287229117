from __future__ import annotations

from typing import Any

import pytest

from tests.support.study_samples import time_at
from vlagraph.core.marks import Progress, merge
from vlagraph.core.milestones import done_milestones, mark_milestones


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


@pytest.mark.parametrize("odd", [None, 3, "done", ["a"], {"a/b": None}, {"a/b": {"done": 4}}, {"a/b": "x"}])
def test_what_a_later_version_may_have_written_there_is_no_milestone_that_is_done(odd: Any) -> None:
    marks = Progress(rest={"milestones": odd, "other": 1})
    marked = mark_milestones(marks, ["a/b"], on=True, at=time_at(0))

    assert done_milestones(marks) == frozenset()
    assert done_milestones(marked) == {"a/b"}
    assert marked.rest["other"] == 1
