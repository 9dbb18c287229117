from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.support.news_samples import paper
from tests.support.recorded import write_recorded
from tests.support.stores import index_always
from vlagraph.core.papers.titles import title_keys
from vlagraph.errors import DataError
from vlagraph.store import asking, disk
from vlagraph.store.asking import refresh_index
from vlagraph.store.holdings import Wanted, known_papers, stored_papers
from vlagraph.store.index import opening, writing
from vlagraph.store.index.tables import hashed_keys
from vlagraph.store.papers import encode_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.index.lines import Line

STORE = {name: paper(name, f"Maps of {name}", {"navigation": 0.9}) for name in ("2611.00001", "2611.00002")}
ONE = "2611.00001"
KILLED = """
import os, sys
from pathlib import Path
from vlagraph.store import asking, workspace
from vlagraph.store.index import writing
asking.LEAST_BYTES = 0
writing._Writing._note = lambda *_: os._exit(9)
asking.refresh_index(workspace.Workspace(Path(sys.argv[1])))
"""
"""A process that ends without a word just before its index is whole."""
MANY = tuple(f"2611.{number:05}" for number in range(1, 8))


def titled(title: str) -> dict[str, Paper]:
    """The store with another title of its first paper."""
    return {**STORE, ONE: msgspec.structs.replace(STORE[ONE], title=title)}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace of two papers, which are indexed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    index_always(monkeypatch)
    found = Workspace(tmp_path)
    found.papers.parent.mkdir()
    found.papers.write_bytes(encode_papers(STORE))
    refresh_index(found)
    assert index_of(found).is_file()
    return found


def index_of(place: Workspace) -> Path:
    return place.cache / "papers.index"


def title_in(place: Workspace) -> str:
    return stored_papers(place, [ONE])[ONE].title


def is_indexed(place: Workspace) -> bool:
    """Whether a question reads one paper alone."""
    return stored_papers(place, [ONE]).keys() == {ONE}


def cut(index: Path, random: random.Random) -> None:
    index.write_bytes(index.read_bytes()[: random.randrange(index.stat().st_size)])


def flip(index: Path, random: random.Random) -> None:
    data = bytearray(index.read_bytes())
    for _ in range(random.choice([1, 200])):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    index.write_bytes(data)


def rescore(index: Path, random: random.Random) -> None:
    with contextlib.closing(sqlite3.connect(index)) as known, known:
        known.execute("UPDATE paper SET id = '2611.00003' WHERE id = ?", (random.choice(list(STORE)),))


def empty(index: Path, _: random.Random) -> None:
    index.write_bytes(b"")


def no_index(index: Path, _: random.Random) -> None:
    index.unlink()
    with contextlib.closing(sqlite3.connect(index)) as other, other:
        other.execute("CREATE TABLE meta (name, value)")


def of_another_version(index: Path, _: random.Random) -> None:
    before = index.stat().st_mtime_ns
    with contextlib.closing(sqlite3.connect(index)) as known, known:
        known.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
    os.utime(index, ns=(before, before))


@pytest.mark.parametrize("harm", [cut, flip, rescore, empty, no_index, of_another_version])
def test_an_index_that_was_changed_by_anybody_is_made_anew(
    place: Workspace, harm: Callable[[Path, random.Random], None]
) -> None:
    for seed in range(6):
        harm(index_of(place), random.Random(seed))

        assert stored_papers(place, list(STORE)) == STORE
        assert known_papers(place, wanted=Wanted(words="maps 00001"))[ONE] == STORE[ONE]
        assert is_indexed(place)


def test_damage_that_leaves_the_time_of_an_index_ends_in_reading_everything(place: Workspace) -> None:
    for seed in range(40):
        refresh_index(place)
        before = index_of(place).stat().st_mtime_ns
        flip(index_of(place), random.Random(seed))
        os.utime(index_of(place), ns=(before, before))

        found = stored_papers(place, list(STORE))

        assert found.items() <= STORE.items()
        index_of(place).unlink(missing_ok=True)


def test_a_deleted_index_is_made_again(place: Workspace) -> None:
    index_of(place).unlink()

    assert is_indexed(place)
    assert index_of(place).is_file()


def test_an_edit_of_the_same_size_right_after_is_noticed(place: Workspace) -> None:
    for number in range(12):
        with place.papers.open("r+b") as file:  # in place, as some editors write
            file.write(encode_papers(titled(f"Maps {number:02d}")))
            file.truncate()
        assert title_in(place) == f"Maps {number:02d}"
        place.papers.write_bytes(encode_papers(titled(f"Atlas {number:01x}")))
        assert title_in(place) == f"Atlas {number:01x}"
        assert is_indexed(place)


