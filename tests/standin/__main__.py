"""Runs the stand-in as a process: prints its addresses as one JSON line and serves until its input closes."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from itertools import chain
from pathlib import Path

from .collection import Corpus, load_corpus
from .records import read_records
from .settings import Profile
from .standin import StandIn


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.standin", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, action="append", default=[], help="JSON lines, may be repeated"
    )
    parser.add_argument("--now", help="virtual time, ISO 8601")
    parser.add_argument("--scale", type=float, default=1.0, help="divides every limit and delay")
    parser.add_argument("--enforce", action="store_true", help="answer violations with 429")
    parser.add_argument("--replay", type=Path, help="directory of recorded answers")
    parser.add_argument("--layout", default="modern", choices=["modern", "legacy-2025"])
    parser.add_argument("--times", default="spread", choices=["spread", "ties"])
    parser.add_argument("--window", default="observed", choices=["observed", "manual"])
    return parser.parse_args(words)


def _corpus(paths: list[Path]) -> Corpus:
    if len(paths) == 1:
        return load_corpus(paths[0])
    return Corpus(chain.from_iterable(read_records(path) for path in paths))


def main(words: list[str] | None = None) -> int:
    """Serves until standard input closes or an interrupt comes."""
    given = _arguments(words)
    profile = Profile(layout=given.layout, times=given.times, window=given.window)
    with StandIn(
        _corpus(given.corpus),
        now=given.now,
        scale=given.scale,
        enforce=given.enforce,
        profile=profile,
        replay=given.replay,
    ) as stand_in:
        names = ("api_url", "http_url", "oai_url", "control_url")
        print(json.dumps({name: getattr(stand_in, name) for name in names}), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            sys.stdin.read()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
