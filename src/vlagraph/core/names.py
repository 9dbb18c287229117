"""Which item a person means by a name: ids, former ids, English, Korean, aliases, prefixes and typos."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Catalogue", "Found", "Near", "closest", "fold", "make_catalogue", "resolve"]

_NEAR = 80.0
"""How alike (of 100) a misspelt name must be: one wrong letter in five."""
_LEAD = 6.0
"""How far behind the best another name must stay, so that there is no doubt which one is meant."""
_LONGEST = 80
"""Characters that are looked at and quoted: no name is longer, and a message stays on its line."""
_FEWEST_LETTERS = 3
"""Letters that a beginning must have; two fit too many names."""
_LEAST_SHARE = 0.4
"""The part of the shortest name that a beginning must be, so that a common word stands for no topic."""
_MOST_HINTED = 1000
"""Known names among which a hint is looked for: a file with as many problems is soon explained."""

_KINDS = {
    "topic": (Message("thing.topic"), Message("thing.topics")),
    "area": (Message("thing.area"), Message("thing.areas")),
    "priority": (Message("thing.priority"), Message("thing.priorities")),
    "stage": (Message("thing.stage"), Message("thing.stages")),
    "goal": (Message("thing.goal"), Message("thing.goals")),
    "benchmark": (Message("thing.benchmark"), Message("thing.benchmarks")),
    "project": (Message("thing.project"), Message("thing.projects")),
}
"""What can be named, as messages call one of it and several."""


class Found(NamedTuple):
    """The id that a query means; ``exact`` is False where the name was only near."""

    id: str
    exact: bool


class Near(NamedTuple):
    """What a person typed, as a message may quote it, and the id that it was taken for."""

    typed: str
    id: str


class Catalogue(NamedTuple):
    """Every folded name with the ids it stands for, and the ids in their own order."""

    names: Mapping[str, tuple[str, ...]]
    ids: tuple[str, ...]


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """``name`` without case, width, blanks, hyphens and punctuation, so that spellings of one name agree.

    >>> fold("Sim-to-Real  Transfer") == fold("sim to real transfer")
    True
    >>> fold("인과 추론") == fold("인과추론")
    True
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(filter(str.isalnum, text))


def make_catalogue(items: Iterable[tuple[str, Iterable[str]]]) -> Catalogue:
    """The catalogue of ``(id, names)`` pairs; an id counts as one of its own names."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    ids = []
    for item, others in items:
        ids.append(item)
        for name in (item, *others):
            if key := fold(name):
                names[key][item] = None
    return Catalogue({key: tuple(found) for key, found in names.items()}, tuple(ids))


def resolve(query: str, catalogue: Catalogue, *, kind: str = "topic") -> Found:
    """The one id that ``query`` names: exactly, by a unique beginning, or as a unique near match.

    A beginning must be long enough to tell what is meant: three letters, and two fifths of the name.

    Raises:
        UnknownNameError: several ids fit equally well, or none does; the message offers the closest.
    """
    key = fold(query)
    if exact := catalogue.names.get(key):
        return _only(exact, query, kind, exact=True)
    about: dict[str, Any] = {
        "typed": repr(printable(query)),
        "kind": _KINDS[kind][0],
        "listed": _listed(kind),
    }
    if not key:
        raise UnknownNameError("name.no_name", **about)
    if len(key) > _LONGEST:
        raise UnknownNameError("name.too_long", **about)
    begun, telling = _beginning(key, catalogue)
    if telling or len(begun) > 1:
        return _only(begun, query, kind, exact=False)
    ranked = _ranked(key, catalogue)
    best = [item for item, score in ranked if score >= _NEAR and score > ranked[0][1] - _LEAD]
    if best:
        return _only(best, query, kind, exact=False)
    offers = list(dict.fromkeys([*begun, *(item for item, _ in ranked)]))[:3]
    raise UnknownNameError(
        "name.unknown", offers, offers=", ".join(offers) or Message("name.nothing_near"), **about
    )


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` is meant to be, or nothing where none is near or too many are known."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    items = sorted(known)
    key = fold(name[:_LONGEST])
    if not key or len(items) > _MOST_HINTED:
        return ""
    found = extractOne(
        key, [fold(item) for item in items], scorer=OSA.normalized_similarity, score_cutoff=0.7
    )
    return items[found[2]] if found else ""


def _only(ids: Sequence[str], query: str, kind: str, *, exact: bool) -> Found:
    if len(ids) == 1:
        return Found(ids[0], exact)
    offers = ", ".join(ids[:8]) + (", …" if len(ids) > 8 else "")
    typed, kinds = repr(printable(query)), _KINDS[kind][1]
    raise UnknownNameError("name.several", ids, typed=typed, kinds=kinds, offers=offers)


def _beginning(key: str, catalogue: Catalogue) -> tuple[list[str], bool]:
    """The ids with a name that begins with ``key``, and whether it is enough of one to be meant."""
    if len(key) < 2:
        return [], False
    names = [name for name in catalogue.names if name.startswith(key)]
    shortest = min((len(_letters(name)) for name in names), default=0)
    typed = len(_letters(key))
    telling = bool(names) and typed >= _FEWEST_LETTERS and typed >= _LEAST_SHARE * shortest
    return list(dict.fromkeys(i for name in names for i in catalogue.names[name])), telling


def _ranked(key: str, catalogue: Catalogue) -> list[tuple[str, float]]:
    from rapidfuzz.distance import OSA  # counts a swap of neighbours as one slip

    scores: dict[str, float] = dict.fromkeys(catalogue.ids, 0.0)
    typed = _letters(key)
    for name, ids in catalogue.names.items():
        score = 100.0 * OSA.normalized_similarity(typed, _letters(name))
        for item in ids:
            scores[item] = max(scores.get(item, 0.0), score)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _letters(name: str) -> str:
    """``name`` letter by letter: a Korean slip is rarely a whole syllable, and a syllable is some letters."""
    return unicodedata.normalize("NFD", name)


def _listed(kind: str) -> Message | str:
    return Message("name.listed") if kind == "topic" else ""
