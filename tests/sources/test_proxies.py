"""A proxy that does not work is named, with the variable that names it and without its password."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import pytest
import requests

from vlagraph.clock import Clock
from vlagraph.errors import UnreachableError
from vlagraph.sources.proxies import Proxy, proxy_for
from vlagraph.sources.session import Polite
from vlagraph.sources.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "https://export.arxiv.org/api/query"
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
DENIAL = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"


class _Free:
    """A gate that is always open."""

    @contextlib.contextmanager
    def turn(self, url: str) -> Iterator[None]:
        yield


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def denying() -> Iterator[int]:
    """The port of a proxy that wants another password."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(4096)
                        connection.sendall(DENIAL)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def _failure(url: str = HOST) -> UnreachableError:
    settings = Settings(tries=1, connect_timeout=1.0)
    polite = Polite(settings=settings, gate=_Free(), clock=Clock(sleep=lambda seconds: None))
    with pytest.raises(UnreachableError) as caught:
        polite.fetch(url, lambda body: None)
    return caught.value


@pytest.mark.parametrize(
    ("variable", "stated", "url", "key", "shown"),
    [
        ("HTTPS_PROXY", "http://me:secret@127.0.0.1:9", HOST, "source.proxy", "http://127.0.0.1:9"),
        ("https_proxy", "127.0.0.1:9", HOST, "source.proxy", "127.0.0.1:9"),
        ("ALL_PROXY", "http://me:secret@127.0.0.1:9/", HOST, "source.proxy", "http://127.0.0.1:9/"),
        ("HTTP_PROXY", "http://127.0.0.1:9", HOST.replace("https", "http"), "source.proxy", "127.0.0.1:9"),
        ("ALL_PROXY", "socks5://me:secret@127.0.0.1:9", HOST, "source.proxy_unusable", "socks5://127.0.0.1"),
        ("HTTPS_PROXY", "ftp://me:secret@127.0.0.1:9", HOST, "source.proxy_unusable", "ftp://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://me:secret@proxy:port", HOST, "source.proxy_unusable", "http://proxy:port"),
        ("HTTPS_PROXY", "http://me:se:c@ret@[::1", HOST, "source.proxy_unusable", "http://[::1"),
    ],
)
def test_a_proxy_that_refuses_or_cannot_be_used_is_named(
    variable: str, stated: str, url: str, key: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, stated)
    failure = _failure(url)

    assert failure.message.key == key
    assert variable in str(failure)
    assert shown in str(failure)
    assert "me:" not in str(failure)
    assert "ret" not in str(failure)


def test_a_proxy_whose_name_is_unknown_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setenv("HTTPS_PROXY", "http://no-such-proxy.invalid:3128")
    failure = _failure()

    assert failure.message.key == "source.proxy"
    assert "http://no-such-proxy.invalid:3128, which HTTPS_PROXY names" in str(failure)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_another_password_says_so(
    scheme: str, denying: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{scheme}_proxy", f"http://me:secret@127.0.0.1:{denying}")
    failure = _failure(HOST.replace("https", scheme))

    assert failure.message.key == "source.proxy_denied"
    assert f"the proxy http://127.0.0.1:{denying}, which {scheme}_proxy names, wants a name" in str(failure)


def test_without_a_proxy_or_past_it_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for(HOST) is None
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret@proxy:1")
    monkeypatch.setenv("ALL_PROXY", "http://other:2")

    assert proxy_for(HOST) == Proxy("http://proxy:1", "HTTPS_PROXY")
    assert proxy_for(HOST.replace("https", "http")) == Proxy("http://other:2", "ALL_PROXY")
    monkeypatch.setenv("NO_PROXY", "arxiv.org,127.0.0.1")
    assert proxy_for(HOST) is None
    assert _failure("http://127.0.0.1:9/").message.key == "source.unreachable"


def test_an_empty_variable_in_lower_case_takes_the_one_in_capitals_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:1")
    monkeypatch.setenv("https_proxy", "")

    assert proxy_for(HOST) is None
    assert requests.utils.get_environ_proxies(HOST) == {}
