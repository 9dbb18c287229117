"""arXiv by OAI-PMH as a source: everything that was modified in a set since a day, page after page."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from vlagraph.core.papers.ids import canonical_id
from vlagraph.errors import BadAnswerError
from vlagraph.sources.oai_records import TokenError, believed_day, read_records, set_of
from vlagraph.sources.query_api import canonical
from vlagraph.sources.source import Address, Batch, Receipt, SourceKind
from vlagraph.sources.walk import minute
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vlagraph.sources.oai_records import OaiPage
    from vlagraph.sources.settings import Settings
    from vlagraph.sources.source import Access, Window

__all__ = ["SOURCE", "ArxivOai", "sets_for"]

_MANY = 3
"""With more categories of one archive the whole archive is harvested: cross-lists would come many times."""
_MOST_RESTARTS = 2
"""Tokens that may expire in one walk before it counts as failed."""
_IDENTIFIER = "oai:arXiv.org:"
_FORMAT = "arXivRaw"


@dataclass(frozen=True)
class _Expected:
    """What an answer may hold: ``only`` the record with this id, no token of those ``used`` before."""

    only: str = ""
    used: frozenset[str] = frozenset()

    def require(self, page: OaiPage) -> None:
        """Refuse another page.

        Raises:
            BadAnswerError: it holds a record that was not asked for, or leads back.
        """
        came = {paper.id for paper in page.papers}.union(defect.id for defect in page.defects if defect.id)
        strangers = came - {canonical_id(self.only)} if self.only else ()
        if strangers:
            raise BadAnswerError("source.stranger", id=min(strangers))
        if page.token in self.used:
            raise BadAnswerError("source.repeats")


@dataclass(frozen=True)
class ArxivOai:
    """OAI-PMH at the address ``base``; it knows days of change alone, so a batch may be wider than asked."""

    access: Access
    base: str

    def listing(self, window: Window) -> Iterator[Batch]:
        """What was modified since the start of ``window``, which holds all that was submitted since."""
        return self.changes(window, since=window.first)

    def changes(self, window: Window, *, since: str) -> Iterator[Batch]:
        """What was modified in the sets of the categories since the day ``since``, oldest first."""
        day = since[:10]
        end = f" {window.last}" if window.last else ""  # up to there papers were kept, whatever pages held
        marks = {spec: f"oai {spec} {day}{end}" for spec in sets_for(window.search.categories)}
        for spec, mark in marks.items():
            start = believed_day(window.marks.get(mark, ""), fetched=self.access.fetched) or day
            for number, page in enumerate(self._harvest(spec, start), 1):
                last = {mark: page.last_day} if page.last_day else {}
                left = self._left(page, pages=number, since=start) if len(marks) == 1 else None
                reached = Message("fetch.up_to", {"day": page.last_day}) if page.last_day else None
                total = page.listed if number == 1 and start == day else None
                receipt = replace(_receipt(page), total=total)
                batch = Batch(papers=page.papers, receipt=receipt, marks=last, wider=True, broad=True)
                yield replace(batch, left=left, reached=reached)
        older = (mark for mark in window.marks if mark.startswith("oai "))
        yield Batch(ended=(*older, *marks.values()))

    def by_ids(
        self,
        ids: Sequence[str],
        *,
        known: frozenset[str] = frozenset(),  # noqa: ARG002 - the protocol says missing ids itself
    ) -> Iterator[Batch]:
        """The records with ``ids``, a request for each: OAI-PMH has no request for several."""
        for number, one in enumerate(ids, 1):
            page = self._page(_record(one), _Expected(only=one))
            missing = () if page.papers or page.defects else (one,)
            receipt = replace(_receipt(page), missing=missing)
            yield Batch(papers=page.papers, receipt=receipt, left=len(ids) - number)

    def _left(self, page: OaiPage, *, pages: int, since: str) -> int | None:
        """The pages to come, if the days to come hold as much as those of ``pages`` since ``since``."""
        if not page.token:
            return 0
        first, last, now = (minute(day) for day in (since, page.last_day or since, self.access.fetched))
        covered = (last - first).days
        return max(1, round(pages * (now - last).days / covered)) if covered > 0 else None

    def _harvest(self, spec: str, since: str) -> Iterator[OaiPage]:
        """The pages of set ``spec`` modified since day ``since``, oldest first, past expired tokens.

        Raises:
            SourceError: a page did not come right, or the tokens lead in a circle.
        """
        day, token, restarts = since, "", 0
        used: set[str] = set()
        while True:
            arguments = {"verb": "ListRecords", "resumptionToken": token} if token else _first(spec, day)
            try:
                page = self._page(arguments, _Expected(used=frozenset(used)), fresh=restarts > 0)
            except TokenError:
                restarts += 1
                if not token or restarts > _MOST_RESTARTS:
                    raise
                token = ""
                used.clear()
                continue
            day = max(day, page.last_day)
            yield page
            if not page.token:
                return
            token = page.token
            used.add(token)

    def _page(self, arguments: dict[str, str], expected: _Expected, *, fresh: bool = False) -> OaiPage:
        """The page, unless ``fresh`` from those of the day: of these, one may hold an expired token."""
        url = f"{self.base}?{urlencode(arguments)}"
        key = canonical(url)
        body = None if fresh else self.access.pages.get(key)
        cached = body is not None
        if body is None:
            body = self.access.polite.fetch(url, lambda answer: self._check(answer, expected))
        page = replace(read_records(body, fetched=self.access.fetched), url=url)
        expected.require(page)
        if not cached and not page.defects:
            self.access.pages.put(key, body)
        self.access.on_page(cached=cached)
        return page

    def _check(self, body: bytes, expected: _Expected) -> None:
        """Refuse what is no list of records, or another one than asked; a refused token is an answer."""
        with contextlib.suppress(TokenError):
            expected.require(read_records(body, fetched=self.access.fetched))


def sets_for(categories: Iterable[str]) -> tuple[str, ...]:
    """The sets to harvest for ``categories``: each its own, or the archive where it is many of one.

    >>> sets_for(["cs.RO", "stat.ML"]), sets_for(["cs.RO", "cs.LG", "cs.AI", "cs.CV"])
    (('cs:cs:RO', 'stat:stat:ML'), ('cs:cs',))
    """
    archives: dict[str, list[str]] = {}
    for category in sorted(set(categories)):
        archive = set_of(category).rsplit(":", 1)[0] if "." in category else set_of(category)
        archives.setdefault(archive, []).append(category)
    found: list[str] = []
    for archive, members in archives.items():
        found += [archive] if len(members) > _MANY else [set_of(category) for category in members]
    return tuple(dict.fromkeys(found))


def _first(spec: str, day: str) -> dict[str, str]:
    return {"verb": "ListRecords", "metadataPrefix": _FORMAT, "set": spec, "from": day}


def _record(paper: str) -> dict[str, str]:
    return {"verb": "GetRecord", "metadataPrefix": _FORMAT, "identifier": f"{_IDENTIFIER}{paper}"}


def _receipt(page: OaiPage) -> Receipt:
    return Receipt(asked=page.url, defects=page.defects)


def _open(access: Access) -> ArxivOai:
    return ArxivOai(access, access.polite.settings.oai_url or "")


def _obstacle(settings: Settings) -> Message | None:
    return Message("setting.oai_without_address") if settings.oai_url is None else None


def _addresses(settings: Settings, window: Window, since: str) -> tuple[Address, ...]:
    day = (since or window.first)[:10]
    sets = sets_for(window.search.categories)
    return tuple(Address(f"{settings.oai_url}?{urlencode(_first(spec, day))}") for spec in sets)


SOURCE = SourceKind(
    name="oai",
    label="OAI-PMH",
    open=_open,
    obstacle=_obstacle,
    by_changes=True,
    addresses=_addresses,
    id_address=lambda settings, ids: f"{settings.oai_url}?{urlencode(_record(ids[0]))}",
    batch=1,
)
