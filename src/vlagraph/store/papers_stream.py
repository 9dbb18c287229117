"""papers.jsonl one paper at a time, for files that do not fit the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.papers.authors import with_plain_authors
from vlagraph.errors import DataError
from vlagraph.store.papers import decode_paper, load_papers, newest, numbered_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper
    from vlagraph.errors import Problem

__all__ = ["papers_among", "papers_as_they_stand", "papers_in_order", "stored_ids"]


class _Id(msgspec.Struct, gc=False):
    """As much of a line as says where it belongs."""

    id: str


_DECODER = msgspec.json.Decoder(_Id)


class _DisorderError(Exception):
    """The lines of the file are not sorted by id, or one is no paper: all of it is to be looked at."""


def stored_ids(path: Path) -> frozenset[str]:
    """The ids of the stored papers; none where there is no file.

    Raises:
        DataError: lines that are no paper, of a newer format, or doubled.
        StoreError: the file cannot be read.
    """
    try:
        return frozenset(_ids_in_order(path))
    except _DisorderError:
        return frozenset(load_papers(path, duplicates="refuse"))


def papers_in_order(path: Path) -> Iterator[Paper]:
    """The stored papers sorted by id; as vlagraph writes the file only one of them is held at a time.

    Raises:
        DataError: lines that are no paper, of a newer format, or doubled; none is yielded after them.
        StoreError: the file cannot be read.
    """
    try:
        for _ in _ids_in_order(path):
            pass
    except _DisorderError:  # a merge put lines elsewhere
        yield from load_papers(path, duplicates="refuse").values()
        return
    yield from papers_as_they_stand(path)


def papers_as_they_stand(path: Path) -> Iterator[Paper]:
    """The stored papers in the order of the lines, each held alone; one that is there twice comes twice.

    Raises:
        DataError: a line that is no paper or of a newer format; none is yielded after it.
        StoreError: the file cannot be read.
    """
    problems: list[Problem] = []
    for number, line in numbered_lines(path):
        paper = decode_paper(line, where=f"{path}:{number}", problems=problems)
        if problems:
            raise DataError(str(path), problems)
        if paper is not None:
            yield paper


def papers_among(path: Path, ids: Collection[str]) -> dict[str, Paper]:
    """The stored papers of ``ids`` that there are, whole, by id; only these are held.

    Raises:
        DataError: lines that are no paper.
        StoreError: the file cannot be read.
    """
    problems: list[Problem] = []
    found: dict[str, Paper] = {}
    for number, line in numbered_lines(path):
        if not _is_among(line, ids):
            continue
        paper = decode_paper(line, where=f"{path}:{number}", problems=problems)
        if problems:
            raise DataError(str(path), problems)
        if paper is not None:
            found[paper.id] = newest(found[paper.id], paper) if paper.id in found else paper
    return {one: with_plain_authors(paper) for one, paper in found.items()}


def _is_among(line: bytes, ids: Collection[str]) -> bool:
    try:
        return _DECODER.decode(line).id in ids
    except (msgspec.MsgspecError, ValueError, RecursionError):  # a whole reading says what is wrong with it
        return False


def _ids_in_order(path: Path) -> Iterator[str]:
    """The ids of the file.

    Raises:
        _DisorderError: they are not in order, or a line is no paper.
        DataError: a line is longer than any record.
        StoreError: the file cannot be read.
    """
    before = ""
    for _, line in numbered_lines(path):
        try:
            one = _DECODER.decode(line).id
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise _DisorderError from error
        if one <= before:
            raise _DisorderError
        yield one
        before = one
