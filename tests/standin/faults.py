"""Which faults exist, and when each is due. What a fault does is told in the fault_* modules."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .messages import Request

__all__ = ["FAULT_ROWS", "OAI_FAULT_ROWS", "Fault", "FaultList", "Trigger"]

ERROR_MESSAGES = (
    "incorrect_id", "max_results_integer", "max_results_negative", "start_integer", "start_negative",
    "sort_by", "sort_order", "invalid_query", "nothing_given",
)  # fmt: skip
_VARIANTS: Mapping[str, tuple[str, ...]] = {
    "rate429": (
        "retry_after_seconds", "retry_after_date", "retry_after_absurd", "no_retry_after", "first_request",
        "after_n", "hour",
    ),
    "rate200": ("text", "atom"),
    "unavailable503": ("503", "503_retry_after", "502", "504"),
    "forbidden403": ("denied",),
    "redirect": ("moved_301", "loop_302"),
    "empty_page": ("first", "page_k", "start_size"),
    "wrong_total": ("too_small", "too_large", "zero", "missing", "not_a_number", "changing"),
    "partial_page": ("57_of_100", "one"),
    "truncated_xml": ("in_tag", "in_summary", "after_published", "last_entry", "before_feed_end"),
    "short_body": ("close",),
    "garbage": (
        "html", "empty", "json", "gzip_plain", "wrong_charset", "bom", "invalid_utf8", "undefined_entity",
        "nul", "form_feed", "huge", "entity_bomb",
    ),
    "error_entry": tuple(f"{status}_{name}" for status in (400, 500, 200) for name in ERROR_MESSAGES),
    "entry_defects": (
        "no_published", "no_updated", "no_id", "no_title", "no_authors", "no_primary_category", "no_summary",
        "bad_date", "two_pdf_links", "id_without_version", "duplicate_category", "authors_3000", "title_0",
        "title_newlines", "withdrawn_comment",
    ),
    "duplicates": ("page_overlap_1", "page_overlap_10", "same_entry_twice", "versions_across_pages"),
    "shift": ("insert", "remove"),
    "new_version": (
        "next_version", "changed_title", "changed_abstract", "changed_comment", "withdrawal", "cross_list",
    ),
    "retext": ("legacy_text",),
    "slow_headers": ("1s", "40s", "infinite"),
    "slow_body": ("1s", "40s", "infinite"),
    "hang": ("infinite",),
    "reset": ("before_headers", "mid_body", "accept_close", "refuse"),
    "keepalive_blackhole": ("second_request",),
    "sort_ignored": ("relevance_order",),
    "links_bare": ("bare",),
    "clock": ("past", "future"),
}  # fmt: skip
_OAI_VARIANTS: Mapping[str, tuple[str, ...]] = {
    "unavailable503": ("503", "503_retry_after"),
    "oai_token": ("expired",),
    "oai_shift": ("repeated", "skipped"),
}
FAULT_ROWS: tuple[tuple[str, str], ...] = tuple(
    (name, variant) for name, variants in _VARIANTS.items() for variant in variants
)
OAI_FAULT_ROWS: tuple[tuple[str, str], ...] = tuple(
    (name, variant) for name, variants in _OAI_VARIANTS.items() for variant in variants
)
_API_ONLY = frozenset(
    (
        "empty_page", "wrong_total", "partial_page", "truncated_xml", "error_entry", "entry_defects",
        "duplicates", "shift", "new_version", "retext", "sort_ignored", "links_bare", "clock",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a fault is due: every condition given must hold."""

    request: int | None = None
    after: int | None = None
    start: int | None = None
    min_start: int | None = None
    size: int | None = None
    pattern: str | None = None
    service: str | None = None
    probability: float = 1.0
    seed: int = 0

    def matches(self, request: Request) -> bool:
        """Whether the request is one the fault is for."""
        start = _number(request.parameters.get("start", "0"))
        size = _number(request.parameters.get("max_results", "10"))
        return (
            self.request in (None, request.number)
            and (self.after is None or request.number > self.after)
            and self.start in (None, start)
            and (self.min_start is None or start >= self.min_start)
            and self.size in (None, size)
            and self.service in (None, request.service)
            and (self.pattern is None or re.search(self.pattern, request.parameter_text) is not None)
            and (self.probability >= 1 or self._drawn(request.number))
        )

    def _drawn(self, number: int) -> bool:
        return random.Random(f"{self.seed}:{number}").random() < self.probability


