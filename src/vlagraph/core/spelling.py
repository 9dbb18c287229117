"""How names are compared: without case, blanks and signs, letter by letter, and word by word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from vlagraph.core.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "IN_IE",
    "bare_names",
    "bare_words",
    "fold",
    "is_short",
    "join_words",
    "letters",
    "literal",
    "name_words",
    "sign_words",
    "singulars",
    "spell",
]

IN_IE = (
    "birdie", "brownie", "calorie", "cookie", "genie", "hoodie", "movie", "newbie", "pixie", "prairie",
    "rookie", "selfie", "smoothie", "zombie",
)  # fmt: skip
"""Words whose plural ends as that of words in y does."""

_TELLING_SIGNS = "+*#"
"""Signs that tell one name from another, as in C, C++ and C#, RRT and RRT*."""
_HYPHENS = "\u2212\u00ad\u200b"
"""What joins or parts words beside the dashes: the minus sign, the soft hyphen, the blank of no width."""
_SHORT = 4
"""Letters up to which a name is an abbreviation: it is meant only where it is typed as it is."""
_PARTICLES = (
    "에서는|에서의|에서도|에서|으로는|으로의|으로도|으로|에게서|에게|에는|에도|까지|부터|처럼|보다|하고|이나|이라는|이란|들은|들이|들을|들의|들"
    "|은|는|을|를|에|와"
)
_ANY_PARTICLE = f"{_PARTICLES}|이|가|의|과|로|도|만|란"
_PARTICLE = re.compile(
    rf"(?<=[가-힣]{{2}})(?:{_ANY_PARTICLE})$|(?<=[^가-힣])(?:{_ANY_PARTICLE}|라는){{1,3}}$"
)
"""What stands behind a name in a Korean sentence, also behind a Latin one, as in "VLM을" and "LoRA로는"."""
_CLEAR_PARTICLE = re.compile(rf"(?<=[가-힣])(?:{_PARTICLES})$")
"""What is a particle behind one syllable too, as in "정규화 층을": few words end so, as 평가 and 회로 do."""
_PLURAL = re.compile(r"(?<=[a-z]{2})(ie)s$|(?<=ss|sh|ch|.x)es$|(?<=[a-z]{3})(?:'s|(?<!s)s)$")
"""The end of a plural or a possessive; its group is what a y became."""
_NO_PLURAL = re.compile(r"(?:[sx]is|[iot]us|ias|series|species)$")
"""How words end that have an s in the singular too, as analysis, status and bias."""
_PLURAL_OF_E = re.compile(r"(?:cach|nich|lanch|psych)es$")
"""Plurals that lose the s alone, where others lose what was put before it too, as batches."""
_IN_S = (
    "atlas", "bonus", "bus", "campus", "canvas", "census", "chaos", "chassis", "consensus", "corpus", "focus",
    "gas", "iris", "lens", "minus", "nexus", "plus", "surplus", "torus", "virus",
)  # fmt: skip
"""Words in s that no rule takes for a singular, with the plurals in -es of such words."""
_SINGULARS = {
    "analyses": "analysis", "axes": "axis", "hypotheses": "hypothesis", "indices": "index",
    "matrices": "matrix", "parentheses": "parenthesis", "syntheses": "synthesis", "theses": "thesis",
    "vertices": "vertex",
    **{word: word for word in _IN_S},
    **{f"{word}es": word for word in (*_IN_S, "alias", "bias", "status")},
    **{f"{word}s": word for word in IN_IE},
}  # fmt: skip
"""Words of which no rule tells the singular."""
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with", "your"})
"""Words that make no difference to what a name means."""


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


def spell(name: str) -> str:
    """``name`` as `fold` has it, with the signs that tell things apart in a search.

    >>> spell("C++"), spell("RRT *"), spell("sim-to-real")
    ('c++', 'rrt*', 'simtoreal')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in text if char.isalnum() or char in _TELLING_SIGNS)


def literal(name: str) -> str:
    """``name`` without case, width, blanks and hyphens alone: two names are the same where this is.

    >>> literal("A/B Testing"), literal("AB-testing"), literal("TD(0)")
    ('a/btesting', 'abtesting', 'td(0)')
    """
    return unicodedata.normalize("NFKC", name).casefold().translate(_JOINED)


class _Joined(dict[int, int | None]):
    """A table for ``str.translate`` that drops what joins or parts words, filled as characters come."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        dropped = char.isspace() or char in _HYPHENS or unicodedata.category(char) == "Pd"
        self[code] = None if dropped else code
        return self[code]


_JOINED = _Joined()


def letters(name: str) -> str:
    """``name`` letter by letter: a Korean slip is rarely a whole syllable, and a syllable is some letters."""
    return unicodedata.normalize("NFD", name)


