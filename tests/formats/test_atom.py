from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.news_samples import make_news, paper
from tests.support.roadmaps import roadmap, topic
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.model import Text
from vlagraph.core.order import learning_order
from vlagraph.core.papers.news import News as Told
from vlagraph.formats.atom import Entry, Feed, atom_text, atom_time, feed_id
from vlagraph.formats.news_feed import reader_feed
from vlagraph.site.content import Content
from vlagraph.site.feed import feed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.support.news_samples import News

ATOM = "{http://www.w3.org/2005/Atom}"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
FEED = Feed(id=feed_id("a roadmap", "test"), title="Test", updated="2026-11-22T12:00:00Z")


def entry(number: int, **fields: object) -> Entry:
    link = f"https://arxiv.org/abs/2611.{number:05d}"
    settings = {
        "id": link,
        "title": f"Paper {number}",
        "updated": "2026-11-20T08:00:00Z",
        "link": link,
        **fields,
    }
    return Entry(**settings)  # type: ignore[arg-type]


def check_feed(text: str) -> ET.Element:
    """The feed, after checking what RFC 4287 (4.1.1, 4.1.2, 4.2) demands of it."""
    root = ET.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            [found] = part.findall(f"{ATOM}{name}")
            assert (found.text or "").strip()
        assert STAMP.fullmatch(part.findtext(f"{ATOM}updated") or "")
        assert (part.findtext(f"{ATOM}id") or "").startswith(("urn:uuid:", "https://"))
    for part in root.iter(f"{ATOM}entry"):
        assert [link.get("href") for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        for date in part.findall(f"{ATOM}published"):
            assert STAMP.fullmatch(date.text or "")
    for author in root.iter(f"{ATOM}author"):
        assert author.findtext(f"{ATOM}name")
    assert root.find(f"{ATOM}author") is not None
    ids = [one.findtext(f"{ATOM}id") for one in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return root


def test_a_feed_holds_its_entries_in_their_order() -> None:
    root = check_feed(atom_text(FEED, [entry(2), entry(1)]))

    assert [one.text for one in root.findall(f"{ATOM}entry/{ATOM}title")] == ["Paper 2", "Paper 1"]


def test_a_feed_without_entries_is_valid_and_dates_from_its_own_time() -> None:
    assert check_feed(atom_text(FEED, [])).findtext(f"{ATOM}updated") == "2026-11-22T12:00:00Z"


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    text = atom_text(FEED, [entry(1), entry(2, updated="2026-11-21T08:00:00Z"), entry(3, updated="2026-10")])

    assert check_feed(text).findtext(f"{ATOM}updated") == "2026-11-21T08:00:00Z"


@pytest.mark.parametrize(
    ("numbers", "left"),
    [((1, 1), [1]), ((1, 2, 1), [1, 2]), ((2, 3, 3, 1, 2), [2, 3, 1]), ((1, 1, 2), [1, 2])],
)
def test_of_entries_with_the_same_id_the_first_stands_and_in_its_place(
    numbers: tuple[int, ...], left: list[int]
) -> None:
    entries = [
        entry(number, title=f"{number}, the first" if number not in numbers[:place] else "Again")
        for place, number in enumerate(numbers)
    ]
    root = check_feed(atom_text(FEED, entries))

    titles = [one.text for one in root.findall(f"{ATOM}entry/{ATOM}title")]
    assert titles == [f"{number}, the first" for number in left]


def test_links_of_a_site_stand_in_the_feed() -> None:
    feed = Feed(
        id=FEED.id,
        title="T",
        updated="2026",
        link="https://e.org/?a=1&b=2",
        self_link="https://e.org/feed.xml",
    )
    links = {
        link.get("rel"): link.get("href") for link in check_feed(atom_text(feed, [])).findall(f"{ATOM}link")
    }

    assert links == {"alternate": "https://e.org/?a=1&b=2", "self": "https://e.org/feed.xml"}


ROADMAPS: tuple[dict[str, Any], ...] = (
    {"title": Text(en="Robots")},
    {"title": Text(ko="로봇")},
    {"title": Text(en="Robots"), "id": "robots-of-a-lab"},
    {"title": Text(en="Robots"), "site": "https://lab.example.org/robots"},
    {"title": Text(en="Robots"), "site": "https://two.example.org/robots/"},
)


def test_every_roadmap_has_a_feed_of_its_own_and_one_for_each_topic_and_goal() -> None:
    asked: list[dict[str, Any]] = [{}, {"topic": "a"}, {"goal": frozenset("a")}, {"goal": frozenset("ab")}]
    ids = [feed_of(own, **what).findtext(f"{ATOM}id") for own in ROADMAPS for what in asked]

    assert len(set(ids)) == len(ids)
    assert ids == [feed_of(own, **what).findtext(f"{ATOM}id") for own in ROADMAPS for what in asked]
    renamed = {**ROADMAPS[2], "title": Text(en="Robots, again"), "site": "https://new.example.org"}
    assert feed_of(renamed).findtext(f"{ATOM}id") == feed_of(ROADMAPS[2]).findtext(f"{ATOM}id")


def test_a_feed_of_fewer_or_more_papers_is_another_one_and_one_of_other_days_is_not() -> None:
    def id_of(**asked: Any) -> str | None:
        return feed_of(ROADMAPS[3], **asked).findtext(f"{ATOM}id")

    levels = [{"ready": ready, "level": level} for ready in (0, 1) for level in ("usual", "loose", "strict")]
    ids = [id_of(**what, **chosen) for what in ({}, {"topic": "a"}) for chosen in levels]

    assert len(set(ids)) == len(ids)
    assert id_of(since="2026-11-01", again=True) == id_of(since="2026-10-01", again=True) == id_of()
    assert "self" not in links_of(feed_of(ROADMAPS[3], ready=True))


def test_a_feed_with_a_site_leads_to_its_page_and_to_itself() -> None:
    assert links_of(feed_of(ROADMAPS[0])) == {}
    for own in ROADMAPS[3:]:
        base = str(own["site"]).rstrip("/")

        assert links_of(feed_of(own)) == {"self": f"{base}/feed.xml", "alternate": f"{base}/new.html"}
        assert links_of(feed_of(own, topic="a")) == {"alternate": f"{base}/topics/a.html"}
        assert links_of(feed_of(own, goal=frozenset("a"))) == {"alternate": f"{base}/new.html"}


def test_the_feed_of_the_site_and_that_of_the_command_are_one() -> None:
    drawn = replace(roadmap(topic("a")), **ROADMAPS[3])
    kg = KnowledgeGraph(drawn)
    site = check_feed(feed(Content(drawn, learning_order(kg))))

    assert site.findtext(f"{ATOM}id") == feed_of(ROADMAPS[3]).findtext(f"{ATOM}id")
    assert links_of(site) == links_of(feed_of(ROADMAPS[3]))


def test_before_the_first_fetch_a_feed_dates_from_the_recorded_papers() -> None:
    drawn = roadmap(topic("a"))
    recorded = paper("2699.00001", "One", {"a": 1.0}, recorded="2026-07-30")
    content = Content(drawn, learning_order(KnowledgeGraph(drawn)), papers={recorded.id: recorded})
    root = check_feed(feed(content))

    assert root.findtext(f"{ATOM}updated") == "2026-07-30T00:00:00Z"
    assert root.find(f"{ATOM}entry") is None


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "vlagraph: New papers"),
        ({"topic": "a"}, "vlagraph: New papers (Topic a)"),
        ({"goal": frozenset("a")}, "vlagraph: New papers (Topic a)"),
        ({"goal": frozenset("abc")}, "vlagraph: New papers (Topic a, Topic b, Topic c)"),
        ({"goal": frozenset("abcde")}, "vlagraph: New papers (Topic a, Topic b, Topic c and 2 more)"),
    ],
)
def test_a_feed_is_called_by_what_is_asked_for(asked: dict[str, Any], title: str) -> None:
    names = {one: replace(topic(one), name=Text(en=f"Topic {one}")) for one in "abcde"}
    own = {"topics": tuple(names.values())}

    assert feed_of(own, **asked).findtext(f"{ATOM}title") == title


