"""papers/fetch.json: what was asked of arXiv, per source and topic, and when; freshness is never guessed."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from vlagraph.errors import DataError, Problem
from vlagraph.store.atomic import write_atomic
from vlagraph.store.reading import conflict_line, read_if_any
from vlagraph.store.receipts import Asked, AskedAgain, Came
from vlagraph.words import Message, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "FETCH_SCHEMA",
    "SNAPSHOT",
    "Failure",
    "FetchState",
    "Reason",
    "SourceState",
    "TopicState",
    "decode_state",
    "encode_state",
    "failure",
    "load_state",
    "save_state",
]

FETCH_SCHEMA = 2
"""The newest format of fetch.json that this version reads; 2 adds receipts, and is written only with them."""
SNAPSHOT = "snapshot"
"""What imported files are called among the sources; no fetch can ask it."""

_ENCODER = msgspec.json.Encoder(order="sorted")
_TODO = Message("state_file.todo")


class _Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of the values below: an unknown field is refused, a default stays unwritten."""


class Reason(_Record, frozen=True):
    """A text by its key in the words and the values of its braces, which may be such texts themselves."""

    key: str
    values: dict[str, str | int | float | Reason] = {}


class Failure(_Record, frozen=True):
    """The last attempt that failed, until one succeeds; ``at`` is UTC.

    ``why`` is an English text in older files.
    """

    at: str
    why: str | Reason

    @property
    def reason(self) -> Message:
        """Why it failed, for any language; an old text, or a key without words, stays as it is."""
        if isinstance(self.why, str):
            return Message("status.reason", {"reason": self.why})
        return _message(self.why)


class TopicState(_Record, frozen=True):
    """What is known of one topic; all times are UTC, ISO 8601.

    Every paper submitted from ``covered_from`` on is known as of ``checked``; ``wanted_from`` is how far back
    the topic is to be followed. ``listing_until`` is the upper end of a listing that is not finished yet.
    ``rule`` identifies the watch rule that was asked, ``papers`` counts those stored under the topic.
    """

    wanted_from: str
    covered_from: str | None = None
    checked: str | None = None
    listing_until: str | None = None
    last_success: str | None = None
    rule: str = ""
    papers: int = 0
    failed: Failure | None = None

    @property
    def known_as_of(self) -> str | None:
        """``checked`` where a listing came to its end and its rule was not changed since; else None."""
        return self.checked if self.covered_from and self.last_success else None


class SourceState(_Record, frozen=True):
    """What one source was asked: topics, the last complete check of key papers, ids that arXiv lacks.

    ``progress`` maps the key of an unfinished walk to the moment that it reached, going back in time.
    """

    topics: dict[str, TopicState] = {}
    progress: dict[str, str] = {}
    key_papers_checked: str | None = None
    unknown_ids: tuple[str, ...] = ()


class FetchState(_Record, frozen=True):
    """The whole of fetch.json; ``wished`` are papers that a reader asked for and that did not come yet.

    ``asked`` are the last queries and imports, oldest first; ``came`` is what came by the categories that
    were asked for (sorted, with a blank between them; ``*`` for all), ``again`` what was asked for again.
    """

    schema: int = msgspec.field(default=1)
    sources: dict[str, SourceState] = {}
    wished: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    came: dict[str, Came] = {}
    again: tuple[AskedAgain, ...] = ()

    @property
    def successes(self) -> dict[str, str]:
        """Topic to the UTC time of its last successful fetch from any source."""
        return self._latest(attrgetter("last_success"))

    def failure_of(self, topic: str) -> Failure | None:
        """Why ``topic`` failed last, where nothing has succeeded since.

        A success clears the failures of its topic; older versions left those of other sources.
        """
        known = [own.topics[topic] for own in self.sources.values() if topic in own.topics]
        failures = []
        for place, one in enumerate(known):
            last = max((other.last_success or "" for other in known[:place] + known[place + 1 :]), default="")
            if one.failed and one.failed.at > last:
                failures.append(one.failed)
        return max(failures, key=lambda failure: failure.at, default=None)

    @property
    def checked(self) -> dict[str, str]:
        """Topic to the UTC time as of which all of its papers are known by some source."""
        return self._latest(attrgetter("known_as_of"))

    def _latest(self, time: Callable[[TopicState], str | None]) -> dict[str, str]:
        """Topic to the latest ``time`` that a source says of it; topics without any are left out."""
        found: dict[str, str] = {}
        for source in self.sources.values():
            for topic, known in source.topics.items():
                if at := time(known):
                    found[topic] = max(at, found.get(topic, ""))
        return found

    @property
    def succeeded(self) -> bool:
        """Whether a fetch or an import of any topic has succeeded, whatever became of what it proved."""
        return bool(self.successes)

    def latest(self, topic: str | None = None) -> tuple[str, str] | None:
        """As of when (UTC) all papers of ``topic``, or of any, are known at last, and by which source."""
        known = [
            (at, name)
            for name, source in self.sources.items()
            for one, own in source.topics.items()
            if (at := own.known_as_of) and topic in (None, one)
        ]
        return max(known, default=None)


