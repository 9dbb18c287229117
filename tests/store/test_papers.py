"""Reading papers.jsonl: each unusable line is named with its reason, and the list of them stays short."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from vlagraph import store
from vlagraph.core.papers.paper import Evidence, Match, Paper
from vlagraph.errors import DataError, StoreError
from vlagraph.store.papers import LONGEST_LINE, brief_record, encode_papers, load_papers, save_papers
from vlagraph.store.papers_stream import (
    papers_among,
    papers_as_they_stand,
    papers_in_order,
    stored_ids,
)
from vlagraph.store.reading import CONFLICT_MARKS
from vlagraph.words import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LINE = b'{"id":"2601.00001","title":"","authors":[],"published":"2026"'
PAPER = Paper(id="2601.00001", title="A title", authors=("Ada",), published="2026-01-01")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        *((mark + b" HEAD", "a conflict mark that git left. Delete the lines") for mark in CONFLICT_MARKS),
        (b'\xef\xbb\xbf{"id": "2601.00001"}', "a byte order mark before the JSON"),
        (b'{"id": "2601.00001"}', "not a paper: "),
        (b'{"id":"a\\n","title":"","authors":[],"published":""}', "not a paper: its id is none of arXiv's"),
        (
            b'{"id":"2601.00001","title":"","authors":[],"published":"}"}',
            "not a paper: the date in published",
        ),
        (b'{"id": ', "not valid JSON: it ends too early"),
        (b'{"id" 3}', "not valid JSON: expecting ':' delimiter, column 7"),
        (b'{"id": "\xff"}', "not valid JSON: byte 9 is not UTF-8"),
        (b'{"id": NaN}', "not valid JSON: NaN is not JSON"),
        (b'{"id": "\\ud800"}', r"not valid JSON: \ud800 is half a character"),
        (LINE + b',"version":"3"}', "not a paper: version: must be a whole number, not the text '3'"),
        (LINE + b',"matches":[{"topic":"a"}]}', "not a paper: matches[0]: the field 'score' is missing"),
        (LINE + b',"doi":[3]}', "not a paper: doi[0]: must be a text, not 3"),
    ],
)
def test_an_unusable_line_is_named_with_its_number_and_reason(
    line: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "papers.jsonl"
    save_papers(path, {PAPER.id: PAPER})
    path.write_bytes(path.read_bytes() + line + b"\n")

    with pytest.raises(DataError) as caught:
        load_papers(path)

    assert len(caught.value.problems) == 1
    assert f"papers.jsonl:2: {reason}" in str(caught.value)


@pytest.mark.parametrize("line", [b'{"id": ', b'{"id": "\xff"}', LINE + b',"version":"3"}', b"[]", b"{}"])
def test_no_word_of_a_decoder_is_told_in_korean(line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(line + b"\n")

    with pytest.raises(DataError) as caught:
        load_papers(path)

    (problem,) = caught.value.problems
    assert not re.search("[a-z]{2,} [a-z]{2,}", problem.text("ko").replace("vlagraph", ""))


def test_of_thousands_of_unusable_lines_a_few_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"x\n" * 1000)

    with pytest.raises(DataError) as caught:
        load_papers(path)

    assert len(caught.value.problems) == 21
    assert "and 980 more from here on" in str(caught.value)


def test_a_text_that_is_no_unicode_is_refused_and_the_old_file_kept(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    save_papers(path, {PAPER.id: PAPER})
    before = path.read_bytes()
    broken = Paper(id="2601.00002", title="\ud800", authors=("Ada",), published="2026-01-01")

    with pytest.raises(StoreError):
        save_papers(path, {broken.id: broken})

    assert path.read_bytes() == before


def test_what_is_no_name_in_a_stored_list_of_authors_is_read_as_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    listed = msgspec.structs.replace(PAPER, authors=("Example Robots", ":", "Ada Example et al."))
    save_papers(path, {PAPER.id: listed})

    read = load_papers(path)[PAPER.id]

    assert (read.authors, read.teams) == (("Example Robots", "Ada Example"), ("Example Robots",))
    assert not read.authors_complete
    assert load_papers(path, as_written=True)[PAPER.id] == listed


def test_blanks_around_the_name_of_an_author_are_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    listed = msgspec.structs.replace(PAPER, authors=(" OpenAI", "Ada Example\t", "Bo\u00a0"))
    save_papers(path, {PAPER.id: listed})

    assert load_papers(path)[PAPER.id].authors == ("OpenAI", "Ada Example", "Bo")


def test_a_brief_reading_lacks_abstracts_and_evidence_alone_and_folds_as_a_whole_one_does(
    tmp_path: Path,
) -> None:
    path = tmp_path / "papers.jsonl"
    match = Match("seeing", 0.9, (Evidence("core", "robot vision", "title", 1.0),))
    old = Paper(id="2601.00001", title="A", authors=("Ada Lee",), published="2026-01-01", version=1)
    new = msgspec.structs.replace(old, version=2, abstract="About A.", matches=(match,))
    other = msgspec.structs.replace(new, id="2601.00002")
    for papers in ([new, other], [new, old, other]):
        path.write_bytes(b"".join(encode_papers({paper.id: paper}) for paper in papers))
        brief = load_papers(path, brief=True)
        whole = load_papers(path)

        assert brief == {one: brief_record(paper) for one, paper in whole.items()}
        assert (brief[new.id].version, brief[new.id].abstract) == (2, None)
        assert [(one.topic, one.evidence) for one in brief[new.id].matches] == [("seeing", ())]
        assert papers_among(path, {new.id, "2601.09999"}) == {new.id: whole[new.id]}


def test_a_byte_order_mark_is_read_over_one_line_at_a_time_too(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + encode_papers({PAPER.id: PAPER}).replace(b"\n", b"\r\n"))

    assert list(papers_as_they_stand(path)) == list(papers_in_order(path)) == [PAPER]
    assert papers_among(path, {PAPER.id}) == load_papers(path) == {PAPER.id: PAPER}
    assert stored_ids(path) == {PAPER.id}


@pytest.mark.parametrize("read", [stored_ids, papers_in_order, papers_as_they_stand])
def test_a_line_longer_than_any_record_is_not_read_to_its_end(
    read: Callable[[Path], Iterable[object]], tmp_path: Path
) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"{" + b" " * 4 * LONGEST_LINE)

    tracemalloc.start()
    with pytest.raises(DataError, match=r"jsonl:1: a line of more than 4 MiB") as caught:
        list(read(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(caught.value.problems) == 1
    assert most < 3 * LONGEST_LINE


@pytest.mark.parametrize("table_of", ["papers_file", "marks"])
def test_every_kind_of_fault_that_may_stand_beside_others_has_a_word(table_of: str) -> None:
    """The last line of such an error counted `not_one (1)`, in Korean too."""
    file, folder = (
        Path(str(store.__file__)).with_name("papers.py"),
        Path(str(store.__file__)).with_name("marks"),
    )
    sources = [file] if table_of == "papers_file" else folder.glob("*.py")
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    alone = {"fold", "todo", "upgrade", "correct", "repair", "name_export"}  # what to do
    alone |= {"no_json", "no_json_object", "no_schema", "lone_surrogate"}  # the one fault of its file
    alone |= {"constant", "key_twice", "too_long_number"}  # why it is no JSON
    kinds = set(re.findall(rf'"{table_of}\.(\w+)"', text)) - alone

    assert {kind for kind in kinds if not kind.endswith("_todo")} <= table("ko", "problem").keys()
