"""An assistant: the client of the protocol's own SDK, over a real process of the server."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    Talk = Callable[["Assistant"], Awaitable[Any]]
    Ask = Callable[[Talk], Any]

__all__ = ["Assistant", "conversation", "joined"]


class Assistant:
    """One conversation with one server."""

    def __init__(self, session: Any, greeting: Any, process: int) -> None:
        self.session = session
        self.greeting = greeting
        self.process = process

    async def texts(self, tool: str, **given: Any) -> list[str]:
        """The texts of one answer."""
        reply = await self.session.call_tool(tool, given)
        return [part.text for part in reply.content]

    async def ask(self, tool: str, **given: Any) -> Any:
        """The document of an answer, put together of all its pages."""
        pages = [msgspec.json.decode((await self.texts(tool, **given))[0])]
        assert "error" not in pages[0], pages[0]
        more = [await self.texts(tool, **given, page=page) for page in range(2, pages[0]["pages"] + 1)]
        pages += [msgspec.json.decode(texts[0]) for texts in more]
        return joined([page["answer"] for page in pages if "answer" in page])


def joined(parts: list[Any]) -> Any:
    """What parts of one document make together: objects by their keys, lists by appending."""
    first, *rest = parts
    if not rest:
        return first
    if isinstance(first, list):
        return [entry for part in parts for entry in part]
    keys = dict.fromkeys(key for part in parts for key in part)
    return {key: joined([part[key] for part in parts if key in part]) for key in keys}


@contextmanager
def conversation(*args: str, cwd: Path) -> Iterator[Ask]:
    """What runs talks with ``vlagraph mcp ARGS``, started once in ``cwd``: a start takes a second."""
    with asyncio.Runner() as runner:
        done, told = asyncio.Event(), asyncio.Queue[Assistant]()

        async def hold() -> None:
            async with _started(*args, cwd=cwd) as assistant:
                told.put_nowait(assistant)
                await done.wait()

        async def begin() -> tuple[asyncio.Task[None], Assistant]:
            task = asyncio.create_task(hold())  # the client must be left by the task that entered it
            first = asyncio.create_task(told.get())
            await asyncio.wait((task, first), return_when=asyncio.FIRST_COMPLETED)
            if not first.done():
                await task
            return task, await first

        async def end() -> None:
            done.set()
            await task

        task, assistant = runner.run(begin())
        try:
            yield lambda talk: runner.run(_talk(talk, assistant))
        finally:
            runner.run(end())


async def _talk(talk: Talk, assistant: Assistant) -> Any:
    return await talk(assistant)


@asynccontextmanager
async def _started(*args: str, cwd: Path) -> AsyncIterator[Assistant]:
    from mcp import ClientSession, StdioServerParameters, stdio_client

    command = ["-m", "vlagraph", "mcp", *args]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ), cwd=cwd)
    said = sys.__stderr__ or sys.stderr  # else that of the test which loaded the SDK first, and is closed
    async with (
        stdio_client(server, said) as (incoming, outgoing),
        ClientSession(incoming, outgoing) as session,
    ):
        greeting = await session.initialize()
        yield Assistant(session, greeting, _server_process())


def _server_process() -> int:
    """The process of the server: the last child of this one; 0 where the system tells none."""
    try:
        return int(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()[-1])
    except (OSError, IndexError):
        return 0
