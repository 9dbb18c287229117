"""Each kind of file, read from its text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from msgspec.structs import replace

from tests.support.command_line import ask
from tests.support.roadmaps import roadmap, stage, tier, topic
from vlagraph.core.drafting import Draft, finish
from vlagraph.core.model import Roadmap, Text
from vlagraph.core.papers.syllabus import Syllabus
from vlagraph.errors import DataError
from vlagraph.formats.graphml import to_graphml
from vlagraph.formats.node_link import to_node_link
from vlagraph.formats.syllabus_markdown import syllabus_markdown
from vlagraph.store.importing import Wishes, read_import

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang


def _read(path: Path, content: str, **wishes: object) -> Roadmap:
    path.write_text(content, encoding="utf-8")
    said = read_import(path, Wishes(**wishes)).said  # type: ignore[arg-type]
    return finish(said) if isinstance(said, Draft) else said


def _edges(whole: Roadmap) -> set[tuple[str, str]]:
    return {(need.topic, one.id) for one in whole.topics for need in one.requires}


MARKDOWN = """---
title: not a heading
---
# 🚀 Der Weg

## 1. Grundlagen

### Lineare Algebra
Vektoren und Räume.
- **SVD**: Zerlegung
- Matrix calculus

### Optimierung (OPT)
- Voraussetzungen: Lineare Algebra
- Uses
  - nested part

## 2. Roboter

### Steuerung
- **Verfahren**: Optimierung, PID

| Teil | Sinn |
|---|---|
| Regler | hält Kurs |

## Plan

### Bald (1-2 Wochen)
1. **Optimierung**: nützlich
2. **Roboter**

## Reihenfolge
1. **Anfang**: Grundlagen → Roboter

## Danach
- **Bauen**: einen Arm
"""


def test_a_markdown_roadmap_in_any_language_is_read_by_its_shape(tmp_path: Path) -> None:
    whole = _read(tmp_path / "a.md", MARKDOWN)
    algebra, optimum, control = whole.topics

    assert whole.title.en == "Der Weg"
    assert [area.name.en for area in whole.areas] == ["Grundlagen", "Roboter"]
    assert [concept.name.en for concept in algebra.concepts] == ["SVD", "Matrix calculus"]
    assert algebra.summary is not None
    assert (optimum.id, optimum.aliases) == ("optimierung", ("Optimierung", "OPT"))
    assert [concept.name.en for concept in optimum.concepts] == ["Uses", "nested part"]
    assert [concept.name.en for concept in control.concepts] == ["Verfahren", "Regler"]
    assert [(need.topic, need.kind, need.proposed) for need in optimum.requires] == [
        ("lineare-algebra", "required", False)
    ]
    assert [(need.topic, need.kind, need.proposed) for need in control.requires] == [
        ("optimierung", "recommended", True)
    ]
    assert [(tier.weeks, [e.ref for e in tier.entries]) for tier in whole.priorities] == [
        ((1, 2), ["optimierung", "roboter"])
    ]
    assert [step.refs for step in whole.stages[0].steps] == [("grundlagen",), ("roboter",)]
    assert [step.name.en for step in whole.next_steps] == ["Bauen"]


VAULT = r"""# Lab

## 1. Maths

