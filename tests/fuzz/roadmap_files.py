"""Readers of a roadmap, of its papers, and of the roadmaps of other tools."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from tests.fuzz.target import Target
from tests.support.command_line import CHECKOUT
from vlagraph.core.citing import cite
from vlagraph.core.drafting import Draft
from vlagraph.core.drafting.finish import finish
from vlagraph.core.graph import build_graph
from vlagraph.core.model import Watch
from vlagraph.core.order import learning_order
from vlagraph.core.papers.publication import publication_of
from vlagraph.core.papers.query import query_text
from vlagraph.core.papers.watch import compile_rule
from vlagraph.core.search import search
from vlagraph.core.soundness import find_errors
from vlagraph.formats.bibtex import bibtex_entry
from vlagraph.pipeline.naming import pick
from vlagraph.store.examine import examine_roadmap
from vlagraph.store.heads import part_names, roadmap_title
from vlagraph.store.importing import Wishes, read_import
from vlagraph.store.papers import encode_papers, load_papers
from vlagraph.store.recorded import load_recorded
from vlagraph.store.roadmap import encode_roadmap, load_roadmap
from vlagraph.store.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["TARGETS"]

GOLDEN = CHECKOUT / "tests" / "golden" / "workspace"
TOPICS = (GOLDEN / "graph" / "topics.json").read_bytes()
PAPERS = (GOLDEN / "papers" / "papers.jsonl").read_bytes()
SPLIT = json.dumps(
    {
        "schema": 2,
        "title": {"en": "Small"},
        "areas": [{"id": "robots", "name": {"en": "Robots"}}],
        "topics": [
            {"id": "seeing", "area": "robots", "name": {"en": "Seeing"}, "requires": []},
            {
                "id": "judging",
                "area": "robots",
                "name": {"en": "Judging"},
                "requires": [{"topic": "seeing", "kind": "required", "reason": {"en": "Seen"}}],
            },
        ],
    }
).encode()
PART = json.dumps(
    {
        "id": "seeing",
        "summary": {"en": "To see."},
        "concepts": [{"id": "light", "name": {"en": "Light"}, "note": {"en": "Bright."}}],
        "key_papers": [{"arxiv": "2601.00001", "role": "method", "why": {"en": "First."}}],
        "resources": [{"title": "Book", "kind": "book", "url": "https://example.org/a"}],
        "watch": {"any": ["ti:cups"], "with": ["robot"], "not": ["tea"], "categories": ["cs.RO"]},
        "exercises": [{"task": {"en": "Look."}, "hours": [1, 2]}],
    }
).encode()
WATCH = json.dumps(
    {"any": ["ti:cup", "sim-to-real"], "with": ["robot*"], "not": ["tea"], "categories": ["cs.RO"]}
)


@cache
def _graph() -> KnowledgeGraph:
    return build_graph(load_roadmap(GOLDEN / "graph" / "topics.json"))


def _put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _roadmap(data: bytes, folder: Path) -> None:
    roadmap = load_roadmap(_put(folder, "graph/topics.json", data))
    if not find_errors(roadmap):
        learning_order(build_graph(roadmap))
        encode_roadmap(roadmap)


def _examined(data: bytes, folder: Path) -> None:
    path = _put(folder, "graph/topics.json", data)
    examine_roadmap(path)


def _heads(data: bytes, folder: Path) -> None:
    path = _put(folder, "graph/topics.json", data)
    part_names(path)
    assert isinstance(roadmap_title(path, "ko"), str)


def _beside(name: str) -> Callable[[bytes, Path], None]:
    """A part of a roadmap in a file of its own, read quickly and in full."""

    def read(data: bytes, folder: Path) -> None:
        path = _put(folder, "graph/topics.json", SPLIT)
        _put(folder, f"graph/{name}", data)
        load_roadmap(path)
        examine_roadmap(path)

    return read


def _papers(data: bytes, folder: Path) -> None:
    papers = load_papers(_put(folder, "papers.jsonl", data))
    again = load_papers(_put(folder, "again.jsonl", encode_papers(papers)))
    assert again == papers
    for paper in papers.values():
        publication_of(paper)
        bibtex_entry(cite(paper, topics=("Seeing",)))


def _recorded(data: bytes, folder: Path) -> None:
    """What does not begin as gzip is packed, so that its lines are reached."""
    packed = data if data[:1] == b"\x1f" else gzip.compress(data, 1)
    papers, reason = load_recorded(_put(folder, "recorded.jsonl.gz", packed))
    assert not (papers and reason)


def _rule(data: bytes, _: Path) -> None:
    watch = msgspec.json.decode(data, type=Watch)
    query_text(watch)
    compile_rule(watch).matches("Cups for robots", "A robot sees tea.", ["cs.RO"])


def _names(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "surrogateescape")
    search(_graph(), text)
    pick(_graph(), text.split(",") or [""])


def _runs(data: bytes, folder: Path) -> None:
    """The first line is the name of a file of a run, the rest what it holds."""
    name, _, rest = data.partition(b"\n")
    safe = "".join(char for char in name.decode("utf-8", "replace") if char not in "/\0")[:60]
    _put(folder, f"runs/key/{safe or 'x'}.receipt", rest)
    _put(folder, "runs/key/000001.run", rest)
    runs = Runs(folder / "runs", "key")
    runs.begin()
    list(runs.merged([1]))


def _import(kind: str | None, name: str) -> Callable[[bytes, Path], None]:
    def read(data: bytes, folder: Path) -> None:
        for lenient in (False, True):
            path = _put(folder, name, data)
            whole = folder / "in" if kind == "metacademy" else path
            said: Any = read_import(whole, Wishes(lenient=lenient), kind).said
            if isinstance(said, Draft):
                find_errors(finish(said))

    return read


MARKDOWN = """# The way

