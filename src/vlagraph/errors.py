"""Every exception that vlagraph raises on purpose.

The tree::

    VlagraphError            anything a user can cause or meet; the command line prints it and exits 1
    |-- DataError            a file of the workspace is unreadable or wrong; carries every problem found
    |-- UnknownNameError     a topic, area, tier or stage name that matches nothing, or several things
    |-- WorkspaceError       no workspace, a read-only one, or a target that is in the way
    |-- StoreError           papers/ or a reader's file cannot be read, written or locked
    |-- SourceError          arXiv did not give what was asked
    |   |-- UnreachableError no connection to the server at all
    |   |-- RefusedError     the server refuses for longer than we wait (429, 503, 406)
    |   |   `-- ForbiddenError   the server denies access (403); nothing more is asked
    |   `-- BadAnswerError   an answer that is cut, empty or not what it announces
    `-- UsageError           arguments that contradict each other; the command line exits 2
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "BadAnswerError",
    "DataError",
    "ForbiddenError",
    "Problem",
    "RefusedError",
    "SourceError",
    "StoreError",
    "UnknownNameError",
    "UnreachableError",
    "UsageError",
    "VlagraphError",
    "WorkspaceError",
]


class Problem(NamedTuple):
    """One fault of a file: where it is, what is wrong, and what to do next."""

    where: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.todo}"


class VlagraphError(Exception):
    """Base of all errors below; its text names the thing, the reason and the next step."""


class DataError(VlagraphError):
    """A file is wrong; ``problems`` lists every fault that was found in it."""

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        lines = [f"{source}: {len(self.problems)} {noun}"]
        super().__init__("\n".join([*lines, *(f"  {problem}" for problem in self.problems)]))


class UnknownNameError(VlagraphError):
    """A name that no item answers to; ``candidates`` are the closest ids, best first."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        self.candidates = tuple(candidates)
        super().__init__(message)


class WorkspaceError(VlagraphError):
    """There is no workspace to work in, or it must not be written to."""


class StoreError(VlagraphError):
    """A stored file cannot be read, written or locked; what was there is kept."""


class SourceError(VlagraphError):
    """A source did not give what was asked; the last good data is kept."""


class RefusedError(SourceError):
    """The server refuses to answer; asking again at once would be impolite."""


class ForbiddenError(RefusedError):
    """The server denies access; going on would be taken for an attack."""


class UnreachableError(SourceError):
    """No connection to the server came about."""


class BadAnswerError(SourceError):
    """The server answered with something cut, empty or contradictory."""


class UsageError(VlagraphError):
    """Arguments that cannot be meant together."""
