"""One paper asked of arXiv by its id, with the manners of a whole fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.clock import system_clock
from vlagraph.core.papers.paper import Paper
from vlagraph.core.times import iso
from vlagraph.errors import BadAnswerError, SourceError, StoreError, UnknownNameError
from vlagraph.sources.session import Polite
from vlagraph.sources.settings import settings_from
from vlagraph.sources.source import Access, source_kind
from vlagraph.store.pages import DayPages
from vlagraph.store.spacing import Spacing, user_cache

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vlagraph.pipeline.editing import PaperFacts
    from vlagraph.store.workspace import Workspace

__all__ = ["look_up", "paper_finder"]


def look_up(workspace: Workspace, paper: str, *, environ: Mapping[str, str]) -> Paper:
    """What arXiv says now of ``paper`` (a base id); nothing is stored but the page of the day.

    Raises:
        UnknownNameError: arXiv has no such paper.
        SourceError: arXiv cannot be reached or does not answer well.
        UsageError: a setting in ``environ`` makes no sense.
    """
    settings, clock = settings_from(environ), system_clock()
    now = clock.now()
    polite = Polite(settings=settings, gate=Spacing(user_cache(), settings.interval, clock), clock=clock)
    pages = DayPages(workspace.cache / "pages", f"{now:%Y-%m-%d}")
    try:
        source = source_kind("api").open(Access(polite, pages, iso(now)))
        batches = list(source.by_ids([paper]))
    finally:
        polite.close()
    for batch in batches:
        if batch.papers:
            return batch.papers[0]
        for defect in batch.receipt.defects:  # arXiv has it all the same
            raise BadAnswerError("source.incomplete", count=1, total=1, defect=defect.message)
    raise UnknownNameError("edit.not_on_arxiv", paper=paper)


def paper_finder(
    workspace: Workspace, facts: PaperFacts | None, *, environ: Mapping[str, str]
) -> Callable[[str], Paper]:
    """A function that gives the record of a paper by its id: from ``facts``, without them from arXiv."""
    if facts is not None:
        return lambda paper: Paper(
            id=paper, title=facts.title, authors=facts.authors, published=facts.published
        )

    def ask(paper: str) -> Paper:
        try:
            return look_up(workspace, paper, environ=environ)
        except SourceError as error:
            raise StoreError("edit.no_facts", reason=error) from error

    return ask
