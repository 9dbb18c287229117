"""Papers that a reader asks for by name: found in what was written, asked of arXiv, stored and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.asking import Added, AddedPaper, Refused, Wanted
from vlagraph.core.papers.ids import id_in, ids_in
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, VlagraphError
from vlagraph.pipeline.fetch.job import fetch, fetch_job
from vlagraph.pipeline.fetch.steps import FetchRequest
from vlagraph.pipeline.news.explain import explain_papers
from vlagraph.pipeline.paper_names import PickedPapers, check_id, pick_papers, whole_paper_names
from vlagraph.store.fetch_state import load_state
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.papers.asking import Arrival
    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.forecast import Listener
    from vlagraph.pipeline.fetch.job import FetchJob
    from vlagraph.store.workspace import Workspace
    from vlagraph.words import Message

__all__ = ["add_job", "add_papers", "read_wanted"]

_STDIN = "-"


def read_wanted(names: Sequence[str], lines: Iterable[str], *, workspace: Workspace | None = None) -> Wanted:
    """The papers that ``names`` mean: ids, addresses, or texts that hold some; ``-`` stands for ``lines``.

    A text without any may be what a key paper of ``workspace`` is called.

    Raises:
        UnknownNameError: nothing in them names a paper that can be; the first reason why.
    """
    ids: dict[str, None] = {}
    refused: list[Refused] = []
    notes: list[Message] = []
    for name in whole_paper_names(names, workspace):
        try:
            found = _in_text("".join(lines), workspace) if name == _STDIN else _named(name, workspace)
        except VlagraphError as error:
            refused.append(Refused(printable(name), error))
        else:
            ids.update(dict.fromkeys(found.ids))
            notes += found.notes
    if refused and not ids:
        raise refused[0].why
    return Wanted(tuple(ids), tuple(refused), tuple(notes))


def add_job(
    workspace: Workspace, ids: tuple[str, ...], *, listener: Listener, environ: Mapping[str, str]
) -> FetchJob:
    """The fetch of the papers with ``ids`` that are not stored, and of nothing else.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError, UsageError: as `fetch_job`.
    """
    return fetch_job(workspace.writable(), FetchRequest(ids=ids), listener=listener, environ=environ)


def add_papers(job: FetchJob, kg: KnowledgeGraph, wanted: Wanted) -> Added:
    """Ask for the papers of ``job``, store them whatever the rules say, and explain each.

    What did not come is wished for: the next fetch asks for it again, as for key papers of which facts alone
    are stored.

    Raises:
        DataError, StoreError, WorkspaceError, UsageError: as `fetch`.
    """
    before = load_papers(job.workspace.papers)
    report = fetch(job)
    stored, state = load_papers(job.workspace.papers), load_state(job.workspace.fetch_state)
    lacking = {one for one in wanted.ids if report.failures and one in stored and not stored[one].fetched}
    waits = tuple(one for one in wanted.ids if one in state.wished or one in lacking)
    came = [one for one in wanted.ids if one in stored]
    explanations = explain_papers(job.workspace, kg, papers=came)
    return Added(
        papers=tuple(AddedPaper(_arrival(found.paper, before), found) for found in explanations),
        unknown=tuple(one for one in wanted.ids if one not in stored and one not in waits),
        waits=waits,
        refused=wanted.refused,
        failure=report.failures[0].why if report.failures else None,
        requests=report.requests,
    )


def _arrival(paper: Paper, before: Mapping[str, Paper]) -> Arrival:
    if paper.id not in before:
        return "added"
    return "completed" if before[paper.id].fetched is None and paper.fetched else "stored"


def _named(name: str, workspace: Workspace | None) -> PickedPapers:
    """The papers in what was written: strictly where it is one id, else all in it, else what is called so."""
    if not id_in(name) and (found := _mentioned(name)):
        return PickedPapers(found)
    return pick_papers([name], workspace=workspace)


def _in_text(text: str, workspace: Workspace | None) -> PickedPapers:
    """The papers in a text of many lines; a single word is read as a name."""
    if found := _mentioned(text):
        return PickedPapers(found)
    if len(words := text.split()) == 1:
        return pick_papers(words, workspace=workspace)  # which says what is wrong with it
    raise UnknownNameError("add.no_id")


def _mentioned(text: str) -> tuple[str, ...]:
    return tuple(one for one in ids_in(text) if _can_be(one))


def _can_be(paper: str) -> bool:
    try:
        check_id(paper, None)
    except VlagraphError:
        return False
    return True
