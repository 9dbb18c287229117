"""Papers and a workspace for the tests of news; none of the papers exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from tests.support.command_line import ask
from tests.support.shipped import shipped_file, shipped_papers
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.core.model import Text, Topic
from vlagraph.core.papers.paper import Evidence, Match, Paper
from vlagraph.store.marks import encode_progress
from vlagraph.store.papers import save_papers
from vlagraph.store.roadmap import load_roadmap, save_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from tests.support.command_line import Answer
    from vlagraph.core.marks import OpinionKind
    from vlagraph.core.model import Watch

__all__ = ["NOW", "News", "add_own_topic", "make_news", "paper", "write_marks"]

NOW = "2026-11-22T12:00:00Z"
_NAMED = ("1606.05830", "2304.13705", "2407.08608")
"""Key papers that tests name."""


def paper(
    name: str,
    title: str,
    topics: dict[str, float] | None = None,
    *,
    day: str = "2026-11-20",
    authors: tuple[str, ...] = ("Ada Example",),
    **fields: Any,
) -> Paper:
    """A fetched paper that stands under ``topics`` with these scores."""
    matches = tuple(
        Match(topic, score, (Evidence("core", topic.replace("-", " "), "title", 2.5),))
        for topic, score in (topics or {}).items()
    )
    settings: dict[str, Any] = {
        "published": f"{day}T08:00:00Z",
        "updated": f"{day}T08:00:00Z",
        "version": 1,
        "primary_category": "cs.RO",
        "categories": ("cs.RO",),
        "abstract": f"On {title}.",
        "fetched": "2026-11-22T06:00:00Z",
        "source": "api",
        "matches": matches,
    }
    return Paper(id=name, title=title, authors=authors, **{**settings, **fields})


@dataclass
class News:
    """A workspace with the shipped roadmap, a fixed clock, and a way to run commands in it."""

    root: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    papers: dict[str, Paper] = field(default_factory=dict)

    def __call__(self, *args: str) -> Answer:
        answer = ask(self.capture, "--root", str(self.root), *args)
        assert "Traceback" not in answer.err
        return answer

    def store(self, *papers: Paper) -> None:
        """Add ``papers`` to the stored ones."""
        self.papers.update({one.id: one for one in papers})
        save_papers(self.root / "papers" / "papers.jsonl", self.papers)

    def new(self, *args: str) -> Any:
        """The document of ``new``."""
        answer = self("new", "--format", "json", *args)
        assert answer.code == 0, answer.err
        return answer.json

    def ids(self, *args: str) -> list[str]:
        """Every paper that ``new`` tells, best first."""
        found = self.new(*args)
        return [one["id"] for one in (*found["papers"], *found["also"])]

    def at(self, now: str) -> None:
        """Set the clock."""
        self.patch.setenv("VLAGRAPH_NOW", now)


def make_news(
    root: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch, papers: Iterable[Paper] = ()
) -> News:
    """A workspace in ``root`` with the shipped roadmap in one file, some of its key papers and ``papers``."""
    (root / "papers").mkdir(parents=True)
    (root / "graph").mkdir()
    (root / "graph" / "topics.json").write_bytes(shipped_file())
    patch.setenv("VLAGRAPH_NOW", NOW)
    news = News(root, capture, patch, dict(_key_papers()))
    news.store(*papers)
    return news


@cache
def _key_papers() -> dict[str, Paper]:
    """Every fifth of the shipped papers and those that tests name: most commands read them all."""
    shipped = shipped_papers()
    return {name: shipped[name] for name in sorted({*list(shipped)[::5], *_NAMED})}


def write_marks(path: Path, *said: tuple[OpinionKind, str, str]) -> None:
    """Write marks to ``path``: the kind, the paper and the topic of what a reader said of papers."""
    marks = {
        Opinion(kind, name, topic): Mark(on=True, at=f"2026-11-22T10:00:00.{number:03d}Z")
        for number, (kind, name, topic) in enumerate(said)
    }
    path.write_bytes(encode_progress(Progress(feedback=marks)))


def add_own_topic(root: Path, name: str, rule: Watch | None) -> None:
    """Add a topic that the shipped roadmap does not have to the workspace in ``root``."""
    path = root / "graph" / "topics.json"
    roadmap = load_roadmap(path)
    text = Text(en=f"Topic {name}", ko=f"주제 {name}")
    mine = Topic(id=name, area=roadmap.areas[0].id, origin="extension", name=text, watch=rule)
    save_parts(path, replace(roadmap, topics=(*roadmap.topics, mine)))
