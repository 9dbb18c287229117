"""Crossings and overlaps of the shipped map beside other layouts of the same drawn edges, in one run.

Straight lines between card centres are compared, because that is all that the other layouts have; then our
edges are counted as they are drawn, also with a topic removed or added. Rows are scaled to the same gaps
between neighbours. It exits 3 where a card lies on another or on an edge as drawn.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import ABSENT, MISSED
from benchmarks._arguments import refuse_all
from benchmarks._browser import chromium
from vlagraph.pipeline.build import read_content
from vlagraph.site import network
from vlagraph.site.layout.drawing import draw
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.picture import drawn
from vlagraph.site.shown import reduction
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = [
    "ADDED",
    "REMOVED",
    "SHIPPED",
    "Drawn",
    "Graph",
    "Variant",
    "as_graph",
    "count_drawn",
    "draw_graph",
    "forget_drawings",
    "main",
    "runs_of",
    "vary",
]

ROOT = Path(__file__).parent.parent
Point = tuple[float, float]
_COLUMN = GEOMETRY.card.width + GEOMETRY.grid.column
_ROW = GEOMETRY.card.height + GEOMETRY.grid.gap
Line = tuple[Point, Point]
_POINTS = 72
"""Points in the inch in which Graphviz counts."""
_NODE_GAP, _RANK_GAP = 10, 36
"""The gaps that Graphviz is asked for, in points: those of our rows and columns."""


class Graph(NamedTuple):
    """Topics with their areas, the edges with a line at rest, and all other requirements that order."""

    topics: list[tuple[str, str]]
    lines: list[tuple[str, str]]
    hidden: list[tuple[str, str]]


class Variant(NamedTuple):
    """The shipped graph with the topic at place ``removed`` gone, or with that of number ``added`` more."""

    removed: int | None = None
    added: int | None = None


class Drawn(NamedTuple):
    """What is wrong with a drawing: crossing edges, cards under an edge, cards on a card."""

    crossings: int
    under: int
    overlaps: int


SHIPPED = Variant()
REMOVED = [Variant(removed=4 * number) for number in range(10)]
ADDED = [Variant(added=number) for number in range(10)]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code, `ABSENT` where one of the others is not installed."""
    refuse_all("layout", __doc__, argv)
    content = read_content(Workspace(ROOT))
    drawing, edges = drawn(content), content.shown.lines
    layouts: dict[str, Callable[[Content], Mapping[str, Point] | None]] = {
        "vlagraph (bands)": lambda _: drawing.centres,
        "Graphviz dot, no areas": lambda c: _dot(c, clusters=False),
        "Graphviz dot, areas as clusters": lambda c: _dot(c, clusters=True),
        "networkx multipartite": _multipartite,
        "vis hierarchical": _hierarchical,
    }
    print(f"{len(content.order)} topics, {len(content.kind)} requirements, {len(edges)} drawn")
    print(f"{'layout':34} crossings  cards under an edge  cards that overlap")
    missing = False
    for name, layout in layouts.items():
        centres = layout(content)
        if centres is None:
            print(f"{name:34} not installed")
            missing = True
            continue
        lines = [(centres[a], centres[b]) for a, b in edges]
        figures = _crossings(edges, lines), _under(edges, centres), _overlaps(centres)
        print(f"{name:34} {figures[0]:9} {figures[1]:20} {figures[2]:19}")
    print("\n| as drawn | lines | crossings | least | worst |\n|---|---|---|---|---|")
    whole = [
        _print_drawn("the shipped map", [SHIPPED]),
        _print_drawn("without one topic (median of ten)", REMOVED),
        _print_drawn("with one topic more (median of ten)", ADDED),
    ]
    return MISSED if not all(whole) else ABSENT if missing else 0


def _print_drawn(name: str, variants: Sequence[Variant]) -> bool:
    """Print a line of the table; whether no card lies on another or on an edge."""
    graphs = [vary(read_content(Workspace(ROOT)), variant) for variant in variants]
    figures = [count_drawn(draw_graph(graph), graph.lines) for graph in graphs]
    crossings = [found.crossings for found in figures]
    lines = statistics.median(len(graph.lines) for graph in graphs)
    print(f"| {name} | {lines:g} | {statistics.median(crossings):g} | {min(crossings)} | {max(crossings)} |")
    broken = any(found.under or found.overlaps for found in figures)
    if broken:
        print("  MISSED: a card lies on another or on an edge")
    return not broken


