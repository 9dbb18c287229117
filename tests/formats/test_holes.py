"""What ``status --holes`` says in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from vlagraph.core.papers.holes import AskedWindow, Hole, HoleReport
from vlagraph.formats import write
from vlagraph.formats.blocks import Json, Line

if TYPE_CHECKING:
    from vlagraph.words import Lang

ASKED = AskedWindow(
    at="2026-03-02T00:00:00Z",
    source="api",
    what="listing",
    first="2026-02-01T00:00:00Z",
    last="2026-03-01T23:59:00Z",
    announced=212,
    came=200,
    open=False,
)
RANGE = Hole(day="2026-02-14", first="2602.01701", last="2602.01740", missing=40)
THIN = Hole(day="2026-02-20", category="cs.RO", missing=12, asked=3)


def _lines(report: HoleReport, lang: Lang) -> list[str]:
    written = write("holes", "text", report, lang)
    return [block.text for block in written if isinstance(block, Line)]


def _report(*holes: Hole) -> HoleReport:
    return HoleReport(holes=holes, papers=3600, first="2026-02-01", last="2026-02-27", receipts=(ASKED,))


def test_a_hole_says_how_often_it_was_asked_for_and_whether_arxiv_itself_has_it() -> None:
    lines = _lines(_report(RANGE, THIN), "en")

    assert lines[0].startswith("2026-02-14: from 2602.01701 to 2602.01740 40 numbers did not come")
    assert lines[1].endswith("asked again 3 times, so arXiv itself does not have them")
    assert any("vlagraph fetch --since 2026-02-14 --refresh" in line for line in lines)


def test_papers_that_are_too_old_to_be_looked_at_are_counted_beside_the_others() -> None:
    report = replace(_report(), papers=7, older=24)

    assert _lines(report, "en")[:2] == [
        "No hole in 7 papers submitted from 2026-02-01 to 2026-02-27.",
        (
            "24 stored papers from before 2026-02-01 were not looked at: "
            "holes are looked for in the 100 days before the newest paper alone."
        ),
    ]
    assert "24편" in _lines(report, "ko")[1]
    assert not any("not looked at" in line for line in _lines(_report(THIN), "en"))


def test_an_answer_with_fewer_papers_than_were_announced_is_named() -> None:
    english, korean = _lines(_report(), "en"), _lines(_report(), "ko")

    assert "2026-03-02: from 2026-02-01 to 2026-03-01 200 papers came of 212 that were announced" in english
    assert english[-1].endswith("200 papers came of 212 announced.")
    assert "212편 가운데 200편" in korean[-1]


def test_the_document_has_the_receipts() -> None:
    written = write("holes", "json", _report(THIN), "ko")

    assert isinstance(written, Json)
    document = cast("dict[str, list[dict[str, object]]]", written.value)
    assert document["receipts"][0]["announced"] == 212
    assert document["holes"][0]["asked"] == 3
