"""A second reading of the stream: how much of what readers see is right.

``python -m benchmarks.stream draw --month 2026-05 -n 200 FILE`` writes a sample of the (paper, topic) pairs
that the installed tagger attaches in a month. A person writes true or false at ``right`` in each line, and
``python -m benchmarks.stream read FILE`` prints the share that is right, with its interval.

Labelled papers are left out, for the model is fitted to them and is right about them more often than about
others. ``--corpus WORKSPACE/papers/papers.jsonl`` draws what a fetch stored, as it was attached then.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import msgspec

from benchmarks._arguments import at_least
from benchmarks.labels import labelled_ids, lines_of, shared_folder
from benchmarks.relevance import watch_rules
from vlagraph.core.graph import build_graph
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher, Record
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.standing import Standings
from vlagraph.errors import VlagraphError
from vlagraph.store.papers import decode_paper
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from vlagraph.core.papers.paper import Match
    from vlagraph.errors import Problem

SEED = 20260101
"""Of the draw: any number, fixed, so that the same month gives the same sample."""

BANDS = (0.0, 0.6, 0.8, 0.9)
"""Where bands of score begin in the answer."""

SURE = 1.96
"""Standard deviations of a 95 % interval."""

_READ = ("id", "title", "abstract", "categories", "_published")
"""What is read of a record of the research corpus."""

_OTHERS = "--corpus WORKSPACE/papers/papers.jsonl, or --labelled"
"""What gives more pairs than a month of the corpus."""


class Attached(msgspec.Struct):
    """A paper that the tagger puts under a topic, and whether a person finds that right: None until said.

    ``labelled``: its topics were read before, and the model may be fitted to them.
    """

    id: str
    topic: str
    score: Annotated[float, msgspec.Meta(ge=0, le=1)]
    title: str
    abstract: str
    labelled: bool
    right: bool | None = None


def attached_in(month: str, corpus: Path, labelled: Collection[str] = ()) -> list[Attached]:
    """What is attached of the papers first published in the month, by topic and score.

    Of the research corpus what the installed model attaches; of a workspace's papers what is stored of them.
    """
    records, papers = _read(corpus)
    found = [*_of_corpus([row for row in records if row["_published"].startswith(month)])]
    if stored := [paper for paper in papers if paper.published.startswith(month)]:
        standings = Standings(build_graph(load_roadmap(_roadmap_of(corpus))))
        found += [(paper, tuple(standings.matches(paper).values())) for paper in stored]
    pairs = [
        Attached(
            paper.id,
            match.topic,
            match.score,
            " ".join(paper.title.split()),
            paper.abstract or "",
            paper.id in labelled,
        )
        for paper, matches in found
        for match in matches
    ]
    return sorted(pairs, key=lambda pair: (pair.topic, -pair.score, pair.id))


def _of_corpus(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[Paper, tuple[Match, ...]]]:
    """The records of the research corpus with what the installed model attaches them to."""
    records = [Record(row["title"], row["abstract"], tuple(row["categories"].split())) for row in rows]
    for row, matches in zip(
        rows, Matcher(watch_rules(), default_model()).match_records(records), strict=True
    ):
        about = {"id": row["id"], "title": row["title"], "abstract": row["abstract"]}
        yield Paper(authors=(), published=row["_published"], **about), matches


def _read(corpus: Path) -> tuple[list[dict[str, Any]], list[Paper]]:
    """The records of a research corpus, and the papers of a workspace, in a file that may be gzipped.

    Of several lines of a paper the last counts. A file that is not there, cannot be read or holds a line of
    neither kind ends the run.
    """
    records: dict[str, dict[str, Any]] = {}
    papers: dict[str, Paper] = {}
    for number, line in enumerate(lines_of(corpus, "The corpus is"), start=1):
        if not line.strip():
            continue
        if (record := _record(line)) is not None:
            records[record["id"]] = record
            continue
        problems: list[Problem] = []
        paper = decode_paper(line, where=f"{corpus}:{number}", problems=problems)
        if paper is None:
            raise SystemExit(f"{problems[0]}")
        papers[paper.id] = paper
    return [*records.values()], [*papers.values()]


def _record(line: bytes) -> dict[str, Any] | None:
    """The record of a research corpus in ``line``, with the texts that are read of it; None for any other."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    known = isinstance(row, dict) and all(isinstance(row.get(name), str) for name in _READ)
    return row if known else None


def _roadmap_of(papers: Path) -> Path:
    """The roadmap of the workspace that the papers lie in; else that of the checkout."""
    own = papers.resolve().parent.parent / "graph" / "topics.json"
    return own if own.is_file() else Path(__file__).parents[1] / "graph" / "topics.json"


def draw_evenly(pairs: Sequence[Attached], size: int) -> list[Attached]:
    """A systematic sample: every so many of the list, so that each topic and score has its share.

    Source: W. G. Cochran, Sampling Techniques, chapter 8 (1977).
    """
    if size >= len(pairs):
        return list(pairs)
    step = len(pairs) / size
    start = random.Random(SEED).random() * step
    return [pairs[int(start + number * step)] for number in range(size)]


