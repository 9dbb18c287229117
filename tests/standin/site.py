"""The public side: takes requests, asks the services, applies faults and rules, keeps the log."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING

from . import http
from .api import Moment, answer_error, answer_query
from .fault_bytes import BYTE_FAULTS, WIRE_FAULTS
from .fault_pages import Overlaps
from .fault_status import STATUS_FAULTS, moved, rate_limited
from .faults import FaultList
from .listener import Listener
from .messages import Answer, LogEntry, Request
from .oai import OaiMoment, answer_oai
from .parameters import ApiError
from .politeness import Politeness
from .records import stamp

if TYPE_CHECKING:
    from datetime import datetime

    from .collection import Collection
    from .faults import Fault
    from .listener import Connection
    from .replay import Recordings
    from .settings import Profile

__all__ = ["Site"]

_SERVICES = {"/api/query": "api", "/http/api/query": "http", "/oai": "oai"}
_NOT_FOUND = (
    "The requested URL was not found on the server. If you entered the URL manually please check your "
    "spelling and try again."
)
_NOT_ALLOWED = "The method is not allowed for the requested URL."
_HARMLESS = frozenset({"keepalive_blackhole", "links_bare", "clock", "retext", "new_version", "slow_headers"})


class Site:
    """Everything the public port answers from. A lock guards the state; sending happens outside of it."""

    def __init__(
        self, collection: Collection, now: datetime, *, scale: float, enforce: bool, profile: Profile
    ) -> None:
        self.collection = collection
        self.now = now
        self.scale = scale
        self.enforce = enforce
        self.profile = profile
        self.recordings: Recordings | None = None
        self.faults = FaultList()
        self.politeness = Politeness(scale)
        self.lock = RLock()
        self.forget()
        self.listener = Listener(self._serve, "standin-public")

    def forget(self) -> None:
        """Starts the log, the rules and the faults anew."""
        with self.lock:
            self.log: list[LogEntry] = []
            self.overlaps = Overlaps()
            self.started = monotonic()
            self._hour: tuple[datetime, float] | None = None
            self.faults.clear()
            self.politeness.forget()

    def stats(self) -> dict[str, dict[str, int]]:
        """Counts over the log: by service, status, fault and violation."""
        with self.lock:
            log = list(self.log)
        return {
            "services": Counter(entry.service for entry in log),
            "statuses": Counter(str(entry.status) for entry in log),
            "faults": Counter(entry.fault for entry in log if entry.fault),
            "violations": Counter(kind for entry in log for kind in entry.violations),
        }

    def _serve(self, connection: Connection) -> None:
        while incoming := http.read_request(connection):
            request, entry = self._register(incoming, connection)
            if connection.blackhole:
                connection.wait(float("inf"))
                self._end(request, entry, Answer(0, b""), 0, connection.last_seen_open, spoiled=True)
                return
            answer, fault = self._decide(request, entry)
            if fault and fault.name == "keepalive_blackhole":
                connection.blackhole = True
            if not self._send(connection, incoming, request, entry, answer, fault):
                return

    def _register(self, incoming: http.Incoming, connection: Connection) -> tuple[Request, LogEntry]:
        """Gives the request its number, judges it and opens its log entry."""
        open_now = self.listener.connections()
        with self.lock:
            number = len(self.log) + 1
            service = _SERVICES.get(incoming.path, "other")
            request = Request(
                number, service, incoming.method, incoming.target, incoming.headers, incoming.parameters
            )
            entry = LogEntry(
                number, service, incoming.method, incoming.target, incoming.headers, request.parameters,
                incoming.arrived - self.started, stamp(self.now), len(open_now),
            )  # fmt: skip
            others = {other.request for other in open_now if other is not connection and other.request}
            entry.violations = self.politeness.started(
                request,
                at=incoming.arrived,
                day=self._day,
                connections=len(open_now),
                open_numbers=others,
            )
            connection.request = number
            self.log.append(entry)
        return request, entry

    @property
    def _day(self) -> str:
        return stamp(self.now)[:10]

    def _decide(self, request: Request, entry: LogEntry) -> tuple[Answer, Fault | None]:
        with self.lock:
            if self.enforce and entry.violations:
                self.politeness.punish(self.started + entry.started)
                entry.fault = "enforced/429"
                return rate_limited(), None
            fault = self._fault(request)
            entry.fault = fault.label if fault else None
            answer = self._answer(request, fault)
            if fault and fault.name in BYTE_FAULTS:
                answer = BYTE_FAULTS[fault.name](fault, answer)
        if self.profile.gzip and "gzip" in request.headers.get("accept-encoding", ""):
            answer = answer.zipped()
        if fault and fault.name in WIRE_FAULTS:
            answer = WIRE_FAULTS[fault.name](fault, answer)
        return answer, fault

    def _fault(self, request: Request) -> Fault | None:
        fault = self.faults.take(request)
        if fault is None or fault.variant != "hour":
            return fault
        if self._hour is None:
            self._hour = (self.now, monotonic())
        virtual, real = self._hour
        if self.now - virtual < timedelta(hours=1) and (monotonic() - real) * self.scale < 3600:
            return fault
        self.faults.drop(fault)
        return self._fault(request)

    def _answer(self, request: Request, fault: Fault | None) -> Answer:
        if fault and fault.name in STATUS_FAULTS:
            return STATUS_FAULTS[fault.name](fault, request, self.now)
        hides_newest = self.faults.armed("shift", "insert")
        moment = Moment(self.collection, self.now, self.profile, self.overlaps, hides_newest)
        if request.service == "http":
            host = request.headers.get("host", f"127.0.0.1:{self.listener.port}")
            return moved(f"http://{host}{request.target.removeprefix('/http')}")
        if request.service == "other":
            return answer_error(ApiError(404, _NOT_FOUND), moment, {})
        if request.method not in ("GET", "POST"):
            answer = answer_error(ApiError(405, _NOT_ALLOWED), moment, {}).with_header("Allow", "GET, POST")
            return replace(answer, body=b"") if request.method == "HEAD" else answer
        if request.service == "oai":
            return answer_oai(request, OaiMoment(self.collection, self.now, self.profile), fault)
        recorded = self.recordings.find(request.parameters) if self.recordings else None
        return recorded or answer_query(request, moment, fault)

    def _send(
        self,
        connection: Connection,
        incoming: http.Incoming,
        request: Request,
        entry: LogEntry,
        answer: Answer,
        fault: Fault | None,
    ) -> bool:
        spoiled = (fault is not None and fault.name not in _HARMLESS) or entry.fault == "enforced/429"

        def done(sent: int, at: float) -> None:
            self._end(request, entry, answer, sent, at, spoiled=spoiled or sent == 0)

        if answer.wire.finish == "refuse":
            self.listener.pause(answer.wire.duration / self.scale)
            answer = replace(answer, wire=replace(answer.wire, duration=0.0))
        return http.write_answer(connection, answer, scale=self.scale, keep=incoming.keep, done=done)

    def _end(
        self, request: Request, entry: LogEntry, answer: Answer, sent: int, at: float, *, spoiled: bool
    ) -> None:
        with self.lock:
            if entry.duration is not None:
                return  # the last byte was on its way when the client went
            self.politeness.ended(request, answer, at=at, day=entry.virtual_time[:10], spoiled=spoiled)
            entry.status = answer.status if sent else None
            entry.bytes = sent
            entry.duration = max(0.0, at - self.started - entry.started)
