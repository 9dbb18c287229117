"""The papers that a reader wants and that are not stored yet: the next fetch brings them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import canonical_id, fault_of
from vlagraph.store.readers import wanted_by_all
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import datetime

    from vlagraph.store.fetch_state import FetchState
    from vlagraph.store.readers import Wanted
    from vlagraph.store.workspace import Workspace

__all__ = ["first_ids", "unread", "wished_papers"]

_MOST_IDS = 8
"""Ids that a note lists before it only counts: about a line."""


def wished_papers(
    workspace: Workspace, state: FetchState, *, stored: Container[str], now: datetime
) -> Wanted:
    """What `wanted_by_all` says and what was asked for before and did not come, without what is ``stored``.

    Ids that cannot be are left out, for arXiv refuses a whole request for one of them.
    """
    wanted = wanted_by_all(workspace)
    month = f"{now + timedelta(days=1):%Y-%m}"
    papers = (
        one
        for one in wanted.papers.union(state.wished)
        if one not in stored and canonical_id(one) == one and not fault_of(one, month=month)
    )
    return wanted._replace(papers=frozenset(papers))


def unread(wanted: Wanted) -> tuple[Message, ...]:
    """What a report says of the marks that were not read for ``wanted``, the reader's own first."""
    own = () if wanted.fault is None else (Message("fetch.no_wishes", {"reason": wanted.fault}),)
    return (*own, *wanted.remarks)


def first_ids(ids: Sequence[str]) -> str | Message:
    """The first ids, and how many more there are."""
    first, rest = ", ".join(ids[:_MOST_IDS]), len(ids) - _MOST_IDS
    return Message("fetch.ids_more", {"ids": first, "count": rest}) if rest > 0 else first
