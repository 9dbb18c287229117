"""Nothing outside a fenced folder is read, written, listed or deleted, and no special file is opened."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vlagraph.errors import PathRefusedError
from vlagraph.store import disk
from vlagraph.store.disk import places
from vlagraph.store.disk.writing import make_folder, make_new_folder, write, write_by, write_new

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """A fenced folder beside one that is not, with a secret."""
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "secret").write_bytes(b"SECRET")
    (tmp_path / "out" / "deep" / "old").write_bytes(b"OLD")
    folder = tmp_path / "in"
    folder.mkdir()
    disk.fence(folder)
    return folder


def _state(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def _changed(where: str) -> None:
    """What another library does with the file ``where``, which must be there."""
    with Path(where).open("r+b") as file:
        file.seek(0, os.SEEK_END)
        file.write(b"new")


def _read_in(path: Path) -> bytes:
    with disk.reading_in(path.parent) as read:
        return read(path.name)


def _read_below(path: Path) -> bytes:
    with disk.reading_in(path) as read:
        return read("old")


def _fails(where: str) -> None:
    raise ZeroDivisionError(where)


DOINGS: dict[str, Callable[[Path], object]] = {
    "read": disk.read,
    "reading_in": _read_in,
    "reading_in it": _read_below,
    "head_of": lambda path: disk.head_of(path, 3),
    "require_plain": disk.require_plain,
    "list_folder": disk.list_folder,
    "write": lambda path: write(path, b"new"),
    "write a file in it": lambda path: write(path / "file", b"new"),
    "write_by": lambda path: write_by(path, _changed),
    "write_by in it": lambda path: write_by(path / "file", _changed, [b"old"]),
    "write_new in it": lambda path: write_new(path / "file", b"new"),
    "make_folder in it": lambda path: make_folder(path / "folder"),
    "make_new_folder in it": lambda path: make_new_folder(path / "folder"),
    "remove in it": lambda path: disk.remove(path / "old"),
    "remove_folder in it": lambda path: disk.remove_folder(path / "deep"),
    "read in it": lambda path: disk.read(path / "secret"),
}


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize(
    "target", ["../out/secret", "../out", "../out/deep", "../out/new", "/dev/zero", "loop", "/proc/self/fd"]
)
def test_nothing_is_done_through_a_link_that_leads_out(doing: str, target: str, inside: Path) -> None:
    link = inside / "loop" if target == "loop" else inside / "link"
    link.symlink_to(target)
    before = _state(inside.parent / "out")

    with pytest.raises(OSError):  # noqa: PT011 - PathRefusedError, or the system's word for a loop or no folder
        DOINGS[doing](link)
    assert _state(inside.parent / "out") == before


@pytest.mark.parametrize("chain", [("one",), ("one", "two"), ("one", "two", "three")])
def test_links_that_stay_inside_are_followed_and_stay_links(chain: tuple[str, ...], inside: Path) -> None:
    (inside / "real").mkdir()
    (inside / "real" / "file").write_bytes(b"old")
    for name, to in zip(chain, ("real", *chain), strict=False):
        (inside / name).symlink_to(to)

    write(inside / chain[-1] / "file", b"new")
    write_new(inside / chain[-1] / "other", b"more")

    assert (inside / chain[-1]).is_symlink()
    assert disk.read(inside / chain[-1] / "file") == _read_in(inside / chain[-1] / "file") == b"new"
    assert disk.list_folder(inside / chain[-1]) == ["file", "other"]


@pytest.mark.parametrize("name", ["pipe", "link to a pipe", "folder"])
def test_what_is_no_plain_file_is_neither_read_nor_replaced_and_nobody_waits(name: str, inside: Path) -> None:
    os.mkfifo(inside / "pipe")
    (inside / "folder").mkdir()
    (inside / "link to a pipe").symlink_to("pipe")

    for doing in ("read", "reading_in", "head_of", "require_plain", "write"):
        with pytest.raises(PathRefusedError):
            DOINGS[doing](inside / name)


def test_a_fenced_folder_may_itself_be_a_link(inside: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(inside)
    disk.fence(tmp_path / "alias")
    write(tmp_path / "alias" / "file", b"x")

    assert disk.read(inside / "file") == b"x"


def test_removing_a_link_leaves_what_it_leads_to(inside: Path) -> None:
    (inside / "link").symlink_to("../out/secret")
    disk.remove(inside / "link")

    assert not os.path.lexists(inside / "link")
    assert (inside.parent / "out" / "secret").read_bytes() == b"SECRET"


@pytest.mark.parametrize("size", [0, 1, 1 << 16, (1 << 16) + 1, 200_000])
def test_a_file_is_read_whole_up_to_the_largest_size(size: int, inside: Path) -> None:
    (inside / "file").write_bytes(bytes(size))

    assert disk.read(inside / "file", largest=size) == bytes(size)
    if size:
        with pytest.raises(PathRefusedError, match="bytes"):
            disk.read(inside / "file", largest=size - 1)


def test_a_device_without_end_is_not_read_to_the_end_where_the_reader_named_it() -> None:
    with pytest.raises(PathRefusedError):
        disk.read("/dev/zero", largest=1 << 20)


@pytest.mark.parametrize("there", ["file", "folder", "dead link", "link out"])
def test_a_new_file_never_replaces_anything(there: str, inside: Path) -> None:
    target = inside / "new"
    match there:
        case "file":
            target.write_bytes(b"mine")
        case "folder":
            target.mkdir()
        case "dead link":
            target.symlink_to("nowhere")
        case _:
            target.symlink_to("../out/secret")

    with pytest.raises(FileExistsError):
        write_new(target, b"other")
    assert (inside.parent / "out" / "secret").read_bytes() == b"SECRET"
    assert sorted(path.name for path in inside.iterdir()) == ["new"]


def test_a_folder_that_is_exchanged_for_a_link_between_check_and_use_is_not_followed(
    inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inside / "notes").mkdir()
    (inside / "notes" / "secret").write_bytes(b"mine")
    (inside / "notes").rename(inside / "before")
    (inside / "notes").symlink_to("../out")
    checked = places.Place(str(inside / "notes" / "secret"), str(inside))  # as the check saw it a moment ago

    monkeypatch.setattr("vlagraph.store.disk.files.real_place", lambda _: checked)
    with pytest.raises(PathRefusedError, match="replaced by a link"):
        disk.read(inside / "notes" / "secret")


def test_the_files_of_an_open_folder_are_its_own_whatever_takes_its_place(
    inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inside / "pages").mkdir()
    (inside / "real").write_bytes(b"real")
    for name in ("secret", "old"):
        (inside / "pages" / name).write_bytes(b"mine")
    (inside / "pages" / "in").symlink_to("../real")
    with disk.reading_in(inside / "pages") as read:
        assert read("in") == b"real"
        (inside / "pages").rename(inside / "before")
        (inside / "pages").symlink_to("../out")
        with monkeypatch.context() as patch:
            patch.setattr("vlagraph.store.disk.files.real_place", None)  # nothing is looked for again
            assert {read(name) for name in ("secret", "old")} == {b"mine"}
        (inside / "before" / "in").unlink()
        (inside / "before" / "in").symlink_to("../../out/secret")
        with pytest.raises(OSError):  # noqa: PT011 - as the folder that the link lies in is another now
            read("in")


def test_a_file_that_another_library_changes_is_replaced_whole_or_not_at_all(inside: Path) -> None:
    write_by(inside / "file", _changed, [b"a ", b"b "], modified=10**18)
    assert (inside / "file").read_bytes() == b"a b new"
    assert (inside / "file").stat().st_mtime_ns == 10**18

    with pytest.raises(ZeroDivisionError):
        write_by(inside / "file", _fails, [b"half"])
    assert [path.name for path in inside.iterdir()] == ["file"]
    assert (inside / "file").read_bytes() == b"a b new"


def test_a_folder_that_becomes_a_link_while_a_file_is_made_leads_nowhere(inside: Path) -> None:
    (inside / "folder").mkdir()

    def make(where: str) -> None:
        (inside / "folder").rename(inside / "away")
        (inside / "folder").symlink_to("../out")
        _changed(where)

    before = _state(inside.parent / "out")
    with pytest.raises(OSError, match="No such file"):
        write_by(inside / "folder" / "file", make)

    assert _state(inside.parent / "out") == before
    assert list((inside / "away").iterdir()) == []


def test_a_race_of_links_never_shows_the_secret(inside: Path) -> None:
    (inside / "real").mkdir()
    (inside / "real" / "secret").write_bytes(b"mine")
    (inside / "way").symlink_to("real")
    stop = threading.Event()

    def exchange() -> None:
        while not stop.is_set():
            for to in ("../out", "real"):
                fresh = inside / "fresh"
                fresh.symlink_to(to)
                fresh.replace(inside / "way")

    swapping = threading.Thread(target=exchange)
    swapping.start()
    seen = set()
    try:
        for _ in range(1_000):
            try:
                seen.add(disk.read(inside / "way" / "secret"))
            except OSError:
                continue
    finally:
        stop.set()
        swapping.join()

    assert seen <= {b"mine"}
