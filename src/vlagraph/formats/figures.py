"""The figures of a graph as rows, for ``stats`` and ``check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.names import hours_cell
from vlagraph.words import say

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.order import Figures

__all__ = ["figure_rows"]


def figure_rows(figures: Figures, lang: Lang = "en") -> list[list[str]]:
    """Label and value of each figure, in reading order."""
    chain = figures.longest_chain
    return [
        [say(lang, "figure.areas"), str(figures.areas)],
        [say(lang, "figure.topics"), str(figures.topics)],
        [say(lang, "figure.concepts"), str(figures.concepts)],
        [say(lang, "figure.bullets"), str(figures.bullets)],
        [say(lang, "figure.required"), str(figures.required)],
        [say(lang, "figure.recommended"), str(figures.recommended)],
        [say(lang, "figure.key_papers"), str(figures.key_papers)],
        [say(lang, "figure.fewest_key_papers"), str(figures.fewest_key_papers)],
        [say(lang, "figure.resources"), str(figures.resources)],
        [say(lang, "figure.hours"), hours_cell(figures.hours)],
        [
            say(lang, "figure.mean_distance"),
            say(lang, "figure.places", number=f"{figures.mean_distance:.2f}"),
        ],
        [say(lang, "figure.longest_chain"), f"{len(chain)}: {' > '.join(chain)}"],
    ]
