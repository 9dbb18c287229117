"""Text from outside stays text: nothing runs, nothing is asked, nothing breaks the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.browser.axe import SOAK
from tests.browser.conftest import sticking_out
from vlagraph.core.model import (
    Area,
    Benchmark,
    Concept,
    Fact,
    KeyPaper,
    Milestone,
    Priority,
    PriorityEntry,
    Project,
    Requirement,
    Resource,
    Roadmap,
    Stage,
    StageStep,
    Text,
    Topic,
)
from vlagraph.core.papers.paper import Evidence, Match, Paper
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser
RUN = "window.pwned=1"
WIDTHS = (1400, 390)
PAGES = (
    "order.html",
    "papers.html",
    "new.html",
    "landmarks.html",
    "benchmarks.html",
    "projects.html",
    "about.html",
    "topics/t1.html",
    "topics/t5.html",
    "topics/t12.html",
)
STRINGS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</ScRiPt ><img src=x onerror={RUN}>",
    f"\"'><svg onload={RUN}>",
    f"<!--<script>{RUN}//-->",
    f"javascript:{RUN}",
    f"href=javascript:{RUN}",
    f"{{{{ {RUN} }}}} {{% if x %}} ${{{RUN}}}",
    f"</title></style></textarea><iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"]]><a xlink:href='javascript:{RUN}'>x</a>",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200b\u200d\ufeff zero",
    "a\u2028b\u2029c\x00d\x1b]0;e\x07",
    "x" * 2000,
    "漢" * 500,
    "ا" * 300 + " العربية",
    "- · /",
)


def _text(string: str) -> Text:
    return Text(en=string, ko=string)


def _topic(index: int, string: str) -> Topic:
    text = _text(string)
    before = (
        Requirement(topic=f"t{index - 1}", kind="required", concepts=("c",), reason=text, source=string),
    )
    return Topic(
        id=f"t{index}",
        area=f"area{index % 3}",
        name=text,
        level=2,
        hours=(1, 2),
        hours_basis=text,
        summary=text,
        concepts=(Concept(id="c", name=text, note=text),),
        requires=before if index else (),
        key_papers=(KeyPaper(arxiv="1706.03762", role="method", why=text, concepts=("c",), landmark=True),),
        resources=(Resource(title=string, kind="book", why=text, url=string),),
        aliases=(string,),
    )


def _paper(index: int, string: str) -> Paper:
    evidence = Evidence(string, string, string, 1.0)  # type: ignore[arg-type] # as from a file nobody checked
    return Paper(
        id=f"2501.{index:05}",
        title=string,
        authors=(string,) * (3000 if index == 0 else 2),
        published="2025-01-02",
        primary_category=string,
        abstract=string,
        comment=string,
        fetched="2026-11-20T00:00:00Z",
        matches=(Match(f"t{index}", 0.9, (evidence,)),),
    )


NAMED_LIKE_A_PROPERTY = Topic(
    id="constructor",
    area="area0",
    name=_text("Constructor"),
    level=1,
    hours=(1, 2),
    hours_basis=_text("x"),
    summary=_text("x"),
)


def _hostile() -> Content:
    topics = (*(_topic(index, string) for index, string in enumerate(STRINGS)), NAMED_LIKE_A_PROPERTY)
    papers = {paper.id: paper for paper in (_paper(index, string) for index, string in enumerate(STRINGS))}
    papers["1706.03762"] = Paper(
        id="1706.03762", title=STRINGS[1], authors=(STRINGS[0],), published="2017-06"
    )
    papers["../../x"] = Paper(id="../../x", title=STRINGS[3], authors=(), published=STRINGS[0])
    text = _text(STRINGS[1])
    roadmap = Roadmap(
        title=text,
        areas=tuple(Area(id=f"area{index}", name=_text(STRINGS[index])) for index in range(3)),
        topics=topics,
        priorities=(
            Priority(
                id="p", name=text, window=text, weeks=(1, 2), entries=(PriorityEntry(ref="t1", note=text),)
            ),
        ),
        stages=(Stage(id="s", name=text, steps=(StageStep(name=text, refs=("t1",)),)),),
        benchmarks=tuple(
            Benchmark(
                id=f"b{i}",
                name=s,
                concept="c",
                facts=(Fact(field="tasks", value=_text(s), source=s),),
                analysis=_text(s),
                repo=s,
            )
            for i, s in enumerate(STRINGS)
        ),
        benchmark_notes=(text,),
        projects=(
            Project(
                id="p",
                name=text,
                benchmark="b0",
                summary=text,
                needs=tuple(
                    Fact(field="disk", value=_text(s), source=s, basis="unverified") for s in STRINGS
                ),
                repo=STRINGS[0],
                commands=STRINGS,
                stop=text,
                milestones=(
                    Milestone(
                        id="m", name=text, goal=text, topics=("t1",), hours=(1, 2), papers=("1706.03762",)
                    ),
                ),
            ),
        ),
    )
    order = tuple(topic.id for topic in topics)
    return Content(
        roadmap, order, papers=papers, stage_of={"t1": 0}, fetched="2026-11-20T00:00:00Z", version="0"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("hostile")
    for name, text in render_site(_hostile()).items():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    return target


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("where", "width"),
    [
        (where, width)
        for at, where in enumerate(PAGES)
        for width in (WIDTHS if SOAK else [WIDTHS[at % 2]])  # the other width is looked at all the same
    ],
)
def test_hostile_text_runs_nothing_and_breaks_no_page(
    visit: Opener, seen: Seen, folder: Path, where: str, width: int
) -> None:
    page = visit(where, width=width, folder=folder)
    page.wait_for_timeout(100)

    assert page.evaluate("window.pwned") is None
    assert sticking_out(page, width) == []
    assert (seen.errors, seen.requests) == ([], [])


def test_hostile_text_runs_nothing_on_the_map(visit: Opener, seen: Seen, folder: Path) -> None:
    page = visit("index.html", folder=folder)
    for index in range(len(STRINGS)):
        page.evaluate("id => { window.vlagraph.show(id); window.vlagraph.hover(id); }", f"t{index}")
        page.evaluate("id => { location.hash = 'topic=' + id; }", f"t{index}")
        page.wait_for_selector("#panel:not([hidden])")
    page.fill("#search", "<script>")
    page.evaluate("location.hash = 'path=t12,t14'")
    page.wait_for_selector("#pathbar:not([hidden])")

    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400
    assert (seen.errors, seen.requests) == ([], [])


def test_every_topic_is_found_whatever_the_names_are(visit: Opener, folder: Path) -> None:
    page = visit("index.html", folder=folder)
    topics = [f"t{index}" for index in range(len(STRINGS))]

    assert page.evaluate("topics => topics.map((id) => window.vlagraph.find(id)[0].id)", topics) == topics


def test_a_topic_may_be_named_like_a_property_of_every_object(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    page = visit("index.html#topic=constructor&path=constructor", folder=folder)
    page.click("#panel-mark")

    assert page.evaluate("window.vlagraph.find('constructor').map((one) => one.id)") == ["constructor"]
    assert page.inner_text("#panel-title") == "Constructor"
    assert page.get_attribute("#panel-mark", "aria-pressed") == "true"
    assert seen.errors == []


@pytest.mark.parametrize(
    "address",
    [
        "topic=%3Cscript%3E",
        "topic=__proto__",
        "path=constructor,t1&lang=xx&area=%00",
        "%E0%A4%A",
        "view=<img>",
    ],
)
def test_a_hostile_address_is_ignored(visit: Opener, seen: Seen, folder: Path, address: str) -> None:
    page = visit(f"index.html#{address}", folder=folder)

    assert page.evaluate("window.pwned") is None
    assert seen.errors == []


def test_no_link_of_the_site_leads_anywhere_but_to_the_web_or_to_its_own_pages(
    visit: Opener, folder: Path
) -> None:
    page = visit("index.html#topic=t5", folder=folder)
    for where in ("index.html", "papers.html", "topics/t5.html", "benchmarks.html"):
        page.goto((folder / where).as_uri())
        links = page.locator("a[href]").evaluate_all(
            "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"
        )

        assert [link for link in links if not link.startswith(("https://arxiv.org/", "file://"))] == []


def test_the_feed_of_hostile_papers_is_sound_xml(folder: Path) -> None:
    feed = ET.fromstring((folder / "feed.xml").read_text(encoding="utf-8"))
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")

    assert len(entries) == len(STRINGS)
    assert all(entry.findtext(f"{atom}id", "").startswith("https://arxiv.org/abs/") for entry in entries)
    assert all(entry.findtext(f"{atom}updated") == "2025-01-02T00:00:00Z" for entry in entries)
