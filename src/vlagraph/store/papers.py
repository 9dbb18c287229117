"""papers/papers.jsonl: one line a paper, sorted by id, the same papers always as the same bytes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from vlagraph.core.papers.authors import with_plain_authors
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.errors import DataError, Problem, StoreError
from vlagraph.store import disk
from vlagraph.store.reading import CONFLICT_MARKS, foreign_encoding, unmarked, unreadable
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

__all__ = [
    "LONGEST_LINE",
    "PAPERS_SCHEMA",
    "brief_record",
    "decode_paper",
    "encode_papers",
    "line_fault",
    "load_papers",
    "newest",
    "numbered_lines",
    "rank_paper",
    "read_lines",
    "save_papers",
]

PAPERS_SCHEMA = 1
"""The newest line format that this version reads; a line without ``schema`` is of format 1."""

LONGEST_LINE = 1 << 22
"""Bytes of a line: fifty times the record of a paper by 3,000 authors."""
_TOO_LONG = Message("papers_file.too_long")
_FIELDS = frozenset(Paper.__struct_fields__)
_MOST = 20
"""Problems listed; a file cut in the wrong place can have thousands."""
_ENOUGH = 1000
"""Problems after which the rest is not read: a stranger's file may have millions of them."""
_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(Paper)
_PLAIN = msgspec.json.Decoder(dict[str, object])
_TODO = Message("papers_file.todo")
_ODD = {"`$.id`": "papers_file.odd_id", "`$.published`": "papers_file.odd_date"}
"""What is told of a text of the wrong form, by how msgspec ends its remark, which would show the pattern."""


def load_papers(
    path: Path,
    *,
    duplicates: Literal["fold", "refuse"] = "fold",
    as_written: bool = False,
    brief: bool = False,
) -> dict[str, Paper]:
    """The papers of ``path`` by id, sorted; none where there is no file.

    Lines of one id, as a union merge leaves them, are folded to the newest version, or refused on request.
    Lists of authors lose what is no name, unless they are wanted ``as_written``. Those of a ``brief`` reading
    are without abstracts and evidence, which are two thirds of what they take in memory.

    Raises:
        DataError: lines that are no paper, of a newer format, or doubled; each with file, line and reason.
        StoreError: the file cannot be read.
    """
    problems: list[Problem] = []
    papers: dict[str, Paper] = {}
    first: dict[str, int] = {}
    for number, line in numbered_lines(path):
        where = f"{path}:{number}"
        if len(problems) > _ENOUGH:
            break
        paper = decode_paper(line, where=where, problems=problems)
        if paper is None:
            continue
        if paper.id in papers and duplicates == "refuse":
            what = Message("papers_file.twice", {"id": paper.id, "line": first[paper.id]})
            problems.append(Problem(where, what, Message("papers_file.fold")))
            continue
        if brief and paper.id in papers:  # which of two is the newest is decided by all that they say
            whole = load_papers(path, as_written=as_written)
            return {key: brief_record(paper) for key, paper in whole.items()}
        first.setdefault(paper.id, number)
        kept = brief_record(paper) if brief else paper
        papers[paper.id] = newest(papers[paper.id], paper) if paper.id in papers else kept
    if problems:
        raise DataError(str(path), _first(problems))
    return {key: paper if as_written else with_plain_authors(paper) for key, paper in sorted(papers.items())}


def brief_record(paper: Paper) -> Paper:
    """``paper`` without its abstract and the evidence of its matches."""
    matches = tuple(Match(match.topic, match.score) for match in paper.matches)
    return msgspec.structs.replace(paper, abstract=None, matches=matches)


def save_papers(path: Path, papers: Mapping[str, Paper]) -> None:
    """Replace ``path`` by ``papers`` in one step.

    Raises:
        StoreError: the file cannot be written, or a text is no valid Unicode; the old one is kept.
    """
    from vlagraph.store.atomic import write_atomic  # an answer that reads titles writes nothing

    try:
        payload = encode_papers(papers)
    except UnicodeEncodeError as error:
        raise StoreError("store.lone_surrogate", path=path) from error
    write_atomic(path, payload)


def encode_papers(papers: Mapping[str, Paper]) -> bytes:
    """The bytes of the file: lines sorted by id, keys sorted, defaults left out."""
    return b"".join(_ENCODER.encode(papers[key]) + b"\n" for key in sorted(papers))


