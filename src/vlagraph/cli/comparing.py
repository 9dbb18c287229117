"""The command ``diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.files import ReadFile
from vlagraph.cli.options import format_option, lang_option
from vlagraph.cli.output import answer

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["diff"]


@click.command()
@click.argument("before", metavar="A", type=ReadFile())
@click.argument("after", metavar="B", type=ReadFile())
@lang_option
@format_option(kind="diff")
def diff(before: str, after: str, *, lang: Lang, form: str) -> None:
    """What changed from A to B."""
    from vlagraph.pipeline.comparing import compare_versions

    answer("diff", compare_versions(before, after), form, lang)
