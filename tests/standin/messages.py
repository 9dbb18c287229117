"""Requests as read and answers as planned, independent of sockets."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ATOM", "Answer", "LogEntry", "Request", "Wire"]

ATOM = "application/atom+xml; charset=utf-8"
XML = "text/xml; charset=utf-8"
HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
_REASONS = {
    200: "OK", 301: "Moved Permanently", 302: "Found", 400: "BAD REQUEST", 403: "Forbidden", 404: "NOT FOUND",
    405: "METHOD NOT ALLOWED", 429: "Unknown Error", 500: "INTERNAL SERVER ERROR", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """One request on the public port."""

    number: int
    service: str
    method: str
    target: str
    headers: Mapping[str, str]
    parameters: Mapping[str, str]

    @property
    def parameter_text(self) -> str:
        """The parameters as one text, for patterns."""
        return "&".join(f"{name}={value}" for name, value in self.parameters.items())


@dataclass(frozen=True, slots=True)
class Wire:
    """How an answer goes out. Times are seconds at scale 1; infinity means never."""

    delay: float = 0.0
    pieces: int = 1
    duration: float = 0.0
    stop_after: float | None = None
    """The share of the body after which nothing more is sent."""
    finish: str = "keep"
    """What follows: keep, close, reset, hang or refuse (reset, then no listener for `duration`)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body, and how to send them."""

    status: int
    body: bytes
    content_type: str | None = ATOM
    headers: tuple[tuple[str, str], ...] = ()
    wire: Wire = Wire()

    @property
    def reason(self) -> str:
        """The words of the status line."""
        return _REASONS.get(self.status, "Unknown")

    def with_header(self, name: str, value: str) -> Answer:
        """The answer with one more header."""
        return replace(self, headers=(*self.headers, (name, value)))

    def header(self, name: str) -> str | None:
        """A header's value, if it is there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def zipped(self) -> Answer:
        """The answer compressed, unless it says something about encoding already."""
        if self.header("Content-Encoding") is not None or not self.body:
            return self
        smaller = replace(self, body=gzip.compress(self.body, 6, mtime=0))
        return smaller.with_header("Content-Encoding", "gzip").with_header("Vary", "Accept-Encoding")


@dataclass(slots=True)
class LogEntry:
    """What is remembered of a request; the last five fields are filled in when it ends."""

    number: int
    service: str
    method: str
    target: str
    headers: Mapping[str, str]
    parameters: Mapping[str, str]
    started: float
    virtual_time: str
    open_connections: int
    fault: str | None = None
    status: int | None = None
    bytes: int = 0
    duration: float | None = None
    violations: list[str] = field(default_factory=list)
