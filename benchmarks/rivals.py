"""Layouts of other programs beside ours: ``python -m benchmarks.rivals [--sizes N …]``.

elkjs (its layered algorithm, without areas and with areas as nodes that hold others) and dagre draw the lines
of the same graphs; npm puts them into a folder that is gone afterwards, and where it cannot they are left
out, and it exits 4. networkx places topics by level and draws straight lines. Printed are the processor time
of the layout alone and the pairs of edges without a common topic that meet as they are drawn, counted by one
counter along the points of every edge.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np

from benchmarks import ABSENT
from benchmarks._arguments import at_least, parser_of
from benchmarks._synthetic import make_content
from benchmarks.layout import forget_drawings, runs_of
from vlagraph.pipeline.build import read_content
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.picture import drawn
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["count_crossings", "main"]

ROOT = Path(__file__).parent.parent
PACKAGES = ("elkjs@0.12.1", "@dagrejs/dagre@3.1.3")
SIZES = (40, 100, 200, 400, 1000)
_STACK = "--stack-size=50000"
"""dagre walks a large graph by recursion."""
_PATIENCE = 300
"""Seconds that npm may take before it is given up."""
_RIVALS = {"elk": "elkjs", "areas": "elkjs, areas", "dagre": "dagre"}

Edge = tuple[str, str]
Way = list[tuple[float, float]]


class Found(NamedTuple):
    """The processor time of a layout, and the points of every edge."""

    seconds: float
    ways: Sequence[Way]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code, `ABSENT` where elkjs and dagre are left out."""
    parser = parser_of("rivals", __doc__)
    parser.add_argument("--sizes", type=at_least(1), nargs="+", default=list(SIZES))
    sizes = parser.parse_args(argv).sizes
    with tempfile.TemporaryDirectory() as folder:
        missing = _install(Path(folder))
        names = ["vlagraph", "networkx", *(() if missing else _RIVALS.values())]
        print(f"{'':22}" + "".join(f"{name:>22}" for name in names))
        print(f"{'map':12}{'topics':>8}{'edges':>7}" + f"{'CPU s  crossings':>22}" * len(names))
        _row("shipped", read_content(Workspace(ROOT)), Path(folder), rivals=not missing)
        for size in sizes:
            _row("synthetic", make_content(size), Path(folder), rivals=not missing)
    if missing:
        print(f"elkjs and dagre are left out: {missing}")
        return ABSENT
    return 0


def _install(folder: Path) -> str:
    """Put the packages into ``folder``; what is missing where that is not possible."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "there is no node with npm"
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return "npm could not install " + " and ".join(PACKAGES)
    return ""


def _row(name: str, content: Content, folder: Path, *, rivals: bool) -> None:
    edges = list(content.shown.lines)
    found = [_ours(content, edges), _multipartite(content, edges)]
    if rivals:
        graph = folder / "graph.json"
        topics = [(topic.id, topic.area) for topic in content.topics.values()]
        size = {"width": GEOMETRY.card.width, "height": GEOMETRY.card.height}
        graph.write_text(json.dumps({**size, "topics": topics, "edges": edges}), encoding="utf-8")
        found += [_rival(which, graph) for which in _RIVALS]
    print(f"{name:12}{len(content.topics):8,}{len(edges):7,}", end="")
    for one in found:
        print(f"{one.seconds:10.2f} {count_crossings(edges, one.ways):11,}", end="", flush=True)
    print()


def _ours(content: Content, edges: Sequence[Edge]) -> Found:
    content.shown  # noqa: B018 # what is drawn is chosen before, for the others too
    forget_drawings()
    begun = time.process_time()
    drawing = drawn(content)
    return Found(time.process_time() - begun, _ways(drawing, edges))


def _ways(drawing: Drawing, edges: Sequence[Edge]) -> list[Way]:
    """The lines as drawn: routed, or above the limit straight from side to side."""
    if drawing.paths:
        runs = [runs_of(drawing.paths[edge]) for edge in edges]
        return [[some[0][0], *(end for _, end in some)] for some in runs]
    return _straight(drawing.centres, edges)


def _straight(centres: Mapping[str, tuple[float, float]], edges: Sequence[Edge]) -> list[Way]:
    half = GEOMETRY.card.width / 2
    return [[(centres[a][0] + half, centres[a][1]), (centres[b][0] - half, centres[b][1])] for a, b in edges]


def _multipartite(content: Content, edges: Sequence[Edge]) -> Found:
    begun = time.process_time()
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(content.topics)
    graph.add_edges_from(edges)
    for level, nodes in enumerate(nx.topological_generations(graph)):
        for node in nodes:
            graph.nodes[node]["layer"] = level
    points = nx.multipartite_layout(graph, subset_key="layer")
    taken = time.process_time() - begun
    wide = (GEOMETRY.card.width + GEOMETRY.grid.column) * graph.number_of_nodes()
    scaled = {topic: (float(x) * wide, float(y) * wide) for topic, (x, y) in points.items()}
    return Found(taken, _straight(scaled, edges))


def _rival(which: str, graph: Path) -> Found:
    command = ["node", _STACK, str(ROOT / "benchmarks" / "rivals.mjs"), which, str(graph)]
    done = subprocess.run(command, cwd=graph.parent, capture_output=True, check=True)
    found = json.loads(done.stdout)
    return Found(found["seconds"], [[(x, y) for x, y in way] for way in found["ways"]])


def count_crossings(edges: Sequence[Edge], ways: Sequence[Way]) -> int:
    """How many pairs of edges without a common topic meet along their ``ways``, however often.

    Example:
        >>> count_crossings([("a", "b"), ("c", "d")], [[(0, 0), (2, 2)], [(0, 2), (2, 0)]])
        1
    """
    parts = [(*p, *q, at) for at, way in enumerate(ways) for p, q in pairwise(way)]
    lines = np.array(sorted(parts, key=lambda part: min(part[0], part[2])), dtype=float)
    if not len(lines):
        return 0
    number = {topic: at for at, topic in enumerate(dict.fromkeys(one for edge in edges for one in edge))}
    ends = np.array([(number[a], number[b]) for a, b in edges])
    owner = lines[:, 4].astype(int)
    first, last = np.minimum(lines[:, 0], lines[:, 2]), np.maximum(lines[:, 0], lines[:, 2])
    pairs = []
    for at in range(len(lines)):
        beside = slice(at + 1, int(np.searchsorted(first, last[at], side="right")))
        met = owner[beside][_meet(lines[at], lines[beside])]
        apart = (ends[met][:, :, None] != ends[owner[at]][None, None, :]).all(axis=(1, 2))
        low, high = np.minimum(met, owner[at]), np.maximum(met, owner[at])
        pairs.append((low * len(edges) + high)[apart])
    return len(np.unique(np.concatenate(pairs)))


def _meet(line: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which of the others have a point in common with ``line``, by the sides on which their ends lie."""
    x1, y1, x2, y2 = line[:4]
    a, b, c, d = others[:, 0], others[:, 1], others[:, 2], others[:, 3]
    near = (np.minimum(b, d) <= max(y1, y2)) & (np.maximum(b, d) >= min(y1, y2))
    one = ((x2 - x1) * (b - y1) - (y2 - y1) * (a - x1)) * ((x2 - x1) * (d - y1) - (y2 - y1) * (c - x1))
    two = ((c - a) * (y1 - b) - (d - b) * (x1 - a)) * ((c - a) * (y2 - b) - (d - b) * (x2 - a))
    found: np.ndarray = near & (one <= 0) & (two <= 0)
    return found


if __name__ == "__main__":
    sys.exit(main())