def is_short(name: str) -> bool:
    """Whether a folded name has so few letters that one more or less makes another word of it."""
    return len(letters(name)) <= _SHORT


def sign_words(text: str) -> list[str]:
    """The words of ``text`` between blanks and signs, without case, width and characters that are not seen.

    >>> sign_words("Fine-tuning of VLAs")
    ['fine', 'tuning', 'of', 'vlas']
    """
    return re.findall(r"[^\W_]+", visible(unicodedata.normalize("NFKC", text).casefold()))


def name_words(name: str) -> list[str]:
    """The words of ``name`` without case, small words and the s of a plural.

    >>> name_words("Fine-tuning of VLAs")
    ['fine', 'tuning', 'vla']
    """
    words = sign_words(name)
    return [_without_s(word) if len(word) >= _SHORT else word for word in words if word not in _SMALL]


def _without_s(word: str) -> str:
    single = _singular(word)
    whole = single != word or word.endswith("ss") or word in _SINGULARS
    return single if whole else word.removesuffix("s")


def bare_words(text: str) -> str:
    """``text`` without the particles and plurals at the ends of its words.

    >>> bare_words("로봇 학습에서"), bare_words("VLM을"), bare_words("gradients of VLAs")
    ('로봇 학습', 'vlm', 'gradient of vla')
    """
    return " ".join(_bare(word, behind=at > 0) for at, word in enumerate(_split(text)))


def _bare(word: str, *, behind: bool) -> str:
    """``word`` without the particle or plural at its end; ``behind``: other words stand before it."""
    bare = _PARTICLE.sub("", _singular(word))
    return _CLEAR_PARTICLE.sub("", bare) if behind and bare == word else bare


@lru_cache(maxsize=1024)
def bare_names(name: str) -> tuple[str, ...]:
    """``name`` without the particle or plural at its end, without those of all its words, and once more so.

    Not where that is the same name, or an abbreviation without its plural: a particle changes none.

    >>> bare_names("diffusion policies"), bare_names("지각과 제어를"), bare_names("PPOs"), bare_names("PPO를")
    (('diffusion policy',), ('지각과 제어', '지각 제어'), (), ('ppo',))
    """
    bare, at_end = bare_words(name), _bare_at_end(name)
    both = (bare_words(bare), _bare_at_end(at_end))
    found = {fold(one): one for one in (at_end, bare, *both)}
    plain = list(takewhile(lambda text: not _has_plural(text), (name, bare)))
    allowed = {fold(one) for one in (bare, both[0])[: len(plain)]}
    return tuple(
        one
        for key, one in found.items()
        if key and key != fold(name) and (key in allowed or not is_short(key))
    )


def _bare_at_end(name: str) -> str:
    """``name`` without the particle or plural of its last word."""
    *before, last = name.split() or [""]
    return " ".join([*before, *(_bare(word, behind=bool(before)) for word in _split(last))])


def _has_plural(text: str) -> bool:
    return fold(" ".join(single for single, _ in singulars(text))) != fold(text)


def singulars(text: str) -> list[tuple[str, bool]]:
    """The words of ``text`` without plurals, and whether each was one; what else ends words stays.

    >>> singulars("class policies"), singulars("학습에서")
    ([('class', False), ('policy', True)], [('학습에서', False)])
    """
    return [(single, single != word) for word in _split(text) for single in (_singular(word),)]


def _split(text: str) -> list[str]:
    """The words between blanks, without case, width and characters that are not seen."""
    return visible(unicodedata.normalize("NFKC", text).casefold()).split()


def _singular(word: str) -> str:
    if word in _SINGULARS or _NO_PLURAL.search(word):
        return _SINGULARS.get(word, word)
    if _PLURAL_OF_E.search(word):
        return word[:-1]
    return _PLURAL.sub(lambda end: "y" if end[1] else "", word)


def join_words(words: Sequence[str], is_name: Callable[[Sequence[str]], object], *, most: int) -> list[str]:
    """The names on a command line: ``words``, of which those that ``is_name`` says are one together are one.

    Of several ways the longest name that comes first counts; a name has at most ``most`` words.

    >>> known = {"linear algebra", "linear", "navigation"}
    >>> join_words(["linear", "algebra", "navigation"], lambda words: " ".join(words) in known, most=6)
    ['linear algebra', 'navigation']
    """
    names: list[str] = []
    rest = list(words)
    while rest:
        sizes = range(min(most, len(rest)), 1, -1)
        size = next((size for size in sizes if all(map(fold, rest[:size])) and is_name(rest[:size])), 1)
        names.append(" ".join(rest[:size]))
        del rest[:size]
    return names
