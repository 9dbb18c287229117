"""Which paper a reader means: an id with or without version, or the address of one of its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.model import ARXIV_ID
from vlagraph.core.names import printable
from vlagraph.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.store.workspace import Workspace

__all__ = ["paper_ids", "the_paper"]

_PAPER = re.compile(
    r"(?:(?i:arxiv:)|(?P<address>(?i:(?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|format)/)))?"
    rf"(?P<id>{ARXIV_ID})(?:v[0-9]+)?(?:\.pdf)?(?(address)/?(?:[?#].*)?)",
    re.ASCII | re.DOTALL,
)
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))


def paper_ids(names: Sequence[str], *, workspace: Workspace | None = None) -> tuple[str, ...]:
    """The base arXiv ids that ``names`` stand for, each once.

    >>> paper_ids(["arXiv:2304.13705v2", "https://www.arxiv.org/pdf/cs/0112017v1.pdf?download=1"])
    ('2304.13705', 'cs/0112017')

    Raises:
        UsageError: a name is no arXiv id.
        UnknownNameError: an id names a month that no year has, and ``workspace`` stores no such paper.
        DataError, StoreError: papers/ cannot be read; it is where an id names no month.
    """
    found: dict[str, None] = {}
    for name in names:
        match = _PAPER.fullmatch(name.strip())
        if match is None:
            raise UsageError(f"{printable(name)!r} is no arXiv id. Write it as 2304.13705 or cs/0112017.")
        _refuse_impossible(match["id"], workspace)
        found[match["id"]] = None
    return tuple(found)


def the_paper(name: str, *, workspace: Workspace | None = None) -> str:
    """The base arXiv id of ``name``.

    Raises:
        UsageError, UnknownNameError, DataError, StoreError: as `paper_ids`.
    """
    return paper_ids([name], workspace=workspace)[0]


def _refuse_impossible(paper: str, workspace: Workspace | None) -> None:
    """Both kinds of id begin with YYMM: https://info.arxiv.org/help/arxiv_identifier.html."""
    month = paper.rpartition("/")[2][2:4]
    if month in _MONTHS:
        return
    if workspace is not None:
        from vlagraph.store.papers import load_papers

        if paper in load_papers(workspace.papers):
            return
    raise UnknownNameError(
        f"arXiv:{paper} cannot be: the month in it (YYMM) would be {month}. Copy the id from arXiv's page."
    )