### 1.1 [[Maths/Linear Algebra]]
- [[Matrices#Rank|rank]]: of [[Matrices]]
- see [[#Norms]] ![[norms.png]]

### 1.2 Probability
Chance.

Prerequisites: [[Linear Algebra]]

| [[Probability\|name]] | of it |
|---|---|
| a | b |

### 1.3 Filters
- Prerequisites: [[Probability|random things]]
- x
"""


def test_links_of_a_wiki_and_numbers_of_headings_are_no_part_of_a_name(tmp_path: Path) -> None:
    whole = _read(tmp_path / "a.md", VAULT)
    algebra, chance, _ = whole.topics

    assert [one.name.en for one in whole.topics] == ["Linear Algebra", "Probability", "Filters"]
    assert [(one.name.en, one.note and one.note.en) for one in algebra.concepts] == [
        ("rank", "of Matrices"),
        ("see Norms", None),
    ]
    assert _edges(whole) == {("linear-algebra", "probability"), ("probability", "filters")}
    assert chance.summary == Text(en="Chance.")


CHEMISTRY = """# Chemistry
## Basics
### Acids and Bases
- pKa
### SN1 / SN2
Prerequisites: Acids and Bases
- Nucleophiles
### Gases, Liquids and Solids
- *Requires*: SN1/SN2, and Acids and Bases
- Phases
### Spectra
- **Needs:** Acids and Bases, Gases, Liquids and Solids, or SN1 / SN2.
- Light: SN1 / SN2
## Weeks
| Weeks | Topics |
|---|---|
| 1 week | Acids and Bases, SN1 / SN2, and Spectra |
"""


def test_a_heading_that_lists_things_is_one_name_wherever_names_are_listed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    whole = _read(file, CHEMISTRY)

    assert _edges(whole) == {
        ("acids-and-bases", "sn1-sn2"),
        ("acids-and-bases", "gases-liquids-and-solids"),
        ("sn1-sn2", "gases-liquids-and-solids"),
        ("acids-and-bases", "spectra"),
        ("gases-liquids-and-solids", "spectra"),
        ("sn1-sn2", "spectra"),
    }
    assert [one.ref for one in whole.priorities[0].entries] == ["acids-and-bases", "sn1-sn2", "spectra"]
    assert not read_import(file, Wishes()).remarks


def test_names_with_a_sign_between_are_two_beside_a_heading_of_both(tmp_path: Path) -> None:
    heads = "# T\n## One\n### Robot\n- x\n### Learning\n- y\n### Robot Learning\n- z\n"
    whole = _read(tmp_path / "a.md", f"{heads}### Policies\nRequires: Robot, Learning\n- w\n")

    assert _edges(whole) == {("robot", "policies"), ("learning", "policies")}


def test_tables_give_tiers_and_stages(tmp_path: Path) -> None:
    plan = "## When\n| Tier | Topics | Time |\n|---|---|---|\n| Now | Alpha, Beta | 2 weeks |\n"
    order = "## Order\n| Stage | Steps |\n|---|---|\n| Start | Alpha → Beta |\n"
    head = "# T\n## One\n### Alpha\n- x\n## Two\n### Beta\n- y\n"
    whole = _read(tmp_path / "a.md", head + plan + order)

    assert [(one.name.en, one.weeks) for one in whole.priorities] == [("Now", (2, 2))]
    assert [step.refs for step in whole.stages[0].steps] == [("alpha",), ("beta",)]


@pytest.mark.parametrize("content", ["- one\n  - part\n- two\n", "# T\n\n- one\n- two\n"])
def test_a_text_of_lists_alone_is_read(tmp_path: Path, content: str) -> None:
    assert _read(tmp_path / "a.md", content).topics


@pytest.mark.parametrize(
    ("content", "edges"),
    [
        ("A,B\nB,C\n", {("a", "b"), ("b", "c")}),
        ("first;B\nB;C\n", {("first", "b"), ("b", "c")}),
        ("topic\tprerequisite\nB\tA\n", {("a", "b")}),
        ("주제,선수 주제\n가,나\n", {("na", "ga")}),
        ('source,target,label\n"A, b",B,1\nB,C,0\n', {("a-b", "b")}),
        ("concept_a,concept_b\nA,B\n# note\na,b\n", {("a", "b")}),
        ("A,B,1\nB,A,0\n", {("a", "b")}),
        ("\ufeffsep=;\r\nprerequisite;topic\r\nA, b;B\r\n", {("a-b", "b")}),
        ("sep=|\nU|V\n", {("u", "v")}),
        ("topic,D\nA,topic\n", {("topic", "d"), ("a", "topic")}),
        ("topic,prerequisites\nC,A; B\nD,A|C|\n", {("a", "c"), ("b", "c"), ("a", "d"), ("c", "d")}),
        ("A,B; C\n", {("a", "b"), ("a", "c")}),
        ("topic,prerequisite\nC,A; B\nA; B,D\n", {("a-b", "c"), ("d", "a-b")}),
        ("A,P(x|y)\nB,R&amp;D\n", {("a", "p-x-y"), ("b", "r-amp-d")}),
        ('A;"B; C"\n', {("a", "b-c")}),
        ('prerequisite,topic,reason\nA,B,"one\ntwo"\n', {("a", "b")}),
        ('A,B,"one\n\n# two"\n"C ""c""\nd",B\n', {("a", "b"), ("c-c-d", "b")}),
        ('"a, b";"c, d"\n"c, d";"e, f"\n', {("a-b", "c-d"), ("c-d", "e-f")}),
    ],
)
def test_a_table_of_pairs_is_read_with_a_header_or_without(
    tmp_path: Path, content: str, edges: set[tuple[str, str]]
) -> None:
    assert _edges(_read(tmp_path / "a.txt", content)) == edges


def test_a_person_says_which_column_comes_first(tmp_path: Path) -> None:
    assert _edges(_read(tmp_path / "a.csv", "B,A\nC,B\n", direction="needed-second")) == {
        ("a", "b"),
        ("b", "c"),
    }


def test_columns_say_why_and_how_much_and_the_rest_is_told(tmp_path: Path) -> None:
    content = "Source,Target,Kind,Why,Weight\nA,B,recommended,because,0.5\nB,C,,,1\n"
    first, second = (need for one in _read(tmp_path / "a.csv", content).topics for need in one.requires)
    remark = read_import(tmp_path / "a.csv", Wishes()).remarks[0]

    assert (first.kind, first.reason, second.kind) == ("recommended", Text(en="because"), "required")
    assert (remark.where, remark.what.values["names"]) == ("line 1", "'Weight'")


def test_a_header_with_one_end_of_the_pairs_is_no_topic(tmp_path: Path) -> None:
    content = "week,topic,hours\n1,Vectors,4\n"
    with pytest.raises(DataError) as caught:
        _read(tmp_path / "a.csv", content)
    assert caught.value.problems[0].where == "line 1"
    assert "prerequisite" in str(caught.value)
    named = _read(tmp_path / "a.csv", "skill,topic\nA,B\n", direction="needed-first")
    assert [one.id for one in named.topics] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "where", "kind", "first", "count"),
    [
        ("topic,prerequisites\nA,B\nC,A; B\nD,A|B\n", "line 3", "several", "'A; B'", 2),
        ("topic,prerequisites\nA,B,C,D\n", "line 2", "unread_cells", "'C'", 2),
        ("A,B\nB,C,because,\n", "line 2", "unread_cells", "'because'", 1),
    ],
)
def test_what_a_table_says_in_another_way_is_told(
    tmp_path: Path, content: str, where: str, kind: str, first: str, count: int
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(content, encoding="utf-8")
    (remark,) = read_import(file, Wishes()).remarks

    assert (remark.where, remark.kind) == (where, kind)
    assert (remark.what.values["first"], remark.what.values["count"]) == (first, count)


def _graph() -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("n0", label="Linear algebra", group="Maths", description="Vectors.")
    graph.add_node("n1", label="Robot arms", group="Robots")
    graph.add_edge("n0", "n1", reason="Arms turn.")
    return graph


@pytest.mark.parametrize("form", ["links", "edges", "graphml"])
def test_graphs_of_networkx_are_read(tmp_path: Path, form: str) -> None:
    if form == "graphml":
        content = "\n".join(nx.generate_graphml(_graph()))
    else:
        content = json.dumps(nx.node_link_data(_graph(), edges=form))
    whole = _read(tmp_path / "my_graph.data", content)
    arms = whole.topics[1]

    assert [one.id for one in whole.areas] == ["maths", "robots"]
    assert [(need.topic, need.reason and need.reason.en) for need in arms.requires] == [
        ("linear-algebra", "Arms turn.")
    ]
    assert whole.topics[0].summary == Text(en="Vectors.")


def test_a_whole_roadmap_survives_node_link_json_byte_by_byte(
    tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    file = tmp_path / "out.json"
    small = roadmap(topic("a"), topic("b", "a?"), priorities=[tier("now", "a")], stages=[stage("s", "b")])
    for whole in (shipped.roadmap, small):
        data = to_node_link(whole)
        again = _read(file, data.decode())

        assert to_node_link(again) == data
        assert again.topics == whole.topics


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_our_own_graphml_is_read_back_whole(tmp_path: Path, shipped: KnowledgeGraph, lang: Lang) -> None:
    file = tmp_path / "a.graphml"
    small = roadmap(topic("a"), topic("b"), topic("c", "b", "a?"), stages=[stage("s", "b")])
    for whole in (shipped.roadmap, small):
        file.write_bytes(to_graphml(whole, lang))
        read = read_import(file, Wishes())
        assert isinstance(read.said, Roadmap)

        assert to_node_link(read.said) == to_node_link(whole)
        assert read.remarks == ()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_name_that_a_tool_changed_in_our_own_graphml_is_taken_and_told(
    tmp_path: Path, shipped: KnowledgeGraph, lang: Lang
) -> None:
    one = shipped.roadmap.topics[0]
    text = to_graphml(shipped.roadmap, lang).decode()
    file = tmp_path / "a.graphml"
    file.write_text(text.replace(f">{one.name[lang]}</data>", ">Renamed</data>", 1), encoding="utf-8")
    read = read_import(file, Wishes())
    assert isinstance(read.said, Roadmap)

    assert read.said.topics[0].name[lang] == "Renamed"
    assert [(remark.kind, remark.what.values["names"]) for remark in read.remarks] == [("own_edited", one.id)]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_title_and_a_name_that_a_tool_changed_in_our_own_graphml_stay_in_its_language(
    tmp_path: Path, shipped: KnowledgeGraph, lang: Lang
) -> None:
    other: Lang = "ko" if lang == "en" else "en"
    whole, one = shipped.roadmap, shipped.roadmap.topics[0]
    text = to_graphml(whole, lang).decode()
    for old, new in ((whole.title[lang], "Retitled"), (one.name[lang], "Renamed")):
        text = text.replace(f">{old}</data>", f">{new}</data>", 1)
    file = tmp_path / "a.graphml"
    file.write_text(text, encoding="utf-8")
    read = read_import(file, Wishes())
    assert isinstance(read.said, Roadmap)

    assert (read.said.title[lang], read.said.topics[0].name[lang]) == ("Retitled", "Renamed")
    assert (read.said.title[other], read.said.topics[0].name[other]) == (whole.title[other], one.name[other])
    assert [remark.kind for remark in read.remarks] == ["own_title", "own_edited"]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_our_own_graphml_is_of_the_language_of_the_names_that_are_in_both(tmp_path: Path, lang: Lang) -> None:
    names = [Text(en="A", ko="가"), Text(en="B", ko="나"), Text(en="C"), Text(en="D"), Text(en="E")]
    whole = roadmap(*(replace(topic(name.en.lower()), name=name) for name in names))
    written = to_graphml(replace(whole, title=Text(en="Title")), lang).decode()
    file = tmp_path / "a.graphml"
    file.write_text(written.replace(f">{names[0][lang]}</data>", ">New</data>", 1), encoding="utf-8")
    said = read_import(file, Wishes()).said
    assert isinstance(said, Roadmap)

    assert said.topics[0].name == (Text(en="New", ko="가") if lang == "en" else Text(en="A", ko="New"))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_our_own_graphml_with_a_new_node_keeps_the_names_of_areas_and_says_what_it_lacks(
    tmp_path: Path, shipped: KnowledgeGraph, lang: Lang
) -> None:
    file = tmp_path / "a.graphml"
    written = to_graphml(shipped.roadmap, lang)
    file.write_bytes(written.replace(b"</graph>", b'<node id="new"/></graph>'))
    read = read_import(file, Wishes())
    assert isinstance(read.said, Draft)

    assert {area.name for area in read.said.areas} <= {area.name[lang] for area in shipped.roadmap.areas}
    assert [remark.kind for remark in read.remarks] == ["own_graphml"]


def test_networkx_reads_what_we_write(shipped: KnowledgeGraph) -> None:
    graph = nx.node_link_graph(json.loads(to_node_link(shipped.roadmap)), edges="edges")

    assert set(graph.edges) == _edges(shipped.roadmap)
    assert {key: data["name"]["en"] for key, data in graph.nodes(data=True)} == {
        one.id: one.name.en for one in shipped.roadmap.topics
    }


def test_a_page_of_roadmap_sh_gives_areas_and_proposals(tmp_path: Path) -> None:
    kinds = {"topic": [("a", "Basics", 1), ("b", "Teams", 9)], "paragraph": [("p", "x", 3)]}
    kinds |= {"title": [("t", "Git", 0)], "subtopic": [("c", "Overview", 2), ("d", "Overview", 8)]}
    nodes = [
        {"id": key, "type": kind, "position": {"x": 0, "y": y}, "data": {"label": label}}
        for kind, boxes in kinds.items()
        for key, label, y in boxes
    ]
    lines = [("t", "a"), ("a", "b"), ("c", "a"), ("p", "b")]
    edges = [*({"source": first, "target": second} for first, second in lines), {"target": "b"}]
    whole = _read(tmp_path / "git.json", json.dumps({"nodes": nodes, "edges": edges}))

    assert [one.name.en for one in whole.topics] == ["Basics", "Teams", "Overview", "Overview (Teams)"]
    assert [one.area for one in whole.topics] == ["basics-area", "teams-area", "basics-area", "teams-area"]
    assert all(need.proposed for one in whole.topics for need in one.requires)
    assert len(_edges(whole)) == 2


def test_content_of_metacademy_is_read_folder_by_folder(tmp_path: Path) -> None:
    concepts = tmp_path / "content" / "concepts"
    for tag in ("bayes_rule", "naive_bayes", "ANNOTATED_EXAMPLE"):
        (concepts / tag).mkdir(parents=True)
        (concepts / tag / "summary.txt").write_text("# a note\nWhat it is.\n")
    (concepts / "bayes_rule" / "title.txt").write_text("Bayes' rule\n")
    (concepts / "naive_bayes" / "dependencies.txt").write_text(
        "# why\ntag: bayes-rule\nreason: It uses it.\n\n"
    )
    (concepts / "naive_bayes" / "resources.txt").write_text("source: b\nlocation: Chapter 1 [http://x.y/z]\n")
    (tmp_path / "content" / "resources.txt").write_text(
        "key: b\ntitle: A book\nresource_type: online textbook\n"
    )
    said = read_import(tmp_path / "content", Wishes()).said
    assert isinstance(said, Draft)
    rule, naive = finish(said).topics

    assert (rule.name.en, naive.name.en) == ("Bayes' rule", "Naive bayes")
    assert [(need.topic, need.reason and need.reason.en) for need in naive.requires] == [
        ("bayes-rule", "It uses it.")
    ]
    assert [(one.title, one.kind, one.url) for one in naive.resources] == [
        ("A book, Chapter 1", "book", "http://x.y/z")
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("lenient", [False, True])
def test_our_own_document_is_refused_with_the_export_that_is_read(
    tmp_path: Path, shipped: KnowledgeGraph, lang: Lang, *, lenient: bool
) -> None:
    path = tmp_path / "roadmap.md"
    path.write_text("".join(syllabus_markdown(Syllabus(shipped, tuple(shipped.topics)), lang)))

    with pytest.raises(DataError, match="export node-link"):
        read_import(path, Wishes(lenient=lenient))


def test_the_kind_of_a_link_may_begin_with_a_capital(tmp_path: Path) -> None:
    link = {"source": "a", "target": "b", "kind": "Recommended"}
    path = tmp_path / "graph.json"
    path.write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": [link]}))

    said = read_import(path, Wishes()).said

    assert isinstance(said, Draft)
    assert [need.kind for need in said.needs] == ["recommended"]


_TWICE = [("a", "b", "recommended", "first"), ("a", "b", "required", ""), ("b", "c", "optional", "")]


def _twice(form: str) -> str:
    """A pair that stands twice, and a kind that is none of ours, as a file of the kind ``form``."""
    if form == "csv":
        rows = [f"{a},{b},{kind},{why}" for a, b, kind, why in _TWICE[:2]]
        return "\n".join(["prerequisite,topic,kind,reason", *rows, "b,c,,"])
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from("abc")
    for first, second, kind, why in _TWICE:
        graph.add_edge(first, second, kind=kind, reason=why)
    if form == "graphml":
        return "\n".join(nx.generate_graphml(graph))
    return json.dumps(nx.node_link_data(graph, edges="links"))


@pytest.mark.parametrize("form", ["csv", "graphml", "node-link"])
def test_of_a_pair_that_stands_twice_the_stronger_kind_counts_and_it_is_told(
    tmp_path: Path, form: str
) -> None:
    file = tmp_path / "a"
    file.write_text(_twice(form), encoding="utf-8")
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [(need.needed, need.kind, need.reason) for need in read.said.needs] == [
        ("a", "required", "first"),
        ("b", "required", ""),
    ]
    told = {remark.kind: remark for remark in read.remarks}
    assert told["pair_again"].what.values["count"] == 1
    if form != "csv":
        assert told["odd_kinds"].what.values["first"] == "'optional'"


def test_a_pair_that_says_the_same_again_or_only_adds_a_reason_is_not_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("prerequisite,topic,reason\nA,B,\nA,B,why\nA,B,why\n", encoding="utf-8")
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [need.reason for need in read.said.needs] == ["why"]
    assert not read.remarks


def _card(key: str, text: str, x: int = 0) -> dict[str, object]:
    return {"id": key, "type": "text", "x": x, "y": 0, "width": 100, "height": 50, "text": text}


def test_a_drawing_of_obsidian_gives_a_topic_for_each_card_and_an_area_for_each_group(tmp_path: Path) -> None:
    outer = {"type": "group", "x": -50, "y": -50, "width": 900, "height": 400}
    nodes = [
        {"id": "g", "label": "All", **outer},
        {"id": "h", "label": "Maths", **outer, "width": 200},
        _card("1", "## Linear **Algebra**\n\nVectors and [[Spaces|rooms]].\n- SVD"),
        _card("2", "Vision &amp; Language", 400),
        {"id": "3", "type": "file", "file": "notes/Robots.md", "x": 5000, "y": 0, "width": 9, "height": 9},
        _card("4", " "),
    ]
    edges = [
        {"id": "a", "fromNode": "1", "toNode": "2", "label": "권장"},
        {"id": "b", "fromNode": "3", "toNode": "2", "fromEnd": "arrow", "toEnd": "none", "label": "why"},
        {"id": "c", "fromNode": "g", "toNode": "2"},
        {"id": "d", "fromNode": "4", "toNode": "2"},
    ]
    file = tmp_path / "plan.canvas"
    file.write_text(json.dumps({"nodes": nodes, "edges": edges}), encoding="utf-8")
    read = read_import(file, Wishes())

    assert (read.kind, [remark.kind for remark in read.remarks]) == ("canvas", ["group_arrows"])
    assert isinstance(read.said, Draft)
    assert [(one.name, one.area, one.summary) for one in read.said.topics] == [
        ("Linear Algebra", "Maths", "Vectors and rooms. SVD"),
        ("Vision & Language", "All", ""),
        ("Robots", "", ""),
    ]
    assert [(one.needed, one.topic, one.kind, one.reason) for one in read.said.needs] == [
        ("1", "2", "recommended", ""),
        ("2", "3", "required", "why"),
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_our_own_drawing_is_read_with_its_topics_areas_and_requirements(
    tmp_path: Path, shipped: KnowledgeGraph, lang: Lang, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.canvas"
    assert not ask(capsys, "export", "canvas", "--lang", lang, "--out", str(file)).code
    whole = _read(file, file.read_text(encoding="utf-8"))
    names = {one.id: one.name[lang] for one in shipped.roadmap.topics}
    ours = {one.id: one.name[lang] for one in whole.topics}

    assert sorted(ours.values()) == sorted(names.values())
    assert {(ours[need.topic], ours[one.id], need.kind) for one in whole.topics for need in one.requires} == {
        (names[need.topic], names[one.id], need.kind)
        for one in shipped.roadmap.topics
        for need in one.requires
    }
    areas = {one.id: one.name[lang] for one in whole.areas}
    theirs = {one.id: one.name[lang] for one in shipped.roadmap.areas}
    assert {ours[one.id]: areas[one.area] for one in whole.topics} == {
        names[one.id]: theirs[one.area] for one in shipped.roadmap.topics
    }


@pytest.mark.parametrize(
    "above",
    [
        "[![Build](https://a.org/b.svg)](https://a.org)",
        "[[Home]] > here",
        "[[1.2 Home]]",
        "[Contents](#a)",
        "[x] read",
        "[ ] to read",
        "[1] a note",
        "[2024]: https://a.org",
        "{toc}",
        "{toc:maxLevel=2}",
        "{.wide}",
        "{% include nav.html %}",
        "{{< toc >}}",
        '<p align="center"><img src="a.png"></p>',
        "<!-- a remark -->",
        "Graph",
    ],
)
def test_what_stands_above_the_title_does_not_make_another_kind_of_markdown(
    tmp_path: Path, above: str
) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"{above}\n\n# Field\n\n## Maths\n### Algebra\n- SVD\n### Sets\n", encoding="utf-8")
    read = read_import(file, Wishes())

    assert read.kind == "markdown"
    assert isinstance(read.said, Draft)
    assert [one.name for one in read.said.topics] == ["Algebra", "Sets"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("DOT", "digraph G {\n" + "a -> b;\n" * 30 + "}\n"),
        ("DOT", 'strict graph "my, own" {\n  a -- b\n}'),
        ("GML", "graph [\n  node [ id 1 ]\n]"),
        ("GEXF", '<?xml version="1.0"?>\n<!-- a --><gexf version="1.3"></gexf>'),
        ("OPML", '<opml version="2.0"><body><outline text="# A"/></body></opml>'),
        ("draw.io", '<mxfile host="a"><diagram>- x</diagram></mxfile>'),
        ("HTML", "<!DOCTYPE html>\n<html><pre>\n# A\n- b\n</pre></html>"),
        ("XML", '<?xml version="1.0"?><map>\n- a\n</map>'),
        ("Mermaid", "flowchart LR\n  A --> B\n- x"),
        ("Mermaid", "mindmap\n  root\n    - a\n"),
    ],
)
def test_a_graph_or_outline_of_a_kind_that_is_not_read_is_named(tmp_path: Path, kind: str, text: str) -> None:
    file = tmp_path / "a"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=f"{kind}, which is not read. Save it"):
        read_import(file, Wishes())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("csv", "Graph TD,needs\nA,B\nB,C\n"),
        ("markdown", "Graph TD\n===\n\n## T\n- b\n"),
        ("markdown", "Mindmap\n  - a\n\n# Field\n## T\n- b\n"),
    ],
)
def test_a_table_or_text_whose_first_words_mermaid_has_too_is_read(
    tmp_path: Path, kind: str, text: str
) -> None:
    file = tmp_path / "a"
    file.write_text(text, encoding="utf-8")

    assert read_import(file, Wishes()).kind == kind


@pytest.mark.parametrize(
    "text", ["[1, 2]", "[[1, 2], [2, 3]]", "{'nodes': []}", "{nodes: []}", "[", "[ null, 1 ]"]
)
def test_damaged_json_stays_json(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="JSON"):
        read_import(file, Wishes())


def test_numbers_of_nodes_count_those_that_are_left_out(tmp_path: Path) -> None:
    nodes = [{"label": "nameless"}, {"name": "A"}, {"name": "B"}, {"name": "C"}]
    links = [{"source": at, "target": at + 1} for at in range(3)]
    file = tmp_path / "d3.json"
    file.write_text(json.dumps({"nodes": nodes, "links": links}), encoding="utf-8")
    read = read_import(file, Wishes(lenient=True))

    assert isinstance(read.said, Draft)
    assert [(one.needed, one.topic) for one in read.said.needs] == [("A", "B"), ("B", "C")]
    assert [(one.kind, one.where) for one in read.remarks] == [
        ("no_id", "nodes[0]"),
        ("loose_end", "links[0]"),
    ]


def test_a_line_that_is_no_arrow_says_no_order_and_is_told(tmp_path: Path) -> None:
    lines = [
        {"fromNode": "1", "toNode": "2", "toEnd": "none"},
        {"fromNode": "1", "toNode": "2", "fromEnd": "arrow"},
        {"fromNode": "1", "toNode": "2", "fromEnd": "arrow", "toEnd": "none"},
    ]
    file = tmp_path / "a.canvas"
    file.write_text(
        json.dumps({"nodes": [_card("1", "A"), _card("2", "B")], "edges": lines}), encoding="utf-8"
    )
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [(one.needed, one.topic) for one in read.said.needs] == [("2", "1")]
    assert [(one.kind, one.where, one.what.values["count"]) for one in read.remarks] == [
        ("no_direction", "edges[0]", 2)
    ]


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x1c", "\x85"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_sign_that_parts_lines_elsewhere_stands_in_a_cell(tmp_path: Path, sign: str, end: str) -> None:
    rows = ["topic,prerequisite,reason", f"B,A,one{sign}two", "C,B,why"]
    file = tmp_path / "a.csv"
    file.write_bytes(end.join(rows).encode())
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [(one.needed, one.topic, one.source) for one in read.said.needs] == [
        ("a", "b", "a.csv:2"),
        ("b", "c", "a.csv:3"),
    ]


def test_a_column_that_numbers_the_pairs_of_gephi_denies_none(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("Source,Target,Type,Id\nA,B,Directed,0\nB,C,Directed,1\n", encoding="utf-8")
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [(one.needed, one.topic) for one in read.said.needs] == [("a", "b"), ("b", "c")]


def test_pairs_that_do_not_hold_are_told(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("prerequisite,topic,label\nA,B,1\nC,B,0\nB,A,0\n", encoding="utf-8")
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [(one.needed, one.topic) for one in read.said.needs] == [("a", "b")]
    assert [(one.kind, one.where, one.what.values) for one in read.remarks] == [
        ("denied", "line 3", {"count": 2, "column": 3})
    ]


def test_cells_of_notion_and_airtable_hold_several_names(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    page = "https://www.notion.so/P-1?pvs=21"
    rows = [
        "topic,prerequisites",
        '"Diffusion","Probability, Algebra"',
        f'"Flows","Probability ({page}), Ordinary, or stochastic ({page}), Algebra ({page})"',
        f'"Probability","Algebra ({page})"',
        '"Algebra","Sets, and classes"',
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [(one.needed, one.topic) for one in read.said.needs] == [
        ("probability", "diffusion"),
        ("algebra", "diffusion"),
        ("probability", "flows"),
        ("ordinary,orstochastic", "flows"),
        ("algebra", "flows"),
        ("algebra", "probability"),
        ("sets,andclasses", "algebra"),
    ]
    assert [one.kind for one in read.remarks] == ["several"]


def test_a_quoted_cell_is_parted_by_what_parts_cells_where_all_names_stand_in_the_other_column(
    tmp_path: Path,
) -> None:
    rows = 'topic;prerequisites\nTorts;\nContracts;Torts\nTrials;"Torts;Contracts"\nAppeals;"Trials;Courts"\n'
    whole = _read(tmp_path / "a.csv", rows)

    assert [one.name.en for one in whole.topics] == [
        *("Torts", "Contracts", "Trials", "Trials;Courts", "Appeals"),
    ]
    assert _edges(whole) >= {("torts", "trials"), ("contracts", "trials")}


def test_an_arrow_of_yed_leads_to_its_head(tmp_path: Path) -> None:
    def edge(first: str, second: str, heads: str) -> str:
        drawn = f"<y:PolyLineEdge>{heads}</y:PolyLineEdge>"
        return f'<edge source="{first}" target="{second}">\n<data key="e">{drawn}</data></edge>'

    arrows = '<y:Arrows source="{}" target="{}"/>'
    edges = (
        edge("a", "b", arrows.format("none", "standard")),
        edge("c", "b", arrows.format("white_delta", "none")),
        edge("a", "c", arrows.format("none", "none")),
        edge("c", "a", arrows.format("standard", "standard")),
        edge("a", "d", ""),
    )
    text = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">\n'
        '<key for="edge" id="e" yfiles.type="edgegraphics"/><graph edgedefault="directed">\n'
        + "\n".join([*(f'<node id="{name}"/>' for name in "abcd"), *edges])
        + "</graph></graphml>"
    )
    file = tmp_path / "a.graphml"
    file.write_text(text, encoding="utf-8")
    read = read_import(file, Wishes())

    assert isinstance(read.said, Draft)
    assert [(one.needed, one.topic) for one in read.said.needs] == [("a", "b"), ("b", "c"), ("a", "d")]
    assert [(one.kind, one.where, one.what.values["count"]) for one in read.remarks] == [
        ("no_direction", "line 11", 2)
    ]


def test_a_group_of_yed_is_an_area_and_a_topic_where_an_arrow_ends_at_it(tmp_path: Path) -> None:
    def group(key: str, label: str) -> str:
        labels = f"<y:NodeLabel>{label}<y:M/></y:NodeLabel><y:NodeLabel>Closed</y:NodeLabel>"
        bare = (
            f'<node id="{key}::g" yfiles.foldertype="group"><graph><node id="{key}::g::n0"/></graph></node>'
        )
        inner = f'<graph id="{key}:"><node id="{key}::n0"/>{bare}</graph>'
        return f'<node id="{key}" yfiles.foldertype="group"><data key="n">{labels}</data>{inner}</node>'

    text = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
        '<key for="node" id="n" yfiles.type="nodegraphics"/><graph edgedefault="directed">'
        + group("n0", "Maths &amp;\nLogic")
        + group("n1", "Robots")
        + '<edge source="n0::n0" target="n1"/></graph></graphml>'
    )
    file = tmp_path / "a.graphml"
    file.write_text(text, encoding="utf-8")
    said = read_import(file, Wishes()).said

    assert isinstance(said, Draft)
    assert [(one.key, one.name, one.area) for one in said.topics] == [
        ("n0::n0", "n0::n0", "Maths & Logic"),
        ("n0::g::n0", "n0::g::n0", "Maths & Logic"),
        ("n1", "Robots", ""),
        ("n1::n0", "n1::n0", "Robots"),
        ("n1::g::n0", "n1::g::n0", "Robots"),
    ]
