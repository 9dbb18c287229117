"""Every example in the help works: it is read as a command, and names what the roadmap has."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click
import pytest

from tests.support.command_line import ask
from vlagraph.cli import COMMANDS, app
from vlagraph.cli.names import Name
from vlagraph.pipeline.naming import pick_targets
from vlagraph.pipeline.paper_names import pick_papers
from vlagraph.words import LANGS, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph

CHANGES = ["topic add", "require", "topic split", "topic merge", "topic remove", "topic rename"]
"""What changes the roadmap, in an order in which each finds what it changes."""


def _place(line: str) -> int:
    return next(
        (number for number, start in enumerate(CHANGES, 1) if line.startswith(f"vlagraph {start}")), 0
    )


def _examples() -> list[str]:
    every = {line for lang in LANGS for text in table(lang, "example").values() for line in text.split("\n")}
    return sorted(every, key=lambda line: (_place(line), line))


def parse(words: list[str]) -> click.Context:
    """The context of the command that ``words`` call, all of them read; nothing is run."""
    ctx = app.make_context("vlagraph", list(words), obj="en")
    while isinstance(ctx.command, click.Group) and (rest := [*ctx._protected_args, *ctx.args]):
        name, command, left = ctx.command.resolve_command(ctx, rest)
        assert command is not None
        ctx = command.make_context(name, left, parent=ctx)
    assert ctx.args == []
    return ctx


def _words(example: str) -> list[str]:
    words = shlex.split(example)
    until = next((index for index, word in enumerate(words) if word in {">", ">>", "|"}), len(words))
    assert words[0] == "vlagraph"
    return words[1:until]


@pytest.mark.parametrize("lang", LANGS)
def test_every_help_has_an_example_of_its_command(lang: str) -> None:
    texts = table("ko" if lang == "ko" else "en", "example")

    for code in table("en", "help"):
        words = code if code in COMMANDS else code.replace("-", " ")
        names = "" if code == "vlagraph" else f" {words}"
        assert [line for line in texts[code].split("\n") if not line.startswith(f"vlagraph{names}")] == []
    assert set(texts) == set(table("en", "help"))


@pytest.mark.parametrize("example", _examples())
def test_an_example_is_read_as_it_stands_and_its_names_are_those_of_the_roadmap(
    example: str, shipped: KnowledgeGraph
) -> None:
    ctx = parse(_words(example))
    named = [] if _place(example) else list(_names(ctx))

    assert len(example) <= 74
    for kind, name in named:
        assert KNOWN[kind](shipped, name), (kind, name)


def _names(ctx: click.Context) -> Iterator[tuple[str, str]]:
    for param in ctx.command.params:
        value = ctx.params.get(param.name or "")
        for one in value if isinstance(value, tuple) else filter(None, [value]):
            if isinstance(param.type, Name):
                yield param.type.name, one


def _paper(_: KnowledgeGraph, name: str) -> bool:
    return bool(pick_papers([name]).ids)


KNOWN: dict[str, Callable[[KnowledgeGraph, str], object]] = {
    "topic": lambda kg, name: pick_targets(kg, [name]).ids,
    "goal": lambda kg, name: pick_targets(kg, [name]).ids,
    "area": lambda kg, name: kg.members(name),
    "tier": lambda kg, name: [one for one in kg.roadmap.priorities if one.id == name],
    "stage": lambda kg, name: [one for one in kg.roadmap.stages if one.id == name],
    "project": lambda kg, name: [one for one in kg.roadmap.projects if one.id == name],
    "benchmark": lambda kg, name: [one for one in kg.roadmap.benchmarks if one.id == name],
    "paper": _paper,
    "review": lambda kg, name: _paper(kg, name) if name[0].isdigit() else pick_targets(kg, [name]).ids,
}
"""How a test finds what an example names, by the kind of the name."""


def test_the_examples_that_change_a_roadmap_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ask(capfd, "init", str(tmp_path / "own")).code == 0
    monkeypatch.chdir(tmp_path / "own")
    answers = {line: ask(capfd, *_words(line)) for line in _examples() if _place(line)}

    assert [(line, answer.err) for line, answer in answers.items() if answer.code] == []
    assert len(answers) >= len(CHANGES)
