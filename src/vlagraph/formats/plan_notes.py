"""What a plan says beside its weeks: what it leaves out, has no time for or knows no hours of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.names import some_names
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Plan, TitledPlan

__all__ = ["further_text", "left_out", "nothing_key", "unknown_text"]


def nothing_key(answer: TitledPlan) -> str:
    """The key of why a plan has no weeks: its topics are learned, or also skipped, or there are none."""
    if not answer.kg.topics:
        return "topic.none"
    skipped = set(answer.goal).intersection(answer.plan.skipped)
    return "plan.all_settled" if skipped else "plan.all_learned"


def left_out(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    """The topics that ``plan`` leaves out, each group with the key of the line that names them."""
    groups = (
        ("path.known", plan.known),
        ("path.skipped", plan.skipped),
        ("path.assumes", plan.assumed),
    )
    return [(label, ids) for label, ids in groups if ids]


def further_text(plan: Plan, kg: KnowledgeGraph, lang: Lang) -> str:
    """How many papers of which topics there is no time for, and how to see them."""
    names = ", ".join(f"{kg.topics[topic].name[lang]} ({len(own)})" for topic, own in plan.further.items())
    return translate(lang, "plan.further", names=names)


def unknown_text(plan: Plan, kg: KnowledgeGraph, lang: Lang) -> str:
    """Which topics have no hours, so that the plan is shorter than the work."""
    names = some_names(kg, plan.unknown, lang)
    return translate(lang, "plan.unknown", count=len(plan.unknown), names=names)
