"""What a fetch would ask, with its cost in requests and minutes, before anything is asked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from vlagraph.core.papers.reports import PlannedPart, PlannedRequest, Preview
from vlagraph.pipeline.fetch.forecast import ANSWER
from vlagraph.pipeline.fetch.job import plan_fetch
from vlagraph.pipeline.fetch.steps import AgainStep, ChangesStep, IdsStep
from vlagraph.sources.source import BROAD_WORTH, Window, source_kind
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.pipeline.fetch.job import FetchJob
    from vlagraph.pipeline.fetch.steps import Step, WindowStep
    from vlagraph.sources.settings import Settings
    from vlagraph.sources.source import Address, SourceKind

__all__ = ["preview"]

_BY_ID = {
    "chosen": Message("fetch.key_papers_by_id"),
    "asked": Message("fetch.asked_by_id"),
    "stale": Message("fetch.stale_by_id"),
}
_CHANGES = Message("fetch.changes")
_LISTING = Message("fetch.listing")
_AGAIN = Message("fetch.again_days")
_AGAIN_IDS = Message("fetch.again_by_id")


def preview(job: FetchJob) -> Preview:
    """What ``job`` would ask, in order, and how many requests that takes.

    Raises:
        DataError, StoreError: papers/ cannot be read.
        UsageError: the window makes no sense.
    """
    kind, settings = source_kind(job.request.source), job.settings
    parts: list[PlannedPart] = []
    requests: list[PlannedRequest] = []
    for why, steps in groupby(plan_fetch(job).steps, key=_why):
        if why:
            ids = tuple(one for step in steps if isinstance(step, IdsStep) for one in step.ids)
            asked = _by_id(kind, settings, ids)
            parts.append(PlannedPart(_BY_ID[why], len(asked), len(asked), papers=len(ids)))
            requests += asked
            continue
        for step in steps:
            if isinstance(step, AgainStep) and step.ids:
                asked = _by_id(kind, settings, step.ids)
                parts.append(PlannedPart(_AGAIN_IDS, len(asked), len(asked), papers=len(step.ids)))
                requests += asked
            elif not isinstance(step, IdsStep):
                found = _addresses(step, kind, settings)
                parts.append(_part(step, found))
                requests += _requests(step, found)
    least, most = sum(part.least for part in parts), sum(part.most for part in parts)
    seconds = settings.interval + ANSWER
    minutes = round(least * seconds / 60, 1), round(most * seconds / 60, 1)
    every = len(job.rules.topics)
    meant = len(job.request.topics) or every
    unwatched = job.rules.unwatched(job.request)
    rest = (every, settings.interval, meant, unwatched)
    return Preview(tuple(requests), least, most, minutes, tuple(parts), *rest)


def _why(step: Step) -> str:
    return step.why if isinstance(step, IdsStep) else ""


def _by_id(kind: SourceKind, settings: Settings, ids: tuple[str, ...]) -> list[PlannedRequest]:
    """The requests for ``ids``, as many in each as the source takes."""
    batches = [ids[at : at + kind.batch] for at in range(0, len(ids), kind.batch)]
    return [
        PlannedRequest(Message("fetch.by_id", {"count": len(batch)}), kind.id_address(settings, batch))
        for batch in batches
    ]


def _addresses(step: WindowStep, kind: SourceKind, settings: Settings) -> tuple[Address, ...]:
    window = Window(search=step.search, first=step.first, last=step.last)
    return kind.addresses(settings, window, step.since if isinstance(step, ChangesStep) else "")


def _part(step: WindowStep, found: Iterable[Address]) -> PlannedPart:
    """``step`` in a line: the fewest requests, and the most while each query by words has one page."""
    if isinstance(step, AgainStep):
        days, count = (step.first[:10], step.last[:10]), len(tuple(found))
        return PlannedPart(_AGAIN, count, count, first=days[0], last=days[1], open=True)
    changes = isinstance(step, ChangesStep)
    by_words = sum(address.by_words for address in found)
    least = max(1, sum(not address.by_words for address in found))
    return PlannedPart(
        _CHANGES if changes else _LISTING,
        least,
        max(least, BROAD_WORTH * by_words),
        topics=step.topics,
        first=(step.since if isinstance(step, ChangesStep) else step.first)[:10],
        last=step.last[:10],
        open=True,
    )


def _requests(step: WindowStep, found: Iterable[Address]) -> list[PlannedRequest]:
    """The first requests of ``step``."""
    aim, planned = _aim(step), []
    for address in found:
        purpose = aim
        if address.by_category:
            purpose = Message("fetch.by_category", {"aim": aim})
        elif address.by_words:
            purpose = Message("fetch.by_words", {"aim": aim})
        planned.append(PlannedRequest(purpose, address.url))
    return planned


def _aim(step: WindowStep) -> Message:
    if isinstance(step, AgainStep):
        return Message("fetch.aim_again", {"first": step.first[:10], "last": step.last[:10]})
    values: dict[str, object] = {"count": len(step.topics)}
    if isinstance(step, ChangesStep):
        return Message("fetch.aim_changes", {**values, "day": step.since[:10]})
    return Message("fetch.aim_listing", {**values, "day": step.first[:10]})
