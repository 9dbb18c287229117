"""Years by chance: no more is said to be known than was fetched, and nothing is missed at the end."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.histories import RULES, TOPICS, World, kinds_of, merge_clones, stored
from vlagraph.core.times import iso, parse_time
from vlagraph.pipeline.answers import checked_topics
from vlagraph.pipeline.build import read_content
from vlagraph.pipeline.fetch.status import read_status
from vlagraph.pipeline.news.arrivals import last_confirmed
from vlagraph.sources import source
from vlagraph.store.fetch_state import load_state
from vlagraph.store.roadmap import save_parts
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper

SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
HISTORIES = range(200) if SOAK else range(2)
STEPS = 60
DAY = timedelta(days=1)
FAULTS = ("power", "refused", "denied", "bad", "short", "defect", "gone")
CLOCKS = (0.0, 0.0, 0.0, 3.0, 60.0, 400.0, 800.0, -0.5, -3.0, -60.0, -400.0)
"""Days by which a clock is wrong; now and then it is set right."""
NEARLY = (0.5, 0.9)
"""Days ahead that are believed, as time zones are; then what is said is right but for a day."""


def is_as_new(one: Paper, other: Paper) -> bool:
    """Whether ``one`` is no older a version than ``other``."""
    return (one.version or 0) >= (other.version or 0)


class History:
    """Two clones of one workspace, and what must be true of them."""

    def __init__(self, seed: int, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(seed)
        self.clocks = CLOCKS if seed % 4 else (*CLOCKS, *NEARLY)
        self.slack = 0 * DAY if seed % 4 else DAY
        self.world = World(self.chance)
        self.places = (folder / "one", folder / "two")
        self.base: dict[str, bytes] = {}
        self.failing: dict[tuple[Path, str], bool | None] = {}
        self.patch = patch
        kinds = kinds_of(self.world)
        patch.setattr(source, "_kinds", lambda: kinds)
        self.write_roadmap()

    def write_roadmap(self) -> None:
        for place in self.places:
            save_parts(place / "graph" / "topics.json", self.world.roadmap)

    def step(self) -> None:
        """Something happens."""
        chance, world = self.chance, self.world
        act = chance.choices(["fetch", "live", "clock", "rule", "merge"], [10, 8, 2, 0.4, 1])[0]
        match act:
            case "live":
                world.live(chance.choice([0.02, 1, 3, 7, 7, 7, 9, 20, 45, 120]))
            case "clock":
                world.ahead = chance.choice(self.clocks) * DAY
            case "rule":
                world.rule = chance.randrange(len(RULES))
                self.write_roadmap()
            case "merge":
                self.merge()
            case _:
                self.fetch(chance.choice(self.places))

    def merge(self) -> None:
        one, other = self.places
        merge_clones(one, other, self.base)
        answered = self.world.answered
        last = max(answered.values(), default=None)
        for place in self.places:
            if last is not None:
                answered[place] = last
            for topic in TOPICS:
                self.failing[place, topic] = None

    def fetch(self, place: Path, *, well: bool = False, **wanted: object) -> None:
        """Fetch with something wrong, more often than not."""
        chance, world = self.chance, self.world
        world.fault, world.bad, world.thin = "", 0, False
        if not well:
            world.fault = chance.choice(FAULTS) if chance.random() < 0.5 else ""
            world.bad = chance.choice([0, 0, 1, 2, 3, 6])
            world.thin = chance.random() < 0.05
            wanted |= chance.choice(
                [{}, {}, {}, {}, {"topics": (chance.choice(TOPICS),)}, {"max_per_topic": 3},
                 {"source": "oai"}, {"refresh": True}, {"only_key_papers": True},
                 {"since": iso(world.now - chance.choice([400, 500, 700]) * DAY)[:10]}]
            )  # fmt: skip
        before = self.successes(place)
        report = world.fetch(place, **wanted)  # type: ignore[arg-type]
        after = self.successes(place)
        failed = {name for group in (report.failures if report else ()) for name in group.names}
        for topic in TOPICS:
            if topic in failed:
                self.failing[place, topic] = True
            elif after[topic] - before[topic]:
                self.failing[place, topic] = False
            elif report and report.ok and self.failing.get((place, topic)):
                self.failing[place, topic] = None  # at the same second as before, or it was not due

    def successes(self, place: Path) -> dict[str, set[tuple[str, str]]]:
        """By topic when each source succeeded last."""
        sources = load_state(Workspace(place).fetch_state).sources
        return {
            topic: {
                (name, known.last_success)
                for name, own in sources.items()
                if (known := own.topics.get(topic)) and known.last_success
            }
            for topic in TOPICS
        }

    def look(self, place: Path, *, pages: bool = False) -> None:
        """Hold what is said of ``place`` against what is true."""
        world, workspace = self.world, Workspace(place)
        self.patch.setenv("VLAGRAPH_NOW", iso(world.clock))
        status = read_status(workspace, world.roadmap, now=world.clock)
        papers, told = stored(place), checked_topics(workspace, world.roadmap)
        for row in status.topics:
            assert told.get(row.topic) == row.checked
            assert (row.age_days is None) == (row.checked is None)
            if row.checked is not None and row.covered_from is not None:
                at = min(parse_time(row.checked) - self.slack, world.now)
                for paper in world.due(row.topic, since=row.covered_from, at=at):
                    assert paper.id in world.lost or is_as_new(papers[paper.id], paper)
            expected = self.failing.get((place, row.topic), False) if row.source else None
            assert expected is None or (row.failure is not None) == expected
        texts = [max(told.values(), default=None) or last_confirmed(workspace)]
        if pages:
            content = read_content(workspace)
            assert content.checked == told
            texts.append(content.fetched)
        answered = world.answered.get(place)
        for text in filter(None, texts):
            assert answered is not None
            assert parse_time(text) <= answered + DAY

    def recover(self) -> None:
        """Everything is right again: after two fetches on two days nothing is missing."""
        world = self.world
        world.ahead = timedelta(0)
        for place in self.places:
            if world.lost:
                first = min(paper.published for paper in world.papers)
                self.fetch(place, well=True, refresh=True, since=iso(first)[:10])
            self.fetch(place, well=True)
        world.lost.clear()
        world.live(1.5)
        for place in self.places:
            self.fetch(place, well=True)
            self.look(place, pages=True)
            status = read_status(Workspace(place), world.roadmap, now=world.clock)
            papers = stored(place)
            assert status.stale == 0
            for row in status.topics:
                assert row.failure is None
                assert row.covered_from is not None
                assert row.covered_from <= iso(world.now - 360 * DAY)
                for one in world.due(row.topic, since=row.covered_from, at=world.now):
                    assert is_as_new(papers[one.id], one)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", HISTORIES)
def test_whatever_happens_no_more_is_said_to_be_known_than_is_and_nothing_is_missed(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    history = History(seed, tmp_path, monkeypatch)
    for step in range(STEPS):
        history.step()
        for place in history.places:
            history.look(place, pages=step % 20 == 7)
    history.recover()
