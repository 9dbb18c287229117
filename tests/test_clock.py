"""The time of the machine is read in one module."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from vlagraph.clock import system_clock, time_stamp, today
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

READS = {"time.time", "time.monotonic", "time.sleep", "datetime.now", "date.today", "datetime.utcnow"}


def _read(path: Path) -> set[str]:
    """The readings of time in one module, and the variable that fixes it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {
        f"{node.value.id}.{node.attr}"
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return named & READS | texts & {"VLAGRAPH_NOW"}


def test_no_other_module_reads_the_time_or_the_variable_that_fixes_it(checkout: Path) -> None:
    source = checkout / "src" / "vlagraph"
    readers = {path.relative_to(source).as_posix() for path in source.rglob("*.py") if _read(path)}

    assert readers == {"clock.py"}


def test_a_fixed_time_is_that_of_records_marks_and_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-01-02T01:00:00+02:00")

    assert system_clock().now() == datetime(2026, 1, 1, 23, tzinfo=UTC)
    assert time_stamp() == "2026-01-01T23:00:00.000Z"
    assert today().isoformat() == "2026-01-01"


def test_a_fixed_time_that_is_none_is_refused_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLAGRAPH_NOW", "soon")
    with pytest.raises(UsageError, match="no ISO 8601 time") as caught:
        system_clock()

    assert "VLAGRAPH_NOW" in caught.value.text("ko")