def vary(content: Content, variant: Variant) -> Graph:
    """The graph of ``variant``; a topic that is added needs two others, in an area that changes with it."""
    order = list(content.order)
    topics = [(topic.id, topic.area) for topic in content.topics.values()]
    kinds = dict(content.kind)
    if variant.removed is not None:
        gone = order.pop(variant.removed)
        topics = [topic for topic in topics if topic[0] != gone]
        kinds = {edge: kind for edge, kind in kinds.items() if gone not in edge}
    if variant.added is not None:
        topics.append(("added", content.areas[variant.added % len(content.areas)].id))
        kinds |= {(order[3 * variant.added + more], "added"): "required" for more in (0, 9)}
        order.append("added")
    return as_graph(order, topics, kinds, assumed={area.id for area in content.areas if area.assumed})


def as_graph(
    order: Sequence[str],
    topics: list[tuple[str, str]],
    kinds: Mapping[tuple[str, str], str],
    *,
    assumed: Collection[str] = (),
) -> Graph:
    """What the map draws of requirements by their kinds, as `vlagraph.site.shown` chooses it."""
    area = dict(topics)
    needs = {t: [a for (a, b), kind in kinds.items() if b == t and kind == "required"] for t in order}
    lines = [(a, b) for a, b in reduction(order, needs) if area[a] not in assumed or area[b] in assumed]
    return Graph(topics, lines, [edge for edge in kinds if edge not in set(lines)])


def draw_graph(graph: Graph) -> Drawing:
    """The drawing of ``graph``, without stubs."""
    return draw(graph.topics, graph.lines, hidden=graph.hidden)


def forget_drawings() -> None:
    """Let the next drawing be made anew: a process keeps some, and a measured one would cost nothing."""
    draw.__globals__["_draw"].cache_clear()


def count_drawn(drawing: Drawing, lines: Collection[tuple[str, str]]) -> Drawn:
    """The faults of ``drawing``, counted from its paths alone; ``lines`` are those that are seen at rest."""
    runs = {edge: runs_of(path) for edge, path in drawing.paths.items()}
    seen = {edge: runs[edge] for edge in lines if edge in runs}
    return Drawn(_drawn_crossings(seen), _drawn_under(runs, drawing.centres), _overlaps(drawing.centres))


def _cross(one: Line, other: Line) -> bool:
    (a, b), (c, d) = one, other

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _touch(one: Line, other: Line) -> bool:
    """Whether two level or upright lines have a point in common."""
    return all(
        max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d))
        for (a, b), (c, d) in zip(zip(*one, strict=True), zip(*other, strict=True), strict=True)
    )


def _crossings(edges: Sequence[tuple[str, str]], lines: Sequence[Line]) -> int:
    pairs = combinations(zip(edges, lines, strict=True), 2)
    return sum(not set(e) & set(f) and _cross(p, q) for (e, p), (f, q) in pairs)


def _under(edges: Sequence[tuple[str, str]], centres: Mapping[str, Point]) -> int:
    return sum(
        _hits((centres[a], centres[b]), centre)
        for a, b in edges
        for t, centre in centres.items()
        if t not in (a, b)
    )


def _hits(line: Line, centre: Point) -> bool:
    x, y = centre
    w, h = GEOMETRY.card.width / 2, GEOMETRY.card.height / 2
    return _cross(line, ((x - w, y - h), (x + w, y + h))) or _cross(line, ((x - w, y + h), (x + w, y - h)))


def _overlaps(centres: Mapping[str, Point]) -> int:
    return sum(
        abs(a[0] - b[0]) < GEOMETRY.card.width and abs(a[1] - b[1]) < GEOMETRY.card.height
        for a, b in combinations(centres.values(), 2)
    )


def _scaled(points: Mapping[str, Point]) -> dict[str, Point]:
    """The layout with our distances between columns and between the nearest rows of a column."""
    columns = sorted({round(x, 3) for x, _ in points.values()})
    gaps = [
        abs(a[1] - b[1])
        for a, b in combinations(points.values(), 2)
        if round(a[0], 3) == round(b[0], 3) and a[1] != b[1]
    ]
    unit = min(gaps, default=1.0)
    return {t: (columns.index(round(x, 3)) * _COLUMN, y / unit * _ROW) for t, (x, y) in points.items()}


