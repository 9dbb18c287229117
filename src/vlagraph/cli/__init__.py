"""The command line: parse, make one call, print. Heavy libraries load inside the command that needs them."""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import os
import sys
from pathlib import Path
from typing import cast

import click

from vlagraph import __version__
from vlagraph.cli.groups import HintingGroup
from vlagraph.errors import UsageError, VlagraphError

__all__ = ["COMMANDS", "app", "run"]

COMMANDS = {
    "benchmarks": "vlagraph.cli.notes:benchmarks",
    "build": "vlagraph.cli.build:build",
    "check": "vlagraph.cli.data:check",
    "dismiss": "vlagraph.cli.feedback:dismiss",
    "explain": "vlagraph.cli.news:explain",
    "fetch": "vlagraph.cli.fetch:fetch",
    "format": "vlagraph.cli.data:format_",
    "init": "vlagraph.cli.data:init",
    "learned": "vlagraph.cli.study:learned",
    "move": "vlagraph.cli.feedback:move",
    "new": "vlagraph.cli.news:new",
    "next": "vlagraph.cli.answers:next_",
    "order": "vlagraph.cli.answers:order",
    "papers": "vlagraph.cli.papers:papers",
    "path": "vlagraph.cli.path:path",
    "pin": "vlagraph.cli.feedback:pin",
    "plan": "vlagraph.cli.plan:plan",
    "progress": "vlagraph.cli.study:progress",
    "project": "vlagraph.cli.notes:project",
    "read": "vlagraph.cli.study:read",
    "review": "vlagraph.cli.notes:review",
    "schema": "vlagraph.cli.data:schema",
    "star": "vlagraph.cli.study:star",
    "stats": "vlagraph.cli.answers:stats",
    "status": "vlagraph.cli.fetch:status",
    "topic": "vlagraph.cli.topics:topic",
    "topics": "vlagraph.cli.topics:topics",
    "unlearn": "vlagraph.cli.study:unlearn",
    "unlocks": "vlagraph.cli.answers:unlocks",
}
"""Every command and where it lives; a command is imported when it is first asked for."""

_OUTPUT_FAULTS = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


class _LazyGroup(HintingGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), name))


@click.group(
    cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--root", type=click.Path(path_type=Path), help="The workspace to use. Default: the nearest one upwards."
)
@click.version_option(__version__, prog_name="vlagraph")
@click.pass_context
def app(ctx: click.Context, root: Path | None) -> None:
    """What to learn for vision-language-action robotics, in which order, and with which papers."""
    ctx.obj = root


def run(args: list[str] | None = None) -> int:
    """Run one command; the exit code. Errors of users are one message on stderr, never a traceback."""
    _speak_utf8()
    try:
        code = app.main(args=args, prog_name="vlagraph", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except UsageError as error:
        return _fail(str(error), 2)
    except VlagraphError as error:
        return _fail(str(error), 1)
    except (click.Abort, KeyboardInterrupt):
        return _fail("stopped. What was written so far is whole; run the command again to go on.", 1)
    except OSError as error:
        return _unwritten(error)
    return _flush() or (code if isinstance(code, int) else 0)


def _show(error: click.ClickException) -> None:
    """What click says, without what the user's own words could do to the terminal."""
    from vlagraph.core.text import safe_lines

    said = io.StringIO()
    error.show(said)
    click.echo(safe_lines(said.getvalue()), err=True, nl=False)


def _flush() -> int:
    try:
        sys.stdout.flush()
    except OSError as error:
        return _unwritten(error)
    return 0


def _unwritten(error: OSError) -> int:
    """Exit code 1 for an answer that stdout did not take; any other error is a mistake of ours, raised on."""
    if error.errno not in _OUTPUT_FAULTS or error.filename is not None:
        raise error
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the exit would try again
    if isinstance(error, BrokenPipeError):
        return 1  # the reader left; nothing to report
    return _fail(f"the answer cannot be written ({error.strerror}). Free the disk or name another file.", 1)


def _fail(message: str, code: int) -> int:
    from vlagraph.core.text import safe_lines

    click.echo(f"vlagraph: {safe_lines(message)}", err=True)
    return code


def _speak_utf8() -> None:
    """Korean and typographic marks must not fail on a stream of another encoding."""
    if sys.stdout is None:  # closed by the caller, as in: vlagraph build >&-
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open to the end
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
