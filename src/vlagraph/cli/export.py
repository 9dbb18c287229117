"""The command ``export``, and the formats of papers for the commands whose answers name papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vlagraph.cli.names import GOAL
from vlagraph.cli.options import lang_option, opened, read_goal
from vlagraph.cli.output import emit, note, stream
from vlagraph.formats.exports import EXPORTS
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from vlagraph.cli.options import Opened
    from vlagraph.core.model import Lang

__all__ = ["export", "in_format"]


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(EXPORTS)))
@click.argument("named", metavar="[GOAL]...", nargs=-1, type=GOAL)
@click.option("--all", "everything", is_flag=True)
@click.option("--starred", is_flag=True)
@click.option("--read", is_flag=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@lang_option
@click.pass_context
def export(
    ctx: click.Context, /, form: str, named: tuple[str, ...], *, out: Path | None, lang: Lang, **wanted: bool
) -> None:
    """Papers for other programs."""
    from vlagraph.pipeline.exporting import ExportRequest, gather, save_export

    workspace, kg = opened(ctx)
    request = ExportRequest(topics=read_goal(kg, named, lang=lang), **wanted)
    found = gather(workspace, kg, form=form, request=request)
    _remark(found, lang)
    written = EXPORTS[form].writer(found, lang)
    if out is None:
        stream(written)
    else:
        save_export(workspace, out, written)
        emit(translate(lang, "marked.exported", file=out))


def in_format(place: Opened, value: object, form: str, lang: Lang) -> Any:  # noqa: ANN401 - what the writer takes
    """``value``, or for a ``form`` of papers their citations; what is not stored is remarked on."""
    from vlagraph.pipeline.exporting import as_citations

    found = as_citations(*place, value, form=form)
    _remark(found, lang)
    return found


def _remark(found: object, lang: Lang) -> None:
    from vlagraph.core.citing import Citations

    if isinstance(found, Citations) and found.unknown:
        names = ", ".join(found.unknown)
        note(Message("export.unknown", {"count": len(found.unknown), "names": names}), lang)
    if found == Citations(()):
        note(Message("export.none"), lang)
