"""The OAI-PMH side of the stand-in."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

import pytest

from tests.standin import OAI_FAULT_ROWS, Fault, Profile, StandIn, Trigger
from tests.standin.probe import ATOM, fetch
from tests.standin.small_corpus import RECORDS, record

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator

    from tests.standin.probe import Reply

PREFIX = "oai:arXiv.org:"
SPACES = {**ATOM, "r": "http://arxiv.org/OAI/arXivRaw/", "v": "http://arxiv.org/OAI/arXiv/"}


@pytest.fixture
def server() -> Iterator[StandIn]:
    profile = Profile(oai_page_size=25, oai_identifier_page_size=40)
    with StandIn(RECORDS, now="2026-01-01T12:00:00Z", scale=200, profile=profile) as stand_in:
        yield stand_in


def ask(server: StandIn, verb: str, **arguments: str) -> Reply:
    """One request; `from_` stands for the argument `from`."""
    return fetch(
        server.oai_url, {"verb": verb, **{name.rstrip("_"): value for name, value in arguments.items()}}
    )


def identifiers(reply: Reply) -> list[str]:
    return [found.text or "" for found in reply.tree.iterfind(".//p:header/p:identifier", SPACES)]


def error(reply: Reply) -> str | None:
    found = reply.tree.find("p:error", SPACES)
    return None if found is None else found.get("code")


def token(reply: Reply) -> ET.Element | None:
    return reply.tree.find(".//p:resumptionToken", SPACES)


def harvest(server: StandIn, verb: str, **arguments: str) -> list[list[str]]:
    """The identifiers of every page."""
    reply = ask(server, verb, metadataPrefix="arXivRaw", **arguments)
    pages = [identifiers(reply)]
    while (element := token(reply)) is not None and element.text:
        reply = ask(server, verb, resumptionToken=element.text)
        pages.append(identifiers(reply))
    return pages


def test_identify_describes_the_repository(server: StandIn) -> None:
    reply = ask(server, "Identify")

    assert reply.headers["content-type"].startswith("text/xml")
    assert "surrogate-control" in reply.headers
    assert reply.text("p:responseDate") == "2026-01-01T12:00:00Z"
    assert reply.text("p:Identify/p:earliestDatestamp") == "2005-09-16"
    assert reply.text("p:Identify/p:granularity") == "YYYY-MM-DD"
    assert reply.text("p:Identify/p:deletedRecord") == "persistent"


def test_sets_are_listed_by_group_archive_and_class(server: StandIn) -> None:
    server.add(record(80, categories="hep-th cs.SY"))
    specs = [found.text for found in ask(server, "ListSets").tree.iterfind(".//p:setSpec", SPACES)]

    assert {"cs", "cs:cs", "cs:cs:RO", "cs:cs:SY", "eess:eess:SY", "physics", "physics:hep-th"} <= set(specs)


def test_formats_are_arxiv_and_arxivraw(server: StandIn) -> None:
    reply = ask(server, "ListMetadataFormats")

    assert [found.text for found in reply.tree.iterfind(".//p:metadataPrefix", SPACES)] == [
        "arXiv",
        "arXivRaw",
    ]


def test_raw_record_tells_every_version_to_the_second(server: StandIn) -> None:
    reply = ask(server, "GetRecord", metadataPrefix="arXivRaw", identifier=f"{PREFIX}2699.00060")
    versions = reply.tree.findall(".//r:version", SPACES)
    dates = [version.findtext("r:date", "", SPACES) for version in versions]

    assert [version.get("version") for version in versions] == ["v1", "v2", "v3"]
    assert dates[0].startswith("Sat, 01 Feb 2025 ")
    assert dates[0].endswith(" GMT")
    assert reply.tree.findtext(".//p:datestamp", "", SPACES) == "2025-10-01"
    assert reply.tree.findtext(".//r:title", "", SPACES) == "Synthetic record 60 about three versions"
    assert {element.get("verb") for element in reply.tree.iterfind("p:request", SPACES)} == {"GetRecord"}


def test_withdrawn_version_has_next_to_no_size(server: StandIn) -> None:
    reply = ask(server, "GetRecord", metadataPrefix="arXivRaw", identifier=f"{PREFIX}2699.00062")

    assert [size.text for size in reply.tree.iterfind(".//r:size", SPACES)][-1] == "0kb"


def test_arxiv_format_splits_names_and_has_affiliations(server: StandIn) -> None:
    reply = ask(server, "GetRecord", metadataPrefix="arXiv", identifier=f"{PREFIX}2699.00066")
    author = reply.tree.find(".//v:author", SPACES)

    assert author is not None
    assert [(part.tag.rpartition("}")[2], part.text) for part in author] == [
        ("keyname", "Affiliated"),
        ("forenames", "Gil"),
        ("affiliation", "Imaginary Institute"),
    ]


@pytest.mark.parametrize(("verb", "sizes"), [("ListRecords", [25, 25, 13]), ("ListIdentifiers", [40, 23])])
def test_pages_cover_every_record_once(server: StandIn, verb: str, sizes: list[int]) -> None:
    pages = harvest(server, verb)
    seen = [identifier for page in pages for identifier in page]

    assert [len(page) for page in pages] == sizes
    assert sorted(seen) == sorted(f"{PREFIX}{raw['id']}" for raw in RECORDS)


def test_token_is_the_request_encoded_and_expires_at_midnight(server: StandIn) -> None:
    element = token(ask(server, "ListRecords", metadataPrefix="arXivRaw", set="cs:cs:RO"))

    assert element is not None
    assert element.text is not None
    assert element.attrib == {"expires": "2026-01-02T00:00:00Z"}
    assert "set%3Dcs%253Acs%253ARO" in element.text
    assert unquote_plus(unquote_plus(element.text)).startswith(
        "verb=ListRecords&metadataPrefix=arXivRaw&set=cs:cs:RO"
    )


def test_last_page_ends_with_an_empty_token_and_a_single_page_has_none(server: StandIn) -> None:
    first = token(ask(server, "ListIdentifiers", metadataPrefix="arXivRaw"))
    assert first is not None
    assert first.text is not None
    last = token(ask(server, "ListIdentifiers", resumptionToken=first.text))

    assert last is not None
    assert last.text is None
    assert token(ask(server, "ListIdentifiers", metadataPrefix="arXivRaw", from_="2025-11-01")) is None


def test_dates_are_inclusive_and_follow_the_last_change(server: StandIn) -> None:
    server.revise("2699.00001", "cross_list")
    day = ask(server, "ListIdentifiers", metadataPrefix="arXivRaw", from_="2025-10-01", until="2025-10-01")
    today = ask(server, "ListIdentifiers", metadataPrefix="arXivRaw", from_="2026-01-01")

    assert identifiers(day) == [f"{PREFIX}2699.00060"]
    assert identifiers(today) == [f"{PREFIX}2699.00001"]


def test_clock_hides_what_is_to_come(server: StandIn) -> None:
    server.clock = "2025-05-01"
    reply = ask(server, "GetRecord", metadataPrefix="arXivRaw", identifier=f"{PREFIX}2699.00060")

    assert len(reply.tree.findall(".//r:version", SPACES)) == 1
    assert reply.tree.findtext(".//p:datestamp", "", SPACES) == "2025-02-01"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"verb": "Nonsense"}, "badVerb"),
        ({}, "badVerb"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "arXiv", "colour": "red"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "arXiv", "from": "2025"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "arXiv", "from": "2001-01-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "arXiv", "until": "2026-01-03"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "arXiv", "from": "2025-02-01", "until": "2025-01-01"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "arXiv", "from": "2025-12-31"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "arXiv", "set": "math"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "rubbish"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "verb%3DListSets%26skip%3D1"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "arXiv", "identifier": f"{PREFIX}2600.1"}, "idDoesNotExist"),
        ({"verb": "Identify", "set": "cs"}, "badArgument"),
    ],
)  # fmt: skip
def test_bad_request_gets_its_error_code(server: StandIn, arguments: dict[str, str], code: str) -> None:
    reply = fetch(server.oai_url, arguments)

    assert (reply.status, error(reply)) == (200, code)


def test_post_is_read_like_get(server: StandIn) -> None:
    reply = fetch(server.oai_url, method="POST", body="verb=Identify")

    assert reply.text("p:Identify/p:repositoryName") == "arXiv"


@pytest.mark.parametrize(("name", "variant"), OAI_FAULT_ROWS)
def test_oai_fault_looks_as_specified(server: StandIn, name: str, variant: str) -> None:
    clean = harvest(server, "ListIdentifiers")
    server.faults.add(Fault(name, variant, Trigger() if name != "unavailable503" else Trigger(service="oai")))
    first = ask(server, "ListIdentifiers", metadataPrefix="arXivRaw")
    if name == "unavailable503":
        assert (first.status, "retry-after" in first.headers) == (503, variant.endswith("retry_after"))
        return
    element = token(first)
    assert element is not None
    assert element.text is not None
    second = ask(server, "ListIdentifiers", resumptionToken=element.text)

    assert identifiers(first) == clean[0]
    if variant == "expired":
        assert error(second) == "badResumptionToken"
    else:
        overlap = {"repeated": [clean[0][-1], *clean[1]], "skipped": clean[1][1:]}
        assert identifiers(second) == overlap[variant]


def test_general_faults_work_on_oai_too(server: StandIn) -> None:
    server.faults.add(Fault("short_body", "close", Trigger(service="oai")))
    with pytest.raises(http.client.IncompleteRead):
        ask(server, "Identify")
    server.faults.add(Fault("garbage", "nul", Trigger(service="oai")))

    assert b"\x00" in ask(server, "Identify").body


def test_politeness_holds_over_both_services(server: StandIn) -> None:
    ask(server, "Identify")
    fetch(server.api_url, search_query="a")

    assert {violation.kind for violation in server.violations} == {"spacing_from_start", "spacing_from_end"}
