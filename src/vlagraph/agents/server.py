"""The Model Context Protocol over stdin and stdout, by its official SDK: the one module that imports it."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections import Counter
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from vlagraph.agents.tools import MAP_URI, meta_of, schema_of
from vlagraph.errors import UsageError, VlagraphError
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from typing import Self

    from mcp import types
    from mcp.shared._stream_protocols import ReadStream, WriteStream
    from mcp.shared.message import SessionMessage

    from vlagraph.agents.toolbox import Reply, ToolBox
    from vlagraph.agents.tools import Tool
    from vlagraph.core.model import Lang

__all__ = ["APPS", "PAGE_TYPE", "require_sdk", "serve"]

APPS = "io.modelcontextprotocol/ui"
"""The extension MCP Apps (SEP-1865), as servers and clients name it; the SDK says it too, and loads more."""
PAGE_TYPE = "text/html;profile=mcp-app"
"""The type of a page that a program shows: it takes no other."""
_CALLER_ERROR, _OWN_ERROR = -32602, -32603
"""Errors of JSON-RPC: of who asks, as for a resource that there is not; of the server."""


def require_sdk() -> None:
    """Find out whether there is the SDK, which comes with the extra ``mcp``.

    Raises:
        VlagraphError: there is not; the message says how to get it.
    """
    if find_spec("mcp") is None:
        raise VlagraphError("tool.no_sdk")


def serve(box: ToolBox, *, map_page: Callable[[], str], version: str) -> None:
    """Answer the client on stdin and stdout until it leaves; ``map_page`` makes the page of the map.

    Raises:
        OSError: an answer could not be written.
    """
    with _ended_by_ctrl_c():
        try:
            asyncio.run(_serve(box, map_page, version))
        except BaseExceptionGroup as errors:  # of the tasks of the SDK
            raise _system_fault(errors) or errors from None


@contextmanager
def _ended_by_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C end the process itself: as an exception it would wait for the thread that reads stdin."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # who runs us has one, or no use for it
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _system_fault(errors: BaseExceptionGroup[BaseException]) -> OSError | None:
    """What the system refused, where ``errors`` are nothing else."""
    found, others = errors.split(OSError)
    fault: BaseException | None = found
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    return fault if isinstance(fault, OSError) and not others else None


async def _serve(box: ToolBox, map_page: Callable[[], str], version: str) -> None:
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

    async def list_resources(context: Any, params: Any) -> types.ListResourcesResult:  # noqa: ANN401, ARG001 - of the SDK
        return types.ListResourcesResult(resources=[_map_resource()])

    async def read_resource(context: Any, params: Any) -> types.ReadResourceResult:  # noqa: ANN401, ARG001 - of the SDK
        async with one_call:
            text = await asyncio.to_thread(_read, map_page, str(params.uri), box.lang)
        page = types.TextResourceContents(uri=MAP_URI, mime_type=PAGE_TYPE, text=text)
        return types.ReadResourceResult(contents=[page])

    server = Server(
        "vlagraph",
        version=version,
        instructions=translate("en", "tool.instructions"),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )
    server.extensions[APPS] = {}
    gc.freeze()  # what was imported stays: looking through all of it took longer than a call itself
    async with stdio_server() as (incoming, outgoing):
        heard = _Heard(incoming, told := _Told(outgoing), box.lang)
        await server.run(heard, told, server.create_initialization_options())


class _Told:
    """What the server sends; it knows which requests are still without an answer."""

    def __init__(self, outgoing: WriteStream[SessionMessage]) -> None:
        self._outgoing = outgoing
        self._open = Counter[str]()  # by id as the SDK compares them; several may have one
        self._changed = asyncio.Event()

    def expect(self, message: object) -> None:
        """Wait for the answer to ``message`` where it is a request; for none that the client cancels."""
        from mcp import types

        if isinstance(message, types.JSONRPCRequest):
            self._open[str(message.id)] += 1
        elif isinstance(message, types.JSONRPCNotification) and message.method == "notifications/cancelled":
            self._close((message.params or {}).get("requestId"))

    async def everything(self) -> None:
        """Return when every request has its answer."""
        while self._open:
            self._changed.clear()
            await self._changed.wait()

    async def send(self, item: SessionMessage, /) -> None:
        """Send a message."""
        await self._outgoing.send(item)
        self._close(getattr(item.message, "id", None))

    async def aclose(self) -> None:
        """Send no more."""
        await self._outgoing.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()

    def _close(self, request: object) -> None:
        self._open -= Counter([str(request)])
        self._changed.set()


class _Heard:
    """What a client sends, message by message; a line that is none is answered here: the SDK drops it.

    Who waits for an answer to it would wait for ever. The end of the input is heard when all that was asked
    before it is answered: the SDK would drop the calls that go on, as of who pipes a few lines.
    """

    def __init__(self, lines: ReadStream[SessionMessage | Exception], told: _Told, lang: Lang) -> None:
        self._lines, self._told, self._lang = lines, told, lang

    @property
    def last_context(self) -> object:
        """Where the last message came from, as the SDK asks of its own streams."""
        return getattr(self._lines, "last_context", None)

    async def receive(self) -> SessionMessage | Exception:
        """The next message."""
        return await self._message(self._lines.receive)

    async def aclose(self) -> None:
        """Hear no more."""
        await self._lines.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage | Exception:
        return await self._message(self._lines.__anext__)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()

    async def _message(
        self, following: Callable[[], Awaitable[SessionMessage | Exception]]
    ) -> SessionMessage | Exception:
        from mcp.shared.message import SessionMessage

        try:
            while isinstance(item := await following(), ValueError):  # as the SDK gives what it cannot read
                if answer := _not_a_message(item, self._lang):
                    await self._told.send(SessionMessage(answer))
        except StopAsyncIteration:
            await self._told.everything()
            raise
        if isinstance(item, SessionMessage):
            self._told.expect(item.message)
        return item


def _not_a_message(error: ValueError, lang: Lang) -> types.JSONRPCError | None:
    """The answer to a line of which the SDK says ``error``; none to a blank one, and to a broken answer."""
    from mcp import types

    faults_of = getattr(error, "errors", None)  # of pydantic, with which the SDK reads
    if faults_of is None:
        return None
    faults = faults_of(include_url=False, include_context=False)
    if faults[0]["type"] == "json_invalid":
        if not faults[0]["input"].strip():
            return None
        code, key, request = types.PARSE_ERROR, "tool.no_json", None
    else:
        found = (one["input"] for one in faults if one["type"] == "missing" and len(one["loc"]) < 3)
        whole: dict[str, Any] = next(found, {})
        if "method" not in whole and {"result", "error"} & whole.keys():
            return None
        code, key, request = types.INVALID_REQUEST, "tool.no_message", whole.get("id")
    request = request if isinstance(request, int | str) and not isinstance(request, bool) else None
    told = types.ErrorData(code=code, message=translate(lang, key))
    return types.JSONRPCError(jsonrpc="2.0", id=request, error=told)


def _called(box: ToolBox, name: str, given: Mapping[str, Any]) -> Reply:
    """The reply of one call; the graph that the command leaves, whose parts know each other, is dropped."""
    try:
        return box.call(name, given)
    finally:
        gc.collect()


def _map_resource() -> types.Resource:
    from mcp import types

    told = translate("en", "tool.map")
    return types.Resource(uri=MAP_URI, name="map", description=told, mime_type=PAGE_TYPE)


def _read(map_page: Callable[[], str], uri: str, lang: Lang) -> str:
    """The page at ``uri``.

    Raises:
        MCPError: there is none, or it cannot be made; the reason, for the client.
    """
    from mcp import MCPError

    if uri != MAP_URI:
        raise MCPError(_CALLER_ERROR, UsageError("tool.no_resource", uri=repr(uri), name=MAP_URI).text(lang))
    try:
        return map_page()
    except VlagraphError as error:
        raise MCPError(_OWN_ERROR, error.text(lang)) from error
    finally:
        gc.collect()


def _described(tool: Tool, *, may_mark: bool) -> types.Tool:
    """``tool`` as the protocol tells it: what it is for, what it takes, and whether it only reads."""
    from mcp import types

    hints = types.ToolAnnotations(read_only_hint=not (may_mark and tool.marks))
    return types.Tool(
        name=tool.name,
        description=tool.text,
        input_schema=schema_of(tool),
        annotations=hints,
        _meta=meta_of(tool),
    )
