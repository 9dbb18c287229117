"""A topic's watch rule as a local predicate and as arXiv query text.

The two agree in one direction: whatever the predicate accepts, the query text finds. Words are folded the same
way on both sides, only more coarsely by arXiv (stemming), so a fetched paper is always checked again locally.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote_plus

from vlagraph.model import Watch

__all__ = ["Hit", "Rule", "compile_rule", "fold", "joined_queries", "query_text", "tokens"]

WORD = re.compile(r"[^\W_]+")


class Hit(NamedTuple):
    """A phrase of a rule found in a paper, and where: ``title`` or ``abstract``."""

    phrase: str
    where: str


def fold(word: str) -> str:
    """The word without its plural ending; only endings that arXiv's stemming (Porter's) removes as well.

    Source of the rule that arXiv applies: M. F. Porter, An algorithm for suffix stripping (1980).

    >>> [fold(word) for word in ("robots", "policies", "losses", "batches", "caches", "cache", "analysis", "gas")]
    ['robot', 'policy', 'loss', 'batch', 'cach', 'cach', 'analysis', 'gas']
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


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled watch rule; the phrases are kept as written, beside their folded form."""

    watch: Watch
    any_of: tuple[tuple[str, str], ...]
    with_one: tuple[tuple[str, str], ...]
    none_of: tuple[tuple[str, str], ...]

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


def _found(phrases: tuple[tuple[str, str], ...], texts: tuple[tuple[str, str], ...]) -> Iterator[Hit]:
    for where, text in texts:
        for phrase, folded in phrases:
            if folded in text:
                yield Hit(phrase, where)


def _compiled(phrases: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((phrase, _spaced(words)) for phrase in phrases if (words := tokens(phrase)))


def compile_rule(watch: Watch) -> Rule:
    """The rule ready to be asked; phrases without a letter or digit are left out."""
    return Rule(watch, _compiled(watch.any_of), _compiled(watch.with_one), _compiled(watch.none_of))


def _minimal(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases that still find all that the given ones find: longer ones that hold a shorter one go."""
    kept: dict[str, str] = {}
    for phrase in sorted(phrases, key=lambda text: (len(tokens(text)), len(text), text)):
        words = _spaced(tokens(phrase))
        if words.strip() and not any(shorter in words for shorter in kept):
            kept[words] = " ".join(WORD.findall(unicodedata.normalize("NFKC", phrase)))
    return tuple(sorted(kept.values(), key=str.casefold))


def _all_of(phrases: Iterable[str]) -> str:
    return " OR ".join(f'all:"{phrase}"' for phrase in phrases)


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

    >>> query_text(Watch(any_of=("sim-to-real",), with_one=("robot",), categories=("cs.RO",)))
    '((all:"sim to real") AND ((all:"robot") AND (cat:cs.RO)))'
    """
    return _clauses(_minimal(watch.any_of), _minimal(watch.with_one), sorted(set(watch.categories)))


def joined_queries(rules: Mapping[str, Watch], max_chars: int) -> tuple[str, ...]:
    """Few queries, each at most ``max_chars`` long when encoded for a URL, that find what every rule accepts.

    Rules with the same context words share them; the categories of all rules are joined. A single phrase whose
    query is longer than ``max_chars`` still makes a query of its own.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    limited = all(watch.categories for watch in rules.values())
    categories = sorted({name for watch in rules.values() for name in watch.categories}) if limited else []
    for _, watch in sorted(rules.items()):
        groups.setdefault(_minimal(watch.with_one), []).extend(watch.any_of)
    free = _minimal(groups.pop((), []))
    queries = list(_packed(free, (), categories, max_chars=max_chars)) if free else []
    for context, phrases in sorted(groups.items()):
        rest = [phrase for phrase in _minimal(phrases) if not _covered(phrase, free)]
        queries.extend(_packed(rest, context, categories, max_chars=max_chars))
    return tuple(queries)


def _covered(phrase: str, shorter: Iterable[str]) -> bool:
    words = _spaced(tokens(phrase))
    return any(_spaced(tokens(other)) in words for other in shorter)


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
