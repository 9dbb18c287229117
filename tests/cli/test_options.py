"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import pytest

import vlagraph.formats as registry
from vlagraph.cli.groups import HintingGroup
from vlagraph.cli.options import format_option, lang_option, opened
from vlagraph.cli.refusals import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.model import Lang


@click.group(cls=HintingGroup)
@click.option("--root")
def program(root: str | None) -> None:
    """A program with one command."""


@program.command()
@lang_option
@format_option(kind="song")
@click.pass_context
def sing(ctx: click.Context, *, lang: Lang, form: str) -> tuple[str, str]:
    return lang, form


@program.command()
@click.pass_context
def count(ctx: click.Context) -> int:
    found = opened(ctx)
    return len(found.graph.topics) * found.workspace.topics.is_file()


def _call(*words: str, lang: str = "en") -> Any:
    return program.main(list(words), prog_name="program", standalone_mode=False, obj=lang)


@pytest.fixture
def songs(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"song": ("text", "json", "abc")}
    monkeypatch.setattr(registry, "formats_of", lambda kind: known.get(kind, ()))


def test_a_format_is_one_that_the_registry_has_for_the_kind_of_answer(songs: None) -> None:
    assert _call("sing") == ("en", "text")
    assert _call("sing", "--format", "abc") == ("en", "abc")
    with pytest.raises(Refused, match=r"--format cannot be 'mp3'. Choose one of: text, json, abc\."):
        _call("sing", "--format", "mp3")


def test_the_default_format_asks_no_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(registry, "formats_of")

    assert _call("sing") == ("en", "text")


def test_the_language_is_that_of_the_run_unless_it_is_stated() -> None:
    assert _call("sing", lang="ko")[0] == "ko"
    assert _call("sing", "--lang", "KO")[0] == "ko"
    assert _call("sing", "--lang", "en", lang="ko")[0] == "en"


def test_a_command_opens_the_workspace_that_root_names_and_its_graph(checkout: Path) -> None:
    assert _call("--root", str(checkout), "count") > 0
    assert _call("count", "--lang", "ko") > 0
