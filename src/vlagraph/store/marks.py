"""The text of progress.json: marks to JSON and back, every problem at once, unknown fields kept."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from vlagraph.core.marks import Mark, Opinion, Progress, merge
from vlagraph.core.model import ARXIV_ID
from vlagraph.core.times import to_utc
from vlagraph.errors import DataError, Problem, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SCHEMA", "decode_progress", "encode_progress"]

SCHEMA = 1
_PAPER = re.compile(ARXIV_ID, re.ASCII)
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_STATES = {
    "topics": {"learned": True, "unlearned": False},
    "papers": {"read": True, "unread": False},
}
_KINDS: tuple[Literal["dismissed", "pinned", "moved"], ...] = ("dismissed", "pinned", "moved")


def decode_progress(data: bytes, source: str) -> Progress:
    """The marks that ``data`` holds; ``source`` names it in errors.

    Raises:
        DataError: with every problem found: not JSON, a newer schema, marks that cannot be understood.
    """
    tree = _parse(data, source)
    if (problem := _schema_problem(tree)) is not None:
        raise DataError(source, [problem])
    reader = _Reader(tree)
    progress = reader.read()
    if reader.problems:
        raise DataError(source, reader.problems)
    return progress


def encode_progress(progress: Progress) -> bytes:
    """The text of ``progress``: keys sorted, one space of indent, UTF-8, a final newline.

    Raises:
        StoreError: a field holds text that is not valid Unicode.
    """
    tree: dict[str, Any] = {"schema": SCHEMA}
    tree["topics"] = {name: _topic_entry(mark) for name, mark in progress.topics.items()}
    tree["papers"] = {
        paper: _paper_entry(progress.read.get(paper), progress.starred.get(paper))
        for paper in (*progress.read, *progress.starred)
    }
    tree["shown"] = dict(progress.shown)
    tree["feedback"] = {
        kind: [_opinion_entry(o, mark) for o, mark in sorted(progress.feedback.items()) if o.kind == kind]
        for kind in _KINDS
    }
    _overlay(tree, progress.rest)
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    try:
        return (text + "\n").encode()
    except UnicodeEncodeError as error:
        raise StoreError("progress: not written, a field holds a lone surrogate. Mend the input.") from error


def _topic_entry(mark: Mark) -> dict[str, Any]:
    entry: dict[str, Any] = {"state": "learned" if mark.on else "unlearned", "at": mark.at}
    return {**entry, "over": list(mark.over)} if mark.over else entry


def _paper_entry(read: Mark | None, star: Mark | None) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    if read:
        entry.update(state="read" if read.on else "unread", at=read.at)
    if star:
        entry.update(starred=star.on, starred_at=star.at)
    return entry


def _opinion_entry(opinion: Opinion, mark: Mark) -> dict[str, Any]:
    named = {"paper": opinion.paper, "topic": opinion.topic, "from": opinion.source}
    entry: dict[str, Any] = {key: value for key, value in named.items() if value}
    return {**entry, "at": mark.at} if mark.on else {**entry, "at": mark.at, "undone": True}


def _overlay(tree: dict[str, Any], rest: Mapping[str, Any]) -> None:
    """Put the unknown fields back where they were found."""
    for key, value in rest.items():
        known = tree.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _overlay(known, value)
        elif isinstance(known, list) and isinstance(value, dict):
            for item in known:
                item.update(value.get(_name(item), {}))
        elif key not in tree:
            tree[key] = value


def _name(entry: Mapping[str, Any]) -> str:
    return " ".join(str(entry.get(key, "")) for key in ("paper", "topic", "from"))


def _parse(data: bytes, source: str) -> dict[str, Any]:
    try:
        tree = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        todo = "Mend it, or move it away and import your last export; it was left as it is."
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "file"
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise DataError(source, [Problem(where, f"not a progress file ({reason})", todo)]) from error
    if not isinstance(tree, dict):
        raise DataError(
            source, [Problem("file", "not a JSON object", "Name a file that 'progress export' wrote.")]
        )
    return tree


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"an object names {next(k for k in keys if keys.count(k) > 1)!r} twice")
    return found


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _schema_problem(tree: Mapping[str, Any]) -> Problem | None:
    schema = tree.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        return Problem("schema", "missing or not a number", "Name a file that 'progress export' wrote.")
    if schema > SCHEMA:
        what = f"schema {schema} is newer than this vlagraph, which knows {SCHEMA}"
        return Problem("schema", what, "Upgrade vlagraph; the file was left as it is.")
    return None


class _Reader:
    """Takes the known fields out of a tree; notes every problem, and what remains as ``rest``."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.tree = {key: value for key, value in tree.items() if key != "schema"}
        self.rest: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def read(self) -> Progress:
        topics = {
            name: mark for name, entry in self.entries("topics", _TOPIC) if (mark := self.topic(name, entry))
        }
        read, starred = self.papers()
        shown = self.shown()
        feedback = self.feedback()
        self.rest.update(self.tree)
        return Progress(topics, read, starred, shown, feedback, self.rest)

    def problem(
        self, where: str, what: str, todo: str = "Correct the value; docs/study.md says what fits."
    ) -> None:
        self.problems.append(Problem(where, what, todo))

    def section(self, name: str) -> dict[str, Any]:
        found = self.tree.pop(name, {})
        if not isinstance(found, dict):
            self.problem(name, "not an object")
            return {}
        return found

    def entries(self, section: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The named entries of a section; what the caller leaves in one is kept in ``rest``."""
        left: dict[str, Any] = {}
        for name, entry in self.section(section).items():
            if not pattern.fullmatch(name):
                self.problem(f"{section}.{name!r}", "not an id")
            elif not isinstance(entry, dict):
                self.problem(f"{section}.{name}", "not an object")
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
        value = entry.get(key)
        if key != keep:
            entry.pop(key, None)
        try:
            return to_utc(value if isinstance(value, str) else "")
        except ValueError:
            self.problem(f"{where}.{key}", f"{value!r} is no time")
            return None

    def topic(self, name: str, entry: dict[str, Any]) -> Mark | None:
        where = f"topics.{name}"
        on = self.state("topics", where, entry)
        at = self.time(where, entry)
        over = entry.pop("over", [])
        if not isinstance(over, list) or not all(isinstance(o, str) for o in over):
            self.problem(f"{where}.over", "not a list of ids")
            return None
        return None if on is None or at is None else Mark(on, at, tuple(sorted(set(over))))

    def state(self, section: str, where: str, entry: dict[str, Any]) -> bool | None:
        value, states = entry.pop("state", None), _STATES[section]
        if not isinstance(value, str) or value not in states:
            self.problem(f"{where}.state", f"{value!r} is neither {' nor '.join(states)}")
            return None
        return states[value]

    def papers(self) -> tuple[dict[str, Mark], dict[str, Mark]]:
        read: dict[str, Mark] = {}
        starred: dict[str, Mark] = {}
        for paper, entry in self.entries("papers", _PAPER):
            where = f"papers.{paper}"
            if "starred" in entry:
                star = entry.pop("starred")
                at = self.time(where, entry, "starred_at" if "starred_at" in entry else "at", keep="at")
                if not isinstance(star, bool):
                    self.problem(f"{where}.starred", f"{star!r} is neither true nor false")
                elif at is not None:
                    starred[paper] = Mark(star, at)
            if "state" in entry:
                on, at = self.state("papers", where, entry), self.time(where, entry)
                if on is not None and at is not None:
                    read[paper] = Mark(on, at)
            elif paper in starred:
                entry.pop("at", None)
        return read, starred

    def shown(self) -> dict[str, str]:
        found = {}
        for paper, day in self.section("shown").items():
            if not _PAPER.fullmatch(paper):
                self.problem(f"shown.{paper!r}", "not an arXiv id")
            elif not _is_day(day):
                self.problem(f"shown.{paper}", f"{day!r} is no day")
            else:
                found[paper] = day
        return found

    def feedback(self) -> dict[Opinion, Mark]:
        tree = dict(self.section("feedback"))
        found: dict[Opinion, Mark] = {}
        left: dict[str, Any] = {}
        for kind in _KINDS:
            entries = tree.pop(kind, [])
            if not isinstance(entries, list):
                self.problem(f"feedback.{kind}", "not a list")
                continue
            for index, entry in enumerate(entries):
                self.opinion(kind, index, entry, (found, left))
        if left or tree:
            self.rest["feedback"] = {**tree, **left}
        return found

    def opinion(
        self,
        kind: Literal["dismissed", "pinned", "moved"],
        index: int,
        entry: object,
        into: tuple[dict[Opinion, Mark], dict[str, Any]],
    ) -> None:
        where = f"feedback.{kind}[{index}]"
        if not isinstance(entry, dict):
            self.problem(where, "not an object")
            return
        rest = dict(entry)
        names = [rest.pop(key, "") for key in ("paper", "topic", "from")]
        at, undone = self.time(where, rest), rest.pop("undone", False)
        if not all(isinstance(name, str) for name in names) or not _PAPER.fullmatch(names[0]):
            self.problem(where, "paper is not an arXiv id, or topic or from not an id")
        elif not isinstance(undone, bool):
            self.problem(f"{where}.undone", f"{undone!r} is neither true nor false")
        elif at is not None:
            found, left = into
            opinion = Opinion(kind, *names)
            one = Progress(feedback={opinion: Mark(not undone, at)})
            found.update(
                merge(one, Progress(feedback={o: found[o] for o in (opinion,) if o in found})).feedback
            )
            if rest:
                left.setdefault(kind, {})[" ".join(names)] = rest


def _is_day(value: object) -> bool:
    from datetime import date

    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
