"""Bringing the papers of a workspace up to date, politely, and telling what happened."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from vlagraph.core.times import iso, parse_time
from vlagraph.errors import ForbiddenError, RefusedError, SourceError, UsageError
from vlagraph.pipeline.fetch.ledger import Ledger
from vlagraph.pipeline.fetch.plan import FetchRequest, make_plan
from vlagraph.pipeline.fetch.report import report_of
from vlagraph.pipeline.fetch.runner import Runner
from vlagraph.sources.clock import Clock
from vlagraph.sources.query_api import QueryApi
from vlagraph.sources.session import Polite
from vlagraph.sources.walk import Walker
from vlagraph.store.fetch_state import SourceState, load_state
from vlagraph.store.lock import require_writable, writer_lock
from vlagraph.store.pages import DayPages
from vlagraph.store.papers import load_papers
from vlagraph.store.spacing import Spacing, user_cache

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.plan import Plan
    from vlagraph.pipeline.fetch.report import Report
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.sources.settings import Settings
    from vlagraph.store.fetch_state import FetchState
    from vlagraph.store.workspace import Workspace

__all__ = ["FetchJob", "Listener", "fetch", "plan_fetch"]

_ARXIV_BEGAN = parse_time("1991-08-14")


class Listener(Protocol):
    """Hears how a fetch goes on."""

    def planned(self, steps: int) -> None:
        """So many walks are to be done."""
        ...

    def asked(self, requests: int, *, cached: bool) -> None:
        """One more page came; ``requests`` were made so far."""
        ...

    def paused(self, seconds: float, why: str) -> None:
        """The run waits before it asks again."""
        ...

    def noted(self, text: str) -> None:
        """Something worth a line."""
        ...


@dataclass(frozen=True, kw_only=True)
class FetchJob:
    """Everything a fetch works with: where, what to follow, what is wanted, how to ask, whose clock."""

    workspace: Workspace
    rules: Rules
    request: FetchRequest
    settings: Settings
    listener: Listener
    clock: Clock = field(default_factory=Clock)
    chance: random.Random = field(default_factory=random.Random)


def plan_fetch(job: FetchJob) -> Plan:
    """What a fetch would do now, without asking or writing anything.

    Raises:
        DataError, StoreError: papers/ cannot be read.
        UsageError: the window makes no sense.
    """
    state, papers = load_state(job.workspace.fetch_state), load_papers(job.workspace.papers)
    _check_window(job.request)
    own = state.sources.get(job.request.source, SourceState())
    return make_plan(job.request, rules=job.rules, state=own, papers=papers, now=job.clock.now())


def fetch(job: FetchJob) -> Report:
    """Ask for what is new, updated and withdrawn, store it page by page, and report.

    A source that fails is in the report, not an exception; what was stored before is kept.

    Raises:
        DataError, StoreError: papers/ cannot be read, is being written by another run, or takes no files.
        WorkspaceError: the roadmap is the bundled, read-only one.
        UsageError: the window makes no sense.
    """
    workspace = job.workspace.writable()
    _check_window(job.request)
    if job.request.source == "oai" and job.settings.oai_url is None:
        raise UsageError(
            "--source oai needs VLAGRAPH_OAI_URL where VLAGRAPH_API_URL names a mirror. Set both or none."
        )
    with writer_lock(workspace.cache, task="fetch"):
        papers = load_papers(workspace.papers, duplicates="fold" if job.request.fold else "refuse")
        state = load_state(workspace.fetch_state)
        require_writable(workspace.papers.parent)
        return _Fetching(job, state, papers).report()


class _Fetching:
    """One run over one or two sources."""

    def __init__(self, job: FetchJob, state: FetchState, papers: Mapping[str, Paper]) -> None:
        self.job = job
        self.now = job.clock.now()
        self.cached = 0
        self.notes: list[str] = []
        self.polite = Polite(
            settings=job.settings,
            gate=Spacing(user_cache(), job.settings.interval, sleep=job.clock.sleep),
            clock=job.clock,
            chance=job.chance,
            on_pause=job.listener.paused,
        )
        self.pages = DayPages(
            job.workspace.cache / "pages", f"{self.now:%Y-%m-%d}", reading=not job.request.refresh
        )
        self.ledger = Ledger(job.workspace, job.rules, job.request.source, state, dict(papers), iso(self.now))

    def report(self) -> Report:
        """Run, and say how it went."""
        self.pages.sweep()
        if self.job.request.fold:
            self.ledger.commit()
        try:
            self._run()
        finally:
            self.polite.close()
        request = self.job.request
        wanted = [topic for topic in self.job.rules.topics if not request.topics or topic in request.topics]
        return report_of(
            self.ledger,
            wanted=wanted,
            now=self.now,
            requests=len(self.polite.trials),
            cached=self.cached,
            notes=self.notes,
        )

    def _run(self) -> None:
        """The source that was asked for; OAI-PMH where the query API refuses for long."""
        if self.job.request.source == "oai":
            self._harvest(self.job.request)
            return
        try:
            self._walk()
        except ForbiddenError:
            return
        except RefusedError as error:
            if self.job.settings.oai_url is not None and not self.job.request.only_key_papers:
                self.notes.append(f"{error} Went on with OAI-PMH.")
                self.job.listener.noted(self.notes[-1])
                self.ledger.failures = {
                    name: why for name, why in self.ledger.failures.items() if name == "key papers"
                }
                self._harvest(self.job.request)
        except SourceError:
            return

    def _walk(self) -> None:
        """Do the plan; then what a finished old listing leaves to be asked."""
        api = QueryApi(self.polite, self.pages, iso(self.now), self._asked)
        walker = Walker(api.page, self.job.settings.page_size, self.job.settings.smaller_page)
        runner = Runner(walker, self.ledger, self.job.request)
        request = self.job.request
        for _ in range(2):
            plan = make_plan(
                request, rules=self.job.rules, state=self.ledger.own, papers=self.ledger.papers, now=self.now
            )
            self.job.listener.planned(len(plan.steps))
            runner.run(plan)
            if self.ledger.failures or not any(step.kind == "listing" for step in plan.steps):
                return
            request = FetchRequest(
                topics=request.topics,
                until=request.until,
                max_per_topic=request.max_per_topic,
                only_key_papers=False,
            )

    def _harvest(self, request: FetchRequest) -> None:
        """The same topics by OAI-PMH, under that source's own books."""
        from vlagraph.pipeline.fetch.harvest import harvest

        self.ledger.source = "oai"
        try:
            harvest(
                self.ledger,
                request,
                polite=self.polite,
                pages=self.pages,
                now=self.now,
                on_request=self._asked,
            )
        except SourceError:
            return

    def _asked(self, cached: bool) -> None:  # noqa: FBT001 - a callback with one fact
        self.cached += cached
        self.job.listener.asked(len(self.polite.trials), cached=cached)


def _check_window(request: FetchRequest) -> None:
    try:
        first = parse_time(request.since) if request.since else None
        last = parse_time(request.until) if request.until else None
    except ValueError as error:
        raise UsageError("--since and --until take a day such as 2026-11-22.") from error
    if first and last and last < first:
        raise UsageError(f"--until {request.until} is before --since {request.since}.")
    if last and last < _ARXIV_BEGAN:
        raise UsageError(f"--until {request.until} is before arXiv began, on 1991-08-14. Give a later day.")
