"""Every export of topics, read back by the programs that people use: nothing is lost."""

from __future__ import annotations

import html
import io
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import networkx as nx
import pytest
from markdown_it import MarkdownIt

from tests.support.odd_papers import odd_papers
from tests.support.odd_roadmaps import odd_roadmap
from tests.support.roadmaps import roadmap
from vlagraph.core.editing import keep_topics
from vlagraph.core.graph import KnowledgeGraph, build_graph
from vlagraph.core.model import SCHEMA, Requirement, Roadmap, Text, Topic
from vlagraph.core.order import learning_order
from vlagraph.core.papers.syllabus import Syllabus
from vlagraph.core.text import one_line
from vlagraph.formats.exports import EXPORTS
from vlagraph.formats.mermaid import flowchart
from vlagraph.pipeline.placing import place_roadmap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Lang

ODD = odd_roadmap(500)
PART = keep_topics(ODD, {topic.id for topic in ODD.topics[:35]})
"""A part of it for what is laid out or read slowly."""


def _written(form: str, found: Any = ODD, lang: Lang = "en") -> str:
    pieces = EXPORTS[form].writer(found, lang)
    return pieces.decode() if isinstance(pieces, bytes) else "".join(pieces)


def _edges(whole: Roadmap) -> list[tuple[str, str, str]]:
    return sorted((need.topic, topic.id, need.kind) for topic in whole.topics for need in topic.requires)


def test_the_odd_roadmap_is_a_sound_one() -> None:
    assert len(build_graph(ODD).topics) == 500


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_graphml_is_read_back_by_networkx_as_the_same_roadmap(lang: Lang) -> None:
    read = nx.read_graphml(io.BytesIO(_written("graphml", lang=lang).encode()))
    graph: nx.DiGraph[str] = nx.DiGraph(read)
    said = {"schema": SCHEMA, **_fields(Roadmap, _renamed(graph.graph))}
    topics = [
        {
            "id": node,
            **_fields(Topic, graph.nodes[node]),
            "requires": [
                {"topic": other, **_fields(Requirement, _renamed(data))}
                for other, _, data in graph.in_edges(node, data=True)
            ],
        }
        for node in graph
    ]
    back = msgspec.convert({**said, "topics": topics}, Roadmap)

    assert graph.graph["vlagraph"] == SCHEMA
    assert _sorted(back) == _sorted(ODD)
    assert all(graph.nodes[topic.id]["name"] == topic.name[lang] for topic in ODD.topics)


def _renamed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {{"evidence": "source", "roadmap_id": "id"}.get(name, name): value for name, value in data.items()}


def _sorted(whole: Roadmap) -> Roadmap:
    """``whole`` with the requirements of each topic in one order, which a graph does not keep."""
    topics = (
        msgspec.structs.replace(topic, requires=tuple(sorted(topic.requires, key=lambda need: need.topic)))
        for topic in whole.topics
    )
    return msgspec.structs.replace(whole, topics=tuple(topics))


_STRINGS = ("id", "site", "corrections", "area", "origin", "priority", "reviewed", "kind", "source")
"""The attributes that are texts in no language; all others that look like texts are JSON."""


