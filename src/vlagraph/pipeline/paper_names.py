"""Which papers a reader means, checked against what is stored where an id looks impossible."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from vlagraph.clock import today
from vlagraph.core.papers.ids import bare_id, fault_of, id_in, likely_id
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.store.workspace import Workspace

_FIVE_DIGITS = ".12345"
"""How an example of an id since 2015 ends."""
_MOST_NEAR = 3
"""Stored papers that a refusal offers: more are a list to search, not an answer."""
_FAULTS = {"month": "paper.no_month", "to_come": "paper.to_come", "form": "paper.other_form"}

__all__ = ["check_id", "paper_ids", "the_paper"]


def paper_ids(names: Sequence[str], *, workspace: Workspace | None = None) -> tuple[str, ...]:
    """The base arXiv ids that ``names`` stand for, each once.

    >>> paper_ids(["arXiv:2304.13705v2", "https://www.arxiv.org/pdf/2304.13705v1.pdf"])
    ('2304.13705',)

    Raises:
        UsageError: a name is no arXiv id.
        UnknownNameError: an id cannot be, and ``workspace`` stores no such paper.
        DataError, StoreError: papers/ cannot be read; it is where an id cannot be.
    """
    found: dict[str, None] = {}
    for name in names:
        paper = id_in(name)
        if paper is None:
            raise UsageError("paper.no_id", name=repr(printable(name)), hint=_hint(name, workspace))
        check_id(paper, workspace)
        found[paper] = None
    return tuple(found)


def the_paper(name: str, *, workspace: Workspace | None = None) -> str:
    """The base arXiv id of ``name``.

    Raises:
        UsageError, UnknownNameError, DataError, StoreError: as `paper_ids`.
    """
    return paper_ids([name], workspace=workspace)[0]


def check_id(paper: str, workspace: Workspace | None) -> None:
    """Refuse the base id ``paper`` where arXiv cannot have given it, unless ``workspace`` stores it.

    Raises:
        UnknownNameError: it cannot be; the message names the id that was likely meant.
        DataError, StoreError: papers/ cannot be read; it is where the id cannot be.
    """
    fault = fault_of(paper, month=_latest_month())
    if fault is None or _stored(paper, workspace):
        return
    five = fault.kind == "form" and fault.value.endswith(_FIVE_DIGITS)
    key = "paper.five_digits" if five else _FAULTS[fault.kind]
    raise UnknownNameError(key, paper=paper, value=fault.value, hint=_hint(paper, workspace))


def _latest_month() -> str:
    """The month of tomorrow: where the day begins earlier than in UTC, arXiv may be in it already."""
    return f"{today() + timedelta(days=1):%Y-%m}"


def _hint(name: str, workspace: Workspace | None) -> Message:
    """The id likely meant by ``name``: of a stored paper, or by its form; or where to copy one."""
    if near := _near(name, workspace):
        return Message("paper.likely", {"id": near})
    meant = likely_id(name, month=_latest_month())
    return Message("paper.likely", {"id": meant}) if meant else Message("paper.copy")


def _near(name: str, workspace: Workspace | None) -> str:
    """The stored papers whose ids are one slip away from ``name``, each with its title."""
    typed = bare_id(name)
    if workspace is None or not typed:
        return ""
    from vlagraph.core.names import one_slip
    from vlagraph.store.holdings import Wanted, known_ids, known_papers

    near = one_slip(typed, known_ids(workspace))[:_MOST_NEAR]
    papers = known_papers(workspace, wanted=Wanted(ids=near)) if near else {}
    return ", ".join(f"{paper} ({papers[paper].readable_title})" for paper in near if paper in papers)


def _stored(paper: str, workspace: Workspace | None) -> bool:
    if workspace is None:
        return False
    from vlagraph.store.holdings import find_paper

    return find_paper(workspace, paper) is not None
