"""The formats of papers as ``--format`` of the commands whose answers name papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.cli.output import note
from vlagraph.formats import PAPER_FORMATS
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.cli.options import Opened
    from vlagraph.core.model import Lang

__all__ = ["in_format", "remark_left_out"]


def in_format(place: Opened, value: object, form: str, lang: Lang) -> Any:  # noqa: ANN401 - what the writer takes
    """``value``, or for a ``form`` of papers their citations; what is not stored is remarked on."""
    if form not in PAPER_FORMATS:
        return value
    from vlagraph.pipeline.exporting import as_citations

    found = as_citations(*place, value)
    remark_left_out(found, lang)
    return found


def remark_left_out(found: object, lang: Lang) -> None:
    """Say which papers an export leaves out, and when it is empty."""
    from vlagraph.core.citing import Citations

    if isinstance(found, Citations) and found.unknown:
        names = ", ".join(found.unknown)
        note(Message("export.unknown", {"count": len(found.unknown), "names": names}), lang)
    if found == Citations(()):
        note(Message("export.none"), lang)
