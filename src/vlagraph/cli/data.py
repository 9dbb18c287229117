"""The commands ``check``, ``format``, ``schema`` and ``init``."""

from __future__ import annotations

from pathlib import Path

import click

from vlagraph.cli.options import format_option, open_workspace
from vlagraph.cli.output import clean, emit, emit_json, note, table
from vlagraph.errors import DataError

__all__ = ["check", "format_", "init", "schema"]

_MOST = 200


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@format_option("text", "json")
@click.pass_context
def check(ctx: click.Context, file: Path | None, *, form: str) -> None:
    """Report every problem of the roadmap, or of FILE."""
    from vlagraph.cli.figures import figure_rows
    from vlagraph.pipeline.check import check_roadmap

    path = file or open_workspace(ctx).topics
    try:
        figures = check_roadmap(path)
    except DataError as error:
        _report(error, form)
        raise click.exceptions.Exit(1) from error
    if form == "json":
        emit_json({"file": str(path), "problems": [], "figures": figures})
        return
    table(["Figure", "Value"], figure_rows(figures))
    emit(f"{path}: 0 problems")


def _report(error: DataError, form: str) -> None:
    if form == "json":
        rows = [{"where": p.where, "what": p.what, "todo": p.todo} for p in error.problems]
        emit_json({"file": error.source, "problems": rows})
        return
    count = len(error.problems)
    note(clean(f"{error.source}: {count} {'problem' if count == 1 else 'problems'}"))
    for problem in error.problems[:_MOST]:
        click.echo(f"  {clean(str(problem))}", err=True)
    if count > _MOST:
        click.echo(f"  … and {count - _MOST} more; '--format json' lists all.", err=True)


@click.command("format")
@click.pass_context
def format_(ctx: click.Context) -> None:
    """Write topics.json in its canonical form."""
    from vlagraph.pipeline.check import format_roadmap

    changed = format_roadmap(open_workspace(ctx))
    for path in changed:
        emit(f"wrote {path}")
    if not changed:
        emit("already in canonical form")


@click.command()
def schema() -> None:
    """Print the JSON Schema of graph/topics.json."""
    from vlagraph.pipeline.check import schema_text

    click.echo(schema_text(), nl=False)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Copy the bundled roadmap to FOLDER, to edit it."""
    from vlagraph.pipeline.check import init_workspace

    for path in init_workspace(folder):
        emit(f"wrote {path}")
    emit(f"Next: cd {folder} && vlagraph check")
