"""A server that redirects, drips, packs or hides things: an answer ends in time, and asks nobody else."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from vlagraph.clock import Clock
from vlagraph.errors import BadAnswerError, SourceError
from vlagraph.sources.atom import read_feed
from vlagraph.sources.oai_records import read_records
from vlagraph.sources.prolog import has_document_type
from vlagraph.sources.session import Polite
from vlagraph.sources.settings import Settings, may_follow
from vlagraph.store.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HEAD = b"HTTP/1.1 200 OK\r\n"


class _Free:
    """A gate that is always open."""

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        yield


@contextmanager
def server_that(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server of this machine that lets ``answer`` write; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(65536)
                        answer(connection)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        listener.shutdown(socket.SHUT_RDWR)


def _ask(url: str, **limits: float) -> bytes:
    settings = Settings(tries=1, interval=0.0, **limits)  # type: ignore[arg-type]
    polite = Polite(settings=settings, gate=_Free(), clock=Clock(sleep=lambda _: None))
    return polite.fetch(url, lambda body: None)


def _drip(before: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(before)
        for _ in range(400):
            connection.sendall(piece)
            time.sleep(0.01)

    return answer


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (405, 1), (410, 1), (413, 1), (414, 1), (500, 3)])
def test_an_address_that_is_said_to_be_wrong_is_asked_once(status: int, asked: int) -> None:
    answer = b"HTTP/1.1 %d Odd\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status
    polite = Polite(Settings(tries=3, interval=0.0), _Free(), Clock(sleep=lambda _: None))
    with server_that(lambda one: one.sendall(answer)) as url, pytest.raises(BadAnswerError) as caught:
        polite.fetch(url, lambda body: None)

    assert (caught.value.message.key, len(polite.trials)) == ("source.status", asked)


DRIPPING = {
    "status": _drip(b"HTTP/1.1 ", b" "),
    "headers": _drip(HEAD + b"X-A: ", b"a"),
    "many headers": _drip(HEAD, b"X-A: a\r\n"),
    "body": _drip(HEAD + b"Content-Length: 1000000\r\n\r\n", b"a"),
    "endless body": _drip(HEAD + b"\r\n", b"a"),
    "chunks": _drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "chunk size": _drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "packed body": _drip(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\0"),
    "informational": _drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("case", DRIPPING)
def test_an_answer_that_drips_ends_at_its_deadline(case: str) -> None:
    began = time.monotonic()
    with server_that(DRIPPING[case]) as url, pytest.raises(BadAnswerError) as caught:
        _ask(url, deadline=0.3)

    assert time.monotonic() - began < 3
    assert caught.value.message.key in {"source.too_slow", "source.broke_off", "source.not_unpacked"}


def _whole(headers: bytes, body: bytes) -> Callable[[socket.socket], None]:
    head = HEAD + headers + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
    return lambda connection: connection.sendall(head + body)


def test_an_answer_in_time_is_whole() -> None:
    packed = gzip.compress(b"papers" * 1000)
    with server_that(_whole(b"Content-Encoding: gzip\r\n", packed)) as url:
        assert _ask(url, deadline=20) == b"papers" * 1000


def _bomb(layers: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(20)) + packer.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body)
    return body


@pytest.mark.parametrize(("encoding", "layers"), [(b"gzip", 1), (b"gzip, gzip", 2), (b"br", 1)])
def test_a_bomb_is_refused_before_it_fills_the_memory(encoding: bytes, layers: int) -> None:
    headers = b"Content-Encoding: " + encoding + b"\r\n"
    with server_that(_whole(headers, _bomb(layers))) as url, pytest.raises(BadAnswerError) as caught:
        _ask(url, largest_body=1_000_000)

    assert caught.value.message.key in {"source.too_large", "source.not_unpacked"}


def _endless(connection: socket.socket) -> None:
    """Zeros, packed a thousandfold, until nobody listens: 10 GB at most."""
    packer = zlib.compressobj(1, wbits=31)
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n")
    for _ in range(10_000):
        connection.sendall(packer.compress(bytes(1 << 20)))


def test_ten_gigabytes_of_nothing_end_in_a_message_at_a_bounded_memory() -> None:
    tracemalloc.start()
    try:
        with server_that(_endless) as url, pytest.raises(BadAnswerError) as caught:
            _ask(url)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert caught.value.message.key == "source.too_large"
    assert peak < 2.5 * Settings().largest_body


LONG_HEADS = {
    "a long header": HEAD + b"X-A: " + b"a" * 10_000_000 + b"\r\n\r\n",
    "many headers": HEAD + b"X-A: a\r\n" * 100_000 + b"\r\n",
    "a long status": b"HTTP/1.1 200 " + b"a" * 10_000_000 + b"\r\n\r\n",
    "a length without end": HEAD + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n",
    "a length below nothing": HEAD + b"Content-Length: -1\r\n\r\n<feed/>",
    "an odd date": b"HTTP/1.1 503 x\r\nRetry-After: Sun, 22 Nov 2026 10:00:00 %s\r\n\r\n" % (b"9" * 30),
    "no status": b"\x00\xff\r\n\r\n",
}


@pytest.mark.parametrize("head", LONG_HEADS)
def test_a_head_without_end_is_a_bad_answer(head: str) -> None:
    with server_that(lambda connection: connection.sendall(LONG_HEADS[head])) as url:
        try:
            read = len(_ask(url, deadline=5, refused_tries=1))
        except SourceError:
            read = 0

    assert read < 100


ARXIV = "https://export.arxiv.org/api/query?x=1"
MIRROR = "http://127.0.0.1:8000/api"
FOLLOWED = [
    (ARXIV, "https://arxiv.org/api/query"),
    (ARXIV, "https://oaipmh.arxiv.org:443/oai"),
    ("http://export.arxiv.org/api/query", ARXIV),
    (MIRROR, "http://127.0.0.1:8000/other"),
    (MIRROR, ARXIV),
    ("https://mirror.example/api", "https://mirror.example:443/b"),
]
REFUSED = [
    (ARXIV, "http://export.arxiv.org/api/query"),
    (ARXIV, "https://export.arxiv.org:8443/api/query"),
    (ARXIV, "https://arxiv.org.example.com/"),
    (ARXIV, "https://notarxiv.org/"),
    (ARXIV, "http://127.0.0.1:8000/"),
    (ARXIV, "http://localhost/"),
    (ARXIV, "http://[::1]/"),
    (ARXIV, "https://user:pass@export.arxiv.org/"),
    (ARXIV, "https://export.arxiv.org@evil.example/"),
    (ARXIV, "file:///etc/passwd"),
    (ARXIV, "ftp://arxiv.org/"),
    (MIRROR, "http://127.0.0.1:8001/api"),
    (MIRROR, "http://localhost:8000/api"),
    (MIRROR, "http://user@127.0.0.1:8000/api"),
    (MIRROR, "https://127.0.0.1:8000/api"),
    (MIRROR, "http://export.arxiv.org/api"),
    ("https://mirror.example/api", "http://mirror.example/api"),
]


@pytest.mark.parametrize(("url", "target"), FOLLOWED)
def test_a_redirect_within_a_server_or_to_arxiv_is_followed(url: str, target: str) -> None:
    assert may_follow(url, target)


@pytest.mark.parametrize(("url", "target"), REFUSED)
def test_any_other_redirect_is_not(url: str, target: str) -> None:
    assert not may_follow(url, target)


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:99999/", "http://[::1", "http://127.0.0.1:x/", "//", "http://\x1b[31m/", "\x00"],
)
def test_a_redirect_to_no_address_is_a_bad_answer(target: str) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: " + target.encode() + b"\r\nContent-Length: 0\r\n\r\n"
    with (
        server_that(lambda connection: connection.sendall(head)) as url,
        pytest.raises(BadAnswerError) as caught,
    ):
        _ask(url)

    assert "\x1b" not in caught.value.text("en")


ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "eeeeeeeeee">]><a>&e;&e;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    body = ENTITIES.encode(encoding)
    if not encoding.startswith("utf-16-"):  # without a mark it is no XML to expat
        assert has_document_type(body)
    with pytest.raises(BadAnswerError):
        read_feed(body)
    with pytest.raises(BadAnswerError):
        read_records(body, fetched="2026-11-22T00:00:00Z")


@pytest.mark.parametrize("before", ["<!-- <!DOCTYPE a> -->", "<?p <!DOCTYPE a>?>", "\n"])
def test_what_only_looks_like_a_document_type_is_none(before: str) -> None:
    assert not has_document_type(f"{before}<a>&lt;!DOCTYPE a></a>".encode())


class _Slept(list[float]):
    """What a clock slept."""


def test_arxiv_is_spaced_whoever_sends_us_there_and_a_clock_set_back_waits_no_longer(tmp_path: Path) -> None:
    slept = _Slept()
    now = [1_000_000.0]
    clock = Clock(wall=lambda: now[0], sleep=slept.append)
    spacing = Spacing(tmp_path, 0.0, clock)
    for _ in range(2):
        with spacing.turn(ARXIV):
            pass
    now[0] -= 1800
    with spacing.turn(ARXIV):
        pass

    assert [3 <= seconds < 4 for seconds in slept] == [True, True]
