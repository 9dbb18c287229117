"""What the stand-in holds against a client, and what not."""

from __future__ import annotations

import http.client
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.standin import Fault, Profile, StandIn
from tests.standin.probe import AGENT, fetch
from tests.standin.small_corpus import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = 100.0
SPACING = 3.0 / SCALE
SLOW = 1.0
"""The scale where a request must come too soon: within 3 seconds it does on any machine, however busy."""


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now="2026-01-01T12:00:00Z", scale=SCALE) as stand_in:
        yield stand_in


def kinds(server: StandIn) -> list[str]:
    return [violation.kind for violation in server.violations]


def ask(server: StandIn, number: int, agent: str = AGENT) -> int:
    """Asks for something new each time."""
    headers = {"User-Agent": agent}
    return fetch(server.api_url, search_query="ti:synthetic", max_results=number + 1, headers=headers).status


def test_client_that_waits_after_each_answer_is_never_blamed(server: StandIn) -> None:
    for number in range(8):
        ask(server, number)
        time.sleep(SPACING)

    assert kinds(server) == []


def test_request_right_after_an_answer_is_a_violation(server: StandIn) -> None:
    server.scale = SLOW
    ask(server, 0)
    ask(server, 1)

    assert set(kinds(server)) == {"spacing_from_start", "spacing_from_end"}
    assert {violation.request for violation in server.violations} == {2}


def test_spacing_counts_from_the_end_of_a_slow_answer(server: StandIn) -> None:
    server.scale = 3 * SLOW  # a second between requests
    server.faults.add(Fault("slow_headers", "40s", options={"seconds": 4.0}))
    ask(server, 0)
    ask(server, 1)

    assert kinds(server) == ["spacing_from_end"]


def test_limits_follow_the_scale(server: StandIn) -> None:
    server.scale = 100_000
    ask(server, 0)
    time.sleep(0.001)
    ask(server, 1)

    assert kinds(server) == []


def test_failed_requests_count_as_well(server: StandIn) -> None:
    server.scale = SLOW
    server.faults.add(Fault("reset", "before_headers"))
    with pytest.raises(ConnectionResetError):
        ask(server, 0)
    ask(server, 1)

    assert "spacing_from_start" in kinds(server)


def test_client_that_gives_up_on_a_hanging_answer_and_waits_is_not_blamed(server: StandIn) -> None:
    server.faults.add(Fault("hang", "infinite"))
    with pytest.raises(TimeoutError):
        fetch(server.api_url, search_query="a", timeout=0.05)
    time.sleep(SPACING)
    ask(server, 1)

    assert kinds(server) == []
    assert [entry.status for entry in server.log] == [None, 200]


@pytest.mark.parametrize(
    ("agent", "blamed"),
    [
        ("python-requests/2", True),
        ("vlagraph/1.0", True),
        ("vlagraph/1.0 (https://example.org/vlagraph)", False),
        ("VLAGraph/1.0 (mailto:someone@example.org)", False),
        ("someone@example.org", True),
    ],
)
def test_user_agent_must_name_the_project_and_a_contact(server: StandIn, agent: str, blamed: bool) -> None:
    ask(server, 0, agent)

    assert kinds(server) == (["user_agent"] if blamed else [])


def test_same_query_twice_in_a_virtual_day_is_a_violation(server: StandIn) -> None:
    fetch(server.api_url, search_query="ti:synthetic", start=0)
    time.sleep(SPACING)
    fetch(server.api_url, max_results=10, search_query="ti:synthetic")
    time.sleep(SPACING)
    assert kinds(server) == ["repeated_query"]

    server.clock = "2026-01-02T00:00:01Z"
    fetch(server.api_url, search_query="ti:synthetic")

    assert kinds(server) == ["repeated_query"]


@pytest.mark.parametrize(
    "row", [("unavailable503", "503"), ("empty_page", "first"), ("truncated_xml", "in_tag")]
)
def test_query_whose_answer_was_spoiled_may_be_asked_again(server: StandIn, row: tuple[str, str]) -> None:
    server.faults.add(Fault(*row))
    for _ in range(2):
        fetch(server.api_url, search_query="ti:synthetic")
        time.sleep(SPACING)

    assert kinds(server) == []


