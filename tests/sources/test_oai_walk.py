"""Walks by OAI-PMH: what is asked after what, where an answer is not what was asked for or cannot be."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from vlagraph.errors import BadAnswerError
from vlagraph.sources.arxiv_oai import ArxivOai
from vlagraph.sources.oai_records import read_records
from vlagraph.sources.source import Access, Search, Window

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = "2026-01-10T00:00:00Z"
WINDOW = Window(search=Search(categories=("cs.RO",)), first="2026-01-01T00:00:00Z")
EXPIRED = '<error code="badResumptionToken">expired</error>'


def _record(paper: str, day: str, date: str = "Thu, 01 Jan 2026 10:00:00 GMT") -> str:
    return (
        f"<record><header><datestamp>{day}</datestamp></header><metadata>"
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{paper}</id><title>T</title><authors>A</authors>'
        f"<abstract>X</abstract><categories>cs.RO</categories>"
        f'<version version="v1"><date>{date}</date></version></arXivRaw></metadata></record>'
    )


def _page(*records: str, token: str = "", verb: str = "ListRecords") -> str:
    return f"<{verb}>{''.join(records)}<resumptionToken>{token}</resumptionToken></{verb}>"


def _answer(inner: str) -> bytes:
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inner}</OAI-PMH>'.encode()


@dataclass
class _Server:
    """Answers what ``answer`` says to a token, or to a first day or an id, and keeps what was asked."""

    answer: Callable[[str], str]
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, check: Callable[[bytes], None]) -> bytes:
        arguments = dict(parse_qsl(urlsplit(url).query))
        what = arguments.get("resumptionToken") or arguments.get("from") or arguments["identifier"]
        self.asked.append(what)
        assert len(self.asked) < 50
        body = _answer(self.answer(what))
        check(body)
        return body


@dataclass
class _Pages:
    kept: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, page: bytes) -> None:
        self.kept[key] = page


def _source(server: _Server, pages: _Pages | None = None) -> ArxivOai:
    polite: Any = server
    return ArxivOai(Access(polite, pages or _Pages(), NOW), "http://127.0.0.1:1/oai")


def _ids(source: ArxivOai) -> list[str]:
    return [paper.id for batch in source.listing(WINDOW) for paper in batch.papers]


@pytest.mark.parametrize("way", [{"a": "a"}, {"a": "b", "b": "a"}])
def test_tokens_that_lead_in_a_circle_end_in_an_error_and_not_as_if_all_had_come(way: dict[str, str]) -> None:
    pages = _Pages()
    server = _Server(lambda what: _page(_record("2601.00001", "2026-01-02"), token=way.get(what, "a")))

    for _ in range(2):
        with pytest.raises(BadAnswerError, match="repeats"):
            _ids(_source(server, pages))
    assert server.asked.count(list(way)[-1]) == 2


def test_the_page_that_gave_an_expired_token_is_not_taken_from_the_pages_of_the_day() -> None:
    pages = _Pages()
    tokens = iter(["old", "new"])

    def answer(what: str) -> str:
        if what == "2026-01-01":
            return _page(_record("2601.00001", "2026-01-01"), token=next(tokens))
        return EXPIRED if what == "old" else _page(_record("2601.00002", "2026-01-02"))

    server = _Server(answer)

    assert _ids(_source(server, pages)) == ["2601.00001", "2601.00001", "2601.00002"]
    assert server.asked == ["2026-01-01", "old", "2026-01-01", "new"]


@pytest.mark.parametrize("day", ["2026-13-45", "soon", "9999-12-31", ""])
def test_a_datestamp_that_cannot_be_is_no_day_to_go_on_from(day: str) -> None:
    server = _Server(
        lambda what: (
            _page(_record("2601.00001", "2026-01-02"), _record("2601.00002", day), token="a")
            if what != "a"
            else _page(_record("2601.00003", "2026-01-03"))
        )
    )
    batches = list(_source(server).listing(WINDOW))

    assert [list(batch.marks.values()) for batch in batches] == [["2026-01-02"], ["2026-01-03"], []]


@pytest.mark.parametrize("mark", ["soon", "9999-12-31"])
def test_a_mark_that_is_no_day_to_go_on_from_is_not_used(mark: str) -> None:
    server = _Server(lambda _: _page(_record("2601.00001", "2026-01-02")))
    window = Window(search=WINDOW.search, first=WINDOW.first, marks={"oai cs:cs:RO 2026-01-01": mark})

    assert [len(batch.papers) for batch in _source(server).listing(window)] == [1, 0]
    assert server.asked == ["2026-01-01"]


def test_a_record_that_was_not_asked_for_is_refused() -> None:
    pages = _Pages()
    server = _Server(lambda _: _page(_record("2601.00002", "2026-01-02"), verb="GetRecord"))

    with pytest.raises(BadAnswerError, match="was not asked for"):
        list(_source(server, pages).by_ids(["2601.00001"]))
    assert not pages.kept


@pytest.mark.parametrize("zone", ["GMT", "-0000", ""])
def test_a_date_without_a_zone_is_utc_wherever_it_is_read(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    try:
        record = _record("2601.00001", "2026-01-02", f"Thu, 01 Jan 2026 10:00:00 {zone}".strip())
        (paper,) = read_records(_answer(_page(record)), fetched=NOW).papers
    finally:
        monkeypatch.undo()
        time.tzset()

    assert paper.published == "2026-01-01T10:00:00Z"
