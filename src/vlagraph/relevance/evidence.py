"""Why a paper has its score under a topic, in the form that is stored and shown."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from vlagraph.model import Evidence, Watch
from vlagraph.relevance.features import widest
from vlagraph.watch import compile_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.model import Paper
    from vlagraph.relevance.features import Candidate, Found, PaperText
    from vlagraph.relevance.topics import TopicSide

__all__ = ["REFUSALS", "evidence_of", "refusal_of"]

REFUSALS = (
    "in none of the categories {what}",
    "the rule leaves out papers with “{what}”",
    "none of the rule's phrases",
    "none of the rule's context words",
    "only mentioned in passing: “{what}”",
)
"""The reasons of `refusal_of`; ``what`` is a phrase or the categories."""

SHOWN_WORDS = 5
_FIGURES = {
    ("title", "core"): "title_core",
    ("title", "good"): "title_good",
    ("title", "title"): "title_main",
    ("abstract", "core"): "abstract_core",
    ("abstract", "good"): "abstract_good",
}


def evidence_of(
    side: TopicSide, text: PaperText, candidate: Candidate, shares: Mapping[str, float]
) -> tuple[Evidence, ...]:
    """The phrases by weight, titles first, then words around them, the categories and what speaks against.

    ``shares`` gives each figure's part of the sum behind the score, which its phrases share evenly.
    """
    found = _phrases(candidate.title, "title", shares)
    found += _phrases(candidate.abstract, "abstract", shares)
    words = text.words
    near = list(islice((word.decode() for word in side.telling if word in words), SHOWN_WORDS))
    if near:
        around = round(shares["context"] + shares["hints"], 3)
        found.append(Evidence("context", ", ".join(near), weight=around))
    if text.categories:
        prior = round(shares["category"], 3)
        found.append(Evidence("category", " ".join(text.categories[:3]), weight=prior))
    if shares["against"]:
        each = round(shares["against"] / len(candidate.against), 3)
        found += [Evidence("against", phrase, weight=each) for phrase in candidate.against]
    return tuple(found)


def _phrases(found: Found, where: str, shares: Mapping[str, float]) -> list[Evidence]:
    chosen = widest(found)
    figures = [_FIGURES[where, use.kind] for _, use, _ in chosen]
    merged: dict[str, tuple[str, float]] = {}
    for (phrase, use, _), figure in zip(chosen, figures, strict=True):
        kind, weight = merged.get(phrase.text, ("core" if use.kind == "core" else "phrase", 0.0))
        merged[phrase.text] = (kind, weight + shares[figure] / figures.count(figure))
    ranked = sorted(merged.items(), key=lambda item: (-item[1][1], item[0]))
    return [Evidence(kind, text, where, round(weight, 3)) for text, (kind, weight) in ranked]


def refusal_of(side: TopicSide, paper: Paper) -> tuple[Evidence, ...]:
    """Why the topic's rule does not take the paper, or why what it found does not count."""
    watch, abstract = side.watch, paper.abstract or ""
    if not side.looks_into(paper.categories):
        return (_refused(REFUSALS[0], " ".join(sorted(side.categories))),)
    refusing = compile_rule(Watch(any_of=watch.none_of)).matches(paper.title, abstract, ())
    if refusing:
        return (_refused(REFUSALS[1], refusing[0].phrase),)
    named = compile_rule(Watch(any_of=watch.any_of)).matches(paper.title, abstract, ())
    if not named:
        return (_refused(REFUSALS[2]),)
    if compile_rule(watch).matches(paper.title, abstract, paper.categories) is None:
        return (_refused(REFUSALS[3]),)
    return (_refused(REFUSALS[4], named[0].phrase),)


def _refused(reason: str, what: str = "") -> Evidence:
    return Evidence(kind="refused", text=reason.format(what=what))
