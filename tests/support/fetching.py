"""What the fetch tests share: a small workspace with two topics, and runs against the stand-in server."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from tests.support.roadmaps import graph_of, topic
from vlagraph.clock import Clock
from vlagraph.core.model import KeyPaper
from vlagraph.core.papers.paper import Match
from vlagraph.core.papers.standing import Standings
from vlagraph.core.times import iso
from vlagraph.pipeline.fetch.job import FetchJob, fetch
from vlagraph.pipeline.fetch.rules import Rules, by_category
from vlagraph.pipeline.fetch.steps import FetchRequest
from vlagraph.sources.settings import Settings
from vlagraph.store.papers import load_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tests.standin import StandIn
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.reports import Report
    from vlagraph.pipeline.fetch.forecast import Outlook
    from vlagraph.words import Message

__all__ = ["SCALE", "Bench", "Heard", "plain", "small_rules"]

SCALE = 1000.0
_LONGEST_SLEEP = 0.05
"""Seconds: longer than every pause that is due at this scale; only Retry-After is not scaled."""
AGENT = "vlagraph/0 (+https://example.org; tests@example.org)"
CATEGORIES = {"vla": ("cs.RO",), "learning": ("cs.LG",)}


@dataclass
class Heard:
    """A listener that keeps what it heard."""

    heard: list[str] = field(default_factory=list)
    outlooks: list[Outlook] = field(default_factory=list)

    def planned(self, outlook: Outlook) -> None:
        self.heard.append(f"planned {outlook.expected}")

    def came(self, outlook: Outlook) -> None:
        self.outlooks.append(outlook)

    def paused(self, seconds: float, why: Message) -> None:
        self.heard.append(f"paused {seconds:.1f} {why.key}")

    def noted(self, note: Message) -> None:
        self.heard.append(note.key)


def small_rules(
    *,
    key_papers: Mapping[str, tuple[str, ...]] | None = None,
    narrow: int = 2,
    followed: Mapping[str, tuple[str, ...]] = CATEGORIES,
) -> Rules:
    """Two topics that follow a category each; ``narrow`` is how many word queries they pretend to need."""

    def attribute(papers: Iterable[Paper]) -> Iterator[tuple[Match, ...]]:
        for paper in papers:
            held = set(paper.categories)
            yield tuple(
                Match(topic=name, score=1.0) for name, wanted in followed.items() if held.intersection(wanted)
            )

    return Rules(
        topics=("vla", "learning"),
        watched={name: f"rule-{len(wanted)}" for name, wanted in followed.items()},
        narrow=lambda topics: tuple(f"cat:{followed[topic][0]}" for topic in topics)[:narrow],
        broad=lambda topics: by_category([followed[topic] for topic in topics]),
        categories=lambda topics: tuple(sorted({one for topic in topics for one in followed[topic]})),
        attribute=attribute,
        key_papers=key_papers or {},
        standings=_standings(key_papers or {}),
    )


def _standings(key_papers: Mapping[str, tuple[str, ...]]) -> Standings:
    """Where papers stand under the two topics, with these key papers."""
    topics = (
        msgspec.structs.replace(
            topic(name),
            key_papers=tuple(KeyPaper(arxiv=one, role="method") for one in key_papers.get(name, ())),
        )
        for name in CATEGORIES
    )
    return Standings(graph_of(*topics))


@dataclass
class Bench:
    """A workspace beside a stand-in; ``run`` fetches at the stand-in's clock."""

    server: StandIn
    root: Path
    rules: Rules = field(default_factory=small_rules)
    size: int = 20
    oai: bool = False
    patience: float = 5.0
    listener: Heard = field(default_factory=Heard)

    def __post_init__(self) -> None:
        os.environ["XDG_CACHE_HOME"] = str(self.root / "user-cache")

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    @property
    def settings(self) -> Settings:
        return Settings(
            api_url=self.server.api_url,
            oai_url=self.server.oai_url if self.oai else None,
            agent=AGENT,
            interval=3.0 / self.server.scale,
            refused_tries=3,
            read_timeout=self.patience,
            deadline=2 * self.patience,
            largest_body=2_000_000,
            page_size=self.size,
            smaller_page=max(5, self.size // 4),
        )

    def job(self, **wanted: object) -> FetchJob:
        """A fetch at the stand-in's clock, since long ago unless told otherwise."""
        request = FetchRequest(**{"since": "2023-01-01", **wanted})  # type: ignore[arg-type]
        now = self.server.clock
        return FetchJob(
            workspace=self.workspace,
            rules=self.rules,
            request=request,
            settings=self.settings,
            listener=self.listener,
            clock=Clock(now=lambda: now, sleep=_sleep),
            chance=random.Random(7),
        )

    def run(self, **wanted: object) -> Report:
        """Fetch once; see `job`."""
        return fetch(self.job(**wanted))

    def next_day(self, days: float = 1) -> None:
        """Move the stand-in's clock on."""
        self.server.clock = iso(self.server.clock + timedelta(days=days))

    def papers(self) -> dict[str, Paper]:
        return load_papers(self.workspace.papers)


def _sleep(seconds: float) -> None:
    time.sleep(min(seconds, _LONGEST_SLEEP))


def plain(papers: Mapping[str, Paper]) -> dict[str, Paper]:
    """The records without the time at which they were confirmed, which differs between runs."""
    return {one: msgspec.structs.replace(paper, fetched=None) for one, paper in papers.items()}
