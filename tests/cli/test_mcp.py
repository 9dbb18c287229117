"""The command ``mcp`` beside the server that it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.agents import server

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

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
