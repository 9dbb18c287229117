"""Stage 3 of a query: which papers of a segment a tree matches, and how well. Knows no HTTP."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .grammar import Chain, Not, Term, terms
from .text import GAP, english_words, fold, simple_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from .grammar import Tree
    from .index import Segment

__all__ = ["UnanswerableError", "check", "evaluate", "scores"]

_WEIGHTS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "ti": (("ti", 3.0),),
    "abs": (("abs", 1.0),),
    "all": (("ti", 3.0), ("abs", 1.0)),
}
_WILD = re.compile(r"[*?]")
_WILD_WORD = re.compile(r"[^\W_*?]+(?:[*?]+[^\W_*?]*)*|[*?]+")
_INITIAL = 1


class UnanswerableError(Exception):
    """A query that parses but cannot be run; the server answers 500."""


def check(tree: Tree) -> None:
    """Raises UnanswerableError for a wildcard at the start of a word and for a date range that is none."""
    for term in terms(tree):
        if term.field == "submittedDate":
            if term.text.strip():
                date_range(term.text)
        elif not term.quoted and term.text[:1] in ("*", "?") and term.field != "cat":
            raise UnanswerableError(f"leading wildcard in {term.text}")


def date_range(text: str) -> tuple[datetime, datetime]:
    """The first and last minute of a rewritten range.

    >>> [bound.isoformat() for bound in date_range("202301010000 TO 202312312359")]
    ['2023-01-01T00:00:00+00:00', '2023-12-31T23:59:00+00:00']
    """
    match = re.fullmatch(r"\s*(\d{12})\s+TO\s+(\d{12})\s*", text)
    if match is None:
        raise UnanswerableError(f"cannot read date range {text}")
    try:
        start, end = (datetime.strptime(part, "%Y%m%d%H%M").replace(tzinfo=UTC) for part in match.groups())
    except ValueError as problem:
        raise UnanswerableError(f"cannot read date range {text}") from problem
    return start, end


def evaluate(tree: Tree, segment: Segment, live: frozenset[int], *, ties: bool) -> Set[int]:
    """The papers of the segment that the tree matches; those that are not live have yet to be taken out."""
    if isinstance(tree, Term):
        return _term(tree, segment, live, ties=ties)
    if isinstance(tree, Not):
        return live - evaluate(tree.inner, segment, live, ties=ties)
    result = set(evaluate(tree.operands[-1], segment, live, ties=ties))
    for operand, name in zip(reversed(tree.operands[:-1]), reversed(tree.operators), strict=True):
        left = evaluate(operand, segment, live, ties=ties)
        if name == "OR":
            result |= left
        elif name == "AND":
            result &= left
        else:
            result = set(left - result)
    return result


def scores(tree: Tree, segment: Segment, found: Set[int]) -> dict[int, float]:
    """Term frequency of the positive terms in each paper found, the title counting three times."""
    result = dict.fromkeys(found, 0.0)
    for term in _positive(tree):
        words = [f" {word} " for word in english_words(term.text) if word != GAP]
        numbers = _term(term, segment, frozenset(), ties=False) & found if words else ()
        for field, weight in _WEIGHTS.get(term.field, ()):
            strings = segment.words(field).strings
            for number in numbers:
                text = strings[number]
                result[number] += weight * sum(map(text.count, words))
    return result


def _positive(tree: Tree) -> Iterable[Term]:
    if isinstance(tree, Term):
        yield tree
    elif isinstance(tree, Chain):
        yield from _positive(tree.operands[0])
        for name, operand in zip(tree.operators, tree.operands[1:], strict=True):
            if name == "ANDNOT":
                return
            yield from _positive(operand)


def _term(term: Term, segment: Segment, live: frozenset[int], *, ties: bool) -> frozenset[int]:
    if not term.text.strip():
        return live
    key = (term, ties)
    found = segment.cache.get(key)
    if found is None:
        found = segment.cache[key] = _FINDERS[term.field](term, segment, ties)
    return found


def _english(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    index = segment.words(term.field)
    if term.quoted:
        return index.phrase(english_words(term.text))
    if _WILD.search(term.text):
        parts = _WILD_WORD.findall(fold(term.text))
        sets = [
            index.matching(_pattern(part)) if _WILD.search(part) else index.having_all(english_words(part))
            for part in parts
        ]
        return frozenset.intersection(*sets) if sets else frozenset()
    return index.having_all(english_words(term.text))


def _all(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    if _WILD.search(term.text) and not term.quoted:
        return _english(term, segment, ties)
    words = [word for word in english_words(term.text) if word != GAP]
    return segment.words("all").having_all(words or simple_words(term.text))


def _simple(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    index = segment.words(term.field)
    if not term.quoted and _WILD.search(term.text):
        sets = [index.matching(_pattern(part)) for part in _WILD_WORD.findall(fold(term.text))]
        return frozenset.intersection(*sets) if sets else frozenset()
    words = simple_words(term.text)
    return index.phrase(words) if term.quoted else index.having_all(words)


def _author(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    """All the words within one author; a single letter is an initial."""
    words = re.findall(r"[\w*?]+", fold(term.text))
    patterns = [_author_pattern(word) for word in words]
    candidates: frozenset[int] | None = None
    for word in words:
        if len(word) > _INITIAL and not _WILD.search(word):
            having = segment.author_words.get(word, frozenset())
            candidates = having if candidates is None else candidates & having
    numbers = range(len(segment.papers)) if candidates is None else candidates
    return frozenset(
        number
        for number in numbers
        if patterns and any(_is_author(name, patterns) for name in segment.authors[number])
    )


def _author_pattern(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word) + ".*") if len(word) == _INITIAL else _pattern(word)


def _is_author(name: frozenset[str], patterns: list[re.Pattern[str]]) -> bool:
    return all(any(pattern.fullmatch(word) for word in name) for pattern in patterns)


def _category(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    pattern = _pattern(term.text.strip().lower())
    return _union(papers for name, papers in segment.categories.items() if pattern.fullmatch(name))


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset(number for numbers in sets for number in numbers)


def _exact_doi(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    return segment.dois.get(term.text.strip(), frozenset())


def _exact_id(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    return segment.ids.get(term.text.strip(), frozenset())


def _submitted(term: Term, segment: Segment, ties: bool) -> frozenset[int]:
    start, end = date_range(term.text)
    papers = enumerate(segment.papers)
    return frozenset(
        number
        for number, paper in papers
        if start <= paper.record.published(ties=ties).replace(second=0, microsecond=0) <= end
    )


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in word))


_FINDERS = {
    "ti": _english, "abs": _english, "all": _all, "co": _simple, "jr": _simple, "rn": _simple, "au": _author,
    "cat": _category, "doi": _exact_doi, "id": _exact_id, "submittedDate": _submitted,
}  # fmt: skip
