from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.collection import recorded_papers

from tests.support.command_line import CHECKOUT
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher
from vlagraph.store.recorded import load_recorded
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph


def row(number: int, **fields: Any) -> dict[str, Any]:
    """A record of the collection that the rule of navigation attaches."""
    return {
        "id": f"2506.{number:05}",
        "title": "Visual navigation\n of mobile robots",
        "abstract": "Visual navigation of mobile robots in unknown buildings, with a planner for navigation.",
        "authors": "Ada Example, :, Ben Example",
        "categories": "cs.RO cs.AI",
        "comments": "8 pages",
        "_published": "2025-06-01",
        "_updated": "2025-06-02",
        **fields,
    }


def test_the_facts_of_attached_papers_are_kept_and_no_text_of_others(shipped: KnowledgeGraph) -> None:
    rows = [
        row(3),
        row(1),
        row(2, title="Soup", abstract="Soup."),
        row(4, _published="2024-12-31"),
        row(5, _published="2026-08-01"),
        row(6, comments="This paper has been withdrawn"),
    ]
    matcher = Matcher.of_topics(shipped.topics, default_model())
    papers = recorded_papers(rows, matcher)
    one = papers["2506.00001"]

    assert list(papers) == ["2506.00001", "2506.00003"]
    assert (one.title, one.authors) == ("Visual navigation of mobile robots", ("Ada Example", "Ben Example"))
    assert (one.published, one.updated, one.recorded) == ("2025-06-01", "2025-06-02", "2026-07-30")
    assert (one.primary_category, one.abstract, one.comment, one.fetched) == ("cs.RO", None, None, None)
    assert "navigation" in {match.topic for match in one.matches}
    assert recorded_papers(reversed(rows), matcher) == papers


def test_the_shipped_papers_are_those_of_a_looser_look() -> None:
    papers, levels = load_recorded(Workspace(CHECKOUT).recorded)[0], default_model().levels
    scores = [match.score for paper in papers.values() for match in paper.matches]

    assert levels.loose <= min(scores) < levels.threshold
