"""How a long run shows that it goes on: a bar on a terminal, plain lines in a pipe, both on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from vlagraph.cli.output import tell
from vlagraph.core.text import one_line
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from rich.progress import Progress, ProgressColumn, TaskID

    from vlagraph.core.model import Lang
    from vlagraph.pipeline.fetch.forecast import Outlook

__all__ = ["FetchProgress", "RunProgress"]

_SHORT = 5.0
"""Seconds; a shorter pause is not worth a line: every request waits three."""
_BAR = 12
"""Columns of the bar, so that the text beside it fits into 80."""


class RunProgress:
    """A bar on a terminal and nothing in a pipe; use it as a context manager around a run.

    What is heard and how it is told is for the class of each run.
    """

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(*self._columns(), console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._begins(), total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _columns(self) -> Iterable[ProgressColumn]:
        """What stands beside each other while the run goes on."""
        raise NotImplementedError

    def _begins(self) -> str:
        """What is said until something came."""
        raise NotImplementedError


class FetchProgress(RunProgress):
    """Listens to a fetch."""

    def _columns(self) -> Iterable[ProgressColumn]:
        from rich.progress import BarColumn, SpinnerColumn, TextColumn

        return SpinnerColumn(), BarColumn(_BAR), TextColumn("{task.description}", markup=False)

    def _begins(self) -> str:
        return translate(self._lang, "fetch.asking")

    def planned(self, outlook: Outlook) -> None:
        """Say how much is to be asked."""
        if outlook.expected == outlook.pages:
            return
        key = "fetch.planned" if outlook.announced else "fetch.planned_least"
        self._print(translate(self._lang, key, count=outlook.expected - outlook.pages, time=_span(outlook)))

    def came(self, outlook: Outlook) -> None:
        """Move on by a page."""
        text = _progress(outlook, self._lang)
        if self._bar is not None and self._task is not None:
            self._bar.update(
                self._task, total=outlook.expected, completed=outlook.pages, description=one_line(text)
            )
        else:
            self._print(text)

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
            tell(one_line(text, squeeze=False))


def _progress(outlook: Outlook, lang: Lang) -> str:
    """Pages, papers, the day reached and the time left, as far as each is known."""
    left = outlook.expected - outlook.pages
    key = "fetch.page_least" if not outlook.announced else "fetch.page_about" if left else "fetch.page_last"
    return translate(
        lang,
        key,
        page=outlook.pages,
        pages=outlook.expected,
        cached=Message("fetch.from_cache") if outlook.cached else "",
        papers=Message("fetch.papers", {"count": outlook.papers}),
        new=outlook.new,
        reached=outlook.reached or "",
        time=_span(outlook),
    )


def _span(outlook: Outlook) -> Message:
    from vlagraph.sources.faults import span

    return span(outlook.seconds)
