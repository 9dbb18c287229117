"""README and docs/ say what is true."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from vlagraph.cli import COMMANDS, app, run
from vlagraph.cli.names import GOAL
from vlagraph.pipeline.answers import open_graph
from vlagraph.pipeline.naming import find_topic
from vlagraph.store.workspace import Workspace
from vlagraph.words import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FOR_ALL = {"root", "reader"}
"""Options that every command takes and the page explains once."""
TOLD_ELSEWHERE = {("any", "--lang"), ("fetch", "--engine"), ("import", "--format")}
"""Of command and option: the language is told once, an engine by its use, kinds of files on a page."""
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _examples() -> list[tuple[str, str]]:
    found = []
    for block in CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("vlagraph "):
                found.append((command, output))
    return found


def _choosing() -> Iterator[tuple[str, click.Option]]:
    """Options that take one of some values, with their command."""
    for name in sorted(COMMANDS):
        command = app.get_command(click.Context(app), name)
        options = (p for p in (command.params if command else ()) if isinstance(p, click.Option))
        for option in options:
            values = option.make_metavar(click.Context(app))
            if "|" in values and not {("any", option.opts[0]), (name, option.opts[0])} & TOLD_ELSEWHERE:
                yield name, option


@pytest.mark.parametrize(("command", "output"), _examples())
def test_a_command_of_the_readme_prints_what_the_readme_shows(
    command: str,
    output: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    shipped: KnowledgeGraph,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VLAGRAPH_ROOT", raising=False)
    code = run(shlex.split(command)[1:])
    printed = capsys.readouterr().out
    shown, more, _ = output.partition("…\n")

    assert code == 0
    if shlex.split(command)[1] == "next":  # which compares all topics, so that a new one changes figures
        assert _columns(printed, shipped) == _columns(shown, shipped)
    else:
        assert (printed.startswith(shown) and len(printed) > len(shown)) if more else printed == shown


def _columns(answer: str, shipped: KnowledgeGraph) -> tuple[list[str], list[bool]]:
    """The headers of the table ``next``, and of each row whether it names a topic of the roadmap."""
    head, *rows = [re.split(r" {2,}", line) for line in answer.partition("\n\n")[0].splitlines()]
    return head, [row[1] in shipped.topics and row[0] == shipped.topics[row[1]].name.en for row in rows]


def test_the_readme_shows_at_least_three_commands() -> None:
    assert len(_examples()) >= 3


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_stands_in_the_docs(name: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    command = app.get_command(click.Context(app), name)

    assert command is not None
    assert command.help
    assert f"`vlagraph {name}" in page


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_of_a_command_stands_in_the_docs(name: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    command = app.get_command(click.Context(app), name)
    row = next(line for line in page.splitlines() if f"`vlagraph {name}" in line)

    assert command is not None
    for option in (p for p in command.params if isinstance(p, click.Option) and p.name not in FOR_ALL):
        assert option.opts[0] in row, f"{name} {option.opts[0]}"


@pytest.mark.parametrize(("name", "option"), list(_choosing()))
def test_every_value_that_an_option_takes_stands_in_the_docs(name: str, option: click.Option) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").replace("\\|", "|")
    row = next(line for line in page.splitlines() if f"`vlagraph {name}" in line)
    values = set(re.findall(r"[\w-]+", option.make_metavar(click.Context(app))))
    said = [set(one.split("|")) for one in re.findall(rf"{option.opts[0]} ([a-z-]+(?:\|[a-z-]+)+)", row)]

    assert said == [values] or (not said and values == {"text", "json"})


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_choice_and_goal_of_an_argument_stands_in_the_docs(name: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").replace("\\|", "|")
    documents = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    command = app.get_command(click.Context(app), name)
    row = next(line for line in page.splitlines() if f"`vlagraph {name}" in line)

    assert command is not None
    for argument in (p for p in command.params if isinstance(p, click.Argument)):
        if isinstance(argument.type, click.Choice):
            assert set(argument.type.choices) <= set(re.findall(r"[\w-]+", row))
        if argument.type is GOAL:
            assert "GOAL" in argument.make_metavar(click.Context(command))
            assert "GOAL" in row
            assert not re.search(rf"`{name} \[?TOPIC", documents)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_docs_call_what_a_command_takes_as_its_usage_line_does(name: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").replace("\\|", "|")
    command = app.get_command(click.Context(app), name)
    row = next(line for line in page.splitlines() if f"`vlagraph {name}" in line)
    call = row.split("`")[1]

    assert command is not None
    for argument in (p for p in command.params if isinstance(p, click.Argument)):
        for word in re.findall(r"[A-Z_]+", argument.make_metavar(click.Context(command))):
            assert re.search(rf"\b{word}\b", call), f"{name} {word}"


def test_the_names_of_parts_that_the_docs_give_are_what_the_docs_call_them() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    said = re.search(r"a concept by its names\s+\((.*?)\), or a key paper .*?\((.*?)\)", page, re.DOTALL)
    kg = open_graph(Workspace(ROOT))

    assert said
    for names, is_paper in zip(said.groups(), (False, True), strict=True):
        for name in (one.strip('"') for one in re.findall(r"`(.*?)`", names)):
            [remark] = find_topic(kg, name)[1]
            assert (" is a key paper of " in str(render(remark, "en"))) == is_paper, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_local_link_and_named_file_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!<?https?:|#)([^)#]+)", text)
    named = re.findall(r"\b(?:docs|benchmarks|tests)/[a-z0-9_/-]+\.(?:md|py|txt|png|svg)\b", text)

    assert [link for link in links if not (page.parent / link).exists()] == []
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_runtime_dependency_has_its_line_in_the_architecture() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    for spec in project["dependencies"]:
        assert f"| {re.split(r'[<>=]', spec)[0]} |" in page


def test_the_changelog_names_its_unreleased_part_first() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert headings[0] == "Unreleased"


def test_contributors_are_told_what_the_tests_ask_for_beyond_the_check() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert all(part in page for part in ('`"origin": "extension"`', '`"first_pass": true`', "&& make test"))
