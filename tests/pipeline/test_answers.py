"""What is asked of a roadmap gives the same topics whichever command asks."""

from __future__ import annotations

from tests.support.roadmaps import graph_of, roadmap, stage, text, topic
from vlagraph.core.marks import Progress
from vlagraph.core.model import Area
from vlagraph.core.study import report_progress
from vlagraph.pipeline.answers import ask_order
from vlagraph.pipeline.naming import pick_targets


def test_a_topic_of_two_stages_is_in_the_order_of_both_as_in_a_path_and_the_progress() -> None:
    kg = graph_of(
        of=roadmap(
            topic("a"),
            topic("b", "a"),
            topic("c", area="other"),
            areas=[Area(id="field", name=text("Field")), Area(id="other", name=text("Other"))],
            stages=[stage("one", "field"), stage("two", "b", "c"), stage("three", "other")],
        )
    )
    listed = {one: {row.topic.id for row in ask_order(kg, stage=one)} for one in ("one", "two", "three")}

    assert listed == {"one": {"a", "b"}, "two": {"b", "c"}, "three": {"c"}}
    assert listed == {one: set(pick_targets(kg, [one]).ids) for one in listed}
    bars = [bar for bar in report_progress(kg, Progress()).bars if bar.kind == "stage"]
    assert {bar.id: bar.topics for bar in bars} == {one: len(topics) for one, topics in listed.items()}
