"""What an import proves of each topic: a whole snapshot is arXiv's word up to its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.store.fetch_state import SNAPSHOT, SourceState, TopicState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.store.fetch_state import FetchState

__all__ = ["covered"]


def covered(state: FetchState, watched: Mapping[str, str], *, first: str, as_of: str) -> FetchState:
    """``state``, to which the papers of topics from the day ``first`` on are known ``as_of`` that time.

    ``watched`` maps the topics to the mark of the rule by which the file was read. What a later file said by
    the same rule stays. No source is asked less for it: each goes by what it said itself.
    """
    known = state.sources.get(SNAPSHOT, SourceState())
    topics = dict(known.topics)
    for topic, rule in watched.items():
        fresh = TopicState(
            wanted_from=first, covered_from=first, checked=as_of, last_success=as_of, rule=rule
        )
        old = topics.get(topic)
        later = old is not None and old.rule == rule and (old.known_as_of or "") > as_of
        topics[topic] = old if old is not None and later else fresh
    sources = {**state.sources, SNAPSHOT: replace(known, topics=dict(sorted(topics.items())))}
    return replace(state, sources=dict(sorted(sources.items())))
