"""The filters of the map: those that the roadmap has something for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.support.roadmaps import roadmap, stage, tier, topic
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

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
