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
from vlagraph.cli.groups import HintingGroup
from vlagraph.cli.language import language_of, locale_language
from vlagraph.cli.streams import prepare_streams
from vlagraph.errors import UsageError, VlagraphError, reason_of
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["COMMANDS", "app", "run"]

COMMANDS = {
    "add": "vlagraph.cli.add:add",
    "benchmarks": "vlagraph.cli.notes:benchmarks",
    "build": "vlagraph.cli.build:build",
    "check": "vlagraph.cli.data:check",
    "dismiss": "vlagraph.cli.feedback:dismiss",
    "explain": "vlagraph.cli.news:explain",
    "fit": "vlagraph.cli.watch:fit",
    "fetch": "vlagraph.cli.fetch:fetch",
    "format": "vlagraph.cli.data:format_",
    "init": "vlagraph.cli.data:init",
    "landmarks": "vlagraph.cli.papers:landmarks",
    "learned": "vlagraph.cli.study:learned",
    "move": "vlagraph.cli.feedback:move",
    "new": "vlagraph.cli.news:new",
    "next": "vlagraph.cli.answers:next_",
    "order": "vlagraph.cli.answers:order",
    "papers": "vlagraph.cli.papers:papers",
    "paper": "vlagraph.cli.editing:paper",
    "path": "vlagraph.cli.path:path",
    "pin": "vlagraph.cli.feedback:pin",
    "plan": "vlagraph.cli.plan:plan",
    "progress": "vlagraph.cli.study:progress",
    "project": "vlagraph.cli.notes:project",
    "read": "vlagraph.cli.study:read",
    "require": "vlagraph.cli.editing:require",
    "review": "vlagraph.cli.notes:review",
    "search": "vlagraph.cli.topics:search",
    "schema": "vlagraph.cli.data:schema",
    "show": "vlagraph.cli.papers:show",
    "star": "vlagraph.cli.study:star",
    "stats": "vlagraph.cli.answers:stats",
    "status": "vlagraph.cli.fetch:status",
    "topic": "vlagraph.cli.editing:topic",
    "topics": "vlagraph.cli.topics:topics",
    "unlearn": "vlagraph.cli.study:unlearn",
    "unlocks": "vlagraph.cli.answers:unlocks",
    "watch": "vlagraph.cli.watch:watch",
}
"""Every command and where it lives; a command is imported when it is first asked for."""

_OUTPUT_FAULTS = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
"""What stdout may answer for reasons outside the program; any other error there is a mistake of ours."""


class _LazyGroup(HintingGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def find(self, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", type=click.Path(path_type=Path))
@click.version_option(__version__, prog_name="vlagraph")
def app(root: Path | None) -> None:
    """All commands; `vlagraph.cli.options.open_workspace` reads ``--root``."""


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
        return _fail(translate(lang, "run.stopped"), 1)
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
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the exit would try again
    if isinstance(error, BrokenPipeError):
        return 1  # the reader left; nothing to report
    return _fail(translate(lang, "run.unwritten", reason=reason_of(error)), 1)


def _fail(message: str, code: int) -> int:
    from vlagraph.cli.output import tell

    tell(f"vlagraph: {message}")
    return code
