"""What a watch rule would attach and refuse, as text and as a JSON document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.papers.explanation import offset_of
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.news_words import refusal_text
from vlagraph.formats.scores import NO_SCORE, score_text
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.trial import Trial, TrialCall
    from vlagraph.formats.blocks import Blocks

__all__ = ["ShownTrial", "trial_document", "trial_text"]

_MOST_PHRASES = 12
"""Phrases of a list that are named, the last ones: those that are tried stand there."""

_LEAST_WEIGHT = 0.005
"""Smaller weights would be written as nothing."""


@dataclass(frozen=True)
class ShownTrial:
    """A trial, and how many papers of each group the terminal shows."""

    trial: Trial
    most: int


def trial_text(shown: ShownTrial, lang: Lang) -> Blocks:
    """The rule, the counts, then of each group the nearest calls with what decided them."""
    trial = shown.trial
    name = f"{trial.topic.name[lang]} [{trial.topic.id}]"
    changes = [call.change for call in (*trial.attached, *trial.below, *trial.refused)]
    lines = [Line(translate(lang, "watch.head", topic=name, count=trial.stored), bold=True)]
    lines += [Line(text, indent=2) for text in _rule(trial, lang)]
    if trial.fitted:
        lines.append(Line(translate(lang, "watch.fitted")))
    counts = {"attached": len(trial.attached), "below": len(trial.below), "refused": len(trial.refused)}
    lines.append(Line(translate(lang, "watch.counts", **counts)))
    if trial.unfetched:
        lines.append(Line(translate(lang, "watch.unfetched", count=trial.unfetched)))
    if trial.recorded:
        lines.append(Line(translate(lang, "watch.recorded", count=trial.recorded)))
    if trial.changed:
        new, lost = changes.count("new"), changes.count("lost")
        lines.append(Line(translate(lang, "watch.changes", new=new, lost=lost)))
    threshold = score_text(trial.threshold)
    lines += _group(translate(lang, "watch.attached"), trial.attached, shown.most, lang)
    lines += _group(translate(lang, "watch.below", threshold=threshold), trial.below, shown.most, lang)
    lines += _group(translate(lang, "watch.refused"), trial.refused, shown.most, lang)
    return lines


def trial_document(shown: ShownTrial, lang: Lang) -> Json:  # noqa: ARG001 - codes in every language
    """All of it, every call of each group; docs/json.md lists every field."""
    trial = shown.trial
    return Json(
        {
            "topic": trial.topic.id,
            "watch": trial.watch,
            "tried": {
                "any": trial.tried.any_of,
                "with": trial.tried.with_one,
                "not": trial.tried.none_of,
                "categories": trial.tried.categories,
                "drop": trial.tried.dropped,
            },
            "threshold": trial.threshold,
            "fitted": trial.fitted,
            "stored": trial.stored,
            "unfetched": trial.unfetched,
            "recorded": trial.recorded,
            "attached": [_document(call) for call in trial.attached],
            "below": [_document(call) for call in trial.below],
            "refused": [_document(call) for call in trial.refused],
        }
    )


def _document(call: TrialCall) -> dict[str, object]:
    return {
        "id": call.paper.id,
        "title": call.paper.readable_title,
        "score": call.score,
        "change": call.change or None,
        "evidence": call.evidence,
        "offset": offset_of(call.score, call.evidence),
    }


def _rule(trial: Trial, lang: Lang) -> Iterator[str]:
    """The phrase lists of the rule that is tried."""
    watch = trial.watch
    lists = {
        "any": watch.any_of,
        "with": watch.with_one,
        "not": watch.none_of,
        "categories": watch.categories,
    }
    for name, phrases in lists.items():
        if phrases:
            named, rest = ", ".join(phrases[-_MOST_PHRASES:]), len(phrases) - _MOST_PHRASES
            more = translate(lang, "watch.phrases", names=named, count=rest) if rest > 0 else named
            yield f"{term(lang, 'rule', name)}: {more}"


def _group(head: str, calls: Sequence[TrialCall], most: int, lang: Lang) -> Iterator[Line]:
    if not calls:
        return
    yield Line()
    yield Line(head, bold=True)
    for call in calls[:most]:
        score = score_text(call.score) if call.score else NO_SCORE
        change = f" {term(lang, 'call_change', call.change)}" if call.change else ""
        yield Line(f"{score}{change}  {call.paper.readable_title}  arXiv:{call.paper.id}", indent=2)
        yield Line(_why(call, lang), indent=8)
    if (rest := len(calls) - most) > 0:
        yield Line(translate(lang, "watch.rest", count=rest), indent=2)


def _why(call: TrialCall, lang: Lang) -> str:
    """The refusal of the rule, or the weights that make the score."""
    refused = next((item for item in call.evidence if item.kind == "refused"), None)
    if refused is not None:
        return refusal_text(refused, lang)
    parts = []
    for item in call.evidence:
        if abs(item.weight) < _LEAST_WEIGHT:
            continue
        where = term(lang, "where", item.where)
        text = f"“{item.text}” ({where})" if where else f"{term(lang, 'evidence', item.kind)} {item.text}"
        parts.append(f"{item.weight:+.2f} {text}".rstrip())
    offset = offset_of(call.score, call.evidence)
    if offset is not None and abs(offset) >= _LEAST_WEIGHT:
        parts.append(f"{offset:+.2f} {translate(lang, 'explain.offset')}")
    return ", ".join(parts)


WRITERS = {
    ("trial", "text"): trial_text,
    ("trial", "json"): trial_document,
}