def share_right(judged: Sequence[Attached]) -> tuple[float, float, float]:
    """The share of ``judged`` (at least one) that is right, and the ends of its 95 % interval.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927), of
    as many pairs as they are worth.
    """
    share = sum(pair.right is True for pair in judged) / len(judged)
    size = _worth(judged, share)
    centre = (share + SURE**2 / (2 * size)) / (1 + SURE**2 / size)
    half = SURE * sqrt(share * (1 - share) / size + SURE**2 / (4 * size**2)) / (1 + SURE**2 / size)
    return share, centre - half, centre + half


def _worth(judged: Sequence[Attached], share: float) -> float:
    """How many pairs of different papers tell as much: pairs of one paper are often right or wrong together.

    Source: L. Kish, Survey Sampling (1965), on the effect of clusters.
    """
    of_paper: dict[str, list[bool]] = {}
    for pair in judged:
        of_paper.setdefault(pair.id, []).append(pair.right is True)
    if share in {0, 1}:
        return len(of_paper)
    spread = sum((sum(found) - share * len(found)) ** 2 for found in of_paper.values())
    return len(judged) * min(1, len(judged) * share * (1 - share) / spread) if spread else len(judged)


def report(judged: Sequence[Attached]) -> Iterator[str]:
    """The share that is right, of all and by band of score, labelled papers apart from the others."""
    known = [pair for pair in judged if pair.right is not None]
    yield f"{len(known)} of {len(judged)} pairs are judged"
    for labelled, head in (
        (False, "papers that were not labelled"),
        (True, "labelled papers, which the model may be fitted to: no measure of the stream"),
    ):
        if told := [pair for pair in known if pair.labelled is labelled]:
            yield head
            yield from _shares(told)


def _shares(known: Sequence[Attached]) -> Iterator[str]:
    groups = [(f"score {low:.1f}+", [p for p in known if _band(p) == low]) for low in BANDS]
    for name, group in (("all", known), *groups):
        if group:
            share, low, high = share_right(group)
            yield f"  {name:12} {len(group):5} pairs, right {share:.3f} [{low:.3f}, {high:.3f}]"


def _band(pair: Attached) -> float:
    return max(low for low in BANDS if low <= pair.score)


def draw(options: argparse.Namespace) -> None:
    """Write the sample, and say what was left out; a file that is there stays, without ``--force``."""
    file = options.file
    if os.path.lexists(file) and not options.force:
        raise SystemExit(f"{file} is there and may hold judgements. Name another file, or add --force.")
    pairs = attached_in(options.month, options.corpus, labelled_ids(shared_folder() / "labels"))
    others = [pair for pair in pairs if not pair.labelled]
    asked = pairs if options.labelled else others
    said = "taken too" if options.labelled else "left out"
    print(f"pairs in {options.month}: {len(pairs)}, of labelled papers: {len(pairs) - len(others)} ({said})")
    if len(asked) < options.n:
        print(f"fewer than the {options.n} asked for: try another month, {_OTHERS}")
    if not asked:
        raise SystemExit(f"There is nothing to draw in {options.month}, so {file} is not written.")
    drawn = draw_evenly(asked, options.n)
    random.Random(SEED).shuffle(drawn)  # of who judges only the first of them, those are a sample too
    try:
        file.write_bytes(b"".join(msgspec.json.encode(pair) + b"\n" for pair in drawn))
    except OSError as error:
        raise SystemExit(f"{file} cannot be written: {error.strerror}. Name another file.") from error
    print(f'pairs in {file}: {len(drawn)}. Write true or false at "right", then run: read {file}')


def judged_in(file: Path) -> list[Attached]:
    """The pairs of a drawn file in its order, at least one of them judged.

    A file that is not there, a line that is wrong or a second one of its pair, or no judgement at all ends
    the run with the next step.
    """
    pairs: dict[tuple[str, str], Attached] = {}
    for number, line in enumerate(lines_of(file, "The sample is"), start=1):
        if not line.strip():
            _wrong(file, number, "an empty line. Remove it.")
        try:
            pair = msgspec.json.decode(line, type=Attached)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            _wrong(file, number, f'{error}. Keep a line as it was drawn, with true or false at "right".')
        if pairs.setdefault((pair.id, pair.topic), pair) is not pair:
            _wrong(file, number, f"{pair.id} has a line of {pair.topic} already. Keep one of them.")
    if all(pair.right is None for pair in pairs.values()):
        raise SystemExit(f'{file}: none of the lines is judged. Write true or false at "right".')
    return [*pairs.values()]


def _wrong(file: Path, number: int, why: str) -> NoReturn:
    raise SystemExit(f"{file}:{number}: {why}")


def _month(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-(?:0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f"must be a month such as 2026-05, not {text!r}")
    return text


def main(argv: Sequence[str] | None = None) -> None:
    """Draw a sample, or read a judged one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stream", description=__doc__)
    parser.add_argument("job", choices=("draw", "read"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--month", type=_month, default="2026-05", help="of the first version: 2026-05")
    parser.add_argument("-n", type=at_least(1), default=200, help="pairs to draw")
    corpus = shared_folder() / "arxiv" / "corpus-dev.jsonl.gz"
    parser.add_argument("--corpus", type=Path, default=corpus, help="records, or a workspace's papers.jsonl")
    parser.add_argument("--labelled", action="store_true", help="draw labelled papers too, marked as such")
    parser.add_argument("--force", action="store_true", help="overwrite FILE")
    options = parser.parse_args(argv)
    try:
        if options.job == "read":
            print("\n".join(report(judged_in(options.file))))
        else:
            draw(options)
    except VlagraphError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
