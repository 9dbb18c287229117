"""Stores of any size with the statistics of the recorded collection; none of the papers exists."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, save_state
from vlagraph.store.recorded import load_recorded
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace, bundled_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.papers.paper import Match, Paper

__all__ = ["TODAY", "TOPIC", "make_papers", "note_fetched"]

TODAY = date(2026, 11, 22)
_FETCHED = "2026-11-22T06:00:00Z"
"""When the papers came."""

TOPIC = "navigation"
"""The topic that has as many papers in every store."""

_UNDER_TOPIC = 60
"""Papers under `TOPIC`: as many as a topic of the collection has on average."""

_RECENT = 100
"""Papers of the last week: as many as the rules find in one."""

_ABSTRACT_WORDS = 180
"""Words of an abstract: the average on arXiv in robotics and learning."""

_DAYS = 500
"""Days over which the other papers are spread, as in the collection."""


def make_papers(count: int, *, seed: int = 1) -> dict[str, Paper]:
    """``count`` papers by id, each with the matches, authors and length of title of a recorded one.

    `_RECENT` of them are of the last week and `_UNDER_TOPIC` under `TOPIC`, however many there are.
    """
    recorded, _ = load_recorded(Workspace(bundled_root()).recorded)
    dice, models = random.Random(seed), list(recorded.values())
    words = [word for paper in models for word in paper.title.split()]
    made: dict[str, Paper] = {}
    for number in range(count):
        name = f"{2501 + number // 90000:04}.{10000 + number % 90000:05}"
        made[name] = _paper(name, number, model=dice.choice(models), words=words, dice=dice)
    return made


def note_fetched(place: Workspace) -> None:
    """Note in ``place`` that all papers under `TOPIC` came by its rule of today."""
    state = TopicState(
        wanted_from="2025-01-01",
        covered_from="2025-01-01T00:00:00Z",
        checked=_FETCHED,
        last_success=_FETCHED,
        rule=rules_of(load_roadmap(place.topics)).watched[TOPIC],
    )
    save_state(place.fetch_state, FetchState(sources={"oai": SourceState(topics={TOPIC: state})}))


def _paper(name: str, number: int, *, model: Paper, words: Sequence[str], dice: random.Random) -> Paper:
    day = _day(number, dice)
    return replace(
        model,
        id=name,
        title=" ".join(dice.choices(words, k=max(3, len(model.title.split())))),
        published=f"{day}T08:00:00Z",
        updated=f"{day}T08:00:00Z",
        version=1,
        abstract=" ".join(dice.choices(words, k=_ABSTRACT_WORDS)),
        fetched=_FETCHED,
        recorded=None,
        source="oai",
        matches=_matches(number, model.matches),
    )


def _day(number: int, dice: random.Random) -> str:
    back = number % 7 if number < _RECENT else dice.randint(14, _DAYS)
    return (TODAY - timedelta(days=back)).isoformat()


def _matches(number: int, matches: Sequence[Match]) -> tuple[Match, ...]:
    others = tuple(match for match in matches if match.topic != TOPIC)
    if number >= _UNDER_TOPIC:
        return others
    return (replace(matches[0], topic=TOPIC, score=0.9), *others)
