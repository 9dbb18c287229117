"""What the stand-in accepts and refuses: parameters, methods, paths, windows, headers."""

from __future__ import annotations

import gzip
import http.client
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.standin import Profile, StandIn
from tests.standin.probe import AGENT, fetch, ids
from tests.standin.small_corpus import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORS = "https://arxiv.org/api/errors"
SORT = "https://arxiv.org/help/api/user-manual#sort"


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now="2026-01-01T12:00:00Z", scale=1000) as stand_in:
        yield stand_in


REFUSED: list[tuple[dict[str, str], str, str]] = [
    ({"id_list": "abc"}, "incorrect id format for abc", f"{ERRORS}#incorrect_id_format_for_abc"),
    ({"id_list": "2699.00001,"}, "incorrect id format for ", f"{ERRORS}#incorrect_id_format_for_"),
    ({"id_list": "foo/9901001"}, "incorrect id format for foo/9901001",
     f"{ERRORS}#incorrect_id_format_for_foo/9901001"),
    ({"search_query": "a", "max_results": "ten"}, "max_results must be an integer",
     f"{ERRORS}#max_results_must_be_an_integer"),
    ({"search_query": "a", "max_results": "-1"}, "max_results must be non-negative",
     f"{ERRORS}#max_results_must_be_non-negative"),
    ({"search_query": "a", "start": "x"}, "start must be an integer",
     f"{ERRORS}#start_must_be_an_integer"),
    ({"search_query": "a", "start": "-5"}, "start must be non-negative",
     f"{ERRORS}#start_must_be_non-negative"),
    ({"search_query": "a", "sortBy": "date"},
     "sortBy must be in: relevance, lastUpdatedDate, submittedDate", SORT),
    ({"search_query": "a", "sortOrder": "up"}, "sortOrder must be in: ascending, descending", SORT),
    ({"search_query": "(ti:a"}, "Invalid query string: '(ti:a'", ERRORS),
    ({"search_query": "a AND"}, "Invalid query string: 'all:a AND'", ERRORS),
    ({}, "Either a search_query or id_list must be specified for the classic API.", ERRORS),
    ({"search_query": "ti:"}, "Either a search_query or id_list must be specified for the classic API.",
     ERRORS),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "message", "link"), REFUSED)
def test_bad_request_gets_an_error_entry(
    server: StandIn, parameters: dict[str, str], message: str, link: str
) -> None:
    reply = fetch(server.api_url, parameters)

    assert (reply.status, reply.headers["content-type"]) == (400, "application/atom+xml; charset=utf-8")
    assert reply.text("a:entry/a:title") == "Error"
    assert reply.text("a:entry/a:summary") == message
    assert reply.text("a:entry/a:id") == link
    assert reply.text("a:entry/a:author/a:name") == "arXiv api core"
    assert reply.text("o:totalResults") == "1"
    assert reply.tree.find(".//{http://www.w3.org/2005/Atom}published") is None


def test_faults_of_a_request_are_named_in_the_servers_order(server: StandIn) -> None:
    wrong = dict.fromkeys(("max_results", "start", "sortBy", "sortOrder"), "x")
    wrong |= {"id_list": "abc", "search_query": "(a"}
    seen = []
    repairs = {
        "id_list": "",
        "max_results": "5",
        "start": "0",
        "sortBy": "relevance",
        "sortOrder": "ascending",
    }
    for name, value in [*repairs.items(), ("search_query", "")]:
        seen.append(fetch(server.api_url, wrong).text("a:entry/a:summary").split(" ")[0])
        wrong[name] = value
    seen.append(fetch(server.api_url, wrong).text("a:entry/a:summary").split(" ")[0])

    assert seen == ["incorrect", "max_results", "start", "sortBy", "sortOrder", "Invalid", "Either"]


@pytest.mark.parametrize(
    ("start", "size", "status"),
    [
        (0, 0, 500),
        (0, 10_000, 200),
        (0, 10_001, 500),
        (9_990, 10, 200),
        (9_991, 10, 500),
        (10_000, 1, 500),
        (9_999, 1, 200),
        (5_000, 3_000, 200),
        (8_000, 2_000, 200),
        (6_700, 3_300, 200),
        (6_000, 3_500, 500),
    ],
)
def test_window_of_ten_thousand_is_the_observed_one(
    server: StandIn, start: int, size: int, status: int
) -> None:
    reply = fetch(server.api_url, search_query="ti:synthetic", start=start, max_results=size)

    assert reply.status == status


