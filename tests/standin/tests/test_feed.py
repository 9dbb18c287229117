"""What the stand-in shows: versions, order, pages, both layouts, and that the arxiv package reads it all."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import arxiv
import pytest

from tests.standin import Profile, StandIn
from tests.standin.probe import ATOM, entries, fetch, ids
from tests.standin.small_corpus import RECORDS, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.standin.probe import Reply

NOW = "2026-01-01T12:00:00Z"
ALL = 'ti:""'


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now=NOW, scale=1000) as stand_in:
        yield stand_in


def field(reply: Reply, path: str) -> list[str]:
    """That element's text in every entry."""
    return [entry.findtext(path, "", ATOM) for entry in entries(reply)]


def everything(server: StandIn, **parameters: object) -> Reply:
    return fetch(server.api_url, parameters, search_query=ALL, max_results=1000)


@pytest.mark.parametrize(
    ("sort_by", "path"), [("submittedDate", "a:published"), ("lastUpdatedDate", "a:updated")]
)
def test_results_are_sorted_by_the_date_asked_for(server: StandIn, sort_by: str, path: str) -> None:
    falling = field(everything(server, sortBy=sort_by), path)
    rising = field(everything(server, sortBy=sort_by, sortOrder="ascending"), path)

    assert falling == sorted(falling, reverse=True)
    assert rising == sorted(rising)
    assert len(falling) == len(RECORDS)


def test_relevance_puts_title_matches_first(server: StandIn) -> None:
    server.add(record(90, title="Synthetic robot robot robot", abstract="Invented."))
    reply = fetch(server.api_url, search_query="all:robot")

    assert ids(reply)[0] == "2699.00090v1"


def test_pages_cover_the_results_without_gaps(server: StandIn) -> None:
    pages = [
        fetch(server.api_url, search_query=ALL, start=start, max_results=10, sortBy="submittedDate")
        for start in range(0, 80, 10)
    ]
    seen = [identifier for page in pages for identifier in ids(page)]

    assert seen == ids(everything(server, sortBy="submittedDate"))
    assert {page.text("o:totalResults") for page in pages} == {str(len(RECORDS))}
    assert (ids(pages[-1]), pages[-1].status) == ([], 200)


def test_ties_mode_puts_bare_days_at_midnight_and_orders_them_anew_each_time() -> None:
    days = [record(n, versions=[{"version": "v1", "created": "2025-03-03"}]) for n in range(1, 41)]
    with StandIn(days, now=NOW, profile=Profile(times="ties")) as server:
        first, second = everything(server, sortBy="submittedDate"), everything(server, sortBy="submittedDate")
        server.profile = Profile(times="spread")
        third, fourth = everything(server, sortBy="submittedDate"), everything(server, sortBy="submittedDate")

    assert set(field(first, "a:published")) == {"2025-03-03T00:00:00Z"}
    assert ids(first) != ids(second)
    assert sorted(ids(first)) == sorted(ids(second))
    assert ids(third) == ids(fourth)
    assert len(set(field(third, "a:published"))) == 40


def test_clock_decides_which_version_and_title_is_shown(server: StandIn) -> None:
    shown = []
    for now in ("2025-02-09", "2025-02-11", "2025-07-11"):
        server.clock = now
        reply = fetch(server.api_url, id_list="2699.00061")
        shown.append((ids(reply), field(reply, "a:title")))

    assert shown == [
        ([], []),
        (["2699.00061v1"], ["Synthetic record 61 under its first title"]),
        (["2699.00061v2"], ["Synthetic record 61 under its second title"]),
    ]


def test_title_of_the_shown_version_is_the_one_searched(server: StandIn) -> None:
    server.clock = "2025-02-11"
    first = ids(fetch(server.api_url, search_query='ti:"first title"'))
    server.clock = "2025-07-11"
    second = ids(fetch(server.api_url, search_query='ti:"first title"'))

    assert (first, second) == (["2699.00061v1"], [])


def test_published_is_the_first_versions_time_and_updated_the_shown_ones(server: StandIn) -> None:
    reply = fetch(server.api_url, id_list="2699.00060v2,2699.00060")

    assert [text[:10] for text in field(reply, "a:published")] == ["2025-02-01", "2025-02-01"]
    assert sorted(text[:10] for text in field(reply, "a:updated")) == ["2025-06-01", "2025-10-01"]


def test_versions_nobody_saw_and_versions_to_come_are_absent(server: StandIn) -> None:
    server.clock = "2025-12-22"

    assert ids(fetch(server.api_url, id_list="2699.00073v2,2699.00073v3")) == []
    assert ids(fetch(server.api_url, id_list="2699.00073")) == ["2699.00073v1"]


def test_records_can_be_added_removed_and_revised(server: StandIn) -> None:
    server.add(record(91, title="Synthetic newcomer"))
    server.remove("2699.00001")
    server.revise("2699.00002", "changed_title")
    server.revise("2699.00004", "withdrawal")
    server.revise("2699.00005", "cross_list")
    reply = fetch(server.api_url, id_list="2699.00091,2699.00001,2699.00002,2699.00004,2699.00005")

    assert ids(reply) == ["2699.00002v2", "2699.00004v2", "2699.00005v1", "2699.00091v1"]
    assert field(reply, "a:title")[0].endswith(", Revisited")
    assert "withdrawn" in field(reply, "x:comment")[1]
    assert ids(fetch(server.api_url, search_query="ti:revisited")) == ["2699.00002v2"]
    assert "2699.00001v1" not in ids(everything(server))
    assert field(reply, "a:updated")[0] == NOW


