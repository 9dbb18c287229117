"""The papers that a reader wants and that are not stored yet: the next fetch brings them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import canonical_id, fault_of
from vlagraph.store.readers import wanted_by_all

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import datetime

    from vlagraph.store.fetch_state import FetchState
    from vlagraph.store.workspace import Workspace

__all__ = ["wished_papers"]


def wished_papers(
    workspace: Workspace, state: FetchState, *, stored: Container[str], now: datetime
) -> tuple[str, ...]:
    """The ids, sorted: those asked for before that did not come, and those that marks name, of any reader.

    Ids that cannot be are left out, for arXiv refuses a whole request for one of them.

    Raises:
        DataError, StoreError: progress.json cannot be used.
    """
    wanted = wanted_by_all(workspace).union(state.wished)
    month = f"{now + timedelta(days=1):%Y-%m}"
    return tuple(
        sorted(
            one
            for one in wanted
            if one not in stored and canonical_id(one) == one and not fault_of(one, month=month)
        )
    )
