"""The control port: JSON in, JSON out, for tests in another process. Clients under test never see it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import http
from .collection import load_corpus
from .faults import FAULT_ROWS, OAI_FAULT_ROWS, Fault, Trigger
from .messages import Answer
from .records import stamp
from .settings import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .listener import Connection
    from .standin import StandIn

__all__ = ["serve_control"]

_SCALAR_SWITCHES = ("enforce", "scale")


def serve_control(stand_in: StandIn, connection: Connection) -> None:
    """Answers the requests of one control connection."""
    while incoming := http.read_request(connection):
        status, value = _respond(stand_in, incoming)
        body = json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")
        answer = Answer(status, body, "application/json")
        if not http.write_answer(connection, answer, scale=1.0, keep=incoming.keep, done=lambda *_: None):
            return


def _respond(stand_in: StandIn, incoming: http.Incoming) -> tuple[int, Any]:
    action = _ACTIONS.get((incoming.method, incoming.path))
    if action is None:
        known = sorted(" ".join(key) for key in _ACTIONS)
        return 404, {"error": f"no {incoming.method} {incoming.path}", "known": known}
    try:
        body = json.loads(incoming.body or b"{}")
        return 200, action(stand_in, body)
    except (ValueError, TypeError, KeyError, OSError) as problem:
        return 400, {"error": f"{type(problem).__name__}: {problem}"}


def _log(stand_in: StandIn, body: Any) -> Any:
    return [asdict(entry) for entry in stand_in.log]


def _stats(stand_in: StandIn, body: Any) -> Any:
    violations = [asdict(violation) for violation in stand_in.violations]
    return {"clock": stamp(stand_in.clock), "counts": stand_in.stats, "violations": violations}


def _rows(stand_in: StandIn, body: Any) -> Any:
    return {"api": FAULT_ROWS, "oai": OAI_FAULT_ROWS, "waiting": len(stand_in.faults)}


def _reset(stand_in: StandIn, body: Any) -> Any:
    stand_in.reset()
    return {"reset": True}


def _clock(stand_in: StandIn, body: Any) -> Any:
    stand_in.clock = body["now"]
    return {"clock": stamp(stand_in.clock)}


def _faults(stand_in: StandIn, body: Any) -> Any:
    faults = [_fault(row) for row in (body if isinstance(body, list) else [body])]
    stand_in.faults.add(*faults)
    return {"waiting": len(stand_in.faults)}


def _fault(row: Mapping[str, Any]) -> Fault:
    values = dict(row)
    return Fault(**(values | {"trigger": Trigger(**values.get("trigger", {}))}))


def _corpus(stand_in: StandIn, body: Any) -> Any:
    for path in body.get("files", ()):
        for record in load_corpus(Path(path)).records:
            stand_in.add(record.raw)
    for raw in body.get("add", ()):
        stand_in.add(raw)
    for identifier in body.get("remove", ()):
        stand_in.remove(identifier)
    return {"records": sum(1 for _ in stand_in.collection)}


def _profile(stand_in: StandIn, body: Any) -> Any:
    switches = {name: value for name, value in body.items() if name not in _SCALAR_SWITCHES}
    stand_in.profile = Profile(**(asdict(stand_in.profile) | switches))
    for name in _SCALAR_SWITCHES:
        if name in body:
            setattr(stand_in, name, body[name])
    return asdict(stand_in.profile) | {"enforce": stand_in.enforce, "scale": stand_in.scale}


_ACTIONS: Mapping[tuple[str, str], Callable[[StandIn, Any], Any]] = {
    ("GET", "/log"): _log,
    ("GET", "/stats"): _stats,
    ("GET", "/faults"): _rows,
    ("POST", "/reset"): _reset,
    ("POST", "/clock"): _clock,
    ("POST", "/faults"): _faults,
    ("POST", "/corpus"): _corpus,
    ("POST", "/profile"): _profile,
}
