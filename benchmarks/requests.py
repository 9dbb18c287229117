"""How many requests a fetch makes on the development corpus: first run, reruns, eight weekly refreshes.

``python -m benchmarks.requests`` prints them beside what the package arxiv asks in a loop over the topics,
all from one run. The loop has the same queries and years, pages of as many papers and the same pause.
It exits 3 where a fetch failed, a paper was missed or the server was asked too often. Needs the research
folder beside the checkout (VLAGRAPH_SHARED).
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import arxiv
from tests.standin import StandIn, load_corpus

from benchmarks import ABSENT, MISSED
from benchmarks._arguments import refuse_all
from benchmarks.labels import shared_folder
from vlagraph.clock import Clock
from vlagraph.core.times import iso, parse_time
from vlagraph.pipeline.fetch.job import FetchJob, fetch
from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.steps import FetchRequest
from vlagraph.sources.query_api import BATCH
from vlagraph.sources.settings import Settings
from vlagraph.store.papers import load_papers
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.papers.reports import Report
    from vlagraph.pipeline.fetch.forecast import Outlook
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.words import Message

__all__ = ["main", "verdict"]

_FIRST_DAY = "2026-06-20T06:00:00Z"
_SINCE = "2025-06-20"  # a year before the first day
_WEEKS = 8
_AFTER_ALL = "2026-09-10T06:00:00Z"
_SCALE = 2000.0


class _Silence:
    """A listener that says nothing."""

    def planned(self, outlook: Outlook) -> None: ...
    def came(self, outlook: Outlook) -> None: ...
    def paused(self, seconds: float, why: Message) -> None: ...
    def noted(self, note: Message) -> None: ...


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code, `ABSENT` where the corpus is not there."""
    refuse_all("requests", __doc__, argv)
    root = Path(__file__).resolve().parent.parent
    corpus = shared_folder() / "arxiv" / "corpus-dev.jsonl.gz"
    if not corpus.is_file():
        print(f"{corpus} is not there; set VLAGRAPH_SHARED to the research folder.")
        return ABSENT
    rules = rules_of(load_roadmap(root / "graph" / "topics.json"))
    with (
        tempfile.TemporaryDirectory() as folder,
        StandIn(load_corpus(corpus), now=_FIRST_DAY, scale=_SCALE) as server,
    ):
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        workspace = Workspace(Path(folder, "work"))
        workspace.papers.parent.mkdir(parents=True)
        shutil.copy(root / "papers" / "papers.jsonl", workspace.papers)
        print(f"{len(rules.watched)} topics with a rule")
        _loop("arxiv in a loop, a year", rules, server)
        server.reset()
        reports = [
            _run("first run, a year", workspace, rules, server, days=0),
            _run("again the same day", workspace, rules, server, days=0),
            *(_run(f"week {week}", workspace, rules, server, days=7) for week in range(1, _WEEKS + 1)),
        ]
        server.clock = _AFTER_ALL
        reports.append(_run("after the last paper", workspace, rules, server, days=0))
        reports.append(_run("next day, no news", workspace, rules, server, days=1))
        violations = len(server.violations)
        whole = Workspace(Path(folder, "whole"))
        server.reset()
        reports.append(_run("one whole fetch", whole, rules, server, days=0, since=_SINCE))
        violations += len(server.violations)
        missed = load_papers(whole.papers).keys() - load_papers(workspace.papers).keys()
    return verdict(reports, missed=len(missed), violations=violations)


def verdict(reports: Sequence[Report], *, missed: int, violations: int) -> int:
    """Print what must be none; the exit code, `MISSED` where it is not, or where a fetch failed."""
    print(f"papers of the whole period that the weekly fetches missed: {missed}")
    print(f"politeness violations: {violations}")
    return 0 if all(report.ok for report in reports) and not missed and not violations else MISSED


def _loop(name: str, rules: Rules, server: StandIn) -> None:
    """Ask for each topic by the package arxiv, as its documentation shows, and print what that takes."""
    client = arxiv.Client(page_size=BATCH, delay_seconds=3.0 / _SCALE)
    client.query_url_format = server.api_url + "?{}"
    began, last = time.perf_counter(), server.clock.strftime("%Y%m%d%H%M")
    found: set[str] = set()
    for topic in sorted(rules.watched):
        for query in rules.narrow((topic,)):
            asked = f"({query}) AND submittedDate:[{_SINCE.replace('-', '')}0000 TO {last}]"
            search = arxiv.Search(asked, sort_by=arxiv.SortCriterion.SubmittedDate)
            found.update(paper.get_short_id() for paper in client.results(search))
    seconds = time.perf_counter() - began
    print(f"{name:<24} {len(server.log):>3} requests  {len(found):,} papers  {seconds:.1f} s")


def _run(
    name: str, workspace: Workspace, rules: Rules, server: StandIn, *, days: float, since: str | None = None
) -> Report:
    now = server.clock + timedelta(days=days)
    server.clock = iso(now)
    began = time.perf_counter()
    job = FetchJob(
        workspace=workspace,
        rules=rules,
        request=FetchRequest(since=since),
        settings=Settings(
            api_url=server.api_url,
            oai_url=None,
            interval=3.0 / _SCALE,
            agent="vlagraph/0 (+https://example.org)",
        ),
        listener=_Silence(),
        clock=Clock(now=lambda: parse_time(iso(now))),
        chance=random.Random(1),
    )
    report = fetch(job)
    seconds = time.perf_counter() - began
    print(
        f"{name:<24} {report.requests:>3} requests  ok={report.ok}  {report.totals}  {seconds:.1f} s",
        *(translate("en", failed.why.key, **failed.why.values) for failed in report.failures),
    )
    return report


if __name__ == "__main__":
    sys.exit(main())
