"""Watches whether clients keep to arXiv's terms: spacing, one connection, a name, no needless repeats."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Lock
from time import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .messages import Answer, Request

__all__ = ["Politeness", "Violation"]

SPACING = 3.0
TOLERANCE = 0.98
_CONTACT = re.compile(r"mailto:|https?://|[^\s@]+@[^\s@]+\.\w+")
_ANSWERED = 200
_DEFAULTS: Mapping[str, str] = {
    "search_query": "", "id_list": "", "start": "0", "max_results": "10", "sortBy": "relevance",
    "sortOrder": "descending",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the rules: its kind, the request that made it, and the figures."""

    kind: str
    request: int
    detail: str


class Politeness:
    """The rules and the little it must remember to judge them.

    A request ends for these rules just before its last byte is sent, so a client that waits the full spacing
    after an answer can never be judged early, however busy the machine is.
    """

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Starts anew, with no request seen."""
        with self._lock:
            self.violations: list[Violation] = []
            self._last_start = self._last_end = -math.inf
            self._open: set[int] = set()
            self._not_before = -math.inf
            self._penalty_until = -math.inf
            self._penalty = SPACING
            self._answered: set[tuple[object, ...]] = set()
            self._redirected_to: str | None = None

    def started(
        self, request: Request, *, at: float, day: str, connections: int, open_numbers: set[int]
    ) -> list[str]:
        """Judges a request whose first line arrived at `at`; gives the kinds of violation."""
        with self._lock:
            found = dict(self._spacing(request, at))
            others = self._open & open_numbers
            if others:
                found["parallel_requests"] = f"{len(others)} other open"
            if connections > 1:
                found["parallel_connections"] = f"{connections} connections open"
            agent = request.headers.get("user-agent", "")
            if "vlagraph" not in agent.lower() or not _CONTACT.search(agent):
                found["user_agent"] = f"User-Agent is {agent!r}"
            if (day, canonical(request)) in self._answered:
                found["repeated_query"] = f"already answered on {day}"
            self.violations.extend(Violation(kind, request.number, detail) for kind, detail in found.items())
            self._open.add(request.number)
            self._last_start = at
            return list(found)

    def _spacing(self, request: Request, at: float) -> list[tuple[str, str]]:
        if self._redirected_to == request.target:
            self._redirected_to = None
            return []  # following a redirect at once is part of the same request
        limit, found = SPACING / self.scale, []
        for kind, since in (("spacing_from_start", self._last_start), ("spacing_from_end", self._last_end)):
            if at - since < limit * TOLERANCE:
                found.append((kind, f"{at - since:.4f} s, limit {limit:.4f} s"))
        for kind, until in (("retry_after", self._not_before), ("penalty", self._penalty_until)):
            if at < until:
                found.append((kind, f"{until - at:.4f} s too soon"))
        return found

    def ended(self, request: Request, answer: Answer, *, at: float, day: str, spoiled: bool) -> None:
        """Remembers how a request ended; a spoiled answer may be asked for again."""
        with self._lock:
            self._open.discard(request.number)
            self._last_end = max(self._last_end, at)
            if answer.status == _ANSWERED and not spoiled:
                self._answered.add((day, canonical(request)))
            seconds = _retry_after(answer.header("Retry-After"))
            if seconds is not None:
                self._not_before = max(self._not_before, at + seconds / self.scale * TOLERANCE)
            address = answer.header("Location")
            self._redirected_to = "/" + address.split("/", 3)[3] if address else None

    def punish(self, at: float) -> float:
        """Doubles the penalty window, opens it and gives its length at scale 1."""
        with self._lock:
            self._penalty *= 2
            self._penalty_until = at + self._penalty / self.scale
            return self._penalty


def canonical(request: Request) -> tuple[object, ...]:
    """The request reduced to what decides its answer."""
    defaults = _DEFAULTS if request.service == "api" else {}
    return (request.service, *sorted({**defaults, **request.parameters}.items()))


def _retry_after(value: str | None) -> float | None:
    if value is None:
        return None
    if value.isdigit():
        return float(value)
    return max(0.0, parsedate_to_datetime(value).timestamp() - time())