def _fields(kind: type, said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``kind`` from plain attributes, as docs/export.md describes them."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        texts = {lang: said[f"{name}_{lang}"] for lang in ("en", "ko") if f"{name}_{lang}" in said}
        if texts:
            found[name] = texts
        elif f"{name}_low" in said:
            found[name] = [said[f"{name}_low"], said[f"{name}_high"]]
        elif name in said:
            value = said[name]
            found[name] = json.loads(value) if isinstance(value, str) and name not in _STRINGS else value
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_dot_is_read_back_by_graphviz() -> None:
    graph = _graphviz().AGraph(string=_written("dot"))
    clusters = {cluster.get_name(): cluster for cluster in graph.subgraphs()}
    styles = {"solid": "required", "dashed": "recommended", "dotted": "helps"}
    reasons = {(need.topic, t.id): need.reason for t in ODD.topics for need in t.requires}

    assert _unescaped(graph.get_name()) == one_line(ODD.title.en)
    assert len(graph.nodes()) == len(ODD.topics)
    for topic in ODD.topics:
        assert _unescaped(graph.get_node(topic.id).attr["label"]) == one_line(topic.name.en)
        assert topic.id in clusters[f"cluster-{topic.area}"]
    for area in ODD.areas:
        assert _unescaped(clusters[f"cluster-{area.id}"].graph_attr["label"]) == one_line(area.name.en)
    assert _edges(ODD) == sorted((a, b, styles[graph.get_edge(a, b).attr["style"]]) for a, b in graph.edges())
    for (a, b), reason in reasons.items():
        told = _unescaped(graph.get_edge(a, b).attr["tooltip"] or "")
        assert told == (one_line(reason.en) if reason else "")


def _graphviz() -> Any:
    """Graphviz, whose wheel every machine of CI takes."""
    return pytest.importorskip("pygraphviz", reason="no pygraphviz: pip install --group test")


def _unescaped(text: str) -> str:
    r"""What Graphviz shows for a label: ``\\`` is one backslash, and entities are characters."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\]", text)
    return html.unescape(text.replace("\\\\", "\\"))


def test_mermaid_holds_every_topic_and_requirement_and_no_sign_of_the_language() -> None:
    lines = _written("mermaid").splitlines()
    sign = r'[^"#`;<>%$*_@\\\[]|&\w+;|#\d+;'
    labels = [
        re.fullmatch(rf'  n(\d+)\["(?!\s*[-+][\s-]|\s*\d+[.)]\s)({sign})*"\]', line) for line in lines[1:501]
    ]
    names = [_read_by_mermaid(line.partition('"')[2][:-2]) for line in lines[1:501]]
    arrows = {"-->": "required", "-.->": "recommended", "-.-o": "helps"}
    parts = [line.split() for line in lines[501:]]
    ids = [topic.id for topic in ODD.topics]

    assert lines[0] == "flowchart LR"
    assert all(labels)
    assert names == [one_line(topic.name.en, squeeze=False) for topic in ODD.topics]
    assert sorted((ids[int(a[1:])], ids[int(b[1:])], arrows[how]) for a, how, b in parts) == _edges(ODD)


def _read_by_mermaid(label: str) -> str:
    """What Mermaid shows: ``#45;`` is a sign by its number there."""
    return html.unescape(re.sub(r"(?<!&)#(\d+);", r"&#\1;", label))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("1. Basics", "1&period; Basics"),
        ("2) Next", "2&rpar; Next"),
        ("- item", "#45; item"),
        ("+ item", "&plus; item"),
        ("---", "#45;--"),
        ("-1 to 3.5", "-1 to 3.5"),
        ("*a* __b__ ~~c~~", "&ast;a&ast; &lowbar;&lowbar;b&lowbar;&lowbar; #126;#126;c#126;~"),
        ("[a](https://b.c) d@e.f", "&lbrack;a](https&colon;//b.c) d&commat;e.f"),
        (r"\nabla, RL: fa:fa-robot", "&bsol;nabla, RL: fa&colon;fa-robot"),
    ],
)
def test_a_name_in_mermaid_is_no_markdown_which_older_versions_read_in_labels(name: str, label: str) -> None:
    assert flowchart([("a", name)], []) == f'flowchart LR\n  n0["{label}"]'
    assert _read_by_mermaid(label) == name


def test_a_name_of_many_tildes_is_written_at_once() -> None:
    tildes = 1_000_000

    assert flowchart([("a", "~" * tildes)], []).count("#126;") == tildes - 1


class _Placed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the specification of JSON Canvas says of every node: https://jsoncanvas.org/spec/1.0/."""

    id: str
    x: int
    y: int
    width: int
    height: int
    color: Annotated[str, msgspec.Meta(pattern="^([1-6]|#[0-9a-fA-F]{6})$")] | None = None


class _TextNode(_Placed, frozen=True, tag_field="type", tag="text", kw_only=True):
    text: str


class _Group(_Placed, frozen=True, tag_field="type", tag="group", kw_only=True):
    label: str | None = None


_Side = Literal["top", "right", "bottom", "left"]


class _Edge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    id: str
    from_node: str
    to_node: str
    from_side: _Side | None = None
    to_side: _Side | None = None
    label: str | None = None


