"""Every exception that vlagraph raises on purpose.

The tree::

    VlagraphError            anything a user can cause or meet; the command line prints it and exits 1
    |-- DataError            a file of the workspace is unreadable or wrong; carries every problem found
    |-- UnknownNameError     a name that matches nothing, or several things; a phrase that nothing can match
    |-- WorkspaceError       no workspace, a read-only one, or a target that is in the way
    |-- StoreError           papers/ or a reader's file cannot be read, written or locked
    |-- SourceError          arXiv did not give what was asked
    |   |-- UnreachableError no connection to the server at all
    |   |-- RefusedError     the server refuses for longer than we wait (429, 503, 406)
    |   |   `-- ForbiddenError   the server denies access (403); nothing more is asked
    |   |-- BadAnswerError   an answer that is cut, empty or not what it announces
    |   `-- ClockError       the clock of this machine is days ahead of or behind the server's
    `-- UsageError           arguments that contradict each other; the command line exits 2

What the system refuses is an OSError, and so is what is refused in its place::

    OSError
    `-- PathRefusedError     a link that leads out of a workspace, no plain file, or too large a one
"""

from __future__ import annotations

import errno
import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from vlagraph.words import Message, Term, render, table, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.words import Lang

__all__ = [
    "MOST_SHOWN",
    "BadAnswerError",
    "ClockError",
    "DataError",
    "ForbiddenError",
    "PathRefusedError",
    "Places",
    "Problem",
    "RefusedError",
    "SourceError",
    "StoreError",
    "UnknownNameError",
    "UnreachableError",
    "UsageError",
    "VlagraphError",
    "WorkspaceError",
    "count_kinds",
    "reason_of",
]


_PLACE = re.compile(r"(?:^|(?<=: ))(?:line ([0-9]+)(?:, column ([0-9]+))?|file)$")
"""A place in a text file, or all of it, by itself or after the name of the file."""
MOST_SHOWN = 200
"""Faults that are printed: more than anyone corrects before looking again."""


def _place(where: str, lang: Lang) -> str:
    """The place ``where`` as a person reads it in ``lang``.

    >>> _place("a.json: line 3", "ko")
    'a.json: 3번째 줄'
    """
    if lang == "en" or not (found := _PLACE.search(where)):
        return where
    key = "file.at_column" if found[2] else "file.at_line" if found[1] else "file.whole"
    return where[: found.start()] + translate(lang, key, line=found[1], column=found[2])


class Places(NamedTuple):
    """Several places of one file, for the braces of a message."""

    where: tuple[str, ...]

    def text(self, lang: Lang) -> str:
        """All of them in ``lang``."""
        return ", ".join(_place(one, lang) for one in self.where)


class Problem(NamedTuple):
    """One fault of a file: where it is, what is wrong, and what to do next.

    An ``error`` leaves nothing to work with; a ``warning`` is something incomplete that answers do without.
    """

    where: str
    what: Message
    todo: Message
    severity: Literal["error", "warning"] = "error"

    @property
    def kind(self) -> str:
        """The code of what is wrong, such as ``no_reason``."""
        return self.what.key.partition(".")[2]

    def place(self, lang: Lang) -> str:
        """``where`` in ``lang``; it is kept in English, as documents have it."""
        return _place(self.where, lang)

    def text(self, lang: Lang) -> str:
        """The fault as one line in ``lang``."""
        line = f"{self.place(lang)}: {render(self.what, lang)}. {render(self.todo, lang)}"
        return translate(lang, "error.warning", text=line) if self.severity == "warning" else line

    def __str__(self) -> str:
        return self.text("en")


def count_kinds(problems: Sequence[Problem], lang: Lang) -> str:
    """How many problems there are of each kind, in the order of their first, as a sentence in ``lang``."""
    labels = table(lang, "problem")
    counts = Counter(labels.get(one.what.key) or labels.get(one.kind, one.kind) for one in problems)
    kinds = [translate(lang, "error.of_kind", kind=kind, count=count) for kind, count in counts.items()]
    return translate(lang, "error.by_kind", kinds=", ".join(kinds))


class VlagraphError(Exception):
    """Base of all errors below; its text names the thing, the reason and the next step.

    It is made with a key of the words and the values of its braces, so that it can be told in any language.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.message = Message(key, values)
        super().__init__(key)

    def text(self, lang: Lang) -> str:
        """What a person reads, in ``lang``."""
        return str(render(self.message, lang))

    def __str__(self) -> str:
        return self.text("en")


class DataError(VlagraphError):
    """A file is wrong; ``problems`` lists every fault that was found in it, ``key`` tells their number.

    ``more`` is the key of what is said where not all are shown.
    """

    def __init__(
        self,
        source: str,
        problems: Sequence[Problem],
        key: str = "error.problems",
        more: str = "error.more_problems",
    ) -> None:
        self.more = more
        self.source = source
        self.problems = tuple(problems)
        super().__init__(key, source=source, count=len(self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        """What it is made of again where it crosses from one process to another."""
        return type(self), (self.source, self.problems, self.message.key, self.more)

    def text(self, lang: Lang) -> str:
        """The file, how many faults it has, and each on a line, up to a number that can be read."""
        lines = [super().text(lang), *(f"  {problem.text(lang)}" for problem in self.problems[:MOST_SHOWN])]
        if (rest := len(self.problems) - MOST_SHOWN) > 0:
            lines.append(f"  {translate(lang, self.more, count=rest)}")
        if len(self.problems) > 1:
            lines.append(f"  {count_kinds(self.problems, lang)}")
        return "\n".join(lines)


class UnknownNameError(VlagraphError):
    """A name or phrase that no item answers to; ``candidates`` are the closest ids, best first."""

    def __init__(self, key: str, /, candidates: Sequence[str] = (), **values: object) -> None:
        self.candidates = tuple(candidates)
        super().__init__(key, **values)


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


class ClockError(SourceError):
    """The clock of this machine is days off the server's: no date of this run would be true."""


class UsageError(VlagraphError):
    """Arguments that cannot be meant together."""


class PathRefusedError(OSError):
    """A file that is not touched though the system would allow it; ``message`` is why."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(render(message, "en")))


def reason_of(error: OSError) -> Message | Term | str:
    """Why the system (or we) refused, for the braces of a message; in the system's words where we have none.

    >>> render(reason_of(FileNotFoundError(2, "No such file or directory")), "ko")
    '그런 파일이나 폴더가 없음'
    """
    if isinstance(error, PathRefusedError):
        return error.message
    code = errno.errorcode.get(error.errno or 0, "")
    return Term("system", code) if code in table("en", "system") else error.strerror or type(error).__name__
