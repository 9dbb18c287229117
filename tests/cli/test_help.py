"""Help in both languages: complete, from the words alone, within the terminal, and quick."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from rich.cells import cell_len

from tests.support.command_line import on_terminal, spawn
from vlagraph.cli import COMMANDS, app
from vlagraph.cli.groups import CommandContext
from vlagraph.cli.help import option_text
from vlagraph.words import LANGS, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.command_line import Answer
    from vlagraph.core.model import Lang

    Run = Callable[..., Answer]

HEAVY = ("arxiv", "icalendar", "jinja2", "lxml", "networkx", "numpy", "pyvis", "requests", "urllib.request")


def _contexts() -> Iterator[CommandContext]:
    """A context of the program, of every command, and of every command of a group."""
    waiting = [CommandContext(app, info_name="vlagraph", **app.context_settings)]
    while waiting:
        ctx = waiting.pop()
        yield ctx
        if isinstance(ctx.command, click.Group):
            for name in ctx.command.list_commands(ctx):
                command = ctx.command.get_command(ctx, name)
                assert command is not None
                waiting.append(CommandContext(command, info_name=name, parent=ctx))


CONTEXTS = list(_contexts())
PATHS = [ctx.command_path.split()[1:] for ctx in CONTEXTS]


def _options(ctx: CommandContext) -> list[click.Option]:
    return [p for p in ctx.command.get_params(ctx) if isinstance(p, click.Option)]


def _option_codes(ctx: CommandContext, option: click.Option) -> tuple[str, str]:
    name = max(option.opts, key=len).lstrip("-")
    return f"{ctx.code}-{name}", name


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_has_its_text_and_no_text_is_without_a_command(lang: Lang) -> None:
    assert set(table(lang, "help")) == {ctx.code for ctx in CONTEXTS}


@pytest.mark.parametrize("lang", LANGS)
def test_every_option_has_its_text_and_no_text_is_without_an_option(lang: Lang) -> None:
    texts = table(lang, "option")
    missing = [
        f"{ctx.code} {o.opts}"
        for ctx in CONTEXTS
        for o in _options(ctx)
        if not option_text(ctx.code, o, lang)
    ]
    used = set()
    for ctx in CONTEXTS:
        for own, shared in (_option_codes(ctx, option) for option in _options(ctx)):
            used.add(own if own in texts else shared)

    assert missing == []
    assert set(texts) - used == set()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_names_the_call_the_options_and_the_commands(path: list[str], lang: str, vlagraph: Run) -> None:
    answer = vlagraph(*path, "--help", "--lang", lang)
    ctx = CONTEXTS[PATHS.index(path)]
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", answer.out))

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"{'Usage' if lang == 'en' else '사용법'}: {ctx.command_path} ")
    assert {max(option.opts, key=len) for option in _options(ctx)} <= shown
    assert [line for line in answer.out.splitlines() if cell_len(line) > 80 or line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("group", "lang", "place"),
    [
        ("progress", "en", "[OPTIONS] [COMMAND] [ARGS]..."),
        ("progress", "ko", "[옵션] [명령] [인자]..."),
        ("paper", "en", "[OPTIONS] COMMAND [ARGS]..."),
    ],
)
def test_help_shows_whether_a_group_answers_without_a_command(
    group: str, lang: str, place: str, vlagraph: Run
) -> None:
    call = vlagraph(group, "--help", "--lang", lang).out.splitlines()[0]

    assert call.endswith(f"vlagraph {group} {place}")


ENGLISH = re.compile(r"[a-z]{2,},? [a-z]{2,}")
"""Two plain English words in a row."""
ALLOWED = re.compile(
    r"'[^']*'|\[[^\]]*\]|--[a-z-]+|^사용법:.*$|^  vlagraph .*$|^  [A-Z]+  +[a-z].*(\n  +[a-z].*)*",
    re.MULTILINE,
)
"""What is the same in every language: quoted commands, values, options, the call, examples, lists of ids."""


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_korean_help_has_no_english_sentence(path: list[str], vlagraph: Run) -> None:
    answer = vlagraph(*path, "--help", "--lang", "ko")

    assert ENGLISH.findall(ALLOWED.sub("", answer.out)) == []
    assert re.search(r"[가-힣]", answer.out)


@pytest.mark.parametrize("columns", ["40", "200"])
def test_help_fits_the_terminal_and_grows_no_wider_than_a_page(columns: str) -> None:
    answer = on_terminal("path", "--help", "--lang", "ko", env={"COLUMNS": columns})
    widest = max(map(cell_len, answer.out.splitlines()))

    assert widest <= min(int(columns), 100)


def test_the_shell_is_told_what_commands_and_options_do() -> None:
    def complete(words: str, number: int) -> str:
        asked = {"COMP_WORDS": words, "COMP_CWORD": str(number), "VLAGRAPH_LANG": "ko"}
        return spawn(env={"_VLAGRAPH_COMPLETE": "zsh_complete", **asked}).out

    assert complete("vlagraph unlo", 1) == f"plain\nunlocks\n{table('ko', 'help')['unlocks']}\n"
    assert (
        complete("vlagraph progress exp", 2) == f"plain\nexport\n{table('ko', 'help')['progress-export']}\n"
    )
    assert complete("vlagraph path --tr", 2) == f"plain\n--tree\n{table('ko', 'option')['path-tree']}\n"


def test_help_loads_no_library_that_draws_counts_or_asks() -> None:
    lines = ["--help", "path --help", "progress export --help", "path --help --lang ko", "new --help"]
    code = (
        "import sys\n"
        "from vlagraph.cli import run\n"
        "from vlagraph.formats import formats_of\n"
        "formats_of('news')  # what the help of a command asks for its formats\n"
        f"for line in {lines!r}: run(line.split())\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.endswith("loaded: []\n")


def test_the_list_of_commands_loads_none_of_them() -> None:
    modules = sorted({place.partition(":")[0] for place in COMMANDS.values()})
    code = (
        "import sys\n"
        "from vlagraph.cli import run\n"
        "run(['--help'])\n"
        f"print('loaded:', [name for name in {modules!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.endswith("loaded: []\n")
