"""What a fetch follows: the watch rules as queries, and locally as judges of each paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.papers.standing import Standings
from vlagraph.sources.source import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vlagraph.core.model import Roadmap
    from vlagraph.core.papers.paper import Match, Paper
    from vlagraph.pipeline.fetch.steps import FetchRequest

__all__ = ["LONGEST_QUERY", "Rules", "by_category", "rules_of"]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The watch rules of a roadmap, ready to ask and to match.

    ``topics`` are all ids; ``watched`` maps those with a rule to its fingerprint; ``narrow`` gives the few
    queries that together find what some rules accept, ``broad`` one that finds at least as much, by category
    alone, or nothing where a rule names no category; ``attribute`` gives each paper's matches, best first;
    ``categories`` are those that some rules name; ``key_papers`` are the curated ids per topic, ``standings``
    says where papers stand for everyone. Matches for a looser look are stored too.
    """

    topics: tuple[str, ...]
    watched: Mapping[str, str]
    narrow: Callable[[tuple[str, ...]], tuple[str, ...]]
    broad: Callable[[tuple[str, ...]], str]
    attribute: Callable[[Iterable[Paper]], Iterable[tuple[Match, ...]]]
    categories: Callable[[tuple[str, ...]], tuple[str, ...]]
    key_papers: Mapping[str, tuple[str, ...]]
    standings: Standings

    @property
    def mark(self) -> str:
        """What the rules are told by from others, as the beginning of a key."""
        told = "\n".join(f"{topic} {rule}" for topic, rule in sorted(self.watched.items()))
        return f"{hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]} "

    def search(self, topics: tuple[str, ...]) -> Search:
        """What a source is asked for to find the papers of ``topics``."""
        return Search(
            broad=self.broad(topics), narrow=self.narrow(topics), categories=self.categories(topics)
        )

    def unwatched(self, request: FetchRequest) -> tuple[str, ...]:
        """The topics of ``request`` that have no rule; none where it asks for some papers alone."""
        if request.ids:
            return ()
        return tuple(one for one in request.topics or self.topics if one not in self.watched)

    def topics_of(self, paper: Paper) -> tuple[str, ...]:
        """The topics of now that ``paper`` stands under, as `Standings.topics` says, sorted."""
        return tuple(sorted(self.standings.topics(paper)))

    def is_told(self, paper: Paper) -> bool:
        """Whether a report names ``paper``: not where it is stored for a looser look alone."""
        return bool(self.topics_of(paper)) or not paper.matches


_LENGTH = 12
"""Characters of a mark."""
LONGEST_QUERY = 6000
"""Encoded characters of one query; 642 ids in one address (about 8,300) once were too many (arxiv.py#15)."""


def rules_of(roadmap: Roadmap) -> Rules:
    """The watch rules and key papers of ``roadmap``, ready to ask and to match."""
    from vlagraph.core.matching import default_model
    from vlagraph.core.matching.matcher import Matcher
    from vlagraph.core.papers.followed import rule_marks
    from vlagraph.core.papers.query import joined_queries

    topics = {topic.id: topic for topic in roadmap.topics}
    watches = {name: topic.watch for name, topic in topics.items() if topic.watch is not None}
    matcher = cache(lambda: Matcher.of_topics(topics, default_model(), level="loose"))  # once it is asked
    return Rules(
        topics=tuple(topics),
        watched=rule_marks(roadmap),
        narrow=lambda chosen: joined_queries({name: watches[name] for name in chosen}, LONGEST_QUERY),
        broad=lambda chosen: by_category([watches[name].categories for name in chosen]),
        attribute=lambda papers: matcher().match_all(papers),
        categories=lambda chosen: tuple(sorted({one for name in chosen for one in watches[name].categories})),
        key_papers={name: tuple(paper.arxiv for paper in topic.key_papers) for name, topic in topics.items()},
        standings=Standings(KnowledgeGraph(roadmap)),
    )


def by_category(categories: Sequence[tuple[str, ...]]) -> str:
    """The query of everything in the categories of some rules; nothing where one of them names none.

    >>> by_category([("cs.RO",), ("cs.LG", "cs.RO")]), by_category([("cs.RO",), ()])
    ('cat:cs.LG OR cat:cs.RO', '')
    """
    if not all(categories):
        return ""
    return " OR ".join(f"cat:{one}" for one in sorted({one for named in categories for one in named}))
