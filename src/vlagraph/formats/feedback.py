"""What came of a reader's judgement, and the change that it would be for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.formats.blocks import Json, Line
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.marks import Opinion
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.feedback import Outcome
    from vlagraph.formats.blocks import Blocks

__all__ = ["outcome_text", "proposal_document"]


def outcome_text(outcome: Outcome, lang: Lang) -> Blocks:
    """What is so now, was so already, or was taken back."""
    names = {"id": outcome.asked.paper, "title": outcome.paper.readable_title if outcome.paper else ""}
    paper = Message("feedback.paper" if outcome.paper else "feedback.paper_not_stored", names)
    if outcome.undone and not outcome.changed:
        texts = [translate(lang, "feedback.nothing_taken", paper=paper, what=_what(outcome.asked))]
        if outcome.left:
            named = {"topics": ", ".join(outcome.left), "count": len(outcome.left)}
            texts.append(translate(lang, "feedback.left", id=outcome.asked.paper, **named))
    elif outcome.undone:
        texts = [translate(lang, "feedback.taken", paper=paper, what=_what(said)) for said in outcome.changed]
    elif outcome.changed:
        texts = [translate(lang, "feedback.done", paper=paper, what=_what(outcome.asked))]
    else:
        texts = [translate(lang, "feedback.was_so", paper=paper, what=_what(outcome.asked))]
    return [Line(text) for text in texts]


def proposal_document(patches: Sequence[dict[str, Any]], lang: Lang) -> Json:  # noqa: ARG001 - codes alone
    """``[{"file", "patch"}]``: for each file a JSON Patch, ready for a tool that applies it."""
    return Json(patches)


def _what(opinion: Opinion) -> Message:
    """The opinion as a participle: dismissed, pinned or moved, from where and to where."""
    values = {"topic": opinion.topic, "source": opinion.source}
    if opinion.kind == "dismissed":
        return Message("feedback.dismissed" if opinion.topic else "feedback.dismissed_all", values)
    if opinion.kind == "pinned":
        return Message("feedback.pinned" if opinion.topic else "feedback.pinned_any", values)
    if not opinion.topic:
        return Message("feedback.moved_any")
    return Message("feedback.moved_from" if opinion.source else "feedback.moved", values)


WRITERS = {
    ("outcome", "text"): outcome_text,
    ("proposal", "json"): proposal_document,
}
