"""What can go wrong with a request, as errors of ours: no connection, a broken answer, a bad status."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vlagraph.core.times import iso, lies_ahead
from vlagraph.errors import BadAnswerError, ClockError, UnreachableError
from vlagraph.sources.proxies import proxy_for
from vlagraph.sources.reasons import why_of
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import requests

    from vlagraph.errors import SourceError
    from vlagraph.sources.proxies import Proxy

__all__ = [
    "RetryError",
    "Trial",
    "host_of",
    "network_faults",
    "proxy_denied",
    "require_true_clock",
    "server_time",
    "span",
    "status_error",
]

_PROXY_DENIES = "407 "
"""How a proxy begins its refusal where it wants a name and a password (RFC 9110, section 15.5.8)."""
_FIRST_MINUTES, _FIRST_HOURS = 120, 7200
"""From these seconds on a span is told in minutes, and in hours."""


@dataclass
class Trial:
    """One request as it went: address, status and bytes."""

    url: str
    status: int = 0
    size: int = 0


class RetryError(Exception):
    """A failure that may pass; ``kind`` chooses the pause, ``wait`` is what the server asked for."""

    def __init__(self, kind: str, error: SourceError, *, wait: float | None = None) -> None:
        self.kind = kind
        self.error = error
        self.wait = wait
        super().__init__(str(error))


@contextlib.contextmanager
def network_faults(url: str, trial: Trial) -> Iterator[None]:
    """Turn the network's exceptions into ours: no connection, or an answer that broke off."""
    from requests import RequestException, exceptions

    host = host_of(url)
    try:
        yield
    except exceptions.ContentDecodingError as error:
        raise BadAnswerError("source.not_unpacked", host=host) from error
    except (exceptions.ReadTimeout, exceptions.ChunkedEncodingError) as error:
        raise BadAnswerError("source.broke_off", host=host, reason=why_of(error)) from error
    except exceptions.ConnectionError as error:
        if trial.status:
            raise BadAnswerError("source.broke_off", host=host, reason=why_of(error)) from error
        raise RetryError("unreachable", _unreachable(url, why_of(error))) from error
    except (RequestException, OSError) as error:
        if (proxy := proxy_for(url)) and not trial.status:
            raise UnreachableError("source.proxy_unusable", **proxy._asdict()) from error
        raise BadAnswerError("source.not_asked", host=host, reason=why_of(error)) from error


def _unreachable(url: str, reason: Message | str) -> UnreachableError:
    """The error of no connection; it names the proxy that lies between, where there is one."""
    proxy = proxy_for(url)
    if proxy is None:
        return UnreachableError("source.unreachable", host=host_of(url), reason=reason)
    if isinstance(reason, str) and reason.startswith(_PROXY_DENIES):
        return proxy_denied(proxy)
    return UnreachableError("source.proxy", host=host_of(url), reason=reason, **proxy._asdict())


def proxy_denied(proxy: Proxy) -> UnreachableError:
    """The error of a proxy that wants another name and password."""
    return UnreachableError("source.proxy_denied", **proxy._asdict())


def host_of(url: str) -> str:
    """The host that ``url`` names, or all of it where it names none."""
    return urlsplit(url).hostname or url


def server_time(response: requests.Response) -> datetime | None:
    """The server's own clock, against which its dates are meant."""
    try:
        moment = parsedate_to_datetime(response.headers.get("Date", ""))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def require_true_clock(own: datetime, server: datetime, *, host: str) -> None:
    """See that the clock of this machine differs from that of ``server`` by no more than clocks do.

    What is asked by a clock that is ahead would count as known for days that nobody has asked for, once they
    have come. One that is behind asks for nothing newer than itself, and calls that all there is.

    Raises:
        ClockError: it does.
    """
    times = {"host": host, "own": iso(own), "theirs": iso(server)}
    if lies_ahead(times["own"], server):
        raise ClockError("source.clock_ahead", **times)
    if lies_ahead(times["theirs"], own):
        raise ClockError("source.clock_behind", **times)


def status_error(host: str, status: int, body: bytes) -> BadAnswerError:
    """The error of an answer with ``status``, with the message of its Atom error entry where it has one."""
    from vlagraph.sources.atom import error_message

    reason = error_message(body)
    if reason:
        return BadAnswerError("source.status_why", host=host, status=status, reason=reason)
    return BadAnswerError("source.status", host=host, status=status)


def span(seconds: float) -> Message:
    """So many seconds in the unit that a reader counts them in."""
    if seconds < _FIRST_MINUTES:
        return Message("unit.seconds", {"seconds": seconds})
    if seconds < _FIRST_HOURS:
        return Message("unit.minutes", {"minutes": seconds / 60})
    return Message("unit.hours", {"hours": round(seconds / 3600)})
