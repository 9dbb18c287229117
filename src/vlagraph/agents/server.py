"""The Model Context Protocol over stdin and stdout, by its official SDK: the one module that imports it."""

from __future__ import annotations

import asyncio
import gc
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from vlagraph.agents.tools import schema_of
from vlagraph.errors import VlagraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcp import types

    from vlagraph.agents.toolbox import Reply, ToolBox
    from vlagraph.agents.tools import Tool

__all__ = ["require_sdk", "serve"]


def require_sdk() -> None:
    """Find out whether there is the SDK, which comes with the extra ``mcp``.

    Raises:
        VlagraphError: there is not; the message says how to get it.
    """
    if find_spec("mcp") is None:
        raise VlagraphError("tool.no_sdk")


def serve(box: ToolBox, *, version: str, instructions: str) -> None:
    """Answer the client on stdin and stdout until it leaves."""
    asyncio.run(_serve(box, version, instructions))


async def _serve(box: ToolBox, version: str, instructions: str) -> None:
    from mcp import types
    from mcp.server import Server
    from mcp.server.stdio import stdio_server

    one_call = asyncio.Lock()  # what a command prints is caught for the whole process
    tools = [_described(tool, may_mark=box.may_mark) for tool in box.tools]

    async def list_tools(context: Any, params: Any) -> types.ListToolsResult:  # noqa: ANN401, ARG001 - of the SDK
        return types.ListToolsResult(tools=tools)

    async def call_tool(context: Any, params: Any) -> types.CallToolResult:  # noqa: ANN401, ARG001 - of the SDK
        async with one_call:
            reply = await asyncio.to_thread(_called, box, params.name, params.arguments or {})
        texts = [types.TextContent(type="text", text=text) for text in reply.texts]
        return types.CallToolResult(content=[*texts], is_error=reply.failed)

    server = Server(
        "vlagraph",
        version=version,
        instructions=instructions,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _called(box: ToolBox, name: str, given: Mapping[str, Any]) -> Reply:
    """The reply of one call; the graph that the command leaves, whose parts know each other, is dropped."""
    try:
        return box.call(name, given)
    finally:
        gc.collect()


def _described(tool: Tool, *, may_mark: bool) -> types.Tool:
    """``tool`` as the protocol tells it: what it is for, what it takes, and whether it only reads."""
    from mcp import types

    hints = types.ToolAnnotations(read_only_hint=not (may_mark and tool.marks))
    return types.Tool(name=tool.name, description=tool.text, input_schema=schema_of(tool), annotations=hints)
