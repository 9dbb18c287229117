"""Names of topics, areas, tiers and columns, and hours, as every answer shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Hours, Lang

__all__ = ["area_names", "columns", "hours_cell", "hours_text", "tier_names", "topic_names"]


def topic_names(kg: KnowledgeGraph, ids: Iterable[str], lang: Lang) -> str:
    """The names of the topics ``ids``, parted by commas."""
    return ", ".join(kg.topics[node].name[lang] for node in ids)


def area_names(kg: KnowledgeGraph, lang: Lang) -> Mapping[str, str]:
    """The name of each area by its id."""
    return {area.id: area.name[lang] for area in kg.roadmap.areas}


def tier_names(kg: KnowledgeGraph, lang: Lang) -> Mapping[str, str]:
    """The name of each priority tier by its id."""
    return {tier.id: tier.name[lang] for tier in kg.roadmap.priorities}


def hours_cell(hours: Hours) -> str:
    """A range of hours for a column that says that it holds hours; a dash where they are not known.

    >>> hours_cell((4, 7))
    '4-7'
    """
    return "{}-{}".format(*hours) if any(hours) else "-"


def hours_text(minutes: int, lang: Lang) -> str:
    """Minutes as hours, to a tenth, with their unit.

    >>> [hours_text(minutes, "en") for minutes in (60, 90, 100)]
    ['1 h', '1.5 h', '1.7 h']
    """
    return translate(lang, "unit.hours", hours=f"{minutes / 60:.1f}".removesuffix(".0"))


def columns(lang: Lang, *names: str) -> list[str]:
    """The headers of a table: the words of the columns ``names``; a name without a word stays."""
    return [term(lang, "column", name) for name in names]
