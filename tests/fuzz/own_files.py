"""Readers of what a reader of a roadmap owns: marks, notes, settings, what can be undone, a vault."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.fuzz.target import Target
from tests.support.command_line import CHECKOUT
from vlagraph.core.marks import merge
from vlagraph.core.papers.numbers import pack
from vlagraph.site.notes import render_note
from vlagraph.store import disk, history, note_template
from vlagraph.store.fetch_state import (
    FetchState,
    SourceState,
    TopicState,
    decode_state,
    encode_state,
    failure,
)
from vlagraph.store.fetch_truth import believed
from vlagraph.store.marks.decoding import decode_progress
from vlagraph.store.marks.encoding import encode_progress
from vlagraph.store.merging import MERGERS
from vlagraph.store.notes import parse_note
from vlagraph.store.own_places import own_places
from vlagraph.store.reading import read_bytes
from vlagraph.store.receipts import Asked, AskedAgain, Came
from vlagraph.store.site_folder import built_before
from vlagraph.store.spacing import Spacing
from vlagraph.store.vault_page import join_page, parse_page, take_over
from vlagraph.store.workspace import Workspace
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vlagraph.formats.vault import Facts
    from vlagraph.store.merging import MergeKind

__all__ = ["FETCH_STATE", "PROGRESS", "TARGETS"]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AT = "2026-11-20T10:00:00Z"
GOLDEN = CHECKOUT / "tests" / "golden" / "workspace"
PROGRESS = (
    (GOLDEN / "progress.json").read_bytes(),
    json.dumps(
        {
            "schema": 1,
            "topics": {"seeing": {"state": "learned", "at": AT, "over": ["judging"], "more": 1}},
            "papers": {"2601.00001": {"state": "read", "at": "2026-11-20T10:00:00Z", "starred": True}},
            "shown": {"2601.00001": "2026-11-20"},
            "shown_runs": {"2026-11-20T10:00:00Z": ["2601.00001"]},
            "taken_back": {"2601.00001": "2026-11-20T10:00:00Z"},
            "feedback": {
                "pinned": [
                    {"paper": "2601.00001", "topic": "seeing", "at": "2026-11-20T10:00:00Z", "by": "ada"}
                ],
                "moved": [
                    {
                        "paper": "2601.00001",
                        "from": "seeing",
                        "topic": "judging",
                        "at": "2026-11-20T10:00:00Z",
                    }
                ],
            },
        }
    ).encode(),
)
FETCH_STATE = (
    encode_state(
        FetchState(
            sources={
                "api": SourceState(
                    topics={
                        "seeing": TopicState(
                            wanted_from="2026-10-01T00:00:00Z",
                            covered_from="2026-10-01T00:00:00Z",
                            checked="2026-11-20T10:00:00Z",
                            last_success="2026-11-20T10:00:00Z",
                            rule="r",
                            papers=3,
                            failed=failure("2026-11-21T10:00:00Z", Message("source.empty")),
                        )
                    },
                    progress={"window": "2026-11-20T10:00:00Z"},
                    key_papers_checked="2026-11-20T10:00:00Z",
                    unknown_ids=("2601.00001",),
                )
            },
            asked=(Asked(at="2026-11-20T10:00:00Z", source="api", what="listing", announced=3, came=2),),
            came={
                "cs.RO": Came(
                    days={"2026-11-19": {"cs.RO": pack({"2601.00001"})}},
                    whole=(("2026-11-01", "2026-11-20"),),
                )
            },
            again=(AskedAgain(day="2026-11-19", category="cs.RO", times=1, at="2026-11-20T10:00:00Z"),),
        )
    ),
)
NOTE = """---
paper: "2601.00001"
title: "Cups"
topics: [seeing, judging]
status: read # or reading
rating: 4
date: 2026-11-20
author: ada
---

# Cups

## Question

