"""Why a paper stands where it does, as text for the terminal and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.news_words import matched_text, missing_text, refusal_text
from vlagraph.formats.publication import publication_fields, publication_line
from vlagraph.formats.scores import NO_SCORE, score_text
from vlagraph.words import render, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.explanation import Explanation, ScoredPlace
    from vlagraph.core.papers.paper import Evidence
    from vlagraph.formats.blocks import Blocks

__all__ = ["explanation_document", "explanation_fields", "explanation_text", "place_lines"]

_MOST_AUTHORS = 8
"""Authors named before "and 12 more": about a line of them."""


def explanation_text(found: Explanation, lang: Lang) -> Blocks:
    """The paper, its places with score and evidence, and the key papers it is like.

    Where one topic was asked about, a table lists every piece of evidence with its weight.
    """
    lines = [*_head(found, lang), Line()]
    lines.append(Line(translate(lang, "explain.topics", threshold=score_text(found.threshold)), bold=True))
    if not found.places:
        lines.append(Line(translate(lang, "explain.no_topic", paper=found.paper.id), indent=2))
    for place in found.places:
        lines += place_lines(place, found, lang)
    evidence = [row for place in found.places for row in _weights(place, lang)]
    table: Blocks = ()
    if found.topic is not None and evidence:
        headers = [term(lang, "column", name) for name in ("evidence", "words", "where", "weight")]
        table = [Line(), Table(headers, evidence, right=[3])]
    return [*lines, *table, *_to_learn(found, lang), *_alike(found, lang)]


def explanation_document(found: Explanation, lang: Lang) -> Json:  # noqa: ARG001 - codes in every language
    """All of it by codes and values; docs/json.md lists every field."""
    return Json(explanation_fields(found))


def explanation_fields(found: Explanation) -> dict[str, object]:
    """The fields of the document."""
    standings = [
        {
            "topic": place.topic,
            "score": place.score,
            "threshold": place.threshold,
            "how": place.how,
            "pinned_by": place.pinned_by,
            "part": place.part or None,
            "offset": place.offset,
            "evidence": place.evidence,
            "lacks": place.missing,
        }
        for place in found.places
    ]
    return {
        "paper": found.paper,
        **publication_fields(found.paper),
        "standings": standings,
        "threshold": found.threshold,
        "learn": found.learn,
        "alike": found.alike,
        "stale": found.stale,
        "read": found.read,
        "shown": found.shown,
    }


def _head(found: Explanation, lang: Lang) -> Iterator[Line]:
    paper = found.paper
    yield Line(paper.readable_title, bold=True)
    marks = [
        f"arXiv:{paper.id}{f'v{paper.version}' if paper.version else ''}",
        paper.published[:10],
        " ".join(paper.filed_under),
        translate(lang, "paper.withdrawn") if paper.withdrawn else "",
        term(lang, "state", "read") if found.read else "",
        translate(lang, "explain.shown", day=found.shown) if found.shown else "",
    ]
    yield Line(" · ".join(mark for mark in marks if mark))
    if paper.authors:
        names, rest = ", ".join(paper.authors[:_MOST_AUTHORS]), len(paper.authors) - _MOST_AUTHORS
        yield Line(translate(lang, "explain.more_authors", names=names, count=rest) if rest > 0 else names)
    if published := publication_line(paper, lang):
        yield Line(published)
    if paper.recorded:
        yield Line(translate(lang, "recorded.paper", day=paper.recorded))
    elif paper.abstract is None:
        yield Line(translate(lang, "explain.no_abstract"))
    if found.stale:
        yield Line(translate(lang, "explain.stale"))


def place_lines(place: ScoredPlace, found: Explanation, lang: Lang) -> Iterator[Line]:
    """A topic with its score, how the paper stands there, what matched and what is missing."""
    topic = found.topics[place.topic]
    score = score_text(place.score) if place.score else NO_SCORE
    how = _how(place, lang)
    if place.threshold != found.threshold:
        how = translate(lang, "explain.own_threshold", how=how, threshold=score_text(place.threshold))
    yield Line(f"{score}  {topic.name[lang]} [{topic.id}]: {how}", indent=2)
    if matched := matched_text(place.evidence, lang):
        yield Line(matched, indent=8)
    if place.how != "below":
        names = [found.topics[one].name[lang] for one in place.missing]
        yield Line(missing_text(names, lang), indent=8)


def _how(place: ScoredPlace, lang: Lang) -> str:
    if place.part == "about":
        return translate(lang, "explain.about", how=place.words)
    if place.part == "uses":
        return translate(lang, "explain.uses", how=place.words)
    if place.how != "below":
        return str(render(place.words, lang))
    refused = next((item for item in place.evidence if item.kind == "refused"), None)
    if refused:
        reason = refusal_text(refused, lang)
    else:
        reason = translate(lang, "explain.below" if place.by_rule else "explain.below_alone")
    return translate(lang, "explain.not_attached", reason=reason)


def _weights(place: ScoredPlace, lang: Lang) -> Iterator[list[str]]:
    """Every piece of evidence with its weight; then where the topic starts, and the sum behind the score."""
    yield from (_cells(item, lang) for item in place.evidence)
    if place.offset is not None:
        total = place.offset + sum(item.weight for item in place.evidence)
        yield [
            translate(lang, "explain.offset"),
            translate(lang, "explain.offset_is"),
            "",
            f"{place.offset:+.2f}",
        ]
        score = translate(lang, "news.score", score=score_text(place.score))
        yield [translate(lang, "explain.sum"), score, "", f"{total:+.2f}"]


def _to_learn(found: Explanation, lang: Lang) -> Iterator[Line]:
    """What to learn before the paper, step by step."""
    if found.topic is not None or not found.learn:
        return
    yield Line()
    yield Line(translate(lang, "explain.learn"), bold=True)
    for number, topic in enumerate(found.learn, start=1):
        yield Line(f"{number}. {found.topics[topic].name[lang]} [{topic}]", indent=2)


def _cells(item: Evidence, lang: Lang) -> list[str]:
    text = refusal_text(item, lang) if item.kind == "refused" else item.text
    if item.kind == "context" and not text:
        text = translate(lang, "explain.other_words")
    weight = f"{item.weight:+.2f}" if item.weight else ""
    return [term(lang, "evidence", item.kind), text, term(lang, "where", item.where), weight]


def _alike(found: Explanation, lang: Lang) -> Iterator[Line]:
    yield Line()
    yield Line(translate(lang, "explain.resembles"), bold=True)
    if not found.alike:
        yield Line(translate(lang, "answer.none"), indent=2)
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
