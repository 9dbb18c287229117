"""With --lang ko no command says an English sentence, whatever goes wrong or right."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.shipped import own_workspace, smaller_roadmap
from vlagraph.cli import COMMANDS
from vlagraph.store.roadmap import save_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]


SAME_EVERYWHERE = re.compile(
    r"\btopics\[\d+\] \S+|'[^']*'|`[^`]*`|\"[^\"]*\"|\[[^\]]*\]|--[a-z-]+|^사용법:.*$|\S*/\S*"
    r"|\S+\.(?:json|jsonl|md)|cd \w+ && vlagraph \w+|vlagraph(?: [a-z-]+)+|Learning Fine-Grained .* Hardware",
    re.MULTILINE,
)
"""What no language changes: quoted words, options, the line of the call, paths, commands, a paper's title,
the place of a problem."""
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
"""Two English words in a row."""

SAID = {
    "add": ["add", "zzzz"],
    "benchmarks": ["benchmarks", "zzzz"],
    "build": ["build", "--out", "graph/topics.json"],
    "check": ["check", "broken.json"],
    "completion": ["completion"],
    "diff": ["diff", "HEAD~9:none", "graph"],
    "dismiss": ["dismiss", "2304.13705", "manipulation"],
    "docs": ["docs", "zzzz"],
    "doctor": ["doctor"],
    "explain": ["explain", "zzzz"],
    "export": ["export", "bibtex", "--out", "graph/topics.json"],
    "fetch": ["fetch", "--since", "someday", "--dry-run"],
    "fit": ["fit", "zzzz"],
    "format": ["format"],
    "help": ["help", "zzzz"],
    "import": ["import", "broken.json"],
    "init": ["init", "again"],
    "landmarks": ["landmarks", "--topic", "zzzz"],
    "learned": ["learned", "probabilty"],
    "mcp": ["mcp", "--tools"],
    "skill": ["skill"],
    "merge-driver": ["merge-driver", "papers", "none.jsonl", "none.jsonl", "none.jsonl"],
    "move": ["move", "2304.13705", "navigation"],
    "new": ["new", "--since", "someday"],
    "next": ["next", "--known", "zzzz"],
    "order": ["order", "--area", "zzzz"],
    "paper": ["paper", "add", "2611.00001", "--topic", "navigation", "--title", "X"],
    "papers": ["papers", "zzzz"],
    "path": ["path"],
    "pin": ["pin", "2304.13705"],
    "plan": ["plan", "--goal", "zzzz", "--hours-per-week", "5"],
    "progress": ["progress", "export", "graph/topics.json"],
    "project": ["project", "zzzz"],
    "read": ["read", "2304.13705"],
    "require": ["require", "navigation", "navigation"],
    "review": ["review", "zzzz"],
    "search": ["search", "zzzz"],
    "schema": ["schema", "more"],
    "show": ["show", "zzzz"],
    "star": ["star", "zzzz"],
    "stats": ["stats", "more"],
    "status": ["status", "zzzz"],
    "topic": ["topic", "hri"],
    "topics": ["topics", "zzzz"],
    "learning": ["learning", "manipulation"],
    "skip": ["skip", "manipulation"],
    "undo": ["undo"],
    "unlearn": ["unlearn", "manipulation"],
    "unlocks": ["unlocks", "zzzz"],
    "watch": ["watch", "zzzz"],
}
"""For every command a line that is confirmed or refused in a sentence."""
MORE = [
    ["export", "bibtex", "--starred"],
    ["export", "word"],
    ["add", "2511.9001"],
    ["add", "2711.00001"],
    ["add", "no", "ids"],
    ["explain", "2511.01234"],
    ["papers", "--read", "--unread"],
    ["pin", "2511.01234", "navigation"],
    ["star", "2511.01234"],
    ["dismiss", "2304.13705", "--undo"],
    ["paper", "add", "2611.00001", "--topic", "navigation", "--role", "hero"],
    ["require", "linear-algebra", "navigation"],
    ["topic", "add", "new-topic", "--area", "data"],
    ["topic", "remove", "navigation"],
    ["topic", "rename", "navigation", "manipulation"],
    ["import", "missing.json"],
    ["learned", "manipulation"],
    ["learned"],
    ["learning", "--undo"],
    ["skip", "--list"],
    ["move", "2304.13705", "navigation", "--propose", "--undo"],
    ["pin", "2304.13705", "navigation", "--undo"],
    ["plan", "--goal", "all", "--hours-per-week", "0.1"],
    ["plan", "--goal", "all", "--hours-per-week", "5", "--start", "9999-12-31"],
    ["plan"],
    ["progress", "export", "mine.json"],
    ["progress", "import", "missing.json"],
    ["progress", "merge", "broken.json"],
    ["read", "0013.99999"],
    ["read", "2304.13705", "--undo"],
    ["review", "2304.13705", "--digest"],
    ["review", "2304.13705"],
    ["star", "2304.13705"],
    ["watch", "navigation", "--any", "..."],
    ["watch", "navigation", "--category", "cs.ro"],
    ["watch", "navigation", "--drop", "zzzz"],
    ["watch", "navigation", "--any", "abs:robot"],
]


@pytest.fixture
def own(vlagraph: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of one's own, as the folder of the run, with a file that is no roadmap."""
    folder = own_workspace(tmp_path / "own")
    (folder / "broken.json").write_text('{"title": 3, "topics": [}', encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    return folder


def test_every_command_is_asked_for_a_sentence() -> None:
    assert sorted(SAID) == sorted(COMMANDS)


@pytest.mark.parametrize("command", [*SAID.values(), *MORE], ids=" ".join)
def test_no_command_says_an_english_sentence_in_korean(command: list[str], own: Path, vlagraph: Run) -> None:
    answer = vlagraph(*command, "--lang", "ko")
    said = f"{answer.out}{answer.err}".replace(str(own), "/own")

    assert said
    assert SENTENCE.findall(SAME_EVERYWHERE.sub("", said)) == []


def test_a_build_says_no_english_sentence_in_korean(own: Path, vlagraph: Run) -> None:
    """Of a few topics: what it says is the same, and hundreds of pages take seconds."""
    shutil.rmtree(own / "graph")
    save_parts(own / "graph" / "topics.json", smaller_roadmap("optimization"))

    test_no_command_says_an_english_sentence_in_korean(["build"], own, vlagraph)
    assert (own / "site" / "index.html").is_file()


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize(
    "wrong", [["--no-such-option"], ["a", "b", "--no-such-option=1"], ["--help=x"]], ids=" ".join
)
def test_no_command_refuses_a_wrong_option_in_english(name: str, wrong: list[str], vlagraph: Run) -> None:
    answer = vlagraph(name, *wrong, "--lang", "ko")

    assert (answer.code, answer.out) == (2, "")
    assert SENTENCE.findall(SAME_EVERYWHERE.sub("", answer.err)) == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_command_tells_in_english_of_a_missing_workspace(
    name: str, vlagraph: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = vlagraph("--root", "none", *SAID[name], "--lang", "ko")

    assert SENTENCE.findall(SAME_EVERYWHERE.sub("", answer.err)) == []
