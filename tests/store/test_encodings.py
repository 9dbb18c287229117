"""Every text file that people edit may begin with a byte order mark; none is ever written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT, ask
from vlagraph.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Answer

NOW = "2026-11-22T12:00:00Z"
MARK = b"\xef\xbb\xbf"
NOTE = '---\npaper: "2699.00004"\nstatus: read\ntopics: [learning]\n---\n\n## Method\nA cup.\n'
ASKED = [
    ("check", "--knowledge"),
    ("path", "acting"),
    ("benchmarks",),
    ("project",),
    ("progress",),
    ("papers", "learning"),
    ("status",),
    ("review", "learning", "--digest"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with every kind of text file that is read."""
    root = tmp_path_factory.mktemp("made") / "workspace"
    shutil.copytree(CHECKOUT / "tests" / "golden" / "workspace", root)
    (root / "papers" / "notes").mkdir(exist_ok=True)
    (root / "papers" / "notes" / "2699.00004.md").write_text(NOTE, encoding="utf-8")
    (root / "papers" / "fetch.json").write_text('{"schema": 1, "sources": {}}', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VLAGRAPH_NOW", NOW)
        assert run(["--root", str(root), "format", "--split"]) == 0
    return root


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which commands run."""
    root = tmp_path / "workspace"
    shutil.copytree(made, root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("VLAGRAPH_NOW", NOW)
    return root


def _texts(folder: Path) -> list[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in {".json", ".jsonl", ".md"})
    return [path for path in found if not path.name.endswith(".schema.json") and ".undo" not in path.parts]


def test_a_byte_order_mark_changes_no_answer(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = [ask(capfd, *words) for words in ASKED]
    for path in _texts(folder):
        path.write_bytes(MARK + path.read_bytes())
    after = [ask(capfd, *words) for words in ASKED]

    assert [answer.code for answer in before] == [0] * len(ASKED)
    assert after == before


def test_what_is_written_begins_with_no_mark(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for path in _texts(folder):
        path.write_bytes(MARK + path.read_bytes())
    marks = folder.parent / "marks.json"
    marks.write_bytes(
        MARK + b'{"schema": 1, "topics": {"vectors": {"state": "learned", "at": "2026-11-01"}}}'
    )
    facts = ["--topic", "acting", "--title", "A", "--author", "B", "--date", "2026-01"]
    lines = [
        ("format",),
        ("learned", "learning"),
        ("progress", "import", str(marks)),
        ("progress", "merge", str(marks), str(marks), "--out", str(folder / "both.json")),
        ("paper", "add", "2601.00002", *facts),
    ]
    answers = [ask(capfd, *words) for words in lines]
    marked = [path.name for path in _texts(folder) if path.read_bytes().startswith(MARK)]

    assert [(answer.code, answer.err) for answer in answers] == [(0, "")] * len(lines)
    assert set(marked) <= {"2699.00004.md", "fetch.json"}  # which none of them writes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("graph/topics.json", "next"),
        ("graph/topics/learning.json", "topic learning"),
        ("graph/benchmarks.json", "benchmarks"),
        ("graph/projects.json", "project"),
        ("graph/terms.json", "check"),
        ("papers/papers.jsonl", "papers learning"),
        ("papers/fetch.json", "status"),
        ("progress.json", "progress"),
        ("export.json", "progress import export.json"),
    ],
)
def test_text_of_another_encoding_is_named(
    name: str, asked: str, encoding: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.exists() else '{"schema": 1}\n'
    path.write_bytes(text.encode(encoding))
    said: list[Answer] = [ask(capfd, *asked.split(), "--lang", lang) for lang in ("en", "ko")]

    assert [answer.code for answer in said] == [1, 1]
    for answer in said:
        assert encoding[:6].upper() in answer.err
        assert "UTF-8" in answer.err
        assert "Traceback" not in answer.err


def test_a_note_of_another_encoding_is_told_and_stops_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "papers" / "notes" / "2699.00004.md").write_bytes(NOTE.encode("utf-16"))
    answer = ask(capfd, "review", "learning")

    assert answer.code == 0
    assert "the file is UTF-16 text, not UTF-8" in answer.err
