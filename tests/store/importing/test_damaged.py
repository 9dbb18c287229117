"""Damaged files: every one is refused with a line where there is one, and nothing is guessed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from vlagraph.core.drafting import Draft
from vlagraph.errors import DataError
from vlagraph.store.importing import Wishes, read_import, source

if TYPE_CHECKING:
    from pathlib import Path

GRAPHML = (
    '<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    '<graph edgedefault="directed">\n<node id="a"/>\n<node id="b"/>\n<edge source="a" target="{end}"/>\n'
    "</graph>\n</graphml>\n"
)
BOMB = '<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<graphml>&b;</graphml>'
NODES = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]


def _json(nodes: object, links: object, **more: object) -> bytes:
    return json.dumps({"nodes": nodes, "links": links, **more}, indent=1).encode()


DAMAGED = [
    (b"", "file", "empty"),
    (b" \n\t\n", "file", "empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file", "binary"),
    ("가,나\n".encode("utf-16"), "file", "in_encoding"),
    ("A,B\n가,나\n".encode("cp949"), "line 2", "not_utf8"),
    (b"just a sentence\n", "file", "unknown"),
    (b"<html></html>", "file", "other_tool"),
    (b'A,B\n"C,D\nE,F\n', "line 2", "bad_row"),
    (b"A,B\nC\n" + b"D,E\n" * 60, "line 2", "one_column"),
    (b"#separator:tab\n#html:true\nA\tB\n", "line 1", "cards"),
    (b"topic,prerequisite\nA,B\nC\nD,E\nF\n", "line 3", "uneven"),
    (b'A,B,"one\ntwo"\nC\nD,E\nF\n', "line 3", "uneven"),
    (b"sep=|\nA|B\nC\nD|E\nF|G\n", "line 3", "uneven"),
    (b'{"nodes": [', "line 1, column 12", "not_json"),
    (b'{"nodes": []}', "file", "no_graph"),
    (b"[1, 2]", "file", "no_graph"),
    (b"[" * 100_000, "file", "too_deep"),
    (_json([], []), "file", "no_nodes"),
    (_json(NODES, [{"source": "a", "target": "ghost"}]), "line 15", "loose_end"),
    (_json(NODES, [{"source": "a"}]), "links[0]", "no_ends"),
    (_json([{"x": 1}], []), "nodes[0]", "no_id"),
    (_json([*NODES, {"id": "a"}], []), "line 4", "doubled"),
    (_json([*NODES, {"id": "c", "name": "a"}], []), "line 4", "doubled"),
    (_json(NODES, [], directed=False), "file", "undirected"),
    (GRAPHML.format(end="ghost").encode(), "line 6", "loose_end"),
    (GRAPHML.format(end="b").replace("directed", "undirected").encode(), "line 3", "undirected"),
    (GRAPHML.format(end="b").replace('id="b"', 'id="a"').encode(), "line 5", "doubled"),
    (GRAPHML.format(end="b")[:-30].encode(), "line 6, column 1", "not_xml"),
    (GRAPHML.format(end="b").replace('id="b"', 'id="b" y:odd=""').encode(), "file", "odd_graphml"),
    (BOMB.encode(), "line 2", "doctype"),
    (b"<graphml>" + b"<data>" * 500, "line 1", "too_deep"),
]


@pytest.mark.parametrize(("data", "where", "kind"), DAMAGED)
def test_a_damaged_file_is_refused_where_it_is_damaged(
    tmp_path: Path, data: bytes, where: str, kind: str
) -> None:
    file = tmp_path / "odd"
    file.write_bytes(data)

    with pytest.raises(DataError) as caught:
        read_import(file, Wishes())

    assert [(problem.where, problem.kind) for problem in caught.value.problems][:1] == [(where, kind)]
    assert str(file) in caught.value.text("en")
    assert caught.value.text("ko") != caught.value.text("en")
    assert not re.search(r"\bline [0-9]", caught.value.text("ko"))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)

    with pytest.raises(DataError, match="100 MiB"):
        read_import(file, Wishes())


@pytest.mark.parametrize("kind", ["csv", "metacademy", "graphml", "roadmap-sh"])
def test_a_file_of_another_kind_than_a_person_says_is_refused(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.md"
    file.write_text("# Title\n\n## Area\n\n### Topic\n")

    with pytest.raises(DataError):
        read_import(file, Wishes(), kind)


def test_a_folder_without_concepts_is_refused_and_one_for_another_kind_too(tmp_path: Path) -> None:
    for kind in (None, "csv"):
        with pytest.raises(DataError):
            read_import(tmp_path, Wishes(), kind)


def test_a_lenient_reader_leaves_out_what_is_unclear_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    links = [{"source": "a", "target": "ghost"}, {"source": "a", "target": "b"}, {"source": "b"}]
    file.write_bytes(_json([*NODES, {"id": "c", "name": "A"}], links))
    read = read_import(file, Wishes(lenient=True))

    assert isinstance(read.said, Draft)
    assert [(need.needed, need.topic) for need in read.said.needs] == [("a", "b")]
    assert {problem.kind for problem in read.remarks} == {"loose_end", "no_ends", "doubled"}
    assert not any("--lenient" in problem.text(lang) for problem in read.remarks for lang in ("en", "ko"))


@pytest.mark.parametrize("drawn", [False, True])
def test_of_two_nodes_with_one_id_a_lenient_reader_takes_the_last_and_says_so(
    tmp_path: Path, *, drawn: bool
) -> None:
    box = {"type": "topic", "position": {"x": 0, "y": 0}} if drawn else {}
    file = tmp_path / "a.json"
    file.write_bytes(_json([{"id": "1", "data": {"label": name}, **box} for name in ("Git", "CI")], []))
    with pytest.raises(DataError, match="take the last alone"):
        read_import(file, Wishes())
    read = read_import(file, Wishes(lenient=True))

    assert isinstance(read.said, Draft)
    assert [topic.name for topic in read.said.topics] == ["CI"]
    assert "the last alone was taken" in read.remarks[0].text("en")


def test_the_limit_of_size_is_far_above_any_graph() -> None:
    assert source.line_at("a\nb", 2) == "line 2"


def test_a_title_of_half_a_character_and_a_place_beyond_the_numbers_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(_json(NODES, [{"source": "a", "target": "b"}], graph={"name": "\ud800"}))
    titled = read_import(file, Wishes())
    boxes = [
        {"id": str(y), "type": kind, "data": {"label": str(y)}, "position": {"x": 0, "y": y}}
        for kind, y in (("topic", 1e308), ("subtopic", 2))
    ]
    file.write_bytes(json.dumps({"nodes": boxes, "edges": []}).encode())

    assert isinstance(titled.said, Draft)
    assert titled.said.title == "a"
    assert isinstance(read_import(file, Wishes()).said, Draft)
