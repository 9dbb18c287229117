"""Inverted indexes over a fixed list of papers, each built when first needed. Knows no operators."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from .rendering import record_authors
from .tex import tex_to_unicode
from .text import GAP, english_words, padded, simple_words, stemmed_words

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .records import Record, Version

__all__ = ["Paper", "Segment", "WordIndex"]

_TEXT_FIELDS = {"ti": "title", "abs": "abstract", "co": "comments", "jr": "journal-ref", "rn": "report-no"}
_ALL_FIELDS = (*_TEXT_FIELDS.values(), "authors", "categories", "doi", "id")
_ANALYSES: Mapping[str, Callable[[str], list[str]]] = {
    "ti": english_words,
    "abs": english_words,
    "all": stemmed_words,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A record in the version that is shown."""

    record: Record
    version: Version

    def text(self, name: str) -> str:
        """A field of the shown version, TeX accents made Unicode."""
        return tex_to_unicode(self.record.text(name, self.version))


class WordIndex:
    """The words of one field: where each occurs, and each text as a padded string for phrases."""

    def __init__(self, texts: Iterable[str], analyse: Callable[[str], list[str]]) -> None:
        self.strings: list[str] = []
        self.postings: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            words = analyse(text)
            self.strings.append(padded(words))
            for word in set(words):
                self.postings.setdefault(word, []).append(number)
        self.postings.pop(GAP, None)
        self._sets: dict[str, frozenset[int]] = {}

    def having(self, word: str) -> frozenset[int]:
        """The papers with that word."""
        found = self._sets.get(word)
        if found is None:
            found = self._sets[word] = frozenset(self.postings.get(word, ()))
        return found

    def having_all(self, words: Sequence[str]) -> frozenset[int]:
        """The papers with every one of the words, the gap marks aside."""
        sets = sorted((self.having(word) for word in {*words} - {GAP}), key=len)
        if not sets:
            return frozenset()
        return sets[0].intersection(*sets[1:])

    def phrase(self, words: Sequence[str]) -> frozenset[int]:
        """The papers with the words next to each other, in order; a gap mark stands for any stop word."""
        inner = list(words)
        while inner and inner[0] == GAP:
            inner.pop(0)
        while inner and inner[-1] == GAP:
            inner.pop()
        candidates = self.having_all(inner)
        if len(inner) < 2:
            return candidates
        wanted, strings = padded(inner), self.strings
        return frozenset(number for number in candidates if wanted in strings[number])

    def matching(self, pattern: re.Pattern[str]) -> frozenset[int]:
        """The papers with a word the pattern matches whole."""
        hits = [numbers for word, numbers in self.postings.items() if pattern.fullmatch(word)]
        return frozenset(number for numbers in hits for number in numbers)


class Segment:
    """A fixed list of papers with its lazily built indexes."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = tuple(papers)
        self.cache: dict[object, frozenset[int]] = {}
        self._fields: dict[str, WordIndex] = {}
        self._lock = Lock()

    def words(self, field: str) -> WordIndex:
        """The word index of a text field or of `all`, built at the first call."""
        with self._lock:
            index = self._fields.get(field)
            if index is None:
                analyse = _ANALYSES.get(field, simple_words)
                index = self._fields[field] = WordIndex(self._texts(field), analyse)
        return index

    def _texts(self, field: str) -> Iterable[str]:
        if field == "all":
            return ("\n".join(paper.text(name) for name in _ALL_FIELDS) for paper in self.papers)
        return (paper.text(_TEXT_FIELDS[field]) for paper in self.papers)

    @cached_property
    def categories(self) -> dict[str, frozenset[int]]:
        """Lower-case category id -> papers carrying it."""
        return self._by(lambda paper: paper.record.text("categories", paper.version).lower().split())

    @cached_property
    def dois(self) -> dict[str, frozenset[int]]:
        """DOI -> papers."""
        return self._by(lambda paper: paper.record.text("doi", paper.version).split())

    @cached_property
    def ids(self) -> dict[str, frozenset[int]]:
        """Plain id, and id with the shown version -> paper."""
        return self._by(lambda paper: (paper.record.id, f"{paper.record.id}v{paper.version.number}"))

    @cached_property
    def authors(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """For each paper, the folded words of each author."""
        return tuple(
            tuple(
                frozenset(simple_words(author.name)) for author in record_authors(paper.record, paper.version)
            )
            for paper in self.papers
        )

    @cached_property
    def author_words(self) -> dict[str, frozenset[int]]:
        """Folded author word -> papers."""
        return self._by_number(lambda number: {word for words in self.authors[number] for word in words})

    def _by(self, keys: Callable[[Paper], Iterable[str]]) -> dict[str, frozenset[int]]:
        return self._by_number(lambda number: keys(self.papers[number]))

    def _by_number(self, keys: Callable[[int], Iterable[str]]) -> dict[str, frozenset[int]]:
        made: dict[str, set[int]] = {}
        for number in range(len(self.papers)):
            for key in keys(number):
                made.setdefault(key, set()).add(number)
        return {key: frozenset(numbers) for key, numbers in made.items()}
