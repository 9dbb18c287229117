"""How long a large roadmap in many files takes to load, against decoding its JSON alone.

``python -m benchmarks.loading [--format json]`` writes 5,000 topics in split form, each with a page of the
shipped roadmap, and prints the processor time of loading them over that of decoding the same bytes from
memory: the median of several rounds, with their spread. It exits 3 when the target is missed. The files were
just written, so that the disk has no part in either.
"""

from __future__ import annotations

import sys
import tempfile
from operator import truediv
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import msgspec

from benchmarks import MISSED
from benchmarks._arguments import parser_of
from benchmarks._runs import milliseconds, spread
from vlagraph.core.model import Roadmap, TopicPage
from vlagraph.store.parts import Form
from vlagraph.store.roadmap import encode_files, load_roadmap

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ratio", "main", "measure"]

_TOPICS = 5000
_RUNS = 7
"""Rounds; processor times of a round differ by some percent."""
_TARGET = 2.0
_SHIPPED = Path(__file__).parent.parent / "graph" / "topics.json"


class Ratio(msgspec.Struct, frozen=True):
    """The time of loading over that of decoding, the median times in milliseconds, and the megabytes.

    ``rounds`` are the ratios of all rounds, ``ratio`` is their median.
    """

    topics: int
    megabytes: float
    ratio: float
    rounds: tuple[float, ...]
    load_ms: float
    decode_ms: float
    target: float = _TARGET


def measure(topics: int = _TOPICS, runs: int = _RUNS) -> Ratio:
    """The ratio for ``topics`` topics, the median of ``runs`` rounds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph" / "topics.json"
        files = _write(path, topics)
        graph = files.pop(path)
        pages = list(files.values())
        load, decode = [], []
        for _ in range(runs):
            decode.append(milliseconds(lambda: _decode(graph, pages)))
            load.append(milliseconds(lambda: load_roadmap(path)))
    size = len(graph) + sum(map(len, pages))
    rounds = tuple(round(ratio, 2) for ratio in map(truediv, load, decode))
    return Ratio(
        topics=topics,
        megabytes=round(size / 1e6, 1),
        ratio=median(rounds),
        rounds=rounds,
        load_ms=round(median(load), 1),
        decode_ms=round(median(decode), 1),
    )


def _write(path: Path, count: int) -> dict[Path, bytes]:
    shipped = load_roadmap(_SHIPPED)
    topics = tuple(
        msgspec.structs.replace(shipped.topics[n % len(shipped.topics)], id=f"topic-{n}")
        for n in range(count)
    )
    whole = Roadmap(title=shipped.title, areas=shipped.areas, topics=topics)
    files = encode_files(path, whole, Form(frozenset(topic.id for topic in topics)))
    (path.parent / "topics").mkdir(parents=True)
    for file, data in files.items():
        file.write_bytes(data)
    return files


def _decode(graph: bytes, pages: list[bytes]) -> object:
    decode = msgspec.json.Decoder(TopicPage).decode
    return msgspec.json.decode(graph, type=Roadmap), [decode(page) for page in pages]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the ratio in words or as JSON; the exit code."""
    parser = parser_of("loading", __doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    asked, found = parser.parse_args(argv), measure()
    if asked.format == "json":
        print(msgspec.json.format(msgspec.json.encode({"loading": found}), indent=2).decode())
    else:
        judged = "reached" if found.ratio <= found.target else "MISSED"
        print(f"{found.topics} topics, {found.megabytes} MB in {found.topics + 1} files")
        print(
            f"loading {found.load_ms} ms, decoding {found.decode_ms} ms: "
            f"{spread(found.rounds)} (target {found.target}, {judged})"
        )
    return 0 if found.ratio <= found.target else MISSED


if __name__ == "__main__":
    sys.exit(main())
