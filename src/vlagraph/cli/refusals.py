"""What a wrong use of a command is told, in the language of the run and in our own words."""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import click

from vlagraph.words import Message, Term, table, translate

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vlagraph.core.model import Lang

__all__ = [
    "Refused",
    "checked",
    "instead_of",
    "naming_hint",
    "no_such_command",
    "refusal",
    "refuse_others",
    "typed_name",
]


class Refused(click.UsageError):
    """A wrong use, told by a key of the words and the values of its braces; it ends the run with code 2."""

    def __init__(self, key: str, /, ctx: click.Context | None = None, **values: object) -> None:
        self.said = Message(key, values)
        super().__init__(translate("en", key, **values), ctx)


def refuse_others(ctx: click.Context, option: str, *, beside: Collection[str]) -> None:
    """Refuse what was given besides ``option``, which would ignore it; ``beside`` (names) may stand.

    Raises:
        Refused: there is something else.
    """
    from click.core import ParameterSource

    given = [
        param
        for param in ctx.command.params
        if param.name and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
    ]
    others = [param for param in given if param.name not in beside and option not in param.opts]
    if others:
        names = ", ".join(_shown(param, ctx) for param in others)
        raise Refused("usage.stands_alone", ctx, option=option, others=names)


def _shown(param: click.Parameter, ctx: click.Context) -> str:
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(ctx)


def refusal(error: click.ClickException, lang: Lang) -> str:
    """What is wrong, in ``lang``; what only another library can say stays as it says it."""
    match error:
        case Refused():
            return translate(lang, error.said.key, **error.said.values)
        case click.NoSuchOption():
            near = error.possibilities or [""]
            hint = Message("usage.did_you_mean", {"name": near[0]}) if near[0] else ""
            return translate(lang, "usage.no_such_option", option=error.option_name, hint=hint)
        case click.MissingParameter(param=click.Option() as option):
            return translate(lang, "usage.missing_option", option=option.opts[0])
        case click.MissingParameter(param=click.Argument() as argument, ctx=click.Context() as ctx):
            return translate(lang, "usage.missing_argument", argument=argument.make_metavar(ctx))
        case click.BadOptionUsage():
            return translate(lang, _bad_option(error), option=error.option_name)
    return error.format_message()