## 1. Basics

### Linear algebra (LA)
Vectors.
- **SVD**: parts
- Prerequisites: none

### Optimisation
- Requires: Linear algebra
- [Book](https://example.org)

| Part | Sense |
|---|---|
| a | b |

## Plan

1. [ ] Basics
"""
GRAPHML = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="name" attr.type="string"/>
<key id="d1" for="edge" attr.name="kind" attr.type="string"/><graph edgedefault="directed">
<node id="a"><data key="d0">A</data></node><node id="b"><data key="d0">B</data></node>
<edge source="a" target="b"><data key="d1">required</data></edge></graph></graphml>
"""
NODES = {
    "directed": True,
    "graph": {"name": "Small"},
    "nodes": [{"id": "a", "name": "A", "area": "x"}, {"id": "b", "label": "B"}],
    "links": [{"source": "a", "target": "b", "kind": "required"}],
}
DRAWN = {
    "nodes": [
        {"id": "1", "type": "topic", "data": {"label": "A"}, "position": {"x": 0, "y": 0}},
        {"id": "2", "type": "subtopic", "data": {"label": "B"}, "position": {"x": 0, "y": 9}},
    ],
    "edges": [{"source": "1", "target": "2"}],
}
CARDS = {
    "nodes": [
        {"id": "g", "type": "group", "x": 0, "y": 0, "width": 9, "height": 9, "label": "G"},
        {"id": "1", "type": "text", "x": 1, "y": 1, "width": 2, "height": 2, "text": "# A\nwhy"},
        {"id": "2", "type": "file", "x": 5, "y": 1, "width": 2, "height": 2, "file": "in/B.md"},
    ],
    "edges": [{"fromNode": "1", "toNode": "2", "toEnd": "arrow", "label": "helps"}],
}


def _samples(*texts: object) -> Callable[[], Sequence[bytes]]:
    found = [
        text
        if isinstance(text, bytes)
        else text.encode()
        if isinstance(text, str)
        else json.dumps(text).encode()
        for text in texts
    ]
    return lambda: found


def _first_entries(name: str) -> Any:
    """The file ``name`` of the shipped roadmap with one entry a list: quicker, and with every field."""
    whole = json.loads((CHECKOUT / "graph" / name).read_bytes())
    return {key: value[:1] if isinstance(value, list) else value for key, value in whole.items()}


_WATCH_ERRORS = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
TARGETS = {
    "roadmap": Target(_samples(TOPICS, SPLIT), _roadmap),
    "roadmap-in-full": Target(_samples(TOPICS, SPLIT), _examined),
    "roadmap-heads": Target(_samples(TOPICS, SPLIT), _heads),
    "topic-part": Target(_samples(PART), _beside("topics/seeing.json")),
    **{
        f"shared-{name.removesuffix('.json')}": Target(_samples(_first_entries(name)), _beside(name))
        for name in ("benchmarks.json", "projects.json", "terms.json")
    },
    "papers": Target(_samples(PAPERS), _papers),
    "recorded": Target(_samples(PAPERS, gzip.compress(PAPERS, 1, mtime=0)), _recorded),
    "watch-rule": Target(_samples(WATCH), _rule, _WATCH_ERRORS),
    "names": Target(_samples("seeing,vectors", "벡터", "actnig", "goal:x,area:robots", "all"), _names),
    "runs": Target(_samples('000001\n2601.00001\t{"id": "2601.00001"}\n'), _runs),
    "import-any": Target(
        _samples(MARKDOWN, GRAPHML, NODES, DRAWN, CARDS, "A,B\nC,D\nE,F\n"), _import(None, "in/any")
    ),
    "import-markdown": Target(_samples(MARKDOWN), _import("markdown", "in/a.md")),
    "import-csv": Target(
        _samples("needs,topic\nA,B\nC,D\n", "A;B\nC;D\n", "A\tB\n"), _import("csv", "in/a.csv")
    ),
    "import-graphml": Target(_samples(GRAPHML), _import("graphml", "in/a.graphml")),
    "import-node-link": Target(_samples(NODES), _import("node-link", "in/a.json")),
    "import-canvas": Target(_samples(CARDS), _import("canvas", "in/a.canvas")),
    "import-roadmap-sh": Target(_samples(DRAWN), _import("roadmap-sh", "in/a.json")),
    "import-metacademy": Target(
        _samples("tag: la\nreason: why\n", "# said\ntag: la\nreason: one\n  more\n\ntag: LA\n"),
        _import("metacademy", "in/la/dependencies.txt"),
    ),
}
