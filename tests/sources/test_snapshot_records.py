"""Records of the snapshot as papers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.sources.snapshot.records import fault_of_line, paper_of_line, read_line, submitted_on
from vlagraph.words import Message


def record_of(created: str) -> bytes:
    line = {
        "id": "2611.00001",
        "title": "A title",
        "authors": "Ann Lee",
        "abstract": "An abstract.",
        "categories": "cs.RO",
        "versions": [{"version": "v1", "created": created}],
    }
    return json.dumps(line).encode()


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - hypothesis draws naive ones
def test_the_time_of_a_version_is_read_to_the_second(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    paper = paper_of_line(read_line(record_of(f"{moment:%a}, {moment.day} {moment:%b %Y %H:%M:%S} GMT")))

    assert paper.published == f"{moment:%Y-%m-%dT%H:%M:%S}Z"


@pytest.mark.parametrize(
    "created",
    [
        "Mon, 31 Feb 2026 10:00:00 GMT",
        "Mon, 2 Feb 2026 25:00:00 GMT",
        "Mon, 2 Feb 2026 10:60:00 GMT",
        "Mon, 2 Feb 2026 10:00:60 GMT",
        "Mon, 0 Feb 2026 10:00:00 GMT",
        "Mon, 2 Foo 2026 10:00:00 GMT",
        "2026-02-30",
        "2026-W01-1",
        " 20260102 ",
        "1899-12-31",
        "9999-12-31",
        "Mon, 2 Apr 0001 10:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 2 Feb 2026 24:00:00 GMT",
    ],
)
def test_a_time_that_is_none_is_a_fault(created: str) -> None:
    record = read_line(record_of(created))

    assert submitted_on(record) == ""
    with pytest.raises(ValueError, match=r"."):
        paper_of_line(record)


def test_the_colon_after_a_team_in_a_snapshot_is_no_author() -> None:
    line = {
        "id": "2611.00001",
        "title": "A title",
        "authors": "Example Robots, :, Ann Lee and others",
        "abstract": "An abstract.",
        "categories": "cs.RO",
        "versions": [{"version": "v1", "created": "Mon, 2 Nov 2026 19:18:42 GMT"}],
    }

    paper = paper_of_line(read_line(json.dumps(line).encode()))

    assert (paper.authors, paper.teams) == (("Example Robots", "Ann Lee"), ("Example Robots",))
    assert not paper.authors_complete


def test_categories_are_stored_without_characters_that_are_not_seen() -> None:
    line = json.loads(record_of("2026-02-02")) | {"categories": "cs.R\u200bO \u001b cs.LG\u202e cs.RO"}

    paper = paper_of_line(read_line(json.dumps(line).encode()))

    assert (paper.primary_category, paper.categories) == ("cs.RO", ("cs.RO", "cs.LG"))


def test_a_record_whose_categories_nobody_sees_has_none() -> None:
    line = json.loads(record_of("2026-02-02")) | {"categories": "\u200b"}

    assert fault_of_line(read_line(json.dumps(line).encode())) == Message("defect.no_categories")


def test_a_doi_is_stored_without_characters_that_are_not_seen() -> None:
    line = json.loads(record_of("2026-02-02")) | {"doi": "10.1/a\u202e\u001b 10.1/b\u200b\n10.1/a"}

    assert paper_of_line(read_line(json.dumps(line).encode())).doi == ("10.1/a", "10.1/b")