A *question* with [a link](https://example.org), `code` and

| a | b |
|---|---|
| 1 | 2 |

> quoted

- one
  - two
"""
PAGE = """---
vlagraph: seeing
aliases: ["Seeing", "시각"]
mine: kept
---

Mine before.

<!-- vlagraph:begin 0123456789ab made by vlagraph -->
# Seeing

text
<!-- vlagraph:end -->

Mine after.
"""


class _Still:
    """A clock for the spacing, which never sleeps."""

    def wall(self) -> float:
        return NOW.timestamp()

    def sleep(self, seconds: float) -> None:
        assert 0 <= seconds < 10


def _progress(data: bytes, _: Path) -> None:
    found = decode_progress(data, "progress.json")
    again = decode_progress(encode_progress(found), "progress.json")
    assert encode_progress(again) == encode_progress(found)
    merge(found, again)


def _fetch_state(data: bytes, folder: Path) -> None:
    state = decode_state(data, folder / "fetch.json")
    found, _ = believed(state, NOW)
    decode_state(encode_state(found), folder / "fetch.json")
    assert len(found.checked) <= len(state.checked)


def _note(data: bytes, _: Path) -> None:
    note = parse_note("2601.00001", data)
    assert "<script" not in render_note(note.body).lower()


def _template(data: bytes, folder: Path) -> None:
    (folder / "template.md").write_bytes(data)
    values = dict.fromkeys(
        ("paper", "title", "authors", "published", "url", "topics", "topic_names", "date"), 'a: "b"'
    )
    note_template.load_template(folder, "2601.00001", values=values, markdown=values)
    note_template.sign_note(data.decode("utf-8", "replace"), "ada")


def _settings(data: bytes, folder: Path) -> None:
    home = folder / "config" / "vlagraph"
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.json").write_bytes(data)
    own_places(folder)


def _vault(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")
    page = parse_page(text)
    facts: Facts = {"vlagraph": "seeing", "aliases": ("Seeing",), "source": 'a: "b"'}
    written = join_page(page, facts, "# Ours\n", notice="made")
    again = parse_page(written)
    assert not again.edited
    take_over(page, parse_page(PAGE), "# Ours\n")


def _undo(data: bytes, folder: Path) -> None:
    """The first byte says which of the files of a change the others are."""
    workspace = Workspace(folder)
    place = folder / ".undo" / "000001"
    place.mkdir(parents=True, exist_ok=True)
    which, rest = data[:1], data[1:]
    change = b'{"number": 1, "at": "2026-11-20T10:00:00Z", "command": "learned"}'
    (place / "change.json").write_bytes(rest if which == b"c" else change)
    head = gzip.compress(rest, 1, mtime=0) if which == b"h" else rest
    (place / "0.gz").write_bytes(_KEPT if which == b"c" else head)
    for one in history.changes(workspace):
        history.kept_files(workspace, one)


_HEAD = b'{"path": "progress.json", "there": true, "sum": ""}\n{"schema": 1}'
_KEPT = gzip.compress(_HEAD, 1, mtime=0)


def _site_list(data: bytes, folder: Path) -> None:
    (folder / ".vlagraph").write_bytes(data)
    assert all(".." not in name for name in built_before(folder).files)


def _spacing(data: bytes, folder: Path) -> None:
    (folder / "request-arxiv.org.json").write_bytes(data)
    with Spacing(folder, 3.0, _Still()).turn("https://export.arxiv.org/x"):  # type: ignore[arg-type]
        pass


def _encoded(data: bytes, folder: Path) -> None:
    (folder / "any").write_bytes(data)
    read_bytes(folder / "any").decode("utf-8", "replace")
    disk.head_of(folder / "any", 10)


def _merger(kind: MergeKind, sample: bytes) -> Target:
    """The sides are the parts of the input, two of them whole where it has no more."""

    def merge(data: bytes, _: Path) -> None:
        sides = [*data.split(_SIDES), sample, sample][:3]
        merged = MERGERS[kind](kind, *sides)
        assert MERGERS[kind](kind, merged, merged, merged) == merged

    return Target(
        lambda: [sample, _SIDES.join((sample, sample, sample)), _SIDES.join((sample[:40], sample, b""))],
        merge,
    )


_SIDES = b"\n@@@@@@@\n"
_PAPERS = (GOLDEN / "papers" / "papers.jsonl").read_bytes()


def _samples(*texts: str | bytes) -> Sequence[bytes]:
    return [text.encode() if isinstance(text, str) else text for text in texts]


_TEMPLATE = '---\ntitle: "{{title}}"\ndate: {{ date }}\n---\n# {{title}}\n'
_SETTINGS = '{"workspaces": {"~/vla": {"progress": "~/p.json", "notes": "/n", "reader": "ada"}}}'
_UNDO = (b'c{"number": 1, "at": "x", "command": "y"}', b"h" + _HEAD, b"g" + _KEPT)
_ENCODED = ("가나".encode("utf-16"), "a".encode("utf-32"), "\ufeffx".encode(), "가".encode())
TARGETS = {
    "progress": Target(lambda: PROGRESS, _progress),
    "fetch-state": Target(lambda: FETCH_STATE, _fetch_state),
    "note": Target(lambda: _samples(NOTE, "# no head\n", "---\nstatus: read\n---"), _note),
    "note-template": Target(lambda: _samples(_TEMPLATE, "# {{ authors }}", NOTE), _template),
    "settings": Target(lambda: _samples(_SETTINGS), _settings),
    "vault": Target(lambda: _samples(PAGE, PAGE.replace("\n", "\r\n"), "# mine\n"), _vault),
    "undo": Target(lambda: _UNDO, _undo),
    "site-list": Target(lambda: _samples("index.html\ntopics/seeing.html\n"), _site_list),
    "spacing": Target(lambda: _samples('{"pid": 1, "start": 1.5, "end": 2.5}', '{"end": null}'), _spacing),
    "encodings": Target(lambda: _ENCODED, _encoded),
    "merge-papers": _merger("papers", _PAPERS),
    "merge-fetch": _merger("fetch", FETCH_STATE[0]),
    "merge-progress": _merger("progress", PROGRESS[0]),
    "merge-note": _merger("note", NOTE.encode()),
}
