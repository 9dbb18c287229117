"""Faults in status, headers, timing and connection, as they look on the wire."""

from __future__ import annotations

import http.client
import socket
import time
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.standin import FAULT_ROWS, Fault
from tests.standin.faults import ERROR_MESSAGES
from tests.standin.probe import AGENT, ALL, converse, fetch, ids, page, small_server

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.standin import StandIn


SHORT = 0.15
"""Seconds to wait for what never comes."""
PATIENCE = 60.0
"""Seconds to wait for what does come, on a busy machine too."""

server = pytest.fixture(small_server)


def rate429(server: StandIn, variant: str) -> None:
    quiet = {"after_n": 3}.get(variant, 0)
    assert [page(server).status for _ in range(quiet)] == [200] * quiet
    reply = page(server)
    assert (reply.status, reply.reason, reply.body) == (429, "Unknown Error", b"Rate exceeded.")
    assert reply.headers["content-type"].startswith("text/plain")
    after = reply.headers.get("retry-after")
    if variant == "retry_after_seconds":
        assert after == "2"
    elif variant == "retry_after_date":
        assert after is not None
        sent = parsedate_to_datetime(reply.headers["date"])
        assert abs(parsedate_to_datetime(after) - sent) < timedelta(minutes=1)
    elif variant == "retry_after_absurd":
        assert after == "86400"
    else:
        assert after is None
    if variant == "hour":
        assert page(server).status == 429
        server.clock = "2026-01-01T13:00:00Z"
    if variant == "after_n":
        assert page(server).status == 429
        server.faults.clear()
    assert page(server).status == 200


def rate200(server: StandIn, variant: str) -> None:
    reply = page(server)
    assert (reply.status, reply.body) == (200, b"Rate exceeded.")
    assert ("atom" in reply.headers["content-type"]) is (variant == "atom")


def unavailable503(server: StandIn, variant: str) -> None:
    reply = page(server)
    assert str(reply.status) == variant[:3]
    assert b"<html>" in reply.body
    assert reply.headers.get("retry-after") == ("2" if variant == "503_retry_after" else None)


def forbidden403(server: StandIn, variant: str) -> None:
    reply = page(server)
    assert (reply.status, reply.body) == (403, b"Access denied")


def redirect(server: StandIn, variant: str) -> None:
    reply = page(server)
    target = reply.headers["location"]
    assert str(reply.status) == variant[-3:]
    if variant == "moved_301":
        assert len(ids(fetch(target))) == 10
    else:
        server.faults.add(Fault("redirect", "loop_302", scope="always"))
        assert fetch(target).headers["location"] == target


def short_body(server: StandIn, variant: str) -> None:
    with pytest.raises(http.client.IncompleteRead) as caught:
        page(server)
    assert caught.value.expected


def late(server: StandIn, seconds: float) -> None:
    """The answer comes whole, and not before that many seconds; how long after, is the machine's affair."""
    begun = time.monotonic()
    assert len(ids(page(server))) == 10
    assert time.monotonic() - begun >= seconds


def never(server: StandIn) -> None:
    with pytest.raises(TimeoutError):
        page(server, timeout=SHORT)


def slow_headers(server: StandIn, variant: str) -> None:
    if variant == "infinite":
        never(server)
    else:
        late(server, float(variant[:-1]) / server.scale)


def _until_silence(sock: socket.socket, after: bytes) -> bytes:
    """What came, ``after`` in any case, until nothing more did; an end of the connection is a failure."""
    received = b""
    sock.settimeout(PATIENCE)
    while True:
        try:
            chunk = sock.recv(65536)
        except TimeoutError:
            return received
        assert chunk, "the server closed the connection"
        received += chunk
        sock.settimeout(SHORT if after in received else PATIENCE)


def slow_body(server: StandIn, variant: str) -> None:
    if variant == "infinite":
        with socket.create_connection(
            (urlsplit(server.api_url).hostname, urlsplit(server.api_url).port)
        ) as sock:
            sock.sendall(b"GET /api/query?search_query=ti:synthetic HTTP/1.1\r\nHost: x\r\n\r\n")
            received = _until_silence(sock, after=b"<entry>")
        assert received.startswith(b"HTTP/1.1 200 OK")
        assert b"</feed>" not in received
    else:
        late(server, float(variant[:-1]) / server.scale * 0.9)


def hang(server: StandIn, variant: str) -> None:
    never(server)


def _is_refused(server: StandIn) -> bool:
    """Whether connections are refused; one that came while the listener was closing may still be reset."""
    for _ in range(10):
        try:
            page(server)
        except ConnectionRefusedError:
            return True
        except ConnectionResetError:
            time.sleep(0.01)
    return False


def reset(server: StandIn, variant: str) -> None:
    server.scale = 15  # connections are refused for two seconds
    if variant == "accept_close":
        assert converse(server.api_url, search_query="a") == b""
    else:
        with pytest.raises(ConnectionResetError):
            converse(server.api_url, search_query=ALL)
    if variant == "refuse":
        assert _is_refused(server)
        _wait_until_answered(server)
    assert page(server).status == 200


def _wait_until_answered(server: StandIn) -> None:
    end = time.monotonic() + PATIENCE
    while _is_refused(server):
        assert time.monotonic() < end
        time.sleep(0.05)


def keepalive_blackhole(server: StandIn, variant: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.api_url).netloc, timeout=PATIENCE)
    connection.request("GET", "/api/query?search_query=a", headers={"User-Agent": AGENT})
    assert connection.getresponse().read().endswith(b"</feed>\n")
    connection.sock.settimeout(SHORT)
    connection.request("GET", "/api/query?search_query=b", headers={"User-Agent": AGENT})
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()
    assert page(server).status == 200


def error_entry(server: StandIn, variant: str) -> None:
    status, _, name = variant.partition("_")
    reply = page(server)
    words = {"incorrect_id": "incorrect", "invalid_query": "Invalid", "nothing_given": "Either"}
    assert reply.status == int(status)
    assert reply.text("a:entry/a:title") == "Error"
    assert reply.text("a:entry/a:summary").lower().startswith(words.get(name, name[:4]).lower()[:4])


CHECKS: Mapping[str, Callable[[StandIn, str], None]] = {
    check.__name__: check
    for check in (
        rate429,
        rate200,
        unavailable503,
        forbidden403,
        redirect,
        short_body,
        slow_headers,
        slow_body,
        hang,
        reset,
        keepalive_blackhole,
        error_entry,
    )
}


@pytest.mark.parametrize(("name", "variant"), [row for row in FAULT_ROWS if row[0] in CHECKS])
def test_fault_looks_on_the_wire_as_specified(server: StandIn, name: str, variant: str) -> None:
    server.faults.add(Fault(name, variant))

    CHECKS[name](server, variant)


def test_every_message_of_the_api_is_an_error_entry_row() -> None:
    rows = {variant for name, variant in FAULT_ROWS if name == "error_entry"}

    assert rows == {f"{status}_{name}" for status in (200, 400, 500) for name in ERROR_MESSAGES}
