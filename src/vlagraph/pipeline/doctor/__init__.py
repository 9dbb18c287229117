"""The doctor of a workspace: every fault of every file, and mending those that have one right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.diagnosis import Diagnosis
from vlagraph.errors import VlagraphError
from vlagraph.pipeline.doctor.contents import content_findings
from vlagraph.pipeline.doctor.places import place_findings, places_of
from vlagraph.store.history import can_be_kept

if TYPE_CHECKING:
    from vlagraph.clock import Clock
    from vlagraph.pipeline.doctor.finding import Finding
    from vlagraph.store.workspace import Workspace

__all__ = ["diagnose"]


def diagnose(workspace: Workspace, *, clock: Clock, mend: bool = False) -> Diagnosis:
    """Look at every file of ``workspace``; with ``mend`` repair what has one right answer, and look again.

    What was mended is what the second look does not find any more.

    Raises:
        WorkspaceError: the workspace is the bundled one.
    """
    found = _findings(workspace.writable(), clock)
    mended: list[Finding] = []
    kept: set[str] = set()
    if mend:
        cured = {text: one for text, one in found.items() if one.cure}
        kept = {text for text, one in cured.items() if one.written and can_be_kept(workspace, one.written)}
        for one in cured.values():
            _mend(one)
        found = _findings(workspace, clock)
        mended = [one for text, one in cured.items() if text not in found]
    return Diagnosis(
        files=len(places_of(workspace)),
        problems=tuple(finding.problem for finding in found.values()),
        mendable=frozenset(place for place, finding in enumerate(found.values()) if finding.cure),
        mended=tuple(finding.problem for finding in mended),
        kept=len(kept - found.keys()),
    )


def _findings(workspace: Workspace, clock: Clock) -> dict[str, Finding]:
    """The faults by what they say, the errors first."""
    places = list(place_findings(workspace, clock.wall()))
    refused = {finding.problem.where for finding in places if finding.problem.todo.key == "doctor.place_todo"}
    contents = content_findings(workspace, clock.now())
    found = [*places, *(one for one in contents if not (_is_unread(one) and one.problem.where in refused))]
    found.sort(key=lambda finding: finding.problem.severity != "error")
    return {finding.problem.text("en"): finding for finding in found}


def _is_unread(finding: Finding) -> bool:
    """Whether the file could not be read at all, as its place says of it already."""
    return finding.problem.what.key == "doctor.unread"


def _mend(finding: Finding) -> None:
    """Do what the finding says; what cannot be mended is found again."""
    if finding.cure is None:
        return
    try:
        finding.cure()
    except (VlagraphError, OSError):
        return
