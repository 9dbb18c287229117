"""Rendering the site: its time beside importing pyvis, and how time and size grow with topics and papers."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._synthetic import make_content
from vlagraph.pipeline.build import read_content
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from vlagraph.model import Paper

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
_RUNS = 5


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,2000,4000,8000")
    sizes = [int(text) for text in parser.parse_args().sizes.split(",")]
    _beside_import()
    print("topics    papers   seconds   per topic   map page   papers page")
    for size in sizes:
        _one(size)


def _beside_import() -> None:
    """The shipped roadmap with 2,000 more papers."""
    from vlagraph.site.pages import render_site

    content = read_content(Workspace(ROOT))
    found = make_content(40, 2000).papers
    ids = content.order
    spread = {paper.id: _under(paper, ids[index % len(ids)]) for index, paper in enumerate(found.values())}
    content = replace(content, papers={**content.papers, **spread})
    imports = statistics.median(_import_seconds() for _ in range(_RUNS))
    builds, size = [], 0
    for _ in range(_RUNS):
        start = time.perf_counter()
        size = len(render_site(replace(content))["index.html"].encode())
        builds.append(time.perf_counter() - start)
    print(f"40 topics, {len(content.papers)} papers: map of {size / 1000:,.0f} kB, rendered in", end=" ")
    print(f"{statistics.median(builds) / imports:.1f} x the time of importing pyvis.network")


def _under(paper: Paper, topic: str) -> Paper:
    """The paper under another topic."""
    import msgspec

    match = msgspec.structs.replace(paper.matches[0], topic=topic)
    return msgspec.structs.replace(paper, matches=(match,))


def _import_seconds() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import pyvis.network"], check=True, capture_output=True)
    return time.perf_counter() - start


def _one(size: int) -> None:
    from vlagraph.site.pages import render_site

    content = make_content(size, 10 * size)
    start = time.perf_counter()
    pages = render_site(content)
    spent = time.perf_counter() - start
    sizes = [len(pages[name].encode()) / 1e6 for name in ("index.html", "papers.html")]
    each = 1000 * spent / size
    print(f"{size:6} {10 * size:9} {spent:9.1f} {each:8.2f} ms {sizes[0]:7.2f} MB {sizes[1]:10.2f} MB")


if __name__ == "__main__":
    main()
