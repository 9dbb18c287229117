"""The text of a paper in which a reader's words are looked for, and the pieces of it for an index."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import id_in
from vlagraph.core.text import visible

if TYPE_CHECKING:
    from collections.abc import Collection

    from vlagraph.core.papers.paper import Paper

__all__ = ["folded", "runs_in", "searched_text", "searched_words", "telling_runs"]

_RUN = re.compile(r"[a-z0-9]+")
_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')
"""Words between quotation marks, straight or curly, or one word."""
_SHORTEST_RUN = 3
"""Letters from which on a run narrows a search: most papers hold any two letters."""


_LETTERS = str.maketrans({"π": "pi", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that people type in another way, as the search of the pages has them."""


def folded(text: str) -> str:
    """``text`` for searching: case and accents do not matter, nor whether a keyboard has a letter.

    >>> folded("Pérez ÉCOLE"), folded("π0 by Øystein Groß")
    ('perez ecole', 'pi0 by oystein gross')
    """
    if text.isascii():
        return text.lower()
    return " ".join(word.lower() if word.isascii() else _bare(word) for word in text.split(" "))


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def searched_text(paper: Paper) -> str:
    """The id, title with and without TeX, authors, abstract and comment of ``paper``, folded."""
    texts = (paper.id, paper.title, paper.readable_title, *paper.authors)
    return folded("\n".join((*texts, paper.abstract or "", paper.comment or "")))


def searched_words(query: str) -> tuple[str, ...]:
    r"""What must stand in a folded text each: the words of ``query``, those between quotation marks in a row.

    Characters that are not seen part no words, nor does what parts names and words of a list belong to one.
    What names a paper by its id, as an address does, is that id.

    >>> searched_words('"Diffusion  Policy" robot'), searched_words(' "" '), searched_words("bi\u00admanual")
    (('diffusion policy', 'robot'), (), ('bimanual',))
    >>> searched_words("Finn, Chelsea"), searched_words("https://arxiv.org/abs/2406.09246v3")
    (('finn', 'chelsea'), ('2406.09246',))
    """
    text = folded(visible(query))
    if paper := id_in(text):
        return (paper,)
    parts = (" ".join(quoted.split()) or _bare_word(bare) for quoted, bare in _QUOTED.findall(text))
    return tuple(filter(None, parts))


def _bare_word(word: str) -> str:
    return id_in(word) or word.rstrip(",;")


def runs_in(text: str) -> Collection[str]:
    """The runs of plain letters and digits in a folded text, each once.

    >>> sorted(runs_in("vision-language 2606.00001"))
    ['00001', '2606', 'language', 'vision']
    """
    return set(_RUN.findall(text))


def telling_runs(query: str) -> tuple[str, ...]:
    """Runs of which each is part of a run of every text that holds all words of ``query``; short ones aside.

    >>> telling_runs("Vision-Language 로봇 of")
    ('language', 'vision')
    """
    runs = {run for word in searched_words(query) for run in runs_in(word)}
    return tuple(sorted(run for run in runs if len(run) >= _SHORTEST_RUN))
