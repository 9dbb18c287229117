"""A roadmap of a draft: ids for everything, texts in one language, references that hold."""

from __future__ import annotations

import math
import re
from itertools import chain
from typing import TYPE_CHECKING

from vlagraph.core.drafting.naming import Ids
from vlagraph.core.model import (
    SCHEMA,
    Area,
    Concept,
    NextStep,
    Priority,
    PriorityEntry,
    Requirement,
    Roadmap,
    Stage,
    StageStep,
    Text,
    Topic,
    listed_tier,
    stated_tiers,
)
from vlagraph.core.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vlagraph.core.drafting.draft import Draft, DraftNeed, DraftTopic

__all__ = ["finish", "weeks_of"]

_HANGUL = re.compile(r"[가-힣]")
_NAMELESS = "?"
"""What is shown of a name without a letter that can be seen."""
_KOREAN_SHARE = 0.1
"""Names with Hangul from which on a file is Korean: its headings may all be English terms."""
_SHORT_FORM = re.compile(r"(.+?)\s*[(（]([^()（）]{2,20})[)）]")
"""A name with a short form behind it, as in ``Diffusion Transformers (DiT)``."""
_CAPITALS = 2
"""Capitals that make a word a short form."""
_NUMBERS = re.compile(r"(\d+)(?:\s*[-~–—]\s*(\d+))?\s*([^\W\d]+)")
_UNITS = {
    1 / 7: ("일", "day", "tag", "jour", "día", "dia", "日", "天"),
    1.0: ("주", "week", "wk", "woche", "semaine", "semana", "週", "周"),
    52 / 12: ("개월", "달", "month", "monat", "mois", "mes", "个月", "か月", "月"),
    52.0: ("년", "year", "jahr", "an", "año", "年"),
}
"""Weeks of a unit, and how words for it begin in some languages."""


def finish(draft: Draft) -> Roadmap:
    """The roadmap that ``draft`` describes, with an id made of each name, and no hours or levels yet.

    A name of two topics gets the name of the area behind it, or a number.
    """
    say = _language(draft)
    topics, ids = _identified(draft, say)
    areas, area_ids = _areas(draft, say, ids)
    refs = {**area_ids, **{topic.key: one.id for topic, one in topics}}
    tiers = tuple(_tiers(draft, say, refs))
    stated = stated_tiers(tiers)
    needs = _needs(draft.needs, refs, say)
    placed = [_placed(one, area_ids[topic.area], needs.get(one.id, ()), stated) for topic, one in topics]
    return Roadmap(
        schema=SCHEMA,
        title=say(draft.title),
        areas=areas,
        priorities=tiers,
        stages=tuple(_stages(draft, say, refs)),
        next_steps=tuple(_next_steps(draft, say)),
        topics=tuple(placed),
    )


def _language(draft: Draft) -> Callable[[str], Text]:
    """How a text of ``draft`` is kept: all in Korean where the title or a tenth of the names are."""
    names = [topic.name for topic in draft.topics] + [area.name for area in draft.areas]
    korean = sum(bool(_HANGUL.search(name)) for name in names)
    if _HANGUL.search(draft.title) or korean > _KOREAN_SHARE * len(names):
        return lambda text: Text(ko=visible(text) or _NAMELESS)
    return lambda text: Text(en=visible(text) or _NAMELESS)


def _identified(draft: Draft, say: Callable[[str], Text]) -> tuple[list[tuple[DraftTopic, Topic]], Ids]:
    """Each topic of the draft as a topic with its id, still in no area, and which ids are taken."""
    ids = Ids("all")  # which stands for every topic
    areas = {area.key: area.name for area in draft.areas}
    names = {}
    for topic in draft.topics:
        name = _apart(visible(topic.name) or _NAMELESS, areas.get(topic.area, ""), ids)
        ids.reserve(topic.key, name)
        names[topic.key] = name
    found = []
    for topic in draft.topics:
        name = names[topic.key]
        aliases = tuple(_aliases(name, topic.key, ids))
        own = ids.take(topic.key, aliases[0] if aliases else name)
        summary = say(topic.summary) if visible(topic.summary) else None
        concepts = tuple(_concepts(topic, say))
        whole = Topic(
            id=own,
            area=own,
            name=say(name),
            aliases=aliases,
            summary=summary,
            concepts=concepts,
            resources=topic.resources,
        )
        found.append((topic, whole))
    return found, ids


def _apart(name: str, area: str, ids: Ids) -> str:
    """``name``, or one that no other topic has: with its area, or else with a number."""
    tried = chain((name, f"{name} ({area})") if area else (name,), (f"{name} ({n})" for n in range(2, 10**6)))
    return next(one for one in tried if ids.owner(one) is None)


