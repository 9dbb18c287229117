"""papers/recorded.jsonl.gz: what a recorded collection says of papers, shown until the first fetch or import.

Its lines are those of papers.jsonl, compressed; arXiv was never asked about them. As soon as a fetch of the
workspace has succeeded, or a snapshot was read to its end, the file is not read any more.
"""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.papers.authors import with_plain_authors
from vlagraph.core.papers.paper import Paper
from vlagraph.errors import VlagraphError
from vlagraph.store.fetch_state import load_state
from vlagraph.store.packing import PackedError, inflated
from vlagraph.store.papers import PAPERS_SCHEMA, decode_paper, encode_papers
from vlagraph.store.reading import format_of, read_if_any
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vlagraph.errors import Problem
    from vlagraph.store.workspace import Workspace

__all__ = ["encode_recorded", "load_recorded", "was_fetched"]

_LEVEL = 9
"""The strongest compression: the file is written once and downloaded by everyone."""
_LARGEST = 1 << 25
"""Bytes of its lines, unpacked: four times those of the shipped collection."""
_DECODER = msgspec.json.Decoder(Paper)


def was_fetched(workspace: Workspace) -> bool:
    """Whether a fetch or an import has succeeded; true too where papers/fetch.json cannot tell."""
    try:
        return load_state(workspace.fetch_state).succeeded
    except VlagraphError:
        return True


def load_recorded(path: Path) -> tuple[dict[str, Paper], Message | None]:
    """The papers of ``path`` by id, each marked as recorded; where it is damaged none, and the reason.

    None and no reason where there is no such file.
    """
    try:
        data = read_if_any(path)
        if data is None:
            return {}, None
        lines = inflated(data, most=_LARGEST)
        if (schema := format_of(lines.partition(b"\n")[0])) > PAPERS_SCHEMA:
            values = {"path": path, "schema": schema, "most": PAPERS_SCHEMA}
            return {}, Message("recorded.newer", values)
        papers = map(_never_checked, _DECODER.decode_lines(lines))
        return {paper.id: with_plain_authors(paper) for paper in papers}, None
    except VlagraphError as error:
        return {}, _fault(path, _reason(error))
    except PackedError as error:
        return {}, _fault(path, error.message)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        return {}, _fault(path, _first_fault(lines, error))


def encode_recorded(papers: Mapping[str, Paper]) -> bytes:
    """The bytes of the file: compressed lines sorted by id, without name and time."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=packed, mtime=0) as file:
        file.write(encode_papers(papers))
    return packed.getvalue()


def _never_checked(paper: Paper) -> Paper:
    """``paper`` as what it is, whatever its line claims."""
    if paper.recorded and paper.fetched is None and not paper.curated:
        return paper
    day = paper.recorded or paper.published[:10]
    return msgspec.structs.replace(paper, recorded=day, fetched=None, curated=False)


def _reason(error: VlagraphError) -> object:
    """Why the file is not read, without its name and what to do."""
    values = error.message.values
    return Message("note.encoding", values) if "encoding" in values else values.get("reason", error)


def _first_fault(lines: bytes, error: Exception) -> Message | str:
    """Which of ``lines``, that raised ``error``, is no paper, and why."""
    problems: list[Problem] = []
    for number, line in enumerate(lines.split(b"\n"), start=1):
        if line.strip() and decode_paper(line, where="", problems=problems) is None:
            return Message("file.in_line", {"line": number, "what": problems[0].what})
    return str(error)


def _fault(path: Path, reason: object) -> Message:
    return Message("recorded.unread", {"path": path, "reason": reason})
