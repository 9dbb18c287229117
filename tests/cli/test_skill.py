"""SKILL.md says what is true of this version."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import click
import pytest
import yaml

from vlagraph import __version__
from vlagraph.cli import COMMANDS, SECTIONS, app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.command_line import Answer

LINES = re.compile(r"`vlagraph ([^`]+)`")


def _words(text: str) -> Iterator[list[str]]:
    """The words of every command line in ``text``."""
    return (shlex.split(line) for line in LINES.findall(text))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_it_names_every_command_and_none_that_there_is_not(
    lang: str, vlagraph: Callable[..., Answer]
) -> None:
    named = {words[0] for words in _words(vlagraph("skill", "--lang", lang).out)}

    assert named == set(COMMANDS) - set(SECTIONS["programs"])


def test_every_option_in_it_is_one_of_its_command(vlagraph: Callable[..., Answer]) -> None:
    for name, *words in _words(vlagraph("skill").out):
        command = app.get_command(click.Context(app), name)
        assert command is not None
        if isinstance(command, click.Group):
            command = command.commands.get(words[0] if words else "", getattr(command, "default", command))
        known = {option for param in command.params for option in param.opts}

        assert {word for word in words if word.startswith("--")} <= known


def test_its_front_matter_is_what_assistants_ask_for(vlagraph: Callable[..., Answer]) -> None:
    _, front, body = vlagraph("skill").out.split("---\n", 2)
    said = yaml.safe_load(front)

    assert set(said) == {"name", "description"}
    assert re.fullmatch(r"[a-z0-9-]{1,64}", said["name"])
    assert 1 <= len(said["description"]) <= 1024
    assert f"# vlagraph {__version__}" in body