class _Canvas(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nodes: list[_TextNode | _Group]
    edges: list[_Edge]


def test_a_canvas_keeps_to_the_specification_and_no_two_cards_touch() -> None:
    canvas = msgspec.json.decode(_written("canvas", place_roadmap(PART)), type=_Canvas)
    cards = {node.id: node for node in canvas.nodes if isinstance(node, _TextNode)}
    groups = [node for node in canvas.nodes if isinstance(node, _Group)]
    names = {topic.id: topic for topic in PART.topics}
    labels = {None: "required", "recommended": "recommended", "helps": "helps"}
    spots = sorted((card.x, card.y) for card in cards.values())

    assert len({one.id for one in (*canvas.nodes, *canvas.edges)}) == len(canvas.nodes) + len(canvas.edges)
    assert {one: _plain(card.text) for one, card in cards.items()} == {
        one: one_line(topic.name.en) for one, topic in names.items()
    }
    assert {group.label for group in groups} == {area.name.en for area in PART.areas}
    assert sorted((e.from_node, e.to_node, labels[e.label]) for e in canvas.edges) == _edges(PART)
    assert all(a[0] != b[0] or b[1] - a[1] >= cards[PART.topics[0].id].height for a, b in pairwise(spots))
    assert all(any(_inside(card, group) for group in groups) for card in cards.values())


def _inside(card: _TextNode, group: _Group) -> bool:
    return (
        group.x <= card.x
        and group.y <= card.y
        and card.x + card.width <= group.x + group.width
        and card.y + card.height <= group.y + group.height
    )


def _plain(text: str) -> str:
    """What a reader of Markdown sees of one paragraph, which must hold text alone."""
    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(text)
    if not tokens:
        return ""
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


def test_the_document_names_everything_in_learning_order_and_its_links_lead_somewhere() -> None:
    kg = KnowledgeGraph(PART)
    papers = dict(zip((f"2699.{number:05}" for number in range(60)), odd_papers(60), strict=True))
    syllabus = Syllabus(kg, learning_order(kg), papers)
    tokens = MarkdownIt("commonmark", {"html": True}).parse(_written("markdown", syllabus))
    inline = [token for token in tokens if token.type == "inline"]
    heads = [
        _shown(tokens[at + 1])
        for at, token in enumerate(tokens)
        if (token.type, token.tag) == ("heading_open", "h2")
    ]
    anchors = {found for token in tokens for found in re.findall(r'<a id="(.*?)">', token.content)}
    children = [child for token in inline for child in token.children or ()]
    links = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    shown = "\n".join(map(_shown, inline))

    assert heads == [
        f"{number}. {one_line(kg.topics[one].name.en)}" for number, one in enumerate(syllabus.order, 1)
    ]
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= anchors
    assert anchors >= set(syllabus.order)
    assert not [link for link in links if not link.startswith(("#", "https://"))]
    for topic in PART.topics:
        texts = [topic.summary, *(one.note for one in topic.concepts), *(n.reason for n in topic.requires)]
        for text in (*texts, *(one.name for one in topic.concepts), *(one.why for one in topic.key_papers)):
            assert text is None or one_line(text.en) in shown
        assert all(one_line(one.title) in shown for one in topic.resources)
        assert all(papers[one.arxiv].readable_title in shown for one in topic.key_papers)


def _shown(token: Any) -> str:
    return "".join(child.content for child in token.children)


@pytest.mark.parametrize("form", ["canvas", "dot", "graphml", "markdown", "mermaid", "node-link"])
def test_a_roadmap_without_a_topic_is_an_empty_export_that_can_be_read(form: str) -> None:
    nothing = roadmap()
    given = {"canvas": place_roadmap(nothing), "markdown": Syllabus(KnowledgeGraph(nothing), ())}
    written = _written(form, given.get(form, nothing))

    assert written.endswith("\n")
    assert form != "dot" or _graphviz().AGraph(string=written).nodes() == []
    assert form != "graphml" or len(nx.read_graphml(io.BytesIO(written.encode()))) == 0
    assert Text(en="Tiny").en in written or form in {"canvas", "mermaid"}