_NATURAL: Mapping[tuple[str, str], Trigger] = {
    ("rate429", "first_request"): Trigger(request=1),
    ("rate429", "after_n"): Trigger(after=3),
    ("empty_page", "first"): Trigger(start=0),
    ("empty_page", "page_k"): Trigger(min_start=1),
    ("empty_page", "start_size"): Trigger(start=0, size=100),
    ("duplicates", "page_overlap_1"): Trigger(min_start=1),
    ("duplicates", "page_overlap_10"): Trigger(min_start=1),
    ("duplicates", "versions_across_pages"): Trigger(min_start=1),
    ("shift", "insert"): Trigger(min_start=1),
    ("shift", "remove"): Trigger(min_start=1),
    ("oai_token", "expired"): Trigger(pattern="resumptionToken="),
    ("oai_shift", "repeated"): Trigger(pattern="resumptionToken="),
    ("oai_shift", "skipped"): Trigger(pattern="resumptionToken="),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a known row, when it is due and how often.

    >>> Fault("rate429", "retry_after_seconds", Trigger(request=2)).label
    'rate429/retry_after_seconds'

    Raises ValueError for a row that does not exist and for a scope that is none.
    """

    name: str
    variant: str
    trigger: Trigger = Trigger()
    scope: str | int = "once"
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.name, self.variant) not in FAULT_ROWS + OAI_FAULT_ROWS:
            raise ValueError(f"there is no fault {self.name}/{self.variant}; see FAULT_ROWS")
        if not (self.scope in ("once", "always") or (isinstance(self.scope, int) and self.scope > 0)):
            raise ValueError(f"scope must be 'once', 'always' or a count, not {self.scope!r}")

    @property
    def label(self) -> str:
        """Name and variant as the log shows them."""
        return f"{self.name}/{self.variant}"

    @property
    def due(self) -> Trigger:
        """Its trigger, or the natural one of its row if none was given."""
        if self.trigger != Trigger():
            return self.trigger
        return _NATURAL.get((self.name, self.variant), self.trigger)

    def fits(self, request: Request) -> bool:
        """Whether the request is of the right service and meets the trigger."""
        services = ("oai",) if self.name.startswith("oai_") else ("api", "oai")
        services = ("api",) if self.name in _API_ONLY else services
        return request.service in services and self.due.matches(request)

    def option(self, name: str, default: Any) -> Any:
        """An option's value, or the default."""
        return self.options.get(name, default)


class FaultList:
    """The faults of a server, in the order they are tried."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Fault, float]] = []
        self._script: list[Fault | None] = []
        self._lock = Lock()

    def add(self, *faults: Fault) -> None:
        """Puts faults at the end of the list."""
        with self._lock:
            self._waiting.extend((fault, _times(fault)) for fault in faults)

    def script(self, faults: Iterable[Fault | None]) -> None:
        """Decides the next requests one by one (None: no fault), whatever the triggers and the list say."""
        with self._lock:
            self._script.extend(faults)

    def clear(self) -> None:
        """Forgets every fault."""
        with self._lock:
            self._waiting.clear()
            self._script.clear()

    def drop(self, fault: Fault) -> None:
        """Takes a fault out before it is used up."""
        with self._lock:
            self._waiting = [pair for pair in self._waiting if pair[0] is not fault]

    def __len__(self) -> int:
        return len(self._waiting) + len(self._script)

    def armed(self, name: str, variant: str) -> bool:
        """Whether such a fault still waits."""
        with self._lock:
            known = [fault for fault, _ in self._waiting] + [fault for fault in self._script if fault]
        return any((fault.name, fault.variant) == (name, variant) for fault in known)

    def take(self, request: Request) -> Fault | None:
        """The fault for this request, if one is due; it is used up by one."""
        with self._lock:
            if self._script:
                return self._script.pop(0)
            for place, (fault, left) in enumerate(self._waiting):
                if fault.fits(request):
                    self._waiting[place] = (fault, left - 1)
                    if left <= 1:
                        del self._waiting[place]
                    return fault
        return None


def _times(fault: Fault) -> float:
    if fault.variant in ("after_n", "hour") and fault.scope == "once":
        return float("inf")
    return {"once": 1.0, "always": float("inf")}.get(str(fault.scope)) or float(fault.scope)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return -1
