"""The formats of papers as ``--format`` of the commands whose answers name papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.cli.output import answer, note
from vlagraph.formats import PAPER_FORMATS
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.cli.options import Opened
    from vlagraph.core.model import Lang

__all__ = ["answer_or_cite", "remark_left_out"]


def answer_or_cite(place: Opened, kind: str, value: object, form: str, lang: Lang) -> None:
    """Print the answer ``value``, or for a ``form`` of papers the citations of those that it names."""
    if form in PAPER_FORMATS:
        from vlagraph.pipeline.exporting import as_citations

        value = as_citations(*place, value)
        remark_left_out(value, lang)
    answer(kind, value, form, lang)


def remark_left_out(found: object, lang: Lang) -> None:
    """Say which papers an export leaves out, and when it is empty."""
    from vlagraph.core.citing import Citations

    if isinstance(found, Citations) and found.unknown:
        names = ", ".join(found.unknown)
        note(Message("export.unknown", {"count": len(found.unknown), "names": names}), lang)
    if found == Citations(()):
        note(Message("export.none"), lang)
