"""The pages as text: complete, escaped, the same every time, asking nobody for anything."""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.support.command_line import ask
from tests.support.mixed import mixed_content
from tests.support.packs import unpacked
from tests.support.shipped import shipped_content, shipped_pages
from vlagraph.core.model import Text
from vlagraph.core.order import next_topics
from vlagraph.core.papers.paper import Paper
from vlagraph.formats.bibtex import bibtex_entry
from vlagraph.pipeline.answers import open_graph
from vlagraph.pipeline.build import build_site, read_content
from vlagraph.pipeline.exporting import ExportRequest, gather
from vlagraph.site import network, payload, render
from vlagraph.site.layout import drawing
from vlagraph.site.layout.drawing import _draw
from vlagraph.site.pages import render_app, render_site
from vlagraph.site.picture import drawn, picture
from vlagraph.site.render import FIRST, environment, hash_source, packed, safe_url, style
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from vlagraph.site.content import Content

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def pages() -> dict[str, str]:
    return shipped_pages()


class _Loads(HTMLParser):
    """What a page loads by itself, and whether it has inline handlers or styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.handlers += [name for name in values if name.startswith("on") or name == "style"]
        for name in ("src", "srcset", "data", "poster") + (("href",) if tag == "link" else ()):
            if values.get(name) and values.get("rel") != "alternate":
                self.loads.append(str(values[name]))


def test_there_is_a_map_an_order_and_a_page_for_each_topic(pages: dict[str, str]) -> None:
    topics = {topic.id for topic in shipped_content().roadmap.topics}

    assert {"index.html", "order.html", "assets/site.css", "assets/site.js"} <= set(pages)
    assert {f"topics/{topic}.html" for topic in topics} <= set(pages)


def test_the_first_picture_outlines_what_can_be_started_as_commands_name_it(pages: dict[str, str]) -> None:
    outlined = re.findall(r'href="topics/([\w-]+)\.html" class="card [^"]* ready"', pages["index.html"])

    assert set(outlined) == {found.topic for found in next_topics(shipped_content().graph, ())}
    assert outlined


def test_the_search_of_every_page_knows_the_area_of_each_topic(pages: dict[str, str]) -> None:
    written = pages["assets/search.js"].partition("JSON.parse(")[2].removesuffix(");\n")
    searched, content = json.loads(json.loads(written)), shipped_content()
    named = {topic: searched["areas"][area][0] for topic, _, _, area, *_ in searched["topics"]}

    assert named == {topic.id: topic.area for topic in content.topics.values()}
    assert [content.areas[0].id, content.areas[0].name.en, content.areas[0].name.ko] in searched["areas"]


def _parts(pages: dict[str, str], folder: str) -> list[list[Any]]:
    """What the scripts of a folder of assets/ hold, in the order of their numbers."""
    count = sum(name.startswith(f"assets/{folder}/") for name in pages)
    scripts = [pages[f"assets/{folder}/{number}.js"] for number in range(count)]
    return [json.loads(json.loads(script[script.index("(") + 1 : script.rindex(")")])) for script in scripts]


def test_the_list_of_papers_carries_the_newest_and_the_files_beside_it_all(pages: dict[str, str]) -> None:
    found = re.search(r'id="papers" data-all="(\d+)" data-step="(\d+)">(.*?)</script>', pages["papers.html"])
    assert found
    parts = _parts(pages, "papers")
    rows = [row for part in parts for row in part]

    assert json.loads(found[3]) == parts[0]
    assert {len(part) for part in parts[:-1]} == {int(found[2])}
    assert len(rows) == int(found[1]) == len(shipped_content().papers)
    assert [row[4] for row in rows] == sorted((row[4] for row in rows), reverse=True)


def test_the_bibtex_of_the_page_is_that_of_the_export_in_the_order_of_the_rows(pages: dict[str, str]) -> None:
    workspace = Workspace(ROOT)
    everything = ExportRequest(form="bibtex", everything=True)
    exported = gather(workspace, open_graph(workspace), everything)
    entries = {one.id: bibtex_entry(one) for one in exported.papers}
    step = re.search(r'id="paper-bib" data-step="(\d+)"', pages["papers.html"])
    assert step
    written, rows = _parts(pages, "bibtex"), [row for part in _parts(pages, "papers") for row in part]

    assert {len(part) for part in written[:-1]} == {int(step[1])}
    assert [one for part in written for one in part] == [entries[row[0]] for row in rows]


def test_no_page_loads_anything_but_the_two_shared_files(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        if name.endswith(".html"):
            found = _Loads(page)

            assert all(load.startswith(("data:", "assets/", "../assets/")) for load in found.loads), name
            assert found.handlers == [], name


def test_the_map_is_one_file(pages: dict[str, str]) -> None:
    assert [load for load in _Loads(pages["index.html"]).loads if not load.startswith("data:")] == []


def test_the_policy_names_the_hash_of_every_inline_script_and_style(
    pages: dict[str, str],
) -> None:
    framed = render_app(shipped_content())

    _assert_the_policy_names_what_stands_in(pages["index.html"])
    _assert_the_policy_names_what_stands_in(framed)
    assert [load for load in _Loads(framed).loads if not load.startswith("data:")] == []
    assert "'self'" not in _policy_of(framed)


def test_every_page_has_a_policy_without_an_unsafe_word(pages: dict[str, str]) -> None:
    html = {name: page for name, page in pages.items() if name.endswith(".html")}

    assert {name.partition("/")[0] for name in html} >= {"index.html", "order.html", "topics"}
    for name, page in html.items():
        policy = _policy_of(page)
        assert policy.startswith("default-src 'none'; script-src "), name
        assert "base-uri 'none'; form-action 'none'" in policy, name
        assert not re.search(r"unsafe|\*|https?:|strict-dynamic", policy), name
        scripts = re.search(r"script-src ([^;]*)", policy)
        assert scripts is not None
        assert name == "index.html" or policy.endswith("trusted-types vlagraph"), name
        assert all(re.fullmatch(r"'self'|'sha256-[^']+'", one) for one in scripts[1].split()), name


def _policy_of(page: str) -> str:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    return policy[1].replace("&#39;", "'")


def _assert_the_policy_names_what_stands_in(page: str) -> None:
    allowed = _policy_of(page)
    inline = re.findall(r'<script(?: type="text/plain"[^>]*)?>(.*?)</script>', page, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", page, re.DOTALL
    )

    assert "default-src 'none'" in allowed
    assert "unsafe" not in allowed
    assert all(hash_source(text) in allowed for text in inline)


def test_the_map_is_read_without_guessing_its_encoding(pages: dict[str, str]) -> None:
    page = pages["index.html"]

    assert page[0] == "\ufeff"
    assert page[1:].isascii()
    assert style("map.css").count(r"\2192 ") == 1  # the arrow between the steps of a path
    assert "&#54617;&#49845;" in page  # a Korean word of the menu, as the browser will read it


def test_a_name_from_right_to_left_is_kept_apart_from_its_neighbours() -> None:
    shipped = shipped_content()
    hebrew = Text(en="\u05e8\u05d5\u05d1\u05d5\u05d8", ko="\ub85c\ubd07")
    topics = [msgspec.structs.replace(shipped.roadmap.topics[0], name=hebrew), *shipped.roadmap.topics[1:]]
    content = replace(shipped, roadmap=msgspec.structs.replace(shipped.roadmap, topics=tuple(topics)))
    svg, korean = picture(content, drawn(shipped), environment(content=content))

    assert svg.count('unicode-bidi="isolate"') == 1
    assert f'unicode-bidi="isolate">{hebrew.en}<' in svg
    assert "unicode-bidi" not in korean


def test_the_packed_parts_are_the_originals_and_the_policy_names_the_script_unpacked(
    pages: dict[str, str],
) -> None:
    page = pages["index.html"]
    content = shipped_content()

    assert unpacked(page, "vis") == network.vis_script()
    assert hash_source(network.vis_script()) in page.replace("&#39;", "'")
    assert json.loads(unpacked(page, "details")) == json.loads(json.dumps(payload.details(content)))


def test_packing_keeps_the_text_and_depends_on_nothing_but_it() -> None:
    text = "</script> <!-- \u00e9 \ud55c\uad6d\uc5b4 " * 50

    assert zlib.decompress(base64.b64decode(packed(text))).decode("utf-8") == text
    assert packed.__wrapped__(text) == packed.__wrapped__(text)  # not the one that was kept


def test_two_builds_write_the_same_bytes(pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_draw", cache(_draw.__wrapped__))  # one that has drawn nothing yet

    assert render_site(read_content(Workspace(ROOT))) == pages


def test_build_writes_every_page_and_names_the_map(tmp_path: Path, pages: dict[str, str]) -> None:
    built = build_site(Workspace(ROOT), tmp_path / "out")

    assert built.files == len(pages)
    assert built.index.read_text(encoding="utf-8") == pages["index.html"]


def test_hours_are_told_once_where_both_ends_are_alike(pages: dict[str, str]) -> None:
    alike = [name for name, page in pages.items() if re.search(r">(\d+)[–~]\1(?: h|시간)", page)]

    assert alike == []
    assert ">2시간<" in pages["order.html"]


def test_a_topic_without_hours_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own"
    ask(capsys, "init", str(own), "--empty")
    area = json.loads((own / "graph" / "topics.json").read_text("utf-8"))["areas"][0]["id"]
    ask(capsys, "--root", str(own), "topic", "add", "rust", "--area", area)
    ask(capsys, "--root", str(own), "build")

    assert ">no hours yet<" in (own / "site" / "topics" / "rust.html").read_text("utf-8")
    assert ">hours left not known<" in (own / "site" / "order.html").read_text("utf-8")


def test_only_plain_web_addresses_become_links() -> None:
    hostile = [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil",
        " vbscript:x",
        "https://a b",
        "https://a\u202eb",
        None,
    ]

    assert [safe_url(address) for address in hostile] == [""] * len(hostile)


def test_the_cards_are_mixed_from_the_colours_of_their_areas() -> None:
    themes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6}|[0-9.]+);", block))
        for block in re.findall(r"\{[^{}]*--g0: #[^{}]*\}", style(*FIRST))
    ]
    themes = [colours for colours in themes if "a0" in colours]  # not those of the system

    assert len(themes) == 3
    for colours in themes:
        for area in range(10):
            strong, card = (bytes.fromhex(colours[name][1:]) for name in (f"a{area}", "card"))
            tint = float(colours["tint"])
            mixed = bytes(round(a * tint + b * (1 - tint)) for a, b in zip(strong, card, strict=True))
            assert colours[f"g{area}"] == f"#{mixed.hex()}"


def test_the_papers_of_a_topic_are_the_best_first_and_of_equals_the_newest() -> None:
    for hits in shipped_content().hits.values():
        worths = [(round(hit.place.score, 3), hit.paper.published, hit.paper.id) for hit in hits]

        assert worths == sorted(worths, reverse=True)


def test_a_browser_keeps_marks_under_the_id_of_the_roadmap_and_takes_over_those_under_its_title() -> None:
    shipped = shipped_content()
    titles = (shipped.roadmap.title, Text(en="Another title", ko="\ub2e4\ub978 \uc81c\ubaa9"))

    def keys(**fields: Any) -> tuple[str, ...]:
        return replace(shipped, roadmap=msgspec.structs.replace(shipped.roadmap, **fields)).keys

    (before,) = keys()
    named = [keys(id="my-roadmap", title=title) for title in titles]
    _, *others = keys(id="my-roadmap", site="https://example.org/vla")

    assert named[0][0] == named[1][0]
    assert named[0][1:] == (before,) != named[1][1:]
    assert others == list(keys(site="https://example.org/vla"))
    assert others[-1] == before
    assert keys(id=shipped.roadmap.title.en, site="https://example.org/vla")[0] == before  # as --site has it


def test_pages_name_their_build_which_is_another_when_a_place_in_its_lists_is() -> None:
    def built(content: Content) -> set[str]:
        return {
            found
            for name, text in render_site(content).items()
            if name.endswith(".html")
            for found in re.findall(r'<body [^>]* data-build="([0-9a-f]{8})">', text)
        }

    content = mixed_content()
    paper = Paper(id="2401.00001", title="A paper", authors=("Ada",), published="2024-01-01")
    turned = replace(content, papers={paper.id: paper})

    assert built(content) == built(replace(content)) != built(turned)
    assert [len(built(one)) for one in (content, turned)] == [1, 1]


def test_styles_and_script_are_asked_for_by_an_address_that_changes_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def addresses(styles: str) -> set[str]:
        monkeypatch.setattr(render, "style", lambda *_: styles)
        pages = render_site(mixed_content())
        loads = [load for name in pages if name.endswith(".html") for load in _Loads(pages[name]).loads]
        return {load.removeprefix("../") for load in loads if not load.startswith("data:")}

    before, after = addresses("p { color: red }"), addresses("p { color: blue }")

    assert {address.partition("?")[0] for address in before} == {"assets/site.css", "assets/site.js"}
    assert len({address.partition("?")[2] for address in before}) == 1
    assert not before & after
