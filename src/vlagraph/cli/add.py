"""The command ``add``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import dry_run_options, format_option, lang_option, opened
from vlagraph.cli.output import answer, remark

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.asking import Wanted
    from vlagraph.store.workspace import Workspace

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
    from vlagraph.pipeline.adding import add_job, add_papers
    from vlagraph.pipeline.fetch.preview import preview

    workspace, kg = opened(ctx)
    wanted = _read(papers, workspace, lang)
    with FetchProgress(lang) as progress:
        job = add_job(workspace, wanted.ids, listener=progress, environ=os.environ)
        added = None if dry_run else add_papers(job, kg, wanted)
    if added is None:
        answer("fetch_addresses" if verbose else "fetch_preview", preview(job), form, lang)
        return
    answer("added", added, form, lang)
    if not added.ok:
        raise click.exceptions.Exit(1)


def _read(names: tuple[str, ...], workspace: Workspace, lang: Lang) -> Wanted:
    """The papers that ``names`` mean; those of key papers by name are remarked on."""
    from vlagraph.pipeline.adding import read_wanted

    wanted = read_wanted(names, sys.stdin, workspace=workspace)
    remark(wanted.notes, lang)
    return wanted
