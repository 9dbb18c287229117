"""The page that ``--help`` shows: every word of it from the words, in the language of the run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vlagraph.cli.layout import width_of, wrapped
from vlagraph.words import table, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.core.model import Lang

__all__ = [
    "columns",
    "examples_of",
    "help_page",
    "option_text",
    "paragraphs",
    "summary",
    "two_columns",
    "usage_line",
]

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
    return "\n".join(wrapped(line.split(), columns()))


def help_page(ctx: click.Context, code: str, lang: Lang) -> str:
    """The usage, what the command ``code`` does, its options, names to give, its commands and examples."""
    parts = [usage_line(ctx, lang), paragraphs(_about(ctx, code, lang))]
    options = [p for p in ctx.command.get_params(ctx) if isinstance(p, click.Option) and not p.hidden]
    rows = [(_names(ctx, option), _explained(ctx, code, option, lang)) for option in options]
    parts.append("\n".join([translate(lang, "usage.options"), *two_columns(rows)]))
    if values := _values(ctx):
        parts.append("\n".join([translate(lang, "usage.values"), *two_columns(values)]))
    if isinstance(ctx.command, click.Group):
        parts += _commands(ctx, ctx.command, code, lang)
    if lines := [line for example in examples_of(ctx, code, lang) for line in _typed(example)]:
        parts.append("\n".join([translate(lang, "usage.examples"), *lines]))
    return "\n\n".join(parts)


def examples_of(ctx: click.Context, code: str, lang: Lang) -> list[str]:
    """The examples of the command ``code``, with names of the roadmap in force."""
    from vlagraph.cli.examples import fitting

    own = _names_in_force(ctx)
    lines = term(lang, "example", code).split("\n")
    return fitting(lines, own) if own else lines


def _about(ctx: click.Context, code: str, lang: Lang) -> str:
    """What the command ``code`` does; of the program itself also which roadmap it answers from."""
    text = term(lang, "help", code)
    if ctx.parent is not None:
        return text
    from vlagraph.cli.options import open_workspace
    from vlagraph.errors import WorkspaceError
    from vlagraph.store.heads import roadmap_title

    try:
        title = roadmap_title(open_workspace(ctx).topics, lang)
    except WorkspaceError:
        title = ""
    return f"{text}\n\n{translate(lang, 'usage.roadmap', title=title)}" if title else text


def paragraphs(text: str) -> str:
    """``text`` in lines that fit; a paragraph of rows with a tab each becomes two columns."""
    found = []
    for part in text.split("\n\n"):
        rows = [line.partition("\t") for line in part.split("\n")]
        if rows[0][1]:
            found.append("\n".join(two_columns([(name, said.split()) for name, _, said in rows])))
        else:
            found.append("\n".join(_INDENT + line for line in wrapped(part.split(), columns() - 2)))
    return "\n\n".join(found)


def _typed(example: str) -> Iterator[str]:
    """The lines of a command to type; where it does not fit, a backslash joins them for the shell."""
    words = re.findall(r'"[^"]*"|\S+', example)
    lines = list(wrapped(words, columns() - len(_INDENT) - 4))
    for number, line in enumerate(lines):
        ending = " \\" if number < len(lines) - 1 else ""
        yield f"{_INDENT * (1 if number == 0 else 2)}{line}{ending}"


def _commands(ctx: click.Context, group: click.Group, code: str, lang: Lang) -> Iterator[str]:
    """The commands of ``group`` with what each does, under a heading for each of its sections."""
    start = "" if ctx.parent is None else f"{code}-"
    sections = getattr(group, "sections", {})
    headed = {term(lang, "section", name): commands for name, commands in sections.items()}
    for heading, names in (headed or {translate(lang, "usage.commands"): group.list_commands(ctx)}).items():
        rows = [(name, summary(f"{start}{name}", lang).split()) for name in names]
        yield "\n".join([heading, *two_columns(rows)])


def _names(ctx: click.Context, option: click.Option) -> str:
    names = " / ".join([", ".join(sorted(option.opts, key=len)), *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.make_metavar(ctx)}"


def _explained(ctx: click.Context, code: str, option: click.Option, lang: Lang) -> list[str]:
    """The words about ``option``; its default and its bounds are the last one, which no line breaks."""
    found = option.get_help_extra(ctx)
    default = found.get("default") or _in_force(ctx, option, lang)
    notes = [translate(lang, "usage.default", value=default)] if default else []
    if isinstance(option.type, click.IntRange) and option.type.max is None:
        notes.append(translate(lang, "usage.at_least", low=option.type.min))
    if found.get("required"):
        notes.append(translate(lang, "usage.required"))
    words = option_text(code, option, lang).split()
    return [*words, f"[{', '.join(notes)}]"] if notes else words


def _in_force(ctx: click.Context, option: click.Option, lang: Lang) -> str:
    """The value that a run gets from the environment or the folder where the option is not given."""
    if option.name == "lang":
        return lang
    if option.name != "root":
        return ""
    from vlagraph.cli.options import open_workspace
    from vlagraph.errors import WorkspaceError

    try:
        workspace = open_workspace(ctx)
    except WorkspaceError:
        return ""
    if workspace.bundled:
        return translate(lang, "usage.bundled")
    return "." if workspace.root == Path.cwd() else str(workspace.root)


def _values(ctx: click.Context) -> list[tuple[str, list[str]]]:
    """The ids that the workspace has for the names that the command takes; none where it cannot be read."""
    from vlagraph.cli.names import GOAL, Name

    typed = [param.type for param in ctx.command.get_params(ctx)]
    kinds = dict.fromkeys(kind for one in typed if isinstance(one, Name) for kind in one.listed)
    if not kinds:
        return []
    found = _names_in_force(ctx)
    if any(isinstance(one, Name) and one is GOAL for one in typed):
        found = _told_apart(found)
    return [(kind.upper(), ", ".join(found[kind]).split()) for kind in kinds if found.get(kind)]


def _told_apart(found: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """``found`` with what is called as an area or a topic by the id that means it where all are names."""
    first = {*found.get("area", ()), *found.get("topic", ())}
    kinds = {"goal": "goal", "project": "project", "tier": "priority", "stage": "stage"}
    told = {
        kind: [f"{prefix}:{one}" if one in first else one for one in found.get(kind, ())]
        for kind, prefix in kinds.items()
    }
    return {**found, **told}


def _names_in_force(ctx: click.Context) -> Mapping[str, Sequence[str]]:
    """The ids that the workspace has, by kind; none where there is no workspace."""
    from vlagraph.cli.options import open_workspace
    from vlagraph.errors import WorkspaceError
    from vlagraph.store.heads import part_names

    try:
        return part_names(open_workspace(ctx).topics)
    except WorkspaceError:
        return {}


def two_columns(rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    """Each name with its words beside it, in lines that fit."""
    first = max((width for name, _ in rows if (width := width_of(name)) <= _WIDEST_NAMES), default=0)
    if columns() < first + _LEAST_ROOM:
        first = len(_INDENT)
    room = columns() - len(_INDENT) * 2 - first
    for name, words in rows:
        lines = list(wrapped(words, room))
        if width_of(name) > first:
            yield from (_INDENT + line for line in _broken(name, columns() - len(_INDENT)))
        else:
            yield f"{_INDENT}{name}{' ' * (first - width_of(name))}{_INDENT}{lines.pop(0)}".rstrip()
        yield from (f"{_INDENT}{' ' * first}{_INDENT}{line}" for line in lines)


def _broken(name: str, room: int) -> list[str]:
    """``name`` in lines that fit, broken between the values of an option where it must be."""
    lines = [""]
    for part in re.split(r"(?<=\|)", name):
        if lines[-1] and width_of(lines[-1] + part) > room:
            lines.append(_INDENT)
        lines[-1] += part
    return lines


def columns() -> int:
    """The columns of the terminal, up to those of a page."""
    return min(shutil.get_terminal_size().columns, _WIDEST)
