"""The manual page of the program, in the language of man(7), made of the same words as its help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tests.support.every_command import leaves
from vlagraph.cli import app
from vlagraph.cli.help import option_text
from vlagraph.words import table, term

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["man_page"]

_EVERYWHERE = {"root": " DIR", "for": " NAME", "lang": " en|ko", "help": ""}
"""The options that are told once, with what each takes."""


def man_page() -> str:
    """The whole page in English, without a day or a version, so that it only changes with the words."""
    lines = [
        r'.\" Written by "make golden" from the words of the help; changes here are lost.',
        ".TH VLAGRAPH 1",
        *_section("NAME", r"vlagraph \- " + _plain(term("en", "help", "vlagraph").partition("\n")[0])),
        *_section("SYNOPSIS", r".B vlagraph", r"[\fIoptions\fR] \fIcommand\fR [\fIarguments\fR]"),
        *_section("DESCRIPTION", *_paragraphs(term("en", "help", "vlagraph"))),
        *_section("OPTIONS", "These are understood before and after every command."),
        *(line for name, value in _EVERYWHERE.items() for line in _entry(name, value)),
        *_options(click.Context(app, info_name="vlagraph"), "vlagraph"),
        ".SH COMMANDS",
    ]
    for name, command in sorted(leaves()):
        lines += _command(name, command)
    for subject in sorted(table("en", "subject")):
        lines += _section(subject.upper(), *_paragraphs(term("en", "subject", subject)))
    lines += _section("SEE ALSO", r"\fBvlagraph docs\fR, which shows the documentation that ships with it.")
    return "\n".join(lines) + "\n"


def _section(name: str, *lines: str) -> list[str]:
    return [f'.SH "{name}"', *lines]


def _command(name: str, command: click.Command) -> Iterator[str]:
    """A subsection: how it is called, what it does, its options and examples."""
    ctx, code = click.Context(command, info_name=f"vlagraph {name}"), _code(name)
    yield f'.SS "{_plain(name)}"'
    yield rf"\fBvlagraph {_plain(name)}\fR {_plain(_usage(ctx))}".rstrip()
    yield ".PP"
    yield from _paragraphs(term("en", "help", code))
    yield from _options(ctx, code)
    if examples := table("en", "example").get(code):
        yield from (".PP", "Examples:", ".PP", ".nf", ".RS")
        yield from (_plain(line) for line in str(examples).split("\n"))
        yield from (".RE", ".fi")


def _usage(ctx: click.Context) -> str:
    """What follows the name; versions of click differ in the brackets around what may be left out."""
    pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
    return pieces.replace("[COMMAND] [ARGS]", "COMMAND [ARGS]").replace("[[", "[").replace("]]", "]")


def _code(name: str) -> str:
    """The code of the words about a command: ``topic show`` is what ``topic`` alone does."""
    code = name.replace(" ", "-")
    return code if code in table("en", "help") else code.partition("-")[0]


def _entry(name: str, value: str) -> list[str]:
    return [".TP", rf"\fB\-\-{name}\fR{_plain(value)}", _plain(table("en", "option")[name])]


def _options(ctx: click.Context, code: str) -> Iterator[str]:
    for option in ctx.command.get_params(ctx):
        longest = max(option.opts, key=len).lstrip("-")
        if isinstance(option, click.Option) and not option.hidden and longest not in _EVERYWHERE:
            names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
            value = "" if option.is_flag else f" {option.make_metavar(ctx)}"
            yield from (
                ".TP",
                rf"\fB{_plain(names)}\fR{_plain(value)}",
                _plain(option_text(code, option, "en")),
            )


def _paragraphs(text: str) -> Iterator[str]:
    """``text`` with its paragraphs apart; a row with a tab becomes an entry of a list."""
    for number, part in enumerate(text.split("\n\n")):
        if "\t" in part:
            for row in part.split("\n"):
                name, _, said = row.partition("\t")
                yield from (".TP", rf"\fB{_plain(name)}\fR", _plain(said) or r"\&")
        else:
            yield from ([".PP"] if number else [])
            yield _plain(" ".join(part.split()))


def _plain(text: str) -> str:
    r"""``text`` as roff prints it: no sign of it is an order.

    >>> _plain("'a-b\\c'")
    "\\&'a\\-b\\ec'"
    """
    safe = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{safe}" if safe.startswith((".", "'")) else safe
