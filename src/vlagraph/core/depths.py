"""Two depths of a topic: a first pass of its must-read papers and core concepts, and mastery of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vlagraph.core.model import Hours, KeyPaper, Topic

__all__ = ["Depth", "core_concepts", "depth_of", "hours_at", "hours_for", "papers_for", "sum_hours"]

Depth = Literal["first-pass", "mastery"]
"""What answers call the two depths."""


def depth_of(*, mastery: bool) -> Depth:
    """The name of a depth."""
    return "mastery" if mastery else "first-pass"


def hours_at(topic: Topic, *, mastery: bool) -> Hours:
    """The hours of the whole ``topic`` at a depth; those of mastery where no first pass is parted from it.

    >>> from vlagraph.core.model import Text, Topic
    >>> topic = Topic(id="x", area="x", name=Text(en="X"), hours=(20, 40), first_pass=(6, 11))
    >>> hours_at(topic, mastery=False), hours_at(topic, mastery=True)
    ((6, 11), (20, 40))
    """
    return topic.hours if mastery or topic.first_pass == (0, 0) else topic.first_pass


def sum_hours(ranges: Iterable[Hours]) -> Hours:
    """The sum of ranges of hours.

    >>> sum_hours([(1, 2), (10, 20)])
    (11, 22)
    """
    kept = list(ranges)
    return sum(low for low, _ in kept), sum(high for _, high in kept)


def core_concepts(topic: Topic, *, mastery: bool) -> tuple[str, ...]:
    """The concepts of the whole ``topic`` at a depth, in order: on a first pass those of must-read papers.

    Where no must-read paper names a concept, all of them.
    """
    names = tuple(concept.id for concept in topic.concepts)
    if mastery or not names:
        return names
    core = {name for key in topic.key_papers if key.must_read for name in key.concepts}
    return tuple(name for name in names if name in core) or names


def hours_for(topic: Topic, needed: Collection[str], *, mastery: bool) -> Hours:
    """The hours of the concepts ``needed`` of ``topic`` at a depth, in whole hours, never 0.

    Concepts count alike: a part of them costs that part of the hours, and never more than the whole.

    >>> from vlagraph.core.model import Concept, Text, Topic
    >>> concepts = tuple(Concept(id=name, name=Text(en=name)) for name in "abcd")
    >>> topic = Topic(id="x", area="x", name=Text(en="X"), hours=(20, 45), concepts=concepts)
    >>> hours_for(topic, {"a"}, mastery=True), hours_for(topic, set("abcd"), mastery=True)
    ((5, 11), (20, 45))
    """
    low, high = hours_at(topic, mastery=mastery)
    whole = max(1, len(core_concepts(topic, mastery=mastery)))
    part = min(len(needed), whole)
    return _share(low, part, whole), _share(high, part, whole)


def papers_for(topic: Topic, concepts: Collection[str], *, mastery: bool) -> tuple[KeyPaper, ...]:
    """The key papers of ``topic`` to read for ``concepts`` at a depth, in reading order.

    At mastery all but those that explain other concepts only. On a first pass the must-read
    ones among these, and for a concept that none of them explains its first paper; all where none is a must.
    """
    wanted = set(concepts)
    others = {concept.id for concept in topic.concepts} - wanted
    found = [key for key in topic.key_papers if not others & set(key.concepts) or wanted & set(key.concepts)]
    if mastery or not any(key.must_read for key in topic.key_papers):
        return tuple(found)
    covered = {name for key in found if key.must_read for name in key.concepts}
    chosen = []
    for key in found:
        if key.must_read or wanted & set(key.concepts) - covered:
            chosen.append(key)
            covered.update(key.concepts)
    return tuple(chosen)


def _share(hours: int, part: int, whole: int) -> int:
    """``hours * part / whole`` rounded to whole hours; at least 1, unless there are no hours."""
    return max(1, (2 * hours * part + whole) // (2 * whole)) if hours else 0
