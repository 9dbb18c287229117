"""vlagraph: what to learn for vision-language-action robotics, in which order, and with which papers.

The names below are the library, described in docs/library.md; each is loaded when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.library import (
        KnowledgeGraph,
        Roadmap,
        VlagraphError,
        build_graph,
        load,
        match,
        next_topics,
        order,
        path,
        plan,
        read_papers,
        topic,
        unlocks,
    )

__all__ = [
    "KnowledgeGraph",
    "Roadmap",
    "VlagraphError",
    "__version__",
    "build_graph",
    "load",
    "match",
    "next_topics",
    "order",
    "path",
    "plan",
    "read_papers",
    "topic",
    "unlocks",
]

__version__ = "0.1.0"


if not TYPE_CHECKING:  # or a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        if name in __all__:
            return getattr(importlib.import_module("vlagraph.library"), name)
        raise AttributeError(f"module 'vlagraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
