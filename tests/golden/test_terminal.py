"""What every command prints on terminals of several widths and in a pipe, of a workspace with odd names.

The kept files are written anew by ``make golden`` too. One file holds all widths of a command in a language;
widths that print the same stand together.
"""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.golden.test_golden import ANSWERS, REFRESH
from tests.support.command_line import on_screen
from tests.support.every_command import LINES, SLOW, UNWRAPPED, leaves
from tests.support.odd_names import odd_workspace
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from tests.support.command_line import Answer
    from vlagraph.words import Lang

WIDTHS = (60, 80, 100, 120)
ALL_WIDTHS = (40, 50, 60, 70, 80, 90, 100, 110, 120)
PIPE = 0
SLOWEST = {"watch"}
"""Commands that take seconds for each width: `watch` judges every paper of the collection."""
WIDTHS_OF_SLOW = (60, PIPE)
WORD = re.compile(r"[\w./:@-]+")
HAS_ID = re.compile(r"\d{4}\.\d{4,5}|\d{4}-\d\d-\d\d|\w-\w|\.(json|md|html)\b", re.ASCII)
DOCUMENTS = {"completion", "export", "progress export", "schema"}
CASES: list[tuple[str, Lang]] = [(name, lang) for name in sorted(LINES) for lang in LANGS]
KEPT = [case for case in CASES if case[0] not in DOCUMENTS]


@cache
def _answer(line: str, lang: Lang, columns: int) -> Answer:
    """What ``line`` prints on a terminal of so many columns, or in a pipe; each time in a fresh workspace."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(odd_workspace(Path(folder)))
        patch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
        patch.setenv("TERM", "dumb")
        return on_screen(patch, columns, "--root", ".", *shlex.split(line), "--lang", lang)


def _kept(name: str, lang: Lang) -> str:
    """The text of the kept file: each command line, and below it each width with its lines."""
    parts = list[str]()
    for line in LINES[name]:
        parts.append(f"$ vlagraph {line}")
        seen: dict[str, list[str]] = {}
        for columns in WIDTHS_OF_SLOW if name in SLOWEST else (*WIDTHS, PIPE):
            answer = _answer(line, lang, columns)
            errors = "".join(f"! {text}\n" for text in answer.err.splitlines() if text.strip())
            if name == "build":
                errors = re.sub(r"\d+", "N", errors)  # sizes change with every page and script
            seen.setdefault(answer.out + errors, []).append(str(columns) if columns else "pipe")
        parts += [f"== {', '.join(widths)} ==\n{text}" for text, widths in seen.items()]
    return "\n".join(parts)


def _path(name: str, lang: Lang) -> Path:
    return ANSWERS / "terminal" / lang / f"{name.replace(' ', '-')}.txt"


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_a_command_prints_the_kept_text_and_breaks_no_id_at_any_width(name: str, lang: Lang) -> None:
    """Both in one test, for they ask for the same answers."""
    if (name, lang) in KEPT:
        _compare(_kept(name, lang), _path(name, lang))
    for line in LINES[name]:
        _no_id_is_broken(name, line, lang)


def test_no_command_is_forgotten_and_no_kept_file_left_over() -> None:
    assert {name for name, _ in leaves()} == set(LINES)
    assert set((ANSWERS / "terminal").rglob("*.txt")) == {_path(*case) for case in KEPT}


def _compare(text: str, path: Path) -> None:
    if REFRESH:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    assert path.read_bytes().decode() == text, f"{path.name} differs; see docs/testing.md"


def _no_id_is_broken(name: str, line: str, lang: Lang) -> None:
    whole = _answer(line, lang, PIPE)
    found = 1 if name == "doctor" else 0  # it finds what is odd there
    assert (whole.code, "Traceback" in whole.err) == (found, False), whole.err
    ids = {word for word in WORD.findall(whole.out + whole.err) if HAS_ID.search(word)}
    for columns in WIDTHS if name in SLOW else ALL_WIDTHS:
        answer = _answer(line, lang, columns)
        words = set(WORD.findall(answer.out + answer.err))
        wide = [text for text in answer.out.splitlines() if cell_len(text) > columns]

        assert ids - words == set(), (line, columns)
        assert name in UNWRAPPED or [text for text in wide if " " in text.strip()] == [], (line, columns)
