"""What a fetch would ask, with its cost in requests and minutes, before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.reports import PlannedRequest, Preview
from vlagraph.pipeline.fetch.job import plan_fetch
from vlagraph.pipeline.fetch.steps import ChangesStep, IdsStep
from vlagraph.sources.source import Window, source_kind
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.pipeline.fetch.job import FetchJob
    from vlagraph.pipeline.fetch.steps import ListingStep, Step
    from vlagraph.sources.settings import Settings
    from vlagraph.sources.source import SourceKind

__all__ = ["preview"]

_ANSWER = 3.0
"""Seconds that an answer takes beside the pause, as a rough figure."""
_MORE_PAGES = 2
"""An answer may lead to as many requests again, for its further pages; more is rare once a topic is known."""


def preview(job: FetchJob) -> Preview:
    """The requests of ``job``, in order.

    Raises:
        DataError, StoreError: papers/ cannot be read.
        UsageError: the window makes no sense.
    """
    kind = source_kind(job.request.source)
    requests: list[PlannedRequest] = []
    least = 0
    for step in plan_fetch(job).steps:
        planned, certain = _requests(step, kind, job.settings)
        requests += planned
        least += certain
    most = max(len(requests), least * _MORE_PAGES)
    seconds = job.settings.interval + _ANSWER
    minutes = round(least * seconds / 60, 1), round(most * seconds / 60, 1)
    return Preview(tuple(requests), least, most, minutes)


def _requests(step: Step, kind: SourceKind, settings: Settings) -> tuple[list[PlannedRequest], int]:
    """The first requests of ``step``, and how many of them are made in any case."""
    if isinstance(step, IdsStep):
        purpose = Message("fetch.by_id", {"count": len(step.ids)})
        return [PlannedRequest(purpose, kind.id_address(settings, step.ids))], 1
    window = Window(search=step.search, first=step.first, last=step.last)
    since = step.since if isinstance(step, ChangesStep) else ""
    found = kind.addresses(settings, window, since)
    aim = _aim(step)
    planned = []
    for address in found:
        purpose = aim
        if address.by_category:
            purpose = Message("fetch.by_category", {"aim": aim})
        elif address.by_words:
            purpose = Message("fetch.by_words", {"aim": aim})
        planned.append(PlannedRequest(purpose, address.url))
    return planned, sum(not address.by_words for address in found)


def _aim(step: ChangesStep | ListingStep) -> Message:
    values: dict[str, object] = {"count": len(step.topics)}
    if isinstance(step, ChangesStep):
        return Message("fetch.aim_changes", {**values, "day": step.since[:10]})
    return Message("fetch.aim_listing", {**values, "day": step.first[:10]})
