"""Whole answers of a small workspace as files, so that a change shows as a diff that a person reads.

``make golden`` writes them anew; docs/testing.md says how to read the diff.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.support.command_line import ask
from vlagraph.cli import COMMANDS

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
REFRESH = bool(os.environ.get("VLAGRAPH_REFRESH"))
PLAN = ("plan", "--goal", "acting", "--hours-per-week", "6", "--start", "2026-11-23")
COMMAND_LINES: dict[str, tuple[str, ...]] = {
    "benchmarks.json": ("benchmarks", "--format", "json"),
    "benchmarks.md": ("benchmarks", "--format", "md"),
    "benchmarks.txt": ("benchmarks", "--sources"),
    "check.json": ("check", "--format", "json"),
    "check.txt": ("check",),
    "check-knowledge.json": ("check", "--knowledge", "--format", "json"),
    "check-knowledge.txt": ("check", "--knowledge"),
    "check-knowledge.ko.txt": ("check", "--knowledge", "--lang", "ko"),
    "diff.json": ("diff", "graph", "graph", "--format", "json"),
    "explain.json": ("explain", "2699.00009", "--format", "json"),
    "explain.txt": ("explain", "2699.00009", "learning"),
    "explain.ko.txt": ("explain", "2699.00009", "--lang", "ko"),
    "export.anki.ko.tsv": ("export", "anki", "learning", "chance", "--lang", "ko"),
    "export.anki.tsv": ("export", "anki"),
    "export.canvas": ("export", "canvas"),
    "export.dot": ("export", "dot"),
    "export.graphml": ("export", "graphml", "learning"),
    "export.ko.md": ("export", "markdown", "--lang", "ko"),
    "export.md": ("export", "markdown", "learning"),
    "export.mmd": ("export", "mermaid"),
    "export.bib": ("export", "bibtex", "--all"),
    "export.csl.json": ("export", "csl", "learning", "--all"),
    "export.node-link.json": ("export", "node-link"),
    "export.ris": ("export", "ris", "--all"),
    "fit.json": ("fit", "--dry-run", "--format", "json"),
    "fit.txt": ("fit", "--dry-run"),
    "fit.ko.txt": ("fit", "--dry-run", "--lang", "ko"),
    "landmarks.json": ("landmarks", "--format", "json"),
    "landmarks.txt": ("landmarks",),
    "landmarks.ko.txt": ("landmarks", "--lang", "ko"),
    "mcp.json": ("mcp", "--tools", "--allow-marks", "--format", "json"),
    "new.atom": ("new", "--all", "--format", "atom"),
    "new.json": ("new", "--all", "--format", "json"),
    "new.md": ("new", "--all", "--format", "md"),
    "new.txt": ("new", "--all"),
    "new.ko.txt": ("new", "--all", "--lang", "ko"),
    "next.json": ("next", "--format", "json"),
    "next.txt": ("next",),
    "order.json": ("order", "--format", "json"),
    "order.txt": ("order",),
    "papers.json": ("papers", "learning", "--format", "json"),
    "papers.txt": ("papers", "learning", "--why"),
    "path.json": ("path", "acting", "--format", "json"),
    "path.mmd": ("path", "acting", "--format", "mermaid"),
    "path.txt": ("path", "acting"),
    "path.ko.txt": ("path", "acting", "--lang", "ko"),
    "plan.ics": (*PLAN, "--format", "ics"),
    "plan.json": (*PLAN, "--format", "json"),
    "plan.md": (*PLAN, "--format", "md"),
    "plan.txt": PLAN,
    "progress.json": ("progress", "--format", "json"),
    "progress.txt": ("progress",),
    "project.json": ("project", "cup-robot", "--format", "json"),
    "project.txt": ("project", "cup-robot"),
    "propose.json": ("pin", "2699.00008", "acting", "--propose"),
    "review.json": ("review", "learning", "--format", "json"),
    "search.json": ("search", "cup", "--format", "json"),
    "search.txt": ("search", "robot"),
    "show.json": ("show", "2699.00009", "--format", "json"),
    "show.ko.txt": ("show", "2699.00009", "--lang", "ko"),
    "show.txt": ("show", "2699.00009"),
    "skill.ko.md": ("skill", "--lang", "ko"),
    "skill.md": ("skill",),
    "stats.json": ("stats", "--format", "json"),
    "stats.txt": ("stats",),
    "status.json": ("status", "--format", "json"),
    "status.txt": ("status",),
    "topic.json": ("topic", "learning", "--format", "json"),
    "topic.txt": ("topic", "learning"),
    "topics.json": ("topics", "--format", "json"),
    "topics.txt": ("topics",),
    "unlocks.json": ("unlocks", "vectors", "--format", "json"),
    "unlocks.txt": ("unlocks", "vectors"),
    "watch.json": ("watch", "learning", "--any", "robot vision", "--format", "json"),
    "watch.ko.txt": ("watch", "learning", "--any", "robot vision", "--lang", "ko"),
    "watch.txt": ("watch", "learning", "--any", "robot vision"),
}
PAGES = (
    "feed.xml",
    "landmarks.html",
    "new.html",
    "order.html",
    "topics/learning.html",
    "benchmarks.html",
    "projects.html",
)
SILENT = {
    "add",
    "build",
    "completion",
    "dismiss",
    "docs",
    "doctor",
    "fetch",
    "format",
    "help",
    "import",
    "init",
    "learned",
    "learning",
    "merge-driver",
    "undo",
    "move",
    "paper",
    "read",
    "require",
    "schema",
    "skip",
    "star",
    "unlearn",
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small workspace, entered, with the clock stopped."""
    root = tmp_path / "workspace"
    shutil.copytree(HERE / "workspace", root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    return root


def _compare(name: str, text: str) -> None:
    """Check ``text`` against the kept file ``name``, or write it where the files are being refreshed."""
    path = ANSWERS / name
    if REFRESH:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text, f"{name} differs; see docs/testing.md"


@pytest.mark.parametrize("name", COMMAND_LINES)
def test_an_answer_is_the_kept_one(name: str, workspace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    answer = ask(capfd, *COMMAND_LINES[name])

    assert answer.code == 0, answer.err
    _compare(name, answer.out.replace(str(workspace), "WORKSPACE"))


def test_the_picture_of_the_map_and_the_pages_are_the_kept_ones(
    workspace: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = ask(capfd, "build")
    page = (workspace / "site" / "index.html").read_text(encoding="utf-8-sig")
    picture = re.search(r"<svg.*?</svg>", page, re.DOTALL)

    assert answer.code == 0, answer.err
    assert picture
    _compare("map.svg", picture[0] + "\n")
    for name in PAGES:
        text = (workspace / "site" / name).read_text(encoding="utf-8")
        _compare(f"site/{name}", _own_part(text))


def _own_part(page: str) -> str:
    """What a page shows beside the head and foot that all pages share; the whole of a feed."""
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    return f"{found[0]}\n" if found else page


def test_every_command_that_answers_has_a_kept_answer() -> None:
    kept = {words[0] for words in COMMAND_LINES.values()}

    assert set(COMMANDS) - kept - SILENT == set()


def test_no_kept_file_is_left_over() -> None:
    kept = {path.relative_to(ANSWERS).as_posix() for path in ANSWERS.rglob("*") if path.is_file()}
    terminal = {name for name in kept if name.startswith("terminal/")}

    assert kept - terminal == {*COMMAND_LINES, "map.svg", *(f"site/{name}" for name in PAGES)}
