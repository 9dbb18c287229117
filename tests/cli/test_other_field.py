"""A roadmap of another field is answered in its own words: nothing of ours, no empty table, one language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.every_command import leaves
from tests.support.rust import rust_workspace
from vlagraph.cli import app
from vlagraph.words import table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer
    from vlagraph.core.graph import KnowledgeGraph

    Run = Callable[..., Answer]

OURS = re.compile(
    r"\bVLAs?\b|\bvision|\brobot(?!s\.(?:html|txt))|\blibero|openvla|\blora\b|embodied|로봇|비전|시각-언어",
    re.IGNORECASE,
)
"""Words of the field of the shipped roadmap, the name of the program aside."""
CODE = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
LINES = (
    "add 2304.13705 --dry-run",
    "benchmarks",
    "benchmarks --format md",
    "check --strict",
    "explain 2304.13705",
    "fetch --dry-run --verbose",
    "fit",
    "landmarks",
    "learned ownership",
    "mcp --tools",
    "skill",
    "new",
    "next",
    "order",
    "papers",
    "papers --search borrow",
    "path async-rust",
    "plan async-rust --hours-per-week 4",
    "progress",
    "project",
    "review ownership",
    "search unsafe",
    "search nothing-like-it",
    "show 2304.13705",
    "stats",
    "status",
    "topic lifetimes",
    "topic nothing-like-it",
    "topics",
    "unlearn ownership",
    "unlocks ownership",
    "watch lifetimes",
)


@pytest.fixture
def rust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = rust_workspace(tmp_path / "rust")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(root))
    return root


def _foreign(text: str, shipped: KnowledgeGraph) -> list[str]:
    ids = {name for name in shipped.topics if "-" in name}
    return [*OURS.findall(text), *(word for word in re.findall(r"[a-z0-9-]+", text) if word in ids)]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("line", LINES)
def test_no_answer_speaks_of_our_field(
    line: str, lang: str, rust: Path, vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    answer = vlagraph(*line.split(), "--lang", lang)

    assert answer.out + answer.err
    assert "Traceback" not in answer.err
    assert _foreign(answer.out + answer.err, shipped) == []


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_help_speaks_of_our_field(lang: str, rust: Path, vlagraph: Run, shipped: KnowledgeGraph) -> None:
    pages = [["--help"], *([*name.split(), "--help"] for name, _ in leaves() if name != "topic show")]
    pages += [["help", name] for name in table("en", "subject")]
    found = {" ".join(page): _foreign(vlagraph(*page, "--lang", lang).out, shipped) for page in pages}

    assert {page: words for page, words in found.items() if words} == {}


def test_help_names_the_roadmap_and_its_examples_name_its_topics(rust: Path, vlagraph: Run) -> None:
    whole, path, project = (vlagraph(*words, "--help").out for words in ((), ("path",), ("project",)))

    assert "The roadmap is called: Rust systems programming." in " ".join(whole.split())
    assert "vlagraph path ownership --known lifetimes --tree" in path
    assert "vla-on-libero" not in project
    assert project.count("  vlagraph project") == 1


def test_the_shipped_roadmap_keeps_its_examples(vlagraph: Run) -> None:
    assert table("en", "example")["path"].replace("\n", "\n  ") in vlagraph("path", "--help").out
    assert table("en", "example")["topic-rename"] in vlagraph("topic", "rename", "--help").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("benchmarks", "The roadmap describes no benchmarks yet. Add them to graph/benchmarks.json"),
        ("project", "The roadmap has no projects yet. Add them to graph/projects.json"),
        ("papers", "No paper fits."),
        ("landmarks", "No landmark fits."),
    ],
)
def test_an_empty_table_is_a_sentence_that_says_what_to_do(
    line: str, said: str, rust: Path, vlagraph: Run
) -> None:
    answer = vlagraph(line)

    assert answer.code == 0
    assert answer.out.startswith(said)
    assert len(answer.out.splitlines()) == 1


def test_no_page_speaks_of_our_field_and_none_offers_a_second_language(
    rust: Path, vlagraph: Run, shipped: KnowledgeGraph
) -> None:
    assert vlagraph("build", "--out", str(rust / "site")).code == 0
    pages = {
        str(path.relative_to(rust)): path.read_text(encoding="utf-8")
        for path in sorted((rust / "site").rglob("*"))
        if path.suffix in {".html", ".xml", ".json"}
    }
    html = [text for name, text in pages.items() if name.endswith(".html")]

    assert len(html) >= 10
    assert {name: words for name, text in pages.items() if (words := _foreign(text, shipped))} == {}
    assert all('data-only-lang="en"' in text for text in html)
    assert not [name for name, text in pages.items() if 'class="ko"' in CODE.sub("", text)]
    assert "Rust systems programming" in pages["site/about.html"]
    assert "<table" not in pages["site/benchmarks.html"]


def test_every_command_is_tried_or_changes_files() -> None:
    tried = {line.split()[0] for line in LINES}
    writing = {
        "build", "completion", "diff", "dismiss", "docs", "doctor", "export", "format", "help",
        "import", "init", "learning", "merge-driver", "move", "paper", "pin", "read", "require",
        "schema", "skip", "star", "undo",
    }  # fmt: skip

    assert set(app.list_commands(None)) - tried - writing == set()  # type: ignore[arg-type]
