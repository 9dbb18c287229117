"""A wrong use is told in our words and in both languages: how the command is called, and what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from vlagraph.cli.refusals import Refused, checked, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]

BY_OPTION = " An option says what a name is:"
IN_QUOTES = " A name of several words is written in quotes:"
CASES = [
    (["pathh", "x"], "no such command 'pathh'. Did you mean 'path'? 'vlagraph --help' lists them."),
    (
        ["progress", "exprot"],
        "no such command 'exprot'. Did you mean 'export'? 'vlagraph progress --help' lists them.",
    ),
    (["🤖"], "no such command '🤖'. 'vlagraph --help' lists them."),
    (
        ["vla-models"],
        (
            "'vla-models' is a topic and no command. 'vlagraph topic vla-models' shows it, "
            "'vlagraph path vla-models' what to learn before it."
        ),
    ),
    (
        ["인과", "추론"],
        (
            "'인과 추론' is a topic and no command. 'vlagraph topic causal-inference' shows it, "
            "'vlagraph path causal-inference' what to learn before it."
        ),
    ),
    (
        ["인과", "추론", "--format", "json"],
        (
            "'인과 추론' is a topic and no command. 'vlagraph topic causal-inference' shows it, "
            "'vlagraph path causal-inference' what to learn before it."
        ),
    ),
    (
        ["hri"],
        (
            "'hri' is an area and no command. 'vlagraph path hri' shows what to learn for it, "
            "'vlagraph order --area hri' its topics."
        ),
    ),
    (["order", "--are", "x"], "there is no option --are here. Did you mean '--area'?"),
    (["order", "--zzz"], "there is no option --zzz here."),
    (["topic"], "TOPIC is missing."),
    (["unlearn"], "TOPIC... is missing."),
    (["plan", "--goal", "all"], "the option --hours-per-week is missing."),
    (["next", "--max"], "the option --max needs a value."),
    (["next", "--ignore-progress=yes"], "the option --ignore-progress takes no value."),
    (["stats", "more"], "more is one word too many for this command."),
    (
        ["order", "hri"],
        f"hri is one word too many for this command.{BY_OPTION} --area, --priority, --stage.",
    ),
    (
        ["landmarks", "hri"],
        f"hri is one word too many for this command.{BY_OPTION} --topic.",
    ),
    (
        ["build", "here"],
        f"here is one word too many for this command.{BY_OPTION} --out.",
    ),
    (
        ["topic", "navigation", "hri", "data"],
        "hri data are 2 words too many for this command. One name is taken at a time.",
    ),
    (
        ["papers", "data", "curation", "vla-core"],
        "curation vla-core are 2 words too many for this command. One name is taken at a time.",
    ),
    (
        ["topic", "navigation", "xyzzyx"],
        f'xyzzyx is one word too many for this command.{IN_QUOTES} "navigation xyzzyx".',
    ),
    (
        ["dismiss", "2304.13705", "causal", "inference"],
        f'inference is one word too many for this command.{IN_QUOTES} "causal inference".',
    ),
    (["show", "2304.13705", "more"], "more is one word too many for this command."),
    (["next", "--lang", "fr"], "--lang cannot be 'fr'. Choose one of: en, ko."),
    (["completion", "tcsh"], "'tcsh' cannot be chosen here. Choose one of: bash, zsh, fish."),
    (
        ["schema", "topix"],
        "'topix' cannot be chosen here. Choose one of: topics, topic, benchmarks, projects, terms.",
    ),
    (["plan", "--pace", "brisk"], "--pace cannot be 'brisk'. Choose one of: fast, typical, slow."),
    (["next", "--max", "0"], "--max needs a whole number of at least 1, not '0'."),
    (["next", "--max", "two"], "--max needs a whole number of at least 1, not 'two'."),
    (["plan", "--weeks", "8h"], "--weeks needs a whole number of at least 1, not '8h'."),
    (
        ["plan", "--start", "31.12."],
        "--start needs a day such as 2026-11-30, today, tomorrow, or 7d for a week ago, not '31.12.'.",
    ),
]


@pytest.mark.parametrize(
    ("command", "said"), CASES, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_wrong_use_is_told_in_both_languages(command: list[str], said: str, vlagraph: Run) -> None:
    english, korean = vlagraph(*command), vlagraph("--lang", "ko", *command)
    called = (
        "vlagraph"
        if re.search("no (such )?command", said) and command[0] != "progress"
        else f"vlagraph {command[0]}"
    )

    assert (english.code, english.out, korean.code, korean.out) == (2, "", 2, "")
    assert english.err.startswith(f"Usage: {called} ")
    assert english.err.endswith(f"\nTry '{called} --help' for help.\n\nError: {said}\n")
    assert korean.err.startswith(f"사용법: {called} ")
    assert f"\n도움말: '{called} --help'\n\n오류: " in korean.err
    assert not {"Error", "Usage", "missing", "needs", "such"} & set(korean.err.split())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["topic", "--lang", "ko"], "사용법: vlagraph topic [옵션] TOPIC"),
        (["topic", "--lang=ko"], "사용법: vlagraph topic [옵션] TOPIC"),
        (["topic", "--lang", "ko", "add"], "사용법: vlagraph topic add [옵션] ID"),
        (["topic", "--lang"], "Usage: vlagraph topic [OPTIONS] TOPIC"),
        (["topic", "ko"], "vlagraph: no topic is called 'ko'."),
    ],
    ids=" ".join,
)
def test_a_language_is_neither_a_topic_nor_in_the_way_of_one(
    line: list[str], said: str, vlagraph: Run
) -> None:
    answer = vlagraph(*line)

    assert (answer.code, answer.out) == (1 if line == ["topic", "ko"] else 2, "")
    assert answer.err.startswith(said)


def test_a_group_without_a_command_shows_its_help(vlagraph: Run) -> None:
    nothing, only_lang = vlagraph(), vlagraph("--lang", "ko")

    assert (nothing.code, only_lang.code) == (2, 2)
    assert nothing.err == vlagraph("--help").out
    assert only_lang.err == vlagraph("--help", "--lang", "ko").out


def test_a_number_between_two_bounds_is_refused_with_both() -> None:
    with pytest.raises(Refused) as caught:
        checked(click.IntRange(1, 5)).convert("9", None, None)

    assert refusal(caught.value, "en") == " needs a whole number from 1 to 5, not '9'."
    assert checked(click.IntRange(1, 5)).convert("3", None, None) == 3


def test_what_another_library_says_stays_as_it_says_it() -> None:
    assert refusal(click.ClickException("as it is"), "ko") == "as it is"


@pytest.mark.parametrize(
    ("words", "then"),
    [
        (("topic", "xyzzyx"), "'vlagraph topics'"),
        (("order", "--area", "xyzzyx"), "'vlagraph help order'"),
        (("order", "--priority", "xyzzyx"), "'vlagraph help order'"),
        (("order", "--stage", "9"), "'vlagraph help order'"),
        (("project", "xyzzyx"), "'vlagraph project'"),
        (("project", "so101-arm", "--done", "99"), "'vlagraph project NAME'"),
        (("benchmarks", "xyzzyx"), "'vlagraph benchmarks'"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_name_that_is_not_there_is_refused_with_what_lists_them(
    vlagraph: Run, words: tuple[str, ...], then: str, lang: str
) -> None:
    answer = vlagraph(*words, "--lang", lang)

    assert answer.code == 1
    assert then in answer.err
