"""The tools of assistants, as a list for people and as the JSON that a client is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Table
from vlagraph.words import term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.agents.tools import Tool
    from vlagraph.core.model import Lang
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "tools_document", "tools_text"]


def tools_text(tools: Sequence[Tool], lang: Lang) -> Blocks:
    """A row a tool: its name, what it answers and what it takes."""
    headers = [term(lang, "column", name) for name in ("tool", "answers", "takes")]
    rows = [[tool.name, tool.text, ", ".join(one.name for one in tool.inputs)] for tool in tools]
    return [Table(headers, rows, spare=[2])]


def tools_document(tools: Sequence[Tool], lang: Lang) -> Json:  # noqa: ARG001 - texts of the tools' own
    """Name, description and JSON Schema of each, as docs/json.md lists them."""
    from vlagraph.agents.tools import schema_of

    return Json([{"name": t.name, "description": t.text, "input_schema": schema_of(t)} for t in tools])


WRITERS = {("tools", "text"): tools_text, ("tools", "json"): tools_document}
