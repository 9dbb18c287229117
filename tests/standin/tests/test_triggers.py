"""When faults are due, how often, and how they are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.standin import Fault, Trigger
from tests.standin.probe import page, small_server

if TYPE_CHECKING:
    from tests.standin import StandIn

server = pytest.fixture(small_server)


def test_after_its_one_time_a_fault_is_gone(server: StandIn) -> None:
    server.faults.add(Fault("rate429", "no_retry_after"))

    assert [page(server).status for _ in range(3)] == [429, 200, 200]


def test_scope_counts_and_always_lasts(server: StandIn) -> None:
    server.faults.add(
        Fault("rate429", "no_retry_after", scope=2), Fault("forbidden403", "denied", scope="always")
    )

    assert [page(server).status for _ in range(5)] == [429, 429, 403, 403, 403]


@pytest.mark.parametrize(
    ("trigger", "statuses"),
    [
        (Trigger(request=2), [200, 403, 200, 200]),
        (Trigger(after=2), [200, 200, 403, 403]),
        (Trigger(start=10), [200, 403, 200, 200]),
        (Trigger(min_start=10), [200, 403, 403, 403]),
        (Trigger(size=10, start=20), [200, 200, 403, 200]),
        (Trigger(pattern=r"start=[23]0"), [200, 200, 403, 403]),
        (Trigger(service="oai"), [200, 200, 200, 200]),
        (Trigger(probability=0.0), [200, 200, 200, 200]),
        (Trigger(request=2, start=0), [200, 200, 200, 200]),
    ],
)
def test_trigger_decides_which_requests_fail(server: StandIn, trigger: Trigger, statuses: list[int]) -> None:
    server.faults.add(Fault("forbidden403", "denied", trigger, scope="always"))

    assert [page(server, start).status for start in (0, 10, 20, 30)] == statuses


def test_probability_is_drawn_from_the_seed(server: StandIn) -> None:
    runs = []
    for _ in range(2):
        server.reset()
        server.faults.add(Fault("forbidden403", "denied", Trigger(probability=0.5, seed=7), scope="always"))
        runs.append([page(server).status for _ in range(20)])

    assert runs[0] == runs[1]
    assert 3 < runs[0].count(403) < 17


def test_script_decides_request_by_request(server: StandIn) -> None:
    server.faults.script([None, Fault("forbidden403", "denied"), Fault("unavailable503", "502"), None])

    assert [page(server).status for _ in range(4)] == [200, 403, 502, 200]


def test_log_names_the_fault_applied(server: StandIn) -> None:
    server.faults.add(Fault("garbage", "html"))
    page(server)

    assert [(entry.fault, entry.status, entry.parameters["start"]) for entry in server.log] == [
        ("garbage/html", 200, "0")
    ]


def test_unknown_rows_and_scopes_are_refused() -> None:
    with pytest.raises(ValueError, match="no fault rate429/sometimes"):
        Fault("rate429", "sometimes")
    with pytest.raises(ValueError, match="scope must be"):
        Fault("rate429", "hour", scope=0)
