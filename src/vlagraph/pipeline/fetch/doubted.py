"""What a fetch finds dated ahead of its own clock: as long as no server has answered either may be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from vlagraph.core.times import second_after
from vlagraph.store.fetch_state import SourceState
from vlagraph.store.fetch_truth import believed, carried_over, is_unbegun, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.store.fetch_state import FetchState, TopicState
    from vlagraph.store.workspace import Workspace

__all__ = ["Doubted", "KnownTimes", "known_of"]


class KnownTimes(NamedTuple):
    """What fetch.json says, with topics under their present ids, and how much of it is believed.

    ``wrong`` are the topics that are asked again for what is not.
    """

    found: FetchState
    believed: FetchState
    wrong: tuple[str, ...]


def known_of(workspace: Workspace, rules: Rules, now: datetime) -> KnownTimes:
    """What is known of ``workspace`` by its fetch.json.

    Raises:
        DataError, StoreError: it cannot be read.
    """
    found = state_of(workspace)
    state, wrong = believed(found, now)
    found, state = (carried_over(one, rules.standings.current_ids, rules.watched) for one in (found, state))
    return KnownTimes(found, state, wrong)


@dataclass(frozen=True)
class Doubted:
    """``found`` is what fetch.json said, ``believed`` what is left of it; ``fetched`` are times of papers.

    A clock that is behind finds everything dated ahead. So what is not believed is asked for again, and
    written as it was found, until an answer has come that vouches for the clock.
    """

    found: FetchState
    believed: FetchState
    fetched: Mapping[str, str]

    @classmethod
    def of(cls, known: KnownTimes, *, found: Mapping[str, Paper], sure: Mapping[str, Paper]) -> Doubted:
        """What of ``known``, and of the papers ``found``, of which ``sure`` is believed, is doubted."""
        times = {one: paper.fetched for one, paper in found.items() if paper.fetched != sure[one].fetched}
        return cls(known.found, known.believed, {one: at for one, at in times.items() if at is not None})

    def written(self, papers: Mapping[str, Paper], state: FetchState) -> tuple[dict[str, Paper], FetchState]:
        """``papers`` and ``state`` as they are written."""
        return self._papers(papers), self._state(state)

    def _state(self, state: FetchState) -> FetchState:
        """``state``, with what was found of topics and key papers that are not believed; failures stay.

        Of a topic for which nothing has come yet nothing was known that could be kept.
        """
        sources, succeeded = dict(state.sources), self.found.successes
        for name in {*self.found.sources, *sources}:
            source = self.found.sources.get(name, SourceState())
            left, own = self.believed.sources.get(name, SourceState()), sources.get(name, SourceState())
            said = {
                topic: _with_failure(
                    known, own.topics.get(topic), left.topics.get(topic), succeeded.get(topic)
                )
                for topic, known in source.topics.items()
                if known != left.topics.get(topic) and not is_unbegun(known)
            }
            keys = own.key_papers_checked or source.key_papers_checked
            begun = {topic: _as_begun(one, source.topics.get(topic)) for topic, one in own.topics.items()}
            topics = dict(sorted({**begun, **said}.items()))
            sources[name] = replace(own, topics=topics, key_papers_checked=keys)
        return replace(state, sources=dict(sorted(sources.items())))

    def _papers(self, papers: Mapping[str, Paper]) -> dict[str, Paper]:
        """``papers``, confirmed when they were found to be."""
        return {
            one: replace(paper, fetched=self.fetched[one])
            if paper.fetched is None and one in self.fetched
            else paper
            for one, paper in papers.items()
        }


def _as_begun(now: TopicState, found: TopicState | None) -> TopicState:
    """``now``, without the window of a listing of which nothing has come: its days are those of our clock."""
    if now.covered_from or (found and found.listing_until):
        return now
    return replace(now, checked=None, listing_until=None)


def _with_failure(
    found: TopicState, now: TopicState | None, before: TopicState | None, succeeded: str | None
) -> TopicState:
    """``found``, with a failure noted since: after what ``succeeded``, whatever our clock says."""
    failed = now.failed if now else None
    if now is None or failed is None or (before is not None and failed == before.failed):
        return found
    try:
        later = second_after(succeeded)
    except (ValueError, OverflowError):  # that is no time
        later = ""
    return replace(found, failed=replace(failed, at=max(failed.at, later)))
