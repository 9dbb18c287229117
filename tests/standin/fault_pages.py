"""Faults in what a page says: totals, entries, order, overlaps between pages. Writes no bytes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from .records import stamp
from .rendering import Author

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from .atom import Page
    from .collection import Hit
    from .faults import Fault
    from .rendering import Entry

__all__ = ["PAGE_FAULTS", "Overlaps", "PageContext"]


@dataclass(slots=True)
class Overlaps:
    """How the pages of each query lie over its results: repeats so far, and papers held back."""

    repeats: dict[object, dict[int, int]] = field(default_factory=dict)
    hidden: dict[object, str] = field(default_factory=dict)

    def repeat(self, key: object, start: int, count: int) -> None:
        """From `start` on, pages begin `count` places earlier."""
        self.repeats.setdefault(key, {}).setdefault(start, count)

    def offset(self, key: object, start: int) -> int:
        """How many places earlier the page at `start` begins."""
        return sum(count for since, count in self.repeats.get(key, {}).items() if since <= start)


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page fault may look at beside the page."""

    key: object
    hits: tuple[Hit, ...]
    now: datetime
    number: int
    overlaps: Overlaps
    render: Callable[[Hit], Entry]


def _empty(fault: Fault, page: Page, context: PageContext) -> Page:
    return replace(page, entries=())


def _wrong_total(fault: Fault, page: Page, context: PageContext) -> Page:
    true = int(page.total or 0)
    totals = {
        "too_small": str(fault.option("total", page.query.start + len(page.entries))),
        "too_large": str(fault.option("total", true + 50)),
        "zero": "0",
        "missing": None,
        "not_a_number": "many",
        "changing": str(true + context.number),
    }
    return replace(page, total=totals[fault.variant])


def _partial(fault: Fault, page: Page, context: PageContext) -> Page:
    kept = 1 if fault.variant == "one" else len(page.entries) * 57 // 100
    return replace(page, entries=page.entries[: int(fault.option("keep", kept))])


def _with_entry(page: Page, at: int, entry: Entry) -> Page:
    entries = list(page.entries)
    entries[at] = entry
    return replace(page, entries=tuple(entries))


def _defect(fault: Fault, page: Page, context: PageContext) -> Page:
    if not page.entries:
        return page
    at = int(fault.option("index", len(page.entries) // 2))
    at = min(at, len(page.entries) - 1)
    return _with_entry(page, at, _DEFECTS[fault.variant](page.entries[at]))


def _many_authors(entry: Entry) -> Entry:
    return replace(entry, authors=tuple(Author(f"Ann{number} Other") for number in range(3000)))


def _doubled_category(entry: Entry) -> Entry:
    return replace(entry, categories=(*entry.categories, *entry.categories[:1]))


def _newlines(entry: Entry) -> Entry:
    words = (entry.title or "").split() or ["title"]
    return replace(entry, title="\n  ".join([" ".join(words[:2]), *words[2:], ""]).rstrip(" "))


_DEFECTS: Mapping[str, Callable[[Entry], Entry]] = {
    "no_published": lambda entry: replace(entry, published=None),
    "no_updated": lambda entry: replace(entry, updated=None),
    "no_id": lambda entry: replace(entry, id=None),
    "no_title": lambda entry: replace(entry, title=None),
    "no_authors": lambda entry: replace(entry, authors=()),
    "no_primary_category": lambda entry: replace(entry, primary=None),
    "no_summary": lambda entry: replace(entry, summary=None),
    "bad_date": lambda entry: replace(entry, published="2026-13-45T99:00:00Z"),
    "two_pdf_links": lambda entry: replace(entry, extra_links=(f"https://arxiv.org/pdf/{entry.paper}",)),
    "id_without_version": lambda entry: replace(entry, id=f"http://arxiv.org/abs/{entry.paper}"),
    "duplicate_category": _doubled_category,
    "authors_3000": _many_authors,
    "title_0": lambda entry: replace(entry, title="0"),
    "title_newlines": _newlines,
    "withdrawn_comment": lambda entry: replace(entry, comment="This paper has been withdrawn by the authors"),
}


def _duplicates(fault: Fault, page: Page, context: PageContext) -> Page:
    if not page.entries:
        return page
    if fault.variant == "same_entry_twice":
        return _twice(page, context)
    if fault.variant == "versions_across_pages":
        return _newer_repeat(page, context)
    return page  # the overlap itself was laid before the page was cut


def _twice(page: Page, context: PageContext) -> Page:
    middle = len(page.entries) // 2
    entries = (*page.entries[: middle + 1], *page.entries[middle:])
    if len(entries) > page.query.max_results:
        entries = entries[:-1]
        context.overlaps.repeat(context.key, page.query.start + 1, 1)
    return replace(page, entries=entries)


def _newer_repeat(page: Page, context: PageContext) -> Page:
    """The first entry, a repeat of the page before, in a version that did not exist there."""
    first = page.entries[0]
    number = first.version + 1
    newer = replace(
        first,
        id=f"http://arxiv.org/abs/{first.paper}v{number}",
        version=number,
        updated=stamp(context.now),
    )
    return _with_entry(page, 0, newer)


def _bare(fault: Fault, page: Page, context: PageContext) -> Page:
    return replace(page, bare_links=True)


def _clock(fault: Fault, page: Page, context: PageContext) -> Page:
    days = int(fault.option("days", 400))
    return replace(page, updated=page.updated + timedelta(days=-days if fault.variant == "past" else days))


PAGE_FAULTS: Mapping[str, Callable[[Fault, Page, PageContext], Page]] = {
    "empty_page": _empty,
    "wrong_total": _wrong_total,
    "partial_page": _partial,
    "entry_defects": _defect,
    "duplicates": _duplicates,
    "links_bare": _bare,
    "clock": _clock,
}
OVERLAPPING: Mapping[str, int] = {"page_overlap_1": 1, "page_overlap_10": 10, "versions_across_pages": 1}
