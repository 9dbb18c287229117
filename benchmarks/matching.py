"""What matching costs beside reading: ``python -m benchmarks.matching [FILE.jsonl[.gz]]``.

Processor time, so that other programs on the machine disturb little. The works take turns, so that what still
disturbs them disturbs all: a ratio is the median of those of the rounds, with the least and the largest.
It exits 3 when the goal of docs/relevance.md is missed.
"""

from __future__ import annotations

import json
import random
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import msgspec

from benchmarks import ABSENT, MISSED
from benchmarks._arguments import parser_of
from benchmarks.labels import Missing, lines_of, shared_folder
from benchmarks.relevance import watch_rules
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher, Record
from vlagraph.core.model import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vlagraph.core.matching import ScoreModel

GOAL = 3.0
"""Times that matching may take what reading with the json module does, by the median."""

ROUNDS = 9
"""In which the works take turns."""

SHARES = (4, 2, 1)
"""Parts of the corpus, by their denominator, that show how the cost grows with the papers."""

TOPICS = (10, 40, 400, 4000)
"""Numbers of topics that show how it grows with them: up to a hundred times the roadmap's."""

SAMPLED = 10
"""One record in so many is matched against the synthetic topics, to save time."""

PHRASES = 40
"""Of a synthetic topic: about as many as a topic of the roadmap has."""


class Line(msgspec.Struct):
    """The fields of a record that matching needs; the others are skipped while reading."""

    title: str
    abstract: str
    categories: str


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one round."""
    start = time.process_time()
    work()
    return time.process_time() - start


def best(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of several rounds, in seconds."""
    return min(seconds(work) for _ in range(rounds))


def in_turns(ours: Callable[[], object], *others: Callable[[], object]) -> list[list[float]]:
    """Of each other work, the processor time of ours as a multiple of its time, by round."""
    found: list[list[float]] = [[] for _ in others]
    for _ in range(ROUNDS):
        mine = seconds(ours)
        for ratios, work in zip(found, others, strict=True):
            ratios.append(mine / seconds(work))
    return found


def spread(ratios: Sequence[float]) -> str:
    """The median of some ratios, and between which two they lie."""
    return f"{median(ratios):6.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def texts_of(lines: Sequence[bytes], path: Path) -> list[Record]:
    """Title, abstract and categories of each record of ``path``; a line of another form ends the run."""
    decode, found = msgspec.json.Decoder(Line).decode, []
    for number, line in enumerate(lines, start=1):
        try:
            row = decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise SystemExit(f"{path}:{number}: {error}. Correct or remove the line.") from error
        found.append(Record(row.title, row.abstract, tuple(row.categories.split())))
    return found


def match_all(matcher: Matcher, texts: Sequence[Record]) -> int:
    """The number of matches in the texts."""
    return sum(map(len, matcher.match_records(texts)))


def synthetic(count: int, vocabulary: Sequence[str]) -> tuple[dict[str, Watch], ScoreModel]:
    """That many topics with invented phrases of two words; they have no fitted numbers, as a reader's own."""
    draw = random.Random(count)
    rules: dict[str, Watch] = {}
    for number in range(count):
        phrases = tuple(" ".join(draw.sample(vocabulary, 2)) for _ in range(PHRASES))
        rules[f"topic-{number}"] = Watch(
            any_of=phrases,
            categories=("cs.RO", "cs.LG", "cs.CV", "cs.AI", "cs.CL"),
            core=phrases[: PHRASES // 2],
            good=phrases[PHRASES // 2 :],
        )
    return rules, default_model()


def vocabulary_of(texts: Sequence[Record]) -> list[str]:
    """The plain words of some abstracts, in a fixed order."""
    words = {word for _, abstract, _ in texts[:2000] for word in abstract.lower().split() if word.isalpha()}
    return sorted(words)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the ratios; the exit code, `ABSENT` without the collection, `MISSED` above the goal."""
    parser = parser_of("matching", __doc__)
    corpus = shared_folder() / "arxiv" / "corpus-dev.jsonl.gz"
    parser.add_argument("corpus", nargs="?", type=Path, default=corpus, help="records, maybe gzipped")
    path = parser.parse_args(argv).corpus
    try:
        lines = lines_of(path, "The corpus is")
    except Missing as missing:
        print(missing)
        return ABSENT
    texts = texts_of(lines, path)
    if len(vocabulary_of(texts)) < PHRASES:
        raise SystemExit(f"{path} has too few words to measure with. Name a larger file.")
    return 0 if _print(lines, texts) <= GOAL else MISSED


def _print(lines: Sequence[bytes], texts: Sequence[Record]) -> float:
    """Print all figures; the ratio that is held to the goal."""
    rules = watch_rules()
    matcher = Matcher(rules, default_model())
    plain, typed = in_turns(
        partial(match_all, matcher, texts),
        lambda: [json.loads(line) for line in lines],
        lambda: [msgspec.json.decode(line, type=Line) for line in lines],
    )
    print(f"{len(texts)} records against {len(rules)} topics, {match_all(matcher, texts)} matches")
    print(f"matching / reading with the json module        {spread(plain)}")
    print(f"matching / reading with msgspec, 3 fields only {spread(typed)}")
    print_growth_with_papers(matcher, texts)
    print_growth_with_topics(texts)
    return median(plain)


def print_growth_with_papers(matcher: Matcher, texts: Sequence[Record]) -> None:
    """The time of parts of the corpus against that of all."""
    parts = [texts[: len(texts) // share] for share in SHARES]
    costs = [best(partial(match_all, matcher, part), 3) for part in parts]
    for part, cost in zip(parts, costs, strict=True):
        print(f"{len(part):6} records: {cost / costs[-1]:5.2f} of the time of all")


def print_growth_with_topics(texts: Sequence[Record]) -> None:
    """The time with many topics against that with few."""
    words, sample = vocabulary_of(texts), texts[::SAMPLED]
    matchers = [Matcher(*synthetic(count, words)) for count in TOPICS]
    costs = [best(partial(match_all, matcher, sample), 2) for matcher in matchers]
    for count, cost in zip(TOPICS, costs, strict=True):
        print(f"{count:6} synthetic topics: {cost / costs[0]:6.2f} times the time of {TOPICS[0]}")


if __name__ == "__main__":
    sys.exit(main())
