"""Building the site of a workspace: the roadmap and the papers in, a folder of pages out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph import __version__
from vlagraph.errors import WorkspaceError
from vlagraph.order import learning_order
from vlagraph.order.learning import stage_of
from vlagraph.pipeline.answers import open_graph
from vlagraph.site.content import Content
from vlagraph.store.atomic import write_atomic
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.store.workspace import Workspace

__all__ = ["Built", "build_site", "read_content"]


@dataclass(frozen=True)
class Built:
    """What a build wrote: the page to open, how many files, and the bytes of the map."""

    index: Path
    files: int
    map_bytes: int


def build_site(workspace: Workspace, out: Path | None = None) -> Built:
    """Write the site of ``workspace`` to ``out`` (default: its site/ folder).

    Files that are already what they should be are left alone; nothing outside the site is touched.

    Raises:
        DataError: the roadmap or the papers are wrong.
        StoreError: a file cannot be read or written.
        WorkspaceError: ``out`` was not given and the roadmap is the bundled one, or ``out`` is a file.
    """
    from vlagraph.site.pages import render_site

    folder = out if out is not None else workspace.writable().site
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder} is a file, not a folder. Name another folder with --out.")
    pages = render_site(read_content(workspace))
    for name, text in pages.items():
        write_atomic(folder / name, text)
    return Built(folder / "index.html", len(pages), len(pages["index.html"].encode("utf-8")))


def read_content(workspace: Workspace) -> Content:
    """Everything that the pages show, read from ``workspace``.

    Raises:
        DataError: the roadmap or the papers are wrong.
        StoreError: a file cannot be read.
    """
    kg = open_graph(workspace)
    papers = load_papers(workspace.papers)
    fetched = max((paper.fetched for paper in papers.values() if paper.fetched), default=None)
    return Content(
        kg.roadmap,
        learning_order(kg),
        papers=papers,
        stage_of=stage_of(kg),
        fetched=fetched,
        version=__version__,
    )
