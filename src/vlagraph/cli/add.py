"""The command ``add``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import dry_run_options, format_option, lang_option, opened
from vlagraph.cli.output import answer

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["add"]


@click.command()
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
@dry_run_options
@lang_option
@format_option(kind="added")
@click.pass_context
def add(
    ctx: click.Context, papers: tuple[str, ...], *, dry_run: bool, verbose: bool, lang: Lang, form: str
) -> None:
    """Bring papers by id from arXiv, and say where they stand."""
    from vlagraph.cli.progress import FetchProgress
    from vlagraph.pipeline.adding import add_job, add_papers, read_wanted
    from vlagraph.pipeline.fetch.preview import preview

    wanted, (workspace, kg) = read_wanted(papers, sys.stdin), opened(ctx)
    with FetchProgress(lang) as progress:
        job = add_job(workspace, wanted.ids, listener=progress, environ=os.environ)
        added = None if dry_run else add_papers(job, kg, wanted)
    if added is None:
        answer("fetch_addresses" if verbose else "fetch_preview", preview(job), form, lang)
        return
    answer("added", added, form, lang)
    if not added.ok:
        raise click.exceptions.Exit(1)
