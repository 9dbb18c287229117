"""What ``fetch``, its dry run and ``status`` answer, for the terminal and as JSON documents."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.reports import KEY_PAPERS, FailedTopics, PlannedRequest
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.words import Message, render, term, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from vlagraph.core.papers.reports import Freshness, PaperChange, Preview, Report, Status
    from vlagraph.formats.blocks import Blocks, Written
    from vlagraph.words import Lang

__all__ = ["WRITERS", "fetch_remarks"]

_LONGEST_URL = 160
"""Characters of an address on the terminal: two lines; the JSON has all of it."""
_MOST_CHANGES = 30
"""Changed papers listed on the terminal, about a screen; the JSON has them all."""
_MOST_NAMES = 3
"""Topics that a failure names; more of them are only counted."""
_SUMS = {
    "new": "change.count_new",
    "updated": "change.count_updated",
    "withdrawn": "change.count_withdrawn",
    "unchanged": "change.count_unchanged",
}


def fetch_remarks(report: Report, lang: Lang) -> list[str]:
    """What a reader of ``report`` should know beside the answer: notes, failures, and how to go on."""
    remarks = [_text(note, lang) for note in report.notes]
    remarks += [translate(lang, "fetch.failed", failure=_failure(failed, lang)) for failed in report.failures]
    if not report.ok:
        ages = [row.age_days for row in report.topics if row.age_days is not None]
        remarks.append(translate(lang, "fetch.not_all", age=_oldest(ages)))
    return remarks


def _oldest(ages: Sequence[float]) -> Message:
    """How old the oldest papers of a topic are at most."""
    if not ages:
        return Message("fetch.no_age")
    oldest = max(ages)
    days = int(oldest) if oldest.is_integer() else oldest
    return Message("fetch.age", {"count": days}) if days >= 1 else Message("fetch.age_today")


def _report(report: Report, lang: Lang) -> Blocks:
    rows = [
        (
            row.topic,
            *map(str, (row.new, row.updated, row.withdrawn, row.unchanged, row.papers)),
            _age(row, lang),
        )
        for row in report.topics
    ]
    names = ("topic", "new", "updated", "withdrawn", "unchanged", "stored", "age")
    changes = [change for change in report.changes if change.kind != "new"]
    sums = [translate(lang, _SUMS[kind], count=count) for kind, count in report.totals.items()]
    total = translate(
        lang,
        "fetch.sums",
        papers=Message("fetch.papers", {"count": report.papers}),
        changes=", ".join(sums) or Message("fetch.nothing"),
        requests=Message("fetch.requests", {"count": report.requests}),
    )
    return [
        Table(_headers(names, lang), rows, right=range(1, len(names))),
        *(_line(_change(change, lang)) for change in changes[:_MOST_CHANGES]),
        _line(total),
    ]


def _preview(preview: Preview, lang: Lang) -> Blocks:
    blocks = []
    for request in preview.requests:
        blocks += [_line(_text(request.purpose, lang)), _line(_short(request.url, lang), indent=2)]
    return [
        *blocks,
        _line(translate(lang, "fetch.cost", least=preview.least, count=preview.most, **_minutes(preview))),
    ]


def _status(status: Status, lang: Lang) -> Blocks:
    rows = [
        (row.topic, str(row.papers), _checked(row, lang), _age(row, lang), _last_try(row, lang))
        for row in status.topics
    ]
    failures = dict.fromkeys(_text(row.failure, lang) for row in status.topics if row.failure)
    sums = {name: getattr(status, name) for name in ("curated", "unconfirmed", "withdrawn", "stale")}
    papers = Message("fetch.papers", {"count": status.papers})
    return [
        Table(_headers(("topic", "papers", "checked", "age", "last_try"), lang), rows, right=[1, 3]),
        *(_line(translate(lang, "status.failure", failure=failure)) for failure in failures),
        *_wishes(status, lang),
        _line(translate(lang, "status.sums", count=len(status.topics), papers=papers, **sums)),
        *(_line(text) for text in _recorded(status, lang)),
    ]


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
    if isinstance(value, PlannedRequest):
        return {"purpose": _text(value.purpose, "en"), "url": value.url}
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


def _short(url: str, lang: Lang) -> str:
    if len(url) <= _LONGEST_URL:
        return url
    return translate(lang, "fetch.long_address", start=url[:_LONGEST_URL], count=len(url))


def _minutes(preview: Preview) -> Mapping[str, float]:
    return {"shortest": preview.minutes[0], "longest": preview.minutes[1]}


def _checked(row: Freshness, lang: Lang) -> str:
    return row.checked.replace("T", " ").removesuffix("Z") if row.checked else translate(lang, "status.never")


def _last_try(row: Freshness, lang: Lang) -> str:
    return translate(lang, "status.failed") if row.failure else ""


def _age(row: Freshness, lang: Lang) -> str:
    return "-" if row.age_days is None else translate(lang, "unit.days", days=f"{row.age_days:g}")


WRITERS: dict[tuple[str, str], Callable[[Any, Lang], Written]] = {
    ("fetch", "text"): _report,
    ("fetch", "json"): _json,
    ("fetch_preview", "text"): _preview,
    ("fetch_preview", "json"): _json,
    ("status", "text"): _status,
    ("status", "json"): _json,
}
