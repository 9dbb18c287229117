"""Watch rules as arXiv query texts, which find every paper that the rules accept, and perhaps more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_plus

from vlagraph.core.papers.tokenizer import plain_words
from vlagraph.core.papers.watch import make_terms, split_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.model import Watch
    from vlagraph.core.papers.watch import Term

__all__ = ["joined_queries", "query_text"]


_POSSESSIVE = re.compile(r"['\u2019]s\b", re.IGNORECASE)
"""arXiv's index of titles leaves this ending out of texts, yet not out of a query, which has no apostrophe:
so a phrase with one is asked of everything, without it."""

_STOP_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no",
    "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to",
    "was", "will", "with",
})  # fmt: skip
"""Words that arXiv's index of titles does not have: a phrase of these alone is asked of everything too."""


class _Limits(NamedTuple):
    """What the found papers must have besides a phrase: one of the context phrases, one of the categories."""

    context: tuple[str, ...]
    categories: tuple[str, ...]

    def query(self, phrases: Sequence[str]) -> str:
        """The query for one of the phrases, nested to the right: arXiv gives AND and OR no precedence."""
        anywhere = " OR ".join(f"cat:{category}" for category in self.categories)
        clauses = [f"({part})" for part in (_one_of(phrases), _one_of(self.context), anywhere) if part]
        nested = clauses[-1]
        for clause in reversed(clauses[:-1]):
            nested = f"({clause} AND {nested})"
        return nested


def query_text(watch: Watch) -> str:
    """The arXiv query of one rule, every phrase quoted and every clause in parentheses.

    It finds at least what the predicate accepts: ``not`` is left to the predicate, for arXiv's stemming would
    exclude more than is meant. What arXiv's index of titles does not have is asked of everything.

    >>> from vlagraph.core.model import Watch
    >>> query_text(Watch(any_of=("sim-to-real",), with_one=("robot",), categories=("cs.RO",)))
    '((all:"sim to real") AND ((all:"robot") AND (cat:cs.RO)))'
    """
    limits = _Limits(_written(_minimal(watch.with_one)), tuple(sorted(set(watch.categories))))
    return limits.query(_written(_minimal(watch.any_of)))


def joined_queries(rules: Mapping[str, Watch], max_chars: int) -> tuple[str, ...]:
    """Few queries, each at most ``max_chars`` long as part of a URL, that find what every rule accepts.

    Rules with the same context phrases share them; the categories of all rules are joined. A single phrase
    whose query is longer than ``max_chars`` still makes a query of its own.
    """
    phrases_by_context: dict[tuple[str, ...], list[str]] = {}
    for _, watch in sorted(rules.items()):
        phrases_by_context.setdefault(_written(_minimal(watch.with_one)), []).extend(watch.any_of)
    categories = _joined_categories(rules.values())
    everywhere = _minimal(phrases_by_context.pop((), []))
    queries = list(_packed(_written(everywhere), _Limits((), categories), max_chars=max_chars))
    found = {(term.key, term.title_only) for term in everywhere}
    for context, phrases in sorted(phrases_by_context.items()):
        rest = [term for term in _minimal(phrases) if not term.within(found)]
        queries += _packed(_written(rest), _Limits(context, categories), max_chars=max_chars)
    return tuple(queries)


def _joined_categories(rules: Iterable[Watch]) -> tuple[str, ...]:
    """The categories of all rules; none where one of the rules takes papers of every category."""
    categories = [watch.categories for watch in rules]
    return tuple(sorted({name for names in categories for name in names})) if all(categories) else ()


def _packed(phrases: Sequence[str], limits: _Limits, *, max_chars: int) -> Iterator[str]:
    """The queries for the phrases in order, each with as many of them as fit."""
    base = len(quote_plus(limits.query(["x"])))
    batch: list[str] = []
    size = base
    for phrase in phrases:
        extra = len(quote_plus(_one_of([phrase]))) + len("+OR+")
        if batch and size + extra > max_chars:
            yield limits.query(batch)
            batch, size = [], base
        batch.append(phrase)
        size += extra
    if batch:
        yield limits.query(batch)


def _minimal(phrases: Iterable[str]) -> tuple[Term, ...]:
    """The phrases that still find all that the given ones find: longer ones that hold a shorter one go."""
    kept: dict[tuple[str, bool], Term] = {}
    terms = {(term.key, term.title_only): term for term in make_terms(phrases)}
    for term in sorted(terms.values(), key=lambda term: (term.title_only, term.key.count(" "), term.key)):
        if not term.within(kept):
            kept[term.key, term.title_only] = term
    return tuple(sorted(kept.values(), key=lambda term: term.written.casefold()))


def _written(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.written for term in terms)


def _one_of(phrases: Iterable[str]) -> str:
    return " OR ".join(map(_search, phrases))


def _search(phrase: str) -> str:
    bare, title_only = split_field(phrase)
    words = plain_words(bare).split()
    named = plain_words(_POSSESSIVE.sub("", bare)).split() or words
    in_titles = title_only and named == words and not _STOP_WORDS.issuperset(map(str.casefold, words))
    return f'{"ti" if in_titles else "all"}:"{" ".join(named)}"'
