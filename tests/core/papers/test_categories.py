"""The list of arXiv's categories."""

from __future__ import annotations

import pytest

from tests.support.shipped import CHECKOUT
from vlagraph.core.papers.categories import CATEGORIES
from vlagraph.core.papers.ids import ids_in
from vlagraph.store.papers import load_papers
from vlagraph.store.roadmap import load_roadmap


def test_every_category_that_is_used_here_is_known() -> None:
    rules = [topic.watch for topic in load_roadmap(CHECKOUT / "graph" / "topics.json").topics]
    papers = load_papers(CHECKOUT / "papers" / "papers.jsonl").values()
    used = {name for rule in rules if rule for name in rule.categories}
    used |= {name for paper in papers for name in paper.filed_under}

    assert len(used) > 10
    assert used <= CATEGORIES


def test_every_archive_of_a_category_is_one_of_old_ids() -> None:
    since_new_ids = {"econ", "eess", "q-fin"}
    archives = {name.partition(".")[0] for name in CATEGORIES} - since_new_ids

    assert len(archives) > 30
    assert {name for name in archives if ids_in(f"see {name}/0112017") != (f"{name}/0112017",)} == set()


@pytest.mark.parametrize("name", ["cs.RO", "hep-th", "cond-mat.soft", "physics.optics", "cmp-lg", "stat.ML"])
def test_categories_of_each_form_are_known(name: str) -> None:
    assert name in CATEGORIES


@pytest.mark.parametrize("name", ["cs", "cs.ro", "math", "physics", "robotics", ""])
def test_an_archive_that_is_divided_is_no_category(name: str) -> None:
    assert name not in CATEGORIES
