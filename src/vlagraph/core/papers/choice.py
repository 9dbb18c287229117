"""Which papers of a list a reader wants to see: by words, by marks, by what is known of their code."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from vlagraph.core.marks import read_papers, starred_papers, wanted_papers
from vlagraph.core.papers.publication import publication_of
from vlagraph.core.papers.searching import searched_text, searched_words
from vlagraph.core.papers.shelf import ShelfRow
from vlagraph.core.papers.standing import Place, worth_of
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vlagraph.core.marks import Progress
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.shelf import Shelf
    from vlagraph.core.papers.standing import Standings

__all__ = ["Choice", "advise", "choose", "one_row_a_paper", "one_row_a_pin"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What all papers of the list must be; the default takes every paper.

    Each word of ``search`` must stand in title, authors, abstract, comment or id, as part of a word or whole;
    words between quotation marks in a row.
    ``level`` says from which score on a paper counts as attached.
    """

    search: str = ""
    starred: bool = False
    read: bool = False
    unread: bool = False
    pinned: bool = False
    has_code: bool = False
    level: Level = "usual"


def choose(shelf: Shelf, choice: Choice, *, standings: Standings, progress: Progress) -> Shelf:
    """The rows of ``shelf`` that ``choice`` takes, for the reader of ``standings`` and ``progress``.

    A pin counts under the topic of the row.
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
        tests.append(lambda row: _is_pinned(row, standings))
    if choice.has_code:
        tests.append(lambda row: row.paper is not None and publication_of(row.paper).code is not None)
    if words := searched_words(choice.search):
        tests.append(lambda row: all(word in _text(row) for word in words))
    return shelf.of(row for row in shelf.rows if all(test(row) for test in tests))


def advise(choice: Choice, *, some: bool) -> Message:
    """What to do where ``choice`` takes no paper of a list; ``some``: the list itself has papers.

    >>> advise(Choice(starred=True), some=True).key, advise(Choice(starred=True, read=True), some=True).values
    ('paper.none_starred', {'options': '--starred, --read'})
    """
    asked = {
        "--search": Message("paper.none_found", {"words": choice.search}) if choice.search else None,
        "--starred": Message("paper.none_starred") if choice.starred else None,
        "--read": Message("paper.none_read") if choice.read else None,
        "--unread": Message("paper.none_unread") if choice.unread else None,
        "--pinned": Message("paper.none_pinned") if choice.pinned else None,
        "--has-code": Message("paper.none_with_code") if choice.has_code else None,
        "--strict": Message("paper.none_strict") if choice.level == "strict" else None,
    }
    given = {option: message for option, message in asked.items() if message}
    if len(given) > 1:
        return Message("paper.none_of_all", {"options": ", ".join(given)})
    few = some or choice.level == "strict"
    return next(iter(given.values())) if given and few else Message("paper.none")


def one_row_a_paper(
    shelf: Shelf,
    papers: Mapping[str, Paper],
    *,
    standings: Standings,
    progress: Progress,
    topics: Mapping[str, Topic],
) -> Shelf:
    """Every paper once: key papers, then the attached ones, the best first, then the others.

    Each stands under the topic where the reader put it; else where it is a key paper; else under its best
    one. The others stand under no topic; marked ones that are not stored come last, under the topic where
    the reader put them. What is stored for a looser look alone is there only where it is marked.
    """
    ranked = _ranked(shelf)
    rows = {row.id: row for row in reversed([*filter(_is_said, ranked), *ranked])}
    best = [row for row in ranked if rows[row.id] is row]
    seen = {one for row in best for one in _ids(row)}
    wanted = wanted_papers(progress)
    shown = (paper for paper in papers.values() if paper.id in wanted or not standings.set_aside(paper))
    rest: list[Paper | str] = [*shown, *sorted(wanted.difference(papers))]
    return shelf.of((*best, *_unplaced(rest, seen, standings, topics)))


def one_row_a_pin(
    shelf: Shelf, papers: Mapping[str, Paper], *, standings: Standings, topics: Mapping[str, Topic]
) -> Shelf:
    """Every pin of the reader, in the order of :func:`one_row_a_paper`: a paper under each of its topics.

    Papers that are not stored, and those that are withdrawn, come last.
    """
    rows = [row for row in _ranked(shelf) if _is_pinned(row, standings)]
    seen = {(one, row.topic.id) for row in rows if row.topic for one in _ids(row)}
    rest = (
        ShelfRow(topics[name], paper=papers.get(paper), place=Place(name, 0.0, said), arxiv=paper)
        for paper in sorted(standings.judged)
        for name, said in standings.verdicts(paper).items()
        if said == "pinned" and (paper, name) not in seen
    )
    return shelf.of((*rows, *rest))


def _ranked(shelf: Shelf) -> list[ShelfRow]:
    """The rows of key papers, then those of attached ones, the best first."""
    rated = [
        (worth_of(row.paper, row.place), row) for row in shelf.rows if row.paper and row.place and not row.key
    ]
    attached = (row for _, row in sorted(rated, key=itemgetter(0), reverse=True))
    return [*(row for row in shelf.rows if row.key), *attached]


def _is_said(row: ShelfRow) -> bool:
    """Whether the reader put the paper there."""
    return row.place is not None and row.place.how in ("pinned", "moved")


def _unplaced(
    papers: Iterable[Paper | str], seen: set[str], standings: Standings, topics: Mapping[str, Topic]
) -> Iterator[ShelfRow]:
    for paper in papers:
        if isinstance(paper, str):
            if paper not in seen:
                yield _not_stored(paper, standings, topics)
        elif paper.id not in seen:
            yield ShelfRow(None, paper=paper)


def _not_stored(paper: str, standings: Standings, topics: Mapping[str, Topic]) -> ShelfRow:
    """The row of a paper that is not stored, under the topic where the reader put it."""
    for name, said in standings.verdicts(paper).items():
        if said != "dismissed":
            return ShelfRow(topics[name], place=Place(name, 0.0, said), arxiv=paper)
    return ShelfRow(None, arxiv=paper)


def _ids(row: ShelfRow) -> tuple[str, ...]:
    return (row.id, *row.copies)


def _is_pinned(row: ShelfRow, standings: Standings) -> bool:
    said = [standings.verdicts(one) for one in _ids(row)]
    return row.topic is not None and any(one.get(row.topic.id) == "pinned" for one in said)


def _text(row: ShelfRow) -> str:
    return searched_text(row.paper) if row.paper else row.id
