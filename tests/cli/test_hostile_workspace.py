"""A cloned workspace may hold links, pipes and devices: no command follows them out, waits or breaks."""

from __future__ import annotations

import os
import random
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.command_line import ask
from tests.support.every_command import LINES, SLOW
from tests.support.fetching import SCALE
from tests.support.odd_names import odd_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = "SECRET-9f2c-of-the-home-folder"
PLACES = (
    "graph/topics.json",
    "graph/topics.schema.json",
    "graph/benchmarks.json",
    "graph/topics",
    "graph",
    "papers/papers.jsonl",
    "papers/recorded.jsonl.gz",
    "papers/fetch.json",
    "papers/notes/2699.00004.md",
    "papers/notes/template.md",
    "papers/notes",
    "papers",
    "progress.json",
    "progress.json.lock",
    "papers/papers.jsonl.lock",
    ".cache",
    ".cache/pages",
    ".cache/pages/old",
    ".cache/writer.json",
    "site",
    "site/index.html",
    "site/topics",
    "site/assets",
    "site/.vlagraph",
    ".gitignore",
    ".undo",
    ".undo/000001",
    ".undo/000001/change.json",
    ".undo/000001/0.gz",
    "progress.ada.json",
)
"""Every place of a workspace that a command reads, writes or clears."""


def _link(name: str) -> Callable[[Path, Path], None]:
    return lambda place, home: place.symlink_to(home / name)


TRAPS: dict[str, Callable[[Path, Path], None]] = {
    "a link to a file": _link("id_rsa"),
    "a link to a folder": _link("documents"),
    "a link to nothing": _link("new"),
    "a pipe": lambda place, _: os.mkfifo(place),
    "a device without end": lambda place, _: place.symlink_to("/dev/zero"),
    "a link to itself": lambda place, _: place.symlink_to(place.name),
}
CASES = [(place, trap) for place in PLACES for trap in TRAPS]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder whose files all say the secret, with names that a workspace has."""
    folder = tmp_path / "home"
    for name in ("id_rsa", "documents/index.html", "documents/2699.00004.md", "documents/old/x.page"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# {SECRET}\n", encoding="utf-8")
    for name in ("topics.json", "papers.jsonl", "progress.json", "pages/old/x.page", "notes/2699.00005.md"):
        (folder / "documents" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "documents" / name).write_text(f'{{"{SECRET}": 1}}\n', encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a stranger's workspace, and a cache of this user beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    return odd_workspace(tmp_path / "clone")


def _state(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


def _set(root: Path, place: str, trap: str, home: Path) -> None:
    target = root / place
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    TRAPS[trap](target, home)


def _lines(case: int) -> list[str]:
    """The commands to try: a few by chance, and those that write; all of them in `make soak`."""
    every = [line for lines in LINES.values() for line in lines[:1]]
    if "VLAGRAPH_SOAK" in os.environ:
        return every
    quick = [line for line in every if line.split()[0] not in SLOW]
    more = ["doctor --mend", "star 2699.00004 --for ada", "undo"] if ".undo" in CASES[case][0] else []
    more += ["build"] if case % 6 == 0 else ["doctor --mend"] if case % 6 == 1 else []
    return [*random.Random(case).sample(quick, 3), *more]


@pytest.mark.parametrize(("case", "place", "trap"), [(n, *case) for n, case in enumerate(CASES)])
def test_no_command_is_led_out_of_the_workspace(
    case: int,
    place: str,
    trap: str,
    home: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    _set(root, place, trap, home)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(root)
    before = _state(home)

    for line in _lines(case):
        answer = ask(capfd, "--root", str(root), *shlex.split(line))

        assert answer.code in (0, 1), line
        assert "Traceback" not in answer.err, line
        assert SECRET not in answer.out + answer.err, line
    assert _state(home) == before
    real = os.path.realpath(root)
    for path in root.rglob("*"):
        if os.path.realpath(path).startswith(real) and path.is_file():
            assert SECRET not in path.read_text(encoding="utf-8", errors="replace"), path


@pytest.mark.parametrize("trap", ["a link to a file", "a link to a folder", "a link to nothing"])
@pytest.mark.parametrize(
    "place", [".cache", ".cache/pages", ".cache/pages/old", "papers", "papers/fetch.json"]
)
def test_a_fetch_writes_and_deletes_nothing_outside(
    place: str,
    trap: str,
    home: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    _set(root, place, trap, home)
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-01-01T00:00:00Z")
    monkeypatch.setenv("VLAGRAPH_CONTACT", "tests@example.org")
    before = _state(home)
    with StandIn(RECORDS, now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        monkeypatch.setenv("VLAGRAPH_API_URL", server.api_url)
        monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", str(3 / SCALE))
        answer = ask(capfd, "--root", str(root), "fetch", "seeing")

    assert answer.code in (0, 1)
    assert "Traceback" not in answer.err
    assert answer.code == 0 or str(root) in answer.err or "leads out" in answer.err
    assert _state(home) == before


def test_a_key_as_a_note_is_named_and_never_shown(
    home: Path, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "papers" / "notes").mkdir()
    (root / "papers" / "notes" / "2699.00004.md").symlink_to(home / "id_rsa")
    answer = ask(capfd, "--root", str(root), "build")

    assert answer.code == 0
    pages = "".join(page.read_text(encoding="utf-8") for page in (root / "site").rglob("*.html"))
    assert SECRET not in pages
    assert "a link leads out of" in pages
