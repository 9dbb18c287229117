"""The stand-in against answers recorded from the real API; skipped where the recordings are not at hand."""

from __future__ import annotations

import html
import json
import logging
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import arxiv
import pytest

from tests.standin import Profile, StandIn, load_corpus
from tests.standin.atom import feed_hash
from tests.standin.probe import ATOM, fetch, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.standin.probe import Reply

MODERN = "2026 (feedgen)"


@cache
def recorded() -> list[dict[str, Any]]:
    """The recordings of the present API: their index rows with the body added."""
    directory = shared("atom")
    rows = json.loads((directory / "index.json").read_text(encoding="utf-8"))
    return [
        row | {"body": (directory / row["file"]).read_bytes(), "query": row["url"].partition("?")[2]}
        for row in rows
        if row["format"] == MODERN
    ]


def updated(body: bytes) -> str:
    """The time the feed says it was made."""
    match = re.search(rb"<updated>(.*?)</updated>", body)
    assert match
    return match[1].decode()


@pytest.fixture(scope="module")
def corpus_server() -> Iterator[StandIn]:
    with StandIn(load_corpus(shared("corpus-dev.jsonl.gz")), scale=1000) as server:
        yield server


def entry_facts(body: bytes) -> dict[str, Any]:
    """Every entry of a feed, by id, as nested tuples of names, attributes and texts."""
    root = ET.fromstring(body)
    return {entry.findtext("a:id", "", ATOM): facts(entry) for entry in root.findall("a:entry", ATOM)}


def facts(element: ET.Element) -> tuple[Any, ...]:
    children = tuple(facts(child) for child in element)
    text = (element.text or "") if not children else ""
    return (element.tag, tuple(sorted(element.attrib.items())), text, children)


def test_every_recording_of_the_present_api_is_looked_at() -> None:
    assert len(recorded()) == 16


def test_replay_returns_each_recording_byte_for_byte(caplog: pytest.LogCaptureFixture) -> None:
    with StandIn(replay=shared("atom")) as server:
        for row in recorded():
            reply = fetch(f"{server.api_url}?{row['query']}")

            assert (reply.status, reply.body) == (row["status"], row["body"]), row["file"]


def test_replay_falls_back_to_the_corpus_for_other_requests() -> None:
    with StandIn(replay=shared("atom"), now="2026-01-01") as server:
        assert fetch(server.api_url, search_query="ti:other").text("o:totalResults") == "0"


def test_corpus_answers_id_queries_and_errors_with_the_recorded_bytes(corpus_server: StandIn) -> None:
    rows = [row for row in recorded() if "search_query=&" in row["query"]]
    for row in rows:
        corpus_server.clock = updated(row["body"])
        reply = fetch(f"{corpus_server.api_url}?{row['query']}")

        assert (reply.status, reply.body) == (row["status"], row["body"]), row["file"]
    assert len(rows) == 8


def test_corpus_shows_every_recorded_entry_as_recorded(corpus_server: StandIn) -> None:
    corpus_server.clock = "2026-05-12"
    wanted: dict[str, Any] = {}
    for row in recorded():
        if row["status"] == 200:
            wanted.update(entry_facts(row["body"]))
    names = sorted(identifier.partition("/abs/")[2] for identifier in wanted)
    shown: dict[str, Any] = {}
    for start in range(0, len(names), 50):
        reply = fetch(corpus_server.api_url, id_list=",".join(names[start : start + 50]), max_results=50)
        shown.update(entry_facts(reply.body))

    assert len(wanted) == 105
    assert shown == wanted


def test_feed_id_follows_from_the_title_in_every_recording() -> None:
    checked = 0
    for path in sorted(Path(shared("atom")).glob("20*.xml")):
        text = path.read_text(encoding="utf-8")
        title = re.search(r"<title[^>]*>ar?Xiv Query: (.*?)</title>", text, re.IGNORECASE)
        identifier = re.search(r"<id[^>]*>https?://arxiv.org/api/(.*?)</id>", text)
        if title and identifier:
            assert feed_hash(html.unescape(title[1])) == identifier[1], path.name
            checked += 1

    assert checked >= 18


def legacy_record(entry: ET.Element) -> dict[str, Any]:
    """The record an entry of the old format was made from, its text unwrapped."""
    found = {name: entry.findtext(f"a:{name}", "", ATOM) for name in ("id", "published", "title", "summary")}
    record = {
        "id": found["id"].partition("/abs/")[2].rpartition("v")[0],
        "title": found["title"],
        "abstract": found["summary"],
        "authors": ", ".join(name.text or "" for name in entry.findall("a:author/a:name", ATOM)),
        "categories": " ".join(category.get("term", "") for category in entry.findall("a:category", ATOM)),
        "comments": entry.findtext("x:comment", "", ATOM),
        "journal-ref": entry.findtext("x:journal_ref", "", ATOM),
        "doi": entry.findtext("x:doi", "", ATOM),
        "versions": [{"version": "v1", "created": found["published"]}],
    }
    return {name: value for name, value in record.items() if value}


@pytest.mark.parametrize(
    ("name", "query", "now"),
    [
        ("2025-10-17_old_format_cs.RO_two_entries.xml", "cat:cs.RO AND (neural)", "2025-10-17T12:00:00Z"),
        ("2020-09-04_old_format_id_1601.00001.xml", "", "2020-09-04T12:00:00Z"),
    ],
)
def test_legacy_layout_has_the_bytes_of_the_old_recordings(name: str, query: str, now: str) -> None:
    body = shared("atom").joinpath(name).read_bytes()
    root = ET.fromstring(body)
    records = [legacy_record(entry) for entry in root.findall("a:entry", ATOM)]
    size = root.findtext("o:itemsPerPage", "", ATOM)
    with StandIn(records, now=now, profile=Profile(layout="legacy-2025")) as server:
        ids = "" if query else records[0]["id"]
        sort = {"sortBy": "submittedDate"}
        reply: Reply = fetch(server.api_url, sort, search_query=query, id_list=ids, max_results=size)

    total = re.compile(rb"(?<=1.1/\">)\d+(?=</opensearch:totalResults>)")
    assert total.sub(b"N", reply.body) == total.sub(b"N", body.rstrip(b"\n") + b"\n")


def test_arxiv_package_reads_every_recording_and_every_corpus_answer_without_a_warning(
    corpus_server: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    corpus_server.clock = "2026-08-21"
    with StandIn(replay=shared("atom")) as replaying, caplog.at_level(logging.WARNING, logger="arxiv"):
        counts = [
            len(list(client_for(replaying).results(arxiv.Search(id_list=["1605.08386"])))),
            len(list(client_for(replaying).results(arxiv.Search("testing", max_results=100)))),
            len(list(client_for(corpus_server).results(arxiv.Search("cat:cs.RO", max_results=500)))),
        ]

    assert counts == [1, 100, 500]
    assert caplog.records == []


def client_for(server: StandIn) -> arxiv.Client:
    client = arxiv.Client(page_size=100, delay_seconds=0.0, num_retries=0)
    client.query_url_format = f"{server.api_url}?{{}}"
    return client
