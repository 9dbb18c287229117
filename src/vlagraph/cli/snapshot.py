"""``fetch --from-snapshot``: its options, its progress, and the import itself."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from vlagraph.cli.files import ReadFile
from vlagraph.cli.output import tell
from vlagraph.cli.progress import RunProgress
from vlagraph.errors import UsageError
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.progress import ProgressColumn

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.imports import SnapshotReport
    from vlagraph.pipeline.fetch.snapshot.work import Engine

__all__ = ["SnapshotProgress", "snapshot_options"]

F = TypeVar("F", bound=Callable[..., Any])
_STEP = 0.05
"""Share of the file after which a pipe gets one more line."""
_BELONGING = ("keep_all", "jobs", "engine", "master")
"""What goes with a snapshot alone."""
_OWN = {"from_snapshot", "lang", "form", *_BELONGING}
"""What goes together with a snapshot; everything else is asked of arXiv."""
_ENGINES = ("local", "spark")


def snapshot_options(command: F) -> F:
    """``--from-snapshot FILE`` and what belongs to it: with the first, ``command`` is not run."""

    @functools.wraps(command)
    def chosen(**given: Any) -> Any:  # noqa: ANN401 - as the command returns
        ctx = click.get_current_context()
        typed = {name for name in given if _is_typed(ctx, name)}
        path, keep_all, *chosen_engine = (given.pop(name) for name in ("from_snapshot", *_BELONGING))
        if path is None:
            if belonging := sorted(typed.intersection(_BELONGING)):
                raise UsageError("snapshot.without_file", option=_spelled(ctx, belonging[0]))
            return command(**given)
        if others := sorted(typed - _OWN):
            raise UsageError("snapshot.alone", option=_spelled(ctx, others[0]))
        engine = _engine(*chosen_engine)
        report = _import(ctx, path, engine, keep_all=keep_all, lang=given["lang"])
        return _print(report, given["form"], given["lang"])

    options = (
        click.option("--from-snapshot", type=ReadFile(path_type=Path, dir_okay=False), metavar="FILE"),
        click.option("--keep-all", is_flag=True),
        click.option("--jobs", type=click.IntRange(min=1)),
        click.option("--engine", type=click.Choice(_ENGINES), default="local", show_default=True),
        click.option("--master", metavar="URL"),
    )
    for option in reversed(options):
        chosen = option(chosen)
    return cast("F", chosen)


def _is_typed(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _spelled(ctx: click.Context, name: str) -> str:
    """The parameter ``name`` as a person types it."""
    return next(param.get_error_hint(ctx).strip("'") for param in ctx.command.params if param.name == name)


def _engine(jobs: int | None, engine: str, master: str | None) -> Engine:
    """What tags the blocks.

    Raises:
        UsageError: an option belongs to the other engine.
    """
    if engine == "spark":
        from vlagraph.pipeline.fetch.snapshot.engines.spark import SparkEngine

        if jobs is not None:
            raise UsageError("snapshot.jobs_of_spark")
        return SparkEngine() if master is None else SparkEngine(master)
    from vlagraph.pipeline.fetch.snapshot.engines.local import LocalEngine, processors

    if master is not None:
        raise UsageError("snapshot.master_without_spark")
    return LocalEngine(jobs or processors())


def _import(ctx: click.Context, path: Path, engine: Engine, *, keep_all: bool, lang: Lang) -> SnapshotReport:
    """Bring in the snapshot ``path``, with its progress."""
    from vlagraph.cli.options import open_workspace
    from vlagraph.pipeline.fetch.snapshot.job import SnapshotJob, import_snapshot

    workspace = open_workspace(ctx)
    with SnapshotProgress(lang) as progress:
        job = SnapshotJob(workspace=workspace, path=path, engine=engine, keep_all=keep_all, listener=progress)
        return import_snapshot(job)


def _print(report: SnapshotReport, form: str, lang: Lang) -> None:
    """Print ``report``; leave with 1 where the file was cut."""
    from vlagraph.cli.output import answer, remark

    answer("snapshot", report, form, lang)
    remark(report.notes if form == "text" else (), lang)
    if not report.ok:
        raise click.exceptions.Exit(1)


class SnapshotProgress(RunProgress):
    """Shows how much of the file is read and how long the rest takes: a bar, or in a pipe some lines."""

    def __init__(self, lang: Lang) -> None:
        from vlagraph.clock import Clock

        super().__init__(lang)
        self._stopwatch = Clock().monotonic
        self._begun, self._first, self._told = 0.0, -1, 0.0

    def _columns(self) -> Iterable[ProgressColumn]:
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

        return TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()

    def _begins(self) -> str:
        return translate(self._lang, "snapshot.reading")

    def read(self, done: int, total: int) -> None:
        """Move on to ``done`` of ``total`` bytes; of a file that grows there may be more than all."""
        done = min(done, total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)
            return
        if self._first < 0:  # what an earlier run had done says nothing about the speed
            self._first, self._begun = done, self._stopwatch()
            return
        share = done / max(1, total)
        if share >= self._told + _STEP:
            self._told = share
            passed = self._stopwatch() - self._begun
            left = passed * (total - done) / max(1, done - self._first)
            tell(translate(self._lang, "snapshot.read", share=share, seconds=left))

    def merging(self) -> None:
        """Say that the papers are being stored."""
        text = translate(self._lang, "snapshot.merging")
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=text)
        else:
            tell(text)
