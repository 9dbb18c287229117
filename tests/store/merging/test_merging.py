"""Merging as git asks for it: the same bytes whichever side is ours, and nothing lost."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.merging.samples import fetch_files, note_files, papers_files, stamp
from tests.support.study_samples import progresses
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.errors import DataError
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, decode_state, encode_state
from vlagraph.store.marks import encode_progress
from vlagraph.store.merging import MERGERS, merge_versions
from vlagraph.store.papers import encode_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer
    from vlagraph.store.merging import MergeKind

FILES = {
    "papers": papers_files(),
    "fetch": fetch_files(),
    "progress": progresses().map(encode_progress),
    "note": note_files(),
}
KINDS = list(FILES)
OLD = Paper(
    id="2601.00001", title="Cups", authors=("Ada",), published="2026-01-02", version=2, fetched=stamp(1)
)


def _merge(kind: MergeKind, base: bytes, ours: bytes, theirs: bytes) -> bytes:
    return MERGERS[kind]("file", base, ours, theirs)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_both_sides_get_the_same_bytes_and_what_one_left_alone_is_that_of_the_other(
    kind: MergeKind, data: st.DataObject
) -> None:
    base, ours, theirs = (data.draw(FILES[kind]) for _ in range(3))
    for start in (base, b""):
        merged = _merge(kind, start, ours, theirs)

        assert merged == _merge(kind, start, theirs, ours)
        assert _merge(kind, start, merged, merged) == merged
        assert _merge(kind, ours, ours, merged) == merged
    if kind != "progress":  # whose marks have moments, of which the later counts
        assert _merge(kind, base, base, theirs) == theirs


@given(papers_files(), papers_files(), papers_files())
def test_a_paper_that_a_side_added_or_changed_is_there(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = _records(_merge("papers", base, ours, theirs))

    for side in (ours, theirs):
        changed = {key for key, paper in _records(side).items() if _records(base).get(key) != paper}
        assert changed <= set(merged)
    assert list(merged) == sorted(merged)


def _records(data: bytes) -> dict[str, Paper]:
    papers = [msgspec.json.decode(line, type=Paper) for line in data.splitlines()]
    return {paper.id: paper for paper in papers}


def _papers(*papers: Paper) -> bytes:
    return encode_papers({paper.id: paper for paper in papers})


def test_what_a_person_wrote_and_what_a_fetch_brought_are_both_kept() -> None:
    fetched = msgspec.structs.replace(OLD, version=3, title="Cups again", fetched=stamp(8))
    written = msgspec.structs.replace(OLD, teams=("Ada",), curated=True)

    merged = _merge("papers", _papers(OLD), _papers(fetched), _papers(written))

    assert _records(merged)[OLD.id] == msgspec.structs.replace(fetched, teams=("Ada",), curated=True)


def test_of_two_new_versions_all_that_arxiv_says_is_of_the_newer() -> None:
    third = msgspec.structs.replace(OLD, version=3, title="Cups, again", comment="8 pages")
    fourth = msgspec.structs.replace(OLD, version=4, journal_ref="J. Cups", asked=True)

    assert _records(_merge("papers", _papers(OLD), _papers(third), _papers(fourth))) == {OLD.id: fourth}


@pytest.mark.parametrize("versions", [(2, 2), (2, 3), (3, 4)])
def test_matches_of_topics_that_either_side_added_are_there_and_those_that_one_removed_are_not(
    versions: tuple[int, int],
) -> None:
    seeing, driving, judging, old = (
        Match(name, score)
        for name, score in (("seeing", 0.5), ("driving", 0.9), ("judging", 0.7), ("old", 0.6))
    )
    base = msgspec.structs.replace(OLD, matches=(old, seeing))
    ours = msgspec.structs.replace(OLD, version=versions[0], matches=(driving, old, seeing))
    again = Match("seeing", 0.55)
    theirs = msgspec.structs.replace(OLD, version=versions[1], matches=(judging, again))

    merged = _merge("papers", _papers(base), _papers(ours), _papers(theirs))

    assert merged == _merge("papers", _papers(base), _papers(theirs), _papers(ours))
    assert _records(merged)[OLD.id].matches == (driving, judging, again)


@pytest.mark.parametrize("was", [(Match("seeing", 0.5),), ()])
def test_matches_that_one_side_added_are_there_whichever_version_the_other_has(
    was: tuple[Match, ...],
) -> None:
    base = msgspec.structs.replace(OLD, matches=was)
    ours = msgspec.structs.replace(OLD, version=2, matches=(Match("driving", 0.9), *was))
    theirs = msgspec.structs.replace(OLD, version=3, matches=was)

    merged = _merge("papers", _papers(base), _papers(ours), _papers(theirs))

    assert _records(merged)[OLD.id].matches == ours.matches


def test_a_paper_removed_on_one_side_goes_unless_the_other_changed_it() -> None:
    changed = msgspec.structs.replace(OLD, title="Cups again")

    assert _merge("papers", _papers(OLD), b"", _papers(OLD)) == b""
    assert _merge("papers", _papers(OLD), b"", _papers(changed)) == _papers(changed)


def test_lines_of_a_later_format_are_merged_too() -> None:
    base = b'{"id":"2601.00001","schema":2,"score":1}\n'
    ours = b'{"id":"2601.00001","schema":2,"score":2}\n'
    theirs = b'{"id":"2601.00001","link":"x","schema":2,"score":1}\n'

    assert _merge("papers", base, ours, theirs) == b'{"id":"2601.00001","link":"x","schema":2,"score":2}\n'


def test_lines_of_one_id_that_a_union_merge_left_become_one() -> None:
    newer = msgspec.structs.replace(OLD, version=3)

    assert _merge("papers", b"", _papers(OLD) + _papers(newer), b"") == _papers(newer)


def _state(**fields: str | None) -> bytes:
    topic = TopicState(**{"wanted_from": stamp(1), "rule": "r", **fields})  # type: ignore[arg-type]
    return encode_state(FetchState(sources={"api": SourceState(topics={"seeing": topic})}))


def _known(data: bytes) -> TopicState:
    return decode_state(data, Path("file")).sources["api"].topics["seeing"]


def test_of_two_checks_of_one_window_the_later_counts() -> None:
    base = _state(covered_from=stamp(1), checked=stamp(2), last_success=stamp(2))
    ours = _state(covered_from=stamp(1), checked=stamp(9), last_success=stamp(9))
    theirs = _state(covered_from=stamp(1), checked=stamp(5), last_success=stamp(5))

    assert _known(_merge("fetch", base, ours, theirs)) == _known(ours)


@given(fetch_files(), fetch_files(), fetch_files())
def test_nothing_is_said_to_be_known_that_neither_side_knew(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged, *sides = (
        decode_state(data, Path("file")) for data in (_merge("fetch", base, ours, theirs), ours, theirs)
    )

    for name, source in merged.sources.items():
        for topic, known in source.topics.items():
            told = [side.sources[name].topics.get(topic) for side in sides if name in side.sources]
            claim = (known.rule, known.covered_from, known.checked, known.last_success)
            claims = [(t.rule, t.covered_from, t.checked, t.last_success) for t in told if t]
            assert claim in claims


def test_a_note_keeps_what_both_wrote_and_the_further_status() -> None:
    base = b"---\nstatus: unread\ntopics: [a]\n---\n\n## Why\n"
    ours = b"---\nstatus: read\ntopics: [a]\n---\n\n## Why\nOurs.\n"
    theirs = b"---\nstatus: reading\ntopics: [a, b]\n---\n\n## Why\nTheirs.\n"

    merged = _merge("note", base, ours, theirs)

    assert merged == b"---\nstatus: read\ntopics: [a, b]\n---\n\n## Why\nOurs.\nTheirs.\n"


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_git_kept_of_a_conflict_may_begin_with_a_byte_order_mark(
    kind: MergeKind, data: st.DataObject
) -> None:
    plain = [data.draw(FILES[kind]) for _ in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        merge_versions(kind, path, [b"\xef\xbb\xbf" + version for version in plain])

        assert path.read_bytes() == _merge(kind, *plain)


@pytest.mark.parametrize("day", [None, "2026-05-01"])
def test_a_paper_that_one_side_has_from_arxiv_is_not_called_never_checked(day: str | None) -> None:
    known = msgspec.structs.replace(OLD, title="Cups and jugs", version=1)
    found = msgspec.structs.replace(OLD, version=None, fetched=None, recorded="2026-07-30")
    base = encode_papers({OLD.id: msgspec.structs.replace(found, recorded=day)}) if day else b""

    sides = [encode_papers({OLD.id: one}) for one in (found, known)]

    assert _merge("papers", base, *sides) == _merge("papers", base, *sides[::-1]) == sides[1]


def test_a_note_with_other_line_ends_is_no_other_text() -> None:
    base = b"---\nstatus: unread\ndate: 2026-01-01\n---\none\ntwo\n"
    ours = base.replace(b"two", b"TWO").replace(b"\n", b"\r\n")
    theirs = base.replace(b"unread", b"read")
    windows = [side.replace(b"\n", b"\r\n") for side in (base, base.replace(b"unread", b"reading"), theirs)]

    merged = _merge("note", base, ours, theirs)

    assert merged == _merge("note", base, theirs, ours)
    assert merged == ours.replace(b"unread", b"read")
    assert _merge("note", *windows) == windows[2]


@pytest.mark.parametrize("field", ["my-key: x", "할 일: x", "date of reading : x", "page1:", "dc:title: x"])
def test_a_field_of_any_name_is_one_of_its_own(field: str) -> None:
    base = b"---\nstatus: unread\ndate: 2026-01-01\n---\none\n"
    ours = base.replace(b"2026-01-01\n", f"2026-01-01\n{field}\n  - more\n".encode())
    theirs = base.replace(b"2026-01-01", b"2026-02-02")

    merged = _merge("note", base, ours, theirs)

    assert merged == ours.replace(b"2026-01-01", b"2026-02-02")


@given(note_files(), note_files(), note_files())
def test_every_line_that_a_side_wrote_into_a_note_is_there(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = _merge("note", base, ours, theirs).split(b"\n")

    for side in (ours, theirs):
        text, old = (data.rpartition(b"---\n")[2].split(b"\n") for data in (side, base))
        assert {line for line in text if line not in old} <= set(merged)


@pytest.mark.parametrize("kind", ["papers", "fetch", "progress"])
def test_a_version_that_cannot_be_read_is_named_and_ours_left_as_it_is(
    kind: str, vlagraph: Callable[..., Answer], tmp_path: Path
) -> None:
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "ours").write_bytes(b"<<<<<<< HEAD\n")

    answer = vlagraph("merge-driver", kind, *(str(tmp_path / n) for n in ("base", "ours", "theirs")), "mine")

    assert answer.code == 1
    assert "mine (ours)" in answer.err
    assert (tmp_path / "ours").read_bytes() == b"<<<<<<< HEAD\n"


@pytest.mark.parametrize("field", [b'"odd":"\xff"', b'"odd":' + b"[" * 5000])
def test_a_line_that_is_damaged_behind_its_id_is_told(field: bytes) -> None:
    with pytest.raises(DataError, match="ours"):
        MERGERS["papers"]("papers.jsonl", b"", b'{"id":"2601.00001",' + field + b"}", b'{"id":"2601.00001"}')


def test_an_odd_version_is_merged_as_any_other_value() -> None:
    sides = (b'{"id":"2601.00001","version":%s}' % version for version in (b"1", b"{}", b"2"))

    assert MERGERS["papers"]("papers.jsonl", *sides).startswith(b"{")
