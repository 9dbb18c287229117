"""The page that ``--help`` shows: every word of it from the words, in the language of the run."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from vlagraph.cli.layout import width_of, wrapped
from vlagraph.words import table, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.model import Lang

__all__ = ["help_page", "option_text", "summary", "usage_line"]

_WIDEST = 100
"""Columns: longer lines are hard to read."""
_WIDEST_NAMES = 30
"""Columns of the first of two; a longer entry has a line of its own, so that the texts keep room."""
_LEAST_ROOM = 30
"""Columns for the texts beside the names; with fewer each stands below its name."""
_INDENT = "  "


def summary(code: str, lang: Lang) -> str:
    """The first paragraph about the command ``code``, such as ``path`` or ``progress-export``."""
    return term(lang, "help", code).partition("\n\n")[0]


def option_text(code: str, option: click.Parameter, lang: Lang) -> str:
    """What ``option`` does in the command ``code``: the text for this command alone, or that of its name."""
    texts = table(lang, "option")
    name = max(option.opts, key=len).lstrip("-")
    return str(texts.get(f"{code}-{name}") or texts.get(name, ""))


def usage_line(ctx: click.Context, lang: Lang) -> str:
    """How the command of ``ctx`` is called."""
    pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
    line = translate(lang, "usage.line", command=f"{ctx.command_path} {pieces}".rstrip())
    return "\n".join(wrapped(line.split(), _columns()))


def help_page(ctx: click.Context, code: str, lang: Lang) -> str:
    """The usage, what the command ``code`` does, its options, and where it is a group its commands."""
    command = ctx.command
    parts = [usage_line(ctx, lang)]
    parts += [
        "\n".join(_INDENT + line for line in wrapped(paragraph.split(), _columns() - 2))
        for paragraph in term(lang, "help", code).split("\n\n")
    ]
    options = [p for p in command.get_params(ctx) if isinstance(p, click.Option) and not p.hidden]
    rows = [(_names(ctx, option), _explained(ctx, code, option, lang)) for option in options]
    parts.append("\n".join([translate(lang, "usage.options"), *_two_columns(rows)]))
    if isinstance(command, click.Group):
        names = command.list_commands(ctx)
        start = "" if ctx.parent is None else f"{code}-"
        rows = [(name, summary(f"{start}{name}", lang).split()) for name in names]
        parts.append("\n".join([translate(lang, "usage.commands"), *_two_columns(rows)]))
    return "\n\n".join(parts)


def _names(ctx: click.Context, option: click.Option) -> str:
    names = " / ".join([", ".join(sorted(option.opts, key=len)), *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.make_metavar(ctx)}"


def _explained(ctx: click.Context, code: str, option: click.Option, lang: Lang) -> list[str]:
    """The words about ``option``; its default and its bounds are the last one, which no line breaks."""
    found = option.get_help_extra(ctx)
    notes = [translate(lang, "usage.default", value=found["default"])] if found.get("default") else []
    if isinstance(option.type, click.IntRange) and option.type.max is None:
        notes.append(translate(lang, "usage.at_least", low=option.type.min))
    if found.get("required"):
        notes.append(translate(lang, "usage.required"))
    words = option_text(code, option, lang).split()
    return [*words, f"[{', '.join(notes)}]"] if notes else words


def _two_columns(rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    first = max((width for name, _ in rows if (width := width_of(name)) <= _WIDEST_NAMES), default=0)
    if _columns() < first + _LEAST_ROOM:
        first = len(_INDENT)
    room = _columns() - len(_INDENT) * 2 - first
    for name, words in rows:
        lines = list(wrapped(words, room))
        if width_of(name) > first:
            yield _INDENT + name
        else:
            yield f"{_INDENT}{name}{' ' * (first - width_of(name))}{_INDENT}{lines.pop(0)}".rstrip()
        yield from (f"{_INDENT}{' ' * first}{_INDENT}{line}" for line in lines)


def _columns() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST)