def test_an_edit_that_puts_the_old_time_back_is_noticed(place: Workspace) -> None:
    before = place.papers.stat()
    place.papers.write_bytes(encode_papers(STORE).replace(b"Maps of 2611.00001", b"Caps of 2611.00001"))
    os.utime(place.papers, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert title_in(place) == "Caps of 2611.00001"


def test_lines_without_end_blank_lines_and_ends_of_windows_are_indexed(place: Workspace) -> None:
    place.papers.write_bytes(b"\n  \r\n" + encode_papers(STORE).replace(b"\n", b"\r\n").rstrip())

    assert stored_papers(place, list(STORE)) == STORE
    assert is_indexed(place)


@pytest.mark.parametrize("more", [b"<<<<<<< ours\n", b'{"id": "2611.00003"}\n', b"\xff\n"])
def test_a_file_that_cannot_be_read_is_refused_as_without_an_index(place: Workspace, more: bytes) -> None:
    place.papers.write_bytes(encode_papers(STORE) + more)

    with pytest.raises(DataError):
        stored_papers(place, [ONE])


def test_two_lines_of_one_paper_are_folded_as_without_an_index(place: Workspace) -> None:
    newer = msgspec.structs.replace(STORE[ONE], version=7, title="Newer")
    place.papers.write_bytes(encode_papers(STORE) + encode_papers({ONE: newer}))

    assert title_in(place) == "Newer"


@pytest.mark.parametrize("more", [encode_papers({ONE: STORE[ONE]}), b"{}\n", b"x" * 50 + b"\n"])
def test_a_file_that_can_have_no_index_is_found_out_once(
    place: Workspace, more: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = place.papers.read_bytes()
    place.papers.write_bytes(sound + more)
    made: list[Path] = []

    def noted(path: Path, lines: Callable[[], Iterable[Line]], *, stamp: str) -> None:
        made.append(path)
        writing.write_index(path, lines, stamp=stamp)

    monkeypatch.setattr(opening, "write_index", noted)

    answers = [refresh_index(place) for _ in range(3)]
    assert (answers, len(made)) == ([False] * 3, 1)
    place.papers.write_bytes(sound)
    assert (refresh_index(place), is_indexed(place)) == (True, True)
    place.papers.write_bytes(sound + more)
    assert (refresh_index(place), len(made)) == (False, 3)


def test_where_no_index_can_be_kept_everything_is_read(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(place).unlink()
    index_of(place).mkdir()
    assert stored_papers(place, [ONE]) == STORE
    index_of(place).rmdir()
    for leftover in place.cache.iterdir():
        leftover.unlink()
    place.cache.rmdir()
    place.cache.write_bytes(b"")
    assert stored_papers(place, [ONE]) == STORE

    place.cache.unlink()
    monkeypatch.setattr(opening, "write_index", full_disk)
    assert stored_papers(place, [ONE]) == STORE


def full_disk(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_readers_and_a_writer_at_once_see_one_state_or_another(place: Workspace) -> None:
    seen: set[str] = set()

    def read(_: int) -> None:
        seen.update(title_in(place) for _ in range(10))

    def write(number: int) -> None:
        draft = place.root / f"draft{number}"
        draft.write_bytes(encode_papers(titled(f"State {number}")))
        draft.replace(place.papers)

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(read if number % 3 else write, number) for number in range(12)]
        for job in jobs:
            job.result()

    assert seen <= {STORE[ONE].title, *(f"State {number}" for number in range(0, 12, 3))}
    assert title_in(place).startswith("State")
    assert [one.name for one in place.cache.iterdir() if one.name.startswith(".vg-")] == []


def test_workspaces_with_the_same_recorded_papers_share_an_index(place: Workspace, tmp_path: Path) -> None:
    write_recorded(place.root, *STORE.values())
    other = Workspace(tmp_path / "other")
    write_recorded(other.root, *STORE.values())
    place.papers.unlink()
    old = tmp_path / "user" / "vlagraph" / "recorded-1-0.index"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"")
    os.utime(old, (0, 0))

    for one in (place, other):
        assert known_papers(one, wanted=Wanted(ids=[ONE])) == {ONE: expected(STORE[ONE])}
    assert len(list(old.parent.glob("recorded-*.index"))) == 1
    assert not old.exists()


def expected(one: Paper) -> Paper:
    """``one`` as a recorded collection holds it."""
    return msgspec.structs.replace(one, recorded=one.published[:10], fetched=None)


def test_words_are_found_in_every_part_of_an_index_also_after_changes(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PART", 2)
    index_of(place).unlink()
    store = {name: paper(name, f"Maps of {name}", {"navigation": 0.9}) for name in MANY}
    for count in (3, 4, 7, 5):
        wanted = dict(list(store.items())[:count])
        place.papers.write_bytes(encode_papers(wanted))

        assert known_papers(place, wanted=Wanted(words="maps")) == wanted
        assert known_papers(place, wanted=Wanted(words="00003")) == {MANY[2]: store[MANY[2]]}
        assert is_indexed(place)


def test_a_file_larger_than_one_that_is_held_has_an_index(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(place).unlink()
    monkeypatch.setattr(disk, "LARGEST_PAPERS", 10)
    assert is_indexed(place)

    index_of(place).unlink()
    monkeypatch.setattr(disk, "LARGEST_STORE", 10)
    assert stored_papers(place, [ONE]) == STORE
    assert not index_of(place).exists()


def test_of_the_papers_that_are_indexed_only_a_part_is_held(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(place).unlink()
    monkeypatch.setattr(writing, "_PART", 50)
    store = {f"2611.{number:05}": paper(f"2611.{number:05}", f"Maps {number}", {}) for number in range(2000)}
    place.papers.write_bytes(encode_papers(store))
    tracemalloc.start()
    refresh_index(place)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert is_indexed(place)
    assert most < place.papers.stat().st_size / 2


def test_an_index_is_not_made_where_a_link_leads_out(place: Workspace, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    for leftover in place.cache.iterdir():
        leftover.unlink()
    place.cache.rmdir()
    place.cache.symlink_to(outside)
    disk.fence(place.root)

    assert stored_papers(place, [ONE]) == STORE
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_is_full_while_an_index_is_made_leaves_the_old_one_and_every_answer(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    before = index_of(place).read_bytes()
    if not there:
        index_of(place).unlink()
    store = {name: paper(name, f"Maps of {name} " * 24, {"navigation": 0.9}) for name in MANY}
    place.papers.write_bytes(encode_papers(store))
    real = writing._opened

    def of_few_pages(where: str) -> sqlite3.Connection:
        index = real(where)
        index.execute("PRAGMA max_page_count = 2")
        return index

    with monkeypatch.context() as full:
        full.setattr(writing, "_opened", of_few_pages)
        assert stored_papers(place, [ONE]) == store
        assert not refresh_index(place)
        left = {path.name: path.read_bytes() for path in place.cache.iterdir()}
        assert left == ({index_of(place).name: before} if there else {})
    assert refresh_index(place)
    assert is_indexed(place)


def test_where_no_index_can_be_made_a_refresh_does_not_read_the_papers_instead(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "LARGEST_STORE", 10)
    monkeypatch.setattr(asking, "load_papers", None)
    index_of(place).unlink()

    assert not refresh_index(place)


@pytest.mark.parametrize("there", [False, True])
def test_a_process_that_is_killed_while_it_makes_an_index_harms_no_answer(
    place: Workspace, there: bool
) -> None:
    before = index_of(place).read_bytes()
    if not there:
        index_of(place).unlink()
    place.papers.write_bytes(encode_papers(titled("Atlas")))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(place.root)], check=False)
    left = [path for path in place.cache.iterdir() if path != index_of(place)]

    assert (killed.returncode, len(left)) == (9, 1)
    assert not there or index_of(place).read_bytes() == before
    assert index_of(place).exists() == there
    os.utime(left[0], (0, 0))  # an hour later
    assert title_in(place) == "Atlas"
    assert is_indexed(place)
    assert not left[0].exists()


def test_titles_of_a_large_store_do_not_share_the_numbers_of_their_keys() -> None:
    titles = [f"Paper {number * 7919} of {number * 104_729}" for number in range(150_000)]

    assert len(hashed_keys(titles)) == len({key for title in titles for key in title_keys(title)})


def test_a_file_that_is_mended_at_once_with_the_same_size_has_an_index_again(place: Workspace) -> None:
    """That there can be none was noted of another state of it, whatever the clock says."""
    good = place.papers.read_bytes()
    first, second = good.splitlines(keepends=True)
    assert len(first) == len(second)
    for _ in range(3):
        place.papers.write_bytes(first + first)
        assert not refresh_index(place)
        place.papers.write_bytes(good)
        assert refresh_index(place)
