"""The commands `help`, `docs` and `completion`, and words that are no commands here."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from vlagraph.cli import COMMANDS, app
from vlagraph.cli.names import GOAL
from vlagraph.formats import formats_of
from vlagraph.words import LANGS, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer
    from vlagraph.core.model import Lang

    Run = Callable[..., Answer]

CHECKOUT = Path(__file__).resolve().parents[2]
TRIED = {
    *("bib", "bibtex", "cite"),
    *(
        "list",
        "ls",
        "open",
        "notes",
        "note",
        "fix",
        "repair",
        "mend",
        "diagnose",
        "restore",
        "serve",
        "map",
        "version",
    ),
    *("config", "update", "revert", "mark", "todo", "recommend"),
}


ASKED_ABOUT = {"note", "notes", "mark"}
"""Those that `help` has a subject for."""


@pytest.mark.parametrize("word", sorted(TRIED))
def test_a_word_that_people_try_leads_to_the_command_that_does_it(word: str, vlagraph: Run) -> None:
    asked = [[word], [word.upper()], *([["help", word]] if word not in ASKED_ABOUT else [])]
    answers = [vlagraph(*args) for args in asked]

    assert {answer.code for answer in answers} == {2}
    assert all(f"Try: {table('en', 'instead')[word]}" in answer.err for answer in answers)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_told_instead_is_a_command_that_is_there(lang: str) -> None:
    told = table("ko" if lang == "ko" else "en", "instead")

    assert set(COMMANDS).isdisjoint(told)
    for commands in told.values():
        for command in re.split(r", (?=vlagraph )", commands):
            _, name, *rest = shlex.split(command)
            assert name in COMMANDS or name == "--version"
            if name in COMMANDS:
                assert {option for option in rest if option.startswith("--")} <= _options(name)


def _options(name: str) -> set[str]:
    command = app.get_command(click.Context(app), name)
    assert command is not None
    every = getattr(command, "default", command)
    return {option for param in every.params for option in param.opts}


@pytest.mark.parametrize("name", ["path", "topic split", "progress export"])
def test_help_of_a_command_is_what_the_command_itself_says(name: str, vlagraph: Run) -> None:
    assert vlagraph("help", *name.split()).out == vlagraph(*name.split(), "--help").out


@pytest.mark.parametrize("lang", LANGS)
def test_help_explains_every_subject_and_lists_them(lang: str, vlagraph: Run) -> None:
    subjects = table("ko" if lang == "ko" else "en", "subject")
    listed = vlagraph("help", "--lang", lang).out

    for name, text in subjects.items():
        assert re.search(rf"^  {name} ", listed, re.MULTILINE)
        assert vlagraph("help", name, "--lang", lang).out.split()[:2] == text.split()[:2]


def test_docs_lists_every_page_and_shows_each_as_it_is(vlagraph: Run) -> None:
    pages = {path.stem.lower(): path for path in (*CHECKOUT.glob("docs/*.md"), *CHECKOUT.glob("[A-Z]*.md"))}
    listed = re.findall(r"^  ([a-z]+) ", vlagraph("docs").out, re.MULTILINE)

    assert listed == sorted(pages) == sorted(table("en", "doc"))
    for name, path in pages.items():
        assert vlagraph("docs", name).out == path.read_text(encoding="utf-8")
        assert vlagraph("docs", name, "--path").out == f"{path}\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["docs", "studdy"], "the docs have no page 'studdy'. Did you mean 'study'?"),
        (["help", "envirnoment"], "there is no help on 'envirnoment'. Did you mean 'environment'?"),
        (["help", "zzzz"], "there is no help on 'zzzz'."),
        (["help", "path", "zzzz"], "there is no help on 'path zzzz'. Did you mean 'path'?"),
        (["help", "topic", "ad"], "there is no help on 'topic ad'. Did you mean 'topic add'?"),
        (["help", "topic", "add", "x"], "there is no help on 'topic add x'. Did you mean 'topic add'?"),
    ],
)
def test_a_page_or_subject_that_is_not_there_is_refused_with_the_closest(
    args: list[str], said: str, vlagraph: Run
) -> None:
    answer = vlagraph(*args)

    assert answer.code == 2
    assert said in answer.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_asks_the_program(shell: str, vlagraph: Run) -> None:
    answer = vlagraph("completion", shell)

    assert answer.code == 0
    assert f"_VLAGRAPH_COMPLETE={shell}_complete" in answer.out


@pytest.mark.parametrize(
    "command", ["new --since", "plan hri --start", "fetch --dry-run --since", "fetch --dry-run --until"]
)
@pytest.mark.parametrize(
    "day", ["2026-6-30", "20260630", "2026-W27-1", "２０２６-06-30", "2026-06-30T00:00Z", "2026-02-30"]
)
def test_every_option_for_a_date_refuses_what_is_no_date_in_the_same_words(
    command: str, day: str, vlagraph: Run
) -> None:
    answer = vlagraph(*command.split(), day)

    assert answer.code == 2
    assert f"{command.rsplit(maxsplit=1)[-1]} needs a day such as 2026-11-30" in answer.err


def test_root_may_stand_before_or_after_the_command(tmp_path: Path, vlagraph: Run) -> None:
    folder = str(tmp_path / "none")
    before, after = vlagraph("--root", folder, "stats"), vlagraph("stats", "--root", folder)

    assert (before.code, before.err) == (after.code, after.err)
    assert before.code == 1
    assert folder in before.err


@pytest.mark.parametrize("lang", LANGS)
def test_every_format_of_an_answer_is_explained_with_its_commands(lang: Lang) -> None:
    rows = table(lang, "subject")["formats"].split("\n\n")[1].split("\n")
    told = {name: what for row in rows for names, what in [row.split("\t")] for name in names.split(", ")}
    kinds = {"plan": "plan", "new": "news", "benchmarks": "benchmarks", "path": "path", "papers": "papers"}

    for command, kind in kinds.items():
        for form in formats_of(kind):
            assert form in {"text", "json"} or command in told[form].replace(":", ",").replace(" ", "").split(
                ","
            )


def test_the_commands_that_take_a_goal_are_told_by_how_many_they_take() -> None:
    several, one = table("en", "subject")["goals"].split("or all. ")[1].split(" take one or several")
    takes = {
        name: param.nargs
        for name in COMMANDS
        for param in app.get_command(click.Context(app), name).params  # type: ignore[union-attr]
        if isinstance(param, click.Argument) and param.type is GOAL
    }

    assert set(re.findall("[a-z]+", several)) - {"and"} == {
        name for name, count in takes.items() if count == -1
    }
    assert {name for name, count in takes.items() if count == 1} == {"papers"}
    assert "papers takes one" in one
