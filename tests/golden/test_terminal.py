"""What every command prints on terminals of several widths and in a pipe, of a workspace with odd names.

The kept files are written anew by ``make golden`` too. One file holds all widths of a command in a language;
widths that print the same stand together. In every run a command is asked at one half of the widths in one
language and at the other half in the other, by turns from command to command; ``make soak`` takes all.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.golden.test_golden import ANSWERS, REFRESH
from tests.support.command_line import on_screen
from tests.support.every_command import LINES, SLOW, UNWRAPPED, leaves
from tests.support.odd_names import odd_workspace
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.support.command_line import Answer
    from vlagraph.words import Lang

WIDTHS = (60, 80, 100, 120)
ALL_WIDTHS = (40, 50, 60, 70, 80, 90, 100, 110, 120)
PIPE = 0
SLOWEST = {"watch"}
"""Commands that take seconds for each width: `watch` judges every paper of the collection."""
WIDTHS_OF_SLOW = (60, PIPE)
HALVES = ((40, 60, 70, 100, 110), (50, 80, 90, 120))
"""Which widths an ordinary run tries together, beside the pipe."""
SOAK = "VLAGRAPH_SOAK" in os.environ
WORD = re.compile(r"[\w./:@-]+")
HAS_ID = re.compile(r"\d{4}\.\d{4,5}|\d{4}-\d\d-\d\d|\w-\w|\.(json|md|html)\b", re.ASCII)
DOCUMENTS = {"completion", "export", "progress export", "schema"}
CASES: list[tuple[str, Lang]] = [(name, lang) for name in sorted(LINES) for lang in LANGS]
KEPT = [case for case in CASES if case[0] not in DOCUMENTS]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a command finds a fresh workspace: among the files of pytest, which may lie in memory."""
    return tmp_path_factory.mktemp("terminal")


def _tried(name: str, lang: Lang) -> frozenset[int]:
    """The widths that this run tries with a command in a language."""
    if SOAK or REFRESH:
        return frozenset(ALL_WIDTHS)
    half = (sorted(LINES).index(name) + LANGS.index(lang)) % len(HALVES)
    return frozenset(HALVES[half])


class _Asked:
    """What the lines of one command print in one language; each is asked once for a width."""

    def __init__(self, name: str, lang: Lang, place: Path) -> None:
        self.name, self.lang, self.place = name, lang, place
        self.tried = _tried(name, lang)
        self.answer = cache(self._ask)

    def _ask(self, line: str, columns: int) -> Answer:
        """What ``line`` prints on a terminal of so many columns, or in a pipe; in a fresh workspace."""
        root = self.place / "work"
        shutil.rmtree(root, ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(odd_workspace(root))
            patch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
            patch.setenv("TERM", "dumb")
            return on_screen(patch, columns, "--root", ".", *shlex.split(line), "--lang", self.lang)

    def kept_widths(self) -> list[int]:
        """The widths whose texts are kept and tried in this run."""
        widths = WIDTHS_OF_SLOW if self.name in SLOWEST else (*WIDTHS, PIPE)
        return [columns for columns in widths if columns in self.tried or columns == PIPE]

    def text(self, line: str, columns: int) -> str:
        """What is kept of one answer: what it says, and its messages each after a mark."""
        answer = self.answer(line, columns)
        errors = "".join(f"! {text}\n" for text in answer.err.splitlines() if text.strip())
        if self.name == "build":
            errors = re.sub(r"\d+", "N", errors)  # sizes change with every page and script
        return answer.out + errors

    def whole(self) -> str:
        """The text of the kept file, of the widths of this run."""
        texts = {
            line: {str(columns or "pipe"): self.text(line, columns) for columns in self.kept_widths()}
            for line in LINES[self.name]
        }
        return _file_of(texts)


def _file_of(texts: dict[str, dict[str, str]]) -> str:
    """A kept file: each command line, and below it each width with its lines."""
    parts = list[str]()
    for line, by_width in texts.items():
        parts.append(f"$ vlagraph {line}")
        seen: dict[str, list[str]] = {}
        for width, text in by_width.items():
            seen.setdefault(text, []).append(width)
        parts += [f"== {', '.join(widths)} ==\n{text}" for text, widths in seen.items()]
    return "\n".join(parts)


def _texts_of(kept: str, widths: Iterable[int]) -> dict[str, dict[str, str]]:
    """What a kept file holds of some widths, in the order of these."""
    found: dict[str, dict[str, str]] = {}
    for part in re.split(r"(?:^|\n)\$ vlagraph ", kept)[1:]:
        line, *rest = re.split(r"\n== ((?:\d+|pipe)(?:, (?:\d+|pipe))*) ==\n", part)
        by_width = {
            one: text for many, text in zip(*[iter(rest)] * 2, strict=True) for one in many.split(", ")
        }
        found[line] = {name: by_width[name] for name in (str(columns or "pipe") for columns in widths)}
    return found


def _path(name: str, lang: Lang) -> Path:
    return ANSWERS / "terminal" / lang / f"{name.replace(' ', '-')}.txt"


@pytest.mark.campaign
@pytest.mark.parametrize(("name", "lang"), CASES)
def test_a_command_prints_the_kept_text_and_breaks_no_id_at_any_width(
    name: str, lang: Lang, place: Path
) -> None:
    """Both in one test, for they ask for the same answers."""
    asked = _Asked(name, lang, place)
    if (name, lang) in KEPT:
        _compare(asked, _path(name, lang))
    for line in LINES[name]:
        _no_id_is_broken(asked, line)


def test_every_width_is_tried_with_every_command_and_in_every_language() -> None:
    every = set(ALL_WIDTHS)

    assert dict.fromkeys(LINES, every) == {
        name: set().union(*(_tried(name, lang) for lang in LANGS)) for name in LINES
    }
    assert dict.fromkeys(LANGS, every) == {
        lang: set().union(*(_tried(name, lang) for name in LINES)) for lang in LANGS
    }


def test_no_command_is_forgotten_and_no_kept_file_left_over() -> None:
    assert {name for name, _ in leaves()} == set(LINES)
    assert set((ANSWERS / "terminal").rglob("*.txt")) == {_path(*case) for case in KEPT}


def _compare(asked: _Asked, path: Path) -> None:
    text = asked.whole()
    if REFRESH:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    kept = path.read_bytes().decode()
    if set(WIDTHS) - asked.tried:
        kept = _file_of(_texts_of(kept, asked.kept_widths()))

    assert kept == text, f"{path.name} differs; see docs/testing.md"


def _no_id_is_broken(asked: _Asked, line: str) -> None:
    whole = asked.answer(line, PIPE)
    found = 1 if asked.name == "doctor" else 0  # it finds what is odd there
    assert (whole.code, "Traceback" in whole.err) == (found, False), whole.err
    ids = {word for word in WORD.findall(whole.out + whole.err) if HAS_ID.search(word)}
    for columns in asked.tried.intersection(WIDTHS if asked.name in SLOW else ALL_WIDTHS):
        answer = asked.answer(line, columns)
        words = set(WORD.findall(answer.out + answer.err))
        wide = [text for text in answer.out.splitlines() if cell_len(text) > columns]

        assert ids - words == set(), (line, columns)
        assert asked.name in UNWRAPPED or [text for text in wide if " " in text.strip()] == [], (
            line,
            columns,
        )
