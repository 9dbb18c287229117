"""Small roadmaps and marks for the tests of studying."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.marks import Intent, Mark, Opinion, Progress
from vlagraph.core.model import Area, Concept, KeyPaper, Requirement, Roadmap, Text, Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

__all__ = ["make_graph", "make_topic", "progresses", "text", "time_at"]

IDS = ("a", "b", "c", "d")
PAPERS = ("2304.13705", "cs/0112017", "2406.09246")


def text(words: str) -> Text:
    return Text(en=words, ko=words)


def time_at(minute: int) -> str:
    return f"2026-11-{1 + minute // 1440:02d}T{minute // 60 % 24:02d}:{minute % 60:02d}:00.000Z"


def make_topic(
    name: str,
    needs: Sequence[str] = (),
    *,
    hours: tuple[int, int] = (2, 4),
    wishes: Sequence[str] = (),
    papers: Sequence[tuple[str, Sequence[str]]] = (),
    **fields: Any,
) -> Topic:
    """A topic that requires ``needs`` and recommends ``wishes``; ``papers`` are ids with their concepts."""
    concepts = fields.pop("concepts", ("one", "two"))
    settings: dict[str, Any] = {"area": "area", "level": 1, **fields}
    return Topic(
        id=name,
        name=text(name.title()),
        hours=hours,
        hours_basis=text("estimate"),
        summary=text("summary"),
        concepts=tuple(Concept(id=c, name=text(c.title()), note=text(c)) for c in concepts),
        requires=(
            *(Requirement(topic=n, kind="required", reason=text("why")) for n in needs),
            *(Requirement(topic=n, kind="recommended", reason=text("why")) for n in wishes),
        ),
        key_papers=tuple(
            KeyPaper(arxiv=p, role="method", why=text("why"), concepts=tuple(c)) for p, c in papers
        ),
        **settings,
    )


def make_graph(*topics: Topic, **fields: Any) -> KnowledgeGraph:
    """The graph of ``topics``, unchecked; ``fields`` go to the roadmap."""
    areas = fields.pop(
        "areas", tuple(Area(id=a, name=text(a.title())) for a in sorted({t.area for t in topics}))
    )
    roadmap = Roadmap(title=text("test"), areas=areas, topics=topics, **fields)
    return KnowledgeGraph(roadmap)


def _with_marked_intents(progress: Progress) -> Progress:
    """The same without intents of topics that have no mark, which no file can hold."""
    marked = {name: intent for name, intent in progress.intents.items() if name in progress.topics}
    return replace(progress, intents=marked)


def progresses() -> SearchStrategy[Progress]:
    """Marks on few things at few moments, so that most of them clash; fields of a later version too."""
    moments = st.integers(0, 3).map(time_at)
    over = st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(sorted).map(tuple)
    marks = st.builds(Mark, st.booleans(), moments, st.just(()))
    topic_marks = st.builds(Mark, st.booleans(), moments, over)
    papers = st.dictionaries(st.sampled_from(PAPERS), marks)
    opinions = st.builds(
        Opinion,
        st.sampled_from(["dismissed", "pinned", "moved"]),
        st.sampled_from(PAPERS),
        st.sampled_from(["", "a"]),
        st.sampled_from(["", "b"]),
    )
    scalars = (
        st.none()
        | st.booleans()
        | st.integers(-2, 2)
        | st.floats(allow_nan=False, allow_infinity=False, width=16)
        | st.text("ab", max_size=2)
    )
    trees = st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)
        ),
        max_leaves=6,
    )
    intents = st.builds(Intent, moments, st.sampled_from(["learning", "skipped"]))
    rest = st.dictionaries(st.sampled_from(["later", "also"]), trees, max_size=2)
    return st.builds(
        Progress,
        st.dictionaries(st.sampled_from(IDS), topic_marks),
        papers,
        papers,
        st.dictionaries(st.sampled_from(PAPERS), st.sampled_from(["2026-11-21", "2026-11-22"])),
        st.dictionaries(opinions, marks, max_size=4),
        rest,
        st.dictionaries(st.sampled_from(PAPERS), moments),
        st.dictionaries(st.sampled_from(PAPERS), moments),
        st.dictionaries(moments, st.sets(st.sampled_from(PAPERS)).map(sorted).map(tuple), max_size=3),
        st.dictionaries(st.sampled_from(IDS), intents),
    ).map(_with_marked_intents)
