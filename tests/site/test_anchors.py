"""Ids of a roadmap on its pages: each leads to one element, and never to one that the page has itself."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from msgspec.structs import replace

from tests.support.roadmaps import roadmap, text, topic
from tests.support.shipped import shipped_content, shipped_pages
from vlagraph.core.model import Benchmark, Concept, Milestone, Project, Text
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

OWN = (
    "search",
    "results",
    "main",
    "lang",
    "live",
    "fresh",
    "former",
    "marks",
    "papers",
    "new-list",
    "topic-card",
)
MARKS = {"schema": 1, "topics": {}, "papers": {}}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Those of a roadmap whose concepts, benchmarks and projects have ids of the pages themselves."""
    concepts = tuple(Concept(id=name, name=Text(en=f"About {name}")) for name in (*OWN, "result-0", "plain"))
    made = roadmap(replace(topic("a", formerly=["b"]), concepts=concepts))
    marks = [Benchmark(id=name, name=name, facts=(), analysis=text(name)) for name in (*OWN, "plain")]
    step = Milestone(id="m", name=text("m"), goal=text("g"), topics=("a",), hours=(1, 2))
    tasks = [
        Project(id=name, name=text(name), summary=text(name), milestones=(step,), benchmark=name)
        for name in (*OWN, "plain")
    ]
    whole = replace(made, benchmarks=tuple(marks), projects=tuple(tasks))
    return dict(render_site(Content(whole, ["a"], marks=MARKS)))


def _ids(page: str) -> Counter[str]:
    return Counter(re.findall(r'<[a-z][^>]*\sid="([^"]+)"', page))


@pytest.mark.parametrize("name", ["topics/a.html", "benchmarks.html", "projects.html"])
def test_no_id_stands_twice_whatever_the_parts_of_a_roadmap_are_called(
    name: str, pages: dict[str, str]
) -> None:
    assert [one for one, count in _ids(pages[name]).items() if count > 1] == []
    assert not {"papers", "new-list", "topic-card", "result-0"} & set(_ids(pages[name]))
    assert _ids(pages[name])["plain"] == 1


def test_links_to_benchmarks_and_projects_lead_to_them(pages: dict[str, str]) -> None:
    for name, other in (("benchmarks.html", ""), ("projects.html", ""), ("projects.html", "benchmarks.html")):
        links = re.findall(rf'href="{other}#([^"]+)"', pages[name])
        targets = _ids(pages[other or name])
        wanted = {f"{one}_" for one in OWN} | {"plain"}

        assert wanted <= set(links) <= {*targets, "main"}
    script = pages["assets/search.js"]
    goals = json.loads(json.loads(script[script.index("(") + 1 : script.rindex(")")]))["goals"]
    assert {goal[0]: goal[3] for goal in goals}["results"] == "results_"


def test_the_shipped_anchors_are_as_the_roadmap_calls_them() -> None:
    pages, shipped = shipped_pages(), shipped_content().roadmap
    for name in ("benchmarks.html", "projects.html", *(f"topics/{one.id}.html" for one in shipped.topics)):
        assert max(_ids(pages[name]).values()) == 1, name
    assert {one.id for one in shipped.benchmarks} <= set(_ids(pages["benchmarks.html"]))
    assert {one.id for one in shipped.projects} <= set(_ids(pages["projects.html"]))
