"""Groups of commands that answer a word they do not know with the nearest one they do."""

from __future__ import annotations

import click

__all__ = ["HintingGroup"]


class HintingGroup(click.Group):
    """A group of commands; a name that is none of them is refused with the closest one and the next step."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with, and the arguments that are left for it."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            from vlagraph.core.names import closest
            from vlagraph.core.text import printable

            near = closest(args[0], known)
            hint = f" Did you mean {near!r}?" if near else ""
            ctx.fail(f"no such command {printable(args[0])!r}.{hint} '{ctx.command_path} --help' lists them.")
        return super().resolve_command(ctx, args)
