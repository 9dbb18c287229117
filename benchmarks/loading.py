"""How long a large roadmap in many files takes to load, against decoding its JSON alone.

``python -m benchmarks.loading [--format json]`` writes 5,000 topics in split form, each with a page of the
shipped roadmap, and prints the time of loading them over the time of decoding the same bytes from memory,
each the best of several. It exits 1 when the target is missed. The files were just written, so that the disk
has no part in either.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.model import Roadmap, TopicPage
from vlagraph.store.parts import Form
from vlagraph.store.roadmap import encode_files, load_roadmap

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Ratio", "main", "measure"]

_TOPICS = 5000
_RUNS = 7
"""Runs of each; the best of seven comes near to what an idle machine gives."""
_TARGET = 2.0
_SHIPPED = Path(__file__).parent.parent / "graph" / "topics.json"


class Ratio(msgspec.Struct, frozen=True):
    """The time of loading over that of decoding, the times in milliseconds, and the megabytes."""

    topics: int
    megabytes: float
    ratio: float
    load_ms: float
    decode_ms: float
    target: float = _TARGET


def measure(topics: int = _TOPICS, runs: int = _RUNS) -> Ratio:
    """The ratio for ``topics`` topics, the best of ``runs`` of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph" / "topics.json"
        files = _write(path, topics)
        graph = files.pop(path)
        pages = list(files.values())
        load, decode = [], []
        for _ in range(runs):
            decode.append(_seconds(lambda: _decode(graph, pages)))
            load.append(_seconds(lambda: load_roadmap(path)))
    size = len(graph) + sum(map(len, pages))
    return Ratio(
        topics=topics,
        megabytes=round(size / 1e6, 1),
        ratio=round(min(load) / min(decode), 2),
        load_ms=round(min(load) * 1000, 1),
        decode_ms=round(min(decode) * 1000, 1),
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


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    kept = call()
    taken = time.perf_counter() - begun
    del kept
    return taken


def main(args: list[str]) -> int:
    """Print the ratio in words or as JSON; the exit code."""
    found = measure()
    if args == ["--format", "json"]:
        print(msgspec.json.format(msgspec.json.encode({"loading": found}), indent=2).decode())
    else:
        judged = "reached" if found.ratio <= found.target else "MISSED"
        print(f"{found.topics} topics, {found.megabytes} MB in {found.topics + 1} files")
        print(
            f"loading {found.load_ms} ms, decoding {found.decode_ms} ms: "
            f"{found.ratio} (target {found.target}, {judged})"
        )
    return 0 if found.ratio <= found.target else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
