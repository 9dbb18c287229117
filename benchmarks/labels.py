"""Labelled papers and the texts they were labelled from, in the research folder beside the checkout."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.core.matching.matcher import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "FIRST_STREAM",
    "FITTED",
    "NEAR",
    "READINGS",
    "STREAM",
    "Labelled",
    "existing",
    "labelled_ids",
    "read_corpus",
    "read_fitted",
    "read_labels",
    "read_twice",
    "shared_folder",
]

FIRST_STREAM = "stream60"
"""The part of the stream's sample that was there first: its figures can be compared over time."""

STREAM = (FIRST_STREAM, "stream-more")
"""Drawn at random from a year of the collection: the only sets with the stream's share of good papers."""

NEAR = ("near", "near-more")
"""Chosen around the decision line of the model before, the second part down to what it hardly doubted."""

FITTED = (*STREAM, "shown60", "dev60", *NEAR, "train")
"""The sets that the numbers are fitted to, the most reliable first: a paper of several counts there."""

READINGS = Path(__file__).parent / "readings"
"""Sets that stand in the checkout, and ``second``: some of their papers as another reader read them."""


class Labelled(NamedTuple):
    """A paper with the topics a reader put it under, of either grade; ``main`` are those of grade 2.

    ``source`` is its set.
    """

    id: str
    record: Record
    topics: frozenset[str]
    source: str = ""
    main: frozenset[str] = frozenset()


def shared_folder() -> Path:
    """The research folder: VLAGRAPH_SHARED, or ``shared`` beside the checkout."""
    stated = os.environ.get("VLAGRAPH_SHARED")
    return Path(stated) if stated else Path(__file__).resolve().parents[2] / "shared"


def existing(path: Path, what: str) -> Path:
    """``path``, where it is a file; else the run ends with ``what``, such as "The labels are", not found."""
    if not path.is_file():
        raise SystemExit(
            f"{what} not found: {path}. Give its path, or set VLAGRAPH_SHARED to the research folder."
        )
    return path


def read_corpus(path: Path) -> dict[str, Record]:
    """By arXiv id the title, abstract and categories of each record; the file may be gzipped."""
    data = existing(path, "The corpus is").read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    return {row["id"]: _record(row) for row in map(json.loads, lines)}


def _record(row: dict[str, str]) -> Record:
    title = " ".join(row["title"].split())
    return Record(title, row.get("abstract", ""), tuple(row.get("categories", "").split()))


def read_labels(path: Path, corpus: dict[str, Record]) -> list[Labelled]:
    """The labelled papers in the order of their ids; a paper without text in the corpus is an error."""
    rows = _rows(path)
    missing = [row["id"] for row in rows if row["id"] not in corpus]
    if missing:
        raise SystemExit(f"{len(missing)} labelled papers have no text in the corpus, {missing[0]} for one.")
    return [
        Labelled(row["id"], corpus[row["id"]], frozenset(row["topics"]), path.stem, _main(row["topics"]))
        for row in sorted(rows, key=_id)
    ]


def labelled_ids(folder: Path) -> frozenset[str]:
    """The ids of all labelled papers, fitted to or kept apart, in ``folder`` and in the checkout.

    Without the first labels in ``folder`` the run ends, for nobody could say then which papers are labelled.
    """
    existing(folder / f"{FIRST_STREAM}.jsonl", "The labels are")
    files = (path for place in (folder, READINGS) for path in sorted(place.glob("*.jsonl")))
    return frozenset(row["id"] for path in files for row in _rows(path))


def read_fitted(folder: Path, corpus: dict[str, Record]) -> list[Labelled]:
    """The papers of all sets that are fitted to, each once, in the order of their ids."""
    found: dict[str, Labelled] = {}
    for name in FITTED:
        own = READINGS / f"{name}.jsonl"
        for paper in read_labels(own if own.is_file() else folder / own.name, corpus):
            found.setdefault(paper.id, paper)
    return [found[name] for name in sorted(found)]


def read_twice(corpus: dict[str, Record]) -> list[tuple[Labelled, Labelled]]:
    """The papers that two readers read, by either of them."""
    second = read_labels(READINGS / "second.jsonl", corpus)
    first = {
        paper.id: paper
        for name in FITTED
        if (own := READINGS / f"{name}.jsonl").is_file()
        for paper in read_labels(own, corpus)
    }
    return [(first[paper.id], paper) for paper in second]


def _rows(path: Path) -> list[dict[str, Any]]:
    text = existing(path, "The labels are").read_text(encoding="utf-8-sig")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _main(topics: Mapping[str, int]) -> frozenset[str]:
    return frozenset(name for name, grade in topics.items() if grade > 1)


def _id(row: dict[str, str]) -> str:
    return row["id"]
