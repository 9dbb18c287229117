"""What the picture says is what the data say."""

from __future__ import annotations

import os
import re
from itertools import combinations

import networkx as nx
import pytest
from benchmarks._synthetic import make_content
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.shipped import shipped_content, shipped_pages
from vlagraph.core.model import Area, Requirement, Roadmap, Text, Topic
from vlagraph.site.content import Content
from vlagraph.site.picture import drawn

SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
LARGE = 88
"""Topics of a large map, which is drawn once for several tests."""
KINDS = ("required", "recommended", "helps")
SAY = Text(en="Because.", ko="그래서.")


def _topic(index: int, area: int, needs: list[tuple[int, str]]) -> Topic:
    return Topic(
        id=f"t{index}",
        area=f"area{area}",
        name=Text(en=f"Topic {index}", ko=f"주제 {index}"),
        level=1,
        hours=(1, 2),
        hours_basis=SAY,
        summary=SAY,
        requires=tuple(
            Requirement(topic=f"t{need}", kind=kind, reason=SAY, source="arXiv:1706.03762")  # type: ignore[arg-type]
            for need, kind in needs
        ),
    )


@st.composite
def contents(choose: st.DrawFn) -> Content:
    """Any small roadmap with all three kinds of requirements, one of whose areas is presupposed."""
    size = choose(st.integers(1, 10))
    topics = []
    for index in range(size):
        kinds = choose(st.lists(st.sampled_from([None, *KINDS]), min_size=index, max_size=index))
        needs = [(need, kind) for need, kind in enumerate(kinds) if kind]
        topics.append(_topic(index, choose(st.integers(0, 2)), needs))
    areas = tuple(
        Area(id=f"area{n}", name=Text(en=f"Area {n}", ko=f"영역 {n}"), assumed=n == 0) for n in range(3)
    )
    roadmap = Roadmap(title=SAY, areas=areas, topics=tuple(topics))
    return Content(roadmap, tuple(topic.id for topic in topics))


def _seen(content: Content) -> set[tuple[str, str]]:
    """The edges of the picture: those that have a line, and those that a stub names by number."""
    drawing, by_number = drawn(content), {str(n): topic for topic, n in content.rank.items()}
    named = {(by_number[n], topic) for topic, (_, text) in drawing.stubs.items() for n in text.split(",")}
    return {edge for edge in content.shown.lines if edge in drawing.paths} | named


@pytest.mark.campaign
@settings(max_examples=50 if SOAK else 25, deadline=None)
@given(contents())
def test_every_requirement_is_shown_in_one_way_and_required_ones_at_rest_or_by_others(
    content: Content,
) -> None:
    """Those that order have a way on the map; a required one that has no line follows from some that have."""
    shown, drawing = content.shown, drawn(content)
    stubs = [(source, topic) for topic, sources in shown.stubs.items() for source in sources]
    ordering = [*shown.lines, *stubs, *shown.better, *shown.hidden]
    required = {edge for edge, kind in content.kind.items() if kind == "required"}
    seen = _seen(content)

    assert sorted(ordering) == sorted(content.kind)
    assert set(ordering) <= set(drawing.paths)
    assert not {*shown.lines, *stubs} & {edge for edge in shown.better if content.kind[edge] != "recommended"}
    assert seen <= required
    assert required <= set(nx.transitive_closure(nx.DiGraph(list(seen))).edges)


def test_lines_of_the_shipped_map_are_six_pixels_apart_or_have_a_common_topic() -> None:
    from benchmarks.picture import count_near

    content = shipped_content()

    assert count_near(drawn(content), content.shown.lines) == 0


@pytest.mark.campaign
@pytest.mark.parametrize("topics", [LARGE, 100, 120] if SOAK else [LARGE])
def test_lines_of_another_map_are_too_where_they_exchange_their_rows(topics: int) -> None:
    from benchmarks._synthetic import make_content
    from benchmarks.picture import count_near

    content = make_content(topics)

    assert count_near(drawn(content), content.shown.lines) == 0


def test_every_list_that_is_called_an_order_is_one() -> None:
    content = shipped_content()
    pages = shipped_pages()
    listing = pages["index.html"].split('<div id="order-list">')[1].split("</section>")[0]
    lists = {
        "map": re.findall(r'<li data-topic="([^"]+)"', listing),
        "order": re.findall(r'<li data-topic="([^"]+)"', pages["order.html"]),
    }
    for name, found in lists.items():
        place = {topic: at for at, topic in enumerate(found)}

        assert found == list(content.order), name
        assert [edge for edge in content.kind if place[edge[0]] > place[edge[1]]] == [], name


@pytest.mark.parametrize("size", [12, LARGE])
def test_no_two_regions_overlap_and_each_holds_its_cards(size: int) -> None:
    content = make_content(size)
    drawing = drawn(content)
    regions = {region.area: region for region in drawing.regions}
    for topic in content.topics.values():
        x, y = drawing.centres[topic.id]
        region = regions[topic.area]

        assert region.left < x - 72
        assert x + 72 < region.right
        assert region.top < y - 17
        assert y + 17 < region.bottom
    for one, other in combinations(regions.values(), 2):
        beside = one.right < other.left or other.right < one.left
        assert beside or one.bottom < other.top or other.bottom < one.top
