"""All papers that a workspace can show, or the few of them that an answer needs.

Every way to ask for a part returns at least the papers that it names, and everything where that is quicker
or no index can be kept: what is computed from them is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vlagraph.core.papers.searching import telling_runs
from vlagraph.store.asking import ask
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.asking import Source
    from vlagraph.store.workspace import Workspace
    from vlagraph.words import Message

__all__ = [
    "Holdings",
    "Recent",
    "Rest",
    "Wanted",
    "find_paper",
    "known_ids",
    "known_papers",
    "read_holdings",
    "select_recent",
    "stored_ids",
    "stored_papers",
]


@dataclass(frozen=True)
class Holdings:
    """All papers that a workspace can show, by id, sorted.

    ``until`` is the day up to which the recorded ones among them reach, None where there are none; ``fault``
    says why the recorded ones could not be read.
    """

    papers: dict[str, Paper]
    until: str | None = None
    fault: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The papers that an answer needs: ``ids``, those with a match that counts, those with all ``words``.

    ``least`` has the score from which on a match counts, by topic; with ``since`` only papers that may be of
    that day or later are wanted for their matches. ``alike`` adds those with nearly the title of another.
    """

    ids: Collection[str] = ()
    least: Mapping[str, float] = field(default_factory=dict)
    since: str | None = None
    words: str = ""
    alike: bool = False


@dataclass(frozen=True, kw_only=True)
class Rest:
    """What is asked of the papers that are not wanted, those ``chosen`` by people or the reader aside.

    Those before the day of the wanted ones are counted without the ``seen`` ones and those with a match that
    reaches a score of ``barred``; not at all where ``seen`` is None. There are others where a match counts,
    or with ``unmatched`` where one has none with a topic of now.
    """

    chosen: Collection[str]
    seen: Collection[str] | None = None
    barred: Mapping[str, float] = field(default_factory=dict)
    unmatched: bool = False


@dataclass(frozen=True)
class Recent:
    """The papers since a day and those before it that may share a title; the others before it are ``alone``.

    ``others`` says that there are further papers that nobody chose, new or not.
    """

    papers: dict[str, Paper]
    alone: int
    others: bool


def read_holdings(workspace: Workspace, *, brief: bool = False) -> Holdings:
    """The stored papers of ``workspace``, and the recorded ones while no fetch or import has succeeded.

    A stored record comes before a recorded one of the same id. A damaged file of recorded papers is left
    aside, with the reason. The stored ones of a ``brief`` reading are without abstracts and evidence.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    from vlagraph.store.recorded import load_recorded, was_fetched

    stored = load_papers(workspace.papers, brief=brief)
    if was_fetched(workspace):
        return Holdings(stored)
    recorded, fault = load_recorded(workspace.recorded)
    until = max((paper.recorded for paper in recorded.values() if paper.recorded), default=None)
    return Holdings(dict(sorted((recorded | stored).items())) if recorded else stored, until, fault)


def known_papers(workspace: Workspace, *, wanted: Wanted | None = None) -> dict[str, Paper]:
    """The papers of `read_holdings`; with ``wanted`` at least those.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    if wanted is None or (wanted.words and not telling_runs(wanted.words)):
        return read_holdings(workspace).papers
    return ask(workspace, lambda sources: _select(sources, wanted))


def stored_papers(workspace: Workspace, ids: Collection[str]) -> dict[str, Paper]:
    """The stored papers alone, without recorded ones: at least those of ``ids`` that there are.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    return ask(workspace, lambda sources: sources[0].by_id(ids), stored_only=True)


def known_ids(workspace: Workspace) -> tuple[str, ...]:
    """The ids of the papers of `read_holdings`, sorted.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    return ask(workspace, lambda sources: tuple(sorted({one for source in sources for one in source.ids()})))


def stored_ids(workspace: Workspace, ids: Collection[str]) -> Collection[str]:
    """Those of ``ids`` that are stored, recorded ones aside.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    return ask(workspace, lambda sources: sources[0].known(ids), stored_only=True)


def find_paper(workspace: Workspace, paper: str) -> Paper | None:
    """The record of ``paper`` (a base arXiv id); the recorded ones are asked only where it is not stored.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    found = stored_papers(workspace, [paper]).get(paper)
    return found or known_papers(workspace, wanted=Wanted(ids=[paper])).get(paper)


def select_recent(workspace: Workspace, wanted: Wanted, rest: Rest) -> Recent:
    """The stored papers of ``wanted``, which has a day, and what there is of the ``rest``.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """

    def select(sources: Sequence[Source]) -> Recent:
        stored, alone = sources[0], 0
        older: dict[str, Paper] = {}
        if rest.seen is not None:
            aside = {*rest.seen, *rest.chosen}
            alone, older = stored.older(wanted.least, rest.barred, day=wanted.since or "", aside=aside)
        others = bool(alone) or stored.any_attached(wanted.least, unmatched=rest.unmatched, aside=rest.chosen)
        return Recent(_select(sources, wanted, more=older), alone, others)

    return ask(workspace, select, stored_only=True)


def _select(
    sources: Sequence[Source], wanted: Wanted, *, more: Mapping[str, Paper] | None = None
) -> dict[str, Paper]:
    """What is ``wanted``, and what is alike it or ``more``; a stored record comes before a recorded one."""
    stored, *recorded = sources
    found = {**(more or {}), **_hits(stored, wanted)}
    for source in recorded:
        late = _hits(source, wanted)
        found = {**late, **stored.by_id(late), **found}
    new = found if wanted.alike else {}
    while new:
        near = _alike(sources, new)
        new = {one: paper for one, paper in near.items() if one not in found}
        found |= new
    return dict(sorted(found.items()))


def _hits(source: Source, wanted: Wanted) -> dict[str, Paper]:
    found = source.by_id(wanted.ids)
    if wanted.least:
        found = found | source.under(wanted.least, since=wanted.since)
    if wanted.words:
        found = found | source.with_words(wanted.words)
    return found


def _alike(sources: Sequence[Source], papers: Mapping[str, Paper]) -> dict[str, Paper]:
    """The papers with nearly the title of one of ``papers``."""
    stored, *recorded = sources
    asking: Collection[str] = papers if recorded else stored.shared_titles(papers)
    titles = [papers[one].title for one in asking]
    found: dict[str, Paper] = {}
    for source in recorded:
        near = source.alike(titles)
        found |= {**near, **stored.by_id(near)}
    return {**found, **stored.alike(titles)}
