"""Merging fetch.json as git asks for it: what it says is known is known of the merged papers, never more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.papers.numbers import pack, unpack
from vlagraph.core.three_way import join_maps, join_sets
from vlagraph.store.fetch_state import FetchState, SourceState, decode_state, encode_state
from vlagraph.store.merging.sides import side_name
from vlagraph.store.receipts import Came

if TYPE_CHECKING:
    from vlagraph.store.fetch_state import TopicState
    from vlagraph.store.receipts import Asked, AskedAgain

__all__ = ["merge_fetch"]


def merge_fetch(name: str, base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """What both sides asked of arXiv, for papers that hold what came to both.

    Raises:
        DataError: a version is no fetch state, or of a newer format.
    """
    sides = {"base": base, "ours": ours, "theirs": theirs}
    was, one, other = (
        decode_state(data, Path(side_name(name, side))) if data.strip() else FetchState()
        for side, data in sides.items()
    )
    formats = [{"": side.schema} for side in (was, one, other)]
    return encode_state(
        FetchState(
            schema=join_maps(*formats, settle=lambda _, *both: max(both))[""],
            sources=dict(sorted(join_maps(was.sources, one.sources, other.sources, settle=_source).items())),
            wished=join_sets(was.wished, one.wished, other.wished),
            asked=_asked(was, one, other),
            came=dict(sorted(join_maps(was.came, one.came, other.came, settle=_came).items())),
            again=_again(was, one, other),
        )
    )


def _asked(was: FetchState, one: FetchState, other: FetchState) -> tuple[Asked, ...]:
    """The queries of both sides, oldest first; of one that both know, the answer with more papers."""
    base, ours, theirs = (
        {(ask.at, ask.source, ask.what, ask.first, ask.last): ask for ask in side.asked}
        for side in (was, one, other)
    )
    joined = join_maps(
        base, ours, theirs, settle=lambda _, *both: max(both, key=lambda ask: (ask.came, str(ask)))
    )
    return tuple(joined[place] for place in sorted(joined))


def _came(base: Came | None, one: Came, other: Came) -> Came:  # noqa: ARG001
    """All ids that came to one of them, and the spans that one of them asked for as a whole."""
    days = {
        day: {
            name: pack(
                paper for side in (one, other) for paper in unpack(side.days.get(day, {}).get(name, ""))
            )
            for name in sorted({*one.days.get(day, {}), *other.days.get(day, {})})
        }
        for day in sorted({*one.days, *other.days})
    }
    return Came(days=days, whole=tuple(sorted({*one.whole, *other.whole})))


def _again(was: FetchState, one: FetchState, other: FetchState) -> tuple[AskedAgain, ...]:
    """What was asked again, by either side; of the same place the more askings."""
    base, ours, theirs = (
        {(ask.day, ask.category, ask.first, ask.last): ask for ask in side.again}
        for side in (was, one, other)
    )
    joined = join_maps(base, ours, theirs, settle=lambda _, *both: max(both, key=_askings))
    return tuple(joined[place] for place in sorted(joined))


def _askings(ask: AskedAgain) -> tuple[int, str]:
    return ask.times, ask.at


def _source(base: SourceState | None, one: SourceState, other: SourceState) -> SourceState:
    was = base or SourceState()
    topics = join_maps(was.topics, one.topics, other.topics, settle=_topic)
    # a walk that both sides were in begins again: some go back in time and some forward
    walks = join_maps(was.progress, one.progress, other.progress, settle=lambda *_: None)
    checks = [{"": side.key_papers_checked or ""} for side in (was, one, other)]
    return SourceState(
        topics=dict(sorted(topics.items())),
        progress=dict(sorted(walks.items())),
        key_papers_checked=join_maps(*checks, settle=lambda _, *both: max(both))[""] or None,
        unknown_ids=join_sets(was.unknown_ids, one.unknown_ids, other.unknown_ids),
    )


def _topic(base: TopicState | None, one: TopicState, other: TopicState) -> TopicState:  # noqa: ARG001
    """What is known of a topic that both sides asked: all that one of them says, which is true of the whole.

    What only one side knows as of a later time is not known as of that time for the other's window. So the
    wider window counts, and of equal ones the later check; the next fetch asks for the rest.
    """
    chosen = _claim(one, other)
    failures = [state.failed for state in (one, other) if state.failed]
    failed = max(failures, key=lambda failure: (failure.at, str(failure.why)), default=None)
    return replace(
        chosen,
        wanted_from=min(one.wanted_from, other.wanted_from),
        papers=max(one.papers, other.papers),
        failed=failed if failed and failed.at > (chosen.last_success or "") else None,
    )


def _claim(one: TopicState, other: TopicState) -> TopicState:
    both = [one, other]
    if one.rule == other.rule:
        widest = min((state.covered_from for state in both if state.covered_from), default=None)
        both = [state for state in both if state.covered_from == widest]
    return max(both, key=lambda state: (state.last_success or "", state.checked or "", str(state)))
