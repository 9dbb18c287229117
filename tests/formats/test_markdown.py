"""Markdown for other programs: names are shown there as they are, whatever signs they hold."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from tests.support.command_line import CHECKOUT, ask
from vlagraph.formats.markdown import escaped, escaped_prose

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    "<b>x</b> & <!-- y",
    "*a* and **b**",
    "`b` ``c``",
    "[x](y) ![z](w)",
    "a | b || c",
    "# one ## two #",
    "_a_ __b__ snake_case",
    "1. one",
    "- two + three",
    "~~gone~~ $x^2$ \\alpha",
    "=== --- ***",
    "C# 3) R&amp;D",
    "x^2 and ^block-1",
    "^block",
]
RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _shown(markdown: str) -> str:
    """What a reader of ``markdown`` sees, without its marks."""
    return unescape(re.sub(r"<[^>]+>", "", RENDERER.render(markdown)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame", ["{}", "# {}", "- {}", "- [ ] {}", "| {} |\n|---|", "1. [{}](https://x.org)"]
)
def test_a_name_is_shown_as_it_is_wherever_it_stands(name: str, frame: str) -> None:
    shown = _shown(frame.format(escaped(name)))

    assert re.sub(r"^\[ \] ", "", shown.strip()) == name


@pytest.mark.parametrize("name", ["^block", "x^2 and ^block-1"])
def test_no_text_ends_in_the_name_of_a_block_which_obsidian_hides(name: str) -> None:
    assert not re.search(r"(?:^|\s)\^[A-Za-z0-9-]+$", escaped(name))
    assert not re.search(r"(?:^|\s)\^[A-Za-z0-9-]+$", escaped_prose(f"at https://x.org {name}"))


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("README_v2 at https://github.com/a_b/c*d.", "https://github.com/a_b/c*d"),
        ("(https://x.org/a_(b))", "https://x.org/a_(b)"),
        ("see https://x.org/w/a_(b), or c", "https://x.org/w/a_(b)"),
        ("code: https://x.org/a(commit 3)", "https://x.org/a"),
        ("<i> http://y.org/?q=1&r=2, then", "http://y.org/?q=1&r=2"),
    ],
)
def test_an_address_in_prose_is_a_link_and_the_rest_is_shown_as_it_is(text: str, link: str) -> None:
    html = RENDERER.render(escaped_prose(text))

    assert [unescape(found) for found in re.findall(r">(http[^<]+)</a>", html)] == [link]
    assert _shown(escaped_prose(text)).strip() == text


COMMANDS = [
    ("plan", "acting", "--hours-per-week", "6", "--start", "2026-11-23", "--from-scratch", "--format", "md"),
    ("plan", "all", "--hours-per-week", "6", "--weeks", "1", "--start", "2026-11-23", "--format", "md"),
    ("new", "--all", "--abstract", "--format", "md"),
    ("new", "--all", "--max", "1", "--format", "md"),
    ("benchmarks", "--sources", "--format", "md"),
    ("review", "learning", "--digest"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_name_of_a_roadmap_is_more_than_itself_in_any_markdown(
    command: tuple[str, ...],
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(_trapped(tmp_path))
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    answer = ask(capfd, *command, "--lang", lang)
    html = RENDERER.render(answer.out)

    assert answer.code == 0, answer.err
    assert any(name in _shown(answer.out) for name in NAMES)
    assert not re.search(r"<(b|em|strong|code|s|img|h[3-6])\b", html)


def _trapped(root: Path) -> Path:
    """The small workspace, its topics, papers and benchmarks under names that are full of marks."""
    shutil.copytree(CHECKOUT / "tests" / "golden" / "workspace", root / "w")
    path, stored = root / "w" / "graph" / "topics.json", root / "w" / "papers" / "papers.jsonl"
    roadmap = json.loads(path.read_text(encoding="utf-8"))
    named = [*roadmap["topics"], *roadmap["areas"], *roadmap["priorities"]]
    for topic, name in zip(named, NAMES, strict=False):
        topic["name"] = {"en": name, "ko": name}
    for benchmark, name in zip(roadmap["benchmarks"], NAMES, strict=False):
        benchmark.update(name=name, analysis={"en": NAMES[1], "ko": NAMES[2]})
        benchmark["facts"][0].update(value={"en": NAMES[4], "ko": NAMES[3]}, source=NAMES[6])
    roadmap["benchmark_notes"] = [{"en": name, "ko": name} for name in NAMES]
    path.write_text(json.dumps(roadmap), encoding="utf-8")
    papers = [json.loads(line) for line in stored.read_text(encoding="utf-8").splitlines()]
    for paper, name in zip(papers, NAMES, strict=False):
        paper.update(title=name, authors=[*NAMES[:2]], abstract=NAMES[5])
    stored.write_text("".join(f"{json.dumps(paper)}\n" for paper in papers), encoding="utf-8")
    return root / "w"