def test_manual_window_cuts_slices_and_refuses_beyond_thirty_thousand() -> None:
    records = [{**RECORDS[0], "id": f"2698.{number:05d}"} for number in range(2_100)]
    with StandIn(records, scale=1000, profile=Profile(window="manual")) as server:
        cut = fetch(server.api_url, search_query="ti:synthetic", max_results=2_050)
        far = fetch(server.api_url, search_query="ti:synthetic", start=25_000, max_results=2_000)
        refused = fetch(server.api_url, search_query="ti:synthetic", max_results=30_001)

    assert (len(ids(cut)), cut.text("o:itemsPerPage")) == (2_000, "2050")
    assert (far.status, ids(far), far.text("o:totalResults")) == (200, [], "2100")
    assert refused.status == 400


def test_defaults_are_ten_by_relevance(server: StandIn) -> None:
    reply = fetch(server.api_url, search_query="ti:synthetic")

    assert len(ids(reply)) == 10
    assert (reply.text("o:itemsPerPage"), reply.text("o:startIndex")) == ("10", "0")


def test_first_value_of_a_repeated_parameter_wins_and_unknown_ones_are_ignored(server: StandIn) -> None:
    reply = fetch(f"{server.api_url}?id_list=2699.00001&id_list=2699.00002&colour=red")

    assert ids(reply) == ["2699.00001v1"]


def test_id_list_takes_literal_ids_only(server: StandIn) -> None:
    asked = "2699.00001, 2699.00002,arXiv:2699.00003,2699.00060v2,2699.00061v9,2600.00001,cs/9912999"
    reply = fetch(server.api_url, id_list=asked)

    assert ids(reply) == ["2699.00001v1", "2699.00060v2", "cs/9912999v1"]
    assert reply.text("o:totalResults") == "3"


def test_search_query_and_id_list_intersect(server: StandIn) -> None:
    reply = fetch(server.api_url, search_query="ti:diffusion", id_list="2699.00001,2699.00007,2699.00014")

    assert ids(reply) == ["2699.00007v1", "2699.00014v1"]


def test_raw_query_is_not_rewritten(server: StandIn) -> None:
    strict = fetch(server.api_url, search_query="ti:diffusion", raw=1)
    loose = fetch(server.api_url, search_query="diffusion", raw=1)

    assert "search_query=ti:diffusion&" in strict.text("a:title")
    assert (loose.status, loose.text("a:entry/a:summary")) == (400, "Invalid query string: 'diffusion'")


@pytest.mark.parametrize("kind", [None, "application/x-www-form-urlencoded"])
def test_post_is_read_as_a_form_with_or_without_content_type(server: StandIn, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    reply = fetch(server.api_url, method="POST", body="id_list=2699.00004&max_results=1", headers=headers)

    assert ids(reply) == ["2699.00004v1"]


def test_other_methods_and_paths_get_error_entries(server: StandIn) -> None:
    put = fetch(server.api_url, method="PUT", body="", search_query="a")
    lost = fetch(f"{server.api_url}/search_query", max_results=1)

    assert (put.status, put.text("a:entry/a:title")) == (405, "Error")
    assert (lost.status, lost.text("a:entry/a:title")) == (404, "Error")


def test_http_address_redirects_to_the_real_one(server: StandIn) -> None:
    reply = fetch(server.http_url, search_query="all:x")

    assert (reply.status, reply.headers["location"]) == (301, f"{server.api_url}?search_query=all%3Ax")


def test_answers_carry_no_cache_headers_and_keep_the_connection(server: StandIn) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.api_url).netloc, timeout=60)
    headers = []
    for start in (0, 10):
        connection.request("GET", f"/api/query?search_query=a&start={start}", headers={"User-Agent": AGENT})
        answer = connection.getresponse()
        answer.read()
        headers.append({name.lower() for name in answer.headers})
    connection.close()

    assert headers[0] == headers[1] == {"date", "content-type", "content-length"}


def test_gzip_is_used_when_asked_for_and_switched_on(server: StandIn) -> None:
    asking = {"Accept-Encoding": "gzip, deflate"}
    plain = fetch(server.api_url, search_query="ti:synthetic")
    zipped = fetch(server.api_url, search_query="ti:synthetic", headers=asking)
    with StandIn(RECORDS, now="2026-01-01T12:00:00Z", profile=Profile(gzip=False)) as other:
        unzipped = fetch(other.api_url, search_query="ti:synthetic", headers=asking)

    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body == unzipped.body


def test_profile_refuses_unknown_switches() -> None:
    with pytest.raises(ValueError, match="layout must be one of"):
        Profile(layout="modern-ish")
