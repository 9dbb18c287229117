"""Recorded answers of the real service are read as they stand."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.standin import StandIn
from tests.support.fetching import AGENT
from vlagraph.core.times import iso, parse_time
from vlagraph.errors import BadAnswerError
from vlagraph.sources.atom import read_feed
from vlagraph.sources.query_api import BATCH, Ask, QueryApi, paper_of
from vlagraph.sources.session import Polite
from vlagraph.sources.settings import Settings
from vlagraph.sources.source import Access
from vlagraph.store.pages import DayPages
from vlagraph.store.spacing import Spacing

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper

SHARED = Path(os.environ.get("VLAGRAPH_SHARED") or Path(__file__).resolve().parents[3] / "shared")
ATOM = SHARED / "arxiv" / "atom"
RECORDED = Path(__file__).parent / "recorded"
FILES = [
    *(pytest.param(path, id=path.stem) for path in sorted(RECORDED.glob("*.xml"))),
    *(pytest.param(path, id=path.stem, marks=pytest.mark.shared) for path in sorted(ATOM.glob("20*.xml"))),
]
NS = {"a": "http://www.w3.org/2005/Atom", "x": "http://arxiv.org/schemas/atom"}
REFUSED = ("error", "rss.arxiv.org")  # an error message, and the feed of another service


def _flat(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _id(entry: ET.Element) -> str:
    return (entry.findtext("a:id", "", NS)).rpartition("/abs/")[2]


def _held(entry: ET.Element) -> dict[str, object]:
    """The fields of an entry, read a second way: by name with the standard library."""
    base, version = re.fullmatch(r"(.+?)(?:v(\d+))?", _id(entry)).groups()  # type: ignore[union-attr]
    return {
        "id": base,
        "version": int(version) if version else None,
        "title": _flat(entry.findtext("a:title", "", NS)),
        "authors": tuple(_flat(name.text) for name in entry.iterfind("a:author/a:name", NS)),
        "published": iso(parse_time(entry.findtext("a:published", "", NS))),
        "updated": iso(parse_time(entry.findtext("a:updated", "", NS))),
        "abstract": _flat(entry.findtext("a:summary", "", NS)),
        "comment": _flat(entry.findtext("x:comment", None, NS)),
        "journal_ref": _flat(entry.findtext("x:journal_ref", None, NS)),
        "primary_category": entry.find("x:primary_category", NS).get("term"),  # type: ignore[union-attr]
        "categories": tuple(dict.fromkeys(str(one.get("term")) for one in entry.iterfind("a:category", NS))),
        "doi": tuple(doi for one in entry.iterfind("x:doi", NS) for doi in (one.text or "").split()),
    }


def _read(body: bytes) -> list[Paper]:
    from arxiv import _feed

    read_feed(body)
    return [paper_of(result) for result in _feed.parse(body).results]


@pytest.mark.parametrize("path", FILES)
def test_a_recorded_answer_gives_the_records_that_it_holds(path: Path) -> None:
    body = path.read_bytes()
    if any(word in path.name for word in REFUSED):
        with pytest.raises(BadAnswerError):
            _read(body)
        return
    entries = ET.fromstring(body).findall("a:entry", NS)
    papers = _read(body)

    assert [
        {name: getattr(paper, name) for name in _held(entry)}
        for paper, entry in zip(papers, entries, strict=True)
    ] == [_held(entry) for entry in entries]


def test_the_facts_of_the_kept_recordings_are_read() -> None:
    (old,) = _read((RECORDED / "old_id.xml").read_bytes())
    (many,) = _read((RECORDED / "one_of_two_ids_34_authors.xml").read_bytes())
    (journal,) = _read((RECORDED / "affiliation_journal_ref.xml").read_bytes())
    doi, *_ = _read((RECORDED / "old_format_doi_acm_class.xml").read_bytes())

    assert (old.id, old.version) == ("quant-ph/0201082", 1)
    assert len(many.authors) == 34
    assert journal.journal_ref
    assert doi.doi
    assert "I.2.9; J.3" in doi.categories


def test_categories_are_stored_without_characters_that_are_not_seen() -> None:
    body = (RECORDED / "old_id.xml").read_bytes()

    (paper,) = _read(re.sub(rb'term="([^"]+)"', rb'term="&#8203;\1&#8238;"', body))

    assert (paper.primary_category, paper.categories) == ("quant-ph", ("quant-ph", "cs.PL"))


def test_the_kept_recordings_hold_no_text_of_others() -> None:
    paths = list(RECORDED.glob("*.xml"))

    assert paths
    for path in paths:
        for element in ET.fromstring(path.read_bytes()).iter():
            if element.tag.endswith(("}summary", "}comment")):
                assert (element.text or "").strip().startswith("A placeholder in the place of the")


@pytest.mark.shared
@pytest.mark.skipif(not ATOM.is_dir(), reason=f"no recordings in {ATOM}")
def test_the_recorded_addresses_answer_through_the_whole_client(tmp_path: Path) -> None:
    index = json.loads((ATOM / "index.json").read_text(encoding="utf-8"))
    pages = [
        one
        for one in index
        if one["status"] == 200 and "max_results=100" in one["url"] and "id_list=&" in one["url"]
    ]
    with StandIn([], replay=ATOM, scale=1000) as server:
        settings = Settings(api_url=server.api_url, oai_url=None, agent=AGENT, interval=0.003)
        polite = Polite(settings, Spacing(tmp_path, 0.003))
        api = QueryApi(Access(polite, DayPages(tmp_path, "2026-04-12"), "2026-04-12T00:00:00Z"))
        page = api.page(Ask(query="testing", sort="relevance", size=BATCH))
        polite.close()

    assert pages
    assert len(page.papers) == BATCH
    assert page.total == 214881
