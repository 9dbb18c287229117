"""A topic's watch rule as a local predicate and as arXiv query text.

The two agree in one direction: whatever the predicate accepts, the query text finds. Words are folded alike
on both sides, only more coarsely by arXiv (stemming), so a fetched paper is always checked again locally.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.model import Watch

__all__ = [
    "TITLE",
    "Hit",
    "Rule",
    "Term",
    "asked",
    "compile_rule",
    "fold",
    "joined_queries",
    "query_text",
    "split_field",
    "tokens",
]

WORD = re.compile(r"[^\W_]+")


TITLE = "ti:"
"""Put before a phrase, it asks for the phrase in the title; the same prefix as in an arXiv query."""


class Hit(NamedTuple):
    """A phrase of a rule found in a paper, and where: ``title`` or ``abstract``."""

    phrase: str
    where: str


def fold(word: str) -> str:
    """The word without its plural ending; only endings that arXiv's stemming (Porter's) removes as well.

    Source of the rule that arXiv applies: M. F. Porter, An algorithm for suffix stripping (1980).

    >>> [fold(word) for word in ("robots", "policies", "losses", "batches", "caches", "cache", "analysis")]
    ['robot', 'policy', 'loss', 'batch', 'cach', 'cach', 'analysis']
    """
    if len(word) <= 3:
        return word
    if word.endswith("s"):
        return _singular(word)
    return word[:-1] if word.endswith("che") else word


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]


def tokens(text: str) -> list[str]:
    """The folded words of a text in order, without case, hyphens and punctuation.

    >>> tokens("Sim-to-Real: learned Policies")
    ['sim', 'to', 'real', 'learned', 'policy']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return [fold(word) for word in WORD.findall(text.casefold())]


def split_field(phrase: str) -> tuple[str, bool]:
    """The phrase without its ``ti:``, and whether it had one.

    >>> split_field("ti:benchmark"), split_field("sim-to-real")
    (('benchmark', True), ('sim-to-real', False))
    """
    return (phrase.removeprefix(TITLE).strip(), True) if phrase.startswith(TITLE) else (phrase, False)


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


class Term(NamedTuple):
    """A phrase as written, its folded words with a blank around each, and whether only titles count."""

    written: str
    key: str
    title_only: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled watch rule; the phrases are kept as written, beside their folded form."""

    watch: Watch
    any_of: tuple[Term, ...]
    with_one: tuple[Term, ...]
    none_of: tuple[Term, ...]

    def matches(self, title: str, abstract: str, categories: Sequence[str]) -> tuple[Hit, ...] | None:
        """The phrases that make the paper match, titles first; None where the rule does not accept it."""
        if self.watch.categories and not set(self.watch.categories).intersection(categories):
            return None
        texts = (("title", _spaced(tokens(title))), ("abstract", _spaced(tokens(abstract))))
        if any(_found(self.none_of, texts)):
            return None
        hits = tuple(_found(self.any_of, texts))
        if not hits or not self.with_one:
            return hits or None
        context = tuple(_found(self.with_one, texts))
        return (*hits, *(hit for hit in context if hit not in hits)) if context else None


def _found(terms: tuple[Term, ...], texts: tuple[tuple[str, str], ...]) -> Iterator[Hit]:
    for where, text in texts:
        for term in terms:
            if term.key in text and (where == "title" or not term.title_only):
                yield Hit(term.written, where)


def _terms(phrases: Iterable[str]) -> tuple[Term, ...]:
    parted = ((phrase, *split_field(phrase)) for phrase in phrases)
    return tuple(
        Term(phrase, _spaced(words), title) for phrase, bare, title in parted if (words := tokens(bare))
    )


def compile_rule(watch: Watch) -> Rule:
    """The rule ready to be asked; phrases without a letter or digit are left out."""
    return Rule(watch, _terms(watch.any_of), _terms(watch.with_one), _terms(watch.none_of))


def _minimal(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases that still find all that the given ones find: longer ones that hold a shorter one go."""
    kept: list[Term] = []
    terms = {(term.key, term.title_only): term for term in _terms(phrases)}
    for key in sorted(terms, key=lambda key: (key[1], key[0].count(" "), key[0])):
        if not any(_covers(shorter, terms[key]) for shorter in kept):
            kept.append(terms[key])
    return tuple(sorted((term.written for term in kept), key=str.casefold))


