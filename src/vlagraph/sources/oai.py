"""arXiv by OAI-PMH: everything that was modified in a set since a day, page after page."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from vlagraph.sources.oai_records import TokenError, read_records, set_of
from vlagraph.sources.query_api import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vlagraph.sources.oai_records import OaiPage
    from vlagraph.sources.query_api import PageCache
    from vlagraph.sources.session import Polite

__all__ = ["OaiSource", "sets_for"]

_MANY = 3
"""With more categories of one archive the whole archive is harvested: cross-lists would come many times."""


@dataclass
class OaiSource:
    """One harvest at a time; ``fetched`` is the UTC time that the records carry."""

    polite: Polite
    pages: PageCache
    base: str
    fetched: str
    on_request: Callable[[bool], None]

    def harvest(self, spec: str, since: str) -> Iterator[OaiPage]:
        """The pages of set ``spec`` modified since day ``since``, oldest first, past expired tokens.

        Raises:
            SourceError: a page did not come right; what was yielded before is good.
        """
        day, token, restarts = since, "", 0
        while True:
            try:
                page = self._page(
                    _first(spec, day) if not token else {"verb": "ListRecords", "resumptionToken": token}
                )
            except TokenError:
                restarts += 1
                if not token or restarts > 2:
                    raise
                token = ""
                continue
            day = max(day, page.last_day)
            yield page
            if not page.token or page.token == token:
                return
            token = page.token

    def _page(self, arguments: dict[str, str]) -> OaiPage:
        url = f"{self.base}?{urlencode(arguments)}"
        key = canonical(url)
        body = self.pages.get(key)
        cached = body is not None
        if body is None:
            body = self.polite.fetch(url, self._check)
        page = read_records(body, fetched=self.fetched)
        if not cached and not page.defects:
            self.pages.put(key, body)
        self.on_request(cached)
        return page

    def _check(self, body: bytes) -> None:
        """Refuse what is no list of records; a refused token is an answer."""
        with contextlib.suppress(TokenError):
            read_records(body, fetched=self.fetched)


def sets_for(categories: Iterable[str]) -> tuple[str, ...]:
    """The sets to harvest for ``categories``: each its own, or the archive where it is many of one.

    >>> sets_for(["cs.RO", "stat.ML"]), sets_for(["cs.RO", "cs.LG", "cs.AI", "cs.CV"])
    (('cs:cs:RO', 'stat:stat:ML'), ('cs:cs',))
    """
    archives: dict[str, list[str]] = {}
    for category in sorted(set(categories)):
        archives.setdefault(
            set_of(category).rsplit(":", 1)[0] if "." in category else set_of(category), []
        ).append(category)
    found: list[str] = []
    for archive, some in archives.items():
        found += [archive] if len(some) > _MANY else [set_of(category) for category in some]
    return tuple(dict.fromkeys(found))


def _first(spec: str, day: str) -> dict[str, str]:
    return {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "set": spec, "from": day}
