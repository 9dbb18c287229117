"""The page About tells of every day that looks incomplete, or that none does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vlagraph.core.papers.holes import Hole, HoleReport
from vlagraph.pipeline.build import read_content
from vlagraph.site.pages import render_site
from vlagraph.store.workspace import Workspace

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workspace"
REPORT = HoleReport(holes=(), papers=3600, first="2026-02-01", last="2026-02-27")
RANGE = Hole(day="2026-02-14", first="2602.01701", last="2602.02900", missing=1200)
THIN = Hole(day="2026-02-20", category="cs.RO", missing=12)


@pytest.mark.parametrize(
    ("holes", "said"),
    [
        (
            (),
            [
                "No day of the papers from 2026-02-01 to 2026-02-27 looks incomplete.",
                "빠진 것으로 보이는 날이 없습니다",
            ],
        ),
        (
            (RANGE,),
            [
                "1,200 papers from 2602.01701 to 2602.02900 seem not to have come",
                "다음 수집 때 다시 요청합니다",
            ],
        ),
        ((replace(THIN, asked=3),), ["about 12 papers of cs.RO did not come", "arXiv 자체에 빠져 있는"]),
        ((THIN,) * 22, ["2 more places look incomplete.", "그 밖에 2곳이"]),
    ],
    ids=["none", "range", "arxivs own", "many"],
)
def test_the_page_says_it_in_both_languages(holes: tuple[Hole, ...], said: list[str]) -> None:
    content = replace(read_content(Workspace(GOLDEN)), holes=replace(REPORT, holes=holes))
    page = render_site(content)["about.html"]

    assert all(text in page for text in said)
