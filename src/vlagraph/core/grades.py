"""How well a name fits what is searched for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, get_args

from vlagraph.core.spelling import fold, spell

__all__ = ["GRADES", "Grade", "grade_of"]

Grade = Literal["same", "word", "begins", "contains", "none"]
"""How a name fits a query: is it, holds it as whole words, begins with it, or holds a word that does."""
GRADES: tuple[Grade, ...] = get_args(Grade)
"""Every grade, the best first."""


def grade_of(name: str, query: str) -> Grade:
    """How ``name`` fits ``query``, whatever the case, blanks and hyphens.

    Latin letters in the middle of a word are none.

    >>> grade_of("Vision-Language Models", "vision language"), grade_of("Exploration", "lora")
    ('word', 'none')
    """
    wanted, folded = fold(query), fold(name)
    if not wanted or wanted not in folded or _other_signs(name, query):
        return "none"
    if wanted == folded:
        return "same"
    found = _word_pattern(wanted).search(unicodedata.normalize("NFKC", name).casefold())
    if found and not found[1]:
        return "word"
    if folded.startswith(wanted):
        return "begins"
    return "contains" if found or not wanted.isascii() else "none"


def _other_signs(name: str, query: str) -> bool:
    """Whether ``query`` has signs that tell names apart and ``name`` has not, as C++ and C."""
    spelled = spell(query)
    return spelled != fold(query) and spelled not in spell(name)


@lru_cache(maxsize=64)
def _word_pattern(wanted: str) -> re.Pattern[str]:
    """Words that begin with the letters ``wanted``, whatever is between; its group is the rest of a word."""
    letters = r"[\W_]*".join(map(re.escape, wanted))
    return re.compile(rf"(?<![^\W_]){letters}([^\W_]*)")