@pytest.mark.parametrize("variant", ["retry_after_seconds", "retry_after_date"])
def test_retry_before_the_time_named_is_a_violation(server: StandIn, variant: str) -> None:
    server.faults.add(Fault("rate429", variant, options={"seconds": 100}))
    ask(server, 0)
    time.sleep(SPACING)
    ask(server, 1)
    time.sleep(101 / SCALE)
    ask(server, 2)

    assert kinds(server) == ["retry_after"]


def test_second_connection_is_a_violation_and_a_closed_one_is_not(server: StandIn) -> None:
    first = http.client.HTTPConnection(urlsplit(server.api_url).netloc, timeout=60)
    first.request("GET", "/api/query?search_query=a", headers={"User-Agent": AGENT})
    first.getresponse().read()
    time.sleep(SPACING)
    ask(server, 1)
    assert kinds(server) == ["parallel_connections"]
    first.close()

    time.sleep(SPACING)
    ask(server, 2)

    assert kinds(server) == ["parallel_connections"]
    assert [entry.open_connections for entry in server.log] == [1, 2, 1]


def test_two_requests_at_once_are_a_violation(server: StandIn) -> None:
    server.faults.add(Fault("slow_headers", "40s", options={"seconds": 100.0}))
    slow = threading.Thread(target=ask, args=(server, 0))
    slow.start()
    while not server.log:
        time.sleep(0.001)
    ask(server, 1)
    slow.join()

    assert {"parallel_requests", "parallel_connections"} <= set(kinds(server))


def test_following_a_redirect_at_once_is_no_violation(server: StandIn) -> None:
    reply = fetch(server.http_url, search_query="ti:synthetic")
    fetch(reply.headers["location"])

    assert kinds(server) == []


def test_enforcing_answers_violations_with_a_growing_penalty(server: StandIn) -> None:
    server.enforce, server.scale = True, 6 * SLOW  # half a second between requests
    statuses = [ask(server, number) for number in range(3)]
    assert statuses == [200, 429, 429]
    assert "penalty" in kinds(server)

    time.sleep(4 * SPACING * SCALE / server.scale + 0.01)

    assert ask(server, 3) == 200
    assert [entry.fault for entry in server.log] == [None, "enforced/429", "enforced/429", None]


def test_reporting_never_changes_an_answer(server: StandIn) -> None:
    assert [ask(server, 0) for _ in range(3)] == [200, 200, 200]


def test_log_tells_what_was_asked_and_answered(server: StandIn) -> None:
    fetch(server.api_url, search_query="a", headers={"X-Test": "1"})
    (entry,) = server.log

    assert (entry.number, entry.service, entry.method) == (1, "api", "GET")
    assert entry.target == "/api/query?search_query=a"
    assert entry.headers["x-test"] == "1"
    assert entry.parameters == {"search_query": "a"}
    assert (entry.status, entry.violations, entry.virtual_time) == (200, [], "2026-01-01T12:00:00Z")
    assert entry.bytes > 500
    assert entry.duration is not None
    assert entry.duration > 0


def test_reset_forgets_requests_and_violations(server: StandIn) -> None:
    ask(server, 0)
    ask(server, 1)
    server.faults.add(Fault("forbidden403", "denied"))
    server.reset()

    assert (server.log, server.violations, len(server.faults)) == ((), (), 0)
    assert ask(server, 2) == 200
    assert server.log[0].number == 1


def test_stats_count_what_happened(server: StandIn) -> None:
    server.scale = SLOW
    server.faults.add(Fault("forbidden403", "denied"))
    ask(server, 0)
    ask(server, 1)

    assert server.stats["statuses"] == {"403": 1, "200": 1}
    assert server.stats["faults"] == {"forbidden403/denied": 1}
    assert server.stats["violations"] == {"spacing_from_start": 1, "spacing_from_end": 1}


def test_closing_ends_hanging_requests_and_all_threads() -> None:
    before = set(threading.enumerate())
    with StandIn(RECORDS, profile=Profile()) as server:
        server.faults.add(Fault("hang", "infinite"))
        errors: list[Exception] = []

        def hang() -> None:
            try:
                fetch(server.api_url, search_query="a")
            except (http.client.HTTPException, OSError) as problem:
                errors.append(problem)

        thread = threading.Thread(target=hang)
        thread.start()
        while not server.log:
            time.sleep(0.001)
    thread.join(timeout=60)

    assert len(errors) == 1
    assert [one for one in threading.enumerate() if one not in before] == []
