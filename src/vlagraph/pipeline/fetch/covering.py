"""What a step that came to its end proves of one topic: each function gives the state with that noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.times import minute_before

if TYPE_CHECKING:
    from vlagraph.store.fetch_state import TopicState

__all__ = ["changes_known", "window_listed"]


def window_listed(state: TopicState, first: str, last: str, *, as_of: str) -> TopicState:
    """``state``, of which the window from ``first`` to ``last`` has been listed.

    Where days are left between it and what is known already, no more is known than before.
    """
    known = state.covered_from
    return replace(
        state,
        covered_from=first if known is None or last >= minute_before(known) else known,
        listing_until=None,
        checked=state.checked or as_of,
        last_success=max(as_of, state.last_success or ""),
    )


def changes_known(state: TopicState, *, as_of: str, covers: bool) -> TopicState:
    """``state``, of which all changes are known ``as_of`` a time; with ``covers`` all that it is wanted from.

    What is known as of a later time already stays so.
    """
    return replace(
        state,
        covered_from=state.wanted_from if covers else state.covered_from,
        checked=max(as_of, state.checked or ""),
        last_success=max(as_of, state.last_success or ""),
    )
