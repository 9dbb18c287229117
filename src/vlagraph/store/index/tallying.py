"""How many papers of an index stand under each topic, without a look at each of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from vlagraph.store.totals import Tally

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["Tallying"]

_REACHING = "SELECT n FROM place WHERE topic = ? AND score >= ?"
_NEWEST = "SELECT n, day FROM place WHERE topic = ? AND score >= ? ORDER BY day DESC"


@dataclass(frozen=True)
class Tallying:
    """The tallies of topics without the papers ``aside``, which are few, by their numbers."""

    index: sqlite3.Connection
    aside: Collection[int]

    def tally(self, rules: Mapping[str, Mapping[str, float]]) -> dict[str, Tally]:
        """By topic the papers with a match that reaches its least score in the topic's rule."""
        return {topic: Tally(self._count(rule), self._newest(rule)) for topic, rule in rules.items()}

    def _count(self, rule: Mapping[str, float]) -> int:
        """How many papers reach ``rule`` by any of its names, counted in an order that the index has."""
        said = " UNION ".join([_REACHING] * len(rule))
        values = [value for pair in rule.items() for value in pair]
        (count,) = self.index.execute(f"SELECT count(*) FROM ({said})", values).fetchone()
        left_out = {n for name, least in rule.items() for n, score in self._places[name] if score >= least}
        return int(count) - len(left_out)

    def _newest(self, rule: Mapping[str, float]) -> str:
        """The day of the newest of them: the first that is met from the newest on."""
        return max(self._newest_of(name, least) for name, least in rule.items())

    def _newest_of(self, name: str, least: float) -> str:
        rows = self.index.execute(_NEWEST, (name, least))
        return next((day for n, day in rows if n not in self.aside), "")

    @cached_property
    def _places(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """By topic the papers ``aside`` that have a match with it, and their scores."""
        found = defaultdict[str, list[tuple[int, float]]](list)
        for n in self.aside:
            for topic, score in self.index.execute("SELECT topic, score FROM place WHERE n = ?", (n,)):
                found[topic].append((n, score))
        return found
