"""Which key papers a paper is like, and by which words."""

from __future__ import annotations

import pytest

from tests.support.study_samples import make_graph, make_topic
from vlagraph.core.papers.likeness import alike_key_papers
from vlagraph.core.papers.paper import Paper

KEY = "2203.12601"
OTHERS = {f"2401.0000{place}": f"Something else {place}{place}" for place in range(1, 6)}


def _paper(paper: str, title: str) -> Paper:
    return Paper(id=paper, title=title, authors=("Ada Byron",), published="2026-06")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("R³M for policies", ("r3m",)),
        ("Ｒ3Ｍ for policies", ("r3m",)),
        ("Pick with ﬁngers", ("fingers",)),
    ],
)
def test_shared_words_are_told_however_their_signs_are_written(title: str, words: tuple[str, ...]) -> None:
    titles = {KEY: "R3M moves a finger", **OTHERS}
    kg = make_graph(make_topic("a", papers=[(key, ()) for key in titles]))
    papers = {key: _paper(key, known) for key, known in titles.items()}

    found = alike_key_papers(kg, papers, _paper("2606.00001", title))

    assert [(one.key.arxiv, one.words) for one in found] == [(KEY, words)]
