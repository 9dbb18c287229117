"""Options and arguments that several commands share, and what every command begins with."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, cast

import click

from vlagraph.cli.files import Place
from vlagraph.cli.language import run_language
from vlagraph.cli.names import GOAL, TOPIC
from vlagraph.cli.refusals import Refused
from vlagraph.errors import UsageError
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.intents import TopicStates
    from vlagraph.core.model import Lang
    from vlagraph.store.workspace import Workspace

__all__ = [
    "Day",
    "Opened",
    "dry_run_options",
    "format_option",
    "goal_options",
    "known_options",
    "lang_option",
    "lang_param",
    "level_options",
    "open_workspace",
    "opened",
    "read_known",
    "read_topic",
    "reader_param",
    "root_param",
    "split_names",
]

F = TypeVar("F", bound=Callable[..., Any])
_LANG = click.Choice(LANGS, case_sensitive=False)
_TEXT = "text"
"""The format that every kind of answer has."""
_QUOTED = 40
"""Characters of a wrong day that the message repeats: enough to know it again."""
_EARLIEST = date(1980, 1, 1)
"""Days before it are slips of the keyboard: arXiv began in 1991, with some papers of the years before."""


class Day(click.ParamType[str]):
    """A day as `vlagraph.core.times.parse_day` reads it, made ``2026-11-22``: the one type of all dates.

    With ``whole`` a month (``2026-11``) or a year (``2026``) is taken as well and kept as it is. With
    ``past`` a day after today is refused, and one from which arXiv has nothing.
    """

    name = "date"

    def __init__(self, *, whole: Literal["", "month", "year"] = "", past: bool = False) -> None:
        self.whole = whole
        self.past = past

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day that ``value`` means, or its month or year as it is."""
        from vlagraph.clock import today
        from vlagraph.core.text import printable
        from vlagraph.core.times import parse_day

        now = today()
        option, shown = param.opts[0] if param else "", repr(printable(value, most=_QUOTED))
        rest = {"year": "-01-01", "month": "-01"}.get(self.whole, "")
        coarse = bool(rest) and len(value) + len(rest) == len("2026-11-22")
        try:
            day = parse_day(value + rest if coarse else value, today=now)
        except ValueError as error:
            key = _NOT_A_DAY[self.whole] if self.past or self.whole else "usage.not_a_day_ahead"
            raise Refused(key, ctx, option=option, value=shown) from error
        if self.past and not _EARLIEST <= day <= now:
            raise Refused("usage.day_outside", ctx, option=option, value=shown, first=_EARLIEST, today=now)
        return value if coarse else day.isoformat()


_NOT_A_DAY = {"": "usage.not_a_day", "month": "usage.not_a_day_or_month", "year": "usage.not_a_day_or_year"}


