"""What `vlagraph export` writes, gathered from a workspace, and citations of what other answers name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from networkx import ancestors

from vlagraph.core.citing import cite_papers
from vlagraph.core.editing import keep_topics
from vlagraph.core.graph import InGraph
from vlagraph.core.order import learning_order
from vlagraph.core.papers.choice import Choice
from vlagraph.core.papers.news import News
from vlagraph.core.papers.shelf import Shelf
from vlagraph.core.papers.syllabus import Syllabus
from vlagraph.errors import UsageError
from vlagraph.formats.exports import EXPORTS
from vlagraph.pipeline.answers import checked_topics
from vlagraph.pipeline.news.shelf import ask_shelf
from vlagraph.pipeline.placing import place_roadmap
from vlagraph.pipeline.vault import save_vault
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.holdings import Wanted, known_papers, read_holdings
from vlagraph.store.own_files import is_needed
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from vlagraph.core.citing import Citations
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang, Roadmap
    from vlagraph.core.order import LearningPath
    from vlagraph.formats.canvas import PlacedRoadmap
    from vlagraph.formats.exports import ExportKind
    from vlagraph.pipeline.vault import SavedVault
    from vlagraph.store.workspace import Workspace

__all__ = ["ExportRequest", "as_citations", "gather", "save_export"]


@dataclass(frozen=True, kw_only=True)
class ExportRequest:
    """What is to be exported in the format ``form``: ``topics`` (ids), or the whole roadmap without any.

    Of the papers the key papers; with ``everything`` all that stand there, with ``starred`` and ``read`` only
    those that the reader marked so. With ``out`` it is written there, as the path was typed.
    """

    form: str
    topics: tuple[str, ...] = ()
    everything: bool = False
    starred: bool = False
    read: bool = False
    out: str | None = None

    @property
    def kind(self) -> ExportKind:
        """What the format is about."""
        return EXPORTS[self.form].kind


def gather(workspace: Workspace, kg: KnowledgeGraph, request: ExportRequest) -> Any:  # noqa: ANN401
    """What the writer of the format takes.

    Raises:
        DataError, StoreError: a file of the workspace cannot be read.
        UsageError: the request chooses among papers, and the format is about topics; or it names no folder
            for a vault.
    """
    if request.kind != "papers" and (request.everything or request.starred or request.read):
        raise UsageError("export.papers_only", form=request.form)
    if request.kind == "vault" and request.out is None:
        raise UsageError("export.vault_where")
    return _GATHERERS[request.kind](workspace, kg, request)


def save_export(
    workspace: Workspace, request: ExportRequest, found: object, *, lang: Lang
) -> tuple[Message, ...]:
    """Write the export of what was ``found`` where the request says, a file in one step; what is to be told.

    Raises:
        UsageError: the place is a folder, or a file that the workspace itself lives on.
        StoreError, WorkspaceError: it cannot be written.
    """
    path, written = Path(request.out or "."), EXPORTS[request.form].writer(found, lang)
    if request.kind == "vault" and not isinstance(written, bytes):
        return _told(save_vault(workspace, path, list(written), lang=lang), path)
    if disk.is_folder(path):
        raise UsageError("export.is_folder", path=path)
    if is_needed(workspace, path):
        raise UsageError("export.own_file", path=path)
    write_atomic(path, written if isinstance(written, bytes) else "".join(written))
    return (Message("marked.exported", {"file": path}),)


def _told(saved: SavedVault, folder: Path) -> tuple[Message, ...]:
    """How many pages there are, and what became of those of topics that are gone."""
    head = Message("export.vault_saved", {"count": saved.pages, "folder": folder})
    removed = Message("export.vault_removed", {"names": ", ".join(saved.removed)})
    kept = Message("export.vault_kept", {"names": ", ".join(saved.kept)})
    return (head, *((removed,) if saved.removed else ()), *((kept,) if saved.kept else ()))


def as_citations(workspace: Workspace, kg: KnowledgeGraph, answer: object) -> Citations:
    """The papers that ``answer`` names; of a path and a plan those to read, in the order of the reading.

    Raises:
        DataError, StoreError: papers/ cannot be read.
    """
    if isinstance(answer, Shelf):
        return cite_papers(kg, {row.id: row.paper for row in answer.rows})
    if isinstance(answer, News):
        return cite_papers(kg, {item.paper.id: item.paper for item in (*answer.top, *answer.also)})
    ids = tuple(_read_on_path(answer) if isinstance(answer, InGraph) else _read_in_plan(answer))
    stored = known_papers(workspace, wanted=Wanted(ids=ids))
    return cite_papers(kg, {one: stored.get(one) for one in ids})


def _gather_papers(workspace: Workspace, kg: KnowledgeGraph, request: ExportRequest) -> Citations:
    marked = request.starred or request.read
    choice = Choice(starred=request.starred, read=request.read)
    whole = not request.topics
    topics = () if whole and marked else learning_order(kg, among=request.topics or None)
    shelf = ask_shelf(workspace, kg, topics=topics, choice=choice)
    everything = request.everything or marked
    papers = {row.id: row.paper for row in shelf.rows if everything or row.key}
    if whole and request.everything and not marked:
        first = list(papers)
        del shelf, papers  # of many papers the memory does not hold two copies
        held = read_holdings(workspace, brief=True).papers
        papers = {**{one: held.get(one) for one in first}, **held}
    return cite_papers(kg, papers)


def _gather_graph(_: Workspace, kg: KnowledgeGraph, request: ExportRequest) -> Roadmap:
    """The roadmap, or of it the chosen topics and all that they need."""
    return keep_topics(kg.roadmap, _with_needs(kg, request)) if request.topics else kg.roadmap


def _gather_map(workspace: Workspace, kg: KnowledgeGraph, request: ExportRequest) -> PlacedRoadmap:
    """The same, laid out as on the map."""
    return place_roadmap(_gather_graph(workspace, kg, request))


def _gather_syllabus(workspace: Workspace, kg: KnowledgeGraph, request: ExportRequest) -> Syllabus:
    """The same topics in learning order, with the records of their key papers."""
    topics = learning_order(kg, among=_with_needs(kg, request) if request.topics else None)
    ids = {key.arxiv for topic in topics for key in kg.topics[topic].key_papers}
    return Syllabus(kg, topics, known_papers(workspace, wanted=Wanted(ids=sorted(ids))))


def _gather_vault(workspace: Workspace, kg: KnowledgeGraph, request: ExportRequest) -> Syllabus:
    """The same, with when each topic was last asked for at arXiv."""
    found = _gather_syllabus(workspace, kg, request)
    return replace(found, checked=checked_topics(workspace, kg.roadmap))


def _gather_cards(_: Workspace, kg: KnowledgeGraph, request: ExportRequest) -> Syllabus:
    """The chosen topics alone, or all, in learning order: of what they need one knows what one learned."""
    return Syllabus(kg, learning_order(kg, among=request.topics or None))


def _with_needs(kg: KnowledgeGraph, request: ExportRequest) -> set[str]:
    """The chosen topics and all that they need."""
    return set(request.topics).union(*(ancestors(kg.digraph, topic) for topic in request.topics))


def _read_on_path(answer: InGraph[LearningPath]) -> Iterator[str]:
    from vlagraph.core.depths import papers_for

    for step in answer.found.steps:
        topic = answer.kg.topics[step.topic]
        yield from (key.arxiv for key in papers_for(topic, step.concepts, mastery=answer.found.mastery))


def _read_in_plan(answer: Any) -> Sequence[str]:  # noqa: ANN401 - a TitledPlan
    from vlagraph.core.model import KeyPaper

    sessions = (session for week in answer.plan.weeks for session in week.sessions)
    work = (one.what for session in sessions for one in session.work)
    return [what.arxiv for what in work if isinstance(what, KeyPaper)]


_GATHERERS: Mapping[ExportKind, Callable[[Workspace, KnowledgeGraph, ExportRequest], Any]] = {
    "papers": _gather_papers,
    "graph": _gather_graph,
    "map": _gather_map,
    "syllabus": _gather_syllabus,
    "cards": _gather_cards,
    "vault": _gather_vault,
}
"""What gathers the things that each kind of format is about."""
