"""The filters of the map: those that the roadmap has something for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.support.roadmaps import roadmap, stage, tier, topic
from vlagraph.core.plan.groups import group_topics
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site
from vlagraph.site.payload import payload
from vlagraph.site.picture import drawn

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap


def _hidden(made: Roadmap) -> dict[str, bool]:
    """By filter whether it is hidden."""
    page = render_site(Content(made, [one.id for one in made.topics]))["index.html"]
    chips = re.search(r'<div class="chips"[^>]*>', page)
    assert chips is not None
    found = {"tier": chips[0].endswith(" hidden>")}
    for name in ("area", "stage", "level"):
        label = re.search(
            rf'<label class="[^"]*"( hidden)?>(?:(?!<label).)*<select id="{name}">', page, re.DOTALL
        )
        assert label is not None
        found[name] = bool(label[1])
    return found


def test_a_roadmap_without_tiers_stages_and_levels_has_no_filters_for_them() -> None:
    bare = roadmap(replace(topic("a"), level=0), replace(topic("b"), level=0))

    assert _hidden(bare) == {"tier": True, "stage": True, "level": True, "area": False}


def test_a_roadmap_with_all_of_them_has_all_filters() -> None:
    made = replace(roadmap(topic("a")), priorities=(tier("now", "a"),), stages=(stage("one", "a"),))

    assert not any(_hidden(made).values())


def test_a_topic_is_in_every_stage_that_names_it_or_its_area_as_for_the_commands() -> None:
    stages = (stage("one", "a"), stage("two", "field", "a"), stage("three", "b"), stage("four"))
    content = Content(roadmap(topic("a"), topic("b"), topic("c"), stages=stages), ("c", "a", "b"))
    numbers = dict(zip(content.topics, payload(content, drawn(content))["topics"]["g"], strict=True))

    assert numbers == {"a": [0, 1], "b": [1, 2], "c": [1]}
    for number, one in enumerate(stages):
        counted = group_topics(content.graph, one.id)
        assert {name for name, found in numbers.items() if number in found} == set(counted)
