"""Roadmaps of any size for the benchmarks: curriculum-like, seeded, with papers where asked."""

from __future__ import annotations

import random

from vlagraph.core.model import Area, Concept, KeyPaper, Requirement, Roadmap, Text, Topic
from vlagraph.core.papers.paper import Evidence, Match, Paper
from vlagraph.site.content import Content

__all__ = ["make_content"]

_WORDS = (
    "optimal",
    "visual",
    "robust",
    "sparse",
    "latent",
    "causal",
    "dynamic",
    "neural",
    "tactile",
    "grounded",
)
_THINGS = (
    "control",
    "planning",
    "grasping",
    "inference",
    "transfer",
    "memory",
    "mapping",
    "reward",
    "policy",
    "safety",
)


def make_content(topics: int, papers: int = 0, *, seed: int = 1) -> Content:
    """``topics`` topics in 10 to 60 areas, of about 40 where it can be, each needing some near ones."""
    dice = random.Random(seed)
    count = max(10, min(60, topics // 40))
    areas = tuple(Area(id=f"area-{i}", name=_text(f"Area {i}", f"영역 {i}")) for i in range(count))
    made = tuple(_topic(index, topics, areas=areas, dice=dice) for index in range(topics))
    order = tuple(topic.id for topic in made)
    roadmap = Roadmap(title=_text("Synthetic roadmap", "합성 로드맵"), areas=areas, topics=made)
    found = {paper.id: paper for paper in (_paper(i, order, dice=dice) for i in range(papers))}
    return Content(roadmap, order, papers=found, version="0")


def _text(en: str, ko: str) -> Text:
    return Text(en=en, ko=ko)


def _topic(index: int, total: int, *, areas: tuple[Area, ...], dice: random.Random) -> Topic:
    name = f"{dice.choice(_WORDS).title()} {dice.choice(_THINGS)} {index}"
    reach = max(6, total // 8)
    near = (
        sorted({max(0, index - dice.randint(1, reach)) for _ in range(dice.choice((2, 3)))}) if index else []
    )
    needs = tuple(
        Requirement(
            topic=f"t{at}",
            kind="required" if dice.random() < 0.7 else "recommended",
            reason=_text("One needs it.", "필요하다."),
            source="arXiv:1706.03762",
        )
        for at in near
        if at < index
    )
    note = _text("A sentence about this part of the topic.", "이 부분에 대한 한 문장이다.")
    return Topic(
        id=f"t{index}",
        area=areas[index * len(areas) // total].id,
        name=_text(name, f"주제 {index}"),
        level=1 + index * 5 // total,
        hours=(10, 20),
        hours_basis=_text("An estimate.", "추정이다."),
        summary=_text("Two short sentences. They say what it is.", "짧은 두 문장이다. 무엇인지 말한다."),
        concepts=tuple(
            Concept(id=f"c{i}", name=_text(f"Part {i}", f"부분 {i}"), note=note) for i in range(3)
        ),
        requires=needs,
        key_papers=(
            KeyPaper(arxiv="1706.03762", role="method", why=_text("It began here.", "여기서 시작했다.")),
        ),
    )


def _paper(index: int, order: tuple[str, ...], *, dice: random.Random) -> Paper:
    topic = dice.choice(order)
    return Paper(
        id=f"{2000 + index // 90000 % 90:04}.{10000 + index % 90000:05}",
        title=f"{dice.choice(_WORDS).title()} {dice.choice(_THINGS)} for robots, number {index}",
        authors=("Ann Author", "Bo Builder", "Chi Chen", "Dee Dorn"),
        published=f"2025-{1 + index % 12:02}-{1 + index % 28:02}",
        primary_category="cs.RO",
        fetched="2026-11-20T08:00:00Z",
        matches=(Match(topic, 0.5 + dice.random() / 2, (Evidence("core", "control policy", "title", 0.5),)),),
    )
