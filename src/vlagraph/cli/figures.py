"""The figures of a graph as rows, for ``stats`` and ``check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.order import Figures

__all__ = ["figure_rows"]


def figure_rows(figures: Figures) -> list[list[str]]:
    """Label and value of each figure, in reading order."""
    chain = figures.longest_chain
    return [
        ["areas", str(figures.areas)],
        ["topics", str(figures.topics)],
        ["concepts", str(figures.concepts)],
        ["roadmap bullets", str(figures.bullets)],
        ["required edges", str(figures.required)],
        ["recommended edges", str(figures.recommended)],
        ["key papers (distinct)", str(figures.key_papers)],
        ["fewest key papers of a topic", str(figures.fewest_key_papers)],
        ["other resources", str(figures.resources)],
        ["hours in all", f"{figures.hours[0]}-{figures.hours[1]}"],
        ["mean prerequisite distance", f"{figures.mean_distance:.2f} places"],
        ["longest chain", f"{len(chain)}: {' > '.join(chain)}"],
    ]
