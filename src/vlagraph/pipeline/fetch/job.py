"""Bringing the papers of a workspace up to date, politely, and saying what happened."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from typing import TYPE_CHECKING

from vlagraph.clock import Clock, system_clock
from vlagraph.core.papers.followed import without_rule
from vlagraph.core.times import iso
from vlagraph.core.truth import ahead_of
from vlagraph.errors import ForbiddenError, RefusedError, SourceError, UsageError
from vlagraph.pipeline.fetch.doubted import Doubted, known_of
from vlagraph.pipeline.fetch.forecast import Forecast
from vlagraph.pipeline.fetch.harvest import harvest_plan
from vlagraph.pipeline.fetch.holes import suspects
from vlagraph.pipeline.fetch.kept import papers_to_update, with_recorded
from vlagraph.pipeline.fetch.ledger import Ledger
from vlagraph.pipeline.fetch.plan import check_request, make_plan
from vlagraph.pipeline.fetch.report import report_of
from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.runner import Runner
from vlagraph.pipeline.fetch.steps import IdsStep, Known, ListingStep
from vlagraph.pipeline.fetch.stored import Stored
from vlagraph.pipeline.fetch.wishes import unread, wished_papers
from vlagraph.sources.session import Polite
from vlagraph.sources.settings import settings_from
from vlagraph.sources.source import Access, source_kind, source_names
from vlagraph.store.asking import refresh_index
from vlagraph.store.fetch_state import SourceState
from vlagraph.store.fetch_truth import wanted_now
from vlagraph.store.lock import require_writable, writer_lock
from vlagraph.store.pages import DayPages
from vlagraph.store.papers import load_papers
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.spacing import Spacing, user_cache
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.reports import Report
    from vlagraph.pipeline.fetch.doubted import KnownTimes
    from vlagraph.pipeline.fetch.forecast import Listener
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.pipeline.fetch.steps import FetchRequest, Plan, Step
    from vlagraph.sources.session import Gate
    from vlagraph.sources.settings import Settings
    from vlagraph.sources.source import SourceKind
    from vlagraph.store.workspace import Workspace

__all__ = ["FetchJob", "fetch", "fetch_job", "plan_fetch"]


@dataclass(frozen=True, kw_only=True)
class FetchJob:
    """Everything a fetch works with: where, what to follow, what is wanted, how to ask, whose clock.

    ``gate`` gives the turn to ask; None: the one that all processes of this user share.
    """

    workspace: Workspace
    rules: Rules
    request: FetchRequest
    settings: Settings
    listener: Listener
    clock: Clock = field(default_factory=Clock)
    chance: random.Random = field(default_factory=random.Random)
    gate: Gate | None = None


def fetch_job(
    workspace: Workspace,
    request: FetchRequest,
    *,
    listener: Listener,
    environ: Mapping[str, str],
    patient: bool = False,
) -> FetchJob:
    """The job for the roadmap of ``workspace``, with the settings of ``environ``; ``patient`` waits long.

    Raises:
        DataError: the roadmap cannot be read.
        UsageError: a setting makes no sense.
    """
    return FetchJob(
        workspace=workspace,
        rules=rules_of(load_roadmap(workspace.topics)),
        request=request,
        settings=settings_from(environ, patient=patient),
        listener=listener,
        clock=system_clock(),
    )


def plan_fetch(job: FetchJob) -> Plan:
    """What a fetch would do now, without asking or writing anything.

    Raises:
        DataError, StoreError: papers/ cannot be read.
        UsageError: the window makes no sense.
    """
    state = known_of(job.workspace, job.rules, job.clock.now()).believed
    papers = papers_to_update(job.workspace)
    check_request(job.request)
    ledger = Ledger(job.workspace, job.rules, job.request.source, state, papers, iso(job.clock.now()))
    return _plan(source_kind(job.request.source), job.request, ledger=ledger, now=job.clock.now())


def fetch(job: FetchJob) -> Report:
    """Ask for what is new, updated and withdrawn, store it page by page, and report.

    A source that fails is in the report, not an exception; what was stored before is kept.

    Raises:
        DataError, StoreError: papers/ cannot be read, is being written by another run, or takes no files.
        WorkspaceError: the roadmap is the bundled, read-only one.
        UsageError: the window makes no sense, or the source cannot be asked with these settings.
    """
    workspace = job.workspace.writable()
    check_request(job.request)
    obstacle = source_kind(job.request.source).obstacle(job.settings)
    if obstacle is not None:
        raise UsageError(obstacle.key, **obstacle.values)
    with writer_lock(workspace.papers, cache=workspace.cache, task="fetch"):
        stored = Stored(workspace.papers)
        in_file = load_papers(workspace.papers, duplicates="fold" if job.request.fold else "refuse")
        stored.begin(in_file)
        papers = with_recorded(workspace, in_file)
        known = known_of(workspace, job.rules, job.clock.now())
        require_writable(workspace.papers.parent)
        fetching = _Fetching(job, known, papers)
        fetching.ledger.stored = stored
        report = fetching.report()
    refresh_index(workspace)
    return report


class _Fetching:
    """One run over one or two sources."""

    def __init__(self, job: FetchJob, known: KnownTimes, papers: Mapping[str, Paper]) -> None:
        self.job = job
        self.ahead = known.wrong
        self.now = job.clock.now()
        self.forecast = Forecast(job.listener, job.clock, job.settings.interval)
        self.polite = Polite(
            settings=job.settings,
            gate=job.gate or Spacing(user_cache(), job.settings.interval, job.clock),
            clock=job.clock,
            chance=job.chance,
            on_pause=self.forecast.paused,
        )
        self.pages = DayPages(
            job.workspace.cache / "pages", f"{self.now:%Y-%m-%d}", reading=not job.request.refresh
        )
        sure = {one: ahead_of(paper, self.now) for one, paper in papers.items()}
        self.ledger = Ledger(
            job.workspace, job.rules, job.request.source, known.believed, sure, iso(self.now)
        )
        self.ledger.doubted = Doubted.of(known, found=papers, sure=sure)

    def report(self) -> Report:
        """Run, and say how it went."""
        self.pages.sweep()
        self.ledger.note_asked(self.job.request.ids)
        if self.job.request.fold or self.job.request.ids:
            self.ledger.commit()
        try:
            self._run()
        finally:
            self.polite.close()
        self._note_ahead()
        request = self.job.request
        self.ledger.notes += without_rule(self.job.rules.unwatched(request))
        return report_of(
            self.ledger,
            wanted=[one for one in self.job.rules.topics if not request.topics or one in request.topics],
            now=self.now,
            requests=len(self.polite.trials),
            cached=self.forecast.cached,
        )

    def _asked(self, *, cached: bool) -> None:
        """A page came: the server that sent it vouches for the clock, and so does one of today's pages."""
        self.forecast.asked(cached=cached)
        self.ledger.doubted = None

    def _note_ahead(self) -> None:
        """Say what was dated ahead, and where no answer came that our own clock may be behind."""
        if self.ahead:
            key = "fetch.dated_ahead" if self.ledger.doubted is None else "fetch.clock_doubted"
            told = {"topics": ", ".join(self.ahead), "now": iso(self.now)}
            self.ledger.notes.insert(0, Message(key, told))

    def _run(self) -> None:
        """Bring the topics up to date from the source; where it refuses for long, from its fallback."""
        kind = source_kind(self.job.request.source)
        refusal = self._bring_from(kind)
        if refusal is not None and (fallback := self._fallback_of(kind)) is not None:
            self._go_on_with(fallback, refusal)

    def _bring_from(self, kind: SourceKind) -> RefusedError | None:
        """Do the plan, then what a finished old listing leaves to be asked; a refusal that may pass."""
        source = kind.open(Access(self.polite, self.pages, iso(self.now), self._asked))
        request = self.job.request
        self.forecast.batch = kind.batch
        runner, is_rest = Runner(source, self.ledger, self.forecast, request.max_per_topic), False
        done: tuple[Step, ...] = ()
        for _ in range(2):
            plan = _plan(kind, request, ledger=self.ledger, now=self.now)
            plan = _left_of(plan, done, listings=not is_rest)
            self.forecast.planned(plan.steps)
            try:
                runner.run(plan)
            except ForbiddenError:
                return None
            except RefusedError as error:
                return error
            except SourceError:
                return None
            if self.ledger.failures or not any(isinstance(step, ListingStep) for step in plan.steps):
                return None
            is_rest = bool(request.max_per_topic or request.until)  # what these leave is for a later run
            done = plan.steps
            request = with_fields(request, since=None, only_key_papers=False, refresh=False)
        return None

    def _fallback_of(self, kind: SourceKind) -> SourceKind | None:
        """The source to go on with where ``kind`` refuses; None where there is none that can be asked."""
        request = self.job.request
        if kind.fallback not in source_names() or request.only_key_papers:
            return None
        fallback = source_kind(kind.fallback)
        unable = fallback.by_changes and request.max_per_topic  # it would bring all that the limit leaves out
        return None if unable or fallback.obstacle(self.job.settings) else fallback

    def _go_on_with(self, kind: SourceKind, refusal: RefusedError) -> None:
        note = Message("fetch.went_on", {"reason": refusal.message, "source": kind.label})
        self.job.listener.noted(note)
        refused = tuple(self.ledger.failures)
        self.ledger.go_on_with(kind.name, note)
        self._bring_from(kind)
        self.ledger.forget_failures(set(refused).difference(self.ledger.failures))
        self.ledger.commit()


