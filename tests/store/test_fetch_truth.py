"""What of fetch.json is believed, and which topics are silent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.support.odd_names import odd_workspace
from tests.support.roadmaps import roadmap, topic
from vlagraph.core.model import Watch
from vlagraph.core.papers.followed import rule_mark
from vlagraph.pipeline.build import read_content
from vlagraph.site.pages import render_site
from vlagraph.store.fetch_state import Failure, FetchState, SourceState, TopicState, save_state
from vlagraph.store.fetch_truth import known_now, of_rules, silent_topics, with_failures, without_failures
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = "2026-01-01T00:00:00Z"
FAILED = Failure(at="2026-11-21T00:00:00Z", why="no answer")


def _state(checked: str | None, *, failed: Failure | None = FAILED, rule: str = "") -> FetchState:
    known = TopicState(
        wanted_from=DAY, covered_from=DAY, checked=checked, last_success=checked, failed=failed, rule=rule
    )
    return FetchState(sources={"api": SourceState(topics={"seeing": known})})


@pytest.mark.parametrize(
    ("checked", "failed", "silent"),
    [
        ("2026-11-01T00:00:00Z", FAILED, ("seeing",)),
        ("2026-11-02T00:00:00Z", FAILED, ()),
        (None, FAILED, ("seeing",)),
        ("2026-01-01T00:00:00Z", None, ()),
    ],
)
def test_a_topic_is_silent_that_fails_and_is_not_known_for_three_weeks(
    checked: str | None, failed: Failure | None, silent: tuple[str, ...]
) -> None:
    assert silent_topics(_state(checked, failed=failed), NOW) == silent


def test_what_was_asked_by_another_rule_is_not_known() -> None:
    state = _state(DAY, rule="old")

    assert of_rules(state, {"seeing": "old"}).checked == {"seeing": DAY}
    assert of_rules(state, {"seeing": "new"}).checked == {}
    assert of_rules(state, {}).checked == {"seeing": DAY}
    assert of_rules(state, {"seeing": "new"}).succeeded


def test_a_renamed_topic_is_known_as_it_was_by_the_same_rule_alone() -> None:
    watch = Watch(any_of=("seeing",))
    renamed = msgspec.structs.replace(topic("sight"), watch=watch, formerly=("seeing",))
    same = _state(DAY, rule=rule_mark(renamed) or "")

    assert known_now(same, roadmap(renamed), NOW)[0].checked["sight"] == DAY
    assert "sight" not in known_now(_state(DAY, rule="other"), roadmap(renamed), NOW)[0].checked
    assert "sight" not in known_now(_state(DAY), roadmap(renamed), NOW)[0].checked


def test_a_failure_is_over_in_every_source_at_once() -> None:
    state = with_failures(_state(DAY, failed=None), {"seeing": FAILED})

    assert state.failure_of("seeing") == FAILED
    assert without_failures(state, {"seeing"}).failure_of("seeing") is None


def test_silent_topics_are_named_on_the_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLAGRAPH_NOW", NOW.isoformat())
    workspace = Workspace(odd_workspace(tmp_path))
    save_state(workspace.fetch_state, _state("2026-10-01T00:00:00Z"))
    pages = render_site(read_content(workspace))

    for name in ("index.html", "about.html"):
        text = pages[name].partition('id="silent"')[2].partition("</p>")[0]
        assert "For three weeks or more" in text
        assert "Seeing" in text
