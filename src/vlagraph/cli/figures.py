"""The figures of a graph as rows, for ``stats`` and ``check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.words import say

if TYPE_CHECKING:
    from vlagraph.model import Lang
    from vlagraph.order import Figures

__all__ = ["figure_rows"]


def figure_rows(figures: Figures, lang: Lang = "en") -> list[list[str]]:
    """Label and value of each figure, in reading order."""
    chain = figures.longest_chain
    return [
        [say(lang, "areas"), str(figures.areas)],
        [say(lang, "topics"), str(figures.topics)],
        [say(lang, "concepts"), str(figures.concepts)],
        [say(lang, "roadmap bullets"), str(figures.bullets)],
        [say(lang, "required edges"), str(figures.required)],
        [say(lang, "recommended edges"), str(figures.recommended)],
        [say(lang, "key papers (distinct)"), str(figures.key_papers)],
        [say(lang, "fewest key papers of a topic"), str(figures.fewest_key_papers)],
        [say(lang, "other resources"), str(figures.resources)],
        [say(lang, "hours in all"), f"{figures.hours[0]}-{figures.hours[1]}"],
        [
            say(lang, "mean prerequisite distance"),
            say(lang, "{number} places").format(number=f"{figures.mean_distance:.2f}"),
        ],
        [say(lang, "longest chain"), f"{len(chain)}: {' > '.join(chain)}"],
    ]
