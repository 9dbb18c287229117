"""Years of a workspace by chance: papers appear, clocks are wrong, sources fail, clones merge.

What is true is known here, and what the program says is held against it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.support.fetching import Heard, small_rules
from tests.support.roadmaps import roadmap, topic
from vlagraph.clock import Clock
from vlagraph.core.model import Watch
from vlagraph.core.papers.followed import rule_marks
from vlagraph.core.papers.paper import Paper
from vlagraph.core.times import iso
from vlagraph.errors import BadAnswerError, ForbiddenError, RefusedError, UnreachableError
from vlagraph.pipeline.fetch.job import FetchJob, fetch
from vlagraph.pipeline.fetch.steps import FetchRequest
from vlagraph.sources.faults import require_true_clock
from vlagraph.sources.settings import Settings
from vlagraph.sources.source import Batch, Defect, Receipt, SourceKind
from vlagraph.store.merging.fetching import merge_fetch
from vlagraph.store.merging.papers import merge_papers
from vlagraph.store.papers import load_papers
from vlagraph.store.workspace import Workspace
from vlagraph.words import Message

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from vlagraph.core.model import Roadmap
    from vlagraph.core.papers.reports import Report
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.sources.source import Access, Window

__all__ = ["KEYS", "RULES", "TOPICS", "World", "kinds_of", "merge_clones", "stored"]

START = datetime(2025, 1, 6, 8, tzinfo=UTC)
TOPICS = ("vla", "learning")
KEYS = {"vla": ("2412.00003", "2412.00007"), "learning": ("2412.00005",)}
RULES: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {"vla": ("cs.RO",), "learning": ("cs.LG",)},
    {"vla": ("cs.RO",), "learning": ("cs.LG", "cs.CL")},
    {"vla": ("cs.RO", "cs.CV"), "learning": ("cs.LG",)},
)
"""The rules of the topics, one after the other as somebody changes them."""
BATCH = 7
"""Papers of an answer: few, so that walks have many of them."""


class Killed(BaseException):
    """The power goes."""


@dataclass(frozen=True)
class Truth:
    """A paper as it is: when it was submitted, from when on arXiv shows it, and when it got new versions."""

    id: str
    published: datetime
    shown: datetime
    versions: tuple[datetime, ...]
    categories: tuple[str, ...]

    def at(self, now: datetime) -> Paper | None:
        """The record that arXiv gives at ``now``; None where it shows none yet."""
        if self.shown > now:
            return None
        known = [when for when in self.versions if when <= now] or [self.published]
        return Paper(
            id=self.id,
            title=f"Record {self.id}",
            authors=("Ada Example",),
            published=iso(self.published),
            updated=iso(known[-1]),
            version=len(known),
            primary_category=self.categories[0],
            categories=self.categories,
            abstract="Invented.",
        )


@dataclass
class World:
    """arXiv and a machine: ``now`` is the true time, ``ahead`` how wrong the machine's clock is.

    ``fault`` is what goes wrong in a fetch, at the answer of number ``bad``; ``thin`` lets papers out of
    answers without a word.
    """

    chance: random.Random
    now: datetime = START
    ahead: timedelta = timedelta(0)
    rule: int = 0
    papers: list[Truth] = field(default_factory=list)
    fault: str = ""
    bad: int = 0
    thin: bool = False
    lost: set[str] = field(default_factory=set)
    answered: dict[Path, datetime] = field(default_factory=dict)
    _place: Path | None = None
    _answers: int = 0

    def __post_init__(self) -> None:
        for number in range(1, 9):
            self._add(START - timedelta(days=30, hours=number), f"2412.{number:05d}")
        for day in range(300, 0, -12):
            self._add(START - timedelta(days=day))

    @property
    def clock(self) -> datetime:
        """What the machine takes for the present."""
        return self.now + self.ahead

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap of today."""
        topics = (
            replace(topic(name), watch=Watch(any_of=("invented",), categories=followed))
            for name, followed in RULES[self.rule].items()
        )
        return roadmap(*topics)

    @property
    def rules(self) -> Rules:
        """What a fetch follows by it; the topics of a paper are those of its categories."""
        rules = small_rules(followed=RULES[self.rule], key_papers=KEYS)
        return with_fields(rules, watched=rule_marks(self.roadmap))

    def live(self, days: float) -> None:
        """Let days go by, on which papers are submitted."""
        for _ in range(min(40, round(days * self.chance.uniform(0.05, 0.5)))):
            self._add(self.now + timedelta(days=self.chance.uniform(0, days)))
        self.now += timedelta(days=days)

    def fetch(self, place: Path, *, source: str = "api", **wanted: object) -> Report | None:
        """Fetch into the workspace ``place``; None where the power went."""
        now, self._place, self._answers = self.clock, place, 0
        job = FetchJob(
            workspace=Workspace(place),
            rules=self.rules,
            request=FetchRequest(source=source, **wanted),  # type: ignore[arg-type]
            settings=Settings(),
            listener=Heard(),
            clock=Clock(now=lambda: now, sleep=lambda seconds: None),
            gate=_Open(),
        )
        with contextlib.suppress(Killed):
            return fetch(job)
        return None

    def due(self, name: str, *, since: str, at: datetime) -> list[Paper]:
        """The papers of a topic submitted from ``since`` on, as arXiv shows them ``at`` that time."""
        found = (one.at(at) for one in self.papers if set(one.categories) & set(RULES[self.rule][name]))
        return [paper for paper in found if paper and paper.published >= since]

    def answer(self, papers: Sequence[Paper], *, missing: tuple[str, ...] = (), wider: bool = False) -> Batch:
        """One answer, with what goes wrong now."""
        require_true_clock(self.clock, self.now, host="arxiv.example")
        self._answers += 1
        announced, defects = len(papers), tuple[Defect, ...]()
        if self.thin and len(papers) > 1:
            gone = self.chance.randrange(len(papers))
            self.lost.add(papers[gone].id)
            papers = [*papers[:gone], *papers[gone + 1 :]]
            announced = len(papers)
        if self.fault and self._answers > self.bad:
            papers, defects = self._fail(papers)
        assert self._place is not None
        self.answered[self._place] = self.now
        receipt = Receipt(announced=announced - len(defects), defects=defects, missing=missing)
        return Batch(papers=tuple(papers), receipt=receipt, wider=wider)

    def _fail(self, papers: Sequence[Paper]) -> tuple[Sequence[Paper], tuple[Defect, ...]]:
        why = {"host": "arxiv.example", "status": 503, "reason": "gone"}
        match self.fault:
            case "power":
                raise Killed
            case "refused":
                raise RefusedError("source.refused", **why)
            case "denied":
                raise ForbiddenError("source.denied", **why)
            case "bad":
                raise BadAnswerError("source.status", **why)
            case "short" if papers:
                return papers[1:], ()
            case "defect" if papers:
                return papers[1:], (Defect(papers[0].id, Message("defect.no_title")),)
            case _:
                raise UnreachableError("source.unreachable", **why)

    def _add(self, when: datetime, name: str = "") -> None:
        categories = self.chance.choice([("cs.RO",), ("cs.LG",), ("cs.RO", "cs.LG"), ("cs.CV",), ("cs.CL",)])
        lags = [self.chance.uniform(0, 5)] if when > START else [0.0]
        later = self.chance.choices([0, 1, 2], [7, 2, 1])[0]
        versions = [when, *sorted(when + timedelta(days=self.chance.uniform(10, 400)) for _ in range(later))]
        name = name or f"{when:%y%m}.{len(self.papers):05d}"
        self.papers.append(Truth(name, when, when + timedelta(days=lags[0]), tuple(versions), categories))