def _bad_option(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    flags = {name for param in params if getattr(param, "is_flag", False) for name in param.opts}
    return "usage.takes_no_value" if error.option_name in flags else "usage.needs_value"


def no_such_command(
    ctx: click.Context, typed: str, known: Sequence[str], line: Sequence[str] = ()
) -> Refused:
    """The refusal of ``typed``, none of the ``known`` commands: what does the same, or is near it.

    Where it, or the ``line`` that it begins, is the name of a topic or area: what shows that.
    """
    from vlagraph.core.slips import closest
    from vlagraph.core.text import printable

    name, near = repr(printable(typed)), closest(typed, known)
    others = () if ctx.parent else table("en", "instead")
    meant = instead_of(typed) if others else ""
    if others and not meant and (named := _named_topic(ctx, typed, line)):
        return named
    if meant := meant or ("" if near else closest(typed, others)):
        return Refused("usage.try_instead", ctx, name=name, commands=Term("instead", meant))
    hint = Message("usage.did_you_mean", {"name": near}) if near else ""
    return Refused("usage.no_such_command", ctx, name=name, hint=hint, path=ctx.command_path)


def _named_topic(ctx: click.Context, typed: str, line: Sequence[str]) -> Refused | None:
    """The refusal of a topic or an area in the place of a command; None where no roadmap has one."""
    from vlagraph.cli.options import open_workspace
    from vlagraph.core.text import printable
    from vlagraph.errors import VlagraphError
    from vlagraph.pipeline.answers import open_graph

    try:
        kg = open_graph(open_workspace(ctx))
    except VlagraphError:
        return None
    words = takewhile(lambda word: not word.startswith("-"), line)
    for name in dict.fromkeys((" ".join(words), typed)):
        found = kg.catalogue.find(name)
        if len(found) == 1:
            key = "usage.topic_typed" if found[0] in kg.topics else "usage.area_typed"
            return Refused(key, ctx, name=repr(printable(name)), id=found[0])
    return None


def instead_of(typed: str) -> str:
    """The word of the table of commands that people try that ``typed`` is; empty where it is none."""
    from vlagraph.core.spelling import fold

    return next((word for word in table("en", "instead") if fold(word) == fold(typed)), "")


def naming_hint(ctx: click.Context) -> Message | str:
    """For a command with words too many: how to write them as one name, or the options that take a name."""
    from vlagraph.cli.names import PAPER, Name
    from vlagraph.core.text import printable

    arguments = [param for param in ctx.command.params if isinstance(param, click.Argument)]
    last = arguments[-1] if arguments else None
    if last and isinstance(last.type, Name) and last.type is not PAPER:
        words = [str(ctx.params.get(last.name or "")), *ctx.args]
        if _are_names(ctx, words):
            return Message("usage.one_name")
        return Message("usage.quote_name", {"name": printable(" ".join(words))})
    options = (param for param in ctx.command.params if isinstance(param, click.Option))
    single = (one for one in options if not one.multiple)
    named = [one.opts[0] for one in single if isinstance(one.type, Name) or one.name == "out"]
    return Message("usage.say_by_option", {"options": ", ".join(named)}) if named else ""


def _are_names(ctx: click.Context, words: Sequence[str]) -> bool:
    """Whether ``words`` are several names, each of which something has."""
    from vlagraph.cli.options import open_workspace
    from vlagraph.core.plan.groups import target_catalogue
    from vlagraph.errors import VlagraphError
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.naming import whole_names

    try:
        kg = open_graph(open_workspace(ctx))
    except VlagraphError:
        return False
    names = whole_names(kg, words)
    return len(names) > 1 and all(map(target_catalogue(kg).find, names))


def checked(kind: click.ParamType[Any]) -> click.ParamType[Any]:
    """``kind`` as a type that refuses a value in our words; other types than those of values stay."""
    key = _key(kind)
    if not key or isinstance(kind, _Checked):
        return kind
    ours: click.ParamType[Any] = object.__new__(_checked_class(type(kind), key))
    vars(ours).update(vars(kind))
    return ours


def _key(kind: click.ParamType[Any]) -> str:
    match kind:
        case click.Choice():
            return "usage.not_a_choice"
        case click.IntRange(min=_, max=None):
            return "usage.not_at_least"
        case click.IntRange():
            return "usage.not_between"
    return {"float": "usage.not_a_number", "integer": "usage.not_whole"}.get(kind.name, "")


class _Checked:
    """Put before a type of click: its refusal keeps the value, which click's own has only in a sentence."""

    refusal_key: str

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        try:
            return super().convert(value, param, ctx)  # type: ignore[misc]
        except click.BadParameter as error:
            from vlagraph.core.text import printable

            choices = ", ".join(map(str, getattr(self, "choices", ())))
            low, high = getattr(self, "min", None), getattr(self, "max", None)
            listed = (
                isinstance(self, click.Choice) and isinstance(param, click.Argument) and not param.metavar
            )
            raise Refused(
                "usage.none_of" if listed else self.refusal_key,  # the usage line has the choices for a name
                ctx,
                option=typed_name(param, ctx),
                value=repr(printable(str(value))),
                choices=choices,
                low=low,
                high=high,
            ) from error


def typed_name(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """What the usage line calls a parameter: an option by its name, an argument by what stands for it."""
    if isinstance(param, click.Argument) and ctx is not None:
        return (param.metavar or param.make_metavar(ctx)).strip("[].")
    return param.opts[0] if param else ""


@cache
def _checked_class(kind: type[click.ParamType[Any]], key: str) -> type[Any]:
    return type(f"Checked{kind.__name__}", (_Checked, kind), {"refusal_key": key})