def test_entry_tells_everything_the_record_holds(server: StandIn) -> None:
    reply = fetch(server.api_url, id_list="2699.00069")
    entry = entries(reply)[0]
    links = [(link.get("title"), link.get("href")) for link in entry.findall("a:link", ATOM)]

    assert links == [
        (None, "https://arxiv.org/abs/2699.00069v1"),
        ("pdf", "https://arxiv.org/pdf/2699.00069v1"),
        ("doi", "https://doi.org/10.9999/synthetic.69"),
        ("doi", "https://doi.org/10.9999/synthetic.69b"),
    ]
    assert entry.findtext("x:comment", "", ATOM) == "8 pages, 2 invented figures"


def test_modern_text_is_unwrapped_and_unicode(server: StandIn) -> None:
    reply = fetch(server.api_url, id_list="2699.00065,2699.00068")

    assert field(reply, "a:title") == [
        "Synthetic record 65 with TeX: $\u03b1$ and étale",
        "Synthetic record 68 with a title that was wrapped over two lines",
    ]
    assert field(reply, "a:summary")[0] == (
        "  Invented text with $π_0$ and wrapped lines, as old answers had them.\n"
        "  A second paragraph follows an indented line."
    )
    assert field(reply, "a:author/a:name")[0] == "Péter Fictive"


def test_legacy_text_is_wrapped_and_keeps_its_tex(server: StandIn) -> None:
    server.profile = Profile(rendering="legacy")
    reply = fetch(server.api_url, id_list="2699.00065,2699.00001")
    first, second = field(reply, "a:summary")

    assert first.startswith("  This is invented text number 1,")
    assert first.endswith("\n")
    assert max(map(len, first.split("\n"))) <= 79
    assert first.count("\n") > 2
    assert "$\\pi_0$" in second


def test_legacy_layout_is_the_old_feed(server: StandIn) -> None:
    server.profile = Profile(layout="legacy-2025")
    reply = fetch(server.api_url, search_query="diffusion AND NOT survey", max_results=2)
    refused = fetch(server.api_url, id_list="abc")

    assert reply.body.startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    )
    assert reply.text("a:title").startswith(
        "ArXiv Query: search_query=diffusion AND NOT survey&id_list=&start=0"
    )
    assert reply.text("a:updated") == "2026-01-01T00:00:00-05:00"
    assert len(ids(reply)) == 2
    assert (refused.status, refused.text("a:entry/a:summary")) == (400, "incorrect id format for abc")


def test_feed_link_is_encoded_as_the_server_does(server: StandIn) -> None:
    reply = fetch(server.api_url, search_query='submittedDate:[2025 TO 2025] AND (ti:"a b" OR cat:cs.RO)')
    link = reply.tree.find("a:link", ATOM)

    assert link is not None
    assert link.get("href") == (
        "https://arxiv.org/api/query?search_query=submittedDate:%22202501010000+TO+202512312359%22+AND+"
        "(ti:%22a+b%22+OR+cat:cs.RO)&start=0&max_results=10&id_list="
    )


def test_same_corpus_clock_and_request_give_the_same_bytes() -> None:
    bodies = []
    for _ in range(2):
        with StandIn(RECORDS, now=NOW) as server:
            bodies.append(fetch(server.api_url, search_query="all:robot", max_results=50).body)

    assert bodies[0] == bodies[1]


def client_for(server: StandIn) -> arxiv.Client:
    client = arxiv.Client(page_size=20, delay_seconds=0.001, num_retries=0)
    client.query_url_format = f"{server.api_url}?{{}}"
    return client


@pytest.mark.parametrize("layout", ["modern", "legacy-2025"])
def test_arxiv_package_reads_every_record_without_a_warning(
    server: StandIn, layout: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.profile = Profile(layout=layout)
    search = arxiv.Search(ALL, max_results=None, sort_by=arxiv.SortCriterion.SubmittedDate)
    with caplog.at_level(logging.WARNING, logger="arxiv"):
        results = list(client_for(server).results(search))

    assert caplog.records == []
    assert sorted(result.get_short_id().rpartition("v")[0] for result in results) == sorted(
        str(raw["id"]) for raw in RECORDS
    )


def test_arxiv_package_reads_the_odd_fields_right(server: StandIn) -> None:
    wanted = ["2699.00064", "2699.00066", "2699.00067", "2699.00074", "cs/9912999"]
    results: dict[str, Any] = {
        result.get_short_id(): result for result in client_for(server).results(arxiv.Search(id_list=wanted))
    }

    assert results["2699.00067v1"].title == "0"
    assert [author.name for author in results["2699.00064v1"].authors][2] == "Łukasz Fictive"
    assert results["2699.00066v1"].authors[0].affiliation == ["Imaginary Institute"]
    assert results["2699.00074v1"].title == 'Synthetic record 74 with <markup> & "quotes"'
    assert results["cs/9912999v1"].pdf_url == "https://arxiv.org/pdf/cs/9912999v1"
