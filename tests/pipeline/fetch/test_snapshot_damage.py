"""What of a damaged snapshot is stored: nothing that follows a damage, whatever it is packed with."""

from __future__ import annotations

import gzip
import io
import os
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.support.snapshots import (
    LINES,
    SMALL,
    Quiet,
    bring,
    many_records,
    papers_of,
    write_lines,
)
from vlagraph.cli.snapshot import SnapshotProgress
from vlagraph.errors import SourceError
from vlagraph.sources.snapshot.archive import Archive
from vlagraph.store.fetch_state import load_state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

FLIPS = 1500 if os.environ.get("VLAGRAPH_SOAK") else 40
"""Bytes of each archive that are changed, one at a time."""


class _Pipe(io.BytesIO):
    """A file in which nothing can be changed once it is written."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_: int) -> int:
        raise OSError


def _zip(method: int, stream: io.BytesIO | None = None) -> bytes:
    written = stream or io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        archive.writestr("arxiv.json", LINES)
    return written.getvalue()


def _zst() -> bytes:
    zstandard = pytest.importorskip("zstandard", reason="needs the package zstandard")
    packed: bytes = zstandard.ZstdCompressor(write_checksum=True).compress(LINES)
    return packed


PACKINGS: dict[str, Callable[[], bytes]] = {
    "gz": lambda: gzip.compress(LINES, mtime=0),
    "gz of two members": lambda: gzip.compress(LINES[:9000], mtime=0) + gzip.compress(LINES[9000:], mtime=0),
    "zip": lambda: _zip(zipfile.ZIP_DEFLATED),
    "stored zip": lambda: _zip(zipfile.ZIP_STORED),
    "zip of a pipe": lambda: _zip(zipfile.ZIP_DEFLATED, _Pipe()),
    "stored zip of a pipe": lambda: _zip(zipfile.ZIP_STORED, _Pipe()),
    "zst": _zst,
}


def _whole(workspace: Workspace, path: Path) -> Mapping[str, Paper]:
    """What is stored of the lines once they are whole."""
    path.write_bytes(LINES)
    bring(workspace, path)
    found = papers_of(workspace)
    workspace.papers.unlink()
    return found


@pytest.mark.parametrize("packing", PACKINGS)
def test_of_an_archive_with_one_wrong_byte_no_paper_is_stored_that_is_not_right(
    workspace: Workspace, tmp_path: Path, packing: str
) -> None:
    path, data = tmp_path / "s", PACKINGS[packing]()
    whole = _whole(workspace, path)
    dice, refused = random.Random(5), 0
    for at in dice.sample(range(30, len(data)), min(FLIPS, len(data) - 30)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :])
        workspace.papers.unlink(missing_ok=True)
        try:
            report = bring(workspace, path, block=SMALL)
        except SourceError as error:
            assert not workspace.papers.exists()
            refused += error.message.key == "snapshot.broken"
            continue
        found = papers_of(workspace)
        assert found == whole or (not report.ok and found.items() <= whole.items())

    assert refused > 0


def test_a_damaged_file_says_so_and_the_good_one_is_stored_afterwards(
    workspace: Workspace, tmp_path: Path
) -> None:
    path, data = tmp_path / "s.gz", gzip.compress(LINES, mtime=0)
    whole = _whole(workspace, path)
    path.write_bytes(data[:-6] + bytes([data[-6] ^ 1]) + data[-5:])
    stamp = path.stat().st_mtime_ns

    with pytest.raises(SourceError, match=r"s\.gz is damaged.*Nothing was stored\. Get the file again"):
        bring(workspace, path, block=SMALL)
    assert not workspace.papers.exists()
    path.write_bytes(data)
    os.utime(path, ns=(stamp, stamp))

    assert bring(workspace, path, block=SMALL).ok
    assert papers_of(workspace) == whole


@pytest.mark.parametrize("packing", ["stored zip", "stored zip of a pipe", "zip", "zip of a pipe"])
@pytest.mark.parametrize("lines", [30, 65, 66])
def test_a_zip_that_was_cut_at_the_end_of_a_line_is_no_whole_one(
    workspace: Workspace, tmp_path: Path, packing: str, lines: int
) -> None:
    path, data = tmp_path / "s.zip", PACKINGS[packing]()
    whole = _whole(workspace, path)
    begin = data.index(b"arxiv.json") + len("arxiv.json")
    length = len(b"".join(LINES.splitlines(keepends=True)[:lines]))
    packed = length if "stored" in packing else length * (len(data) - begin) // len(LINES) - 10
    path.write_bytes(data[: begin + packed])

    report = bring(workspace, path)

    assert not report.ok
    assert report.damaged == 0
    assert papers_of(workspace).items() <= whole.items()
    assert load_state(workspace.fetch_state).asked[-1].open


def test_a_zip_of_which_bytes_are_missing_in_the_middle_stores_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "s.zip"
    for packing in ("stored zip", "zip"):
        data = PACKINGS[packing]()
        path.write_bytes(data[: len(data) // 3] + data[len(data) // 2 :])
        with pytest.raises(SourceError, match="is damaged"):
            bring(workspace, path)
    assert not workspace.papers.exists()


def test_what_follows_a_whole_archive_is_named_and_its_papers_stored(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "s.gz"
    whole = _whole(workspace, path)
    path.write_bytes(gzip.compress(LINES) + b"<html>not here</html>")

    assert not bring(workspace, path).ok
    assert papers_of(workspace) == whole


def test_a_member_whose_last_bytes_wait_in_the_library_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    for more in range(0, 300, 7):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("arxiv.json", b"\n" * ((1 << 20) + more))
        archive_of = Archive(path)

        assert sum(map(len, archive_of.pieces())) == (1 << 20) + more
        assert not archive_of.cut


def test_what_macos_adds_to_a_zip_is_no_file_of_json(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    for names in (
        ("arxiv.json", "__MACOSX/._arxiv.json"),
        ("._arxiv.json", "d/arxiv.json", "__MACOSX/d/x.json"),
    ):
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, LINES if name in {"arxiv.json", "d/arxiv.json"} else b"\0\5")
        workspace.papers.unlink(missing_ok=True)

        assert bring(workspace, path).records == LINES.count(b"\n")


class _Grower(Quiet):
    """A listener that writes more into the file as soon as a part of it is read."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def read(self, done: int, total: int) -> None:
        super().read(done, total)
        if len(self.heard) == 1:
            with self.path.open("ab") as stream:
                stream.write(LINES)


def test_a_file_that_grows_while_it_is_read_is_no_whole_one(workspace: Workspace, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s", many_records(300))

    with pytest.raises(SourceError, match="was changed while it was read"):
        bring(workspace, path, block=SMALL, listener=_Grower(path))

    assert not workspace.papers.exists()
    assert bring(workspace, path, block=SMALL).ok


def test_of_a_file_that_grows_no_more_than_all_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    with SnapshotProgress("en") as progress:
        for done in (10, 90, 150):
            progress.read(done, 100)

    assert "100% of the file read, about 0 s left" in capsys.readouterr().err
