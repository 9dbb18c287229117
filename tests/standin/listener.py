"""Sockets and threads: accepts connections, knows which are open, can refuse new ones. Reads no HTTP."""

from __future__ import annotations

import contextlib
import math
import select
import socket
import struct
import threading
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Connection", "Listener"]

_SLICE = 0.005


class Connection:
    """One accepted connection."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.reader = sock.makefile("rb")
        self.request: int | None = None
        self.blackhole = False
        self.last_seen_open = monotonic()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def is_open(self) -> bool:
        """Whether the other end has not closed it."""
        try:
            return self.sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def wait(self, seconds: float) -> bool:
        """Sleeps so long while the other end stays; gives whether it did."""
        until = monotonic() + seconds
        while True:
            now = monotonic()
            if not self.is_open():
                return False
            self.last_seen_open = now
            if now >= until:
                return True
            pause = min(_SLICE, until - now)
            with contextlib.suppress(OSError, ValueError):
                readable, _, _ = select.select([self.sock], [], [], pause)
                if readable and self.is_open():
                    threading.Event().wait(pause)  # the client is sending ahead: still there

    def reset(self) -> None:
        """Ends it with a TCP reset."""
        with contextlib.suppress(OSError):
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def hang_up(self) -> None:
        """Makes every read and write on it fail, from any thread."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Gives the socket back."""
        with contextlib.suppress(OSError):
            self.reader.close()
        self.sock.close()


class Listener:
    """Accepts connections on a free local port and serves each in a thread of its own."""

    def __init__(self, serve: Callable[[Connection], None], name: str) -> None:
        self._serve = serve
        self._name = name
        self._lock = threading.Lock()
        self._connections: dict[Connection, threading.Thread] = {}
        self._wake_out, self._wake_in = socket.socketpair()
        self._stopping = False
        self._paused_until = -math.inf
        self._socket = _bound(0)
        self.port: int = self._socket.getsockname()[1]
        self._socket.listen(128)
        self._thread = threading.Thread(target=self._accept, name=f"{name}-accept")
        self._thread.start()

    def connections(self) -> list[Connection]:
        """The connections open at both ends."""
        with self._lock:
            known = list(self._connections)
        return [connection for connection in known if connection.is_open()]

    def pause(self, seconds: float) -> None:
        """Refuses new connections for so long."""
        self._paused_until = monotonic() + seconds
        self._wake_in.send(b"p")

    def close(self) -> None:
        """Stops accepting, ends every connection and waits for the threads."""
        self._stopping = True
        self._wake_in.send(b"s")
        self._thread.join()
        with self._lock:
            running = dict(self._connections)
        for connection in running:
            connection.hang_up()
        for thread in running.values():
            thread.join()
        self._wake_in.close()
        self._wake_out.close()

    def _accept(self) -> None:
        try:
            while not self._stopping:
                readable, _, _ = select.select([self._socket, self._wake_out], [], [])
                if self._wake_out in readable:
                    self._wake_out.recv(16)
                    self._sit_out_pause()
                elif self._socket in readable:
                    self._start_connection()
        finally:
            self._socket.close()

    def _sit_out_pause(self) -> None:
        """Closes the listening socket until the pause is over; the port stays ours."""
        if self._stopping or self._paused_until <= monotonic():
            return
        self._socket.close()
        self._socket = _bound(self.port)
        while (left := self._paused_until - monotonic()) > 0:
            if self._stopping:  # another thread may have said so meanwhile
                break
            if select.select([self._wake_out], [], [], left)[0]:
                self._wake_out.recv(16)
        self._socket.listen(128)

    def _start_connection(self) -> None:
        try:
            sock, _ = self._socket.accept()
        except OSError:
            return  # the client gave up between the call and the answer
        connection = Connection(sock)
        thread = threading.Thread(target=self._run, args=(connection,), name=f"{self._name}-connection")
        with self._lock:
            self._connections[connection] = thread
        thread.start()

    def _run(self, connection: Connection) -> None:
        try:
            self._serve(connection)
        finally:
            with self._lock:
                self._connections.pop(connection, None)
            connection.close()


def _bound(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    return sock
