"""What changed between two versions of a roadmap: topics, requirements, concepts, papers and the rest.

A topic that has a new id, was merged or was split is found by its former ids, and so is what required it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vlagraph.core.model import KeyPaper, Requirement, Roadmap, Topic

__all__ = ["Changes", "Compared", "Comparison", "NeedChange", "Renamed", "TopicChange", "compare_roadmaps"]

T = TypeVar("T")

_PARTS = ("areas", "priorities", "stages", "goals", "next_steps", "benchmarks", "projects")
"""The lists of a roadmap besides its topics, whose entries have ids."""
_LISTED = {"id", "requires", "concepts", "key_papers"}
"""Fields of a topic that are told entry by entry."""


class Renamed(NamedTuple):
    """A topic that became another: by a new name, a merge or a split."""

    before: str
    after: str


class NeedChange(NamedTuple):
    """A requirement, and which of its fields say something else now; none where it is new or gone."""

    topic: str
    needed: str
    fields: tuple[str, ...] = ()


class Changes(NamedTuple):
    """The ids of entries that came, went, or say something else."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


class TopicChange(NamedTuple):
    """A topic of both versions by its id now: fields that say something else, its concepts and papers.

    The order of these is such a field, as ``key_papers_order``.
    """

    topic: str
    fields: tuple[str, ...]
    concepts: Changes
    papers: Changes


class Comparison(NamedTuple):
    """Everything that changed; ``parts`` are areas, tiers, stages and the like by the name of their list.

    ``texts`` are the other fields of the roadmap that say something else.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    topics: tuple[TopicChange, ...]
    needs_added: tuple[NeedChange, ...]
    needs_removed: tuple[NeedChange, ...]
    needs_changed: tuple[NeedChange, ...]
    parts: Mapping[str, Changes]
    texts: tuple[str, ...]


class Compared(NamedTuple):
    """Two versions of a roadmap, how a person named them, and what changed."""

    names: tuple[str, str]
    before: Roadmap
    after: Roadmap
    changes: Comparison


def compare_roadmaps(before: Roadmap, after: Roadmap) -> Comparison:
    """What changed from ``before`` to ``after``, each list in the order of the version that has the entry."""
    old = {topic.id: topic for topic in before.topics}
    new = {topic.id: topic for topic in after.topics}
    renamed = [
        Renamed(former, topic.id)
        for topic in after.topics
        for former in topic.formerly
        if former in old and former not in new
    ]
    led = {one.before: one.after for one in reversed(renamed)}
    origin = {topic: topic for topic in new if topic in old}
    for one in reversed(renamed):
        if one.after not in old:
            origin[one.after] = one.before
    pairs = [(old[origin[topic.id]], topic) for topic in after.topics if topic.id in origin]
    earlier, later = _needs(before, led), _needs(after, {})
    parts = {name: _changes(getattr(before, name), getattr(after, name), _id) for name in _PARTS}
    shared = {*_PARTS, "topics", "schema", "schema_ref"}
    return Comparison(
        added=tuple(topic for topic in new if topic not in origin),
        removed=tuple(topic for topic in old if topic not in new and topic not in led),
        renamed=tuple(renamed),
        topics=tuple(change for change in map(_topic_change, pairs) if any(_told(change))),
        needs_added=tuple(NeedChange(*key) for key in later if key not in earlier),
        needs_removed=tuple(NeedChange(*key) for key in earlier if key not in later),
        needs_changed=tuple(_need_changes(earlier, later)),
        parts={name: found for name, found in parts.items() if any(found)},
        texts=(
            *_differing(before, after, without=shared),
            *_reordered(before, after, dict.fromkeys(("topics", *_PARTS), _id)),
        ),
    )


def _told(change: TopicChange) -> Iterable[bool]:
    return (bool(change.fields), any(change.concepts), any(change.papers))


def _topic_change(pair: tuple[Topic, Topic]) -> TopicChange:
    before, after = pair
    moved = _reordered(before, after, {"concepts": _id, "key_papers": _paper})
    return TopicChange(
        after.id,
        (*_differing(before, after, without=_LISTED), *moved),
        _changes(before.concepts, after.concepts, _id),
        _changes(before.key_papers, after.key_papers, _paper),
    )


def _id(item: Any) -> str:  # noqa: ANN401 - an entry of any list
    return str(item.id)


def _paper(key: KeyPaper) -> str:
    return key.arxiv


def _reordered(before: Any, after: Any, lists: Mapping[str, Callable[[Any], str]]) -> Iterable[str]:  # noqa: ANN401 - values of one type
    """Those of ``lists``, as NAME_order, of which the entries that both have stand in another order."""
    for name, key in lists.items():
        old, new = (tuple(dict.fromkeys(map(key, getattr(one, name)))) for one in (before, after))
        if [one for one in old if one in new] != [one for one in new if one in old]:
            yield f"{name}_order"


def _changes(before: Iterable[T], after: Iterable[T], key: Callable[[T], str]) -> Changes:
    old, new = {key(one): one for one in before}, {key(one): one for one in after}
    return Changes(
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
        tuple(name for name in new if name in old and new[name] != old[name]),
    )


def _needs(roadmap: Roadmap, led: Mapping[str, str]) -> dict[tuple[str, str], Requirement]:
    """Each requirement by its two topics, under the ids that they have now; none within one topic."""
    found = {
        (led.get(topic.id, topic.id), led.get(need.topic, need.topic)): need
        for topic in roadmap.topics
        for need in topic.requires
    }
    return {ends: need for ends, need in found.items() if ends[0] != ends[1]}


def _need_changes(
    before: Mapping[tuple[str, str], Requirement], after: Mapping[tuple[str, str], Requirement]
) -> Iterable[NeedChange]:
    for key, need in after.items():
        if (old := before.get(key)) is not None and (
            fields := tuple(_differing(old, need, without={"topic"}))
        ):
            yield NeedChange(*key, fields)


def _differing(before: Any, after: Any, *, without: Iterable[str]) -> Iterable[str]:  # noqa: ANN401 - values of one type
    """The fields that say something else."""
    left_out = set(without)
    return (
        name
        for name in before.__struct_fields__
        if name not in left_out and getattr(before, name) != getattr(after, name)
    )
