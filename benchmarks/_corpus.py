"""Snapshots of any size with the statistics of real texts, fitted at run time; no sentence is copied.

Words follow each other as in the records of the research folder, by one bigram model for each of the frequent
primary categories and one for the rest: lengths, categories, word and pair frequencies are the real ones, the
sentences are nobody's. Without that folder the words are those of the shipped roadmap, drawn by Zipf's law.
"""

from __future__ import annotations

import gzip
import itertools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from benchmarks.labels import shared_folder
from benchmarks.relevance import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Model", "Texts", "fitted_texts", "last_day", "write_corpus"]

GROUPS = 12
"""Primary categories with a model of their own: the further ones have too few records to fit one."""
BATCH = 5000
"""Records made at once."""
A_MONTH = 20_000
"""Records of one month of ids, about as many as arXiv gets."""
DAYS = 28
"""Of every month that have records."""
A_LINE = 12
"""Words of a line of an abstract, as it is wrapped."""
END = "\0"
"""Stands for the beginning and the end of a text."""
WORDS, RECORDS = 4000, 2000
"""Of the fallback: words of the list, and records that are drawn from it to fit the same model to."""


class _Row(msgspec.Struct):
    title: str
    abstract: str
    categories: str
    authors: str = ""


class Texts:
    """Titles and abstracts of one group of records, as a bigram model that draws many at once."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self.lists = [row.categories for row in rows]
        self.authors = [max(1, row.authors.count(",") + 1) for row in rows]
        self._titles = _Chain([row.title for row in rows])
        self._abstracts = _Chain([row.abstract for row in rows])

    def draw(self, count: int, dice: np.random.Generator) -> list[_Row]:
        """``count`` invented records."""
        picks = dice.integers(len(self.lists), size=count).tolist()
        titles, abstracts = self._titles.draw(count, dice), self._abstracts.draw(count, dice)
        return [
            _Row(" ".join(title), _wrapped(abstract), self.lists[pick], "X" * self.authors[pick])
            for title, abstract, pick in zip(titles, abstracts, picks, strict=True)
        ]


class _Chain:
    """Words that follow each other as often as in some texts; the lengths are those of the texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        words = [[END, *text.split()] for text in texts]
        flat = [word for text in words for word in text] + [END]
        names = {word: number for number, word in enumerate(sorted(set(flat)))}
        numbers = np.array([names[word] for word in flat])
        order = np.argsort(numbers[:-1], kind="stable")
        self._next = numbers[1:][order]
        self._counts = np.bincount(numbers[:-1], minlength=len(names))
        self._starts = np.cumsum(self._counts) - self._counts
        self._words, self._end = list(names), names[END]
        self._lengths = np.array([len(text) for text in words])

    def draw(self, count: int, dice: np.random.Generator) -> Iterator[list[str]]:
        """``count`` texts, each as its words."""
        lengths = dice.choice(self._lengths, count)
        state = np.full(count, self._end)
        drawn = np.empty((count, max(1, int(lengths.max()))), dtype=np.int64)
        for place in range(drawn.shape[1]):
            state = self._following(state, dice)
            ended = state == self._end  # one text after another, until it is as long as its length says
            state[ended] = self._following(state[ended], dice)
            drawn[:, place] = state
        for row, length in zip(drawn.tolist(), lengths.tolist(), strict=True):
            yield [self._words[number] for number in row[: max(2, length - 1)] if number != self._end] or [
                "x"
            ]

    def _following(self, state: NDArray[np.int64], dice: np.random.Generator) -> NDArray[np.int64]:
        steps = (dice.random(len(state)) * self._counts[state]).astype(np.int64)
        found: NDArray[np.int64] = self._next[self._starts[state] + steps]
        return found


class Model(NamedTuple):
    """The groups, how often each is drawn, where their texts are from, and whether those are real records."""

    groups: list[Texts]
    shares: list[float]
    origin: str
    real: bool


