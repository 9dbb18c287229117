"""Why a paper stands where it does, as text for the terminal and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.news_words import matched_text, missing_text, refusal_text
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.explanation import Explanation, ScoredPlace
    from vlagraph.core.papers.paper import Evidence
    from vlagraph.formats.blocks import Blocks

__all__ = ["explanation_document", "explanation_text"]

_MOST_AUTHORS = 8
"""Authors named before "and 12 more": about a line of them."""


def explanation_text(found: Explanation, lang: Lang) -> Blocks:
    """The paper, its places with score and evidence, and the key papers it is like.

    Where one topic was asked about, a table lists every piece of evidence with its weight.
    """
    lines = [*_head(found, lang), Line()]
    lines.append(Line(translate(lang, "explain.topics", threshold=f"{found.threshold:.2f}"), bold=True))
    if not found.places:
        lines.append(Line(translate(lang, "explain.no_topic"), indent=2, wrap=False))
    for place in found.places:
        lines += _place(place, found, lang)
    evidence = [_cells(item, lang) for place in found.places for item in place.evidence]
    table: Blocks = ()
    if found.topic is not None and evidence:
        headers = [term(lang, "column", name) for name in ("evidence", "words", "where", "weight")]
        table = [Line(), Table(headers, evidence, right=[3])]
    return [*lines, *table, *_alike(found, lang)]


def explanation_document(found: Explanation, lang: Lang) -> Json:  # noqa: ARG001 - codes in every language
    """All of it by codes and values; docs/json.md lists every field."""
    standings = [
        {
            "topic": place.topic,
            "score": place.score,
            "how": place.how,
            "evidence": place.evidence,
            "lacks": place.missing,
        }
        for place in found.places
    ]
    return Json(
        {
            "paper": found.paper,
            "standings": standings,
            "threshold": found.threshold,
            "alike": found.alike,
            "stale": found.stale,
            "read": found.read,
            "shown": found.shown,
        }
    )


def _head(found: Explanation, lang: Lang) -> Iterator[Line]:
    paper = found.paper
    yield Line(paper.title, bold=True)
    marks = [
        f"arXiv:{paper.id}{f'v{paper.version}' if paper.version else ''}",
        paper.published[:10],
        " ".join(paper.categories or ((paper.primary_category,) if paper.primary_category else ())),
        translate(lang, "paper.withdrawn") if paper.withdrawn else "",
        term(lang, "state", "read") if found.read else "",
        translate(lang, "explain.shown", day=found.shown) if found.shown else "",
    ]
    yield Line(" · ".join(mark for mark in marks if mark), wrap=False)
    if paper.authors:
        names, rest = ", ".join(paper.authors[:_MOST_AUTHORS]), len(paper.authors) - _MOST_AUTHORS
        yield Line(translate(lang, "explain.more_authors", names=names, count=rest) if rest > 0 else names)
    if paper.abstract is None:
        yield Line(translate(lang, "explain.no_abstract"), wrap=False)
    if found.stale:
        yield Line(translate(lang, "explain.stale"), wrap=False)


def _place(place: ScoredPlace, found: Explanation, lang: Lang) -> Iterator[Line]:
    topic = found.topics[place.topic]
    score = f"{place.score:.2f}" if place.score else "   -"
    yield Line(f"{score}  {topic.name[lang]} [{topic.id}]: {_how(place, lang)}", indent=2, wrap=False)
    if matched := matched_text(place.evidence, lang):
        yield Line(matched, indent=8)
    if place.how != "below":
        names = [found.topics[one].name[lang] for one in place.missing]
        yield Line(missing_text(names, lang), indent=8)


def _how(place: ScoredPlace, lang: Lang) -> str:
    if place.how != "below":
        return term(lang, "how", place.how)
    refused = next((item for item in place.evidence if item.kind == "refused"), None)
    reason = refusal_text(refused, lang) if refused else translate(lang, "explain.below")
    return translate(lang, "explain.not_attached", reason=reason)


def _cells(item: Evidence, lang: Lang) -> list[str]:
    text = refusal_text(item, lang) if item.kind == "refused" else item.text
    weight = f"{item.weight:+.2f}" if item.weight else ""
    return [term(lang, "evidence", item.kind), text, term(lang, "where", item.where), weight]


def _alike(found: Explanation, lang: Lang) -> Iterator[Line]:
    yield Line()
    yield Line(translate(lang, "explain.resembles"), bold=True)
    if not found.alike:
        yield Line(translate(lang, "answer.none"), indent=2, wrap=False)
    for other in found.alike:
        title = other.title or translate(lang, "paper.no_title")
        name = found.topics[other.topic].name[lang]
        yield Line(f"{other.likeness:.2f}  {title}  arXiv:{other.key.arxiv} · {name}", indent=2)
        shared = translate(lang, "explain.shared", words=", ".join(other.words))
        why = other.key.why[lang] if other.key.why else ""
        yield Line(f"{why} ({shared})".lstrip(), indent=8)


WRITERS = {
    ("explanation", "text"): explanation_text,
    ("explanation", "json"): explanation_document,
}
