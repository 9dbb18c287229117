"""What reaches the terminal: nothing that drives it, messages on stderr, exit codes 0, 1 and 2."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import click
import msgspec
import pytest
from rich.cells import cell_len

from tests.support.command_line import CHECKOUT, on_terminal, spawn
from tests.support.roadmaps import roadmap, text, topic
from vlagraph import __version__
from vlagraph.cli import COMMANDS, app
from vlagraph.core.model import Area, KeyPaper
from vlagraph.store.roadmap import save_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]

HEAVY = ("arxiv", "jinja2", "networkx", "pyvis", "requests", "rich")
HOSTILE = {
    "escape codes": "\x1b[31mred\x1b]0;title\x07",
    "one-byte escape codes": "\x9b31mred",
    "right-to-left override": "abc\u202edef",
    "backspaces and returns": "good\b\b\b\bevil\rover",
    "line ends": "one\ntwo\u2028three",
    "a byte that is no text": "q\udcffq",
    "zero": "name\u200b\u2060\ufeff",
    "ten thousand characters": "x" * 10_000,
    "ten thousand combining marks": "e" + "\u0301" * 10_000,
    "private use": "\ue000\U0010ffff",
}


def _harmless(said: str) -> bool:
    """Holds ``said`` no character that moves the cursor, changes the direction or ends a line early?"""
    return all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for c in said)


TAKING = [
    ["path", "{}"],
    ["path", "causal-inference", "--known", "{}"],
    ["path", "causal-inference", "--depth", "{}"],
    ["path", "causal-inference", "--{}"],
    ["order", "--area", "{}"],
    ["order", "--priority", "{}"],
    ["order", "--format", "{}"],
    ["unlocks", "{}"],
    ["topic", "{}"],
    ["papers", "{}"],
    ["stats", "{}"],
    ["next", "--max", "{}"],
    ["check", "{}"],
    ["{}"],
    ["--{}"],
    ["--root", "{}", "stats"],
]
"""Every kind of place where a word may stand."""
SOAK = "VLAGRAPH_SOAK" in os.environ
WORDS = [
    pytest.param(name, command, id=f"{' '.join(command)}-{name}")
    for place, command in enumerate(TAKING)
    for number, name in enumerate(HOSTILE)
    if SOAK or (place + number) % 2 == 0
]
"""In an ordinary run every place takes half of the words, and every word stands in half of the places."""


@pytest.mark.campaign
@pytest.mark.parametrize(("name", "command"), WORDS)
def test_a_hostile_word_is_refused_and_never_repeated_raw(
    name: str, command: list[str], vlagraph: Run
) -> None:
    answer = vlagraph(*(word.replace("{}", HOSTILE[name]) for word in command))

    assert answer.code in {1, 2}
    assert answer.out == ""
    assert answer.err
    assert _harmless(answer.err)
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_search_finds_nothing_and_says_so(name: str, vlagraph: Run) -> None:
    answer = vlagraph("topics", HOSTILE[name])

    assert answer.code == 0
    assert answer.out == (
        "No topic matches. 'vlagraph topics' lists all. "
        "'vlagraph papers --search WORD' looks in the papers.\n"
    )


def test_bytes_that_are_no_text_are_refused_with_a_message() -> None:
    answer = spawn(b"path", b"\xff\xfe\x1b[31m")

    assert answer.code == 1
    assert "no topic, area, goal, project, tier or stage is called" in answer.err
    assert _harmless(answer.err)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A workspace whose every text tries to drive the terminal."""
    evil = "\x1b[31mred \u202edda\x9b2J\b"
    words = text(evil, evil + "글")
    base = msgspec.structs.replace(
        topic("a"), name=words, summary=words, hours_basis=words, aliases=(evil + "alias",)
    )
    key = KeyPaper(arxiv="2304.13705", role="survey", why=words, concepts=("part",))
    (need,) = topic("b", "a").requires
    user = msgspec.structs.replace(
        topic("b", "a"),
        key_papers=(key,),
        requires=(msgspec.structs.replace(need, reason=words, source=evil),),
    )
    sound = roadmap(base, user, areas=[Area(id="field", name=words)])
    save_parts(tmp_path / "graph" / "topics.json", sound)
    return tmp_path


