"""The only way to the network: one request at a time, spaced, timed, checked, tried again.

The ``arxiv`` package is given this session; everything that it lacks is here: time-outs, Retry-After,
back-off, a look at every body. Source of the rules: https://info.arxiv.org/help/api/tou.html
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from vlagraph.clock import Clock
from vlagraph.errors import BadAnswerError, ForbiddenError, RefusedError, SourceError, UnreachableError
from vlagraph.sources.backoff import pause, retry_after
from vlagraph.sources.settings import is_loopback
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    import requests

    from vlagraph.sources.settings import Settings

__all__ = ["Gate", "Polite", "Trial"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSALS = frozenset({406, 429, 503})
_MOST_REDIRECTS = 3
"""In a row; arXiv needs one, from http to https."""
_CHUNK = 65536
"""Bytes read at once: small enough to look at the deadline often, large enough to cost nothing."""
_BEYOND = 0.05
"""Seconds added to what Retry-After asks for, which is stated in whole seconds."""
_FIRST_MINUTES, _FIRST_HOURS = 120, 7200
"""From these seconds on a span is told in minutes, and in hours."""


class Gate(Protocol):
    """Gives the turn to ask; see :class:`vlagraph.store.spacing.Spacing`."""

    def turn(self, url: str) -> AbstractContextManager[None]:
        """Wait for the turn to ask the host of ``url`` and hold it."""
        ...


@dataclass
class Trial:
    """One request as it went: address, status and bytes."""

    url: str
    status: int = 0
    size: int = 0


class _RetryError(Exception):
    """A failure that may pass; ``kind`` chooses the pause, ``wait`` is what the server asked for."""

    def __init__(self, kind: str, error: SourceError, *, wait: float | None = None) -> None:
        self.kind = kind
        self.error = error
        self.wait = wait
        super().__init__(str(error))


def _ignore(seconds: float, why: Message) -> None:
    """Take no notice of a pause."""


@dataclass
class Polite:
    """A session with manners; ``on_pause`` hears of pauses (seconds, why), ``trials`` lists all requests."""

    settings: Settings
    gate: Gate
    clock: Clock = field(default_factory=Clock)
    chance: random.Random = field(default_factory=random.Random)
    on_pause: Callable[[float, Message], None] = _ignore
    trials: list[Trial] = field(default_factory=list)
    _session: requests.Session | None = None

    def fetch(self, url: str, check: Callable[[bytes], None]) -> bytes:
        """The body of ``url``, once ``check`` accepts it (it raises BadAnswerError otherwise).

        Raises:
            UnreachableError: no connection, after a few tries.
            RefusedError: the server refuses for longer than we wait; ForbiddenError at once for 403.
            BadAnswerError: the answer stays wrong, whatever was tried.
            StoreError: the spacing cannot be kept.
        """
        failures: Counter[str] = Counter()
        began = self.clock.monotonic()
        while True:
            try:
                return self._once(url, check)
            except _RetryError as failure:
                failures[failure.kind] += 1
                if self._enough(failures, failure.kind, self.clock.monotonic() - began):
                    raise failure.error from failure
                self._rest(failure, failures[failure.kind])

    def close(self) -> None:
        """Drop the connection."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _enough(self, failures: Counter[str], kind: str, elapsed: float) -> bool:
        limits = {"refused": self.settings.refused_tries, "rejected": min(2, self.settings.tries)}
        if kind == "unreachable" and elapsed >= self.settings.unreachable_budget:
            return True
        return (
            failures[kind] >= limits.get(kind, self.settings.tries)
            or failures.total() > 2 * self.settings.refused_tries
        )

    def _rest(self, failure: _RetryError, tries: int) -> None:
        seconds = pause(failure.kind, tries, jitter=self.chance.random()) * self.settings.scale
        if failure.wait is not None:
            seconds = max(seconds, failure.wait + _BEYOND)
        self.on_pause(seconds, failure.error.message)
        self.clock.sleep(seconds)

    def _once(self, url: str, check: Callable[[bytes], None]) -> bytes:
        target = url
        for _ in range(_MOST_REDIRECTS + 1):
            trial = Trial(target)
            self.trials.append(trial)
            try:
                response, body = self._ask(target, trial)
                if response.status_code not in _REDIRECTS:
                    self._judge(response, body)
                    check(body)
                    return body
                target = self._next_hop(target, response)
            except BadAnswerError as error:
                self.close()
                raise _RetryError("bad answer", error) from error
            except (_RetryError, SourceError):
                if not trial.size:
                    self.close()
                raise
        raise _RetryError("bad answer", BadAnswerError("source.circle", host=_host(url)))

    def _ask(self, url: str, trial: Trial) -> tuple[requests.Response, bytes]:
        session = self._open()
        limits = (self.settings.connect_timeout, self.settings.read_timeout)
        with self.gate.turn(url), _faults(url, trial):
            began = self.clock.monotonic()
            with contextlib.closing(
                session.get(url, timeout=limits, stream=True, allow_redirects=False)
            ) as response:
                trial.status = response.status_code
                body = self._read(response, began)
        trial.size = len(body)
        return response, body

    def _open(self) -> requests.Session:
        if self._session is None:
            import requests

            self._session = requests.Session()
            self._session.headers["User-Agent"] = self.settings.agent
            self._session.headers["Accept-Encoding"] = "gzip, deflate"
            self._session.headers["Connection"] = "close"  # an idle connection counts as one when others ask
        return self._session

    def _read(self, response: requests.Response, began: float) -> bytes:
        host, size = _host(response.url), 0
        parts: list[bytes] = []
        for chunk in response.iter_content(_CHUNK):
            size += len(chunk)
            if size > self.settings.largest_body:
                raise BadAnswerError("source.too_large", host=host, limit=self.settings.largest_body)
            if self.clock.monotonic() - began > self.settings.deadline:
                raise BadAnswerError("source.too_slow", host=host, limit=self.settings.deadline)
            parts.append(chunk)
        announced = response.headers.get("Content-Length", "")
        encoded = response.headers.get("Content-Encoding")
        if announced.isdigit() and not encoded and size != int(announced):
            raise BadAnswerError("source.short_body", host=host, announced=announced, size=size)
        return b"".join(parts)

    def _judge(self, response: requests.Response, body: bytes) -> None:
        status, host = response.status_code, _host(response.url)
        if status == 403:
            raise ForbiddenError("source.denied", host=host)
        if status in _REFUSALS or (status == 200 and body.strip()[:64].lower().startswith(b"rate exceeded")):
            raise self._refusal(response)
        if status == 200:
            return
        error = _status_error(host, status, body)
        if status in {404, 405, 410, 413, 414}:
            raise error
        raise _RetryError("rejected" if status == 400 else "bad answer", error)

    def _refusal(self, response: requests.Response) -> Exception:
        host, status = _host(response.url), response.status_code
        wait = retry_after(
            response.headers.get("Retry-After"), now=_server_time(response) or self.clock.now()
        )
        if wait is not None and wait > self.settings.longest_wait:
            longest = _span(self.settings.longest_wait)
            return RefusedError("source.come_back", host=host, wait=_span(wait), longest=longest)
        error = RefusedError("source.refused", host=host, status=status)
        return _RetryError("refused", error, wait=wait)

    def _next_hop(self, url: str, response: requests.Response) -> str:
        target = urljoin(url, response.headers.get("Location", ""))
        old, new = urlsplit(url), urlsplit(target)
        family = new.hostname == old.hostname or (new.hostname or "").endswith(".arxiv.org")
        if target == url or new.scheme not in {old.scheme, "https"} or not (family or is_loopback(target)):
            raise BadAnswerError("source.stray_redirect", host=_host(url), target=target[:100])
        return target