class _Open:
    """Gives every turn at once."""

    def turn(self, url: str) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()


@dataclass(frozen=True)
class _Shelves:
    """What a `World` answers; ``access`` dates the records."""

    world: World
    access: Access
    by_changes: bool = False

    def listing(self, window: Window) -> Iterator[Batch]:
        found = [paper for paper in self._of(window) if window.first <= paper.published <= window.last]
        yield from self._batches(sorted(found, key=lambda paper: paper.published, reverse=True))

    def changes(self, window: Window, *, since: str) -> Iterator[Batch]:
        dated = {paper.id: self._stamp(paper) for paper in self._of(window)}
        found = [paper for paper in self._of(window) if dated[paper.id][: len(since)] >= since]
        found.sort(key=lambda paper: dated[paper.id], reverse=not self.by_changes)
        yield from self._batches(found, wider=True)

    def _stamp(self, paper: Paper) -> str:
        """By what changes are dated: the API by submission, OAI-PMH by when arXiv showed them."""
        shown = next(one.shown for one in self.world.papers if one.id == paper.id)
        return max(paper.updated or "", iso(shown)) if self.by_changes else paper.updated or ""

    def by_ids(self, ids: Sequence[str], *, known: frozenset[str] = frozenset()) -> Iterator[Batch]:
        found = {one.id: one.at(self.world.now) for one in self.world.papers if one.id in ids}
        missing = tuple(one for one in ids if found.get(one) is None)
        yield self._dated([paper for paper in found.values() if paper], missing=missing)

    def _of(self, window: Window) -> Iterator[Paper]:
        for one in self.world.papers:
            paper = one.at(self.world.now)
            if paper and set(paper.categories) & set(window.search.categories):
                yield paper

    def _batches(self, papers: Sequence[Paper], *, wider: bool = False) -> Iterator[Batch]:
        for at in range(0, max(1, len(papers)), BATCH):
            yield self._dated(papers[at : at + BATCH], wider=wider)

    def _dated(self, papers: Sequence[Paper], **more: object) -> Batch:
        dated = [replace(paper, fetched=self.access.fetched) for paper in papers]
        answer = self.world.answer(dated, **more)  # type: ignore[arg-type]
        self.access.on_page(cached=False)
        return answer


def kinds_of(world: World) -> dict[str, SourceKind]:
    """The sources that there are in ``world``, by their names."""
    return {
        "api": SourceKind(
            name="api", label="the API", open=lambda access: _Shelves(world, access), fallback="oai"
        ),
        "oai": SourceKind(
            name="oai",
            label="OAI-PMH",
            open=lambda access: _Shelves(world, access, by_changes=True),
            by_changes=True,
        ),
    }


def merge_clones(one: Path, other: Path, base: dict[str, bytes]) -> None:
    """Let two workspaces have what git makes of their papers and states; ``base`` is what both had last."""
    for name, merge in (("papers.jsonl", merge_papers), ("fetch.json", merge_fetch)):
        sides = [_read(place / "papers" / name) for place in (one, other)]
        base[name] = merge(name, base.get(name, b""), *sides)
        for place in (one, other):
            if base[name].strip():
                (place / "papers").mkdir(exist_ok=True)
                (place / "papers" / name).write_bytes(base[name])


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def stored(place: Path) -> dict[str, Paper]:
    """The papers of the workspace ``place``."""
    return load_papers(Workspace(place).papers)
