"""Building the site of a workspace: the roadmap and the papers in, a folder of pages out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace as with_fields

from vlagraph import __version__
from vlagraph.clock import system_clock
from vlagraph.core.marks import Progress, read_papers, wanted_papers
from vlagraph.core.model.base import SITE_ADDRESS
from vlagraph.core.order import learning_order
from vlagraph.core.order.learning import stage_of
from vlagraph.core.papers.standing import Standings
from vlagraph.core.text import printable, visible
from vlagraph.core.truth import all_confirmed
from vlagraph.errors import UsageError, WorkspaceError
from vlagraph.formats.notes import filled
from vlagraph.pipeline.answers import open_graph
from vlagraph.pipeline.fetch.holes import holes_in
from vlagraph.pipeline.first_names import first_names
from vlagraph.site.content import Content, Noted
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.fetch_state import SNAPSHOT, load_state
from vlagraph.store.fetch_truth import known_now, silent_topics
from vlagraph.store.holdings import read_holdings
from vlagraph.store.marks import encode_progress
from vlagraph.store.notes import load_notes
from vlagraph.store.reader import is_anothers
from vlagraph.store.readers import Shared, load_shared
from vlagraph.store.shown_state import shown_state
from vlagraph.store.site_folder import (
    built_before,
    check_folder,
    foreign_files,
    remember,
    remove,
)
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Roadmap
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.site_folder import Before
    from vlagraph.store.workspace import Workspace

__all__ = ["Built", "MapPage", "SiteChoice", "build_site", "read_content"]

_LONGEST = 100_000
"""Characters of a note on a page: a book of more is not read there, and slow to open."""


@dataclass(frozen=True)
class SiteChoice:
    """What of the reader a site shows: the ``notes``; the ``marks``, as on a site that nobody else opens.

    With ``marks`` papers stand where the reader pinned, moved or dismissed them, and where others pinned
    them. ``site`` is the address that the site will have, if that is another than the roadmap says.
    """

    notes: bool = True
    marks: bool = False
    site: str | None = None


_AS_USUAL = SiteChoice()


@dataclass(frozen=True)
class Built:
    """What a build wrote: the page to open, how many files, the bytes of the map.

    ``overwritten`` are the files of others that it was made to write over, ``remarks`` say what of other
    readers is lacking, and that there are no topics.
    """

    index: Path
    files: int
    map_bytes: int
    overwritten: tuple[str, ...] = ()
    remarks: tuple[Message, ...] = ()


def build_site(
    workspace: Workspace,
    out: Path | None = None,
    *,
    choice: SiteChoice = _AS_USUAL,
    force: bool = False,
) -> Built:
    """Write the site of ``workspace`` to ``out`` (default: its site/ folder), as ``choice`` wishes it.

    Files that are already what they should be are left alone. What an earlier build wrote and this one does
    not, as the pages of a topic that is gone with the notes on it, is removed. Nothing outside the site is
    touched, and no file that a build did not write, unless ``force`` says so.

    Raises:
        DataError: the roadmap or the papers are wrong.
        StoreError: a file cannot be read or written.
        WorkspaceError: ``out`` was not given and the roadmap is the bundled one, ``out`` is no place for a
            site, or it holds files of others.
        UsageError: the address of the site is none.
    """
    from vlagraph.site.pages import render_pictures, render_site

    folder = out if out is not None else workspace.writable().site
    check_folder(folder, workspace)
    disk.fence(folder)
    content = read_content(workspace, choice)
    pages = render_site(content)
    pictures = render_pictures(content)
    names = (*pages, *pictures)
    before = built_before(folder)
    overwritten = _overwritten(folder, names, before, force=force)
    remember(folder, before.removable.union(names))  # before the pages: a build that is killed is known
    for name in names:
        write_atomic(folder / name, pictures.get(name) or pages[name])
    remove(folder, before.stale(names))
    remember(folder, names)
    size = len(pages["index.html"].encode("utf-8"))
    empty = () if content.graph.topics else (Message("topic.none"),)
    return Built(folder / "index.html", len(names), size, overwritten, (*content.remarks, *empty))


@dataclass
class MapPage:
    """The map as a page for programs of assistants: with the reader's marks, which a frame cannot keep.

    It is made when it is asked for, and kept until a file that it shows changes.
    """

    _kept: tuple[object, str] | None = None

    def text(self, workspace: Workspace) -> str:
        """The page for ``workspace`` as it is now.

        Raises:
            DataError: the roadmap or the papers are wrong.
            StoreError: a file cannot be read.
        """
        from vlagraph.site.pages import render_app

        state = shown_state(workspace)
        if self._kept is None or self._kept[0] != state:
            self._kept = state, render_app(read_content(workspace, SiteChoice(notes=False, marks=True)))
        return self._kept[1]


def _overwritten(folder: Path, names: Iterable[str], before: Before, *, force: bool) -> tuple[str, ...]:
    """The files of others that give way to ``names``, by ``force`` alone.

    Raises:
        WorkspaceError: the folder holds files of others, and there is no ``force``.
    """
    overwritten, others = foreign_files(folder, names, before)
    if (overwritten or others) and not force:
        key = "build.overwrites" if overwritten else "build.foreign"
        raise WorkspaceError(key, path=str(folder), names=first_names(overwritten or others))
    return overwritten


def read_content(workspace: Workspace, choice: SiteChoice = _AS_USUAL) -> Content:
    """Everything that the pages show, read from ``workspace`` as ``choice`` wishes it.

    A note that cannot be read is shown as such and never an error.

    Raises:
        DataError: the roadmap or the papers are wrong.
        StoreError: a file cannot be read.
        UsageError: the address of the site is none.
    """
    site = choice.site
    if site is not None and not (re.search(SITE_ADDRESS, site) and visible(site) == site):
        raise UsageError("build.no_address", site=repr(printable(site)))
    kg = open_graph(workspace)
    holdings = read_holdings(workspace)
    progress, remarks = load_shared(workspace) if choice.marks else Shared(Progress())
    state, now = load_state(workspace.fetch_state), system_clock().now()
    known, _ = known_now(state, kg.roadmap, now)
    checked, latest = known.checked, known.latest()
    noted = _noted(workspace, own=choice.marks) if choice.notes else {}
    return Content(
        kg.roadmap if site is None else _addressed(kg.roadmap, site),
        learning_order(kg),
        papers=_shown(kg, holdings.papers, progress, named=noted),
        recorded=holdings.until,
        stage_of=stage_of(kg),
        fetched=latest[0] if latest else all_confirmed(holdings.papers.values(), now),
        snapshot=latest is not None and latest[1] == SNAPSHOT,
        checked=checked,
        silent=tuple(one for one in silent_topics(known, now) if one in kg.topics),
        version=__version__,
        notes=noted,
        marks=_marked(progress) if choice.marks else None,
        read=read_papers(progress),
        opinions=progress.feedback,
        holes=holes_in(state, holdings.papers.values()),
        others=progress.others,
        remarks=remarks,
    )


def _addressed(roadmap: Roadmap, site: str) -> Roadmap:
    """``roadmap`` with the address ``site``; it stays the same roadmap for the readers of its feed."""
    return with_fields(roadmap, site=site, id=roadmap.identity)


def _shown(
    kg: KnowledgeGraph, papers: Mapping[str, Paper], progress: Progress, *, named: Collection[str]
) -> dict[str, Paper]:
    """The papers without those that are stored for a looser look alone, unless marked or ``named``."""
    standings, wanted = Standings(kg, progress), wanted_papers(progress).union(named)
    return {one: paper for one, paper in papers.items() if one in wanted or not standings.set_aside(paper)}


def _marked(progress: Progress) -> dict[str, object]:
    """What is learned, read and starred, in the form of progress.json; scripts join it with their own."""
    whole = json.loads(encode_progress(progress))
    return {"schema": whole["schema"], "topics": whole["topics"], "papers": whole["papers"]}


def _noted(workspace: Workspace, *, own: bool) -> dict[str, Noted]:
    """The notes by paper; on a reader's ``own`` site those of others do not say what is read."""
    found = {}
    for paper, note in load_notes(workspace.notes).items():
        text = filled(note.body)
        problem: Message | None = note.problem
        if len(text) > _LONGEST:
            values = {"count": f"{len(text):,}", "most": f"{_LONGEST:,}"}
            text, problem = "", Message("build.note_too_long", values)
        found[paper] = Noted(
            paper,
            text,
            status=note.status,
            rating=note.rating,
            date=note.date,
            topics=note.topics,
            problem=problem,
            author=note.author,
            anothers=own and is_anothers(note, workspace),
        )
    return found
