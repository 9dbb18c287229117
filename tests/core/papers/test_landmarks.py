"""Landmarks stand once each, oldest first, with every topic that chose them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tests.support.roadmaps import roadmap, text, topic
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.core.model import KeyPaper
from vlagraph.core.papers.landmarks import list_landmarks
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.standing import Standings

if TYPE_CHECKING:
    from vlagraph.core.papers.landmarks import Landmark


def _graph(**papers: tuple[KeyPaper, ...]) -> KnowledgeGraph:
    topics = (msgspec.structs.replace(topic(name), key_papers=keys) for name, keys in papers.items())
    return KnowledgeGraph(roadmap(*topics))


def _key(paper: str, why: str = "Clear.", *, landmark: bool = True) -> KeyPaper:
    return KeyPaper(arxiv=paper, role="method", why=text(why), landmark=landmark)


STORED = {
    "2212.06817": Paper(id="2212.06817", title="RT", authors=("A B",), published="2022-12-13T18:55:15Z")
}
GRAPH = _graph(
    a=(_key("2304.13705"), _key("2212.06817", landmark=False), _key("1706.03762", landmark=False)),
    b=(_key("2212.06817"),),
    c=(_key("2212.06817", "Another reason.", landmark=False), _key("cs/0112017")),
)


def _listed(graph: KnowledgeGraph = GRAPH, **choice: object) -> tuple[Landmark, ...]:
    return list_landmarks(graph, Standings(graph), STORED, **choice)  # type: ignore[arg-type]


def test_each_landmark_stands_once_by_date_with_the_topics_that_call_it_one_first() -> None:
    found = _listed()

    assert [(one.id, one.published, one.year) for one in found] == [
        ("cs/0112017", "2001-12", 2001),
        ("2212.06817", "2022-12-13", 2022),
        ("2304.13705", "2023-04", 2023),
    ]
    assert [place.topic for place in found[1].places] == ["b", "a", "c"]


def test_a_reason_that_another_topic_has_given_already_is_not_repeated() -> None:
    assert _listed()[1].reasons == (text("Clear."), None, text("Another reason."))


def test_a_topic_and_a_year_choose_among_them() -> None:
    assert [one.id for one in _listed(topics=("a",))] == ["2212.06817", "2304.13705"]
    assert [one.id for one in _listed(since="2023")] == ["2304.13705"]
    assert _listed(since="2024") == ()


def test_a_landmark_that_the_reader_dismissed_everywhere_is_none() -> None:
    dismissal = {
        Opinion("dismissed", "2304.13705"): Mark(on=True, at="2026-01-01T00:00:00Z"),
    }
    standings = Standings(GRAPH, Progress(feedback=dismissal))

    found = list_landmarks(GRAPH, standings, STORED)

    assert "2304.13705" not in {one.id for one in found}
