"""Which papers a reader means, checked against what is stored where an id looks impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import id_in, impossible_month
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.store.workspace import Workspace

__all__ = ["paper_ids", "the_paper"]


def paper_ids(names: Sequence[str], *, workspace: Workspace | None = None) -> tuple[str, ...]:
    """The base arXiv ids that ``names`` stand for, each once.

    >>> paper_ids(["arXiv:2304.13705v2", "https://www.arxiv.org/pdf/2304.13705v1.pdf"])
    ('2304.13705',)

    Raises:
        UsageError: a name is no arXiv id.
        UnknownNameError: an id names a month that no year has, and ``workspace`` stores no such paper.
        DataError, StoreError: papers/ cannot be read; it is where an id names no month.
    """
    found: dict[str, None] = {}
    for name in names:
        paper = id_in(name)
        if paper is None:
            raise UsageError("paper.no_id", name=repr(printable(name)))
        month = impossible_month(paper)
        if month is not None and not _stored(paper, workspace):
            raise UnknownNameError("paper.no_month", paper=paper, month=month)
        found[paper] = None
    return tuple(found)


def the_paper(name: str, *, workspace: Workspace | None = None) -> str:
    """The base arXiv id of ``name``.

    Raises:
        UsageError, UnknownNameError, DataError, StoreError: as `paper_ids`.
    """
    return paper_ids([name], workspace=workspace)[0]


def _stored(paper: str, workspace: Workspace | None) -> bool:
    if workspace is None:
        return False
    from vlagraph.store.papers import load_papers

    return paper in load_papers(workspace.papers)
