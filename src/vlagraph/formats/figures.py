"""The figures of a graph as rows, for ``stats`` and ``check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.names import hours_cell
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.order import Figures

__all__ = ["figure_rows"]


def figure_rows(figures: Figures, lang: Lang = "en") -> list[list[str]]:
    """Label and value of each figure, in reading order."""
    chain = figures.longest_chain
    return [
        [translate(lang, "figure.areas"), str(figures.areas)],
        [translate(lang, "figure.topics"), _topics(figures, lang)],
        [translate(lang, "figure.concepts"), str(figures.concepts)],
        [translate(lang, "figure.bullets"), str(figures.bullets)],
        [translate(lang, "figure.required"), str(figures.required)],
        [translate(lang, "figure.recommended"), str(figures.recommended)],
        [translate(lang, "figure.helps"), str(figures.helps)],
        [translate(lang, "figure.key_papers"), str(figures.key_papers)],
        [translate(lang, "figure.fewest_key_papers"), str(figures.fewest_key_papers)],
        [translate(lang, "figure.resources"), str(figures.resources)],
        [translate(lang, "figure.first_pass"), hours_cell(figures.first_pass, lang)],
        [translate(lang, "figure.hours"), hours_cell(figures.hours, lang)],
        [
            translate(lang, "figure.mean_distance"),
            translate(lang, "figure.places", number=f"{figures.mean_distance:.2f}"),
        ],
        [translate(lang, "figure.longest_chain"), f"{len(chain)}: {' > '.join(chain)}"],
    ]


def _topics(figures: Figures, lang: Lang) -> str:
    """How many topics there are, those of the roadmap and those around them apart."""
    if not figures.added:
        return str(figures.topics)
    own = figures.topics - figures.added
    return translate(lang, "figure.own_and_added", count=own, added=figures.added)
