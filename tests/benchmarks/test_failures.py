"""What benchmarks say of what cannot be run: never a traceback, and never a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import large, snapshot, startup

if TYPE_CHECKING:
    from pathlib import Path


def test_an_import_that_fails_is_named_with_what_it_said(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    empty = tmp_path / "empty.json"
    empty.write_text("{}\n", encoding="utf-8")

    with pytest.raises(SystemExit, match=r"failed: the import of .*empty\.json: .*\w"):
        snapshot.import_into(tmp_path, empty, 1)


def test_a_large_store_that_cannot_be_made_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"failed: the import of .*0\.json: .*holds no record"):
        large._stores(tmp_path, [0])


@pytest.mark.parametrize("args", [["--against"], ["--format", "yaml"], ["--agaisnt", "HEAD"]])
def test_options_of_the_startup_benchmark_that_are_none_are_refused(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        startup.main(args)

    assert ended.value.code == 2
    assert "usage: python -m benchmarks.startup" in capsys.readouterr().err