def feed_of(own: Mapping[str, Any], **asked: Any) -> ET.Element:
    drawn = replace(roadmap(topic("a"), topic("b")), **own)
    told: dict[str, Any] = {"items": (), "most": 0, "stored": 0, "now": "2026-11-22", **asked}
    news = Told(roadmap=drawn, topics=KnowledgeGraph(drawn).topics, **told)
    return check_feed(reader_feed(news, "en"))


def links_of(root: ET.Element) -> dict[str | None, str | None]:
    return {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}


@pytest.mark.parametrize(
    "stamp",
    [
        None,
        "",
        "soon",
        "2026-11-22T12:00",
        "٢٠٢٦-11-22",
        "2026-13",
        "2026-02-30",
        "0000",
        "2026-11-22T25:00:00Z",
    ],
)
def test_a_time_that_is_none_is_the_earliest(stamp: str | None) -> None:
    assert atom_time(stamp) == "1970-01-01T00:00:00Z"


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_whatever_the_texts_hold_the_feed_is_valid_and_the_same_again(
    title: str, summary: str, authors: list[str]
) -> None:
    hostile = entry(
        1, title=title, summary=summary, authors=tuple(authors), categories=((title or "x", summary),)
    )
    text = atom_text(FEED, [hostile])

    check_feed(text)
    assert text == atom_text(FEED, [hostile])
    assert all(char.isprintable() for line in text.split("\n") for char in line)


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    return make_news(tmp_path / "ws", capfd, monkeypatch)


def test_the_feed_of_new_is_valid_and_holds_no_abstract(news: News) -> None:
    hostile = 'A <b>"bold"</b> & \x1b]0;x\x07 ]]> title\ud7ff\ufffe'
    news.store(
        paper("2611.00001", hostile, {"navigation": 0.9}, abstract="SECRET words", authors=("A & B", "<C>")),
        paper("2611.00002", "Month only", {"manipulation": 0.9}, published="2026-11", updated=None),
    )
    root = check_feed(news("new", "--format", "atom").out)

    assert len(root.findall(f"{ATOM}entry")) == 2
    assert "SECRET" not in ET.tostring(root, encoding="unicode")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_empty_feed_of_new_is_valid_and_keeps_its_id(news: News) -> None:
    empty = check_feed(news("new", "--format", "atom", "--lang", "ko").out)
    news.store(paper("2611.00002", "One", {"manipulation": 0.9}))
    filled = check_feed(news("new", "--format", "atom").out)
    of_topic = check_feed(news("new", "--format", "atom", "--all", "--topic", "manipulation").out)

    assert empty.findtext(f"{ATOM}id") == filled.findtext(f"{ATOM}id") != of_topic.findtext(f"{ATOM}id")
