"""What is printed: messages in the language of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from vlagraph.cli.output import emit, note, remark
from vlagraph.core.names import Near
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

STOPPED = Message("column.topic")


@pytest.mark.parametrize(("lang", "word"), [("en", "Topic"), ("ko", "주제")])
def test_a_message_is_printed_in_the_language_of_the_run(
    lang: Lang, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with click.Context(click.Command("x"), obj=lang):
        emit(STOPPED)
        note(STOPPED)

    assert capsys.readouterr() == (f"{word}\n", f"vlagraph: {word}\n")


def test_a_stated_language_goes_before_that_of_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(click.Command("x"), obj="en"):
        emit(STOPPED, "ko")
        remark([Near("casual", "causal")], "ko")

    assert capsys.readouterr() == ("주제\n", "vlagraph: 'casual' → causal (비슷한 이름으로 찾음)\n")


def test_a_message_outside_of_a_run_is_english(capsys: pytest.CaptureFixture[str]) -> None:
    note(STOPPED)

    assert capsys.readouterr().err == "vlagraph: Topic\n"
