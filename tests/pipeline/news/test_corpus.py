from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.news_samples import make_news
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher, Record
from vlagraph.core.papers.paper import Paper

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph

FIRST = date(2025, 8, 4)


def weeks_of(folder: Path, kg: KnowledgeGraph) -> dict[int, dict[str, Paper]]:
    """The matched papers of eight weeks of the real corpus, by week."""
    matcher = Matcher.of_topics(kg.topics, default_model())
    found: dict[int, dict[str, Paper]] = {week: {} for week in range(8)}
    with gzip.open(folder / "arxiv" / "corpus-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if '"_published": "2025-' not in line:
                continue
            record = json.loads(line)
            week = (date.fromisoformat(record["_published"][:10]) - FIRST).days // 7
            categories = tuple(record["categories"].split())
            if week not in found or categories[0] not in ("cs.RO", "cs.LG"):
                continue
            fields = {"id": record["id"], "title": record["title"], "published": record["_published"]}
            paper = Paper(**fields, authors=tuple(record["authors"].split(", ")), categories=categories)
            if matches := next(matcher.match_records([Record(paper.title, record["abstract"], categories)])):
                found[week][paper.id] = Paper(
                    **fields, authors=paper.authors, categories=categories, matches=matches
                )
    return found


@pytest.mark.shared
def test_eight_real_weeks_tell_every_matched_paper_and_none_twice(
    shared_dir: Path,
    shipped: KnowledgeGraph,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    news = make_news(tmp_path / "ws", capfd, monkeypatch)
    told: list[str] = []
    stored: set[str] = set()
    for week, papers in weeks_of(shared_dir, shipped).items():
        news.at(f"{(FIRST + timedelta(weeks=week + 1)).isoformat()}T12:00:00Z")
        news.store(*papers.values())
        stored |= papers.keys() - {key.arxiv for topic in shipped.topics.values() for key in topic.key_papers}
        found = news.new()
        fresh = [i for one in (*found["papers"], *found["also"]) for i in (one["id"], *one["copies"])]

        assert news.ids() == []
        told += fresh
    assert len(told) == len(set(told))
    assert set(told) == stored
    assert len(told) > 100
