"""A roadmap in two languages, of whose texts some are in one alone."""

from __future__ import annotations

from vlagraph.core.model import (
    Area,
    Concept,
    Goal,
    Priority,
    PriorityEntry,
    Requirement,
    Roadmap,
    Text,
    Topic,
)
from vlagraph.site.content import Content

__all__ = ["ENGLISH", "KOREAN", "mixed_content"]

ENGLISH, KOREAN = "Only English", "한국어만"


def mixed_content() -> Content:
    """What its pages show."""
    english, korean, both = Text(en=ENGLISH), Text(ko=KOREAN), Text(en="Both", ko="둘 다")
    first = Topic(
        id="first",
        area="a",
        name=english,
        summary=english,
        concepts=(Concept(id="c", name=korean, note=english),),
    )
    need = Requirement(topic="first", kind="required", reason=korean, source="x")
    entry = PriorityEntry(ref="first", note=both)
    roadmap = Roadmap(
        title=both,
        areas=(Area(id="a", name=korean), Area(id="b", name=both)),
        topics=(first, Topic(id="second", area="b", name=both, requires=(need,))),
        goals=(Goal(id="g", name=korean, topics=("second",)),),
        priorities=(Priority(id="p", name=english, window=english, weeks=(1, 2), entries=(entry,)),),
    )
    return Content(roadmap, ("first", "second"))
