"""A process with everything imported that forks one fetch per line of its input, so that many can be killed.

It says ``0`` once it is ready. A line is ``ROOT API_URL NOW INTERVAL``; the answer is the process number, and
its exit status once it ended. Every fetch writes when its requests begin and end, by the clock that the pause
between them is kept by, into ``turns.log`` beside the workspaces.
"""

from __future__ import annotations

import contextlib
import os
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.fetching import AGENT, Heard, small_rules
from vlagraph.clock import Clock
from vlagraph.core.times import parse_time
from vlagraph.errors import VlagraphError
from vlagraph.pipeline.fetch.job import FetchJob, fetch
from vlagraph.pipeline.fetch.steps import FetchRequest
from vlagraph.sources import arxiv_api, arxiv_oai  # noqa: F401 - what a fetch would import late
from vlagraph.sources.settings import Settings
from vlagraph.store.spacing import Spacing
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KEYS", "TURNS", "Turns"]

KEYS = {"vla": ("2699.00003", "2699.00009"), "learning": ("2699.00006",)}
TURNS = "turns.log"


@dataclass(frozen=True)
class Turns:
    """The gate of all fetches, with a line in ``log`` for each begin and end of a request."""

    gate: Spacing
    log: Path

    @contextlib.contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Hold the turn; a process that is killed leaves a begin without an end."""
        with self.gate.turn(url):
            self._note("begin")
            try:
                yield
            finally:
                self._note("end")

    def _note(self, what: str) -> None:
        line = f"{what} {os.getpid()} {time.time():.9f}\n"
        handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, line.encode())  # one write, so that lines of two processes do not mix
        os.close(handle)


def _fetch(root: str, url: str, now: str, interval: str) -> int:
    folder = Path(root).parent
    date = parse_time(now)
    job = FetchJob(
        workspace=Workspace(Path(root)),
        rules=small_rules(key_papers=KEYS),
        request=FetchRequest(since="2023-01-01"),
        settings=Settings(
            api_url=url, oai_url=None, agent=AGENT, interval=float(interval), page_size=10, smaller_page=5
        ),
        listener=Heard(),
        clock=Clock(now=lambda: date),
        chance=random.Random(3),
        gate=Turns(Spacing(folder / "user-cache", float(interval)), folder / TURNS),
    )
    try:
        return 0 if fetch(job).ok else 1
    except VlagraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until the input ends."""
    import arxiv  # noqa: F401 - before the fork, so that a fetch does not import for long
    import requests  # noqa: F401

    _answer(0)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_fetch(*line.split()))
        _answer(child)
        _, status = os.waitpid(child, 0)
        _answer(status)


if __name__ == "__main__":
    main()
