"""The command ``export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.citing import remark_left_out
from vlagraph.cli.files import Place
from vlagraph.cli.goals import read_goal
from vlagraph.cli.names import GOAL
from vlagraph.cli.options import lang_option, opened
from vlagraph.cli.output import emit, stream
from vlagraph.formats.exports import EXPORTS

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["export"]


@click.command()
@click.argument("name", metavar="FORMAT", type=click.Choice(sorted(EXPORTS)))
@click.argument("named", metavar="[GOAL]...", nargs=-1, type=GOAL)
@click.option("--all", "everything", is_flag=True)
@click.option("--starred", is_flag=True)
@click.option("--read", is_flag=True)
@click.option("--out", type=Place(), metavar="FILE")
@lang_option
@click.pass_context
def export(
    ctx: click.Context, /, name: str, named: tuple[str, ...], *, out: str | None, lang: Lang, **wanted: bool
) -> None:
    """Papers for other programs."""
    from vlagraph.pipeline.exporting import ExportRequest, gather, save_export

    workspace, kg = opened(ctx)
    out = None if out == "-" else out
    request = ExportRequest(form=name, topics=read_goal(kg, named, lang=lang), out=out, **wanted)
    found = gather(workspace, kg, request)
    remark_left_out(found, lang)
    if out is None:
        stream(EXPORTS[name].writer(found, lang))
    else:
        for told in save_export(workspace, request, found, lang=lang):
            emit(told, lang)
