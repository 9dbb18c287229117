from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.news_samples import paper
from tests.support.recorded import UNTIL, recorded_paper, write_recorded
from tests.support.stores import index_always, index_never, small_graph
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.core.papers.standing import Standings
from vlagraph.store.papers import save_papers
from vlagraph.store.survey import survey
from vlagraph.store.totals import Tally, Totals
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE = paper("2611.00007", "Walking", {"walking": 0.9}, day="2026-11-20")
OLD = paper("2601.00007", "Walking of old", {"strolling": 0.9, "walking": 0.95}, day="2026-01-20")


@pytest.mark.parametrize("reading", [index_always, index_never])
def test_a_survey_counts_what_stands_under_each_topic_for_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: Callable[[pytest.MonkeyPatch], None]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    reading(monkeypatch)
    place, kg = Workspace(tmp_path), small_graph()
    save_papers(place.papers, {one.id: one for one in (ONE, OLD)})
    also = recorded_paper("2607.00001", "Seeing", {"seeing": 0.95})
    write_recorded(place.root, also, recorded_paper(ONE.id, "Walking", {"walking": 0.9}))
    moved = Mark(on=True, at="2026-11-21T00:00:00.000Z")
    reader = Progress(feedback={Opinion("moved", ONE.id, "seeing", "walking"): moved})

    found = survey(place, kg, Standings(kg))
    own = survey(place, kg, Standings(kg, reader), recorded_too=True)

    assert found.stored == Totals(2, 0, 0, 0, ONE.published, ONE.fetched, None, ONE.fetched)
    assert found.topics == {
        "walking": Tally(2, "2026-11-20"),
        "holding": Tally(1, "2026-01-20"),
        "seeing": Tally(),
    }
    assert (own.recorded, own.until, own.fault) == (1, UNTIL, None)
    assert own.topics["walking"] == Tally(1, "2026-01-20")
    assert own.topics["seeing"] == Tally(2, "2026-11-20")
