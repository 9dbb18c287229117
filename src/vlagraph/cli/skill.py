"""The command ``skill``: what an assistant should know of the commands, made of their own help."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from vlagraph import __version__
from vlagraph.cli.groups import context_of
from vlagraph.cli.help import examples_of, summary
from vlagraph.cli.options import lang_option
from vlagraph.cli.streams import write_document
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang

__all__ = ["skill", "skill_text"]

_LEFT_OUT = ("programs",)
"""Sections of commands that nobody asks for in words: what other programs start."""
_DOUBLED = re.compile(r"\[\[(.+)\]\]")
"""How click 8.4 writes a choice that may be left out."""


@click.command()
@lang_option
@click.pass_context
def skill(ctx: click.Context, *, lang: Lang) -> None:
    """Print a SKILL.md for assistants that matches this version."""
    write_document(skill_text(ctx.find_root(), lang))


def skill_text(program: click.Context, lang: Lang) -> str:
    """The whole file: front matter, how to ask, every command with its example, and what to keep to."""
    from vlagraph.cli import SECTIONS

    about = json.dumps(translate(lang, "skill.description"), ensure_ascii=False)  # a text of YAML as well
    lines = ["---", "name: vlagraph", f"description: {about}", "---", ""]
    lines += [f"# vlagraph {__version__}", "", term(lang, "skill", "how")]
    for section, names in SECTIONS.items():
        if section not in _LEFT_OUT:
            lines += ["", f"## {term(lang, 'section', section).rstrip(':')}", ""]
            lines += [line for name in names for line in _told(program, name)]
    return "\n".join([*lines, "", term(lang, "skill", "rules"), ""])


def _told(program: click.Context, name: str) -> Iterator[str]:
    """How the command ``name`` is called, what it does, and its first example."""
    ctx = context_of(program, name)
    pieces = [piece for param in ctx.command.params for piece in param.get_usage_pieces(ctx)]
    arguments = [_DOUBLED.sub(r"[\1]", piece) for piece in pieces]
    yield f"- `{' '.join([ctx.command_path, *arguments])}`: {summary(ctx.code, ctx.lang)}"
    yield from (f"  `{example}`" for example in examples_of(ctx, ctx.code, ctx.lang)[:1])
