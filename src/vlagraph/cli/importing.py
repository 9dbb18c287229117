"""The command ``import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vlagraph.cli.files import Place, ReadFile
from vlagraph.cli.options import lang_option, open_workspace
from vlagraph.cli.output import answer

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["import_"]

_KINDS = ("markdown", "csv", "node-link", "graphml", "canvas", "roadmap-sh", "metacademy")
"""As `vlagraph.store.importing` has them, which the help does without."""
_DIRECTIONS = ("needed-first", "needed-second")


@click.command("import")
@click.argument("file", type=ReadFile(path_type=Path))
@click.option("--into", type=Place(path_type=Path), metavar="DIR")
@click.option("--dry-run", is_flag=True)
@click.option("--format", "kind", type=click.Choice(_KINDS))
@click.option("--direction", type=click.Choice(_DIRECTIONS))
@click.option("--break-loops", is_flag=True)
@click.option("--drop-implied", is_flag=True)
@click.option("--lenient", is_flag=True)
@click.option("--report", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lang_option
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    file: Path,
    *,
    into: Path | None,
    direction: Any,  # noqa: ANN401 - one of two words, which click has checked
    lenient: bool,
    report: str,
    lang: Lang,
    **plan: Any,  # noqa: ANN401 - the other options by the names that the plan gives them
) -> None:
    """Make a roadmap of FILE, or add it to the one that is there."""
    from vlagraph.pipeline.importing import ImportPlan, import_roadmap
    from vlagraph.store.importing import Wishes
    from vlagraph.store.workspace import Workspace

    wishes = Wishes(direction=direction, lenient=lenient)
    place = open_workspace(ctx) if into is None else Workspace(into)
    found = import_roadmap(file, place, plan=ImportPlan(wishes=wishes, **plan))
    answer("imported", found, report, lang)
