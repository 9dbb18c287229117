"""The options that say at which depth, how far back and in which part of the graph answers are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from vlagraph import library

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer
    from vlagraph.core.graph import KnowledgeGraph

    Run = Callable[..., Answer]

PLAN = ("--hours-per-week", "10", "--start", "2026-11-23")


def _added(kg: KnowledgeGraph) -> set[str]:
    return {topic.id for topic in kg.topics.values() if topic.origin == "extension"}


def _ids(document: Any) -> set[str]:
    """Every topic that a JSON answer names as one of its rows."""
    if isinstance(document, dict):
        own = {document[name] for name in ("topic", "id") if isinstance(document.get(name), str)}
        return own.union(*(_ids(value) for value in document.values()))
    return set().union(*(_ids(item) for item in document)) if isinstance(document, list) else set()


@pytest.mark.parametrize(
    "command",
    [
        ("path", "manipulation", "causal-inference", "--from-scratch"),
        ("plan", "--goal", "all", "--from-scratch", *PLAN),
        ("next", "--max", "99"),
        ("topics",),
    ],
)
def test_the_roadmap_alone_names_no_topic_that_was_added(
    command: tuple[str, ...], vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    everything = _ids(vlagraph(*command, "--format", "json").json)
    own = _ids(vlagraph(*command, "--roadmap-only", "--format", "json").json)

    assert everything & _added(shipped)
    assert own
    assert not own & _added(shipped)


@pytest.mark.parametrize("command", [("path", "all"), ("plan", "--goal", "all", *PLAN)])
def test_everything_from_scratch_has_each_topic_also_those_that_nothing_requires(
    command: tuple[str, ...], vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    needs = [need for topic in shipped.topics.values() for need in topic.requires]
    needed = {need.topic for need in needs if need.kind != "helps"}
    assert shipped.assumed - needed

    assert _ids(vlagraph(*command, "--from-scratch", "--format", "json").json) >= set(shipped.topics)
    assert "everything" in vlagraph(*command, "--from-scratch").out
    assert not _ids(vlagraph(*command, "--format", "json").json.get("steps", [])) & shipped.assumed


def test_what_to_start_from_scratch_towards_everything_has_the_background_that_nothing_requires(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    alone = "robot-software-and-teleoperation"
    others = ",".join(topic for topic in shipped.topics if topic != alone)
    ready = vlagraph("next", "all", "--from-scratch", "--known", others, "--format", "json").json

    assert alone in _ids(ready)
    assert alone in library.path(shipped, "all", from_scratch=True)
    assert alone not in library.path(shipped, "all")


def test_the_order_and_the_figures_of_the_roadmap_alone_are_those_of_its_own_topics(
    vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    order = vlagraph("order", "--roadmap-only", "--format", "json").json["order"]
    figures = vlagraph("stats", "--roadmap-only", "--format", "json").json["figures"]

    assert set(order) == set(shipped.topics) - _added(shipped)
    assert figures["topics"] == len(order)


def test_a_target_outside_the_roadmap_is_refused_by_the_name_of_the_option(vlagraph: Run) -> None:
    path = vlagraph("path", "vla-models", "--roadmap-only")
    plan = vlagraph("plan", "--goal", "vla-models", *PLAN, "--roadmap-only", "--lang", "ko")

    assert (path.code, plan.code) == (2, 2)
    assert "vla-models" in path.err
    assert "--roadmap-only" in path.err
    assert "--roadmap-only를 빼세요." in plan.err


def test_a_target_outside_the_roadmap_is_left_out_beside_another_with_a_remark(vlagraph: Run) -> None:
    answer = vlagraph("path", "vla-models", "causal-inference", "--roadmap-only", "--format", "json")

    assert answer.json["targets"] == ["causal-inference"]
    assert answer.err == (
        "vlagraph: --roadmap-only leaves out 1 target that was added to the roadmap: VLA Models\n"
    )


@pytest.mark.parametrize("command", [("path", "manipulation"), ("next",), ("topics",), ("progress",)])
def test_hours_are_of_a_first_pass_unless_mastery_is_asked_for_and_answers_say_so(
    command: tuple[str, ...], vlagraph: Run
) -> None:
    first, everything = (
        vlagraph(*command, *more, "--format", "json").json["depth"] for more in ((), ("--mastery",))
    )
    usual, whole = vlagraph(*command), vlagraph(*command, "--mastery")

    assert (first, everything) == ("first-pass", "mastery")
    assert "\nFirst pass: the must-read papers and the core concepts. --mastery: " in usual.out
    assert "\nMastery: every paper and concept. Without --mastery: " in whole.out
    assert usual.out != whole.out


def test_a_plan_takes_longer_at_mastery(vlagraph: Run) -> None:
    first = vlagraph("plan", "--goal", "flash-attention", *PLAN, "--format", "json").json
    everything = vlagraph("plan", "--goal", "flash-attention", *PLAN, "--mastery", "--format", "json").json

    assert (first["depth"], everything["depth"]) == ("first-pass", "mastery")
    assert first["minutes"] < everything["minutes"]


@pytest.mark.parametrize(
    "command", [("path", "manipulation"), ("plan", "--goal", "manipulation", *PLAN), ("next",)]
)
def test_what_is_assumed_is_named_in_one_line_with_the_option_that_brings_it_in(
    command: tuple[str, ...], vlagraph: Run
) -> None:
    usual, scratch = vlagraph(*command), vlagraph(*command, "--from-scratch")
    line = "assumed, and added by --from-scratch: "

    assert sum(row.startswith(line) for row in usual.out.splitlines()) == 1
    assert line not in scratch.out
    assert scratch.out != usual.out


def test_the_work_of_every_session_adds_up_and_names_titles(vlagraph: Run) -> None:
    found = vlagraph("plan", "--goal", "vla-fine-tuning", *PLAN, "--format", "json").json
    text = vlagraph("plan", "--goal", "vla-fine-tuning", *PLAN).out
    sessions = [session for week in found["weeks"] for session in week["sessions"]]

    for session in sessions:
        parts = [*session["reading"], *session["exercises"]]
        assert sum(part["minutes"] for part in parts) + session["review_minutes"] == session["minutes"]
    titles = [part["title"] for session in sessions for part in session["reading"]]
    assert titles
    assert all(title in text for title in titles)
    assert any(session["exercises"] for session in sessions)
    assert any(session["partial"] for session in sessions)
