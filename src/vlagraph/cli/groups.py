"""Groups whose commands help and refuse in the language of the run, whatever file a command comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from vlagraph.cli.help import help_page, option_text, summary, usage_line
from vlagraph.cli.language import run_language
from vlagraph.cli.listening import LINE, listening
from vlagraph.cli.refusals import Refused, checked, naming_hint, no_such_command
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["CommandContext", "DefaultGroup", "HintingGroup", "context_of"]


class CommandContext(click.Context):
    """One run of a command: its options get their texts, its refusals our words, its help our page."""

    def __init__(self, command: click.Command, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(command, *args, **kwargs)
        self.allow_extra_args = True  # refused in `invoke`, which knows them
        self.lang = run_language(self)
        self.code = "-".join(_names(self)) or "vlagraph"
        command.options_metavar = translate(self.lang, "usage.options_place")
        if isinstance(command, click.Group):
            place, free = (
                translate(self.lang, "usage.command_place"),
                translate(self.lang, "usage.command_place_free"),
            )
            command.subcommand_metavar = free if command.invoke_without_command else place
        for param in self._every_param():
            param.type = checked(param.type)
            if isinstance(param, click.Option):
                param.help = option_text(self.code, param, self.lang)
                if isinstance(param.type, click.IntRange):
                    param.metavar = param.metavar or "N"

    def _every_param(self) -> list[click.Parameter]:
        """The parameters of the command, with ``--lang``, ``--root`` and ``--for``, which every one takes."""
        from vlagraph.cli.options import lang_param, reader_param, root_param

        names = {param.name for param in self.command.params}
        if "lang" not in names:
            self.command.params.append(lang_param(expose_value=False))
        if "root" not in names:
            self.command.params.append(root_param())
        if "reader" not in names:
            self.command.params.append(reader_param())
        return self.command.get_params(self)

    def get_help(self) -> str:
        """The page of ``--help``."""
        return help_page(self, self.code, self.lang)

    def get_usage(self) -> str:
        """The line that begins the help and a refusal."""
        return usage_line(self, self.lang)

    def fail(self, message: str) -> NoReturn:
        """Show the help: click calls this only for a group that is given no command."""
        raise click.exceptions.NoArgsIsHelpError(self)

    def __exit__(self, *exception: Any) -> bool | None:  # noqa: ANN401
        """Leave; a wrong use that the parser found is told what it was a use of."""
        for found in exception:
            if isinstance(found, click.UsageError) and found.ctx is None:
                found.ctx = self
        return super().__exit__(*exception)

    def invoke(self, callback: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Run the command, unless there are words on the line that it has no use for."""
        if self.args:
            from vlagraph.core.text import printable

            words = " ".join(map(printable, self.args))
            hint = naming_hint(self)
            raise Refused("usage.extra", self, count=len(self.args), words=words, hint=hint)
        with listening(self, self.code):
            return super().invoke(callback, *args, **kwargs)


def context_of(ctx: click.Context, *words: str) -> CommandContext:
    """The context of the command that ``words`` name below that of ``ctx``; each group must list its word."""
    for word in words:
        command = cast("click.Group", ctx.command).get_command(ctx, word)
        assert command is not None  # noqa: S101 - the group lists it
        ctx = CommandContext(command, info_name=word, parent=ctx)
    return cast("CommandContext", ctx)


class HintingGroup(click.Group):
    """A group of commands; a name that is none of them is refused with the closest one and the next step."""

    context_class = CommandContext
    sections: Mapping[str, Collection[str]] = {}
    """The commands by what they are for, as the help lists them; none where one list will do."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command ``cmd_name``, which from now on works in a `CommandContext`."""
        command = self.find(cmd_name)
        if command is not None:
            command.context_class = CommandContext
            command.short_help = summary("-".join([*_names(ctx), cmd_name]), run_language(ctx))
        return command

    def find(self, name: str) -> click.Command | None:
        """The command called ``name``."""
        return self.commands.get(name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with, and the arguments that are left for it."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            raise no_such_command(ctx, args[0], known, args)
        ctx.find_root().meta.setdefault(LINE, list(args))
        chosen, command, rest = super().resolve_command(ctx, args)
        if isinstance(command, DefaultGroup):
            command = command.meant_by(rest, ctx.help_option_names)
            command.context_class = CommandContext
        return chosen, command, rest


class DefaultGroup(HintingGroup):
    """A group that stands for one of its commands, ``default``, where the line names none of them."""

    default: click.Command

    def meant_by(self, args: Sequence[str], help_names: Sequence[str]) -> click.Command:
        """This group where ``args`` name one of its commands or ask for help alone, else the default."""
        rest = _without_shared(args)
        named = bool(rest) and (rest[0] in self.commands or set(help_names).issuperset(rest))
        return self if named else self.default


def _without_shared(args: Sequence[str]) -> list[str]:
    """``args`` without ``--lang``, ``--root``, ``--for`` and their values: they may come first."""
    rest = list(args)
    for option in ("--lang", "--root", "--for"):
        while option in rest:
            place = rest.index(option)
            del rest[place : place + 2]
    return [word for word in rest if not word.startswith(("--lang=", "--root=", "--for="))]


def _names(ctx: click.Context) -> list[str]:
    """The names of the groups that the command of ``ctx`` is in, and its own; none for the program itself."""
    return [] if ctx.parent is None else [*_names(ctx.parent), ctx.info_name or ""]
