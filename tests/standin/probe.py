"""A plain client for the stand-in's own tests, and where the shared corpus lies. Never retries."""

from __future__ import annotations

import http.client
import json
import os
import socket
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.standin import Fault, StandIn
from tests.standin.small_corpus import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "AGENT",
    "ALL",
    "ATOM",
    "NOW",
    "TOTAL",
    "Reply",
    "control",
    "converse",
    "entries",
    "fetch",
    "ids",
    "inflict",
    "page",
    "shared",
    "small_server",
    "total",
]

AGENT = "vlagraph-tests/0 (mailto:tests@example.org)"
ATOM = {
    "a": "http://www.w3.org/2005/Atom",
    "x": "http://arxiv.org/schemas/atom",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
    "p": "http://www.openarchives.org/OAI/2.0/",
}
NOW = "2026-01-01T12:00:00Z"
ALL = 'ti:""'
TOTAL = len(RECORDS)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, its header names in lower case."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def tree(self) -> ET.Element:
        """The body parsed as XML."""
        return ET.fromstring(self.body)

    def text(self, path: str) -> str:
        """The text of the first element at that path, with the prefixes a, x, o and p."""
        found = self.tree.find(path, ATOM)
        if found is None:
            raise AssertionError(f"no {path} in {self.body[:300]!r}")
        return found.text or ""


def fetch(
    url: str,
    asked: Mapping[str, object] | None = None,
    /,
    *,
    method: str = "GET",
    body: str | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 60.0,
    **parameters: object,
) -> Reply:
    """The answer to one request on a connection of its own."""
    parts = urlsplit(url)
    query = parts.query or urlencode({**(asked or {}), **parameters})
    target = f"{parts.path}?{query}" if query else parts.path
    connection = http.client.HTTPConnection(parts.netloc, timeout=timeout)
    try:
        connection.request(method, target, body, {"User-Agent": AGENT, **(headers or {})})
        answer = connection.getresponse()
        fields = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, answer.reason, fields, answer.read())
    finally:
        connection.close()


def converse(url: str, /, *, timeout: float = 60.0, times: int = 1, **parameters: object) -> bytes:
    """What comes back on a bare connection until it ends; `times` requests are sent at once."""
    parts = urlsplit(url)
    line = f"GET {parts.path}?{urlencode(parameters)} HTTP/1.1"
    head = f"{line}\r\nHost: {parts.netloc}\r\nUser-Agent: {AGENT}\r\n\r\n"
    received = b""
    with socket.create_connection((str(parts.hostname), parts.port or 80), timeout=timeout) as sock:
        sock.sendall(head.encode("ascii") * times)
        while chunk := sock.recv(65536):
            received += chunk
    return received


def control(url: str, path: str, value: Any = None) -> Any:
    """The JSON a control port answers: GET without a value, POST with one."""
    body = None if value is None else json.dumps(value)
    reply = fetch(url + path, method="GET" if value is None else "POST", body=body)
    assert reply.status == 200, reply.body
    return json.loads(reply.body)


def entries(reply: Reply) -> list[ET.Element]:
    """The entries of a feed."""
    return reply.tree.findall("a:entry", ATOM)


def ids(reply: Reply) -> list[str]:
    """The ids of a feed's entries, with versions."""
    found = (entry.findtext("a:id", "", ATOM) for entry in entries(reply))
    return [identifier.partition("/abs/")[2] for identifier in found]


def small_server() -> Iterator[StandIn]:
    """A stand-in that serves the small corpus at NOW; a test module makes its fixture of it."""
    with StandIn(RECORDS, now=NOW, scale=200) as stand_in:
        yield stand_in


def page(server: StandIn, start: int = 0, size: int = 10, *, timeout: float = 60.0) -> Reply:
    """A page of all records, newest first."""
    asked = {"search_query": ALL, "start": start, "max_results": size, "sortBy": "submittedDate"}
    return fetch(server.api_url, asked, timeout=timeout)


def inflict(server: StandIn, name: str, variant: str, **options: object) -> None:
    """Add a fault that is due at once."""
    server.faults.add(Fault(name, variant, options=options))


def total(reply: Reply) -> str:
    """The number of results that a feed announces."""
    return reply.text("o:totalResults")


def shared(name: str) -> Path:
    """A file of the shared arXiv material; skips the test where it is not at hand."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    path = Path(os.environ.get("VLAGRAPH_SHARED", beside)) / "arxiv" / name
    if not path.exists():
        pytest.skip(f"the shared arXiv material has no {name} here (set VLAGRAPH_SHARED)")
    return path
