"""Every phrase of every topic, once, with what it means to each of the topics that have it."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.ragged import RaggedArray
from vlagraph.core.papers.tokenizer import spellings, tokens
from vlagraph.core.papers.watch import split_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vlagraph.core.matching.topics import CompiledTopic
    from vlagraph.core.matching.trie import StemmedWords
    from vlagraph.core.model import Watch

__all__ = ["Lexicon", "PhraseKind"]

_MOST_PHRASES = 1 << 14
"""Whose stems are kept: a rule has most of its phrases in two lists; the installed ones have 5,300 in all."""


class PhraseKind(IntEnum):
    """What a phrase is to a topic; the first three support it. The numbers are those in the arrays.

    ``CONTEXT`` phrases are those of ``with``, ``EXCLUDED`` ones those of ``not``, ``OPPOSING`` ones those of
    the topic's namesakes, ``against``.
    """

    CORE = 0
    GOOD = 1
    TITLE = 2
    CONTEXT = 3
    EXCLUDED = 4
    OPPOSING = 5


class _Entry(NamedTuple):
    """A phrase of one topic, by its stems and as written.

    ``titles_only`` says that it counts in titles alone, ``in_rule`` that ``any`` names it as it counts, and
    ``titled`` that ``any`` names it for titles at least.
    """

    words: StemmedWords
    text: str
    kind: PhraseKind
    titles_only: bool
    in_rule: bool = False
    titled: bool = False


class Lexicon:
    """All phrases, sorted by their stems, and their uses: a use is what one phrase is to one topic.

    ``phrases`` and ``texts`` have the stems and a spelling of each phrase, ``ranks`` (phrases,), int64, its
    place in the alphabet, and ``uses`` lists the uses of each phrase. By use, ``topics`` (int64) is the
    topic's place, ``kinds`` (int64) a `PhraseKind`, ``titles_only`` (bool) whether it counts in titles alone,
    and ``in_rule`` and ``titled`` (bool) whether the topic's rule takes a paper for this phrase, and for the
    phrase in its title. Phrases with another word than those ``within`` (stems) are left out.
    """

    def __init__(self, topics: Sequence[CompiledTopic], within: frozenset[str] | None = None) -> None:
        texts: dict[StemmedWords, str] = {}
        uses: dict[StemmedWords, list[tuple[int, _Entry]]] = {}
        for place, topic in enumerate(topics):
            for entry in _entries(topic.watch):
                if within is not None and not within.issuperset(entry.words):
                    continue
                texts.setdefault(entry.words, entry.text)
                uses.setdefault(entry.words, []).append((place, entry))
        self.phrases: tuple[StemmedWords, ...] = tuple(sorted(uses))
        self.texts = tuple(texts[words] for words in self.phrases)
        by_text = sorted(range(len(self.texts)), key=self.texts.__getitem__)
        self.ranks = np.argsort(np.array(by_text, dtype=np.int64))
        flat = [use for words in self.phrases for use in uses[words]]
        bounds = accumulate((len(uses[words]) for words in self.phrases), initial=0)
        self.uses = RaggedArray([range(*bound) for bound in pairwise(bounds)])
        self.topics = np.array([place for place, _ in flat], dtype=np.int64)
        self.kinds = np.array([entry.kind for _, entry in flat], dtype=np.int64)
        self.titles_only = np.array([entry.titles_only for _, entry in flat], dtype=bool)
        self.in_rule = np.array([entry.in_rule for _, entry in flat], dtype=bool)
        self.titled = np.array([entry.titled for _, entry in flat], dtype=bool)

    def spellings(self) -> set[bytes]:
        """Every spelling of every word of the phrases."""
        return {form.encode() for words in self.phrases for word in words for form in spellings(word)}


def _entries(watch: Watch) -> Iterator[_Entry]:
    """The phrases of a rule by kind; a phrase of ``any`` that no list names is a core or a title phrase."""
    parted = [(_stems_of(bare), bare, title) for bare, title in map(split_field, watch.any_of)]
    anywhere = {words: text for words, text, title in parted if words and not title}
    titles = {words: text for words, text, title in parted if words and title}
    listed = set()
    for entry in _supporting(watch):
        listed.add(entry.words)
        if entry.words in anywhere and entry.kind != PhraseKind.TITLE:
            entry = entry._replace(titles_only=False)  # noqa: PLW2901 - the rule asks for it everywhere
        open_to, titled = entry.words in anywhere, entry.words in titles or entry.words in anywhere
        yield entry._replace(in_rule=open_to or (entry.titles_only and titled), titled=titled)
    yield from _by_stems(watch.with_one, PhraseKind.CONTEXT)
    yield from _by_stems(watch.none_of, PhraseKind.EXCLUDED)
    yield from _by_stems(watch.against, PhraseKind.OPPOSING)
    for words, text in {**titles, **anywhere}.items():
        if words not in listed:
            kind = PhraseKind.CORE if words in anywhere else PhraseKind.TITLE
            yield _Entry(words, text, kind, words not in anywhere, in_rule=True, titled=True)


def _supporting(watch: Watch) -> Iterator[_Entry]:
    """The listed phrases: each is either core or good, core if both, and may be a title phrase besides."""
    core = list(_by_stems(watch.core, PhraseKind.CORE))
    yield from core
    named = {(entry.words, titles) for entry in core for titles in {True, entry.titles_only}}
    good = _by_stems(watch.good, PhraseKind.GOOD)
    yield from (entry for entry in good if (entry.words, entry.titles_only) not in named)
    yield from _by_stems(watch.title, PhraseKind.TITLE)


def _by_stems(phrases: Iterable[str], kind: PhraseKind) -> Iterator[_Entry]:
    """The phrases with a letter or digit; of those with the same stems the first that counts everywhere."""
    stemmed: dict[StemmedWords, _Entry] = {}
    for bare, title in map(split_field, phrases):
        entry = _Entry(_stems_of(bare), bare, kind, title or kind == PhraseKind.TITLE)
        before = stemmed.setdefault(entry.words, entry)
        if before.titles_only and not entry.titles_only:
            stemmed[entry.words] = entry
    return (entry for words, entry in stemmed.items() if words)


@lru_cache(maxsize=_MOST_PHRASES)
def _stems_of(phrase: str) -> StemmedWords:
    return tuple(tokens(phrase))