def _aliases(name: str, key: str, ids: Ids) -> Iterable[str]:
    """The name without a short form, and the short form, where no other topic is called so."""
    if found := _SHORT_FORM.fullmatch(name):
        for alias in found.groups() if _is_short_form(found[2]) else ():
            if ids.owner(alias) is None:
                ids.reserve(key, alias)
                yield alias


def _is_short_form(text: str) -> bool:
    """Whether ``text`` is the short form of a name, as DiT, and no word that tells two names apart."""
    return " " not in text and sum(char.isupper() for char in text) >= _CAPITALS


def _concepts(topic: DraftTopic, say: Callable[[str], Text]) -> Iterable[Concept]:
    ids = Ids()
    for number, concept in enumerate(topic.concepts):
        note = say(concept.note) if visible(concept.note) else None
        bullets = (visible(concept.bullet),) if visible(concept.bullet) else ()
        own = ids.take(str(number), concept.name)
        yield Concept(id=own, name=say(concept.name), note=note, bullets=bullets)


def _areas(draft: Draft, say: Callable[[str], Text], ids: Ids) -> tuple[tuple[Area, ...], Mapping[str, str]]:
    """The areas, and the id of each by its key; those of topics alone and of the whole where needed."""
    names = {area.key: area.name for area in draft.areas}
    for topic in draft.topics:
        names.setdefault(topic.area, topic.area or draft.title)
    found = {key: ids.take(f"area {key}", name, ending="area") for key, name in names.items()}
    return tuple(Area(id=own, name=say(names[key])) for key, own in found.items()), found


def _needs(
    needs: Iterable[DraftNeed], refs: Mapping[str, str], say: Callable[[str], Text]
) -> dict[str, tuple[Requirement, ...]]:
    """The requirements of each topic by its id; of several of one other topic the first that is stated."""
    found: dict[str, dict[str, Requirement]] = {}
    for need in sorted(needs, key=lambda need: need.proposed):
        whole = Requirement(
            topic=refs[need.needed],
            kind=need.kind,
            reason=say(need.reason) if visible(need.reason) else None,
            source=visible(need.source),
            proposed=need.proposed,
        )
        found.setdefault(refs[need.topic], {}).setdefault(whole.topic, whole)
    return {topic: tuple(some.values()) for topic, some in found.items()}


def _placed(topic: Topic, area: str, needs: tuple[Requirement, ...], stated: Mapping[str, str]) -> Topic:
    from msgspec.structs import replace

    tier = listed_tier(stated, topic.id, area)
    return replace(topic, area=area, requires=needs, priority=tier)


def _tiers(draft: Draft, say: Callable[[str], Text], refs: Mapping[str, str]) -> Iterable[Priority]:
    ids = Ids()
    for number, tier in enumerate(draft.tiers):
        entries = tuple(
            PriorityEntry(ref=refs[key], note=say(entry.note or entry.name))
            for entry in tier.entries
            for key in entry.keys
        )
        own = ids.take(str(number), tier.name)
        window = tier.window or tier.name
        yield Priority(
            id=own, name=say(tier.name), window=say(window), weeks=weeks_of(window), entries=entries
        )


def weeks_of(window: str) -> tuple[int, int]:
    """The weeks of a time in words, from low to high; ``(0, 0)`` where it says none that is known.

    >>> weeks_of("1-2주"), weeks_of("3-6 months"), weeks_of("soon")
    ((1, 2), (13, 26), (0, 0))
    """
    if not (found := _NUMBERS.search(window.casefold())):
        return (0, 0)
    low, high, word = found.groups()
    for weeks, words in _UNITS.items():
        if word.startswith(words):
            return math.floor(int(low) * weeks), math.ceil(int(high or low) * weeks)
    return (0, 0)


def _stages(draft: Draft, say: Callable[[str], Text], refs: Mapping[str, str]) -> Iterable[Stage]:
    ids = Ids()
    for number, stage in enumerate(draft.stages):
        steps = tuple(
            StageStep(name=say(step.name), refs=tuple(dict.fromkeys(refs[key] for key in step.keys)))
            for step in stage.steps
        )
        yield Stage(id=ids.take(str(number), stage.name), name=say(stage.name), steps=steps)


def _next_steps(draft: Draft, say: Callable[[str], Text]) -> Iterable[NextStep]:
    ids = Ids()
    for number, step in enumerate(draft.next_steps):
        own = ids.take(str(number), step.name)
        bullets = (visible(step.bullet),) if visible(step.bullet) else ()
        yield NextStep(id=own, name=say(step.name), note=say(step.note or step.name), bullets=bullets)
