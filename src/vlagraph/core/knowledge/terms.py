"""Words that a roadmap says it avoids, where its texts use them; aliases may hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.model import walk_texts
from vlagraph.errors import Problem
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang, Roadmap, Wording
    from vlagraph.core.soundness import Places

__all__ = ["avoided_in", "find_avoided_words"]


def find_avoided_words(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    """A fault for each avoided word of each text; none where the roadmap lists no words."""
    rules = [(rule, lang, _pattern(rule)) for rule in roadmap.terms for lang in rule.use.langs]
    for where, text in places.within(roadmap, walk_texts) if rules else ():
        for rule, lang, pattern in rules:
            if lang in text.langs and (found := _first(pattern, rule, text[lang])):
                yield _fault(f"{where}.{lang}", found, rule, lang)


def avoided_in(text: str, rule: Wording) -> str | None:
    """The first word in ``text`` that ``rule`` avoids; None where there is none.

    A word counts from its beginning, so that 우도 (likelihood) is not found in 경우도; what follows it may
    be a particle. No letter of the Latin alphabet may follow one that ends in such a letter.

    >>> from vlagraph.core.model import Text, Wording
    >>> rule = Wording(use=Text(ko="작업"), avoid=("과제",), unless=("연구 과제",))
    >>> avoided_in("긴 과제를 푼다", rule), avoided_in("열린 연구 과제이다", rule)
    ('과제', None)
    """
    return _first(_pattern(rule), rule, text)


def _first(pattern: re.Pattern[str], rule: Wording, text: str) -> str | None:
    found = pattern.search(text)
    if found and rule.unless:  # few texts come so far
        for other in rule.unless:
            text = text.replace(other, "")
        found = pattern.search(text)
    return found[0] if found else None


def _pattern(rule: Wording) -> re.Pattern[str]:
    words = (re.escape(word) + (r"(?![A-Za-z])" if word[-1].isascii() else "") for word in rule.avoid)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})", re.IGNORECASE)


def _fault(where: str, found: str, rule: Wording, lang: Lang) -> Problem:
    values = {"word": repr(found), "use": repr(rule.use[lang])}
    return Problem(where, Message("check.avoided", values), Message("check.avoided_todo", values), "warning")
