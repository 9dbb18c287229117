"""Commands, feed and pages agree on where every paper stands, whatever the reader said of it."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.support.news_samples import make_news, paper, write_marks
from tests.support.shipped import shipped_papers, smaller_roadmap
from vlagraph.core.graph import build_graph
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher
from vlagraph.pipeline.build import SiteChoice, read_content
from vlagraph.site import payload
from vlagraph.store.roadmap import load_roadmap, save_parts
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tests.support.news_samples import News
    from vlagraph.core.papers.paper import Match, Paper

ATOM = "{http://www.w3.org/2005/Atom}"
TITLES = (
    "Sim-to-real transfer with domain randomization for bimanual manipulation",
    "Visual navigation of a mobile robot with imitation learning",
    "Diffusion policies for dexterous manipulation of deformable objects",
    "Multi-robot navigation and task allocation",
    "Post-training quantization of large language models",
    "Causal inference for robot learning from demonstrations",
    "A vision-language-action model with real-time inference",
    "World models for model-based reinforcement learning",
    "Object-goal navigation: robot navigation with semantic maps in unseen homes",
)
TOPICS = (
    "causal-inference",
    "manipulation",
    "model-quantization",
    "multi-robot-systems",
    "navigation",
    "soft-robotics",
    "vla-models",
    "world-models-for-robots",
)
"""What the papers are of and the reader speaks of; the roadmap has these and what they require alone."""
Where = dict[str, set[str]]


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace where topics were renamed since the fetch and the reader judged half of the papers.

    Ada, who reads there too, pinned two papers, one of which the reader dismissed, and dismissed a third.
    """
    made = make_news(tmp_path / "ws", capfd, monkeypatch)
    roadmap = smaller_roadmap(*TOPICS)
    keys = {one.arxiv for topic in roadmap.topics for one in topic.key_papers}
    made.papers = {name: one for name, one in shipped_papers().items() if name in keys}
    save_parts(made.root / "graph" / "topics.json", roadmap)
    made.store(*_fetched(made.root / "graph" / "topics.json"))
    ids = [f"2611.{number:05d}" for number in range(len(TITLES))]
    made("pin", ids[0], "causal-inference")
    made("move", ids[1], "multi-robot-systems")
    made("dismiss", ids[2])
    made("dismiss", ids[3], "navigation")
    made("pin", ids[3], "manipulation")
    made("dismiss", ids[4])
    made("pin", ids[4], "model-quantization")
    made("dismiss", "1606.05830", "navigation")
    made("pin", "1606.05830", "manipulation")
    write_marks(
        made.root / "progress.ada.json",
        ("pinned", ids[5], "soft-robotics"),
        ("pinned", ids[2], "navigation"),
        ("dismissed", ids[6], ""),
    )
    return made


def _fetched(roadmap: Path) -> Iterable[Paper]:
    """Papers with the matches of the rules, navigation under an id that it had before."""
    tree = json.loads(roadmap.read_text(encoding="utf-8"))
    next(topic for topic in tree["topics"] if topic["id"] == "navigation")["formerly"] = ["wayfinding"]
    roadmap.write_text(json.dumps(tree), encoding="utf-8")
    kg = build_graph(load_roadmap(roadmap))
    matcher = Matcher.of_topics(kg.topics, default_model())
    for number, title in enumerate(TITLES):
        bare = paper(f"2611.{number:05d}", title, abstract=f"{title}. We study it.")
        yield paper(bare.id, title, abstract=bare.abstract, matches=tuple(map(_former, matcher.match(bare))))


def _former(match: Match) -> Match:
    from msgspec.structs import replace

    return replace(match, topic="wayfinding") if match.topic == "navigation" else match


def _turned(by_topic: Mapping[str, Iterable[str]]) -> Where:
    found: Where = {}
    for topic, papers in by_topic.items():
        for one in papers:
            found.setdefault(one, set()).add(topic)
    return found


def some_topics(news: News) -> set[str]:
    """The topics that the papers of the test stand under, those of opinions, and some others by chance."""
    told_of = set().union(*told(news).values())
    every = {topic["id"] for topic in news("topics", "--format", "json").json["topics"]}
    return (
        told_of | {"causal-inference", "navigation", "manipulation"} | set(Random(1).sample(sorted(every), 8))
    )


def _within(where: Where, topics: set[str]) -> Where:
    found = {one: under & topics for one, under in where.items()}
    return {one: under for one, under in found.items() if under}


def shelves(news: News, topics: Iterable[str]) -> Where:
    """What ``papers TOPIC`` lists, topic by topic, near copies too."""
    rows = {topic: news("papers", topic, "--format", "json").json["papers"] for topic in topics}
    return _turned(
        {topic: [one for row in some for one in (*_ids(row), *row["copies"])] for topic, some in rows.items()}
    )


def _ids(row: Mapping[str, Any]) -> list[str]:
    return [row["key"]["arxiv"] if row["key"] else row["paper"]["id"]]


