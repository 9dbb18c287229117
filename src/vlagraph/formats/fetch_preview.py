"""What a fetch would ask, for the terminal and as JSON documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.followed import without_rule
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.words import Message, number_range, render, term, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.core.papers.reports import PlannedPart, Preview
    from vlagraph.formats.blocks import Blocks, Written
    from vlagraph.words import Lang

__all__ = ["WRITERS"]

_LONGEST_URL = 160
"""Characters of an address on the terminal: two lines; the JSON has all of it."""
_MOST_NAMES = 3
"""Topics that a row names; more of them are only counted."""


def _text(preview: Preview, lang: Lang) -> Blocks:
    """The windows and what they take."""
    remarks = [Line(str(render(one, lang))) for one in without_rule(preview.unwatched)]
    if not preview.parts:
        if remarks and len(preview.unwatched) == preview.meant:
            return remarks
        nothing = Line(translate(lang, "fetch.preview_nothing" if preview.every else "topic.none"))
        return [nothing, *remarks]
    rows = [
        (
            str(render(part.what, lang)),
            _papers_or_topics(part, preview, lang),
            _days(part, lang),
            number_range(part.least, part.most, lang),
        )
        for part in preview.parts
    ]
    headers = [term(lang, "column", name) for name in ("asked_for", "how_many", "days", "requests")]
    more = Message("fetch.preview_more") if any(part.open for part in preview.parts) else ""
    least, most = preview.minutes
    minutes = number_range(f"{least:.1f}", f"{most:.1f}", lang)
    requests = {"range": number_range(preview.least, preview.most, lang), "count": preview.most}
    return [
        Table(headers, rows, right=[3]),
        Line(
            translate(
                lang,
                "fetch.cost",
                requests=Message("fetch.preview_count", requests),
                minutes=minutes,
                interval=f"{preview.interval:g}",
                more=more,
            )
        ),
        *remarks,
    ]


def _with_addresses(preview: Preview, lang: Lang) -> Blocks:
    """The same with the topics of each window and the address of each request."""
    blocks = list(_text(preview, lang))
    for part in preview.parts:
        if len(part.topics) > _MOST_NAMES:
            names = ", ".join(part.topics)
            blocks.append(Line(translate(lang, "fetch.part_topics", what=part.what, topics=names)))
    for request in preview.requests:
        blocks += [Line(str(render(request.purpose, lang))), Line(_short(request.url, lang), indent=2)]
    return blocks


def _json(preview: Preview, lang: Lang) -> Json:  # noqa: ARG001 - a document is in English
    return Json(
        {
            "windows": [_part(part) for part in preview.parts],
            "requests": [
                {"purpose": str(render(request.purpose, "en")), "url": request.url}
                for request in preview.requests
            ],
            "least": preview.least,
            "most": preview.most,
            "minutes": list(preview.minutes),
        }
    )


def _part(part: PlannedPart) -> dict[str, Any]:
    return {
        "what": str(render(part.what, "en")),
        "papers": part.papers,
        "topics": list(part.topics),
        "first": part.first or None,
        "last": part.last or None,
        "least": part.least,
        "most": part.most,
        "open": part.open,
    }


def _papers_or_topics(part: PlannedPart, preview: Preview, lang: Lang) -> str:
    if part.papers is not None:
        return translate(lang, "fetch.papers", count=part.papers)
    if len(part.topics) == preview.every > 1:
        return translate(lang, "fetch.all_topics", count=preview.every)
    if len(part.topics) > _MOST_NAMES:
        return translate(lang, "fetch.topics", count=len(part.topics))
    return ", ".join(part.topics)


def _days(part: PlannedPart, lang: Lang) -> str:
    if not part.first:
        return ""
    key = "fetch.days" if part.last else "fetch.days_from"
    return translate(lang, key, first=part.first, last=part.last)


def _short(url: str, lang: Lang) -> str:
    if len(url) <= _LONGEST_URL:
        return url
    return translate(lang, "fetch.long_address", start=url[:_LONGEST_URL], count=len(url))


WRITERS: dict[tuple[str, str], Callable[[Any, Lang], Written]] = {
    ("fetch_preview", "text"): _text,
    ("fetch_preview", "json"): _json,
    ("fetch_addresses", "text"): _with_addresses,
    ("fetch_addresses", "json"): _json,
}