def _plan(kind: SourceKind, request: FetchRequest, *, ledger: Ledger, now: datetime) -> Plan:
    """The plan for the source ``kind``, from what the books say."""
    replaced = [name for name in source_names() if source_kind(name).fallback == kind.name]
    sources = wanted_now(ledger.state, now).sources
    known = Known(
        rules=ledger.rules,
        papers=ledger.papers,
        own=sources.get(kind.name, SourceState()),
        replaced=next((sources.get(name, SourceState()) for name in replaced), SourceState()),
        now=now,
        wished=_wished(ledger, now),
        holes=lambda: suspects(ledger.state, ledger.papers.values()),
        again=ledger.state.again,
    )
    return harvest_plan(request, known) if kind.by_changes else make_plan(request, known)


def _left_of(plan: Plan, done: tuple[Step, ...], *, listings: bool) -> Plan:
    """``plan`` without the ids that were asked for when ``done``, and without ``listings`` where not wanted.

    The key papers of some topics alone are due in every plan.
    """
    ids = {step for step in done if isinstance(step, IdsStep)}
    left = (
        step for step in plan.steps if step not in ids and (listings or not isinstance(step, ListingStep))
    )
    return with_fields(plan, steps=tuple(left))


def _wished(ledger: Ledger, now: datetime) -> tuple[str, ...]:
    """What readers wish for, and recorded papers that were kept; a note where marks cannot be read."""
    kept = {one for one, paper in ledger.papers.items() if paper.recorded}
    wished = wished_papers(ledger.workspace, ledger.state, stored=ledger.papers, now=now)
    told = [(note.key, note.values.get("name")) for note in ledger.notes]
    ledger.notes += [note for note in unread(wished) if (note.key, note.values.get("name")) not in told]
    return tuple(sorted(kept.union(wished.papers)))
