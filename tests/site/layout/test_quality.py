"""The shipped map, also with a topic removed or added, is as good as docs/site.md says."""

from __future__ import annotations

import os
import re
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.layout import ADDED, REMOVED, SHIPPED, count_drawn, vary

from vlagraph.pipeline.build import read_content
from vlagraph.site.layout.drawing import draw
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from benchmarks.layout import Drawn, Variant

ROOT = Path(__file__).resolve().parents[3]
SOAK = "VLAGRAPH_SOAK" in os.environ


def _drawn(variant: Variant) -> Drawn:
    return count_drawn(draw(*vary(read_content(Workspace(ROOT)), variant)))


def _shown(row: str) -> tuple[float, int]:
    """Median and worst crossings of a row of the table in docs/site.md."""
    text = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| {re.escape(row)} \| ([\d.]+) \| (\d+) \|", text, re.MULTILINE)
    assert found, f"no row '{row}'"
    return float(found[1]), int(found[2])


def test_the_shipped_map_is_drawn_as_well_as_the_docs_say() -> None:
    found = _drawn(SHIPPED)

    assert found.crossings <= _shown("the shipped map")[0]
    assert (found.under, found.overlaps) == (0, 0)


@pytest.mark.parametrize(
    ("variant", "row"),
    [
        (REMOVED[3], "without one topic (median of ten)"),
        (ADDED[6], "with one topic more (median of ten)"),
    ],
)
def test_the_map_with_a_topic_less_or_more_is_no_worse_than_the_docs_say(variant: Variant, row: str) -> None:
    found = _drawn(variant)

    assert found.crossings <= _shown(row)[1]
    assert (found.under, found.overlaps) == (0, 0)


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="the long campaign: make soak")
@pytest.mark.parametrize(
    ("variants", "row"),
    [
        (REMOVED, "without one topic (median of ten)"),
        (ADDED, "with one topic more (median of ten)"),
    ],
)
def test_ten_maps_with_a_topic_less_or_more_are_no_worse_than_the_docs_say(
    variants: list[Variant], row: str
) -> None:
    found = [_drawn(variant) for variant in variants]

    assert statistics.median(one.crossings for one in found) <= _shown(row)[0]
    assert max(one.crossings for one in found) <= _shown(row)[1]
    assert {(one.under, one.overlaps) for one in found} == {(0, 0)}
