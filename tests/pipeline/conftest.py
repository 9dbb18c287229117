"""What tests of several parts of the pipeline share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workspace"


@pytest.fixture
def place(vlagraph: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small workspace of the golden answers, entered after ``vlagraph`` has left its own."""
    root = tmp_path / "workspace"
    shutil.copytree(GOLDEN, root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    return root


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A stand-in of arXiv at the end of 2025, which the commands ask."""
    with StandIn(RECORDS, now="2026-01-01T00:00:00Z", scale=SCALE) as running:
        monkeypatch.setenv("VLAGRAPH_API_URL", running.api_url)
        monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", str(3 / SCALE))
        yield running
