"""What all tests of a fetch share."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_flushing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the disk its time: a fetch flushes after every page, and no test here cuts the power."""

    def skip(handle: int) -> None:
        """Flush nothing."""

    monkeypatch.setattr(os, "fsync", skip)