def decode_paper(line: bytes, *, where: str, problems: list[Problem]) -> Paper | None:
    """The paper of one line, or None with the reason added to ``problems``."""
    try:
        plain = _PLAIN.decode(line)
        schema = plain.pop("schema", 1)
        if not isinstance(schema, int) or schema > PAPERS_SCHEMA:
            newer = Message("papers_file.newer", {"schema": schema, "most": PAPERS_SCHEMA})
            problems.append(Problem(where, newer, Message("papers_file.upgrade")))
            return None
        unknown = sorted(set(plain) - _FIELDS)
        if unknown:
            fields = Message("papers_file.unknown_field", {"fields": ", ".join(unknown)})
            problems.append(Problem(where, fields, _TODO))
            return None
        return _DECODER.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        fault = line_fault(line, error, explained=len(problems) < _MOST)
        todo = Message("papers_file.conflict_todo") if fault.key == "papers_file.conflict" else _TODO
        problems.append(Problem(where, fault, todo))
        return None


def newest(one: Paper, other: Paper) -> Paper:
    """The higher version; of equal ones the fuller, then the later confirmed.

    ``curated`` and ``asked`` if either is.
    """
    best = max(one, other, key=rank_paper)
    curated, asked = one.curated or other.curated, one.asked or other.asked
    if (best.curated, best.asked) == (curated, asked):
        return best
    return msgspec.structs.replace(best, curated=curated, asked=asked)


def rank_paper(paper: Paper) -> tuple[int, bool, bool, int, str, bytes]:
    """What makes one of two records of a paper the better: the higher version, the fuller, the later."""
    full = bool(paper.authors and paper.authors_complete and paper.primary_category)
    return (
        paper.version or 0,
        full,
        paper.abstract is not None,
        len(paper.matches),
        paper.fetched or "",
        _ENCODER.encode(paper),
    )


def read_lines(path: Path, *, source: str | None = None) -> bytes:
    """The bytes of a file of papers without a byte order mark; messages call it ``source``.

    A stranger's file may have a line without end, which is not read.

    Raises:
        DataError: a line is longer than any record.
        StoreError: the file is not there, cannot be read, is in another encoding, or larger than any store.
    """
    try:
        if disk.require_plain(path).st_size > disk.LARGEST_PAPERS:
            return disk.read(path, largest=disk.LARGEST_PAPERS)  # which refuses it
        with disk.opened(path) as stream:
            for _ in _bounded(stream, source or str(path)):
                pass
            stream.seek(0)
            return unmarked(stream.read())
    except OSError as error:
        raise unreadable(path, error) from error


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The numbered lines of ``path`` that are not empty, one after the other.

    Raises:
        DataError: a line is longer than any record.
        StoreError: the file cannot be read, or is in another encoding.
    """
    try:
        with disk.opened(path) as stream:
            for number, line in _bounded(stream, str(path)):
                if line.strip():
                    yield number, line.rstrip(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise unreadable(path, error) from error


def _bounded(stream: BinaryIO, source: str) -> Iterator[tuple[int, bytes]]:
    """The numbered lines of ``stream`` with their ends: a stranger's file may hold more than the memory.

    Raises:
        DataError: a line is longer than any record.
        StoreError: the file is in another encoding.
    """
    for number, line in enumerate(iter(partial(stream.readline, LONGEST_LINE), b""), start=1):
        if number == 1 and (encoding := foreign_encoding(line)):
            raise StoreError("file.encoding", path=source, encoding=encoding)
        if len(line) == LONGEST_LINE:
            raise DataError(source, [Problem(f"{source}:{number}", _TOO_LONG, _TODO)])
        yield number, (unmarked(line) if number == 1 else line)


def line_fault(line: bytes, error: Exception, *, explained: bool = True) -> Message:
    """Why ``line``, which raised ``error``, is no paper; in a word where it need not be ``explained``."""
    if line.startswith(CONFLICT_MARKS):
        return Message("papers_file.conflict")
    if line.startswith(b"\xef\xbb\xbf"):
        return Message("papers_file.byte_order_mark")
    said = str(error)
    for place, key in _ODD.items():
        if "regex" in said and said.endswith(place):
            return Message(key)
    wrong = isinstance(error, msgspec.ValidationError)
    if not explained:
        return Message("papers_file.not_one" if wrong else "papers_file.not_json", {"reason": said})
    from vlagraph.store.faults import form_fault, syntax_fault  # for the message alone

    if found := syntax_fault(line):
        deep = isinstance(error, RecursionError)
        return (
            Message("papers_file.too_deep") if deep else Message("papers_file.not_json", {"reason": found[1]})
        )
    return Message("papers_file.not_one", {"reason": form_fault(line, Paper) or said})


def _first(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _MOST:
        return problems
    rest = len(problems) - _MOST
    last = problems[_MOST]
    more = Message("papers_file.more", {"count": rest})
    return [*problems[:_MOST], Problem(last.where, more, last.todo)]
