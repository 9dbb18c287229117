"""HTTP/1.1 on a connection: reads requests, writes answers as their wire plan says. Decides nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http.client import HTTPException, parse_headers
from time import monotonic
from typing import TYPE_CHECKING

from .parameters import first_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .listener import Connection
    from .messages import Answer

__all__ = ["Incoming", "read_request", "write_answer"]

_LONGEST_LINE = 1 << 20
_LONGEST_SINGLE_WRITE = 1 << 15


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came in."""

    arrived: float
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    keep: bool

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def parameters(self) -> dict[str, str]:
        """Form values of a POST, then those of the query string."""
        query = first_values(self.target.partition("?")[2])
        kind = self.headers.get("content-type", "")
        if self.method != "POST" or (kind and not kind.startswith("application/x-www-form-urlencoded")):
            return query
        form = first_values(self.body.decode("utf-8", "replace"))
        return form | {name: value for name, value in query.items() if name not in form}


def read_request(connection: Connection) -> Incoming | None:
    """The next request, or None when the connection has ended or holds no HTTP."""
    try:
        line = connection.reader.readline(_LONGEST_LINE)
        arrived = monotonic()
        words = line.decode("latin-1").split()
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            return None
        message = parse_headers(connection.reader)
        headers = {name.lower(): value for name, value in message.items()}
        if headers.get("expect", "").lower() == "100-continue":
            connection.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = connection.reader.read(int(headers.get("content-length", "0") or "0"))
    except (OSError, ValueError, HTTPException):
        return None
    wish = headers.get("connection", "").lower()
    keep = wish == "keep-alive" if words[2] == "HTTP/1.0" else wish != "close"
    return Incoming(arrived, words[0], words[1], headers, body, keep)


def write_answer(
    connection: Connection, answer: Answer, *, scale: float, keep: bool, done: Callable[[int, float], None]
) -> bool:
    """Sends the answer as planned; gives whether the connection may be used again.

    `done(bytes, moment)` is called once: just before the last byte goes out, or when the client has gone.
    """
    wire, body = answer.wire, answer.body
    if wire.delay and not connection.wait(wire.delay / scale):
        done(0, connection.last_seen_open)
        return False
    if wire.stop_after is not None:
        body = body[: int(len(body) * max(0.0, wire.stop_after))]
    data = b"" if wire.stop_after == -1 else _head(answer, keep=keep) + body
    interval = wire.duration / wire.pieces / scale
    try:
        sent = _send(connection, data, pieces=wire.pieces, interval=interval, done=done)
    except OSError:
        done(0, connection.last_seen_open)
        return False
    if not sent:
        return False
    if wire.finish == "hang":
        connection.wait(math.inf)
    elif wire.finish in ("reset", "refuse"):
        connection.reset()
    return keep and wire.finish == "keep"


def _send(
    connection: Connection, data: bytes, *, pieces: int, interval: float, done: Callable[[int, float], None]
) -> bool:
    if pieces > 1:
        step = max(1, -(-len(data) // pieces))
        for start in range(0, max(len(data) - step, 0), step):
            connection.sock.sendall(data[start : start + step])
            if not connection.wait(interval):
                done(start, connection.last_seen_open)
                return False
        last = data[-(len(data) % step or step) :]
    elif len(data) > _LONGEST_SINGLE_WRITE:
        connection.sock.sendall(data[:-1])
        last = data[-1:]
    else:
        last = data
    at = monotonic()
    if not connection.is_open():  # however late this thread is, a request ends when its client has gone
        done(0, connection.last_seen_open)
        return False
    done(len(data), at)
    connection.sock.sendall(last)
    return True


def _head(answer: Answer, *, keep: bool) -> bytes:
    fields = [("Date", format_datetime(datetime.now(UTC).replace(microsecond=0), usegmt=True))]
    if answer.content_type is not None:
        fields.append(("Content-Type", answer.content_type))
    fields += [*answer.headers, ("Content-Length", str(len(answer.body)))]
    if not keep:
        fields.append(("Connection", "close"))
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}", *(f"{name}: {value}" for name, value in fields)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
