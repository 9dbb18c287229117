"""Roadmaps with names and texts that every format must spell in its own way."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from vlagraph.core.model import (
    SCHEMA,
    Area,
    Concept,
    Exercise,
    KeyPaper,
    Requirement,
    Resource,
    Roadmap,
    Text,
    Topic,
)

if TYPE_CHECKING:
    from vlagraph.core.model import Strength

__all__ = ["HOSTILE", "odd_roadmap"]

HOSTILE = (
    'say "hello"', "it's", "[link](https://example.org)", "]]", "[[page|name]]", "a | b", "{curly}", "-->",
    "<!-- vlagraph:end -->", "<script>alert(1)</script>", "&amp; &lt; &#35; #35; #quot;", "first\nsecond",
    "tab\there", "cr\r\nlf", "line\u2028separator\x85next", "=1+1", "+1", "-1", "@SUM(A1)", "\\", "\\N\\n\\",
    r"$\pi_{0.5}$ and $$x$$", r"\textbf{x}", "`code` ```", "# not a heading", "%% hidden %%",
    '%%{init: {"theme": "dark"}}%%', "==marked==", "*bold* _em_ ~~gone~~", "1. first", "> quote", "---",
    "학습과 행동", "로봇: 학습", "\U0001f469\u200d\U0001f52c \U0001f916", "é ü Ł", "end", "subgraph",
    "[sound:x.mp3]", "{{c1::cloze}}", "a::b c", "; DROP", "100%", "CON", "x" * 300, "^block",
    "![image](x.png)", "\\(x\\)",
)  # fmt: skip
_WORDS = ("robots", "that", "learn", "로봇", "to", "act", "학습", "&", "π", "well")
_KINDS: tuple[Strength, ...] = ("required", "recommended", "helps")
_ROLES = ("foundational", "survey", "method", "system", "benchmark", "application")


def odd_roadmap(count: int, *, seed: int = 0) -> Roadmap:
    """A sound roadmap of ``count`` topics without loops, whose texts are hostile; the same for a seed."""
    chance = random.Random(seed)
    areas = tuple(Area(id=f"area-{number}", name=_text(chance, number)) for number in range(8))
    topics = tuple(_topic(chance, number) for number in range(count))
    used = {topic.area for topic in topics}
    areas = tuple(area for area in areas if area.id in used)
    return Roadmap(schema=SCHEMA, id="odd", title=_text(chance, 0), areas=areas, topics=topics)


def _topic(chance: random.Random, number: int) -> Topic:
    before = chance.sample(range(number), min(number, chance.randrange(4)))
    return Topic(
        id="con" if number == 1 else f"topic-{number}",
        area=f"area-{chance.randrange(8)}",
        name=_name(number),
        aliases=(f"{_line(chance)} alias {number}",) if number % 3 else (),
        level=number % 6,
        hours=(number % 7, 2 * (number % 7)),
        summary=_text(chance, chance.randrange(99)) if number % 4 else None,
        concepts=tuple(
            Concept(
                id=f"part-{part}",
                name=_text(chance, part + number),
                note=_text(chance, chance.randrange(99)) if part else None,
            )
            for part in range(number % 3)
        ),
        requires=tuple(_need(chance, one) for one in sorted(before)),
        key_papers=tuple(
            KeyPaper(arxiv=f"2699.{number:05}", role=_ROLES[number % 6], why=_text(chance, 1))  # type: ignore[arg-type]
            for _ in range(number % 2)
        ),
        resources=(
            Resource(title=_line(chance), kind="book", url=f"https://example.org/{number}?a=(b)&c=_d_"),
        ),
        exercises=(Exercise(task=_text(chance, number), hours=(1, 2), first_pass=True),),
    )


def _need(chance: random.Random, number: int) -> Requirement:
    return Requirement(
        topic="con" if number == 1 else f"topic-{number}",
        kind=_KINDS[chance.randrange(3)],
        reason=_text(chance, chance.randrange(99)) if number % 3 else None,
        source=_line(chance) if number % 2 else "",
        proposed=number % 5 == 0,
    )


def _text(chance: random.Random, number: int) -> Text:
    """A text with a hostile part, in one language or in both."""
    hostile = HOSTILE[number % len(HOSTILE)]
    en = hostile if chance.random() < 0.5 else f"{_line(chance)} {hostile}"
    return Text(en=en) if chance.random() < 0.5 else Text(en=en, ko=f"{hostile} 한글")


def _name(number: int) -> Text:
    """A name that no other topic has, its hostile part at its end or at its beginning."""
    hostile = HOSTILE[number % len(HOSTILE)]
    en = f"{number} {hostile}" if number // len(HOSTILE) % 2 else f"{hostile} {number}"
    return Text(en=en) if number % 3 else Text(en=en, ko=f"{hostile} 한글 {number}")


def _line(chance: random.Random) -> str:
    return " ".join(chance.choices((*_WORDS, *HOSTILE), k=1 + chance.randrange(3)))
