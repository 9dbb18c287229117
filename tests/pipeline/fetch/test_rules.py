"""Under which topics a fetch counts and tells a paper: those that every other answer names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.support.news_samples import paper
from tests.support.roadmaps import roadmap, topic
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.model import KeyPaper, Watch
from vlagraph.core.papers.merging import Change
from vlagraph.core.papers.standing import Standings
from vlagraph.core.times import parse_time
from vlagraph.pipeline.fetch.ledger import Ledger
from vlagraph.pipeline.fetch.report import report_of
from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.status import read_status
from vlagraph.store.fetch_state import FetchState, TopicState
from vlagraph.store.papers import save_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper

NOW = "2026-11-22T12:00:00Z"
TOPICS = (
    replace(topic("new-name", formerly=["old-name"]), watch=Watch(any_of=("x",))),
    replace(topic("strict", "new-name"), watch=Watch(any_of=("y",), threshold=0.9)),
    topic("half", "strict", formerly=["whole"]),
    replace(
        topic("other-half", "half", formerly=["whole"]),
        key_papers=(KeyPaper(arxiv="2611.00006", role="method"),),
    ),
)
ROADMAP = roadmap(*TOPICS)
STANDS = {
    "2611.00001": ({"old-name": 0.9, "gone": 0.05}, ("new-name",)),
    "2611.00002": ({"old-name": 0.05, "new-name": 0.9}, ("new-name",)),
    "2611.00003": ({"whole": 0.8}, ("half", "other-half")),
    "2611.00004": ({"strict": 0.8, "gone": 1.0}, ()),
    "2611.00005": ({"half": 0.01}, ()),
    "2611.00006": ({"old-name": 0.7}, ("new-name", "other-half")),
}
"""Papers by id: the scores that are stored, and the topics of now under which that puts them."""


def _stored(name: str) -> Paper:
    return paper(name, f"Paper {name}", STANDS[name][0])


@pytest.mark.parametrize("name", STANDS)
def test_a_fetch_puts_a_paper_under_the_topics_of_now_as_every_answer_does(name: str) -> None:
    found = rules_of(ROADMAP).topics_of(_stored(name))

    assert found == STANDS[name][1]
    assert set(found) == set(Standings(KnowledgeGraph(ROADMAP)).topics(_stored(name)))


def test_a_fetch_reports_and_writes_the_numbers_of_papers_that_status_counts(tmp_path: Path) -> None:
    workspace, papers = Workspace(tmp_path), {name: _stored(name) for name in STANDS}
    save_papers(workspace.papers, papers)
    ledger = Ledger(workspace, rules_of(ROADMAP), "api", FetchState(), papers, NOW)
    ledger.changes = {name: Change(one, "new") for name, one in papers.items()}
    names = [one.id for one in TOPICS]
    ledger.note_topics({name: TopicState(wanted_from="2026-01-01T00:00:00Z") for name in names})
    report = report_of(ledger, wanted=names, now=parse_time(NOW), requests=0, cached=0)
    status = read_status(workspace, ROADMAP, now=parse_time(NOW))

    counted = {"new-name": 3, "strict": 0, "half": 1, "other-half": 2}
    assert {row.topic: row.papers for row in status.topics} == counted
    assert {name: one.papers for name, one in ledger.own.topics.items()} == counted
    assert {row.topic: row.papers for row in report.topics} == counted
    assert {row.topic: row.new for row in report.topics} == counted
    assert {one.id: one.topics for one in report.changes} == {
        name: topics for name, (_, topics) in STANDS.items() if topics
    }
