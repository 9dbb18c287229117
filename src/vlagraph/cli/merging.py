"""The command ``merge-driver``, which git runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import lang_option

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.store.merging import MergeKind

__all__ = ["merge_driver"]

_KINDS = ("papers", "fetch", "progress", "note")
"""As `vlagraph.store.merging` has them, which the help does without."""


@click.command("merge-driver")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("name", required=False)
@lang_option
def merge_driver(
    kind: MergeKind, base: Path, ours: Path, theirs: Path, name: str | None, *, lang: Lang
) -> None:
    """Merge THEIRS into OURS, which both began as BASE; git calls this by itself."""
    from vlagraph.store.merging import Sides, merge_files

    merge_files(kind, Sides(base, ours, theirs), name=name or str(ours))
