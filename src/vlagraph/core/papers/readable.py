r"""Titles that people read: formulas and commands of TeX as plain text, ``π0.5`` for ``$\pi_{0.5}$``.

pylatexenc knows the commands; what it does not do is to raise and to lower: raised figures become raised
characters, lowered ones follow on the line. A ``$`` begins a formula by the rule of Pandoc (manual, section
``tex_math_dollars``), so that prices stay prices.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

__all__ = ["Piece", "readable", "split_formulas"]

_FORMULA = re.compile(r"(?<!\\)\$(?=\S)((?:\\.|[^$\\])*?)(?<=\S)\$(?!\d)")
_RAISED = re.compile(r"\^\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[^\s\\{}]))")
_LOWERED = re.compile(r"_\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[^\s\\{}]))")
_MARKED = re.compile("\ue000(.*?)\ue001", re.DOTALL)
_SPECIAL = re.compile(r"(?<!\\)[%&#~$]")
"""Characters that TeX takes for commands and titles mean as they are."""
_SUPERSCRIPT = dict(zip("0123456789+-−()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ", strict=True)) | {
    "∘": "°", "°": "°", "*": "*", "∗": "*", "′": "′", "†": "†",
}  # fmt: skip
_STYLED = re.compile("[\U0001d400-\U0001d7ff]")
"""Letters in bold or italics, which Unicode has for formulas and few fonts have at all."""


class Piece(NamedTuple):
    """A part of a title: text, or a formula without its dollars."""

    text: str
    formula: bool = False


def split_formulas(title: str) -> tuple[Piece, ...]:
    """The parts of ``title`` in order; a formula whose braces do not match is text.

    >>> [piece.text for piece in split_formulas("The $x_0$ costs $5 or $6") if piece.formula]
    ['x_0']
    """
    pieces, at = [], 0
    for found in _FORMULA.finditer(title):
        if _is_balanced(found[1]):
            pieces += [Piece(title[at : found.start()]), Piece(found[1], formula=True)]
            at = found.end()
    return tuple(piece for piece in (*pieces, Piece(title[at:])) if piece.text)


def readable(text: str) -> str:
    r"""``text`` without commands of TeX, for people to read.

    >>> readable(r"$\pi_{0.5}$: a $1000\times$ faster M$^2$CD, \textsc{Ada} \& co"), readable("50% for $5")
    ('π0.5: a 1000× faster M²CD, Ada & co', '50% for $5')
    """
    if "$" not in text and "\\" not in text:
        return text
    return _converted(text)


@cache
def _converted(text: str) -> str:
    plain = "".join(
        _of_formula(piece.text) if piece.formula else _of_text(piece.text) for piece in split_formulas(text)
    )
    return " ".join(plain.split())


def _of_text(text: str) -> str:
    return _decode(_SPECIAL.sub(_spelt, text)) if "\\" in text else text


def _of_formula(formula: str) -> str:
    plain = _SPECIAL.sub(_spelt, formula)
    marked = _RAISED.sub(lambda found: f"\ue000{found[1] or found[2]}\ue001", plain)
    lowered = _LOWERED.sub(lambda found: f"{{{found[1] or found[2]}}}", marked)
    text = _MARKED.sub(lambda found: _raised(found[1]), _decode(f"${lowered}$"))
    return _STYLED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _spelt(found: re.Match[str]) -> str:
    return r"\textasciitilde{}" if found[0] == "~" else "\\" + found[0]


def _raised(text: str) -> str:
    """``text`` in raised characters, or after a ``^`` where there are none for it."""
    if all(char in _SUPERSCRIPT for char in text):
        return "".join(_SUPERSCRIPT[char] for char in text)
    return "^" + text


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in re.sub(r"\\.", "", text):
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _decode(latex: str) -> str:
    """``latex`` as plain text; as it is where it is no TeX, or such as pylatexenc cannot read.

    Told to make something of any text, it would read the rest after each open bracket twice: a title of 25 of
    them would take years.
    """
    from pylatexenc.latexwalker import LatexWalkerError

    try:
        text: str = _decoder().latex_to_text(latex, tolerant_parsing=False)
    except (LatexWalkerError, LookupError, RecursionError, ValueError):
        return latex
    return text.replace("\xa0", " ")


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it would print what it finds odd in a title
    return LatexNodes2Text(math_mode="text", strict_latex_spaces=True, keep_comments=True)
