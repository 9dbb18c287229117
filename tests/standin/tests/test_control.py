"""The control port, and the stand-in as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.standin import FAULT_ROWS, StandIn
from tests.standin.probe import control, fetch, ids
from tests.standin.small_corpus import RECORDS, record

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now="2026-01-01T12:00:00Z", scale=1000) as stand_in:
        yield stand_in


def test_log_and_stats_are_readable(server: StandIn) -> None:
    fetch(server.api_url, search_query="a")
    (entry,) = control(server.control_url, "/log")
    stats = control(server.control_url, "/stats")

    assert (entry["target"], entry["status"]) == ("/api/query?search_query=a", 200)
    assert stats["counts"]["statuses"] == {"200": 1}
    assert (stats["clock"], stats["violations"]) == ("2026-01-01T12:00:00Z", [])


def test_reset_forgets_the_log(server: StandIn) -> None:
    fetch(server.api_url, search_query="a")
    control(server.control_url, "/reset", {})

    assert control(server.control_url, "/log") == []


def test_clock_can_be_moved(server: StandIn) -> None:
    assert control(server.control_url, "/clock", {"now": "2025-02-11"}) == {"clock": "2025-02-11T00:00:00Z"}
    assert ids(fetch(server.api_url, id_list="2699.00061")) == ["2699.00061v1"]


def test_faults_can_be_listed_and_added(server: StandIn) -> None:
    rows = control(server.control_url, "/faults")
    one = {"name": "forbidden403", "variant": "denied", "trigger": {"request": 2}}
    assert control(server.control_url, "/faults", [one]) == {"waiting": 1}

    assert [tuple(row) for row in rows["api"]] == list(FAULT_ROWS)
    assert [fetch(server.api_url, search_query=query).status for query in "abc"] == [200, 403, 200]


def test_corpus_can_be_changed(server: StandIn, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps(record(92)) + "\n", encoding="utf-8")
    changes = {"add": [record(91)], "remove": ["2699.00001"], "files": [str(path)]}
    counted = control(server.control_url, "/corpus", changes)

    assert counted == {"records": len(RECORDS) + 1}
    assert ids(fetch(server.api_url, id_list="2699.00001,2699.00091,2699.00092")) == [
        "2699.00091v1",
        "2699.00092v1",
    ]


def test_profile_can_be_switched(server: StandIn) -> None:
    changes = {"layout": "legacy-2025", "times": "ties", "window": "manual", "enforce": True, "scale": 10}
    shown = control(server.control_url, "/profile", changes)

    assert changes.items() <= shown.items()
    assert fetch(server.api_url, search_query="a").body.startswith(b'<?xml version="1.0"')


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/nothing", "{}", 404),
        ("/clock", "not json", 400),
        ("/clock", "{}", 400),
        ("/faults", '{"name": "no", "variant": "such"}', 400),
        ("/profile", '{"layout": "other"}', 400),
    ],
)
def test_bad_control_request_says_what_is_wrong(server: StandIn, path: str, body: str, status: int) -> None:
    reply = fetch(server.control_url + path, method="POST", body=body)

    assert reply.status == status
    assert json.loads(reply.body)["error"]


def test_control_is_not_reachable_through_the_public_port(server: StandIn) -> None:
    public = server.api_url.removesuffix("/api/query")

    assert [fetch(f"{public}/{path}").status for path in ("log", "stats", "faults")] == [404, 404, 404]


def test_process_prints_its_addresses_and_ends_with_its_input(tmp_path: Path) -> None:
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps(raw) + "\n" for raw in RECORDS), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "tests.standin",
        "--corpus",
        str(path),
        "--now",
        "2026-01-01",
        "--scale",
        "100",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        addresses = json.loads(process.stdout.readline())
        found = ids(fetch(addresses["api_url"], id_list="2699.00001"))
        stats = control(addresses["control_url"], "/stats")
        process.stdin.close()
        code = process.wait(timeout=60)

    assert sorted(addresses) == ["api_url", "control_url", "http_url", "oai_url"]
    assert found == ["2699.00001v1"]
    assert stats["clock"] == "2026-01-01T00:00:00Z"
    assert code == 0
