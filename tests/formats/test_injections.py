"""A table of hostile texts by what is written of them: a reader of each format finds texts, and nothing more.

What is written of innocent texts in the same places says what there is to find.
"""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from icalendar import Calendar
from markdown_it import MarkdownIt

from tests.support.injections import HOSTILE, UNSAFE, injected_workspace
from vlagraph.cli.agents import _caught

if TYPE_CHECKING:
    from collections.abc import Callable

INNOCENT = dict.fromkeys(HOSTILE, "Cups")
PLAN = "plan all --hours-per-week 9 --start 2026-11-23 --format"
COMMANDS = {
    "Anki": "export anki",
    "BibTeX": "export bibtex --all",
    "RIS": "export ris --all",
    "CSL": "export csl --all",
    "DOT": "export dot",
    "GraphML": "export graphml",
    "Mermaid": "export mermaid",
    "node-link": "export node-link",
    "canvas": "export canvas",
    "Markdown": "export markdown",
    "calendar": f"{PLAN} ics",
    "Markdown of a plan": f"{PLAN} md",
    "Atom": "new --all --format atom",
    "Markdown of news": "new --all --format md",
    "news": "new --all",
}
"""What is written, by the command that writes it."""
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What each command writes of hostile and of innocent texts."""
    patch = pytest.MonkeyPatch()
    patch.setenv("VLAGRAPH_NOW", "2026-01-05T12:00:00Z")
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    found = {}
    for name, texts in (("hostile", HOSTILE), ("innocent", INNOCENT)):
        root = injected_workspace(tmp_path_factory.mktemp(name), texts)
        found[name] = {"root": str(root), **{one: _asked(root, line) for one, line in COMMANDS.items()}}
    patch.undo()
    return found


def _asked(root: Path, line: str) -> str:
    ran = _caught(["--root", str(root), *line.split()])
    assert ran.code == 0, ran.err
    assert UNSAFE.isdisjoint(ran.err)
    return ran.out


def _html(text: str) -> list[Any]:
    """The elements that a text in Markdown becomes; an address may become a link, and nothing else."""
    html = MARKDOWN.render(text)
    schemes = {urlsplit(address).scheme for address in re.findall(r'(?:href|src)="([^"]*)"', html)}
    return [sorted(set(re.findall(r"<([a-z][a-z0-9]*)", html))), schemes, len(re.findall(r"<h\d", html))]


def _canvas(text: str) -> list[Any]:
    whole = json.loads(text)
    nodes = [sorted(node) for node in whole["nodes"]]
    return [nodes, len(whole["edges"]), [_html(node["text"]) for node in whole["nodes"] if "text" in node]]


def _calendar(text: str) -> list[Any]:
    return [
        sorted({name for name, _ in event.property_items()})
        for event in Calendar.from_ical(text).walk("VEVENT")
    ]


def _bibtex(text: str) -> list[Any]:
    library = parse_string(text)
    assert not library.failed_blocks
    assert not library.comments
    return [(entry.entry_type, sorted(field.key for field in entry.fields)) for entry in library.entries]


def _cells(text: str) -> list[Any]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"))
    assert not any(cell[:1] in tuple("=+-@\t\r") for row in rows for cell in row)
    assert not any(
        re.search(r"<(?!/?(?:b|br|small)>)", cell) for row in rows for cell in row[1:]
    )  # ids are not shown
    return [len(row) for row in rows]


def _dot(text: str) -> list[Any]:
    """The text without what its quoted strings hold, by the grammar of the language."""
    return [re.sub(r'"(?:\\.|[^"\\])*"', '""', text)]


def _graphml(text: str) -> list[Any]:
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    return [
        sorted(graph.nodes),
        sorted(graph.edges),
        sorted({key for _, data in graph.nodes(data=True) for key in data}),
    ]


def _mermaid(text: str) -> list[Any]:
    assert "%%" not in text
    return [re.sub(r'"[^"]*"', '""', line) for line in text.splitlines()]


def _atom(text: str) -> list[Any]:
    feed = ET.fromstring(text)
    return [len(feed), {(one.tag, tuple(sorted(one.keys()))) for one in feed.iter()}]


def _lines(text: str) -> list[Any]:
    return ["\t" in text, len(text.splitlines()) > 3]


def _keys(value: Any) -> Any:
    """The names of what a JSON document holds, without its texts."""
    if isinstance(value, dict):
        return {key: _keys(one) for key, one in value.items()}
    return [_keys(one) for one in value] if isinstance(value, list) else type(value).__name__


READERS: dict[str, Callable[[str], Any]] = {
    "Anki": _cells,
    "BibTeX": _bibtex,
    "RIS": lambda text: [set(record) for record in rispy.loads(text)],
    "CSL": lambda text: [set(item) for item in json.loads(text)],
    "DOT": _dot,
    "GraphML": _graphml,
    "Mermaid": _mermaid,
    "node-link": lambda text: _keys(json.loads(text)),
    "canvas": _canvas,
    "Markdown": _html,
    "calendar": _calendar,
    "Markdown of a plan": _html,
    "Atom": _atom,
    "Markdown of news": _html,
    "news": _lines,
}
PROGRAMS = {"node-link", "canvas", "CSL", "GraphML"}
"""What programs read keeps every character; JSON and XML have ways to write those that are unsafe."""


@pytest.mark.parametrize("form", COMMANDS)
def test_a_reader_finds_the_same_parts_whatever_the_texts_are(
    form: str, written: dict[str, dict[str, str]]
) -> None:
    hostile, innocent = written["hostile"][form], written["innocent"][form]

    assert READERS[form](hostile) == READERS[form](innocent)
    assert form in PROGRAMS or UNSAFE.isdisjoint(hostile.replace("\r\n", "\n"))


class _Markup(HTMLParser):
    """What a page holds that could act: elements, listeners, addresses, and the scripts that stand in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.odd: list[tuple[str, str, str | None]] = []
        self.data: list[str] = []
        self._in_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.odd += [(tag, name, value) for name, value in attrs if _is_odd(name, value or "")]
        self._in_data = tag == "script" and dict(attrs).get("type") in {
            "application/json",
            "application/ld+json",
        }

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_data = self._in_data and tag != "script"


def _is_odd(name: str, value: str) -> object:
    """Does an attribute listen, or lead to anything but a page or data of the site's own?"""
    leads = name in {"href", "src", "xlink:href", "action", "formaction"}
    scheme = re.match(r"\s*([^/?#:]*):", value) if leads else None
    return (
        name.startswith("on") or name == "srcdoc" or (scheme and scheme[1] not in {"http", "https", "data"})
    )


def test_the_pages_of_hostile_texts_hold_the_same_elements_and_read_back_as_data(
    written: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    tags = {}
    for name in written:
        out = tmp_path / name
        _asked(Path(written[name]["root"]), f"build --out {out}")
        pages = [_Markup(page.read_text("utf-8-sig")) for page in sorted(out.rglob("*.html"))]
        tags[name] = {tag for page in pages for tag in page.tags}
        assert [page.odd for page in pages if page.odd] == []
        assert all(json.loads(data) is not None for page in pages for data in page.data)
        assert ET.parse(out / "feed.xml").getroot().tag.endswith("feed")
        for file in (*out.rglob("*.html"), *out.rglob("*.js"), out / "llms.txt"):
            assert UNSAFE.isdisjoint(file.read_text("utf-8-sig").replace("\r\n", "\n")), file

    assert tags["hostile"] == tags["innocent"]
    assert (
        _html((tmp_path / "hostile" / "llms.txt").read_text())[0]
        == _html((tmp_path / "innocent" / "llms.txt").read_text())[0]
    )
