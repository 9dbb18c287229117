"""How far a reader is, as text and as JSON, and what a command has marked or merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.names import columns, depth_note, hours_cell, some_names, topic_names
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import InGraph
    from vlagraph.core.model import Hours, Lang
    from vlagraph.core.study import GroupProgress, MarkChange, MergeCount, ProgressReport
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "marked_text", "merged_text", "progress_text"]

_BLOCKS = 10
"""Characters of a bar: a block is a tenth of the topics."""

_READY = 5
"""Topics that are named as ready next; 'vlagraph next' lists all."""


def progress_text(answer: InGraph[ProgressReport], lang: Lang) -> Blocks:
    """The whole, then a row a group, then what is ready next."""
    kg, report = answer.kg, answer.found
    if not kg.topics:
        return [Line(translate(lang, "topic.none"))]
    whole = report.whole
    head = translate(lang, "progress.topics_learned", learned=whole.learned, count=whole.topics)
    read = {"read": report.key_papers_read, "count": report.key_papers, "starred": report.starred}
    ready = topic_names(kg, (found.topic for found in report.ready[:_READY]), lang)
    unasked = kg.assumed.difference(report.learned, report.skipped)
    none = translate(lang, "progress.rest_presupposed" if unasked else "progress.nothing_left")
    blocks: list[Line | Table] = [
        Line(f"{head} {_bar(whole)}", bold=True),
        Line(_hours(report, lang)),
        Line(translate(lang, "progress.papers", **read)),
        Line(),
        _table(report.bars, lang),
        Line(),
        Line(translate(lang, "progress.ready", names=ready or none)),
    ]
    for key, ids in (("progress.learning", report.learning), ("progress.skipped", report.skipped)):
        if ids:
            blocks.append(Line(translate(lang, key, names=topic_names(kg, ids, lang))))
    if whole.without_hours:
        names = some_names(kg, whole.without_hours, lang)
        blocks.append(Line(translate(lang, "progress.unknown", count=len(whole.without_hours), names=names)))
    if report.unshown:
        blocks.append(Line(translate(lang, "progress.kept", names=", ".join(report.unshown))))
    return [*blocks, depth_note(lang, mastery=report.depth == "mastery")]


def marked_text(change: MarkChange, lang: Lang) -> Blocks:
    """What is marked now, and what was before."""
    state = term(lang, "mark", change.state)
    lines = []
    if change.done:
        lines.append(translate(lang, "marked.now", state=state, names=", ".join(change.done)))
    if change.same:
        lines.append(translate(lang, "marked.before", state=state, names=", ".join(change.same)))
    if change.waits:
        lines.append(translate(lang, "marked.waits", names=", ".join(change.waits)))
    return [Line(text) for text in lines]


def merged_text(count: MergeCount, lang: Lang) -> Blocks:
    """How many marks there are, how many of them are new, and where."""
    new = count.after - count.before
    if count.out is None:
        lines = [translate(lang, "marked.merged", count=count.after, new=new)]
    else:
        lines = [translate(lang, "marked.merged_into", count=count.after, new=new, file=count.out)]
    if count.ahead:
        lines.append(translate(lang, "marked.dated_ahead", count=count.ahead))
    return [Line(line) for line in lines]


def _table(bars: Sequence[GroupProgress], lang: Lang) -> Table:
    rows = [
        [
            term(lang, "group", bar.kind),
            bar.name[lang],
            _bar(bar),
            translate(lang, "progress.share", learned=bar.learned, topics=bar.topics),
            _range(bar.hours_done, lang, unknown=bar.done_unknown),
            _range(bar.hours_left, lang, unknown=bar.left_unknown),
        ]
        for bar in bars
    ]
    headers = columns(lang, "group", "name", "", "learned", "hours_done", "hours_left")
    return Table(headers, rows, right=[3, 4, 5], spare=[2], name=1)


def _bar(group: GroupProgress) -> str:
    full = _BLOCKS * group.learned // group.topics if group.topics else 0
    return "█" * full + "░" * (_BLOCKS - full)


def _hours(report: ProgressReport, lang: Lang) -> str:
    """The hours done and left of the whole roadmap, or that they are not known."""
    whole, known = report.whole, "progress.hours_done"
    done = translate(
        lang, "progress.done_unknown" if whole.done_unknown else known, hours=_range(whole.hours_done, lang)
    )
    known = "progress.hours_left"
    left = translate(
        lang, "progress.left_unknown" if whole.left_unknown else known, hours=_range(whole.hours_left, lang)
    )
    return translate(lang, "progress.hours", done=done, left=left, depth=term(lang, "depth", report.depth))


def _range(hours: Hours, lang: Lang, *, unknown: bool = False) -> str:
    """A range for a column; a sum of nothing is 0, and a dash stands where it is ``unknown``."""
    return "0" if hours == (0, 0) and not unknown else hours_cell(hours, lang)


WRITERS = {
    ("progress", "text"): progress_text,
    ("progress", "json"): lambda answer, _lang: Json(answer.found),
    ("marked", "text"): marked_text,
    ("merged", "text"): merged_text,
}
