"""What ``fetch`` and ``status`` answer, for the terminal and as JSON documents."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.followed import without_rule
from vlagraph.core.papers.reports import KEY_PAPERS, FailedTopics
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.words import Message, render, term, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vlagraph.core.papers.reports import Freshness, PaperChange, Report, Status
    from vlagraph.formats.blocks import Blocks, Written
    from vlagraph.words import Lang

__all__ = ["WRITERS", "fetch_remarks"]

_MOST_CHANGES = 30
"""Changed papers listed on the terminal, about a screen; the JSON has them all."""
_MOST_NAMES = 3
"""Topics that a failure names; more of them are only counted."""
_LATER = frozenset({"source.come_back", "source.come_back_then", "source.denied", "source.refused"})
"""The failures that say when to run again: not at once."""
_SUMS = {
    "new": "change.count_new",
    "updated": "change.count_updated",
    "withdrawn": "change.count_withdrawn",
    "unchanged": "change.count_unchanged",
}


def fetch_remarks(report: Report, lang: Lang) -> list[str]:
    """What a reader of ``report`` should know beside the answer: notes, failures, and how to go on."""
    remarks = [] if report.topics else [translate(lang, "topic.none")]
    remarks += [_text(note, lang) for note in report.notes]
    remarks += [translate(lang, "fetch.failed", failure=_failure(failed, lang)) for failed in report.failures]
    if not report.ok:
        ages = [row.age_days for row in report.topics if row.age_days is not None]
        later = any(failed.why.key in _LATER for failed in report.failures)
        key = "fetch.not_all_yet" if later else "fetch.not_all"
        remarks.append(translate(lang, key, age=_oldest(ages)))
    return remarks


def _oldest(ages: Sequence[float]) -> Message:
    """How old the oldest papers of a topic are at most."""
    if not ages:
        return Message("fetch.no_age")
    oldest = max(ages)
    days = int(oldest) if oldest.is_integer() else oldest
    return Message("fetch.age", {"count": days}) if days >= 1 else Message("fetch.age_today")


def _report(report: Report, lang: Lang) -> Blocks:
    told = [row for row in report.topics if row.new or row.updated or row.withdrawn or row.unchanged]
    rows = [
        (
            row.topic,
            *map(str, (row.new, row.updated, row.withdrawn, row.unchanged, row.papers)),
            _age(row, lang),
        )
        for row in told
    ]
    names = ("topic", "new", "updated", "withdrawn", "unchanged", "stored", "age")
    changes = [change for change in report.changes if change.kind != "new"]
    total = translate(
        lang,
        "fetch.sums",
        papers=Message("fetch.papers", {"count": report.papers}),
        changes=_sums(report, lang),
        requests=Message("fetch.requests", {"count": report.requests}),
    )
    return [
        *([Table(_headers(names, lang), rows, right=range(1, len(names)))] if rows else []),
        *(_line(text) for text in _quiet(report, len(told), lang)),
        *(_line(_change(change, lang)) for change in changes[:_MOST_CHANGES]),
        _line(total),
    ]


def _quiet(report: Report, told: int, lang: Lang) -> Iterator[str]:
    """The topics under which no paper came, in one line."""
    quiet = [row for row in report.topics if not (row.new or row.updated or row.withdrawn or row.unchanged)]
    if quiet:
        ages = [row.age_days for row in quiet if row.age_days is not None]
        key = "fetch.quiet_rest" if told else "fetch.quiet"
        yield translate(lang, key, count=len(quiet), age=_oldest(ages))


def _sums(report: Report, lang: Lang) -> str | Message:
    """What came, kind by kind, or why there is nothing to count."""
    sums = [translate(lang, _SUMS[kind], count=count) for kind, count in report.totals.items()]
    if sums:
        return ", ".join(sums)
    if not report.ok:
        return Message("fetch.nothing_came")
    return Message("fetch.nothing_new" if report.requests or report.cached else "fetch.nothing")


def _status(status: Status, lang: Lang) -> Blocks:
    rows = [
        (row.topic, str(row.papers), _checked(row, lang), _age(row, lang), _last_try(row, lang))
        for row in status.topics
    ]
    failures = dict.fromkeys(_text(row.failure, lang) for row in status.topics if row.failure)
    sums = {name: getattr(status, name) for name in ("curated", "unconfirmed", "withdrawn", "stale")}
    papers = Message("fetch.papers", {"count": status.papers})
    table = Table(_headers(("topic", "papers", "checked", "age", "last_try"), lang), rows, right=[1, 3])
    return [
        table if rows else _line(translate(lang, "topic.none")),
        *(_line(translate(lang, "status.failure", failure=failure)) for failure in failures),
        *_dated_ahead(status, lang),
        *_wishes(status, lang),
        *(_line(_text(one, lang)) for one in without_rule(status.unwatched)),
        _line(translate(lang, "status.sums", count=len(status.topics), papers=papers, **sums)),
        *(_line(text) for text in _recorded(status, lang)),
    ]


def _dated_ahead(status: Status, lang: Lang) -> Iterator[Line]:
    """The topics of which a wrong clock wrote when they were asked."""
    if status.dated_ahead:
        yield Line(translate(lang, "status.dated_ahead", topics=", ".join(status.dated_ahead)))


def _wishes(status: Status, lang: Lang) -> Iterator[Line]:
    """The papers that the next fetch brings, and those that arXiv does not know."""
    if waiting := [one for one in status.wished if one not in status.unknown]:
        yield Line(translate(lang, "status.wished", count=len(waiting), ids=", ".join(waiting)))
    if status.unknown:
        yield Line(translate(lang, "status.unknown", ids=", ".join(status.unknown)))


def _recorded(status: Status, lang: Lang) -> list[str]:
    """What else is shown besides the stored papers, or why it is not."""
    if status.fault:
        return [_text(status.fault, lang)]
    if not status.recorded:
        return []
    return [translate(lang, "recorded.status", count=status.recorded, day=status.recorded_until)]


def _document(value: object) -> Any:  # noqa: ANN401 - JSON is of any type
    """``value`` as JSON: a dataclass by its fields, texts in English."""
    if isinstance(value, Message):
        return _text(value, "en")
    if isinstance(value, FailedTopics):
        return _failure(value, "en")
    if is_dataclass(value):
        return {field.name: _document(getattr(value, field.name)) for field in fields(value)}
    return [_document(one) for one in value] if isinstance(value, tuple) else value


def _json(answer: object, lang: Lang) -> Json:  # noqa: ARG001 - a document is in English
    return Json(_document(answer))


def _line(text: str, *, indent: int = 0) -> Line:
    return Line(text, indent=indent)


def _text(message: Message, lang: Lang) -> str:
    return str(render(message, lang))


def _headers(names: Sequence[str], lang: Lang) -> list[str]:
    return [term(lang, "column", name) for name in names]


def _failure(failed: FailedTopics, lang: Lang) -> str:
    """Why some topics failed, after their names, or after how many they are."""
    key_papers = translate(lang, "fetch.key_papers")
    names = [key_papers if name == KEY_PAPERS else name for name in failed.names]
    count = sum(name != KEY_PAPERS for name in failed.names)
    topics: str | Message = ", ".join(names)
    if len(names) > _MOST_NAMES and count < len(names):
        topics = Message("fetch.topics_and_keys", {"count": count})
    elif len(names) > _MOST_NAMES:
        topics = Message("fetch.topics", {"count": count})
    return translate(lang, "fetch.failure", topics=topics, why=failed.why)


def _change(change: PaperChange, lang: Lang) -> str:
    what = ", ".join(_text(one, lang) for one in change.what)
    kind = term(lang, "change_kind", change.kind)
    return translate(lang, "fetch.change", kind=kind, id=change.id, title=change.title, what=what)


def _checked(row: Freshness, lang: Lang) -> str:
    return row.checked.replace("T", " ").removesuffix("Z") if row.checked else translate(lang, "status.never")


def _last_try(row: Freshness, lang: Lang) -> str:
    return translate(lang, "status.failed") if row.failure else ""


def _age(row: Freshness, lang: Lang) -> str:
    return "-" if row.age_days is None else translate(lang, "unit.days", days=f"{row.age_days:g}")


WRITERS: dict[tuple[str, str], Callable[[Any, Lang], Written]] = {
    ("fetch", "text"): _report,
    ("fetch", "json"): _json,
    ("status", "text"): _status,
    ("status", "json"): _json,
}
