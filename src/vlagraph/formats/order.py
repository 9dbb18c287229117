"""The learning order, what can be learned next, and what a topic unlocks, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.depths import depth_of, hours_at
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.names import (
    area_names,
    columns,
    depth_note,
    hours_cell,
    hours_column,
    tier_names,
    topic_names,
)
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import InGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.order import Frontier, OrderRow, Unlocks
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "next_json", "next_text", "order_json", "order_text", "unlocks_text"]


def order_text(answer: InGraph[Sequence[OrderRow]], lang: Lang) -> Blocks:
    """A row a topic, with its place in the whole order."""
    if not answer.kg.topics:
        return [Line(translate(lang, "topic.none"))]
    if not answer.found:
        return [Line(translate(lang, "answer.none_in_all"))]
    areas, tiers = area_names(answer.kg, lang), tier_names(answer.kg, lang)
    rows = [
        [
            str(row.number),
            row.topic.name[lang],
            row.topic.id,
            areas[row.topic.area],
            tiers.get(row.tier or "", ""),
            hours_cell(hours_at(row.topic, mastery=answer.mastery), lang),
            term(lang, "state", row.state),
        ]
        for row in answer.found
    ]
    hours = hours_column(mastery=answer.mastery)
    headers = columns(lang, "number", "topic", "id", "area", "priority", hours, "state")
    table = Table(headers, rows, right=[0, 5], spare=[3, 4], name=1)
    return [table, Line(), depth_note(lang, mastery=answer.mastery)]


def order_json(answer: InGraph[Sequence[OrderRow]], _lang: Lang) -> Json:
    """``{"order": [id], "learned": [id], "learning": [id], "skipped": [id], "ready": [id]}``."""
    rows = answer.found
    names = ("learned", "learning", "skipped")
    states = {state: [row.topic.id for row in rows if row.state == state] for state in names}
    ready = [row.topic.id for row in rows if row.ready]
    return Json({"order": [row.topic.id for row in rows], **states, "ready": ready})


def next_text(answer: InGraph[Frontier], lang: Lang) -> Blocks:
    """A row a topic that can be started now, or that there is none; then what was assumed."""
    kg, found = answer.kg, answer.found
    if not found.next:
        return [Line(translate(lang, _nothing_left(answer)))]
    rows = [
        [
            kg.topics[row.topic].name[lang],
            row.topic,
            hours_cell(row.hours, lang),
            str(row.leads_to),
            topic_names(kg, row.opens, lang),
            topic_names(kg, row.better_after, lang),
        ]
        for row in found.next
    ]
    hours = hours_column(mastery=found.mastery)
    headers = columns(lang, "topic", "id", hours, "leads_to", "opens_now", "better_after")
    blocks: list[Line | Table] = [Table(headers, rows, right=[2, 3], spare=[5]), Line()]
    if found.assumed:
        names = topic_names(kg, found.assumed, lang)
        blocks.append(Line(translate(lang, "path.assumes", names=names)))
    return [*blocks, depth_note(lang, mastery=found.mastery)]


def _nothing_left(answer: InGraph[Frontier]) -> str:
    """The key of why there is nothing to start: learned or also skipped, the goal or the whole roadmap.

    What the roadmap presupposes may be left of that, which only a start from scratch offers.
    """
    if not answer.kg.topics:
        return "topic.none"
    if answer.found.unasked:
        return "answer.rest_settled" if answer.found.skipped else "answer.rest_learned"
    if answer.found.goal is None:
        return "answer.all_settled" if answer.found.skipped else "answer.all_learned"
    return "plan.all_settled" if answer.found.skipped else "plan.all_learned"


def next_json(answer: InGraph[Frontier], _lang: Lang) -> Json:
    """``{"next": [{"topic", "opens", "leads_to", "better_after", "hours"}], "assumed": [id], "depth"}``."""
    found = answer.found
    depth = depth_of(mastery=found.mastery)
    return Json({"next": found.next, "assumed": found.assumed, "depth": depth})


def unlocks_text(answer: InGraph[Unlocks], lang: Lang) -> Blocks:
    """A row a topic that builds on this one, and whether it needs it directly."""
    kg, found = answer.kg, answer.found
    if not found.unlocks:
        name = kg.topics[found.topic].name[lang]
        return [Line(translate(lang, "topic.end_point", name=name))]
    how = {True: translate(lang, "answer.directly"), False: translate(lang, "answer.indirectly")}
    rows = [[kg.topics[node].name[lang], node, how[node in found.direct]] for node in found.unlocks]
    return [Table(columns(lang, "topic", "id", "needs_it"), rows)]


WRITERS = {
    ("order", "text"): order_text,
    ("order", "json"): order_json,
    ("next", "text"): next_text,
    ("next", "json"): next_json,
    ("unlocks", "text"): unlocks_text,
    ("unlocks", "json"): lambda answer, _lang: Json(answer.found),
}
