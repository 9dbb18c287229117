"""Answers of OAI-PMH: what is read, what is said of a record that lacks something, and what is refused."""

from __future__ import annotations

import re

import pytest

from vlagraph.errors import BadAnswerError
from vlagraph.sources.oai_records import TokenError, read_records
from vlagraph.words import render

FIELDS = {
    "id": "2601.00001",
    "title": "A title",
    "authors": "Ada Lovelace",
    "abstract": "We study it.",
    "categories": "cs.RO",
}
VERSION = '<version version="v1"><date>Thu, 01 Jan 2026 10:00:00 GMT</date></version>'


def _record(*, version: str = VERSION, status: str = "", **fields: str) -> str:
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in {**FIELDS, **fields}.items() if text)
    metadata = f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">{inner}{version}</arXivRaw>'
    head = f"<header{status}><datestamp>2026-01-02</datestamp></header>"
    return f"<record>{head}<metadata>{metadata}</metadata></record>"


def _answer(inner: str) -> bytes:
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inner}</OAI-PMH>'.encode()


def _listed(*records: str) -> bytes:
    return _answer(f"<ListRecords>{''.join(records)}<resumptionToken> next </resumptionToken></ListRecords>")


def test_a_page_gives_its_papers_its_newest_day_and_the_token_of_the_next() -> None:
    page = read_records(_listed(_record(authors="A. Bee, C. Dee, Jr.")), fetched="2026-01-03T00:00:00Z")

    assert [(paper.id, paper.authors, paper.version) for paper in page.papers] == [
        ("2601.00001", ("A. Bee", "C. Dee, Jr."), 1)
    ]
    assert (page.last_day, page.token, page.defects) == ("2026-01-02", "next", ())


def test_a_deleted_record_is_neither_a_paper_nor_a_defect() -> None:
    page = read_records(_listed(_record(status=' status="deleted"')), fetched="")

    assert (page.papers, page.defects) == ((), ())


@pytest.mark.parametrize("name", FIELDS)
def test_a_record_without_a_needed_field_is_a_defect_and_costs_no_other_paper(name: str) -> None:
    page = read_records(_listed(_record(**{name: ""}), _record(id="2601.00002")), fetched="")

    assert [paper.id for paper in page.papers] == ["2601.00002"]
    assert [(one.id, one.what.key) for one in page.defects] == [
        ("" if name == "id" else "2601.00001", f"defect.no_{name}")
    ]


@pytest.mark.parametrize(
    ("version", "key", "reason"),
    [
        ("", "defect.no_versions", None),
        ('<version version="vx"><date>today</date></version>', "defect.odd_version", "vx"),
        ('<version version="v-1"><date>today</date></version>', "defect.odd_version", "v-1"),
        ('<version version="v1"><date>today</date></version>', "defect.odd_date", "today"),
        ('<version version="v1"/>', "defect.odd_date", ""),
    ],
)
def test_a_record_with_unusable_versions_is_a_defect_that_says_which(
    version: str, key: str, reason: str | None
) -> None:
    page = read_records(_listed(_record(version=version)), fetched="")

    assert page.papers == ()
    assert [(one.id, one.what.key, one.what.values.get("reason")) for one in page.defects] == [
        ("2601.00001", key, reason)
    ]


def test_a_record_of_an_id_that_is_none_is_a_defect() -> None:
    page = read_records(_listed(_record(id="26.1")), fetched="")

    assert [(one.id, one.what.key) for one in page.defects] == [("26.1", "defect.odd_id")]


@pytest.mark.parametrize(
    "body", [_answer('<error code="badArgument"/>'), _listed(_record())[:-20], b"rate", b"<a>&nbsp;</a>"]
)
def test_what_is_wrong_with_an_answer_is_told_in_the_language_of_the_reader(body: bytes) -> None:
    with pytest.raises(BadAnswerError) as caught:
        read_records(body, fetched="")

    words = re.sub("OAI-PMH|XML|arXiv|badArgument", "", str(render(caught.value.message, "ko")))
    assert not re.search("[A-Za-z]", words)


def test_a_record_without_metadata_is_a_defect() -> None:
    page = read_records(_listed("<record><header/></record>"), fetched="")

    assert [one.what.key for one in page.defects] == ["defect.no_metadata"]


@pytest.mark.parametrize("code", ["noRecordsMatch", "idDoesNotExist"])
def test_a_server_that_has_nothing_answers_with_no_paper(code: str) -> None:
    assert read_records(_answer(f'<error code="{code}">none</error>'), fetched="").papers == ()


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (_answer('<error code="badArgument">no such set</error>'), "source.oai_error"),
        (_answer("<Identify/>"), "source.oai_no_list"),
        (_answer("<ListRecords/>"), "source.oai_empty"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "source.oai_document_type"),
        (_listed(_record())[:-20], "source.oai_not_well_formed"),
        (b"<html/>", "source.not_oai"),
    ],
)
def test_what_is_no_list_of_records_is_refused_with_its_reason(body: bytes, key: str) -> None:
    with pytest.raises(BadAnswerError) as caught:
        read_records(body, fetched="")

    assert caught.value.message.key == key


def test_a_refused_token_is_an_error_of_its_own_so_that_the_walk_can_go_on() -> None:
    with pytest.raises(TokenError):
        read_records(_answer('<error code="badResumptionToken">expired</error>'), fetched="")


def test_an_author_without_a_letter_as_after_the_name_of_a_group_is_none() -> None:
    page = read_records(_listed(_record(authors="NVIDIA, :, Mayank Mittal")), fetched="")

    assert [(paper.authors, paper.teams) for paper in page.papers] == [
        (("NVIDIA", "Mayank Mittal"), ("NVIDIA",))
    ]


def test_a_doi_is_stored_without_characters_that_are_not_seen() -> None:
    [paper] = read_records(_listed(_record(doi="10.1/a\u202e 10.1/b\u200b\n10.1/a")), fetched="").papers

    assert paper.doi == ("10.1/a", "10.1/b")
