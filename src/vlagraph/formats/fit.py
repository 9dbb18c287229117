"""What a fit of a reader's own topics changed, as text and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.fitting import LEAST_JUDGED
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.scores import score_text
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.fitting import Fitting, Judged, TopicFit
    from vlagraph.formats.blocks import Blocks

__all__ = ["fit_document", "fit_text"]

_MOST_WRONG = 8
"""Papers still called wrongly that are named for a topic: the JSON document has all."""
_MOST_NAMED = 5
"""Topics without a rule that are named."""


def fit_text(fitting: Fitting, lang: Lang) -> Blocks:
    """Of each topic what changed, by which judgements, and which of them are still called wrongly."""
    if not fitting.fits:
        return [_nothing_to_fit(fitting.without_rule, lang)]
    lines = [line for fit in fitting.fits for line in _topic(fit, lang)]
    if any(fit.lacking for fit in fitting.fits):
        lines.append(Line(translate(lang, "fit.judge_more")))
    if fitting.files is None and any(fit.changed for fit in fitting.fits):
        lines.append(Line(translate(lang, "fit.dry_run")))
    lines += [Line(translate(lang, "file.written", path=path), wrap=False) for path in fitting.files or ()]
    return lines


def _nothing_to_fit(without_rule: Sequence[str], lang: Lang) -> Line:
    """Why no topic is fitted: the reader has none, or none that has a rule."""
    if not without_rule:
        return Line(translate(lang, "fit.none_own"))
    more = "…" if len(without_rule) > _MOST_NAMED else ""
    names = ", ".join([*without_rule[:_MOST_NAMED], *filter(None, [more])])
    values = {"names": names, "first": without_rule[0]}
    return Line(translate(lang, "fit.none_with_rule", count=len(without_rule), **values))


def fit_document(fitting: Fitting, lang: Lang) -> Json:  # noqa: ARG001 - codes in every language
    """All of it; docs/json.md lists every field."""
    return Json(
        {
            "topics": [_document(fit) for fit in fitting.fits],
            "needed": LEAST_JUDGED,
            "dry_run": fitting.files is None,
            "files": fitting.files or (),
        }
    )


def _document(fit: TopicFit) -> dict[str, object]:
    return {
        "topic": fit.topic.id,
        "before": fit.before,
        "after": fit.after,
        "changed": fit.changed,
        "judged": len(fit.judged),
        "counted": fit.counted,
        "lacking": fit.lacking,
        "wrong_before": len(fit.wrong(fit.before)),
        "wrong": [
            {"id": one.paper.id, "title": one.paper.readable_title, "score": one.score, "said": one.said}
            for one in fit.wrong(fit.after)
        ],
    }


def _topic(fit: TopicFit, lang: Lang) -> Iterator[Line]:
    yield Line(f"{fit.topic.name[lang]} [{fit.topic.id}]", bold=True)
    before, after = score_text(fit.before), score_text(fit.after)
    if fit.lacking:
        values = {"count": fit.lacking, "judged": fit.counted, "needed": LEAST_JUDGED, "before": before}
        yield Line(translate(lang, "fit.too_few", **values), indent=2)
        return
    if fit.changed:
        yield Line(translate(lang, "fit.changed", before=before, after=after), indent=2)
    else:
        yield Line(translate(lang, "fit.unchanged", before=before), indent=2)
    right = sum(one.belongs for one in fit.judged)
    yield Line(
        translate(lang, "fit.judged", count=len(fit.judged), right=right, wrong=len(fit.judged) - right),
        indent=2,
    )
    wrong = fit.wrong(fit.after)
    yield Line(translate(lang, "fit.wrong", count=len(wrong), before=len(fit.wrong(fit.before))), indent=2)
    for one in wrong[:_MOST_WRONG]:
        yield Line(_wrong(one, lang), indent=4)
    if (rest := len(wrong) - _MOST_WRONG) > 0:
        yield Line(translate(lang, "fit.rest", count=rest), indent=4)
    yield from _next_steps(fit, lang)


def _wrong(one: Judged, lang: Lang) -> str:
    said = term(lang, "said", one.said)
    return f"{score_text(one.score)}  {said}  {one.paper.readable_title}  arXiv:{one.paper.id}"


def _next_steps(fit: TopicFit, lang: Lang) -> Iterator[Line]:
    """What helps where no threshold does: a phrase to leave out, a phrase to look for."""
    wrong = fit.wrong(fit.after)
    gone = next((one for one in wrong if not one.belongs), None)
    if gone:
        step = translate(lang, "fit.leave_out", paper=gone.paper.id, topic=fit.topic.id)
        yield Line(step, indent=2)
    if any(one.belongs for one in wrong):
        yield Line(translate(lang, "fit.look_for", topic=fit.topic.id), indent=2)


WRITERS = {
    ("fit", "text"): fit_text,
    ("fit", "json"): fit_document,
}
