"""Rendering the site: its time beside importing pyvis, and how time and size grow with topics and papers.

All times are processor times. Every rendering draws the map anew, as a build does.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._arguments import at_least, parser_of
from benchmarks._runs import milliseconds, of_command, spread
from benchmarks._synthetic import make_content
from benchmarks.layout import forget_drawings
from vlagraph.pipeline.build import read_content
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.papers.paper import Paper

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
_RUNS = 5


def main(argv: Sequence[str] | None = None) -> None:
    """Print both."""
    parser = parser_of("site", __doc__)
    parser.add_argument("--topics", type=at_least(10), default=10_000, help="the most topics of the curves")
    most = parser.parse_args(argv).topics
    _beside_import()
    steps = [most // 8, most // 4, most // 2, most]
    for what, sizes in (
        ("topics grow", [(topics, most) for topics in steps]),
        ("papers grow", [(most // 10, 10 * papers) for papers in steps]),
        ("both", [(most, 10 * most)]),
    ):
        print(f"{what:12} topics   papers     CPU s   map page   papers page")
        for topics, papers in sizes:
            _one(topics, papers)


def _beside_import() -> None:
    """The shipped roadmap with 2,000 more papers."""
    from vlagraph.site.pages import render_site

    content = read_content(Workspace(ROOT))
    found = make_content(40, 2000).papers
    ids = content.order
    added = {paper.id: _under(paper, ids[index % len(ids)]) for index, paper in enumerate(found.values())}
    content = replace(content, papers={**content.papers, **added})
    imports = [sys.executable, "-c", "import pyvis.network"]
    ratios = []
    for _ in range(_RUNS):
        floor = of_command(imports)
        forget_drawings()
        ratios.append(milliseconds(lambda: render_site(replace(content))) / floor)
    size = len(render_site(content)["index.html"].encode()) / 1000
    print(f"{len(ids)} topics, {len(content.papers):,} papers: map of {size:,.0f} kB, rendered in", end=" ")
    print(f"{spread(ratios)} x the time of a Python that imports pyvis.network")


def _under(paper: Paper, topic: str) -> Paper:
    """The paper under another topic."""
    import msgspec

    match = msgspec.structs.replace(paper.matches[0], topic=topic)
    return msgspec.structs.replace(paper, matches=(match,))


def _one(topics: int, papers: int) -> None:
    from vlagraph.site.pages import render_site

    content = make_content(topics, papers)
    forget_drawings()
    start = time.process_time()
    pages = render_site(content)
    spent = time.process_time() - start
    sizes = [len(pages[name].encode()) / 1e6 for name in ("index.html", "papers.html")]
    print(f"{topics:19,} {papers:8,} {spent:9.1f} {sizes[0]:7.2f} MB {sizes[1]:10.2f} MB", flush=True)


if __name__ == "__main__":
    main()
