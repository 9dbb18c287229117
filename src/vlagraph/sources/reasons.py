"""Why the network failed, in our own words where it is usual: those of its libraries are English alone."""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
from typing import TYPE_CHECKING

from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["why_of"]

_USUAL: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "network.no_name"),
    (ConnectionRefusedError, "network.refused"),
    (ConnectionError, "network.closed"),
    (ssl.SSLCertVerificationError, "network.certificate"),
    (ssl.SSLEOFError, "network.closed"),
    (ssl.SSLError, "network.not_secure"),
    (TimeoutError, "network.no_answer"),
    (http.client.IncompleteRead, "network.cut"),
)
"""By the error that the libraries wrap, the narrower before the wider."""
_NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
_DEEPEST = 20
"""Errors around one another at most: as many as no library makes."""
_LONGEST = 120
"""Characters of a reason that is told in the words of a library."""


def why_of(error: BaseException) -> Message | str:
    """Why a request failed with ``error``: in our words, or in one line in those of the innermost error.

    >>> why_of(ConnectionRefusedError(111, "Connection refused"))
    Message(key='network.refused', values={})
    """
    chain = list(_chain(error))
    for one in reversed(chain):
        if isinstance(one, OSError) and one.errno in _NO_WAY:
            return Message("network.no_way")
        for kind, key in _USUAL:
            if isinstance(one, kind):
                return Message(key)
    told = next((one for one in reversed(chain) if str(one)), chain[-1])
    text = " ".join((str(told) or type(told).__name__).split())
    return text.rsplit(": ", 1)[-1][:_LONGEST]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """``error`` and those that it wraps, the innermost last."""
    one: object = error
    for _ in range(_DEEPEST):
        if not isinstance(one, BaseException):
            return
        yield one
        inner = getattr(one, "reason", None)
        wrapped = [inner, *one.args, one.__cause__]
        one = next((found for found in wrapped if isinstance(found, BaseException)), None)
