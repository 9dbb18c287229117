"""What a file of papers comes to: how many there are of which kind, and how many stand under each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vlagraph.core.papers.paper import Paper

__all__ = ["Tally", "Totals", "add_up", "tally"]


class Totals(msgspec.Struct, frozen=True):
    """How many papers there are, those that people chose, that arXiv never confirmed, that were withdrawn.

    ``newest`` is the submission of the latest one that arXiv confirmed, ``earliest`` and ``fetched`` when it
    first and last did so, ``recorded`` the latest day of a collection that a paper is from; None without any.
    """

    papers: int
    curated: int
    unconfirmed: int
    withdrawn: int
    newest: str | None = None
    fetched: str | None = None
    recorded: str | None = None
    earliest: str | None = None


class Tally(NamedTuple):
    """How many papers stand under a topic, and the day of the newest of them; empty for none."""

    papers: int = 0
    newest: str = ""

    def __or__(self, other: Tally) -> Tally:
        """The tally of both, which have no paper in common."""
        return Tally(self.papers + other.papers, max(self.newest, other.newest))


def add_up(papers: Collection[Paper]) -> Totals:
    """The totals of ``papers``."""
    return Totals(
        len(papers),
        sum(paper.curated for paper in papers),
        sum(paper.fetched is None for paper in papers),
        sum(paper.withdrawn for paper in papers),
        max((paper.published for paper in papers if paper.fetched), default=None),
        max((paper.fetched for paper in papers if paper.fetched), default=None),
        max((paper.recorded for paper in papers if paper.recorded), default=None),
        min((paper.fetched for paper in papers if paper.fetched), default=None),
    )


def tally(papers: Iterable[Paper], rules: Mapping[str, Mapping[str, float]]) -> dict[str, Tally]:
    """By topic those of ``papers`` with a match that reaches its least score in the topic's rule.

    A rule has the least score by each id that the topic has or had.
    """
    of_name: dict[str, list[tuple[str, float]]] = {}
    for topic, least in rules.items():
        for name, score in least.items():
            of_name.setdefault(name, []).append((topic, score))
    found = dict.fromkeys(rules, Tally())
    for paper in papers:
        hits = ((match.score, place) for match in paper.matches for place in of_name.get(match.topic, ()))
        for topic in {topic for score, (topic, least) in hits if score >= least}:
            found[topic] |= Tally(1, paper.published[:10])
    return found
