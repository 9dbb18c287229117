"""Which item a person means by a name: ids, former ids, English, Korean, aliases, prefixes and typos."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.core.slips import LONGEST, unknown_name, what_lists
from vlagraph.core.spelling import bare_names, fold, is_short, letters, literal, name_words
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vlagraph.words import Lang

__all__ = ["Catalogue", "Found", "Near", "make_catalogue", "resolve"]

_NEAR = 80.0
"""How alike (of 100) a misspelt name must be: one wrong letter in five."""
_LEAD = 6.0
"""How far behind the best another name must stay, so that there is no doubt which one is meant."""
_AKIN = 60.0
"""How alike a name must be to be offered where none is meant: what is less like it only leads astray."""
_LEAST_WORD = 4
"""Letters of a word from which on a name with that word is offered."""
_MOST_OFFERED = 3
"""Names that are offered as the closest."""
_FEWEST_LETTERS = 3
"""Letters that a beginning must have; two fit too many names."""
_LEAST_SHARE = 0.4
"""The part of the shortest name that a beginning must be, so that a common word stands for no topic."""
_MOST_WORDS = 5
"""Words of a name up to which they are tried in every order: that is 120 orders, and few names have more."""

_KINDS = {
    "topic": (Message("thing.topic"), Message("thing.topics")),
    "area": (Message("thing.area"), Message("thing.areas")),
    "priority": (Message("thing.priority"), Message("thing.priorities")),
    "stage": (Message("thing.stage"), Message("thing.stages")),
    "target": (Message("thing.target"), Message("thing.targets")),
    "benchmark": (Message("thing.benchmark"), Message("thing.benchmarks")),
    "project": (Message("thing.project"), Message("thing.projects")),
    "milestone": (Message("thing.milestone"), Message("thing.milestones")),
}
"""What can be named, as messages call one of it and several."""


class Found(NamedTuple):
    """The id that a query means; ``exact`` is False where the name was only near.

    ``part`` is the folded name of the part of it that fits; empty where a name of the item itself does.
    """

    id: str
    exact: bool
    part: str = ""


class Near(NamedTuple):
    """What a person typed, as a message may quote it, and the id that it was taken for."""

    typed: str
    id: str

    def text(self, lang: Lang) -> str:
        """The remark on it, in ``lang``."""
        return translate(lang, "name.near", typed=repr(self.typed), id=self.id)


class Catalogue(NamedTuple):
    """Every folded name with the ids it stands for, and the ids in their own order.

    ``spelled`` has the ids of every spelling of the names that several ids fold to, ``written`` the names as
    they were given.
    """

    names: Mapping[str, tuple[str, ...]]
    ids: tuple[str, ...]
    spelled: Mapping[str, tuple[str, ...]] = {}
    written: tuple[tuple[str, str], ...] = ()

    def find(self, name: str) -> tuple[str, ...]:
        """The ids that ``name`` is exactly: of several, those that are spelled with its signs."""
        ids = self.names.get(fold(name), ())
        return self.spelled.get(literal(name), ids) if len(ids) > 1 else ids

    def spellings(self, ids: Sequence[str], key: str) -> dict[str, str]:
        """The names of ``ids`` that fold to ``key``, where they differ by more than blanks and hyphens."""
        if len(ids) < 2:
            return {}
        found = {item: name for item, name in self.written if item in ids and fold(name) == key}
        return found if len({literal(name) for name in found.values()}) > 1 else {}


def make_catalogue(*groups: Iterable[tuple[str, Iterable[str]]]) -> Catalogue:
    """The catalogue of groups of ``(id, names)`` pairs; an id counts as one of its own names.

    A name of an earlier group is not a name of a later one.
    """
    names: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
    ids: dict[str, None] = {}
    for number, items in enumerate(groups):
        for item, others in items:
            ids[item] = None
            for name in (item, *others):
                if (key := fold(name)) and not _taken(name, names[key], number):
                    names[key].append((item, name, number))
    found = {key: tuple(dict.fromkeys(item for item, *_ in owners)) for key, owners in names.items()}
    written = tuple((item, name) for owners in names.values() for item, name, _ in owners)
    spelled: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key in (key for key, owners in found.items() if len(owners) > 1):
        for item, name, _ in names[key]:
            spelled[literal(name)][item] = None
    return Catalogue(found, tuple(ids), {name: tuple(owners) for name, owners in spelled.items()}, written)


def _taken(name: str, owners: Sequence[tuple[str, str, int]], group: int) -> bool:
    """Whether an item of an earlier group is called ``name``."""
    return any(number < group and literal(other) == literal(name) for _, other, number in owners)


def resolve(
    query: str,
    catalogue: Catalogue,
    *,
    kind: str = "topic",
    parts: Callable[[], Catalogue] | None = None,
) -> Found:
    """The one id that ``query`` names: exactly, but for endings, by a unique beginning, or as a near match.

    A beginning must be long enough to tell what is meant: three letters, and two fifths of the name. An
    abbreviation is only meant where it is typed as it is. ``parts`` gives the names of what belongs to the
    items, asked for only where none is called ``query``; its ids stand best first, so the first is meant.

    Raises:
        UnknownNameError: several ids fit equally well, or none does; the message offers the closest.
    """
    key = fold(query)
    if exact := catalogue.find(query):
        return _only(exact, query, kind, shown=catalogue.spellings(exact, key))
    about: dict[str, Any] = {
        "typed": repr(printable(query)),
        "kind": _KINDS[kind][0],
        "listed": what_lists(kind),
    }
    if not key:
        raise UnknownNameError("name.no_name", **about)
    further = parts() if parts else Catalogue({}, ())
    if inside := further.find(query):
        return Found(inside[0], exact=True, part=key)
    if len(key) > LONGEST:
        raise UnknownNameError("name.too_long", **about)
    if found := _bare(query, catalogue, further, kind=kind):
        return found
    begun, meant = _nearly(query, catalogue)
    if meant:
        return _only(meant, query, kind)
    if near := _near_part(key, further):
        return near
    offers = dict.fromkeys([*begun, *_akin(query, catalogue)])
    raise unknown_name(list(offers)[:_MOST_OFFERED], catalogue.ids, kind, about)


def _bare(query: str, catalogue: Catalogue, further: Catalogue, *, kind: str) -> Found | None:
    """What ``query`` is exactly without the particles and plurals of its words, if it is no abbreviation."""
    bare = bare_names(query)
    if ids := next(filter(None, map(catalogue.find, bare)), ()):
        return _only(ids, query, kind)
    return next(
        (Found(ids[0], exact=False, part=fold(one)) for one in bare if (ids := further.find(one))), None
    )


def _only(ids: Sequence[str], query: str, kind: str, *, shown: Mapping[str, str] | None = None) -> Found:
    """The only one of ``ids``; of several none. ``shown`` are the names that are exactly ``query``, by id."""
    if len(ids) == 1:
        return Found(ids[0], shown is not None)
    named = [f"{one} ({shown[one]})" if shown and shown.get(one, one) != one else one for one in ids[:8]]
    offers = ", ".join(named) + (", …" if len(ids) > 8 else "")
    typed, kinds = repr(printable(query)), _KINDS[kind][1]
    raise UnknownNameError("name.several", ids, typed=typed, kinds=kinds, offers=offers)


def _nearly(query: str, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """The ids with a name that begins so, and those that are meant: by their words, so begun, or near it."""
    key = fold(query)
    begun, telling = _beginning(key, catalogue)
    if same := _same_words(query, catalogue):
        return begun, same
    if telling or len(begun) > 1:
        return begun, begun
    ranked = _ranked(key, catalogue)
    return begun, [item for item, score in ranked if score >= _NEAR and score > ranked[0][1] - _LEAD]


def _same_words(query: str, catalogue: Catalogue) -> list[str]:
    """The ids with a name of the words of ``query``, in any order and number, apart or as one."""
    wanted = "".join(name_words(query))
    typed = sorted(wanted)
    found = (
        item
        for item, name in catalogue.written
        if 1 < len(words := name_words(name)) <= _MOST_WORDS and sorted("".join(words)) == typed
        if any("".join(order) == wanted for order in permutations(words))
    )
    return list(dict.fromkeys(found)) if wanted else []


def _beginning(key: str, catalogue: Catalogue) -> tuple[list[str], bool]:
    """The ids with a name that begins with ``key``, and whether it is enough of one to be meant."""
    if len(key) < 2:
        return [], False
    names = _begun(key, catalogue)
    telling = any(_tells(key, name) for name in names)
    return list(dict.fromkeys(i for name in names for i in catalogue.names[name])), telling


def _begun(key: str, catalogue: Catalogue) -> list[str]:
    """The names that begin with ``key`` and are no abbreviations."""
    return [name for name in catalogue.names if name.startswith(key) and not is_short(name)]


def _tells(key: str, name: str) -> bool:
    typed = len(letters(key))
    return typed >= _FEWEST_LETTERS and typed >= _LEAST_SHARE * len(letters(name))


def _near_part(key: str, catalogue: Catalogue) -> Found | None:
    """The item with the one part whose name begins with ``key`` or is near it."""
    from rapidfuzz.distance import OSA

    names = [name for name in _begun(key, catalogue) if _tells(key, name)]
    if not names:
        typed, known = letters(key), [name for name in catalogue.names if not is_short(name)]
        scores = {name: 100.0 * OSA.normalized_similarity(typed, letters(name)) for name in known}
        most = max(scores.values(), default=0.0)
        names = [name for name, score in scores.items() if score >= _NEAR and score == most]
    items = {catalogue.names[name][0] for name in names}
    return Found(items.pop(), exact=False, part=min(names, key=len)) if len(items) == 1 else None


def _ranked(key: str, catalogue: Catalogue) -> list[tuple[str, float]]:
    from rapidfuzz.distance import OSA  # counts a swap of neighbours as one slip

    scores: dict[str, float] = dict.fromkeys(catalogue.ids, 0.0)
    typed = letters(key)
    for name, ids in catalogue.names.items():
        score = 100.0 * OSA.normalized_similarity(typed, letters(name))
        near = min(score, _NEAR - 1) if is_short(name) else score
        for item in ids:
            scores[item] = max(scores.get(item, 0.0), near)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _akin(query: str, catalogue: Catalogue) -> list[str]:
    """The ids with a name that is like ``query``, begins so, or has a word like one of it; best first."""
    key, typed = fold(query), _long_words(query)
    akin = {item for item, name in catalogue.written if typed and _share_word(typed, _long_words(name))}
    if len(letters(key)) > 1:  # as one syllable has, which is a beginning
        akin.update(item for name in _begun(key, catalogue) for item in catalogue.names[name])
    return [item for item, score in _ranked(key, catalogue) if score >= _AKIN or item in akin]


def _long_words(name: str) -> list[str]:
    return [word for word in map(letters, name_words(name)) if len(word) >= _LEAST_WORD]


def _share_word(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of ``words`` is one of ``others``, or near it."""
    from rapidfuzz.distance import OSA

    least = _NEAR / 100
    return any(OSA.normalized_similarity(a, b, score_cutoff=least) for a in words for b in others)