@contextlib.contextmanager
def _faults(url: str, trial: Trial) -> Iterator[None]:
    """Turn the network's exceptions into ours: no connection, or an answer that broke off."""
    from requests import RequestException, exceptions

    host = _host(url)
    try:
        yield
    except exceptions.ContentDecodingError as error:
        raise BadAnswerError("source.not_unpacked", host=host) from error
    except (exceptions.ReadTimeout, exceptions.ChunkedEncodingError) as error:
        raise BadAnswerError("source.broke_off", host=host, reason=_innermost(error)) from error
    except exceptions.ConnectionError as error:
        if trial.status:
            raise BadAnswerError("source.broke_off", host=host, reason=_innermost(error)) from error
        reason = UnreachableError("source.unreachable", host=host, reason=_innermost(error))
        raise _RetryError("unreachable", reason) from error
    except (RequestException, OSError) as error:
        raise BadAnswerError("source.not_asked", host=host, reason=_innermost(error)) from error


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _server_time(response: requests.Response) -> datetime | None:
    """The server's own clock, against which its dates are meant."""
    try:
        moment = parsedate_to_datetime(response.headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _innermost(error: BaseException) -> str:
    """The innermost reason of a chain of network exceptions, in one line."""
    reason: object = error
    while isinstance(reason, BaseException):
        inner = getattr(reason, "reason", None) or next(
            (a for a in reason.args if isinstance(a, BaseException)), None
        )
        if inner is None:
            break
        reason = inner
    text = " ".join((str(reason) or type(reason).__name__).split())
    return text.rsplit(": ", 1)[-1][:120]


def _status_error(host: str, status: int, body: bytes) -> BadAnswerError:
    """The error of an answer with ``status``, with the message of its Atom error entry where it has one."""
    from vlagraph.sources.atom import error_message

    reason = error_message(body)
    if reason:
        return BadAnswerError("source.status_why", host=host, status=status, reason=reason)
    return BadAnswerError("source.status", host=host, status=status)


def _span(seconds: float) -> Message:
    if seconds < _FIRST_MINUTES:
        return Message("unit.seconds", {"seconds": seconds})
    if seconds < _FIRST_HOURS:
        return Message("unit.minutes", {"minutes": seconds / 60})
    return Message("unit.hours", {"hours": round(seconds / 3600)})
