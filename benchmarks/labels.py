"""Labelled papers and the texts they were labelled from, in the research folder beside the checkout."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import NamedTuple

from vlagraph.core.matching.matcher import Record

__all__ = ["Labelled", "read_corpus", "read_labels", "shared_folder"]


class Labelled(NamedTuple):
    """A paper with the topics a reader put it under; the grades 1 and 2 both count."""

    id: str
    record: Record
    topics: frozenset[str]


def shared_folder() -> Path:
    """The research folder: VLAGRAPH_SHARED, or ``shared`` beside the checkout."""
    stated = os.environ.get("VLAGRAPH_SHARED")
    return Path(stated) if stated else Path(__file__).resolve().parents[2] / "shared"


def _existing(path: Path, what: str) -> Path:
    if not path.is_file():
        raise SystemExit(
            f"{what} not found: {path}. Give its path, or set VLAGRAPH_SHARED to the research folder."
        )
    return path


def read_corpus(path: Path) -> dict[str, Record]:
    """By arXiv id the title, abstract and categories of each record; the file may be gzipped."""
    data = _existing(path, "The corpus is").read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    return {row["id"]: _record(row) for row in map(json.loads, lines)}


def _record(row: dict[str, str]) -> Record:
    title = " ".join(row["title"].split())
    return Record(title, row.get("abstract", ""), tuple(row.get("categories", "").split()))


def read_labels(path: Path, corpus: dict[str, Record]) -> list[Labelled]:
    """The labelled papers in the order of their ids; a paper without text in the corpus is an error."""
    _existing(path, "The labels are")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    missing = [row["id"] for row in rows if row["id"] not in corpus]
    if missing:
        raise SystemExit(f"{len(missing)} labelled papers have no text in the corpus, {missing[0]} for one.")
    return [Labelled(row["id"], corpus[row["id"]], frozenset(row["topics"])) for row in sorted(rows, key=_id)]


def _id(row: dict[str, str]) -> str:
    return row["id"]
