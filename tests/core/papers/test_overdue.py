"""When somebody should look at the papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from vlagraph.core.papers.overdue import find_overdue
from vlagraph.core.papers.reports import Freshness, Status
from vlagraph.formats import write
from vlagraph.words import Message

FAILED = Message("status.reason", {"reason": "no answer_"})


def _status(*rows: Freshness) -> Status:
    return Status(
        papers=0, curated=0, unconfirmed=0, withdrawn=0, newest=None, stale=0, topics=rows
    )  # fmt: skip


def _row(age: float | None, failure: Message | None = None, topic: str = "a") -> Freshness:
    return Freshness(topic=topic, papers=0, age_days=age, failure=failure)


@pytest.mark.parametrize(
    ("rows", "old", "failing"),
    [
        ((), False, 0),
        ((_row(14.0),), False, 0),
        ((_row(14.1),), True, 0),
        ((_row(None),), True, 0),
        ((_row(40.0), _row(2.0)), False, 0),
        ((_row(20.9, FAILED), _row(2.0)), False, 0),
        ((_row(21.0, FAILED), _row(2.0)), False, 1),
        ((_row(None, FAILED), _row(2.0)), False, 1),
        ((_row(30.0, FAILED), _row(30.0, FAILED)), True, 2),
    ],
)
def test_papers_are_overdue_after_two_weeks_and_a_topic_that_fails_after_three(
    rows: tuple[Freshness, ...], *, old: bool, failing: int
) -> None:
    found = find_overdue(_status(*rows))

    assert (found.old, len(found.failing), bool(found)) == (old, failing, old or failing > 0)


def test_nothing_is_said_where_all_is_well() -> None:
    assert write("overdue", "text", find_overdue(_status(_row(1.0))), "en") == []


def test_the_text_is_markdown_that_names_the_age_the_topics_and_the_next_step() -> None:
    rows: Any = write("overdue", "text", find_overdue(_status(_row(30.0, FAILED, "one"))), "en")
    text = "\n".join(row.text for row in rows)

    assert "30 days ago, more than 14" in text
    assert "\n- one: no answer\\_" in text
    assert "vlagraph fetch" in text


def test_before_the_first_fetch_no_last_run_is_spoken_of() -> None:
    rows: Any = write("overdue", "text", find_overdue(_status(_row(None))), "en")
    text = "\n".join(row.text for row in rows)

    assert "last run" not in text
    assert "'vlagraph fetch' asks arXiv" in text


def test_of_a_topic_without_a_watch_rule_nothing_is_overdue() -> None:
    """No fetch asks for it, so that its last failure stays: the weekly run would tell of it for ever."""
    status = replace(_status(_row(None, FAILED, "one"), _row(None, FAILED, "two")), succeeded=True)

    assert not find_overdue(replace(status, unwatched=("one", "two")))
    found = find_overdue(replace(status, unwatched=("one",)))
    assert [row.topic for row in found.failing] == ["two"]
    assert found.unknown == ("two",)
