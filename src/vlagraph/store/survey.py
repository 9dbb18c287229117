"""What the papers of a workspace come to as a whole, without reading each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.store.asking import ask
from vlagraph.store.totals import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.papers.standing import Standings
    from vlagraph.store.asking import Source
    from vlagraph.store.totals import Totals
    from vlagraph.store.workspace import Workspace
    from vlagraph.words import Message

__all__ = ["Survey", "stored_totals", "survey"]


@dataclass(frozen=True)
class Survey:
    """The totals of the stored papers, and the tally of each topic, that of recorded papers too if wanted.

    ``recorded`` counts those that only the collection has, which reaches to the day ``until``; ``fault`` says
    why it could not be read.
    """

    stored: Totals
    topics: Mapping[str, Tally]
    recorded: int = 0
    until: str | None = None
    fault: Message | None = None


def survey(
    workspace: Workspace, kg: KnowledgeGraph, standings: Standings, *, recorded_too: bool = False
) -> Survey:
    """The papers of ``workspace`` as they stand in ``kg`` for the reader of ``standings``.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    return ask(workspace, lambda sources: _survey(sources, kg, standings, recorded_too=recorded_too))


def stored_totals(workspace: Workspace) -> Totals:
    """How many papers of which kind are stored, recorded ones aside.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    return ask(workspace, lambda sources: sources[0].totals(), stored_only=True)


def _survey(
    sources: Sequence[Source], kg: KnowledgeGraph, standings: Standings, *, recorded_too: bool
) -> Survey:
    stored, *recorded = sources
    fault = next((source.fault for source in recorded), None)
    until = next((source.totals().recorded for source in recorded), None)
    ids = {one for source in recorded for one in source.ids()}
    both = frozenset(stored.known(ids))
    counted = [(stored, frozenset[str]()), *((source, both) for source in recorded if recorded_too)]
    tallies = _tallies(counted, kg, standings)
    return Survey(stored.totals(), tallies, len(ids) - len(both), until, fault)


def _tallies(
    counted: Sequence[tuple[Source, frozenset[str]]], kg: KnowledgeGraph, standings: Standings
) -> dict[str, Tally]:
    """By topic the papers of each source, without those that an earlier one has (ids).

    What people or the reader said of papers is looked up one by one; of all others the matches decide.
    """
    rules = standings.least_by_topic()
    chosen = frozenset({*kg.chosen_by, *standings.judged})
    found = dict.fromkeys(rules, Tally())
    for source, earlier in counted:
        for topic, tally in source.tally(rules, chosen | earlier).items():
            found[topic] |= tally
        for paper in source.by_id(chosen).values():
            if paper.id in chosen and paper.id not in earlier:
                for topic in standings.topics(paper):
                    found[topic] |= Tally(1, paper.published[:10])
    return found