def explained(news: News, ids: Iterable[str]) -> Where:
    """Where ``explain`` says that each paper stands."""
    found = {}
    for one in ids:
        standings = news("explain", one, "--format", "json").json["standings"]
        found[one] = {s["topic"] for s in standings if s["how"] not in ("below", "dismissed")}
    return {one: topics for one, topics in found.items() if topics}


def told(news: News) -> Where:
    """Where ``new --all`` says that each new paper stands."""
    found = news.new("--all", "--max", "100")["papers"]
    return {one["id"]: {one["topic"], *(place["topic"] for place in one["others"])} for one in found}


def _on_topic_pages(site: Path) -> Where:
    pages = (site / "topics").glob("*.html")
    return _turned(
        {
            page.stem: re.findall(
                r'class="name"[^>]* href="https://arxiv\.org/abs/([^"]+)"', page.read_text("utf-8")
            )
            for page in pages
        }
    )


def _in_the_list(site: Path) -> Where:
    page = (site / "papers.html").read_text(encoding="utf-8")

    def data(name: str) -> list[list[Any]]:
        found = re.search(
            rf'<script type="application/json" id="{name}"[^>]*>(.*?)</script>', page, re.DOTALL
        )
        assert found
        return list(json.loads(found[1]))

    topics = [row[0] for row in data("topic-index")]
    files = sorted((site / "assets" / "papers").iterdir(), key=lambda file: int(file.stem))
    scripts = [file.read_text(encoding="utf-8") for file in files]
    rows = [
        row
        for script in scripts
        for row in json.loads(json.loads(script[script.index("(") + 1 : script.rindex(")")]))
    ]
    return {row[0]: {topics[number] for number in row[6]} for row in rows if row[6]}


def _on_the_page_of_news(site: Path) -> Where:
    page = (site / "new.html").read_text(encoding="utf-8")
    items = re.findall(r'<li data-paper="([^"]+)" data-topics="([^"]+)"', page)
    return {one: set(topics.split()) for one, topics in items}


def _in_the_feed(text: str) -> Where:
    root = ET.fromstring(text.encode())
    return {
        (entry.findtext(f"{ATOM}id") or "").rpartition("/abs/")[2]: {
            str(category.get("term")) for category in entry.findall(f"{ATOM}category")
        }
        for entry in root.iter(f"{ATOM}entry")
    }


def test_commands_feed_and_pages_agree_on_every_paper(news: News) -> None:
    news("build", "--marks")
    site, topics = news.root / "site", some_topics(news)
    where = shelves(news, topics)
    attached = {one: topics for one, topics in where.items() if one.startswith("2611.")}

    assert attached["2611.00000"] >= {"causal-inference"}
    assert "2611.00002" not in where
    assert "2611.00006" in where
    assert "soft-robotics" in attached["2611.00005"]
    assert attached["2611.00004"] == {"model-quantization"}
    assert "navigation" in set().union(*attached.values())
    assert "navigation" not in where["1606.05830"]
    assert "manipulation" in where["1606.05830"]
    assert explained(news, [*attached, "2611.00002"]) == attached
    assert _within(_on_topic_pages(site), topics) == where
    assert _in_the_list(site) == _on_topic_pages(site)
    assert told(news) == attached
    assert _on_the_page_of_news(site) == attached
    assert _in_the_feed((site / "feed.xml").read_text(encoding="utf-8")) == attached
    assert _in_the_feed(news("new", "--all", "--format", "atom").out) == attached


def test_a_site_for_others_shows_nothing_of_what_the_reader_said(news: News) -> None:
    news("build", "--out", str(news.root / "shared"))
    for name in ("progress.json", "progress.ada.json"):
        (news.root / name).unlink()
    news("build", "--out", str(news.root / "plain"))
    plain, shared = news.root / "plain", news.root / "shared"
    files = [path.relative_to(plain) for path in plain.rglob("*") if path.is_file()]

    assert files
    assert all((plain / name).read_bytes() == (shared / name).read_bytes() for name in files)
    assert _on_topic_pages(shared) == _in_the_list(shared)
    assert _within(_on_topic_pages(shared), {"navigation", "manipulation"}) == shelves(
        news, ["navigation", "manipulation"]
    )


def test_the_reader_s_own_build_names_who_put_a_paper_there(news: News) -> None:
    news("build", "--marks")
    page = (news.root / "site" / "topics" / "causal-inference.html").read_text(encoding="utf-8")

    assert "pinned by you" in page
    assert "직접 고정함" in page
    shared = (news.root / "site" / "topics" / "soft-robotics.html").read_text(encoding="utf-8")
    assert "pinned by ada" in shared
    assert "ada님이 고정함" in shared
    assert "moved here by you" in (news.root / "site" / "new.html").read_text(encoding="utf-8")


def test_the_panel_of_the_map_has_the_reader_s_word_in_place_of_a_score(news: News) -> None:
    content = read_content(Workspace(news.root), SiteChoice(marks=True))
    attached = {row[0]: row[1:] for row in payload.details(content)["topics"]["causal-inference"]["w"]}

    assert attached["2611.00000"] == [None, ["pinned by you", "직접 고정함"]]
    assert all(score is None or 0 < score <= 1 for score, *_ in attached.values())
