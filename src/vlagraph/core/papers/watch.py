"""A topic's watch rule as a predicate: which papers it accepts, and by which phrases.

The rule as a query for arXiv is `vlagraph.core.papers.query`. The two agree in one direction: the query finds
every paper that the predicate accepts, and perhaps more, so a fetched paper is always checked here again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.papers.tokenizer import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from vlagraph.core.model import Watch
    from vlagraph.core.papers.paper import EvidencePlace

__all__ = ["TITLE", "Hit", "Rule", "Term", "compile_rule", "make_terms", "split_field", "unread_field"]

TITLE = "ti:"
"""Put before a phrase, it asks for the phrase in the title; the same prefix as in an arXiv query."""

_FIELD = re.compile(r"(?:abs|all|au|cat|co|id|jr|rn|ti):(?=\S)", re.IGNORECASE)
"""Fields of an arXiv query, https://info.arxiv.org/help/api/user-manual.html"""

_MOST_LOOKED_UP = 12
"""Words of a phrase that has 78 runs of words: a longer one is compared with all others."""


class Hit(NamedTuple):
    """A phrase of a rule found in a paper, as the rule spells it, and the part of the paper it stands in."""

    phrase: str
    where: EvidencePlace


class Term(NamedTuple):
    """A phrase as written, its stemmed words with a blank around each, and whether only titles count."""

    written: str
    key: str
    title_only: bool

    def within(self, others: Collection[tuple[str, bool]]) -> bool:
        """Whether one of ``others``, keys with ``title_only``, finds every text in which this is found.

        That is a phrase of some of these words in a row, or of all; of few words all such are looked up.
        """
        words = self.key.split()
        if len(words) > _MOST_LOOKED_UP:
            return any(key in self.key and (self.title_only or not titled) for key, titled in others)
        ends = range(1, len(words) + 1)
        runs = (_spaced(words[first:end]) for end in ends for first in range(end))
        return any((run, False) in others or (self.title_only and (run, True) in others) for run in runs)


class _Field(NamedTuple):
    """A part of a paper, its stemmed words with a blank around each."""

    where: EvidencePlace
    text: str

    def has(self, term: Term) -> bool:
        return term.key in self.text and (self.where == "title" or not term.title_only)


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled watch rule; the phrases are kept as written, beside their stemmed form."""

    watch: Watch
    any_of: tuple[Term, ...]
    with_one: tuple[Term, ...]
    none_of: tuple[Term, ...]

    def matches(self, title: str, abstract: str, categories: Sequence[str]) -> tuple[Hit, ...] | None:
        """The phrases that make the paper match, titles first; None where the rule does not accept it."""
        if self.watch.categories and not set(self.watch.categories).intersection(categories):
            return None
        fields = (_Field("title", _spaced(tokens(title))), _Field("abstract", _spaced(tokens(abstract))))
        if any(_hits(self.none_of, fields)):
            return None
        hits = tuple(_hits(self.any_of, fields))
        if not hits or not self.with_one:
            return hits or None
        context = tuple(_hits(self.with_one, fields))
        return (*hits, *(hit for hit in context if hit not in hits)) if context else None


def compile_rule(watch: Watch) -> Rule:
    """The rule ready to be asked; phrases without a letter or digit are left out."""
    return Rule(watch, make_terms(watch.any_of), make_terms(watch.with_one), make_terms(watch.none_of))


def make_terms(phrases: Iterable[str]) -> tuple[Term, ...]:
    """The phrases with their stemmed words, in order; those without a letter or digit are left out."""
    parted = ((phrase, *split_field(phrase)) for phrase in phrases)
    return tuple(
        Term(phrase, _spaced(words), title) for phrase, bare, title in parted if (words := tokens(bare))
    )


def split_field(phrase: str) -> tuple[str, bool]:
    """The phrase without its ``ti:``, and whether it had one.

    >>> split_field("ti:benchmark"), split_field("sim-to-real")
    (('benchmark', True), ('sim-to-real', False))
    """
    return (phrase.removeprefix(TITLE).strip(), True) if phrase.startswith(TITLE) else (phrase, False)


def unread_field(phrase: str) -> str:
    """The field of an arXiv query before the phrase that a rule reads as a word; empty where there is none.

    >>> unread_field("abs:robot"), unread_field("TI:robot"), unread_field("ti:robot")
    ('abs:', 'TI:', '')
    """
    field = _FIELD.match(phrase)
    return field[0] if field and not phrase.startswith(TITLE) else ""


def _hits(terms: Sequence[Term], fields: Sequence[_Field]) -> Iterator[Hit]:
    return (Hit(term.written, field.where) for field in fields for term in terms if field.has(term))


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "
