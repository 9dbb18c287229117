"""What a fetch would ask, with its cost in requests and minutes, before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vlagraph.pipeline.fetch.job import plan_fetch
from vlagraph.sources.query_api import Ask, ask_url
from vlagraph.sources.walk import minute, windowed

if TYPE_CHECKING:
    from vlagraph.pipeline.fetch.job import FetchJob
    from vlagraph.pipeline.fetch.plan import Step

__all__ = ["PlannedRequest", "Preview", "preview"]

_ANSWER = 3.0  # seconds that an answer takes beside the pause, as a rough figure


class PlannedRequest(msgspec.Struct, frozen=True):
    """One request that would be made, and what for."""

    purpose: str
    url: str


class Preview(msgspec.Struct, frozen=True):
    """The requests known beforehand; further pages depend on the answers, hence the ranges."""

    requests: tuple[PlannedRequest, ...]
    least: int
    most: int
    minutes: tuple[float, float]


def preview(job: FetchJob) -> Preview:
    """The requests of ``job``, in order.

    Raises:
        DataError, StoreError: papers/ cannot be read.
    """
    requests: list[PlannedRequest] = []
    least = 0
    for step in plan_fetch(job).steps:
        asked = _requests(step, job)
        requests += asked
        least += 1 if step.broad else len(asked)
    most = max(len(requests), least * 2)
    seconds = job.settings.interval + _ANSWER
    return Preview(
        tuple(requests), least, most, (round(least * seconds / 60, 1), round(most * seconds / 60, 1))
    )


def _requests(step: Step, job: FetchJob) -> list[PlannedRequest]:
    base, size = job.settings.api_url, job.settings.page_size
    if step.kind == "ids":
        return [PlannedRequest(f"{len(step.ids)} papers by id", ask_url(base, Ask(ids=step.ids)))]
    listing = step.kind == "listing"
    start = (step.first if listing else step.since)[:10]
    aim = f"{len(step.topics)} topics, {'listing' if listing else 'changes'} from {start}"
    found = []
    for query in (step.broad, *step.narrow) if step.broad else step.narrow:
        ask = Ask(
            query=windowed(query, minute(step.first), minute(step.last)),
            sort="submittedDate" if listing else "lastUpdatedDate",
            size=size,
        )
        way = (
            f"{aim}, by category"
            if query == step.broad
            else f"{aim}, by words (only where the categories hold too many)"
        )
        found.append(PlannedRequest(way if step.broad else aim, ask_url(base, ask)))
    return found
