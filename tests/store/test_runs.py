"""Runs of a work that is done in blocks: what lies beside them is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.errors import StoreError
from vlagraph.store.runs import Runs

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_that_is_no_receipt_is_none(tmp_path: Path) -> None:
    runs = Runs(tmp_path, "key")
    runs.write(7, [b"2601.00001\tone\n"], b"done")
    (tmp_path / "key" / "x.receipt").write_bytes(b"")

    assert runs.begin() == {7: b"done"}
    assert list(runs.merged([7])) == [("2601.00001", [b"one"])]


def test_a_damaged_run_is_told(tmp_path: Path) -> None:
    runs = Runs(tmp_path, "key")
    runs.write(7, [b"\xff\tone\n"], b"done")

    with pytest.raises(StoreError, match="key"):
        list(runs.merged([7]))
