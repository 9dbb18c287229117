"""Labelled papers and the texts they were labelled from, in the research folder beside the checkout."""

from __future__ import annotations

import codecs
import gzip
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import msgspec

from vlagraph.core.matching.matcher import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "FIRST_STREAM",
    "FITTED",
    "NEAR",
    "READINGS",
    "STREAM",
    "Labelled",
    "Missing",
    "existing",
    "labelled_ids",
    "lines_of",
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

_GZIPPED = b"\x1f\x8b"
"""What gzipped data begins with."""

_Line = TypeVar("_Line")


class Missing(SystemExit):
    """A package is not there, or a file of the research folder or of readings, which archives leave out."""


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
    """``path``, where it is a file; else the run ends with ``what``, such as "The labels are", not found.

    Raises:
        SystemExit: it is none; `Missing` where it would be in one of the folders that not everybody has.
    """
    if not path.is_file():
        ours = any(path.is_relative_to(folder) for folder in (shared_folder(), READINGS))
        raise (Missing if ours else SystemExit)(
            f"{what} not found: {path}. Give its path, or set VLAGRAPH_SHARED to the research folder."
        )
    return path


class _Text(msgspec.Struct):
    """A record of a corpus, in the form of arXiv's own metadata or of a workspace's papers."""

    id: str
    title: str
    abstract: str | None = None
    categories: str | tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The text as the matcher reads it."""
        categories = self.categories.split() if isinstance(self.categories, str) else self.categories
        return Record(" ".join(self.title.split()), self.abstract or "", tuple(categories))


class _Row(msgspec.Struct):
    """A line of a file of labels: by topic its grade, 0 where the reader says that the paper is not of it."""

    id: str
    topics: dict[str, Annotated[int, msgspec.Meta(ge=0, le=2)]]


def read_corpus(path: Path) -> dict[str, Record]:
    """By arXiv id the title, abstract and categories of each record; the file may be gzipped."""
    return {row.id: row.record for _, row in _rows(path, "The corpus is", _Text)}


def lines_of(path: Path, what: str) -> list[bytes]:
    """The lines of a file, which may be gzipped; one that cannot be read ends the run, as in `existing`."""
    try:
        data = existing(path, what).read_bytes()
        plain = gzip.decompress(data) if data.startswith(_GZIPPED) else data
    except (OSError, EOFError, zlib.error) as error:
        raise SystemExit(f"{path} cannot be read: {error}.") from error
    return plain.removeprefix(codecs.BOM_UTF8).splitlines()


def _rows(path: Path, what: str, form: type[_Line]) -> Iterator[tuple[int, _Line]]:
    """The lines that are not empty, by their numbers; one of another form ends the run and is named."""
    decode = msgspec.json.Decoder(form).decode
    for number, line in enumerate(lines_of(path, what), start=1):
        if not line.strip():
            continue
        try:
            yield number, decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise SystemExit(f"{path}:{number}: {error}. Correct or remove the line.") from error


def read_labels(path: Path, corpus: dict[str, Record]) -> list[Labelled]:
    """The labelled papers in the order of their ids; a paper without text in the corpus is an error."""
    rows = _labels(path)
    missing = [name for name in rows if name not in corpus]
    if missing:
        raise SystemExit(f"{len(missing)} labelled papers have no text in the corpus, {missing[0]} for one.")
    return [
        Labelled(name, corpus[name], frozenset(topics), path.stem, _main(topics))
        for name, topics in sorted(rows.items())
    ]


def labelled_ids(folder: Path) -> frozenset[str]:
    """The ids of all labelled papers, fitted to or kept apart, in ``folder`` and in the checkout.

    Without the first labels in ``folder`` the run ends, for nobody could say then which papers are labelled.
    """
    existing(folder / f"{FIRST_STREAM}.jsonl", "The labels are")
    files = (path for place in (folder, READINGS) for path in sorted(place.glob("*.jsonl")))
    return frozenset(name for path in files for name in _labels(path))


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


def _labels(path: Path) -> dict[str, dict[str, int]]:
    """By id the topics of each labelled paper with their grades; lines that disagree on one end the run."""
    found: dict[str, dict[str, int]] = {}
    for number, row in _rows(path, "The labels are", _Row):
        topics = {name: grade for name, grade in row.topics.items() if grade}
        if found.setdefault(row.id, topics) != topics:
            raise SystemExit(
                f"{path}:{number}: {row.id} has other topics in a line before. Keep one of them."
            )
    if not found:
        raise SystemExit(f'{path} has no line of a labelled paper: {{"id": "2406.09246", "topics": {{}}}}.')
    return found


def _main(topics: Mapping[str, int]) -> frozenset[str]:
    return frozenset(name for name, grade in topics.items() if grade > 1)
