"""A paper as it is cited: what every format of a bibliography writes, in the same words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.citing.keys import citation_key
from vlagraph.core.citing.names import parse_author
from vlagraph.core.papers.authors import read_authors
from vlagraph.core.papers.ids import abs_url, plain_id
from vlagraph.core.papers.readable import readable
from vlagraph.core.papers.standing import Standings
from vlagraph.core.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vlagraph.core.citing.names import Author
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.papers.paper import Paper

__all__ = ["Citation", "Citations", "cite", "cite_by_topics", "cite_papers"]


_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?", re.ASCII)


@dataclass(frozen=True)
class Citation:
    """A paper of arXiv: ``title`` as arXiv has it, with its formulas; ``others`` where authors are not known.

    ``date`` is a year, a month or a day (ISO 8601); ``keywords`` are the topics that it stands under.
    """

    key: str
    id: str
    title: str
    authors: tuple[Author, ...]
    others: bool
    date: str
    category: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def plain_title(self) -> str:
        """The title without commands of TeX."""
        return readable(self.title)

    @property
    def url(self) -> str:
        """The page of the abstract."""
        return abs_url(self.id)

    @property
    def doi(self) -> str:
        """The DOI that arXiv gives to each of its papers."""
        return f"10.48550/arXiv.{self.id}"

    @property
    def date_parts(self) -> tuple[str, ...]:
        """Year, month and day, as far as they are known."""
        return tuple(part for part in self.date.split("-") if part)


@dataclass(frozen=True)
class Citations:
    """Papers in the order in which they are read; ``unknown`` are ids of which no record is stored."""

    papers: tuple[Citation, ...]
    unknown: tuple[str, ...] = ()


def cite(paper: Paper, *, topics: Sequence[str] = ()) -> Citation:
    """How ``paper`` is cited; ``topics`` are the names of those that it stands under."""
    listed = read_authors(visible(author) for author in paper.authors)
    teams = {*listed.teams, *paper.teams}
    authors = tuple(parse_author(readable(name), team=name in teams) for name in listed.names)
    title, year = visible(paper.title), paper.published[:4]
    surname = authors[0].surname if authors else ""
    return Citation(
        key=citation_key(surname, year, readable(title), paper=paper.id),
        id=plain_id(paper.id),
        title=title,
        authors=authors,
        others=not (paper.authors_complete and listed.complete),
        date=found[0] if (found := _DATE.match(paper.published)) else "",
        category=visible(paper.primary_category or ""),
        keywords=tuple(map(visible, topics)),
    )


def cite_by_topics(kg: KnowledgeGraph) -> Callable[[Paper], Citation]:
    """What cites a paper with the topics of the roadmap that it stands under as its keywords.

    What a reader pinned or dismissed does not count, so that a paper is cited alike in every export.
    """
    standings = Standings(kg)
    return lambda paper: cite(paper, topics=[kg.topics[name].name.en for name in standings.topics(paper)])


def cite_papers(kg: KnowledgeGraph, papers: Mapping[str, Paper | None]) -> Citations:
    """The citations of ``papers`` (by id) in their order, each as by `cite_by_topics`."""
    cited = cite_by_topics(kg)
    found = tuple(cited(paper) for paper in papers.values() if paper)
    return Citations(found, tuple(name for name, paper in papers.items() if paper is None))
