"""Names of topics, areas, tiers and columns, and hours, as every answer shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.depths import depth_of
from vlagraph.formats.blocks import Line
from vlagraph.words import hours_range, number_range, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Hours, Lang, Topic

__all__ = [
    "area_names",
    "both_hours",
    "columns",
    "concept_names",
    "depth_name",
    "depth_note",
    "goal_name",
    "hours_cell",
    "hours_column",
    "hours_text",
    "paper_name",
    "some_names",
    "tier_names",
    "topic_names",
]

_MOST_NAMES = 8
"""Topics that a remark names: enough to begin with, of a roadmap of which none has what it is about."""


def topic_names(kg: KnowledgeGraph, ids: Iterable[str], lang: Lang) -> str:
    """The names of the topics ``ids``, parted by commas."""
    return ", ".join(kg.topics[node].name[lang] for node in ids)


def some_names(kg: KnowledgeGraph, ids: Sequence[str], lang: Lang) -> str:
    """The names of the first topics of ``ids``, and how many more there are."""
    names = topic_names(kg, ids[:_MOST_NAMES], lang)
    if (more := len(ids) - _MOST_NAMES) > 0:
        return translate(lang, "import.and_more", names=names, count=more)
    return names


def goal_name(kg: KnowledgeGraph, ids: Sequence[str], lang: Lang) -> str:
    """What the topics ``ids`` are together: an area, a goal, a project, a tier or all; else their names."""
    if len(ids) > 1:
        from vlagraph.core.plan.groups import name_together

        if name := name_together(kg, ids):
            return name[lang]
    return topic_names(kg, ids, lang)


def area_names(kg: KnowledgeGraph, lang: Lang) -> Mapping[str, str]:
    """The name of each area by its id."""
    return {area.id: area.name[lang] for area in kg.roadmap.areas}


def tier_names(kg: KnowledgeGraph, lang: Lang) -> Mapping[str, str]:
    """The name of each priority tier by its id."""
    return {tier.id: tier.name[lang] for tier in kg.roadmap.priorities}


def hours_cell(hours: Hours, lang: Lang) -> str:
    """A range of hours for a column that says that it holds hours; a dash where they are not known.

    >>> hours_cell((4, 7), "en"), hours_cell((4, 7), "ko"), hours_cell((0, 0), "en")
    ('4-7', '4~7', '-')
    """
    low, high = hours
    return number_range(low, high, lang) if high else "-"


def hours_text(minutes: int, lang: Lang) -> str:
    """Minutes as hours, to a hundredth, with their unit; a quarter of an hour is exact.

    >>> [hours_text(minutes, "en") for minutes in (60, 90, 105, 100)]
    ['1 h', '1.5 h', '1.75 h', '1.67 h']
    """
    return translate(lang, "unit.hours", hours=f"{minutes / 60:.2f}".rstrip("0").removesuffix("."))


def both_hours(topic: Topic, lang: Lang) -> str:
    """The hours of ``topic`` at both depths; once where no first pass is parted from mastery."""
    if topic.first_pass == (0, 0):
        return hours_range(topic.hours, lang)
    first, everything = hours_range(topic.first_pass, lang), hours_range(topic.hours, lang)
    return translate(lang, "depth.both", first=first, all=everything)


def hours_column(*, mastery: bool) -> str:
    """The name of the column of hours at a depth."""
    return "hours_mastery" if mastery else "hours_first_pass"


def depth_note(lang: Lang, *, mastery: bool, short: bool = False) -> Line:
    """Of which depth the hours of an answer are, and how to get those of the other.

    ``short``: the hours have no time for some papers, which the answer names.
    """
    if short:
        return Line(translate(lang, "depth.mastery_note_but" if mastery else "depth.first_pass_note_but"))
    return Line(translate(lang, "depth.mastery_note" if mastery else "depth.first_pass_note"))


def depth_name(lang: Lang, *, mastery: bool) -> str:
    """What a depth is called."""
    return term(lang, "depth", depth_of(mastery=mastery))


def concept_names(topic: Topic, concepts: Iterable[str], lang: Lang) -> str:
    """The names of ``concepts`` of ``topic``, parted by commas."""
    names = {concept.id: concept.name[lang] for concept in topic.concepts}
    return ", ".join(names[concept] for concept in concepts)


def paper_name(paper: str, titles: Mapping[str, str]) -> str:
    """The id of a paper, with its title where it is stored."""
    return f"arXiv:{paper} {titles.get(paper, '')}".rstrip()


def columns(lang: Lang, *names: str) -> list[str]:
    """The headers of a table: the words of the columns ``names``; a name without a word stays."""
    return [term(lang, "column", name) for name in names]
