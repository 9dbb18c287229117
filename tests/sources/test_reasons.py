"""Why the network failed is told in both languages, and kept so in fetch.json."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import TYPE_CHECKING

import pytest
import requests

from tests.sources.test_hostile_server import server_that
from vlagraph.errors import UnreachableError
from vlagraph.sources.reasons import why_of
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, failure, load_state, save_state
from vlagraph.words import LANGS, Message, render, table

if TYPE_CHECKING:
    from pathlib import Path

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("closed", b""),
        ("cut", OK + b"Content-Length: 9\r\n\r\na"),
        ("cut", OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\na"),
    ],
)
def test_what_a_server_breaks_off_is_told_in_our_words(key: str, answer: bytes) -> None:
    with (
        server_that(lambda connection: connection.sendall(answer)) as url,
        pytest.raises(requests.RequestException) as caught,
    ):
        requests.get(url, timeout=5, proxies={"http": ""})

    assert why_of(caught.value) == Message(f"network.{key}")


def test_a_refused_connection_is_told_in_our_words() -> None:
    with pytest.raises(requests.RequestException) as caught:
        requests.get("http://127.0.0.1:1/", timeout=5, proxies={"http": ""})

    assert why_of(caught.value) == Message("network.refused")


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("no_name", socket.gaierror(-2, "Name or service not known")),
        ("certificate", ssl.SSLCertVerificationError(1, "self-signed certificate")),
        ("closed", ssl.SSLEOFError(8, "EOF occurred in violation of protocol")),
        ("not_secure", ssl.SSLError(1, "wrong version number")),
        ("no_answer", TimeoutError("timed out")),
        ("no_way", OSError(errno.ENETUNREACH, "Network is unreachable")),
    ],
)
def test_every_usual_reason_is_found_within_what_wraps_it(key: str, error: Exception) -> None:
    wrapped = requests.ConnectionError(RuntimeError("Max retries exceeded"))
    wrapped.args[0].__cause__ = error

    assert why_of(wrapped) == Message(f"network.{key}")
    assert {*table("ko", "network")} == {*table("en", "network")}


def test_an_unusual_reason_is_told_in_one_line_in_the_words_of_the_library() -> None:
    assert why_of(requests.ConnectionError("Tunnel failed: 407\n Denied")) == "407 Denied"
    assert why_of(RuntimeError()) == "RuntimeError"


@pytest.mark.parametrize("lang", LANGS)
def test_a_kept_reason_is_told_in_either_language(lang: str, tmp_path: Path) -> None:
    now = "2026-01-01T00:00:00Z"
    why = UnreachableError("source.unreachable", host="arxiv.org", reason=why_of(TimeoutError())).message
    topics = {"a": TopicState(wanted_from=now, failed=failure(now, why))}
    save_state(tmp_path / "fetch.json", FetchState(sources={"api": SourceState(topics=topics)}))
    kept = load_state(tmp_path / "fetch.json").failure_of("a")

    assert kept
    assert table(lang, "network")["no_answer"] in str(render(kept.reason, lang))  # type: ignore[arg-type]
