"""The deadline of one answer: it counts from the first byte asked, whatever drips in meanwhile.

The network library limits each wait for a byte, not their sum. So the sockets of a session are known
here, and when the time is over they are shut, which ends whatever waits for them.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PlainSession", "Watchdog"]


class PlainSession(requests.Session):
    """A session that leaves redirects to us; the library reads their address even if it follows none."""

    def resolve_redirects(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - as the library has it
        """None."""
        return iter(())


class Watchdog(HTTPAdapter):
    """An adapter of requests whose open sockets `limit` can shut."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        super().__init__()

    @contextlib.contextmanager
    def limit(self, seconds: float) -> Iterator[threading.Event]:
        """Shut all sockets ``seconds`` from now, unless this ends before; the event says that it did."""
        over = threading.Event()
        self._sockets.clear()

        def shut() -> None:
            over.set()
            for one in list(self._sockets):
                with contextlib.suppress(OSError):  # closed meanwhile
                    socket.socket.shutdown(one, socket.SHUT_RDWR)  # not TLS's own, which would wait

        timer = threading.Timer(seconds, shut)
        timer.daemon = True
        timer.start()
        try:
            yield over
        finally:
            timer.cancel()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the library has it
        """Make the pools of connections, of classes that tell of their sockets."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._sockets)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401 - as the library has it
        """The same for connections through ``proxy``."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = _pools(self._sockets)
        return manager


def _pools(sockets: list[socket.socket]) -> dict[str, type[HTTPConnectionPool]]:
    """The classes of pools whose connections put their socket into ``sockets``."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _keep(self, sockets)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _keep(self, sockets)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _keep(connection: HTTPConnection, sockets: list[socket.socket]) -> None:
    if isinstance(connection.sock, socket.socket):
        sockets.append(connection.sock)
