"""The sets of labelled papers that stand in the checkout."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.labels import FITTED, READINGS

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph

pytestmark = pytest.mark.skipif(not READINGS.is_dir(), reason="a source archive does not carry the labels")


def topics_by_paper(path: Path) -> dict[str, dict[str, int]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = {row["id"]: row["topics"] for row in rows}
    assert len(found) == len(rows)
    assert all(row.keys() == {"id", "topics"} for row in rows)
    return found


def test_the_labels_name_topics_of_the_roadmap_by_grade_and_hold_no_text(shipped: KnowledgeGraph) -> None:
    for path in READINGS.iterdir():
        for topics in topics_by_paper(path).values():
            assert shipped.topics.keys() >= topics.keys()
            assert set(topics.values()) <= {1, 2}


def test_each_paper_is_in_one_set_and_what_was_read_twice_is_in_one() -> None:
    sets = {path.stem: topics_by_paper(path).keys() for path in READINGS.iterdir()}
    second = sets.pop("second")
    every = [name for names in sets.values() for name in names]

    assert sets.keys() <= set(FITTED)
    assert len(every) == len(set(every))
    assert second <= set(every)


@pytest.mark.shared
def test_no_paper_that_is_kept_apart_is_fitted_to(shared_dir: Path) -> None:
    apart = topics_by_paper(shared_dir / "labels" / "fresh60.jsonl").keys()
    own = {path.stem: path for path in READINGS.iterdir()}

    for name in FITTED:
        path = own.get(name, shared_dir / "labels" / f"{name}.jsonl")
        assert apart.isdisjoint(topics_by_paper(path)), name
