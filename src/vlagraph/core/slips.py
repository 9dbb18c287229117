"""What a refusal of a mistyped word hints at: a word near it, those that there are, or what lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.core.spelling import fold, letters, sign_words, singulars
from vlagraph.errors import UnknownNameError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["LONGEST", "closest", "did_you_mean", "mend_words", "one_slip", "unknown_name", "what_lists"]

LONGEST = 80
"""Characters that are looked at and quoted: no name is longer, and a message stays on its line."""
_LEAST_MENDED = 5
"""Letters of a word from which on a slip in it is mended: shorter ones are near too many others."""
_LEAST_ALIKE = 0.799
"""How alike a mended word must be: one wrong letter in five, whatever the rounding of 0.8."""
_MOST_HINTED = 1000
"""Known names among which a hint is looked for: a file with as many problems is soon explained."""
_MOST_LISTED = 12
"""Names that are listed where none is near."""
_LISTED = {
    "topic": Message("name.listed"),
    "target": Message("name.listed_targets"),
    "area": Message("name.listed_groups"),
    "priority": Message("name.listed_groups"),
    "stage": Message("name.listed_groups"),
    "project": Message("name.listed_projects"),
    "milestone": Message("name.listed_milestones"),
    "benchmark": Message("name.listed_benchmarks"),
}
"""What lists all of each kind of thing."""
_MANY = frozenset({"topic", "target"})
"""Kinds of which a roadmap has too many to list some."""


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` is meant to be, or nothing where none is near or too many are known."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    items = sorted(known)
    key = fold(name[:LONGEST])
    if not key or len(items) > _MOST_HINTED:
        return ""
    found = extractOne(
        key, [fold(item) for item in items], scorer=OSA.normalized_similarity, score_cutoff=0.7
    )
    return items[found[2]] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> Message | str:
    """The known name nearest to ``name`` as a question, for the braces of a refusal; empty without one."""
    near = closest(name, known)
    return Message("usage.did_you_mean", {"name": near}) if near else ""


def mend_words(text: str, known: Iterable[str]) -> str:
    """``text`` with the nearest of the words ``known`` in the place of each word that none of them holds.

    A word of five letters or more is near one that begins with the same letter, with one slip in five; one
    with digits is near none, for those tell versions and ids apart. Nothing where a word that none holds is
    near none.

    >>> mend_words("difusion policy", ["Diffusion", "Policy"]), mend_words("quantum policy", ["Policy"])
    ('diffusion policy', '')
    >>> mend_words("llama2", ["Llama3"])
    ''
    """
    typed = sign_words(text)
    if len(text) > LONGEST:
        return ""
    names = sorted({key for name in set(known) for word in (name, *sign_words(name)) if (key := fold(word))})
    mended = [_mended(word, names) for word in typed]
    return " ".join(mended) if all(mended) else ""


def _mended(word: str, names: Sequence[str]) -> str:
    """``word`` where one of ``names`` begins with it, or in Korean holds it; else the one that is near."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    plain = {single for single, _ in singulars(word)}
    if plain.intersection(names) or any(
        name.startswith(word) or (not word.isascii() and word in name) for name in names
    ):
        return word
    key = letters(word)
    near = [name for name in names if letters(name[:1])[:1] == key[:1] and name.isalpha()]
    if len(key) < _LEAST_MENDED or not word.isalpha() or not near:
        return ""
    scorer, least = OSA.normalized_similarity, _LEAST_ALIKE
    found = extractOne(key, list(map(letters, near)), scorer=scorer, score_cutoff=least)
    return near[found[2]] if found else ""


def one_slip(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of ``known`` that ``name`` becomes by one sign more, less or other, or two neighbours swapped.

    >>> one_slip("2406.0924", ["2406.09246", "2406.09420", "2304.13705"])
    ('2406.09246',)
    """
    from rapidfuzz.distance import OSA

    return tuple(item for item in known if OSA.distance(name, item, score_cutoff=1) == 1)


def what_lists(kind: str) -> Message:
    """The command that lists the things of ``kind``, for the end of a message."""
    return _LISTED[kind]


def unknown_name(
    offers: Sequence[str], ids: Sequence[str], kind: str, about: Mapping[str, Any]
) -> UnknownNameError:
    """That nothing is called so, with what is near (``offers``), else with what there is.

    ``ids`` are those of the things of ``kind``, in their own order; ``about`` are values of the message.
    """
    if offers:
        return UnknownNameError("name.unknown", offers, offers=", ".join(offers), **about)
    if kind in _MANY:
        return UnknownNameError("name.unlike", **about)
    more = ["…"] if len(ids) > _MOST_LISTED else []
    listed = ", ".join([*ids[:_MOST_LISTED], *more]) or Message("name.none")
    return UnknownNameError("name.unlike_any", offers=listed, **about)
