"""How near each topic stands to the prerequisites it uses, against a plain topological sort.

``python -m benchmarks.order [--graphs N] [--format json]`` prints the mean number of positions between a
topic and each prerequisite, as a share saved over ``networkx.topological_sort`` on the graph as the file has
it: on the shipped graph by continuity alone and with urgency, on 200 seeded random graphs, and on 200 graphs
like a curriculum, whose prerequisites are near. It exits 3 when a target is missed.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import networkx as nx

from benchmarks import MISSED
from benchmarks._arguments import at_least, parser_of
from vlagraph.core.graph import build_graph
from vlagraph.core.order import learning_order, mean_distance
from vlagraph.core.order.arrange import arrange
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["Saving", "curriculum_graph", "main", "measure", "random_graph"]

_GRAPHS = 200
_TOPICS = Path(__file__).parent.parent / "graph" / "topics.json"


class Saving(msgspec.Struct, frozen=True):
    """Shares of the mean prerequisite distance saved over the plain sort; ``worse`` counts graphs below 0."""

    name: str
    graphs: int
    mean: float
    least: float
    worse: int
    target: float
    plain: float
    ours: float

    @property
    def reached(self) -> bool:
        """Is the mean at its target, and no graph worse than before?"""
        return self.mean >= self.target and not self.worse


def random_graph(seed: int) -> nx.DiGraph[str]:
    """A graph of 50-400 topics whose requirements lie anywhere before them, in shuffled file order."""
    chance = random.Random(seed)
    count, density = chance.randint(50, 400), chance.choice([1.5, 2, 2.5, 3])
    names = chance.sample([f"n{number:03}" for number in range(count)], count)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(chance.sample(names, count))
    for _ in range(int(count * density)):
        before, after = sorted(chance.sample(range(count), 2))
        graph.add_edge(names[before], names[after])
    return graph


def curriculum_graph(seed: int) -> nx.DiGraph[str]:
    """A graph of 50-400 topics that need 1-3 of the last 8; every other one in shuffled file order."""
    chance = random.Random(seed)
    count = chance.randint(50, 400)
    names = chance.sample([f"n{number:03}" for number in range(count)], count)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(names if seed % 2 else chance.sample(names, count))
    for after in range(1, count):
        for before in {max(0, after - chance.randint(1, 8)) for _ in range(chance.randint(1, 3))}:
            graph.add_edge(names[before], names[after])
    return graph


def measure(graphs: int = _GRAPHS) -> tuple[Saving, ...]:
    """The four savings, in the order that the module's text names them, on so many graphs of a kind."""
    kg = build_graph(load_roadmap(_TOPICS))
    plain = _in_file_order(kg)
    return (
        _shipped("shipped graph, continuity alone", plain, learning_order(kg, ties="none"), target=0.30),
        _shipped("shipped graph, urgency honoured", plain, learning_order(kg), target=0.20),
        _many("random graphs", [random_graph(seed) for seed in range(graphs)], target=0.25),
        _many("curriculum-like graphs", [curriculum_graph(seed) for seed in range(graphs)], target=0.0),
    )


def _in_file_order(kg: KnowledgeGraph) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(topic.id for topic in kg.roadmap.topics)
    for topic in kg.roadmap.topics:
        graph.add_edges_from((need.topic, topic.id) for need in topic.requires if need.orders)
    return graph


def _shipped(name: str, graph: nx.DiGraph[str], order: Iterable[str], *, target: float) -> Saving:
    plain, ours = mean_distance(graph, list(nx.topological_sort(graph))), mean_distance(graph, list(order))
    return _saving(name, [(plain, ours)], target)


def _many(name: str, graphs: Iterable[nx.DiGraph[str]], *, target: float) -> Saving:
    pairs = []
    for graph in graphs:
        plain = mean_distance(graph, list(nx.topological_sort(graph)))
        pairs.append((plain, mean_distance(graph, arrange(graph, [graph.nodes]))))
    return _saving(name, pairs, target)


def _saving(name: str, pairs: list[tuple[float, float]], target: float) -> Saving:
    shares = [1 - ours / plain for plain, ours in pairs]
    count = len(pairs)
    return Saving(
        name=name,
        graphs=count,
        mean=round(sum(shares) / count, 4),
        least=round(min(shares), 4),
        worse=sum(share < 0 for share in shares),
        target=target,
        plain=round(sum(plain for plain, _ in pairs) / count, 2),
        ours=round(sum(ours for _, ours in pairs) / count, 2),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the savings as a table or as JSON; the exit code."""
    parser = parser_of("order", __doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--graphs", type=at_least(1), default=_GRAPHS, help="random graphs of each kind")
    options = parser.parse_args(argv)
    found = measure(options.graphs)
    if options.format == "json":
        print(msgspec.json.format(msgspec.json.encode({"order": found}), indent=2).decode())
    else:
        titles = "".join(f"{title:>8}" for title in ("plain", "ours", "saved", "least", "worse"))
        print(f"{'mean prerequisite distance':34}{titles}  target")
        for row in found:
            figures = f"{row.plain:8.2f}{row.ours:8.2f}{row.mean:8.1%}{row.least:8.1%}{row.worse:8}"
            print(f"{row.name:34}{figures}  {row.target:.0%}, {'reached' if row.reached else 'MISSED'}")
    return 0 if all(row.reached for row in found) else MISSED


if __name__ == "__main__":
    sys.exit(main())
