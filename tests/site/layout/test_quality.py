"""The shipped map, also with a topic removed or added, is as good as docs/benchmarks.md says."""

from __future__ import annotations

import os
import re
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from benchmarks.layout import ADDED, REMOVED, SHIPPED, count_drawn, draw_graph, vary

from tests.support.shipped import shipped_content
from vlagraph.site.picture import drawn

if TYPE_CHECKING:
    from benchmarks.layout import Drawn, Graph, Variant

ROOT = Path(__file__).resolve().parents[3]
SOAK = "VLAGRAPH_SOAK" in os.environ
WITHOUT, WITH = "without one topic (median of ten)", "with one topic more (median of ten)"
ROWS = ("the shipped map", WITHOUT, WITH)
LUCK = 1.25
"""How much worse than the worst of the table a map that it does not describe may come out."""


class Row(NamedTuple):
    """What docs/benchmarks.md says: drawn lines, and the median and the worst number of crossings."""

    lines: float
    crossings: float
    worst: float


def _graph(variant: Variant) -> Graph:
    return vary(shipped_content(), variant)


def _drawn(variant: Variant) -> Drawn:
    graph = _graph(variant)
    return count_drawn(draw_graph(graph), graph.lines)


def _shown(name: str) -> Row:
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    row = rf"^\| {re.escape(name)} \| ([\d.]+) \| ([\d.]+) \| \d+ \| (\d+) \|"
    found = re.search(row, text, re.MULTILINE)
    assert found, f"no row '{name}'"
    return Row(*map(float, found.groups()))


def _allowed(name: str) -> Row:
    """What the docs say of the map that they describe, else in proportion to the pairs of lines.

    So a topic may be added to the roadmap or leave it before the table is printed again.
    """
    documented, found = _shown("the shipped map").lines, len(_graph(SHIPPED).lines)
    if found == documented:
        return _shown(name)
    per_pair = max(_shown(row).worst / _shown(row).lines ** 2 for row in ROWS) * LUCK
    return Row(found, *[per_pair * (found + 2) ** 2] * 2)


def test_the_shipped_map_is_drawn_as_well_as_the_docs_say() -> None:
    content = shipped_content()
    found = count_drawn(drawn(content), content.shown.lines)  # as the pages show it, which other tests drew

    assert found.crossings <= _allowed("the shipped map").worst
    assert (found.under, found.overlaps) == (0, 0)


@pytest.mark.parametrize(("variant", "row"), [(REMOVED[3], WITHOUT), (ADDED[6], WITH)])
def test_the_map_with_a_topic_less_or_more_is_no_worse_than_the_docs_say(variant: Variant, row: str) -> None:
    found = _drawn(variant)

    assert found.crossings <= _allowed(row).worst
    assert (found.under, found.overlaps) == (0, 0)


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="the long campaign: make soak")
@pytest.mark.parametrize(("variants", "row"), [(REMOVED, WITHOUT), (ADDED, WITH)])
def test_ten_maps_with_a_topic_less_or_more_are_no_worse_than_the_docs_say(
    variants: list[Variant], row: str
) -> None:
    found = [_drawn(variant) for variant in variants]

    assert statistics.median(one.crossings for one in found) <= _allowed(row).crossings
    assert max(one.crossings for one in found) <= _allowed(row).worst
    assert {(one.under, one.overlaps) for one in found} == {(0, 0)}
