"""The walks of docs/walks.md: every command of the page is run, and its answer is the one on the page.

``make golden`` writes the answers anew. A comment ``<!-- now: TIME -->`` sets the clock; each heading
begins in an empty folder.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.golden.test_golden import REFRESH
from tests.support.command_line import CHECKOUT, on_one_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = CHECKOUT / "docs" / "walks.md"
COLUMNS = 100
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
STOP = re.compile(r"(?<=<!-- now: )\S+(?= -->)")
SHELL = {"cat", "echo", "sed"}


def _parts() -> list[str]:
    """The page from each heading of a walk to the next; what stands before the first is no walk."""
    parts, inside = [""], False
    for line in PAGE.read_text(encoding="utf-8").splitlines(keepends=True):
        inside ^= line.startswith("```")
        if line.startswith("## ") and not inside:
            parts.append("")
        parts[-1] += line
    return parts


WALKS = [part.partition("\n")[0].removeprefix("## ") for part in _parts()[1:]]


def test_every_walk_of_the_page_is_found() -> None:
    assert len(WALKS) >= 2


@pytest.mark.parametrize("number", range(1, len(WALKS) + 1), ids=WALKS)
def test_every_command_of_a_walk_prints_what_the_page_shows(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = _parts()[number]
    made = _Walk(tmp_path, monkeypatch).page(part)

    if not REFRESH:
        assert list(_blocks(part)) == list(_blocks(made)), "see docs/testing.md"


@pytest.mark.skipif(not REFRESH, reason="writes the page anew only when asked to")
def test_the_page_is_written_anew(tmp_path: Path) -> None:
    first, *walks = _parts()
    for number, walk in enumerate(walks):
        (tmp_path / str(number)).mkdir()
        with pytest.MonkeyPatch.context() as patch:
            first += _Walk(tmp_path / str(number), patch).page(walk)
    PAGE.write_text(first, encoding="utf-8")


def _blocks(part: str) -> Iterator[str]:
    for block in BLOCK.finditer(part):
        yield from re.split(r"^(?=\$ )", block[0], flags=re.MULTILINE)


class _Walk:
    """A folder, and a terminal in it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.home, self.patch = folder, patch
        patch.chdir(folder)
        patch.delenv("VLAGRAPH_LANG", raising=False)
        for name in ("VISUAL", "EDITOR"):
            patch.delenv(name, raising=False)

    def page(self, part: str) -> str:
        """``part`` with the answers that its commands give now."""
        pieces = re.split(f"({STOP.pattern}|{BLOCK.pattern})", part, flags=re.DOTALL | re.MULTILINE)
        return "".join(self.piece(piece) for piece in pieces)

    def piece(self, text: str) -> str:
        if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+Z", text):
            self.patch.setenv("VLAGRAPH_NOW", text)
        if not text.startswith("$ "):
            return text
        lines = (line for line in text.splitlines() if line.startswith("$ "))
        return "".join(f"{line}\n{self.answer(line.removeprefix('$ '))}" for line in lines)

    def answer(self, line: str) -> str:
        command, *words = shlex.split(line)
        if command == "cd":
            self.patch.chdir(words[0])
            return ""
        if command == "export":
            name, _, value = words[0].partition("=")
            self.patch.setenv(name, value)
            return ""
        if command in SHELL:
            return subprocess.run(line, shell=True, check=True, capture_output=True, text=True).stdout
        assert command == "vlagraph", line
        file = words.pop() if words[-2:-1] == [">"] else None
        found = on_one_screen(self.patch, COLUMNS, *words[: -1 if file else None])
        assert found.code == 0, found.out
        if file:
            Path(file).write_text(found.out, encoding="utf-8")
            return ""
        return found.out.replace(str(self.home), "/home/you")
