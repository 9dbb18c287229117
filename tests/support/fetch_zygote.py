"""A process with everything imported that forks one fetch per line of its input, so that many can be killed.

A line is ``ROOT API_URL NOW INTERVAL``; the answer is the process number, and its exit status once it ended.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from tests.support.fetching import AGENT, Ears, small_rules
from vlagraph.errors import VlagraphError
from vlagraph.pipeline.fetch.job import FetchJob, fetch
from vlagraph.pipeline.fetch.plan import FetchRequest
from vlagraph.sources import oai, query_api  # noqa: F401 - what a fetch would import late
from vlagraph.sources.clock import system_clock
from vlagraph.sources.settings import Settings
from vlagraph.store.workspace import Workspace

__all__ = ["KEYS"]

KEYS = {"vla": ("2699.00003", "2699.00009"), "learning": ("2699.00006",)}


def _fetch(root: str, url: str, now: str, interval: str) -> int:
    os.environ["XDG_CACHE_HOME"] = str(Path(root).parent / "user-cache")
    job = FetchJob(
        workspace=Workspace(Path(root)),
        rules=small_rules(key_papers=KEYS),
        request=FetchRequest(since="2023-01-01"),
        settings=Settings(
            api_url=url, oai_url=None, agent=AGENT, interval=float(interval), page_size=10, smaller_page=5
        ),
        listener=Ears(),
        clock=system_clock(now),
        chance=random.Random(3),
    )
    try:
        return 0 if fetch(job).ok else 1
    except VlagraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_fetch(*line.split()))
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(status)


if __name__ == "__main__":
    main()
