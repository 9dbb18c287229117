"""Why a paper stands where it does, as values: its score under every topic, and the key papers it is like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING, Literal

from vlagraph.core.papers.standing import with_names
from vlagraph.words import Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.model import Topic
    from vlagraph.core.papers.likeness import Alike
    from vlagraph.core.papers.paper import Evidence, Paper
    from vlagraph.core.papers.standing import Verdict
    from vlagraph.words import Message

__all__ = ["Explanation", "Part", "ScoredPlace", "judge_place", "nearest_places", "offset_of", "tell_parts"]

Judgement = Literal["key", "pinned", "moved", "shared", "matched", "dismissed", "below"]
"""How a paper stands under a topic: as a key paper, by the reader, by others, by a rule, or not at all."""

Part = Literal["", "about", "uses"]
"""What a topic is to a paper that stands under it: what the paper is about, or what it merely uses."""

_NEAREST_TO_ONE = 0.00005
"""Stored scores have four decimals: one that is written as 1 may be so much less."""

_DIGITS = 3
"""Decimals of a weight, as evidence has them."""

_RANK: Mapping[Judgement, int] = {
    "key": 0, "pinned": 1, "moved": 2, "shared": 3, "matched": 4, "dismissed": 5, "below": 6,
}  # fmt: skip
_MOST_BELOW = 5
"""Topics below the threshold that are named: the nearest few answer "why not there?"."""


@dataclass(frozen=True)
class ScoredPlace:
    """A paper under one topic; ``how`` says whether and why it stands there.

    ``score`` is what the rules of today give; ``missing`` are unlearned required topics, nearest first.
    ``offset`` and the weights of the evidence add up to the sum behind the score; None where there is no sum.
    ``pinned_by`` are the other readers who pinned it there. ``threshold`` is the least score that attaches
    a paper, ``near`` the least for a looser look. ``by_rule`` says whether the topic's rule takes the paper:
    a topic with fitted numbers scores all others of its categories too. ``left`` says that the reader
    moved it out of there.
    """

    topic: str
    score: float
    how: Judgement
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    part: Part = ""
    offset: float | None = None
    pinned_by: tuple[str, ...] = ()
    threshold: float = 0.0
    near: float = 0.0
    by_rule: bool = False
    left: bool = False

    @property
    def words(self) -> Message | Term:
        """How the paper stands there, in no language yet, with who pinned it."""
        how = "left" if self.left and self.how == "dismissed" else self.how
        return with_names(Term("how", how), self.pinned_by, alone=self.how == "shared")

    @property
    def stands(self) -> bool:
        """Whether the paper is under the topic."""
        return self.how not in ("dismissed", "below")

    @property
    def nearly(self) -> bool:
        """Whether the topic may be expected though the score is below: the rule takes it, or it is near."""
        return self.score > 0 and (self.by_rule or self.score >= self.near)


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Everything about one paper; ``stale`` says that its stored matches are not those of today's rules.

    ``topic`` is the one that was asked about, None where all were. ``topics`` are those of the graph.
    ``learn`` are the unlearned topics that what the paper is about requires, in learning order. ``remarks``
    say what of other readers is lacking.
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
    learn: tuple[str, ...] = ()
    remarks: tuple[Message, ...] = ()


def judge_place(
    said: Verdict | None, *, chosen: bool, matched: bool, asked: bool = False, shared: bool = False
) -> Judgement:
    """The reader's word where there is one, else what people or a rule say; ``shared``: another pinned it.

    A dismissal counts where it changed something or the topic was ``asked`` about by name: who dismissed a
    paper from all topics need not read that of each.

    >>> judge_place("pinned", chosen=False, matched=True)
    'pinned'
    >>> judge_place("dismissed", chosen=False, matched=False)
    'below'
    """
    rule: Judgement = "key" if chosen else "shared" if shared else "matched" if matched else "below"
    return said if said and (said != "dismissed" or rule != "below" or asked) else rule


def offset_of(score: float, evidence: Sequence[Evidence]) -> float | None:
    """What the score has besides the weights of its evidence: its log odds less their sum.

    That is where the topic starts, for topics are not equally frequent, and what no piece of evidence tells.

    >>> from vlagraph.core.papers.paper import Evidence
    >>> offset_of(0.5, [Evidence("core", "vla", "title", 2.0)]), offset_of(0.0, [])
    (-2.0, None)
    """
    if score <= 0 or not evidence:
        return None
    bound = min(max(score, _NEAREST_TO_ONE), 1 - _NEAREST_TO_ONE)
    return round(log(bound / (1 - bound)) - sum(item.weight for item in evidence), _DIGITS)


def tell_parts(places: Sequence[ScoredPlace]) -> tuple[ScoredPlace, ...]:
    """The places, each that stands with its part.

    A paper is about the topics that people put it under and those of which its title has evidence, where
    there is none about the one with the highest score; the others it merely uses.
    """
    standing = [place for place in places if place.stands]
    about = {place.topic for place in standing if place.how != "matched" or _in_title(place)}
    if standing and not about:
        about = {max(standing, key=lambda place: (place.score, place.topic)).topic}
    return tuple(
        replace(place, part="about" if place.topic in about else "uses") if place.stands else place
        for place in places
    )


def nearest_places(places: Sequence[ScoredPlace], topic: str | None = None) -> tuple[ScoredPlace, ...]:
    """Best first; of those below the threshold the few that are nearly there; with ``topic`` that one alone.

    >>> near, key = ScoredPlace("a", 0.1, "below", (), ()), ScoredPlace("b", 0.0, "key", (), ())
    >>> far = ScoredPlace("c", 0.1, "below", (), (), near=0.2)
    >>> [place.topic for place in nearest_places([near, key, far])]
    ['b', 'a']
    """
    ranked = sorted(places, key=lambda place: (_RANK[place.how], -place.score, place.topic))
    if topic is not None:
        return tuple(place for place in ranked if place.topic == topic)
    below = [place for place in ranked if place.how == "below" and place.nearly][:_MOST_BELOW]
    return (*(place for place in ranked if place.how != "below"), *below)


def _in_title(place: ScoredPlace) -> bool:
    return any(item.where == "title" and item.weight > 0 for item in place.evidence)
