"""Titles without commands of TeX."""

from __future__ import annotations

import pytest

from vlagraph.core.papers.readable import readable, split_formulas

TITLES = {
    r"$\pi_{0.5}$: a Model": "π0.5: a Model",
    "$π_0$ and $Δ$VLA": "π0 and ΔVLA",
    r"A $1000\times$ Faster RobotArena $\infty$": "A 1000× Faster RobotArena ∞",
    "M$^2$CD, $(ST)^2$, MT$^{3}$, FaSTA$^*$": "M²CD, (ST)², MT³, FaSTA*",
    r"360$^\circ$ Scenes, $\ell_1$ and $\text{F}^3$": "360° Scenes, ℓ1 and F³",
    r"$\mathbf{x}$ $\neq$ $\mathcal{E}_0$, x$^{ab}$": "x ≠ ℰ0, x^ab",
    r"\textsc{Gen2Real} \& \emph{more}, 50\% of $\textit{It}$": "Gen2Real & more, 50% of It",
    r"P\'eter Pucha{\l}a and B{\"o}hm": "Péter Puchała and Böhm",
    r"Cost: $5 to $10 & 50% # a_b ~c": r"Cost: $5 to $10 & 50% # a_b ~c",
    r"\$5 \textit{and} $6 for 50% & ~2 #1": "$5 and $6 for 50% & ~2 #1",
    "O(n^2), a_b, {x}": "O(n^2), a_b, {x}",
    "$}{$ unmatched": "$}{$ unmatched",
    "": "",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_reads_without_commands(title: str) -> None:
    assert readable(title) == TITLES[title]


@pytest.mark.parametrize("title", TITLES)
def test_the_parts_of_a_title_are_all_of_it(title: str) -> None:
    assert "".join(f"${text}$" if formula else text for text, formula in split_formulas(title)) == title


@pytest.mark.parametrize("open_", ["\\frac{", "\\cite[", "\\sqrt[", "\\href{}", "\\begin{array}{c}", "\\x{"])
def test_a_title_of_open_brackets_is_shown_as_it_is_and_soon(open_: str) -> None:
    title = open_ * 300

    assert readable(title) == title
