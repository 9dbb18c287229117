"""Phrases that the answers about papers share: what is missing, what matched, whose decision, how old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.tokenizer import tokens
from vlagraph.formats.scores import score_text
from vlagraph.words import Message, render, term, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.paper import Evidence, Paper, Refusal
    from vlagraph.core.papers.standing import Place

__all__ = [
    "age",
    "authors_text",
    "matched_text",
    "matched_words",
    "missing_text",
    "place_fields",
    "place_text",
    "refusal_text",
    "share_list",
]

_MOST_NAMES = 5
"""Names of missing topics before "and 3 more": they are the nearest, and the line stays a line."""

_MOST_AUTHORS = 4
"""Authors named before "and 3 more": a line on a terminal."""

_MOST_WORDS = 6
"""Matched phrases named: more would hide the strongest, which come first."""

_FOUND = ("core", "phrase")
_REFUSALS: Mapping[Refusal, str] = {
    "categories": "refusal.categories",
    "excluded": "refusal.excluded",
    "in_passing": "refusal.in_passing",
    "no_context": "refusal.no_context",
    "no_phrase": "refusal.no_phrase",
    "unknown_categories": "refusal.unknown_categories",
}


def age(days: int) -> Message:
    """How long ago ``days`` are, from today on.

    >>> translate("ko", age(9).key, **age(9).values)
    '9일 전'
    """
    return Message("news.today") if days < 1 else Message("news.days", {"count": days})


def authors_text(paper: Paper, lang: Lang) -> str:
    """The first authors of ``paper``, and how many more there are; nothing where none is known."""
    names = ", ".join(paper.authors[:_MOST_AUTHORS])
    rest = len(paper.authors) - _MOST_AUTHORS
    return translate(lang, "explain.more_authors", names=names, count=rest) if rest > 0 else names


def share_list(names: Sequence[str], lang: Lang) -> str:
    """The first of ``names``, and how many more there are.

    >>> share_list(list("abcdefg"), "en")
    'a, b, c, d, e and 2 more'
    """
    text = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return f"{text} {translate(lang, 'news.more', count=rest)}" if rest > 0 else text


def missing_text(names: Sequence[str], lang: Lang) -> str:
    """What to learn before the paper, nearest first, or that it can be followed."""
    return (
        translate(lang, "news.missing", names=share_list(names, lang))
        if names
        else translate(lang, "news.follow")
    )


def matched_text(evidence: Sequence[Evidence], lang: Lang) -> str:
    """What matched as a line of its own; nothing where no phrase did."""
    words = matched_words(evidence, lang)
    return translate(lang, "news.matched", words=words) if words else ""


def matched_words(evidence: Sequence[Evidence], lang: Lang) -> str:
    """The matched phrases and where each stands, without those that are some of the words of another one.

    >>> from vlagraph.core.papers.paper import Evidence
    >>> named = [Evidence("core", text) for text in ("RL", "models", "world model")]
    >>> matched_words(named, "en")
    'RL, world model'
    """
    found: dict[str, list[str]] = {}
    for item in evidence:
        if item.kind in _FOUND:
            places = found.setdefault(item.text, [])
            place = term(lang, "where", item.where)
            if place and place not in places:
                places.append(place)
    runs = {text: f" {' '.join(tokens(text))} " for text in found}
    longest = [
        t for t in found if not any(runs[t] != runs[other] and runs[t] in runs[other] for other in found)
    ]
    return ", ".join(
        f"{text} ({', '.join(found[text])})" if found[text] else text for text in longest[:_MOST_WORDS]
    )


def refusal_text(refusal: Evidence, lang: Lang) -> str:
    """Why a rule does not take a paper, in ``lang``.

    >>> from vlagraph.core.papers.paper import Evidence
    >>> refusal_text(Evidence(kind="refused", reason="in_passing", text="VLA"), "ko")
    '잠깐 언급할 뿐임: “VLA”'
    """
    return translate(lang, _REFUSALS[refusal.reason], what=refusal.text) if refusal.reason else ""


def place_text(place: Place, lang: Lang) -> str:
    """The score, or whose decision stands in its place."""
    if place.how == "matched":
        return translate(lang, "news.score", score=score_text(place.score))
    return str(render(place.words, lang))


def place_fields(place: Place) -> dict[str, object]:
    """What documents say of a topic under which a paper stands."""
    return {"topic": place.topic, "score": place.score, "how": place.how, "pinned_by": place.pinned_by}
