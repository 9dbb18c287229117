"""What an import of a snapshot answers, for the terminal and as a JSON document."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from vlagraph.core.text import printable
from vlagraph.formats.blocks import Json, Line
from vlagraph.words import Message, render, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.core.papers.imports import DamagedLine, SnapshotReport
    from vlagraph.formats.blocks import Blocks, Written
    from vlagraph.words import Lang

__all__ = ["WRITERS"]

_MOST_FAULTS = 5
"""Damaged lines named on the terminal; the JSON names more."""
_SUMS = {
    "new": "change.count_new",
    "updated": "change.count_updated",
    "withdrawn": "change.count_withdrawn",
    "unchanged": "change.count_unchanged",
}


def _report(report: SnapshotReport, lang: Lang) -> Blocks:
    file = printable(report.file)
    sums = [translate(lang, _SUMS[kind], count=count) for kind, count in report.totals.items()]
    stored = translate(
        lang,
        "snapshot.sums",
        papers=Message("fetch.papers", {"count": report.papers}),
        changes=", ".join(sums) or Message("snapshot.nothing"),
    )
    lines = [translate(lang, "snapshot.read_all", file=file, count=report.records, day=report.until), stored]
    if report.resumed:
        lines.append(translate(lang, "snapshot.resumed", count=report.blocks, done=report.resumed))
    if report.damaged:
        lines.append(translate(lang, "snapshot.damaged", count=report.damaged))
    blocks = [Line(line) for line in lines]
    blocks += [Line(_fault(fault, lang), indent=2) for fault in report.faults[:_MOST_FAULTS]]
    if not report.ok:
        blocks.append(Line(translate(lang, "snapshot.cut", file=file)))
    return blocks


def _fault(fault: DamagedLine, lang: Lang) -> str:
    return translate(lang, "snapshot.fault", line=fault.line, why=fault.why)


def _json(report: SnapshotReport, lang: Lang) -> Json:  # noqa: ARG001 - a document is in English
    faults = [{"line": fault.line, "why": render(fault.why, "en")} for fault in report.faults]
    notes = [render(note, "en") for note in report.notes]
    return Json({**asdict(replace(report, notes=())), "faults": faults, "notes": notes})


WRITERS: dict[tuple[str, str], Callable[[Any, Lang], Written]] = {
    ("snapshot", "text"): _report,
    ("snapshot", "json"): _json,
}