def _multipartite(content: Content) -> dict[str, Point] | None:
    import networkx as nx

    level: dict[str, int] = {}
    for topic in content.topics.values():
        level[topic.id] = max((level[need.topic] + 1 for need in topic.requires if need.orders), default=0)
    graph: nx.DiGraph[str] = nx.DiGraph()
    for topic_id, value in level.items():
        graph.add_node(topic_id, layer=value)
    try:
        points = nx.multipartite_layout(graph, subset_key="layer")
    except ImportError:
        return None
    return _scaled({topic: (float(x), float(y)) for topic, (x, y) in points.items()})


def _dot(content: Content, *, clusters: bool) -> dict[str, Point] | None:
    """Where the program ``dot`` puts the cards."""
    program = shutil.which("dot")
    if program is None:
        return None
    width, height = GEOMETRY.card.width / _POINTS, GEOMETRY.card.height / _POINTS
    asked = [
        f"digraph {{ rankdir=LR; nodesep={_NODE_GAP / _POINTS}; ranksep={_RANK_GAP / _POINTS};",
        f'node [label="", shape=box, fixedsize=true, width={width}, height={height}];',
        *(f'"{topic}";' for topic in content.order),
        *(f'"{a}" -> "{b}";' for a, b in content.shown.lines),
    ]
    for area in content.areas if clusters else ():
        members = " ".join(f'"{t.id}";' for t in content.topics.values() if t.area == area.id)
        asked.append(f'subgraph "cluster_{area.id}" {{ {members} }}')
    text = "\n".join([*asked, "}"])
    done = subprocess.run([program, "-Tplain"], input=text, capture_output=True, text=True, check=True)
    places = {}
    for line in done.stdout.splitlines():
        kind, *rest = line.split()
        if kind == "node":
            places[rest[0].strip('"')] = (float(rest[1]) * _POINTS, float(rest[2]) * _POINTS)
    return places


def _hierarchical(content: Content) -> dict[str, Point] | None:
    path = chromium()
    if path is None:
        return None
    from playwright.sync_api import sync_playwright

    nodes = json.dumps([{"id": topic} for topic in content.order])
    edges = json.dumps([{"from": a, "to": b} for a, b in content.shown.lines])
    options = json.dumps(
        {
            "physics": False,
            "layout": {"hierarchical": {"direction": "LR", "sortMethod": "directed", "nodeSpacing": 49}},
        }
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_content("<div id=net style='height:800px'></div>")
        page.add_script_tag(content=network.vis_script())
        data = f"{{nodes: {nodes}, edges: {edges}}}"
        found = page.evaluate(
            f"new vis.Network(document.getElementById('net'), {data}, {options}).getPositions()"
        )
        browser.close()
    return _scaled({topic: (place["x"], place["y"]) for topic, place in found.items()})


def runs_of(path: str) -> list[Line]:
    """The level and upright parts of a drawn edge, its rounded corners as sharp ones."""
    x, y = (float(text) for text in re.findall(r"-?[\d.]+", path.partition("H")[0]))
    lines = []
    corner = r"Q(-?[\d.]+) (-?[\d.]+) -?[\d.]+ -?[\d.]+|H(-?[\d.]+)$"
    for match in re.finditer(corner, path):
        to = (float(match[1]), float(match[2])) if match[1] else (float(match[3]), y)
        lines.append(((x, y), to))
        x, y = to
    return lines


def _drawn_crossings(runs: Mapping[tuple[str, str], Sequence[Line]]) -> int:
    return sum(
        any(_touch(p, q) for p in runs[e] for q in runs[f])
        for e, f in combinations(runs, 2)
        if not set(e) & set(f)
    )


def _drawn_under(
    runs: Mapping[tuple[str, str], Sequence[Line]], centres: Mapping[str, tuple[int, int]]
) -> int:
    return sum(
        any(_hits(line, centre) for line in lines)
        for edge, lines in runs.items()
        for topic, centre in centres.items()
        if topic not in edge
    )


if __name__ == "__main__":
    sys.exit(main())
