"""The small graph of a topic page: its neighbours once each, in two drawings within their bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.shipped import shipped_content
from vlagraph.site.near import left_out, near

if TYPE_CHECKING:
    from vlagraph.site.content import Content


@pytest.fixture(scope="module")
def content() -> Content:
    return shipped_content()


def test_both_drawings_show_the_topic_and_its_neighbours_once(content: Content) -> None:
    for topic in content.topics.values():
        needs = {need.topic for need in content.needs(topic) if need.orders}
        around = needs | set(content.unlocks[topic.id])
        for drawing in near(content, topic):
            shown = [card.topic for card in drawing.cards]

            assert len(shown) == len(set(shown)) == len(around) + 1 - left_out(content, topic)
            assert set(shown) <= around | {topic.id}


def test_required_neighbours_are_shown_before_recommended_ones(content: Content) -> None:
    for topic in content.topics.values():
        for drawing in near(content, topic):
            names = [card.topic for card in drawing.cards]
            after = names[names.index(topic.id) + 1 :]
            kinds = [content.kind[topic.id, other] for other in after]

            assert kinds == sorted(kinds, key="required recommended".index)


def test_cards_stay_within_the_drawing_and_apart(content: Content) -> None:
    for topic in content.topics.values():
        for drawing in near(content, topic):
            width, height = drawing.card
            spots = [(card.left, card.top) for card in drawing.cards]

            assert all(
                0 <= x <= drawing.width - width and 0 <= y <= drawing.height - height for x, y in spots
            )
            assert all(
                abs(x - other_x) >= width or abs(y - other_y) >= height
                for place, (x, y) in enumerate(spots)
                for other_x, other_y in spots[:place]
            )


def test_there_is_an_arrow_for_what_needs_and_for_all_that_is_opened(content: Content) -> None:
    for topic in content.topics.values():
        for drawing in near(content, topic):
            names = [card.topic for card in drawing.cards]
            here = names.index(topic.id)
            lines = sum(way.count("M") for way in drawing.lines.values())

            assert lines == len(names) - 1
            assert len(re.findall("M", drawing.heads)) == len(names) - here - 1 + (here > 0)
