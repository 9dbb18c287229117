"""The command ``mcp``: the tools of assistants, made of the commands that they run."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import click

from vlagraph import __version__
from vlagraph.cli.groups import CommandContext, context_of
from vlagraph.cli.help import option_text, summary
from vlagraph.cli.options import format_option, lang_option, open_workspace
from vlagraph.cli.output import answer, note
from vlagraph.words import Message, table, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from vlagraph.agents.toolbox import Ran, ToolBox
    from vlagraph.agents.tools import Input, Kind, Tool
    from vlagraph.core.model import Lang

__all__ = ["mcp"]


class _Kind(NamedTuple):
    """Of which command a tool is made: the words of its name, its parameters, and marks by their commands."""

    command: tuple[str, ...]
    params: tuple[str, ...]
    needs: tuple[str, ...] = ()
    marks: Mapping[str, tuple[str, ...]] = {}
    reading: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    shown: bool = False


_TOPIC_MARKS = {
    "learned": ("learned",),
    "learning": ("learning",),
    "skipped": ("skip",),
    "not_learned": ("unlearn",),
    "not_learning": ("learning", "--undo"),
    "not_skipped": ("skip", "--undo"),
}
_PAPER_MARKS = {
    "read": ("read",),
    "starred": ("star",),
    "not_read": ("read", "--undo"),
    "not_starred": ("star", "--undo"),
}
_KINDS = {
    "search": _Kind(("search",), ("query",)),
    "topic": _Kind(("topic", "show"), ("topic",), marks=_TOPIC_MARKS, shown=True),
    "path": _Kind(
        ("path",),
        ("targets", "known", "required_only", "from_scratch", "mastery"),
        needs=("targets",),
        shown=True,
    ),
    "next": _Kind(("next",), ("named", "known", "most")),
    "unlocks": _Kind(("unlocks",), ("topic",)),
    "plan": _Kind(("plan",), ("named", "hours", "start", "weeks", "pace", "known"), needs=("named",)),
    "explain_paper": _Kind(("explain",), ("arxiv_id", "topic"), marks=_PAPER_MARKS, ours=("abstract",)),
    "new": _Kind(
        ("new",),
        ("named", "since", "most", "ready", "older", "everything"),
        marks={"shown": ()},
        reading=("--peek",),
    ),
    "status": _Kind(("status",), ("topics",)),
}
"""The nine tools by name, made of the commands that they run."""

_ARGUMENTS = {
    "query": "words",
    "targets": "goals",
    "named": "goals",
    "topic": "topic",
    "arxiv_id": "paper",
    "topics": "topics",
}
"""What the arguments of the commands are called as inputs; options are called as they are."""
_TOLD = {"path": ("goals", "known", "from_scratch", "mastery"), "new": ("since", "ready", "older", "all")}
"""The inputs that are explained, once: each word here is carried through every conversation."""
_SHARED = {"root": "--root", "reader": "--for"}
"""Options that a server is started with and every command of it gets."""
_NUMBERS = {"hours"}
"""Options that take a text for the sake of people who type ``8h``."""


@click.command()
@click.option("--allow-marks", is_flag=True)
@click.option("--tools", "listed", is_flag=True)
@lang_option
@format_option(kind="tools")
@click.pass_context
def mcp(ctx: click.Context, *, allow_marks: bool, listed: bool, lang: Lang, form: str) -> None:
    """Answer an assistant by the Model Context Protocol, on stdin and stdout."""
    from vlagraph.agents.server import require_sdk, serve

    if listed:
        answer("tools", _tools(may_mark=allow_marks, lang=lang), form, lang)
        return
    require_sdk()
    box = _tool_box(ctx, may_mark=allow_marks, lang=lang)
    if sys.stdin.isatty():
        note(Message("tool.waiting"), lang)
    serve(box, map_page=_map_page(ctx), version=__version__)


def _map_page(ctx: click.Context) -> Callable[[], str]:
    """Makes the page of the map of the workspace of ``ctx``, which may be another one by the next time."""
    from vlagraph.pipeline.build import MapPage

    page = MapPage()
    return lambda: page.text(open_workspace(ctx))


def _tool_box(ctx: click.Context, *, may_mark: bool, lang: Lang) -> ToolBox:
    """All tools, run in the workspace of ``ctx``: what they are is told in English, as assistants expect."""
    from vlagraph.agents.toolbox import ToolBox

    given = ctx.find_root().params
    shared = [f"--lang={lang}"]
    shared += [f"{option}={given[name]}" for name, option in _SHARED.items() if given.get(name) is not None]

    def run(words: Sequence[str]) -> Ran:
        return _caught([*shared, *words])

    return ToolBox(_tools(may_mark=may_mark, lang="en"), run, lang, may_mark=may_mark)


def _tools(*, may_mark: bool, lang: Lang) -> tuple[Tool, ...]:
    """The tools, with their texts in ``lang``."""
    from vlagraph.cli import app

    program = CommandContext(app, info_name="vlagraph", obj=lang)
    return tuple(_made(program, name, kind, may_mark=may_mark) for name, kind in _KINDS.items())


def _made(app: CommandContext, name: str, kind: _Kind, *, may_mark: bool) -> Tool:
    """The tool ``name``, with the texts of the command's own help."""
    from vlagraph.agents.tools import Tool

    ctx = context_of(app, *kind.command)
    told, found = _TOLD.get(name, ()), _inputs(ctx, kind, may_mark=may_mark)
    inputs = tuple(one if one.ours or one.name in told else replace(one, text="") for one in found)
    json = ("--format", "json")
    marks = kind.marks if may_mark else {}
    return Tool(
        name, summary(ctx.code, ctx.lang), (*kind.command, *json), inputs, marks, kind.reading, kind.shown
    )


def _inputs(ctx: CommandContext, kind: _Kind, *, may_mark: bool) -> Iterator[Input]:
    from vlagraph.agents.tools import Input

    for param in ctx.command.params:
        if param.name in kind.params:
            yield _input(ctx, param, required=param.required or param.name in kind.needs)
    for name in kind.ours:
        yield Input(name, term(ctx.lang, "tool_input", name), "flag", ours=True)
    if may_mark and kind.marks:
        yield Input("mark", term(ctx.lang, "tool_input", "mark"), choices=tuple(kind.marks), ours=True)
    yield Input("page", "", "whole", ours=True)


def _input(ctx: CommandContext, param: click.Parameter, *, required: bool) -> Input:
    """The parameter ``param`` of a command as an input of a tool."""
    from vlagraph.agents.tools import Input

    choices = tuple(param.type.choices) if isinstance(param.type, click.Choice) else ()
    if isinstance(param, click.Option):
        option = max(param.opts, key=len)
        name = option.lstrip("-").replace("-", "_")
    else:
        option, name = "", _ARGUMENTS[param.name or ""]
    own = table(ctx.lang, "tool_input").get(name)
    text = str(own) if own else option_text(ctx.code, param, ctx.lang) if option else ""
    return Input(name, text, _kind(param), option, choices, required)


def _kind(param: click.Parameter) -> Kind:
    if param.multiple or param.nargs == -1:
        return "texts"
    if getattr(param, "is_flag", False):
        return "flag"
    if isinstance(param.type, click.IntRange):
        return "whole"
    return "number" if param.name in _NUMBERS else "text"


def _caught(args: list[str]) -> Ran:
    """Run the command line ``args`` in this process; what it prints goes nowhere else."""
    from vlagraph.agents.toolbox import Ran
    from vlagraph.cli import run

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(args)
    for stream in (out, err):
        stream.seek(0)
    return Ran(code, out.read(), err.read())
