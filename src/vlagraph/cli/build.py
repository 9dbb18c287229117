"""The command ``build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vlagraph.cli.browsers import open_page
from vlagraph.cli.files import Place
from vlagraph.cli.options import lang_option, open_workspace
from vlagraph.cli.output import emit, note, remark, tell
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["build"]


@click.command()
@click.option("--out", type=Place(path_type=Path))
@click.option("--force", is_flag=True)
@click.option("--no-notes", "bare", is_flag=True)
@click.option("--marks", is_flag=True)
@click.option("--site", metavar="URL")
@click.option("--open", "show", is_flag=True)
@lang_option
@click.pass_context
def build(
    ctx: click.Context,
    /,
    out: Path | None,
    lang: Lang,
    *,
    force: bool,
    bare: bool,
    show: bool,
    **wanted: Any,  # noqa: ANN401 - the other choices of a build, as they are called there
) -> None:
    """Write the interactive map and its pages.

    They open without a server or a network. Your notes in papers/notes are on them, unless --no-notes.
    """
    from vlagraph.pipeline.build import SiteChoice, build_site

    choice = SiteChoice(notes=not bare, **wanted)
    built = build_site(open_workspace(ctx), out, choice=choice, force=force)
    remark(built.remarks, lang)
    emit(f"{built.index}")
    size = f"{built.map_bytes / 1000:,.0f}"
    tell(translate(lang, "build.written", count=built.files, size=size))
    if built.overwritten:
        tell(translate(lang, "build.overwrote", names=", ".join(built.overwritten)))
    page = built.index.resolve()
    if show and not open_page(page):
        note(Message("build.not_opened", {"path": page}), lang)
