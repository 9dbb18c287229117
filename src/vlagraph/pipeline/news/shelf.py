"""The papers of topics as the reader of a workspace wants them, read from its files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vlagraph.core.marks import wanted_papers
from vlagraph.core.papers.choice import Choice, advise, choose, one_row_a_paper, one_row_a_pin
from vlagraph.core.papers.landmarks import list_landmarks
from vlagraph.core.papers.searching import searched_words
from vlagraph.core.papers.shelf import arrange_shelf
from vlagraph.core.papers.standing import Standings
from vlagraph.errors import UsageError, VlagraphError
from vlagraph.store.fetch_state import load_state
from vlagraph.store.fetch_truth import never_asked
from vlagraph.store.holdings import Wanted, known_papers, stored_papers
from vlagraph.store.progress import load_progress
from vlagraph.store.readers import load_shared
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.landmarks import Landmark
    from vlagraph.core.papers.shelf import Shelf
    from vlagraph.store.workspace import Workspace

__all__ = ["ask_landmarks", "ask_shelf"]

_EVERY = Choice()
"""The choice that takes every paper."""


def ask_shelf(
    workspace: Workspace,
    kg: KnowledgeGraph,
    *,
    topics: Sequence[str] = (),
    most: int | None = None,
    choice: Choice = _EVERY,
) -> Shelf:
    """Key and attached papers of ``topics`` (ids) that ``choice`` takes, at most ``most`` attached ones each.

    Without topics the key papers of all; with a choice instead all papers that it takes, each once (of pins:
    once under each topic that it is pinned to), at most ``most`` of them.

    Raises:
        UsageError: the choice takes read and unread papers alone.
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    if choice.read and choice.unread:
        raise UsageError("choice.read_and_unread")
    if not searched_words(choice.search):
        choice = replace(choice, search="")
    progress, remarks = load_shared(workspace)
    standings = Standings(kg, progress, level=choice.level)
    papers = known_papers(workspace, wanted=_needed(kg, standings, progress, topics=topics, choice=choice))
    chosen = [kg.topics[name] for name in topics] or kg.roadmap.topics
    if topics:
        remarks = (*remarks, *_of_rules(workspace, chosen))
    shelf = arranged = replace(arrange_shelf(standings, papers, topics=chosen), remarks=remarks)
    if not topics and _takes_all(choice):
        few = shelf.at_most(0).missing(kg.chosen_by)
        return few if kg.topics else replace(few, advice=Message("topic.none"))
    if not topics:  # each paper is listed, wherever it stands
        shelf = one_row_a_paper(shelf, papers, standings=standings, progress=progress, topics=kg.topics)
        shelf = shelf.missing(())
    advice = advise(choice, some=bool(shelf.rows)) if kg.topics else Message("topic.none")
    if not topics and choice.pinned:
        shelf = one_row_a_pin(arranged, papers, standings=standings, topics=kg.topics).missing(())
    shelf = choose(replace(shelf, advice=advice), choice, standings=standings, progress=progress)
    return shelf.at_most(most) if topics and most is not None else shelf.of(shelf.rows[:most])


def _of_rules(workspace: Workspace, topics: Sequence[Topic]) -> Iterator[Message]:
    """That papers are not tagged by the rules of some topics yet; nothing where fetch.json cannot tell."""
    try:
        state = load_state(workspace.fetch_state)
    except VlagraphError:
        return
    if changed := never_asked(state, topics):
        names = ", ".join(topic.id for topic in changed)
        yield Message("paper.rule_changed", {"names": names, "count": len(changed)})


def _takes_all(choice: Choice) -> bool:
    return replace(choice, level=_EVERY.level) == _EVERY


def _needed(
    kg: KnowledgeGraph, standings: Standings, progress: Progress, *, topics: Sequence[str], choice: Choice
) -> Wanted | None:
    """The papers that decide the shelf of ``topics`` or of ``choice``; None where all of them may."""
    if topics:
        keys = {key.arxiv for name in topics for key in kg.topics[name].key_papers}
        return Wanted(ids={*keys, *standings.judged}, least=standings.least_scores(topics))
    ids = {*kg.chosen_by, *standings.judged, *wanted_papers(progress)}
    few = choice.search or choice.starred or choice.read or choice.pinned or _takes_all(choice)
    return Wanted(ids=ids, words=choice.search, alike=True) if few else None


def ask_landmarks(
    workspace: Workspace, kg: KnowledgeGraph, *, topics: Sequence[str] = (), since: str | None = None
) -> tuple[Landmark, ...]:
    """The landmarks of ``topics`` (ids), or of all, from the day or year ``since`` on, oldest first.

    Raises:
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    standings = Standings(kg, load_progress(workspace.progress))
    return list_landmarks(kg, standings, stored_papers(workspace, kg.chosen_by), topics=topics, since=since)
