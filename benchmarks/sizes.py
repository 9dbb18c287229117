"""How long the order of all topics and the path to one take on roadmaps of any size.

``python -m benchmarks.sizes [--topics N …]`` invents roadmaps with four requirements a topic, each of one of
the 2,000 topics before it, and prints the processor time of reading the file, making the graph and finding
the learning order, or the path to the last topic, over that of reading the file and
``networkx.topological_sort``: the median of several rounds, with their spread. Of up to 1,000
topics, and of so many urgent ones, a better order is searched for (docs/order.md), which takes longer: there
is no target for small roadmaps. It exits 3 when the target is missed.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
from operator import truediv
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import msgspec
import networkx as nx

from benchmarks import MISSED
from benchmarks._arguments import at_least, parser_of
from benchmarks._runs import milliseconds, spread
from vlagraph.core.graph import build_graph
from vlagraph.core.model import Area, Priority, PriorityEntry, Requirement, Roadmap, Text, Topic
from vlagraph.core.order import find_path, learning_order
from vlagraph.store.parts import Form
from vlagraph.store.roadmap import encode_files, load_roadmap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Ratio", "main", "make_roadmap", "measure"]

_SIZES = (1, 10, 100, 1000, 20_000, 100_000)
_TARGET, _LEAST_JUDGED = 2.0, 20_000
_NEEDS, _REACH = 4, 2000
_AREAS = 50
_RUNS, _SMALL_RUNS = 3, 9
"""Rounds; processor times of a round differ by a few percent, and more where they are short."""


class Ratio(msgspec.Struct, frozen=True):
    """Median processor times in milliseconds, and those of the order and of the path over the plain one.

    The ratios are those of all rounds.
    """

    topics: int
    edges: int
    steps: int
    plain_ms: float
    order_ms: float
    path_ms: float
    order: tuple[float, ...]
    path: tuple[float, ...]

    @property
    def reached(self) -> bool | None:
        """Whether both ratios are at their target, by the medians; None where there is no target."""
        if self.topics < _LEAST_JUDGED:
            return None
        return max(median(self.order), median(self.path)) <= _TARGET


def make_roadmap(count: int, *, seed: int = 1) -> Roadmap:
    """``count`` topics in 50 areas, in shuffled file order, a hundredth of them in an urgent tier."""
    dice = random.Random(seed)
    topics = [_topic(index, count, dice) for index in range(count)]
    dice.shuffle(topics)
    areas = tuple(Area(id=f"a{number}", name=_text(f"Area {number}")) for number in range(_AREAS))
    urgent = [topic.id for topic in topics if topic.priority]
    tier = Priority(
        id="urgent",
        name=_text("Urgent"),
        window=_text("Soon"),
        weeks=(1, 4),
        entries=tuple(PriorityEntry(ref=one, note=_text("It comes first.")) for one in urgent),
    )
    return Roadmap(title=_text("Invented"), areas=areas, topics=tuple(topics), priorities=(tier,))


def _topic(index: int, count: int, dice: random.Random) -> Topic:
    near = {max(0, index - dice.randint(1, _REACH)) for _ in range(_NEEDS)} - {index}
    needs = tuple(
        Requirement(
            topic=f"t{at:06}",
            kind="required" if dice.random() < 0.7 else "recommended",
            reason=_text("One needs it."),
            source="arXiv:1706.03762",
        )
        for at in sorted(near)
    )
    return Topic(
        id=f"t{index:06}",
        area=f"a{index * _AREAS // count}",
        name=Text(en=f"Topic {index}", ko=f"주제 {index}"),
        level=1 + index * 5 // count,
        hours=(10, 20),
        requires=needs,
        priority=None if dice.randrange(100) else "urgent",
    )


def _text(words: str) -> Text:
    return Text(en=words, ko=words)


def measure(topics: int, runs: int | None = None) -> Ratio:
    """The ratios for ``topics`` topics, medians of ``runs``, which are more where a run is short."""
    runs = runs or (_SMALL_RUNS if topics < _LEAST_JUDGED else _RUNS)
    roadmap = make_roadmap(topics)
    target = f"t{topics - 1:06}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph" / "topics.json"
        path.parent.mkdir()
        for file, data in encode_files(path, roadmap, Form(frozenset())).items():
            file.write_bytes(data)
        edges = sum(len(topic.requires) for topic in roadmap.topics)
        del roadmap
        steps = len(find_path(build_graph(load_roadmap(path)), [target]).steps)
        times: dict[str, list[float]] = {"plain": [], "order": [], "path": []}
        for _ in range(runs):
            times["plain"].append(_timed(lambda: _plain(path)))
            times["order"].append(_timed(lambda: learning_order(build_graph(load_roadmap(path)))))
            times["path"].append(_timed(lambda: find_path(build_graph(load_roadmap(path)), [target])))
    order, path_to = (tuple(map(truediv, times[name], times["plain"])) for name in ("order", "path"))
    return Ratio(
        topics=topics,
        edges=edges,
        steps=steps,
        plain_ms=round(median(times["plain"]), 1),
        order_ms=round(median(times["order"]), 1),
        path_ms=round(median(times["path"]), 1),
        order=tuple(round(ratio, 2) for ratio in order),
        path=tuple(round(ratio, 2) for ratio in path_to),
    )


def _plain(path: Path) -> list[str]:
    """The file read, and sorted by networkx alone."""
    roadmap = load_roadmap(path)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(topic.id for topic in roadmap.topics)
    for topic in roadmap.topics:
        graph.add_edges_from((need.topic, topic.id) for need in topic.requires if need.orders)
    return list(nx.topological_sort(graph))


def _timed(call: Callable[[], object]) -> float:
    gc.collect()
    return milliseconds(call)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code."""
    parser = parser_of("sizes", __doc__)
    parser.add_argument("--topics", type=at_least(1), nargs="+", default=list(_SIZES))
    asked, found = parser.parse_args(argv), []
    heads = f"{'order ms':>10}{'ratio':>21}{'path ms':>10}{'ratio':>21}"
    print(f"   topics    edges  path steps  reading + plain sort ms{heads}")
    for size in asked.topics:
        row = measure(size)
        found.append(row)
        judged = {True: "  reached", False: "  MISSED", None: ""}[row.reached]
        ours = f"{row.order_ms:10,.1f}{spread(row.order):>21}{row.path_ms:10,.1f}{spread(row.path):>21}"
        print(f"{row.topics:9,}{row.edges:9,}{row.steps:12,}{row.plain_ms:25,.1f}{ours}{judged}", flush=True)
    return MISSED if any(row.reached is False for row in found) else 0


if __name__ == "__main__":
    sys.exit(main())
