"""The command ``mcp`` beside the server that it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.agents import server
from vlagraph.agents.tools import with_inputs
from vlagraph.cli.agents import _tools

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer


def test_without_its_extra_it_says_how_to_get_it(
    vlagraph: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    answer = vlagraph("mcp")

    assert (answer.code, answer.out) == (1, "")
    assert "pip install 'vlagraph[mcp]'" in answer.err


def test_its_tools_are_listed_without_the_extra(
    vlagraph: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    reading = vlagraph("mcp", "--tools", "--format", "json").json
    marking = vlagraph("mcp", "--tools", "--allow-marks", "--format", "json").json

    assert len(reading) == len(marking) == 9
    assert not any("mark" in tool["input_schema"]["properties"] for tool in reading)
    assert sum("mark" in tool["input_schema"]["properties"] for tool in marking) == 3


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_who_plans_from_long_ago_is_told_of_no_input_that_the_tool_lacks(
    vlagraph: Callable[..., Answer], lang: str
) -> None:
    said = vlagraph("plan", "lora", "--hours-per-week", "8", "--start", "1900-01-01", "--lang", lang).err
    [plan] = [tool for tool in _tools(may_mark=False, lang="en") if tool.name == "plan"]

    told = with_inputs(plan, said)

    assert "'vlagraph plan --done'" in told
    assert "--" not in told.replace("'vlagraph plan --done'", "")