EVERYWHERE = [
    ["path", "b"],
    ["path", "b", "--tree"],
    ["path", "b", "--format", "mermaid"],
    ["path", "b", "--format", "json"],
    ["order"],
    ["next"],
    ["unlocks", "a"],
    ["topic", "a"],
    ["topic", "b"],
    ["topic", "b", "--format", "json"],
    ["topics"],
    ["topics", "--format", "json"],
    ["papers"],
    ["papers", "--format", "json"],
    ["stats"],
    ["check"],
]


@pytest.mark.parametrize("command", EVERYWHERE, ids=" ".join)
def test_no_text_of_a_roadmap_reaches_a_pipe_raw(command: list[str], trap: Path, vlagraph: Run) -> None:
    answer = vlagraph("--root", str(trap), *command)

    assert answer.code == 0, answer.err
    assert _harmless(answer.out)


@pytest.mark.parametrize("command", [["path", "b"], ["order"], ["topic", "b"]], ids=" ".join)
def test_no_text_of_a_roadmap_drives_a_real_terminal(command: list[str], trap: Path) -> None:
    answer = on_terminal("--root", str(trap), *command)

    assert answer.code == 0
    assert _harmless(re.sub(r"\x1b\[[0-9;]*m", "", answer.out))
    assert "\x1b[31m" not in answer.out


def test_json_keeps_every_character_of_a_hostile_text_for_programs(trap: Path, vlagraph: Run) -> None:
    found = vlagraph("--root", str(trap), "topics", "--format", "json").json

    assert found["topics"][0]["name"] == "\x1b[31mred \u202edda\x9b2J\b"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["path"], "Name a topic or a goal, such as: vlagraph path build-a-vla"),
        (["path", "causal-inference", "--depth", "-1"], "-1"),
        (["path", "causal-inference", "--depth", "two"], "two"),
        (["path", "causal-inference", "--format", "yaml"], "yaml"),
        (["path", "causal-inference", "--lang", "fr"], "fr"),
        (["path", "causal-inference", "--no-such-option"], "--no-such-option"),
        (["unlocks"], "TOPIC"),
        (["search", "  ", ""], "WORD... is missing."),
        (["search", "\u200b"], "WORD... is missing."),
        (["unlocks", "navigation", "manipulation"], "manipulation"),
        (["next", "--max", "0"], "0"),
        (["init"], "DIR"),
        (["pathh", "x"], "no such command 'pathh'. Did you mean 'path'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_use_ends_with_2_and_names_what_was_wrong(
    command: list[str], said: str, vlagraph: Run
) -> None:
    answer = vlagraph(*command)

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_an_unknown_name_ends_with_1_and_offers_the_closest_three(vlagraph: Run) -> None:
    answer = vlagraph("path", "control theory of swarms")

    assert (answer.code, answer.out) == (1, "")
    assert re.fullmatch(
        r"vlagraph: no topic, area, goal, project, tier or stage is called 'control theory of swarms'. "
        r"Closest: [a-z-]+, [a-z-]+, [a-z-]+. 'vlagraph topics WORD' searches.\n",
        answer.err,
    )


def test_a_name_that_fits_several_ends_with_1_and_lists_them(vlagraph: Run) -> None:
    answer = vlagraph("path", "optimiz")

    assert (answer.code, answer.out) == (1, "")
    assert "fits several goals: " in answer.err
    assert {"optimization", "optimization-theory"} <= set(re.findall(r"[a-z-]+", answer.err))


def test_one_wrong_name_among_several_stops_the_whole_answer(vlagraph: Run) -> None:
    answer = vlagraph("path", "causal-inference", "--known", "navigation,zzzzz")

    assert (answer.code, answer.out) == (1, "")
    assert "'zzzzz'" in answer.err


def test_an_unknown_tier_offers_the_tiers_and_does_not_point_at_the_topics(vlagraph: Run) -> None:
    answer = vlagraph("order", "--priority", "whenever")

    assert answer.code == 1
    assert all(tier in answer.err for tier in ("immediate", "mid-term", "long-term"))
    assert "vlagraph topics" not in answer.err


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str, vlagraph: Run) -> None:
    answer = vlagraph(name, "--help")
    command = app.get_command(click.Context(app), name)

    assert answer.code == 0
    assert answer.out.startswith(f"Usage: vlagraph {name} ")
    assert command is not None
    assert [p.name for p in command.params if isinstance(p, click.Option) and not p.help] == []