class _FormatName(click.ParamType[str]):
    """A format in which answers of ``kind`` can be written, as `vlagraph.formats` knows them."""

    name = "format"

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @property
    def choices(self) -> tuple[str, ...]:
        """The names of the formats, ``text`` first."""
        from vlagraph.formats import formats_of

        return formats_of(self.kind)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What the help shows for it."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """``value``, if it is one of them; the default is not looked up, which would load them all."""
        if value != _TEXT and value not in self.choices:
            from vlagraph.core.text import printable

            shown, choices = repr(printable(value)), ", ".join(self.choices)
            raise Refused("usage.not_a_choice", ctx, option="--format", value=shown, choices=choices)
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The formats that begin with ``incomplete``."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.choices if name.startswith(incomplete)]


def goal_options(command: F) -> F:
    """Goals as arguments (``named``) and as ``--goal A,B`` (``goals``); `read_goal` makes topics of them."""
    named = click.option("--goal", "goals", multiple=True, type=GOAL, metavar="GOAL")(command)
    return click.argument("named", metavar="[GOAL]...", nargs=-1, type=GOAL)(named)


def known_options(command: F) -> F:
    """``--known A,B`` and ``--ignore-progress``; `read_known` makes ids of them."""
    named = click.option("--known", multiple=True, type=TOPIC, metavar="A,B")
    return named(click.option("--ignore-progress", is_flag=True)(command))


def level_options(command: F) -> F:
    """``--loose`` or ``--strict`` as the argument ``level``: from which score on papers are shown."""

    @functools.wraps(command)
    def leveled(*args: Any, loose: bool, strict: bool, **rest: Any) -> Any:  # noqa: ANN401
        if loose and strict:
            raise UsageError("choice.loose_and_strict")
        return command(*args, level="loose" if loose else "strict" if strict else "usual", **rest)

    flags = click.option("--strict", is_flag=True)(leveled)
    return cast("F", click.option("--loose", is_flag=True)(flags))


def lang_param(*, expose_value: bool = True) -> click.Option:
    """The option ``--lang en|ko``; where it is not given, the language that the run has anyway."""
    return click.Option(["--lang"], type=_LANG, default=run_language, expose_value=expose_value)


def root_param() -> click.Option:
    """The option ``--root DIR``, which may also stand after the name of a command."""
    from pathlib import Path

    kind = Place(path_type=Path)
    return click.Option(["--root"], type=kind, metavar="DIR", expose_value=False, callback=_set_shared)


def reader_param() -> click.Option:
    """The option ``--for NAME``: whose marks count in a workspace that several share."""
    return click.Option(["--for", "reader"], metavar="NAME", expose_value=False, callback=_set_shared)


def _set_shared(ctx: click.Context, param: click.Parameter, value: Path | str | None) -> None:
    """Keep ``value`` where `open_workspace` looks for it: with the program itself."""
    if value is not None and param.name:
        ctx.find_root().params[param.name] = value


def lang_option(command: F) -> F:
    """``--lang en|ko`` as the argument ``lang``: the language of what this run says."""
    return click.option("--lang", type=_LANG, default=run_language)(command)


def format_option(*formats: str, kind: str = "") -> Callable[[F], F]:
    """``--format`` as the argument ``form``: all formats of answers of ``kind``, or else ``formats``.

    The default is ``text``, or the first of ``formats``.
    """
    choice = _FormatName(kind) if kind else click.Choice(formats)
    default = _TEXT if kind else formats[0]
    return click.option("--format", "form", type=choice, default=default, show_default=True)


def dry_run_options(command: F) -> F:
    """``--dry-run``, and ``--verbose`` for its addresses."""
    verbose = click.option("--verbose", is_flag=True)(command)
    return click.option("--dry-run", is_flag=True)(verbose)


class Opened(NamedTuple):
    """The workspace of a run and its graph."""

    workspace: Workspace
    graph: KnowledgeGraph


def opened(ctx: click.Context) -> Opened:
    """The workspace of this run and its graph.

    Raises:
        StoreError, DataError, WorkspaceError: there is none, or its roadmap cannot be used.
    """
    from vlagraph.pipeline.answers import open_graph

    workspace = open_workspace(ctx)
    return Opened(workspace, open_graph(workspace))


def open_workspace(ctx: click.Context) -> Workspace:
    """The workspace of this run: --root, VLAGRAPH_ROOT, the nearest one upwards, or the bundled roadmap."""
    from vlagraph.store.workspace import find_workspace

    given = ctx.find_root().params
    workspace = find_workspace(root=given.get("root"), reader=given.get("reader"))
    if given.get("reader") and workspace.reader:
        from vlagraph.cli.readers import introduce

        introduce(ctx, workspace)
    return workspace


def split_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a repeatable option that also takes several, parted by commas; each once."""
    names = (part.strip() for value in values for part in value.split(","))
    return tuple(dict.fromkeys(filter(None, names)))


def read_known(
    workspace: Workspace, kg: KnowledgeGraph, names: tuple[str, ...], *, ignore_progress: bool, lang: Lang
) -> TopicStates:
    """The states of the topics: as marked, or learned where they are named; near names are remarked on."""
    from vlagraph.cli.output import remark
    from vlagraph.pipeline.naming import pick
    from vlagraph.pipeline.study.known import known_now

    named = pick(kg, split_names(names))
    remark(named.notes, lang)
    return known_now(workspace, kg, named.ids, ignore_progress=ignore_progress)


def read_topic(kg: KnowledgeGraph, name: str | None, lang: Lang, *, whole: bool = False) -> str | None:
    """The id of the one topic that ``name`` stands for, None without a name; near names are remarked on.

    A name of a concept or a paper stands for its topic, unless the ``whole`` topic must be named.
    """
    from vlagraph.cli.output import remark
    from vlagraph.pipeline.naming import find_topic, the_topic

    if name is None:
        return None
    topic, near = (the_topic if whole else find_topic)(kg, name)
    remark(near, lang)
    return topic.id
