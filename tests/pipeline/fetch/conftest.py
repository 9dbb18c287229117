"""What all tests of a fetch share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.support.snapshots import snapshot_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.store.workspace import Workspace


@pytest.fixture(autouse=True)
def no_flushing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the disk its time: a fetch flushes after every page, and no test here cuts the power."""

    def skip(handle: int) -> None:
        """Flush nothing."""

    monkeypatch.setattr(os, "fsync", skip)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace for snapshots; tests of other sources have one of their own."""
    return snapshot_workspace(tmp_path / "w")
