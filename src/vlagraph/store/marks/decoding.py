"""The text of progress.json as marks, with every problem of it at once."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from vlagraph.core.marks import Intent, Mark, Opinion, Progress, later
from vlagraph.core.milestones import redated_milestones
from vlagraph.core.model import ARXIV_ID
from vlagraph.core.times import to_utc
from vlagraph.errors import DataError, Problem
from vlagraph.store.marks.tree import parse_tree
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vlagraph.core.marks import IntentKind, OpinionKind

__all__ = ["KINDS", "SCHEMA", "decode_progress", "entry_name"]

SCHEMA = 1
"""The newest format of progress.json that this version reads, and the one that it writes."""

KINDS: tuple[OpinionKind, ...] = ("dismissed", "pinned", "moved")
"""The lists of ``feedback``, in the order in which they are read."""

_PAPER = re.compile(ARXIV_ID, re.ASCII)
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_INTENTS: dict[str, IntentKind] = {"learning": "learning", "skipped": "skipped"}
_STATES = {
    "topics": {"learned": True, "unlearned": False},
    "papers": {"read": True, "unread": False},
}


def decode_progress(data: bytes, source: str) -> Progress:
    """The marks that ``data`` holds; ``source`` names it in errors.

    Raises:
        DataError: with every problem found: not JSON, a newer schema, marks that cannot be understood.
    """
    tree = parse_tree(data, source)
    if (problem := _schema_problem(tree)) is not None:
        raise DataError(source, [problem])
    reader = _Reader(tree)
    progress = reader.read()
    if reader.problems:
        raise DataError(source, reader.problems)
    return progress


def entry_name(entry: Mapping[str, Any]) -> str:
    """What tells an entry of ``feedback`` from the others of its list."""
    return " ".join(str(entry.get(key, "")) for key in ("paper", "topic", "from"))


def _schema_problem(tree: Mapping[str, Any]) -> Problem | None:
    schema = tree.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        return Problem("schema", Message("marks.no_schema"), Message("marks.name_export"))
    if schema > SCHEMA:
        newer = Message("marks.newer", {"schema": schema, "known": SCHEMA})
        return Problem("schema", newer, Message("marks.upgrade"))
    return None


class _Reader:
    """Takes the known fields out of a tree; notes every problem, and what remains as ``rest``."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.tree = {key: value for key, value in tree.items() if key != "schema"}
        self.rest: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def read(self) -> Progress:
        topics, intents = self.topics()
        read, starred = self.papers()
        shown = self.shown()
        feedback = self.feedback()
        back, again, runs = self.times("taken_back"), self.times("shown_again"), self.runs()
        self.rest.update(self.tree)
        found = Progress(topics, read, starred, shown, feedback, self.rest, back, again, runs, intents)
        return redated_milestones(found, to_utc)

    def problem(self, where: str, key: str, **values: object) -> None:
        self.problems.append(Problem(where, Message(key, values), Message("marks.correct")))

    def section(self, name: str) -> dict[str, Any]:
        found = self.tree.pop(name, {})
        if not isinstance(found, dict):
            self.problem(name, "marks.no_object")
            return {}
        return found

    def entries(self, section: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The named entries of a section; what the caller leaves in one is kept in ``rest``."""
        left: dict[str, Any] = {}
        for name, entry in self.section(section).items():
            if not pattern.fullmatch(name):
                self.problem(f"{section}.{name!r}", "marks.no_id")
            elif not isinstance(entry, dict):
                self.problem(f"{section}.{name}", "marks.no_object")
            else:
                rest = dict(entry)
                yield name, rest
                if rest or not entry:
                    left[name] = rest
        if left:
            self.rest[section] = left

    def time(
        self, where: str, entry: dict[str, Any], key: str = "at", *, keep: str | None = None
    ) -> str | None:
        """The time in the field ``key``, which is taken out of ``entry`` unless it is ``keep``."""
        value = entry.get(key)
        if key != keep:
            entry.pop(key, None)
        try:
            return to_utc(value if isinstance(value, str) else "")
        except ValueError:
            self.problem(f"{where}.{key}", "marks.no_time", value=repr(value))
            return None

    def topics(self) -> tuple[dict[str, Mark], dict[str, Intent]]:
        marks: dict[str, Mark] = {}
        intents: dict[str, Intent] = {}
        for name, entry in self.entries("topics", _TOPIC):
            if intent := _intent(entry):
                intents[name] = intent
            if mark := self.topic(name, entry):
                marks[name] = mark
        return marks, intents

    def topic(self, name: str, entry: dict[str, Any]) -> Mark | None:
        where = f"topics.{name}"
        on = self.state("topics", where, entry)
        at = self.time(where, entry)
        over = entry.pop("over", [])
        if not isinstance(over, list) or not all(isinstance(o, str) for o in over):
            self.problem(f"{where}.over", "marks.no_ids")
            return None
        return None if on is None or at is None else Mark(on, at, tuple(sorted(set(over))))

    def state(self, section: str, where: str, entry: dict[str, Any]) -> bool | None:
        value, states = entry.pop("state", None), _STATES[section]
        if not isinstance(value, str) or value not in states:
            one, other = states
            self.problem(f"{where}.state", "marks.neither", value=repr(value), one=one, other=other)
            return None
        return states[value]

    def papers(self) -> tuple[dict[str, Mark], dict[str, Mark]]:
        read: dict[str, Mark] = {}
        starred: dict[str, Mark] = {}
        for paper, entry in self.entries("papers", _PAPER):
            where = f"papers.{paper}"
            if "starred" in entry and (star := self.star(where, entry)):
                starred[paper] = star
            if "state" in entry:
                on, at = self.state("papers", where, entry), self.time(where, entry)
                if on is not None and at is not None:
                    read[paper] = Mark(on, at)
            elif paper in starred:
                entry.pop("at", None)
        return read, starred

    def star(self, where: str, entry: dict[str, Any]) -> Mark | None:
        star = entry.pop("starred")
        at = self.time(where, entry, "starred_at" if "starred_at" in entry else "at", keep="at")
        if not isinstance(star, bool):
            self.problem(f"{where}.starred", "marks.neither", value=repr(star), one="true", other="false")
            return None
        return None if at is None else Mark(star, at)

    def shown(self) -> dict[str, str]:
        found = {}
        for paper, day in self.section("shown").items():
            if not _PAPER.fullmatch(paper):
                self.problem(f"shown.{paper!r}", "marks.no_arxiv_id")
            elif not _is_day(day):
                self.problem(f"shown.{paper}", "marks.no_day", value=repr(day))
            else:
                found[paper] = day
        return found

    def times(self, section: str) -> dict[str, str]:
        """Papers with a time each."""
        found = {}
        for paper, value in self.section(section).items():
            if not _PAPER.fullmatch(paper):
                self.problem(f"{section}.{paper!r}", "marks.no_arxiv_id")
            elif at := self.time(section, {paper: value}, paper):
                found[paper] = at
        return found

    def runs(self) -> dict[str, tuple[str, ...]]:
        """Times with the papers of each."""
        found: dict[str, tuple[str, ...]] = {}
        for stated, papers in self.section("shown_runs").items():
            at = self.time("shown_runs", {"at": stated})
            if not isinstance(papers, list) or not all(_is_paper(paper) for paper in papers):
                self.problem(f"shown_runs.{stated!r}", "marks.no_ids")
            elif at:
                found[at] = tuple(sorted({*papers, *found.get(at, ())}))
        return found

    def feedback(self) -> dict[Opinion, Mark]:
        tree = dict(self.section("feedback"))
        found: dict[Opinion, Mark] = {}
        left: dict[str, Any] = {}
        for kind in KINDS:
            entries = tree.pop(kind, [])
            if not isinstance(entries, list):
                self.problem(f"feedback.{kind}", "marks.no_list")
                continue
            for index, entry in enumerate(entries):
                rest = dict(entry) if isinstance(entry, dict) else None
                if one := self.opinion(kind, f"feedback.{kind}[{index}]", rest):
                    opinion, mark = one
                    found[opinion] = later(mark, found.get(opinion, mark))
                    if rest:
                        left.setdefault(kind, {})[entry_name(entry)] = rest
        if left or tree:
            self.rest["feedback"] = {**tree, **left}
        return found

    def opinion(
        self, kind: OpinionKind, where: str, entry: dict[str, Any] | None
    ) -> tuple[Opinion, Mark] | None:
        """What the reader said in ``entry``, where what is unknown stays; None with a problem noted."""
        if entry is None:
            self.problem(where, "marks.no_object")
            return None
        names = [entry.pop(key, "") for key in ("paper", "topic", "from")]
        at, undone = self.time(where, entry), entry.pop("undone", False)
        if not all(isinstance(name, str) for name in names) or not _PAPER.fullmatch(names[0]):
            self.problem(where, "marks.no_opinion")
        elif not isinstance(undone, bool):
            self.problem(f"{where}.undone", "marks.neither", value=repr(undone), one="true", other="false")
        elif at is not None:
            return Opinion(kind, *names), Mark(not undone, at)
        return None


def _intent(entry: dict[str, Any]) -> Intent | None:
    """The intent in ``entry``, taken out of it; one that is not understood stays, as of a later version."""
    at, _, kind = entry["intent"].partition(" ") if isinstance(entry.get("intent"), str) else ("", "", "")
    try:
        intent = Intent(to_utc(at), _INTENTS[kind])
    except (KeyError, ValueError):
        return None
    del entry["intent"]
    return intent


def _is_paper(value: object) -> bool:
    return isinstance(value, str) and bool(_PAPER.fullmatch(value))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
