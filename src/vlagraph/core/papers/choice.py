"""Which papers of a list a reader wants to see: by words, by marks, by what is known of their code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.marks import read_papers, starred_papers, wanted_papers
from vlagraph.core.papers.publication import publication_of
from vlagraph.core.papers.searching import folded, searched_text
from vlagraph.core.papers.shelf import ShelfRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vlagraph.core.marks import Progress
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.shelf import Shelf
    from vlagraph.core.papers.standing import Standings

__all__ = ["Choice", "choose", "one_row_a_paper"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What all papers of the list must be; the default takes every paper.

    Each word of ``search`` must stand in title, authors, abstract, comment or id, as part of a word or whole.
    ``level`` says from which score on a paper counts as attached.
    """

    search: str = ""
    starred: bool = False
    read: bool = False
    unread: bool = False
    pinned: bool = False
    has_code: bool = False
    level: Level = "usual"


def choose(
    shelf: Shelf, choice: Choice, *, standings: Standings, progress: Progress, anywhere: bool = False
) -> Shelf:
    """The rows of ``shelf`` that ``choice`` takes, for the reader of ``standings`` and ``progress``.

    A pin counts under the topic of the row, with ``anywhere`` under every topic.
    """
    read, starred = read_papers(progress), starred_papers(progress)
    tests: list[Callable[[ShelfRow], bool]] = []
    if choice.starred:
        tests.append(lambda row: not starred.isdisjoint(_ids(row)))
    if choice.read:
        tests.append(lambda row: not read.isdisjoint(_ids(row)))
    if choice.unread:
        tests.append(lambda row: read.isdisjoint(_ids(row)))
    if choice.pinned:
        tests.append(lambda row: _is_pinned(row, standings, anywhere=anywhere))
    if choice.has_code:
        tests.append(lambda row: row.paper is not None and publication_of(row.paper).code is not None)
    if words := folded(choice.search).split():
        tests.append(lambda row: all(word in _text(row) for word in words))
    return shelf.of(row for row in shelf.rows if all(test(row) for test in tests))


def one_row_a_paper(
    shelf: Shelf, papers: Mapping[str, Paper], *, standings: Standings, progress: Progress
) -> Shelf:
    """Every paper once: key papers, then the attached ones under their best topic by score, then the others.

    The others stand under no topic; marked ones that are not stored come last. What is stored for a looser
    look alone is there only where it is marked.
    """
    ranked = sorted(shelf.rows, key=_rank)
    rows = {row.id: row for row in reversed(ranked)}
    best = [row for row in ranked if rows[row.id] is row]
    seen = {one for row in best for one in _ids(row)}
    wanted = wanted_papers(progress)
    shown = (paper for paper in papers.values() if paper.id in wanted or not standings.set_aside(paper))
    rest: list[Paper | str] = [*shown, *sorted(wanted.difference(papers))]
    return shelf.of((*best, *_unplaced(rest, seen)))


def _rank(row: ShelfRow) -> tuple[bool, float]:
    return row.key is None, 0.0 if row.key or row.place is None else -round(row.place.score, 2)


def _unplaced(papers: Iterable[Paper | str], seen: set[str]) -> Iterator[ShelfRow]:
    for paper in papers:
        if isinstance(paper, str):
            if paper not in seen:
                yield ShelfRow(None, arxiv=paper)
        elif paper.id not in seen:
            yield ShelfRow(None, paper=paper)


def _ids(row: ShelfRow) -> tuple[str, ...]:
    return (row.id, *row.copies)


def _is_pinned(row: ShelfRow, standings: Standings, *, anywhere: bool) -> bool:
    said = standings.verdicts(row.id)
    return "pinned" in said.values() if anywhere or not row.topic else said.get(row.topic.id) == "pinned"


def _text(row: ShelfRow) -> str:
    return searched_text(row.paper) if row.paper else row.id
