"""What is incomplete in a roadmap, or said twice: answers do without it, a finished roadmap does not."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.model import listed_tier, stated_tiers, walk_strings, walk_texts
from vlagraph.core.soundness.cycles import find_redundant
from vlagraph.core.text import WINDOWS_DEVICES, is_blank
from vlagraph.errors import Problem
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import KeyPaper, Requirement, Resource, Roadmap, Topic
    from vlagraph.core.soundness.places import Places

__all__ = ["all_gaps"]

_MAYBE_BLANK = re.compile(r'"(?:[^!-~]|\\[bfnrt]|\\u[0-9a-f]{4})+"')
"""In JSON, a string without any of the signs of ASCII that are seen: to look at these alone is quicker."""


def all_gaps(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    """Every warning about ``roadmap``, subject by subject, each in file order."""
    checks = (_topics, _edges, _tiers, _groups, _languages, _blanks)
    return chain.from_iterable(check(roadmap, places) for check in checks)


def _gap(where: str, what: Message, todo: Message) -> Problem:
    return Problem(where, what, todo, "warning")


def _topics(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    if not roadmap.topics:
        yield _gap("topics", Message("check.no_topics"), Message("check.no_topics_todo"))
    for index, topic in enumerate(roadmap.topics):
        if topic.id in WINDOWS_DEVICES:
            names = {"id": topic.id, "other": f"the-{topic.id}"}
            what, todo = Message("check.device_id", names), Message("check.device_id_todo", names)
            yield _gap(places.topic(index, topic), what, todo)
        if topic.hours == (0, 0):
            at = places.topic(index, topic, "hours")
            yield _gap(at, Message("check.no_hours"), Message("check.no_hours_todo"))
        if not topic.level:
            at = places.topic(index, topic, "level")
            yield _gap(at, Message("check.no_level"), Message("check.no_level_todo"))
        for number, need in enumerate(topic.requires):
            yield from _requirement(places.topic(index, topic, f"requires[{number}]"), need)
        needs = {need.topic for need in topic.requires}
        for other in topic.related:
            if other == topic.id or other in needs:
                what = Message("check.related_twice", {"id": repr(other)})
                at = places.topic(index, topic, "related")
                yield _gap(at, what, Message("check.related_twice_todo"))
        yield from _figures(index, topic, places)
        yield from _page(index, topic, places)


def _figures(index: int, topic: Topic, places: Places) -> Iterator[Problem]:
    """A first pass that takes longer than all of the topic, and a review on no day."""
    first, whole = topic.first_pass, topic.hours
    ranged = first[0] <= first[1] and whole[0] <= whole[1] and whole != (0, 0)
    if ranged and (first[0] > whole[0] or first[1] > whole[1]):
        about = {"first": "-".join(map(str, first)), "whole": "-".join(map(str, whole))}
        at = places.topic(index, topic, "first_pass")
        yield _gap(at, Message("check.first_longer", about), Message("check.first_longer_todo"))
    if topic.reviewed is not None and not _is_day(topic.reviewed):
        at = places.page(index, topic, "reviewed")
        what = Message("check.no_day", {"day": repr(topic.reviewed)})
        yield _gap(at, what, Message("check.no_day_todo"))


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _requirement(at: str, need: Requirement) -> Iterator[Problem]:
    needed = {"topic": need.topic}
    if need.proposed:
        yield _gap(at, Message("check.proposed", needed), Message("check.proposed_todo", needed))
    if need.reason is None:
        yield _gap(at, Message("check.no_reason", needed), Message("check.no_reason_todo"))
    if not need.source.strip():
        yield _gap(at, Message("check.no_source", needed), Message("check.no_source_todo"))
    if not need.concepts:
        yield _gap(at, Message("check.no_needed", needed), Message("check.no_needed_todo", needed))


def _page(index: int, topic: Topic, places: Places) -> Iterator[Problem]:
    missing = (
        ("summary", topic.summary, Message("check.no_summary"), Message("check.no_summary_todo")),
        ("hours_basis", topic.hours_basis, Message("check.no_basis"), Message("check.no_basis_todo")),
        ("concepts", topic.concepts, Message("check.no_concepts"), Message("check.no_concepts_todo")),
    )
    for name, found, what, todo in missing:
        if not found:
            yield _gap(places.page(index, topic, name), what, todo)
    lists: dict[str, tuple[KeyPaper | Resource, ...]] = {
        "key_papers": topic.key_papers,
        "resources": topic.resources,
    }
    items = tuple(chain.from_iterable(lists.values()))
    covered = {concept for item in items for concept in item.concepts}
    for concept in topic.concepts:
        about = {"concept": repr(concept.id)}
        at = places.page(index, topic, "concepts")
        if concept.note is None:
            yield _gap(at, Message("check.no_note", about), Message("check.no_note_todo"))
        if concept.id not in covered:
            yield _gap(at, Message("check.uncovered", about), Message("check.uncovered_todo"))
    for name, read in lists.items():
        for number, item in enumerate(read):
            if item.why is None:
                at = places.page(index, topic, f"{name}[{number}]")
                yield _gap(at, Message("check.no_why"), Message("check.no_why_todo"))


def _edges(roadmap: Roadmap, _: Places) -> Iterator[Problem]:
    for before, after, path in find_redundant(roadmap):
        what = Message("check.redundant", {"id": repr(before), "path": " -> ".join(path)})
        yield _gap(f"{after}.requires", what, Message("check.redundant_todo"))
    used = {need.topic for topic in roadmap.topics for need in topic.requires}
    for topic in roadmap.topics:
        if not topic.requires and topic.id not in used and len(roadmap.topics) > 1:
            yield _gap(topic.id, Message("check.orphan"), Message("check.orphan_todo"))


def _tiers(roadmap: Roadmap, _: Places) -> Iterator[Problem]:
    listed = Counter(entry.ref for tier in roadmap.priorities for entry in tier.entries)
    for ref in sorted(ref for ref, count in listed.items() if count > 1):
        what = Message("check.listed_twice", {"id": repr(ref)})
        yield _gap("priorities", what, Message("check.listed_twice_todo"))
    stated = stated_tiers(roadmap.priorities)
    for topic in roadmap.topics:
        tier_id = listed_tier(stated, topic.id, topic.area)
        if topic.priority != tier_id:
            values = {"own": _tier(topic.priority), "tiers": _tier(tier_id)}
            what = Message("check.tier_differs", values)
            yield _gap(f"{topic.id}.priority", what, Message("check.tier_differs_todo"))


def _tier(tier_id: str | None) -> str | Message:
    return Message("check.tier_none") if tier_id is None else repr(tier_id)


def _groups(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    """Tiers and projects with ids of topics, empty goals, and facts that stand twice.

    A stage may be called as an area that it begins with; the commands with ``--stage`` know it by that.
    """
    taken = {area.id for area in roadmap.areas} | {topic.id for topic in roadmap.topics} | {"all"}
    named = [(f"priorities {one.id}", one.id) for one in roadmap.priorities]
    named += [(places.part("projects", f"projects {one.id}"), one.id) for one in roadmap.projects]
    for where, own in named:
        if own in taken:
            what = Message("check.id_shared", {"id": repr(own)})
            yield _gap(where, what, Message("check.id_shared_todo"))
    for goal in roadmap.goals:
        if not goal.topics:
            yield _gap(f"goals {goal.id}", Message("check.empty_goal"), Message("check.empty_goal_todo"))
    for benchmark in roadmap.benchmarks:
        for field, count in Counter(fact.field for fact in benchmark.facts).items():
            if count > 1:
                at = places.part("benchmarks", f"benchmarks {benchmark.id}.facts")
                what = Message("check.listed_twice", {"id": repr(field)})
                yield _gap(at, what, Message("check.listed_twice_todo"))


def _languages(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    """Texts in one language, where the roadmap is written in two."""
    if len(roadmap.languages) < 2:
        return
    for where, text in places.within(roadmap, walk_texts):
        if text.langs == ("en",):
            yield _gap(where, Message("check.no_korean"), Message("check.no_korean_todo"))
        elif text.langs == ("ko",):
            yield _gap(where, Message("check.no_english"), Message("check.no_english_todo"))


def _blanks(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    """Names and texts of which nothing is seen; a blank source of a requirement is none, which is told."""
    written = msgspec.json.encode(roadmap).decode()
    if not any(is_blank(msgspec.json.decode(found, type=str)) for found in _MAYBE_BLANK.findall(written)):
        return
    for where, text in places.within(roadmap, walk_strings):
        told = ".requires[" in where and where.endswith(".source")
        if not told and is_blank(text):
            yield _gap(where, Message("check.blank"), Message("check.blank_todo"))