def test_help_lists_every_command_with_a_line_that_is_not_cut(vlagraph: Run) -> None:
    out = vlagraph("--help").out

    listed = out.partition("What to learn:")[2].partition("Examples:")[0]

    assert re.findall(r"^  ([a-z-]+)  +[A-Z]", listed, re.MULTILINE) == list(COMMANDS)
    assert "..." not in listed


def test_the_version_is_that_of_the_package(vlagraph: Run) -> None:
    assert vlagraph("--version").out == f"vlagraph, version {__version__}\n"


def test_help_and_version_load_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from vlagraph.cli import run\n"
        "run(['--help']); run(['--version']); run(['path', '--help'])\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.endswith("loaded: []\n")


def test_a_path_loads_no_library_that_it_has_no_use_for() -> None:
    code = (
        "import sys\n"
        "from vlagraph.cli import run\n"
        "run(['path', 'causal-inference'])\n"
        f"print('loaded:', [name for name in {(*HEAVY, 'rapidfuzz', 'lxml')!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )

    assert done.stdout.endswith("loaded: ['networkx']\n")


@pytest.mark.parametrize(
    ("line", "formats"),
    [
        ("path causal-inference", ["blocks", "mermaid", "names", "path", "vlagraph.store.papers"]),
        ("topics", ["blocks", "names", "topics"]),
    ],
)
def test_an_answer_loads_the_formats_that_it_writes_and_nothing_that_writes_files(
    line: str, formats: list[str]
) -> None:
    writing = ("vlagraph.clock", "vlagraph.store.atomic", "vlagraph.store.lock", "vlagraph.store.papers")
    code = (
        "import sys\n"
        "from vlagraph.cli import run\n"
        f"run({line.split()!r})\n"
        "names = [name.removeprefix('vlagraph.formats.') for name in sys.modules]\n"
        "ours = [name for name in names if f'vlagraph.formats.{name}' in sys.modules]\n"
        f"print('loaded:', sorted([*ours, *set({writing!r}).intersection(sys.modules)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )

    assert done.stdout.endswith(f"loaded: {formats!r}\n")


@pytest.mark.parametrize("command", [["path", "causal-inference"], ["order"], ["check"]], ids=" ".join)
def test_a_pipe_gets_no_escape_codes_even_where_colour_is_forced(command: list[str]) -> None:
    answer = spawn(*command, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"})

    assert answer.code == 0
    assert "\x1b" not in answer.out


def test_a_terminal_gets_bold_headings_and_a_table_with_a_rule() -> None:
    card, table = on_terminal("path", "causal-inference"), on_terminal("order", "--lang", "ko")

    assert card.code == table.code == 0
    assert card.out.startswith("\x1b[1mCausal Inference: 3 steps, ")
    assert "─" * 70 in table.out


def test_prose_is_wrapped_to_the_columns_of_the_terminal_also_in_korean() -> None:
    answer = on_terminal("topic", "causal-inference", "--lang", "ko")
    prose = [line for line in answer.out.splitlines() if "\x1b" not in line and "http" not in line]

    assert answer.code == 0
    assert [line for line in prose if cell_len(line) > 80] == []
    assert max(cell_len(line) for line in prose) > 70


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_that_wants_no_colour_gets_none(env: dict[str, str]) -> None:
    for command in (["order"], ["topic", "navigation"]):
        assert "\x1b[" not in on_terminal(*command, env=env).out


def test_a_terminal_shows_errors_without_escape_codes_of_the_user() -> None:
    answer = on_terminal("stats", "\x1b[31mred", "\u202eevil")

    assert answer.code == 2
    assert "\x1b[31m" not in answer.out
    assert "\u202e" not in answer.out


def test_a_reader_that_leaves_early_ends_the_program_quietly() -> None:
    command = f"{sys.executable} -m vlagraph papers | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, cwd=CHECKOUT)

    assert done.stdout.startswith("Topic ")
    assert done.stderr == ""


def test_the_shell_completes_topic_ids_also_after_a_comma() -> None:
    def complete(words: str, number: int) -> list[str]:
        env = {"_VLAGRAPH_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
        return [line.partition(",")[2] for line in spawn(env=env).out.splitlines()]

    assert complete("vlagraph path caus", 2) == ["causal-inference"]
    assert complete("vlagraph path x --known navigation,caus", 4) == ["navigation,causal-inference"]
    assert "order" in complete("vlagraph or", 1)