def fitted_texts(corpus: Path | None = None) -> Model:
    """The model of the records of ``corpus``, or of the shipped words where it is not there."""
    path = corpus or shared_folder() / "arxiv" / "corpus-dev.jsonl.gz"
    if path.is_file():
        with gzip.open(path) as stream:
            rows = [msgspec.json.decode(line, type=_Row) for line in stream]
        origin = f"bigrams of {len(rows)} real records"
    else:
        rows, origin = _invented_rows(), "words of the roadmap"
    primary = Counter(row.categories.split()[0] for row in rows)
    own = {name for name, _ in primary.most_common(GROUPS)}
    grouped: dict[str, list[_Row]] = {}
    for row in rows:
        name = row.categories.split()[0]
        grouped.setdefault(name if name in own else "", []).append(row)
    groups = [grouped[name] for name in sorted(grouped)]
    shares = [len(group) / len(rows) for group in groups]
    return Model([Texts(group) for group in groups], shares, origin, real=path.is_file())


def _invented_rows() -> list[_Row]:
    """Records of words of the roadmap, each as often as Zipf's law says of its rank."""
    text = " ".join(
        path.read_text("utf-8") for path in sorted((CHECKOUT / "graph" / "topics").glob("*.json"))
    )
    letters = "".join(char if char.isascii() and char.isalpha() else " " for char in text)
    words = np.array([word for word, _ in Counter(letters.lower().split()).most_common(WORDS)])
    dice = np.random.default_rng(0)
    chances = 1 / np.arange(1, len(words) + 1)
    chances /= chances.sum()
    lists = ("cs.RO cs.LG", "cs.CV", "cs.LG stat.ML", "hep-th", "math.CO", "cond-mat.soft", "cs.CL cs.AI")
    return [
        _Row(
            " ".join(dice.choice(words, 9, p=chances)),
            " ".join(dice.choice(words, 180, p=chances)),
            lists[number % len(lists)],
        )
        for number in range(RECORDS)
    ]


def write_corpus(path: Path, count: int, model: Model, *, seed: int = 1) -> None:
    """``path`` with ``count`` records in the form of the snapshot, ids consecutive by month."""
    dice, numbers = np.random.default_rng(seed), itertools.count()
    with path.open("wb") as stream:
        for first in range(0, count, BATCH):
            sizes = dice.multinomial(min(BATCH, count - first), model.shares)
            rows = [
                row
                for group, size in zip(model.groups, sizes, strict=True)
                if size
                for row in group.draw(size, dice)
            ]
            stream.writelines(_line(rows[at], next(numbers)) for at in dice.permutation(len(rows)))


def last_day(count: int) -> str:
    """The day (ISO 8601) until which the first ``count`` records reach, or a later one of its month."""
    year, month = _month(count - 1)
    return f"{year}-{month:02}-{DAYS}"


def _month(number: int) -> tuple[int, int]:
    """The year and month of the record of that number."""
    months = number // A_MONTH
    return 2015 + months // 12 % 80, months % 12 + 1


def _line(row: _Row, number: int) -> bytes:
    (year, of_year), day = _month(number), number % DAYS + 1
    names = [[f"Name{(number + place) % 9973}", "A. B.", ""] for place in range(len(row.authors))]
    plain = {
        "id": f"{year % 100:02}{of_year:02}.{number % A_MONTH + 1:05}",
        "submitter": names[0][0],
        "authors": ", ".join(f"{first} {last}" for last, first, _ in names),
        "title": row.title,
        "comments": "12 pages, 5 figures",
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "categories": row.categories,
        "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        "abstract": row.abstract,
        "versions": [{"version": "v1", "created": f"Mon, {day} {_MONTHS[of_year - 1]} {year} 10:00:00 GMT"}],
        "update_date": f"{year}-{of_year:02}-{day:02}",
        "authors_parsed": names,
    }
    return msgspec.json.encode(plain) + b"\n"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _wrapped(words: list[str]) -> str:
    lines = (" ".join(words[at : at + A_LINE]) for at in range(0, len(words), A_LINE))
    return "  " + "\n".join(lines) + "\n"
