"""Streams of any encoding: answers for programs are UTF-8, and no text has a question mark for a letter."""

from __future__ import annotations

import io
import json
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import on_stream
from tests.support.every_command import LINES, SLOW, formats, leaves
from tests.support.odd_names import SCIENTIST, odd_workspace
from vlagraph.cli import run
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS = ("cp949", "cp1252", "ascii", "latin-1", "utf-16", "cp932")
NARROW = ("cp1252", "ascii", "latin-1", "cp437", "cp932")
DOCUMENTS = [
    (line, form)
    for name, command in leaves()
    for form in formats(command)
    if form not in {"text", "tree"}
    for line in LINES[name][:1]
] + [
    ("export csl learning-from-demonstrations", ""),
    ("export markdown", ""),
    ("schema", ""),
    ("progress export", ""),
    ("pin 2699.00008 judging --propose", ""),
]


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace of odd names, entered, with the clock stopped."""
    monkeypatch.chdir(odd_workspace(tmp_path))
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    return tmp_path


@pytest.mark.parametrize(("line", "form"), DOCUMENTS)
def test_a_document_is_the_same_utf_8_on_every_stream(
    line: str, form: str, odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*shlex.split(line), *(["--format", form] if form else []), "--lang", "ko"]
    encodings = ENCODINGS[:1] if line.split(maxsplit=1)[0] in SLOW else ENCODINGS
    found = set[tuple[int, bytes]]()
    for encoding in encodings:
        odd_workspace(odd)  # what was shown is new again
        found.add(on_stream(monkeypatch, encoding, *words))

    ((code, data),) = found
    assert code == (1 if line == "doctor" else 0)  # it finds what is odd there
    assert data.decode("utf-8")
    assert form == "ics" or b"\r" not in data
    assert form != "json" or json.loads(data) is not None


def test_every_format_for_programs_was_tried() -> None:
    assert {form for _, form in DOCUMENTS} >= {"json", "md", "mermaid", "atom", "ics"}


@pytest.mark.parametrize("encoding", NARROW)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("line", ["order", "topic seeing", "new --all", "papers", "stats"])
def test_a_stream_that_cannot_hold_korean_is_written_in_utf_8(
    line: str, lang: str, encoding: str, odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code, data), (_, wanted) = (
        on_stream(monkeypatch, name, *shlex.split(line), "--lang", lang) for name in (encoding, "utf-8")
    )

    assert code == (1 if line == "doctor" else 0)  # it finds what is odd there
    assert data == wanted
    assert "?" not in data.decode("utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("encoding", ["cp949", "euc_kr"])
def test_a_korean_stream_keeps_its_encoding_and_spells_what_it_lacks(
    encoding: str, lang: str, odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, data = on_stream(monkeypatch, encoding, "new", "--all", "--lang", lang)
    text = data.decode(encoding)

    assert code == 0
    assert "?" not in text
    assert "로봇 시각과 학습에 대한 긴 제목의 논문" in text
    assert "\\U0001f469\\u200d\\U0001f52c" in text or SCIENTIST in text
    assert lang == "ko" or "Theorie of Chance" in text


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("Christopher Ré", "Christopher Re"),
        ("a — b → c", "a - b → c"),
        ("█░ ×", "#. ×"),
        ("Tiếng Việt", "Tieng Viet"),
        ("\u0e01", "\\u0e01"),
        ("\u1112\u1161\u11ab글", "한글"),
    ],
)
def test_a_letter_that_a_korean_stream_lacks_is_its_nearest_or_an_escape(
    text: str, spelt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_stream(monkeypatch, "cp949", "--version")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="euc_kr", errors="vlagraph.nearest")
    stream.write(text)
    stream.seek(0)

    assert stream.buffer.read().decode("euc_kr") == spelt


def test_messages_on_stderr_follow_the_same_rule(
    odd: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    errors = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")
    monkeypatch.setattr("sys.stderr", errors)

    assert run(["topic", "없는 이름", "--lang", "ko"]) == 1
    errors.flush()
    assert "없는 이름" in errors.buffer.getvalue().decode("utf-8")


def test_a_script_that_gives_a_text_stream_gets_text(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)

    assert run(["order", "--format", "json"]) == 0
    assert json.loads(stream.getvalue())["order"]
