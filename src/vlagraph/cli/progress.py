"""How a long run shows that it goes on: a bar on a terminal, plain lines in a pipe, both on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

import click

from vlagraph.core.text import one_line
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from vlagraph.core.model import Lang

__all__ = ["FetchProgress"]

_SHORT = 5.0
"""Seconds; a shorter pause is not worth a line: every request waits three."""


class FetchProgress:
    """Listens to a fetch; use it as a context manager around the run."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(translate(self._lang, "fetch.asking"), total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def planned(self, steps: int) -> None:
        """Set the length of the bar to the steps that are to be done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=max(steps, 1), completed=0)
        elif steps:
            self._print(translate(self._lang, "fetch.planned", count=steps))

    def asked(self, requests: int, *, cached: bool) -> None:
        """Move on by a page."""
        where = Message("fetch.from_cache") if cached else Message("fetch.requests", {"count": requests})
        if self._bar is not None and self._task is not None:
            self._bar.update(
                self._task, advance=1, description=translate(self._lang, "fetch.asking_where", where=where)
            )
        else:
            self._print(translate(self._lang, "fetch.page", where=where))

    def paused(self, seconds: float, why: Message) -> None:
        """Tell of a pause that a reader would notice."""
        if seconds >= _SHORT:
            self._print(translate(self._lang, "fetch.waiting", seconds=seconds, why=why))

    def noted(self, note: Message) -> None:
        """Tell something worth a line."""
        self._print(translate(self._lang, note.key, **note.values))

    def _print(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(one_line(text, squeeze=False), markup=False, highlight=False)
        else:
            click.echo(one_line(text, squeeze=False), err=True)
