"""Why a paper stands where it does, as values: its score under every topic, and the key papers it is like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.model import Topic
    from vlagraph.core.papers.likeness import Alike
    from vlagraph.core.papers.paper import Evidence, Paper
    from vlagraph.core.papers.standing import Verdict

__all__ = ["Explanation", "ScoredPlace", "judge_place", "nearest_places"]

Judgement = Literal["key", "pinned", "moved", "matched", "dismissed", "below"]
"""How a paper stands under a topic: chosen as a key paper, by the reader, by a rule, or not at all."""

_RANK: Mapping[Judgement, int] = {
    "key": 0, "pinned": 1, "moved": 2, "matched": 3, "dismissed": 4, "below": 5,
}  # fmt: skip
_MOST_BELOW = 5
"""Topics below the threshold that are named: the nearest few answer "why not there?"."""


@dataclass(frozen=True)
class ScoredPlace:
    """A paper under one topic; ``how`` says whether and why it stands there.

    ``score`` is what the rules of today give; ``missing`` are unlearned required topics, nearest first.
    """

    topic: str
    score: float
    how: Judgement
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Everything about one paper; ``stale`` says that its stored matches are not those of today's rules.

    ``topic`` is the one that was asked about, None where all were. ``topics`` are those of the graph.
    """

    paper: Paper
    places: tuple[ScoredPlace, ...]
    threshold: float
    alike: tuple[Alike, ...]
    stale: bool
    read: bool
    shown: str | None
    topic: str | None
    topics: Mapping[str, Topic]


def judge_place(said: Verdict | None, *, chosen: bool, matched: bool, asked: bool = False) -> Judgement:
    """The reader's word where there is one, else what people or a rule say.

    A dismissal counts where it changed something or the topic was ``asked`` about by name: who dismissed a
    paper from all topics need not read that of each.

    >>> judge_place("pinned", chosen=False, matched=True)
    'pinned'
    >>> judge_place("dismissed", chosen=False, matched=False)
    'below'
    """
    rule: Judgement = "key" if chosen else "matched" if matched else "below"
    return said if said and (said != "dismissed" or rule != "below" or asked) else rule


def nearest_places(places: Sequence[ScoredPlace], topic: str | None = None) -> tuple[ScoredPlace, ...]:
    """Best first; of those below the threshold the nearest few with a score; with ``topic`` that one alone.

    >>> near, key = ScoredPlace("a", 0.1, "below", (), ()), ScoredPlace("b", 0.0, "key", (), ())
    >>> [place.topic for place in nearest_places([near, key])]
    ['b', 'a']
    """
    ranked = sorted(places, key=lambda place: (_RANK[place.how], -place.score, place.topic))
    if topic is not None:
        return tuple(place for place in ranked if place.topic == topic)
    below = [place for place in ranked if place.how == "below" and place.score > 0][:_MOST_BELOW]
    return (*(place for place in ranked if place.how != "below"), *below)
