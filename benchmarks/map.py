"""The map beside a bare vis-network page, a plain SVG page and pyvis's own output: first paint, use, frames.

`python -m benchmarks.map [--runs N] [--sizes 40,500,2000,10000]`; the pages take turns, each time in
another order, and each is opened in a browser that has come to rest; figures are medians, with
the least and the greatest of the rounds.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import ABSENT
from benchmarks._arguments import at_least, counts, parser_of
from benchmarks._browser import chromium
from benchmarks._runs import spread
from benchmarks._synthetic import make_content
from vlagraph.pipeline.build import read_content
from vlagraph.site import network
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.pages import render_site
from vlagraph.site.picture import drawn
from vlagraph.site.render import FIRST, style
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Page

    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["ASK", "Times", "checked", "main"]

ROOT = Path(__file__).parent.parent
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_PAN_SECONDS = 2.0
_REST = 1.5  # seconds until the browser has nothing left to do for the page before and the blank one
_PATIENCE = 200  # seconds until a page is given up
_DEFAULT_LIMIT = 500
ASK = """
new PerformanceObserver((list) => {
  for (const { name, startTime } of list.getEntries()) {
    if (window.__usable || !/^(usable|drawn)$/.test(name)) continue;
    if (!window.vlagraph) { window.__usable = startTime; continue; }
    const found = window.vlagraph.find("control");
    window.vlagraph.hover(found[0].id);
    if (!found.length || !window.vlagraph.lit().size) throw new Error("search or hover does not answer");
    document.body.getBoundingClientRect();
    window.__usable = performance.now();
    setTimeout(() => window.vlagraph.hover(null), 0);
  }
}).observe({ type: "mark", buffered: true });
"""
"""A search and a hover as soon as the page says that it answers; the lights count when their style and
layout are done. The bare page answers a hover once it has drawn, and has no search to wait for."""
_FRAMES = (
    "() => { window.__n = 0; const step = () => { window.__n += 1; requestAnimationFrame(step); }; step(); }"
)


_STILL = ("svg", "alone")
"""Pages of a picture alone: nothing in them answers, and there is no vis-network."""
_UNPAINTED = ("pyvis",)
"""Pages of which Chromium does not always tell a first paint."""


class Times(NamedTuple):
    """Milliseconds after navigation: first paint, search and hover answer, vis-network has drawn.

    0 is what never came, or was not told.
    """

    paint: float
    usable: float
    drawn: float


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = parser_of("map", __doc__)
    parser.add_argument("--runs", type=at_least(1), default=5)
    parser.add_argument("--sizes", type=counts, default="40,500,2000,10000")
    chosen = parser.parse_args(argv)
    path = chromium()
    if path is None:
        sys.exit(ABSENT)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        medians = {}
        for size in chosen.sizes:
            medians[size] = _one_size(browser, Path(folder), size=size, runs=chosen.runs)
        if {500, 10000} <= set(medians):
            ratio = medians[10000].usable / medians[500].usable
            print(f"10,000 topics usable after {ratio:.2f} x the page of 500")
        browser.close()


def _one_size(browser: Browser, folder: Path, *, size: int, runs: int) -> Times:
    content = (
        read_content(Workspace(ROOT))
        if size == len(read_content(Workspace(ROOT)).order)
        else make_content(size)
    )
    started = time.perf_counter()
    page = render_site(content)["index.html"]
    spent = time.perf_counter() - started
    drawing = drawn(content)
    files = {
        "ours": page,
        "bare": _bare(content, drawing),
        "svg": _svg(content, drawing),
        "alone": _alone(page),
    }
    if size <= _DEFAULT_LIMIT:
        files["pyvis"] = _pyvis(content)
    for name, text in files.items():
        (folder / f"{name}{size}.html").write_text(text, encoding="utf-8")
    turns = [random.sample(sorted(files), len(files)) for _ in range(runs)]
    rounds = [{name: _load(browser, folder / f"{name}{size}.html") for name in turn} for turn in turns]
    weight = len(page.encode()) / 1000
    print(f"\n{size} topics, {len(content.kind)} edges, page {weight:,.0f} kB, rendered in {spent:.2f} s")
    for name in files:
        every = zip(*(one[name] for one in rounds), strict=True)
        paint, usable, done = map(_told, every)
        print(f"  {name:6} first paint {paint:>17} ms   usable {usable:>17} ms   vis-network {done:>17} ms")
    for what, other in (("plain SVG", "svg"), ("our picture alone", "alone")):
        ratios = [one["ours"].paint / one[other].paint for one in rounds]
        print(f"  first paint {spread(ratios)} x {what}")
    ratios = [one["ours"].usable / one["bare"].usable for one in rounds]
    print(f"  usable {spread(ratios)} x bare vis-network")
    frames = {name: _frames(browser, folder / f"{name}{size}.html") for name in ("ours", "bare")}
    print(f"  panning {frames['ours']:.0f} frames/s, bare {frames['bare']:.0f}")
    return _median([one["ours"] for one in rounds])


def _told(values: Sequence[float]) -> str:
    return spread(values, 0) if all(values) else "-"


def _median(rounds: list[Times]) -> Times:
    return Times(*(statistics.median(values) for values in zip(*rounds, strict=True)))


def _load(browser: Browser, path: Path) -> Times:
    page = _open(browser, path)
    paint = page.evaluate(
        "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime"
    )
    drawn = page.evaluate("(performance.getEntriesByName('drawn')[0] || {startTime: 0}).startTime")
    usable = page.evaluate("window.__usable || 0")
    page.context.close()
    return checked(path, Times(paint, usable, drawn))


def _kind(path: Path) -> str:
    return path.stem.rstrip("0123456789")


def checked(path: Path, times: Times) -> Times:
    """``times`` of a page whose name begins with its kind; nothing answers before it is painted.

    Raises:
        SystemExit: what the kind of page comes to never came.
    """
    kind = _kind(path)
    never = [
        what
        for what, came, left_out in (
            ("painted", times.paint, _UNPAINTED),
            ("answered a search and a hover", times.usable, _STILL),
            ("drew its network", times.drawn, _STILL),
        )
        if not came and kind not in left_out
    ]
    if never:
        raise SystemExit(f"failed: the page {path.name} never {', nor '.join(never)}")
    return times if kind in _STILL else times._replace(usable=max(times.usable, times.paint))


def _open(browser: Browser, path: Path) -> Page:
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.add_init_script(ASK)
    time.sleep(_REST)
    page.goto(path.as_uri())
    kind, deadline = _kind(path), time.monotonic() + _PATIENCE
    for name, left_out in (("drawn", _STILL), ("first-contentful-paint", _UNPAINTED)):
        asked = f"performance.getEntriesByName('{name}').length"
        while kind not in left_out and not page.evaluate(asked) and time.monotonic() < deadline:
            page.wait_for_timeout(50)  # the page's policy forbids Playwright's own waiting, which uses eval
    page.wait_for_timeout(150)
    return page


def _frames(browser: Browser, path: Path) -> float:
    """Frames per second while the map is dragged about."""
    page = _open(browser, path)
    page.evaluate(_FRAMES)
    page.mouse.move(700, 500)
    page.mouse.down()
    before, started, step = page.evaluate("window.__n"), time.perf_counter(), 0
    while time.perf_counter() - started < _PAN_SECONDS:
        step += 1
        page.mouse.move(700 + 200 * ((step // 20) % 2 * 2 - 1) * (step % 20) / 20, 500 + step % 40)
    spent = time.perf_counter() - started
    frames = page.evaluate("window.__n") - before
    page.mouse.up()
    page.context.close()
    return float(frames / spent)


def _bare(content: Content, drawing: Drawing) -> str:
    """The shortest vis-network page with the same positions and the same drawn edges."""
    nodes = [
        {
            "id": t.id,
            "label": t.name.en,
            "x": drawing.centres[t.id][0],
            "y": drawing.centres[t.id][1],
            "shape": "box",
        }
        for t in content.topics.values()
    ]
    edges = [{"from": a, "to": b, "arrows": "to"} for a, b in content.shown.lines]
    options = {"physics": False, "edges": {"smooth": False}, "layout": {"improvedLayout": False}}
    data = f"{{nodes: {json.dumps(nodes)}, edges: {json.dumps(edges)}}}"
    script = (
        f"new vis.Network(document.body.firstElementChild, {data}, {json.dumps(options)})"
        ".once('afterDrawing', () => performance.mark('drawn'));"
    )
    return (
        '<!doctype html><meta charset="utf-8"><title>bare</title><body><div style="height:880px"></div>'
        f"<script>{network.vis_script()}</script><script>{script}</script>"
    )


def _svg(content: Content, drawing: Drawing) -> str:
    """The shortest inline SVG of the same graph."""
    card = GEOMETRY.card
    half, size = card.width // 2, f'width="{card.width}" height="{card.height}"'
    boxes = "".join(
        f'<rect x="{x - half}" y="{y - card.height // 2}" {size} fill="#eee"/>'
        f'<text x="{x - half + 8}" y="{y}">{content.topics[topic].name.en.replace("&", "&amp;")}</text>'
        for topic, (x, y) in drawing.centres.items()
    )
    lines = "".join(
        f'<line x1="{drawing.centres[a][0]}" y1="{drawing.centres[a][1]}" x2="{drawing.centres[b][0]}"'
        f' y2="{drawing.centres[b][1]}" stroke="#999"/>'
        for a, b in content.shown.lines
    )
    return (
        '<!doctype html><meta charset="utf-8"><title>svg</title>'
        f'<svg viewBox="0 0 {drawing.width} {drawing.height}" width="1380">{lines}{boxes}</svg>'
    )


def _alone(page: str) -> str:
    """The picture of our page with its style, and nothing else: no header, no script, no data."""
    picture = re.search(r'<svg id="first".*?</svg>', page, re.DOTALL)
    assert picture
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>alone</title>'
        f"<style>{style(*FIRST)}</style>{picture[0]}"
    )


def _pyvis(content: Content) -> str:
    """What pyvis writes by default, told to inline its scripts and to say when it has drawn."""
    from pyvis.network import Network

    made = Network(directed=True, cdn_resources="in_line")
    for topic in content.topics.values():
        made.add_node(topic.id, label=topic.name.en)
    for a, b in content.kind:
        made.add_edge(a, b)
    text = str(made.generate_html())
    mark = "network.once('afterDrawing', () => performance.mark('drawn'));"
    return text.replace("return network;", mark + "return network;")


if __name__ == "__main__":
    main()
