"""The only way to the network: one request at a time, spaced, timed, checked, tried again.

The ``arxiv`` package is given this session; everything that it lacks is here: time-outs, Retry-After,
back-off, a look at every body. Source of the rules: https://info.arxiv.org/help/api/tou.html
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

from vlagraph.clock import Clock
from vlagraph.core.text import printable
from vlagraph.errors import BadAnswerError, ForbiddenError, RefusedError, SourceError
from vlagraph.sources.backoff import pause, retry_after
from vlagraph.sources.faults import (
    RetryError,
    Trial,
    host_of,
    network_faults,
    proxy_denied,
    require_true_clock,
    server_time,
    span,
    status_error,
)
from vlagraph.sources.proxies import proxy_for
from vlagraph.sources.settings import PATIENT_WAIT, is_loopback, may_follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    import requests

    from vlagraph.sources.settings import Settings
    from vlagraph.sources.watchdog import Watchdog
    from vlagraph.words import Message

__all__ = ["Gate", "Polite"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses that name another address in Location (RFC 9110, section 15.4)."""
_REFUSALS = frozenset({406, 429, 503})
"""How arXiv says that it was asked too often, or has no time; it may be asked again later."""
_FINAL = frozenset({404, 405, 410, 413, 414})
"""The statuses that say that the address itself is wrong (RFC 9110, section 15.5), and stays so."""
_MOST_REDIRECTS = 3
"""In a row; arXiv needs one, from http to https."""
_LONGEST_ADDRESS = 100
"""Characters of an address that a message quotes."""
_PACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""How a body may be packed: once, as we ask for; packed twice, a small one could hold terabytes."""
_CHUNK = 65536
"""Bytes read at once: small enough to look at the deadline often, large enough to cost nothing."""
_BEYOND = 0.05
"""Seconds added to what Retry-After asks for, which is stated in whole seconds."""


class Gate(Protocol):
    """Gives the turn to ask; see :class:`vlagraph.store.spacing.Spacing`."""

    def turn(self, url: str) -> AbstractContextManager[None]:
        """Wait for the turn to ask the host of ``url`` and hold it."""
        ...


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
    _watchdog: Watchdog | None = None

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
            except RetryError as failure:
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

    def _rest(self, failure: RetryError, tries: int) -> None:
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
                if trial.status in _FINAL:
                    raise
                raise RetryError("bad answer", error) from error
            except (RetryError, SourceError):
                if not trial.size:
                    self.close()
                raise
        raise RetryError("bad answer", BadAnswerError("source.circle", host=host_of(url)))

    def _ask(self, url: str, trial: Trial) -> tuple[requests.Response, bytes]:
        session = self._open()
        limits = (self.settings.connect_timeout, self.settings.read_timeout)
        with self.gate.turn(url), network_faults(url, trial), self._in_time(url):
            began = self.clock.monotonic()
            with contextlib.closing(
                session.get(url, timeout=limits, stream=True, allow_redirects=False)
            ) as response:
                trial.status = response.status_code
                body = self._read(response, began)
        trial.size = len(body)
        return response, body

    @contextlib.contextmanager
    def _in_time(self, url: str) -> Iterator[None]:
        """Let an answer take so long in all, whatever drips: its head, its body, the next chunk."""
        assert self._watchdog is not None  # noqa: S101 - made with the session
        with self._watchdog.limit(self.settings.deadline) as over:
            late = BadAnswerError("source.too_slow", host=host_of(url), limit=self.settings.deadline)
            try:
                yield
            except Exception as error:
                if over.is_set():
                    raise late from error
                raise
            if over.is_set():
                raise late

    def _open(self) -> requests.Session:
        if self._session is None:
            from vlagraph.sources.watchdog import PlainSession, Watchdog

            self._session = PlainSession()
            self._watchdog = Watchdog()
            for scheme in ("https://", "http://"):
                self._session.mount(scheme, self._watchdog)
            self._session.headers["User-Agent"] = self.settings.agent
            self._session.headers["Accept-Encoding"] = "gzip, deflate"
            self._session.headers["Connection"] = "close"  # an idle connection counts as one when others ask
        return self._session

    def _read(self, response: requests.Response, began: float) -> bytes:
        host, size = host_of(response.url), 0
        if response.headers.get("Content-Encoding", "").strip().lower() not in _PACKED:
            raise BadAnswerError("source.not_unpacked", host=host)
        parts: list[bytes] = []
        for chunk in response.iter_content(_CHUNK):
            size += len(chunk)
            if size > self.settings.largest_body:
                raise BadAnswerError("source.too_large", host=host, limit=self.settings.largest_body)
            if self.clock.monotonic() - began > self.settings.deadline:
                raise BadAnswerError("source.too_slow", host=host, limit=self.settings.deadline)
            parts.append(chunk)
        announced = response.headers.get("Content-Length", "").strip()
        encoded = response.headers.get("Content-Encoding")
        if announced.isdecimal() and not encoded and str(size) != (announced.lstrip("0") or "0"):
            raise BadAnswerError("source.short_body", host=host, announced=announced[:20], size=size)
        return b"".join(parts)

    def _judge(self, response: requests.Response, body: bytes) -> None:
        status, host = response.status_code, host_of(response.url)
        if status == 407 and (proxy := proxy_for(response.url)):
            raise proxy_denied(proxy)
        if status == 403:
            raise ForbiddenError("source.denied", host=host)
        if status in _REFUSALS or (status == 200 and body.strip()[:64].lower().startswith(b"rate exceeded")):
            raise self._refusal(response)
        if status == 200:
            theirs = server_time(response)
            if theirs is not None and not is_loopback(response.url):  # that would be this very clock
                require_true_clock(datetime.fromtimestamp(self.clock.wall(), UTC), theirs, host=host)
            return
        error = status_error(host, status, body)
        if status in _FINAL:
            raise error
        raise RetryError("rejected" if status == 400 else "bad answer", error)

    def _refusal(self, response: requests.Response) -> Exception:
        host, status = host_of(response.url), response.status_code
        wait = retry_after(response.headers.get("Retry-After"), now=server_time(response) or self.clock.now())
        if wait is not None and wait > self.settings.longest_wait:
            key = "source.come_back" if wait <= PATIENT_WAIT else "source.come_back_then"
            return RefusedError(key, host=host, wait=span(wait), longest=span(self.settings.longest_wait))
        error = RefusedError("source.refused", host=host, status=status)
        return RetryError("refused", error, wait=wait)

    def _next_hop(self, url: str, response: requests.Response) -> str:
        target = response.headers.get("Location", "")
        try:
            target = urljoin(url, target)
            allowed = target != url and may_follow(url, target)
        except ValueError:  # no address at all
            allowed = False
        if not allowed:
            shown = printable(target, most=_LONGEST_ADDRESS)
            raise BadAnswerError("source.stray_redirect", host=host_of(url), target=shown)
        return target