def _covers(wider: Term, narrower: Term) -> bool:
    return wider.key in narrower.key and (narrower.title_only or not wider.title_only)


def _search(phrase: str) -> str:
    bare, title_only = split_field(phrase)
    words = " ".join(WORD.findall(unicodedata.normalize("NFKC", bare)))
    return f'ti:"{words}"' if title_only else f'all:"{words}"'


def _all_of(phrases: Iterable[str]) -> str:
    return " OR ".join(_search(phrase) for phrase in phrases)


def _clauses(phrases: Sequence[str], context: Sequence[str], categories: Sequence[str]) -> str:
    parts = [_all_of(phrases), _all_of(context), " OR ".join(f"cat:{category}" for category in categories)]
    given = [f"({part})" for part in parts if part]
    nested = given[-1]
    for part in reversed(given[:-1]):
        nested = f"({part} AND {nested})"
    return nested


def query_text(watch: Watch) -> str:
    """The arXiv query of one rule: quoted and fully parenthesised, for arXiv gives AND and OR no precedence.

    It finds at least what the predicate accepts: ``not`` is left to the predicate, for arXiv's stemming would
    exclude more than is meant.

    >>> from vlagraph.core.model import Watch
    >>> query_text(Watch(any_of=("sim-to-real",), with_one=("robot",), categories=("cs.RO",)))
    '((all:"sim to real") AND ((all:"robot") AND (cat:cs.RO)))'
    """
    return _clauses(_minimal(watch.any_of), _minimal(watch.with_one), sorted(set(watch.categories)))


def asked(watch: Watch) -> Watch:
    """The part of the rule that decides what a source is asked for, without the phrases that only weigh."""
    return type(watch)(
        any_of=watch.any_of, with_one=watch.with_one, none_of=watch.none_of, categories=watch.categories
    )


def joined_queries(rules: Mapping[str, Watch], max_chars: int) -> tuple[str, ...]:
    """Few queries, each at most ``max_chars`` long as part of a URL, that find what every rule accepts.

    Rules with the same context words share them; the categories of all rules are joined. A single phrase
    whose query is longer than ``max_chars`` still makes a query of its own.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    limited = all(watch.categories for watch in rules.values())
    categories = sorted({name for watch in rules.values() for name in watch.categories}) if limited else []
    for _, watch in sorted(rules.items()):
        groups.setdefault(_minimal(watch.with_one), []).extend(watch.any_of)
    free = _minimal(groups.pop((), []))
    queries = list(_packed(free, (), categories, max_chars=max_chars)) if free else []
    wider = _terms(free)
    for context, phrases in sorted(groups.items()):
        terms = _terms(_minimal(phrases))
        rest = [term.written for term in terms if not any(_covers(other, term) for other in wider)]
        queries.extend(_packed(rest, context, categories, max_chars=max_chars))
    return tuple(queries)


def _packed(
    phrases: Sequence[str], context: Sequence[str], categories: Sequence[str], *, max_chars: int
) -> Iterator[str]:
    base = len(quote_plus(_clauses(["x"], context, categories)))
    batch: list[str] = []
    size = base
    for phrase in phrases:
        extra = len(quote_plus(_all_of([phrase]))) + len("+OR+")
        if batch and size + extra > max_chars:
            yield _clauses(batch, context, categories)
            batch, size = [], base
        batch.append(phrase)
        size += extra
    if batch:
        yield _clauses(batch, context, categories)
