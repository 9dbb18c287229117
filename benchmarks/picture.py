"""How good the picture of the map is, as one table: of the shipped roadmap, of its own topics, of others.

`python -m benchmarks.picture`; the figures come from the drawing and the styles alone, without a browser
(tests/browser/test_site_fit.py measures the page itself).
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from benchmarks._arguments import refuse_all
from benchmarks._synthetic import make_content
from benchmarks.layout import as_graph, count_drawn, draw_graph, runs_of
from vlagraph.pipeline.build import read_content
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.render import FIRST, style
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from benchmarks.layout import Graph, Line
    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["contrasts", "count_lost", "count_near", "main"]

ROOT = Path(__file__).parent.parent
SIZES = (88, 100, 120, 150, 180, 220, 260, 300, 350, 400)
_PANE = (1280, 594)
"""What a window of 1280 x 720 leaves to the map, in pixels."""
_NAMED = 0.66
"""The zoom from which cards have their names in 12 pixels (scripts/sizes.js)."""
_NUMBERED = 0.5
"""The zoom from which they have their numbers; below it areas have their names."""
_BAND = 1 / 1.8
"""Of the tint of a card, in the ground of an area (scripts/colours.js)."""


class _Case(NamedTuple):
    name: str
    graph: Graph
    required: set[tuple[str, str]]
    stubs: set[tuple[str, str]]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table and the contrasts."""
    refuse_all("picture", __doc__, argv)
    shipped = read_content(Workspace(ROOT))
    own = [topic.id for topic in shipped.topics.values() if topic.origin != "extension"]
    cases = [_case("the shipped map", shipped, list(shipped.order)), _case("its own topics", shipped, own)]
    cases += [_case("synthetic", content, list(content.order)) for content in map(make_content, SIZES)]
    print(
        "| map | topics | lines | crossings | nearer than 6 px | under cards | lost | cards whole | shows |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for case in cases:
        _print(case)
    print()
    for name, value in contrasts().items():
        print(f"{name}: {value:.1f} : 1")


def _case(name: str, content: Content, order: list[str]) -> _Case:
    kept, assumed = set(order), {area.id for area in content.areas if area.assumed}
    topics = [(topic, content.topics[topic].area) for topic in order]
    kinds = {edge: kind for edge, kind in content.kind.items() if kept.issuperset(edge)}
    graph, whole = (as_graph(order, topics, kinds, assumed=some) for some in (assumed, ()))
    required = {edge for edge, kind in kinds.items() if kind == "required"}
    return _Case(name, graph, required, set(whole.lines) - set(graph.lines))


def _print(case: _Case) -> None:
    drawing = draw_graph(case.graph)
    found = count_drawn(drawing, case.graph.lines)
    scale = min(_PANE[0] / drawing.width, _PANE[1] / drawing.height)
    lost = count_lost(
        case.required, {edge for edge in case.graph.lines if edge in drawing.paths} | case.stubs
    )
    near = count_near(drawing, case.graph.lines)
    shows = "names" if scale >= _NAMED else "numbers" if scale >= _NUMBERED else "areas"
    cells = [len(case.graph.topics), len(case.graph.lines), found.crossings, near, found.under, lost]
    text = " | ".join(map(str, cells))
    print(f"| {case.name} | {text} | {_whole(drawing, scale):.0%} | {shows}, 12 px |")


def _whole(drawing: Drawing, scale: float) -> float:
    """The share of cards that lie wholly in the first view at 1280 x 720."""
    half = (GEOMETRY.card.width / 2, GEOMETRY.card.height / 2)
    room = (_PANE[0] / scale / 2, _PANE[1] / scale / 2)
    inside = [
        abs(x - drawing.width / 2) + half[0] <= room[0] and abs(y - drawing.height / 2) + half[1] <= room[1]
        for x, y in drawing.centres.values()
    ]
    return sum(inside) / len(inside)


def count_lost(required: Collection[tuple[str, str]], seen: Collection[tuple[str, str]]) -> int:
    """The required edges that are neither in the picture nor follow from those that are."""
    implied = set(nx.transitive_closure(nx.DiGraph(list(seen))).edges)
    return sum(edge not in implied for edge in required)


def count_near(drawing: Drawing, lines: Collection[tuple[str, str]]) -> int:
    """Pairs of lines without a common topic that run side by side less than a track apart."""
    runs = {edge: runs_of(drawing.paths[edge]) for edge in lines if edge in drawing.paths}
    return sum(
        any(_near(one, other) for one in runs[a] for other in runs[b])
        for a, b in combinations(runs, 2)
        if not set(a) & set(b)
    )


def _near(one: Line, other: Line) -> bool:
    for across in (0, 1):
        along = 1 - across
        parts = (one, other)
        if all(part[0][across] == part[1][across] for part in parts):
            spans = [sorted((part[0][along], part[1][along])) for part in parts]
            shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
            return shared > 0 and abs(one[0][across] - other[0][across]) < GEOMETRY.edge.track
    return False


def contrasts() -> dict[str, float]:
    """The least contrast of each kind of line with the paper and with the grounds of the areas, by theme."""
    css, found = style(*FIRST), {}
    for theme, text in (("light", css.split("@media")[0]), ("dark", css.split('[data-theme="dark"]')[1])):
        colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", text))
        tint = re.search(r"--tint: ([\d.]+)", text)
        part = (float(tint[1]) if tint else 0.1) * _BAND
        grounds = [_rgb(colour["paper"])]
        grounds += [
            [a * part + b * (1 - part) for a, b in zip(_rgb(colour[f"a{n}"]), grounds[0], strict=True)]
            for n in range(GEOMETRY.colours)
        ]
        for name, key in (("required", "edge"), ("recommended", "hint")):
            line = _luminance(_rgb(colour[key]))
            found[f"{name}, {theme}"] = min(_contrast(line, _luminance(ground)) for ground in grounds)
    return found


def _rgb(text: str) -> list[float]:
    return [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _luminance(rgb: Sequence[float]) -> float:
    """The relative luminance of WCAG 2."""
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(a: float, b: float) -> float:
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


if __name__ == "__main__":
    main()
