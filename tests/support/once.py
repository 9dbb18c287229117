"""What several tests need and what is always the same: made once, by the first of the processes that test."""

from __future__ import annotations

import hashlib
import os
import pickle
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar

from filelock import FileLock

from vlagraph.core.matching import lexicon, matcher
from vlagraph.core.order import learning
from vlagraph.core.order.arrange import arrange
from vlagraph.core.papers import watch
from vlagraph.site.layout import drawing
from vlagraph.store import examine, parts, roadmap, upgrade
from vlagraph.store.reading import decode_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import msgspec
    import pytest

    from vlagraph.core.numbered import Edges
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["keep_drawings", "keep_orders", "keep_parts", "keep_rules", "made_once", "use_folder"]

Made = TypeVar("Made")
_LARGE = 30
"""Topics from which a drawing takes longer than to read it from a file."""
_ORDERS = 256
"""Orders that are kept: more than there are roadmaps in the tests of one process, Hypothesis left out."""
_MATCHERS = 16
"""Rules of roadmaps that are kept compiled, of some 3 MB each: tests turn from one roadmap to the other."""
_PARTS, _LARGEST_PART = 512, 1 << 18
"""Files of roadmaps whose values are kept, and the bytes of the largest: the shipped roadmap, which most
tests ask, has 64, of 17,000 bytes on average and at most 147,000."""

_folder: list[Path] = []


def use_folder(factory: pytest.TempPathFactory) -> None:
    """Keep what is made in the folder that all processes of this run of the tests share."""
    own = factory.getbasetemp()
    _folder[:] = [own.parent if "PYTEST_XDIST_WORKER" in os.environ else own]


def made_once(name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` returns, from the file ``name`` where a process of this run has made it already."""
    path = _folder[0] / f"{name}.pickle"
    with FileLock(f"{path}.lock"):
        if not path.exists():
            new = path.with_suffix(f".{os.getpid()}")
            new.write_bytes(pickle.dumps(make()))
            new.replace(path)  # a process that is killed before leaves no half of it
    found: Made = pickle.loads(path.read_bytes())
    return found


def keep_drawings(patch: pytest.MonkeyPatch) -> None:
    """Draw each large graph once for all processes, as the program does in one; `_draw` itself is left."""
    draw = drawing._draw

    @lru_cache(maxsize=64)
    def kept(*graph: tuple[tuple[str, str], ...]) -> Drawing:
        if len(graph[0]) < _LARGE or vars(drawing)["place"] is not place:  # a test has put its own there
            return draw.__wrapped__(*graph)
        key = hashlib.sha256(repr(graph).encode()).hexdigest()
        return made_once(f"drawing-{key[:32]}", lambda: draw.__wrapped__(*graph))

    place = vars(drawing)["place"]
    patch.setattr(drawing, "_draw", kept)


def keep_orders(patch: pytest.MonkeyPatch) -> None:
    """Arrange the topics of a roadmap once in a process: of each answer that was most of the work.

    Only the learning order asks for this; `arrange` itself, which has tests of its own, is left.
    """
    known: dict[object, tuple[int, ...]] = {}

    def kept(
        graph: Edges, blocks: Iterable[Iterable[int]], *, pull: Mapping[int, float] | None = None
    ) -> tuple[int, ...]:
        parts = tuple(map(tuple, blocks))
        edges = tuple(tuple(map(tuple, side)) for side in graph)
        key = (edges, parts, tuple((pull or {}).items()))
        if key not in known:
            if len(known) >= _ORDERS:
                known.clear()
            known[key] = arrange(graph, parts, pull=pull)
        return known[key]

    patch.setattr(learning, "arrange", kept)


def keep_rules(patch: pytest.MonkeyPatch) -> None:
    """Compile the phrases of each rule once in a process, and all rules of the roadmaps that tests use.

    Those that a test calls by name are left.
    """
    compiled = vars(matcher)["_compiled"].__wrapped__
    patch.setattr(matcher, "_compiled", lru_cache(maxsize=_MATCHERS)(compiled))
    make_terms = cache(watch.make_terms)
    patch.setattr(watch, "make_terms", lambda phrases: make_terms(tuple(phrases)))
    entries = cache(lambda rule, found=lexicon._entries: tuple(found(rule)))
    patch.setattr(lexicon, "_entries", entries)


def keep_parts(patch: pytest.MonkeyPatch) -> None:
    """Decode each file of a roadmap once in a process; it is read each time, and the same bytes are the same.

    Only those who read roadmaps ask for this; nothing of a roadmap can be changed, so that it can be shared.
    """
    decode = lru_cache(maxsize=_PARTS)(decode_as)

    def kept(data: bytes, kind: type[msgspec.Struct]) -> msgspec.Struct:
        return decode(data, kind) if len(data) <= _LARGEST_PART else decode_as(data, kind)

    for module in (examine, parts, roadmap, upgrade):
        patch.setattr(module, "decode_as", kept)
