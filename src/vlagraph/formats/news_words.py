"""Sentences of the news: what is lacking, what matched, how old the data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.words import say, table, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.paper import Evidence

__all__ = ["ago", "lack_text", "matched_text", "refusal_text", "score_text", "share_list"]

_MOST_NAMES = 5
_MOST_WORDS = 6
_FOUND = ("core", "phrase")


def ago(days: int | None, lang: Lang) -> str:
    """``days`` in words; None is never.

    >>> ago(0, "en"), ago(9, "en"), ago(9, "ko")
    ('today', '9 days ago', '9일 전')
    """
    if days is None:
        return say(lang, "news.never")
    return say(lang, "news.today") if days < 1 else say(lang, "news.days", count=days)


def share_list(names: Sequence[str], lang: Lang) -> str:
    """The first of ``names``, and how many more there are.

    >>> share_list(list("abcdefg"), "en")
    'a, b, c, d, e and 2 more'
    """
    text = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return f"{text} {say(lang, 'news.more', count=rest)}" if rest > 0 else text


def lack_text(names: Sequence[str], lang: Lang) -> str:
    """What to learn before the paper, nearest first, or that it can be followed."""
    words = table(lang, "news")
    return f"{words['lacks']}: {share_list(names, lang)}" if names else words["follow"]


def matched_text(evidence: Sequence[Evidence], lang: Lang) -> str:
    """The matched phrases and where each stands, without those that are part of another one."""
    words = table(lang, "news")
    found: dict[str, list[str]] = {}
    for item in evidence:
        if item.kind in _FOUND:
            places = found.setdefault(item.text, [])
            place = words.get(f"in_{item.where}", item.where)
            if place and place not in places:
                places.append(place)
    widest = [t for t in found if not any(t != other and t.casefold() in other.casefold() for other in found)]
    return ", ".join(
        f"{text} ({', '.join(found[text])})" if found[text] else text for text in widest[:_MOST_WORDS]
    )


def refusal_text(refusal: Evidence, lang: Lang) -> str:
    """Why a rule does not take a paper, in ``lang``.

    >>> from vlagraph.core.papers.paper import Evidence
    >>> refusal_text(Evidence(kind="refused", reason="in_passing", text="VLA"), "ko")
    '지나가며 언급할 뿐임: “VLA”'
    """
    return term(lang, "refusal", refusal.reason).format(what=refusal.text)


def score_text(score: float, how: str, lang: Lang) -> str:
    """The score to two places, or whose decision stands in its place."""
    words = table(lang, "news")
    return words[how] if how in ("pinned", "moved") else f"{words['score']} {score:.2f}"
