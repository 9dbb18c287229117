"""Why a paper has its score under a topic, in the form that is stored and shown."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from vlagraph.model import Evidence
from vlagraph.relevance.features import widest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.relevance.features import Candidate, Found, PaperText
    from vlagraph.relevance.topics import TopicSide

__all__ = ["evidence_of", "refusal_of"]

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
    """The phrases by weight, titles first, then the words around them, the categories and what speaks against.

    ``shares`` gives each figure's part of the sum behind the score; a figure's part is split among its phrases.
    """
    found = _phrases(candidate.title, "title", shares)
    found += _phrases(candidate.abstract, "abstract", shares)
    near = list(islice((word.decode() for word in side.telling if word in text.words), SHOWN_WORDS))
    if near:
        found.append(
            Evidence("context", ", ".join(near), weight=round(shares["context"] + shares["hints"], 3))
        )
    if text.categories:
        found.append(Evidence("category", " ".join(text.categories[:3]), weight=round(shares["category"], 3)))
    if shares["against"]:
        against = side.namesakes(text)
        each = round(shares["against"] / len(against), 3)
        found += [Evidence("against", phrase, weight=each) for phrase in against]
    return tuple(found)


def _phrases(found: Found, where: str, shares: Mapping[str, float]) -> list[Evidence]:
    chosen = widest(found)
    figures = [_FIGURES[where, use.kind] for _, use in chosen]
    merged: dict[str, tuple[str, float]] = {}
    for (phrase, use), figure in zip(chosen, figures, strict=True):
        kind, weight = merged.get(phrase.text, ("core" if use.kind == "core" else "phrase", 0.0))
        merged[phrase.text] = (kind, weight + shares[figure] / figures.count(figure))
    ranked = sorted(merged.items(), key=lambda item: (-item[1][1], item[0]))
    return [Evidence(kind, text, where, round(weight, 3)) for text, (kind, weight) in ranked]


def refusal_of(side: TopicSide, text: PaperText) -> tuple[Evidence, ...]:
    """Why the topic's rule does not take the paper at all."""
    if not side.looks_into(text.categories):
        return (
            Evidence(kind="refused", text=f"in none of the categories {' '.join(sorted(side.categories))}"),
        )
    words = text.all_words()
    against = side.none_of.found(words, text.title, text.abstract)
    if against:
        return (Evidence(kind="refused", text=f"the rule leaves out papers with “{against[0]}”"),)
    if side.watch.with_one and not side.with_one.any(words, text.title, text.abstract):
        return (Evidence(kind="refused", text="none of the rule's context words"),)
    return (Evidence(kind="refused", text="none of the rule's phrases"),)