def failure(at: str, why: Message) -> Failure:
    """The record of a failure at the time ``at``."""
    return Failure(at=at, why=_reason(why))


def load_state(path: Path) -> FetchState:
    """The state kept in ``path``; an empty one where there is no file.

    Raises:
        DataError: the file is no fetch state, or of a newer format; it is left untouched.
        StoreError: the file cannot be read.
    """
    data = read_if_any(path)
    return FetchState() if data is None else decode_state(data, path)


def decode_state(data: bytes, path: Path) -> FetchState:
    """The state that ``data``, the bytes of ``path``, holds.

    Raises:
        DataError: it is no fetch state, or of a newer format.
    """
    _refuse_newer(path, data)
    try:
        return msgspec.json.decode(data, type=FetchState)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        from vlagraph.store.faults import fault_of  # for the message alone

        reason = fault_of(data, FetchState, error)
        raise _bad(path, Message("state_file.not_one", {"reason": reason})) from error


def save_state(path: Path, state: FetchState) -> None:
    """Replace ``path`` by ``state`` in one step, the same state always as the same bytes.

    Raises:
        StoreError: the file cannot be written; the old one is kept.
    """
    write_atomic(path, encode_state(state))


def encode_state(state: FetchState) -> bytes:
    """The bytes of the file, never of an older format than ``state`` was read in."""
    plain = {"schema": state.schema, "sources": msgspec.to_builtins(state.sources)}
    if state.wished:
        plain["wished"] = state.wished
    receipts = {"asked": state.asked, "came": state.came, "again": state.again}
    if told := {name: msgspec.to_builtins(value) for name, value in receipts.items() if value}:
        plain |= told | {"schema": FETCH_SCHEMA}
    return bytes(msgspec.json.format(_ENCODER.encode(plain), indent=1)) + b"\n"


def _refuse_newer(path: Path, data: bytes) -> None:
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _bad(path, *_no_json(data, error)) from error
    schema = plain.get("schema", 1) if isinstance(plain, dict) else 1
    if not isinstance(schema, int) or schema > FETCH_SCHEMA:
        what = Message("state_file.newer", {"schema": schema, "most": FETCH_SCHEMA})
        raise DataError(str(path), [Problem(path.name, what, Message("state_file.upgrade"))])


def _no_json(data: bytes, error: Exception) -> tuple[Message, Message]:
    """Why ``data``, which raised ``error``, is no JSON, and what to do; git's conflict marks are named."""
    from vlagraph.store.faults import syntax_fault  # for the message alone

    if marked := conflict_line(data):
        return Message("state_file.conflict", {"line": marked}), Message("state_file.conflict_todo")
    line, reason = syntax_fault(data) or (0, str(error))
    where = Message("file.in_line", {"line": line, "what": reason}) if line > 1 else reason
    return Message("state_file.not_json", {"reason": where}), _TODO


def _bad(path: Path, what: Message, todo: Message = _TODO) -> DataError:
    return DataError(str(path), [Problem(path.name, what, todo)])


def _reason(message: Message) -> Reason:
    values: dict[str, str | int | float | Reason] = {}
    for name, value in message.values.items():
        if isinstance(value, Message):
            values[name] = _reason(value)
        else:
            values[name] = value if isinstance(value, str | int | float) else str(value)
    return Reason(key=message.key, values=values)


def _message(reason: Reason) -> Message:
    """The message of ``reason``; its bare key where the words do not have it, or other values with it."""
    values = {
        name: _message(value) if isinstance(value, Reason) else value for name, value in reason.values.items()
    }
    message = Message(reason.key, values)
    try:
        render(message, "en")
    except (KeyError, ValueError):  # of another version
        return Message("status.reason", {"reason": reason.key})
    return message
