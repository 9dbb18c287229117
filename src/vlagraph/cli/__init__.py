"""The command line: parse, make one call, print. Heavy libraries load inside the command that needs them."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from vlagraph import __version__
from vlagraph.cli.files import Place
from vlagraph.cli.groups import HintingGroup
from vlagraph.cli.language import language_of, locale_language
from vlagraph.cli.streams import give_up, prepare_streams
from vlagraph.errors import UsageError, VlagraphError, reason_of
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["COMMANDS", "SECTIONS", "app", "run"]

SECTIONS = {
    "learn": {
        "path": "vlagraph.cli.path:path",
        "next": "vlagraph.cli.answers:next_",
        "order": "vlagraph.cli.answers:order",
        "plan": "vlagraph.cli.plan:plan",
        "topic": "vlagraph.cli.editing:topic",
        "topics": "vlagraph.cli.topics:topics",
        "search": "vlagraph.cli.topics:search",
        "unlocks": "vlagraph.cli.answers:unlocks",
        "project": "vlagraph.cli.notes:project",
        "benchmarks": "vlagraph.cli.notes:benchmarks",
    },
    "read": {
        "new": "vlagraph.cli.news:new",
        "papers": "vlagraph.cli.papers:papers",
        "show": "vlagraph.cli.papers:show",
        "explain": "vlagraph.cli.news:explain",
        "landmarks": "vlagraph.cli.papers:landmarks",
        "export": "vlagraph.cli.export:export",
    },
    "study": {
        "learned": "vlagraph.cli.study:learned",
        "learning": "vlagraph.cli.study:learning",
        "skip": "vlagraph.cli.study:skip",
        "unlearn": "vlagraph.cli.study:unlearn",
        "progress": "vlagraph.cli.study:progress",
        "read": "vlagraph.cli.study:read",
        "star": "vlagraph.cli.study:star",
        "review": "vlagraph.cli.notes:review",
        "dismiss": "vlagraph.cli.feedback:dismiss",
        "pin": "vlagraph.cli.feedback:pin",
        "move": "vlagraph.cli.feedback:move",
        "undo": "vlagraph.cli.undo:undo",
    },
    "roadmap": {
        "init": "vlagraph.cli.data:init",
        "import": "vlagraph.cli.importing:import_",
        "require": "vlagraph.cli.editing:require",
        "paper": "vlagraph.cli.editing:paper",
        "diff": "vlagraph.cli.comparing:diff",
        "watch": "vlagraph.cli.watch:watch",
        "fit": "vlagraph.cli.watch:fit",
        "check": "vlagraph.cli.data:check",
        "format": "vlagraph.cli.data:format_",
        "schema": "vlagraph.cli.data:schema",
        "stats": "vlagraph.cli.answers:stats",
    },
    "data": {
        "fetch": "vlagraph.cli.fetch:fetch",
        "add": "vlagraph.cli.add:add",
        "status": "vlagraph.cli.fetch:status",
        "build": "vlagraph.cli.build:build",
        "doctor": "vlagraph.cli.doctor:doctor",
    },
    "programs": {
        "mcp": "vlagraph.cli.agents:mcp",
        "skill": "vlagraph.cli.skill:skill",
        "merge-driver": "vlagraph.cli.merging:merge_driver",
    },
    "help": {
        "help": "vlagraph.cli.manual:help_",
        "docs": "vlagraph.cli.manual:docs",
        "completion": "vlagraph.cli.manual:completion",
    },
}
"""Every command by what a person wants, and where it lives; it is imported when it is first asked for."""

COMMANDS = {name: place for section in SECTIONS.values() for name, place in section.items()}

_STOPPED = 130
"""What shells take a program for that Ctrl-C stopped: 128 and the number of the signal."""
_OUTPUT_FAULTS = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
"""What stdout may answer for reasons outside the program; any other error there is a mistake of ours."""


class _LazyGroup(HintingGroup):
    sections = SECTIONS

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def find(self, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", type=Place(path_type=Path), metavar="DIR")
@click.option("--for", "reader", metavar="NAME")
@click.version_option(__version__, prog_name="vlagraph")
def app(root: Path | None, reader: str | None) -> None:
    """All commands; `vlagraph.cli.options.open_workspace` reads ``--root`` and ``--for``."""


def run(args: list[str] | None = None) -> int:
    """Run one command; the exit code. Errors of users are one message on stderr, never a traceback."""
    prepare_streams()
    words = sys.argv[1:] if args is None else args
    lang = locale_language(os.environ)
    try:
        lang = language_of(words, os.environ)
        code = app.main(args=words, prog_name="vlagraph", standalone_mode=False, obj=lang)
    except click.ClickException as error:
        _show(error, lang)
        return error.exit_code
    except VlagraphError as error:
        return _fail(error.text(lang), 2 if isinstance(error, UsageError) else 1)
    except (click.Abort, KeyboardInterrupt):
        return _fail(translate(lang, "run.stopped"), _STOPPED)
    except OSError as error:
        return _unwritten(error, lang)
    return _flush(lang) or (code if isinstance(code, int) else 0)


def _show(error: click.ClickException, lang: Lang) -> None:
    """A wrong use: how the command is called and what is wrong, or the help where nothing was asked for."""
    from vlagraph.cli.output import tell
    from vlagraph.cli.refusals import refusal

    lines = [refusal(error, lang)]
    if not isinstance(error, click.exceptions.NoArgsIsHelpError):
        lines = [translate(lang, "usage.error", message=lines[0])]
        if isinstance(error, click.UsageError) and error.ctx is not None:
            more = translate(lang, "usage.try_help", command=f"{error.ctx.command_path} --help")
            lines = [error.ctx.get_usage(), more, "", *lines]
    tell("\n".join(lines))


def _flush(lang: Lang) -> int:
    try:
        sys.stdout.flush()
    except OSError as error:
        return _unwritten(error, lang)
    return 0


def _unwritten(error: OSError, lang: Lang) -> int:
    """Exit code 1 for an answer that stdout did not take; any other error is a mistake of ours, raised on."""
    if error.errno not in _OUTPUT_FAULTS or error.filename is not None:
        raise error
    give_up(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 1  # the reader left; nothing to report
    return _fail(translate(lang, "run.unwritten", reason=reason_of(error)), 1)


def _fail(message: str, code: int) -> int:
    from vlagraph.cli.output import tell

    tell(f"vlagraph: {message}")
    return code
