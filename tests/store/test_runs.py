"""Runs of a work that is done in blocks: what lies beside them is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.errors import StoreError
from vlagraph.store.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Callable
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


def _write(runs: Runs, *numbers: int) -> None:
    for number in numbers:
        runs.write(number, [b"2601.%05d\tone\n" % number], b"done %d" % number)


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("ending", ["run", "receipt"])
@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-2]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"on", b"no")),
        _make_folder,
    ],
    ids=["gone", "empty", "cut", "changed", "a folder"],
)
def test_a_block_whose_run_is_not_as_its_receipt_says_is_not_done(
    tmp_path: Path, ending: str, harm: Callable[[Path], object]
) -> None:
    runs = Runs(tmp_path, "key")
    _write(runs, 7, 8)
    harm(tmp_path / "key" / f"000007.{ending}")

    assert runs.begin() == {8: b"done 8"}
