"""All papers of a file in memory, asked as an index is: the answer to every question is all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.store.totals import add_up, tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.totals import Tally, Totals
    from vlagraph.words import Message

__all__ = ["Everything"]


@dataclass(frozen=True)
class Everything:
    """``papers`` for whoever asks for some of them, as `vlagraph.store.index.reading.PaperIndex` does.

    ``fault`` says why the file could not be read, where that is no error.
    """

    papers: dict[str, Paper]
    fault: Message | None = None

    def ids(self) -> Collection[str]:
        """The ids of all papers."""
        return self.papers.keys()

    def known(self, ids: Iterable[str]) -> Collection[str]:
        """Those of ``ids`` that there are."""
        return self.papers.keys() & set(ids)

    def totals(self) -> Totals:
        """How many papers there are of which kind."""
        return add_up(self.papers.values())

    def tally(self, rules: Mapping[str, Mapping[str, float]], aside: Collection[str]) -> dict[str, Tally]:
        """By topic the papers that ``rules`` take, without those ``aside`` (ids)."""
        return tally((paper for paper in self.papers.values() if paper.id not in aside), rules)

    def by_id(self, ids: Iterable[str]) -> dict[str, Paper]:  # noqa: ARG002
        """All papers."""
        return self.papers

    def under(self, least: Mapping[str, float], *, since: str | None = None) -> dict[str, Paper]:  # noqa: ARG002
        """All papers."""
        return self.papers

    def with_words(self, query: str) -> dict[str, Paper]:  # noqa: ARG002
        """All papers."""
        return self.papers

    def alike(self, titles: Iterable[str]) -> dict[str, Paper]:  # noqa: ARG002
        """All papers."""
        return self.papers

    def shared_titles(self, ids: Iterable[str]) -> frozenset[str]:  # noqa: ARG002
        """None: what they share is among the papers."""
        return frozenset()

    def older(
        self,
        least: Mapping[str, float],  # noqa: ARG002
        barred: Mapping[str, float],  # noqa: ARG002
        *,
        day: str,  # noqa: ARG002
        aside: Collection[str],  # noqa: ARG002
    ) -> tuple[int, dict[str, Paper]]:
        """None that is not among the papers, and all of them."""
        return 0, self.papers

    def any_attached(self, least: Mapping[str, float], *, unmatched: bool, aside: Collection[str]) -> bool:  # noqa: ARG002
        """Whether there is one that is not among the papers: there is none."""
        return False
