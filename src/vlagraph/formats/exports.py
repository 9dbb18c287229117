"""What the command ``export`` writes: one entry a format, with the kind of thing that it is about.

A new format is one entry. A writer takes what `vlagraph.pipeline.exporting` gathers for its kind, and gives
the pieces of a text, which are printed as they come, the bytes of a file, or the pages of a folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from vlagraph.formats import PAPER_FORMATS
from vlagraph.formats.anki import to_anki
from vlagraph.formats.bibtex import write_bibtex
from vlagraph.formats.canvas import to_canvas
from vlagraph.formats.csl import write_csl
from vlagraph.formats.dot import to_dot
from vlagraph.formats.graphml import to_graphml
from vlagraph.formats.mermaid import to_mermaid
from vlagraph.formats.node_link import to_node_link
from vlagraph.formats.ris import write_ris
from vlagraph.formats.syllabus_markdown import syllabus_markdown
from vlagraph.formats.vault import to_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from vlagraph.core.model import Lang

    Writer: TypeAlias = Callable[[Any, Lang], Iterator[Any] | bytes]

__all__ = ["EXPORTS", "WRITERS", "ExportFormat", "ExportKind"]

ExportKind = Literal["papers", "graph", "map", "syllabus", "cards", "vault"]
"""What a format is about: papers that one cites, topics with their requirements, the same with their places
on the map, topics in learning order with what one reads, or what one learns by heart of topics.
A vault is the pages of a folder."""


class ExportFormat(NamedTuple):
    """What a format is about, and its writer."""

    kind: ExportKind
    writer: Writer


EXPORTS: Mapping[str, ExportFormat] = {
    "anki": ExportFormat("cards", to_anki),
    "bibtex": ExportFormat("papers", write_bibtex),
    "canvas": ExportFormat("map", to_canvas),
    "csl": ExportFormat("papers", write_csl),
    "dot": ExportFormat("graph", to_dot),
    "graphml": ExportFormat("graph", to_graphml),
    "markdown": ExportFormat("syllabus", syllabus_markdown),
    "mermaid": ExportFormat("graph", to_mermaid),
    "node-link": ExportFormat("graph", to_node_link),
    "ris": ExportFormat("papers", write_ris),
    "vault": ExportFormat("vault", to_vault),
}
"""Every format by its name."""


WRITERS = {
    (kind, name): EXPORTS[name].writer
    for kind in ("papers", "news", "path", "plan")
    for name in PAPER_FORMATS
}
"""The formats of papers as ``--format`` of the commands whose answers name papers."""
