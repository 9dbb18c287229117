"""The answers of ``fetch`` and ``status`` in both languages; their JSON is in English."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from vlagraph.core.papers.reports import (
    KEY_PAPERS,
    FailedTopics,
    PaperChange,
    PlannedPart,
    PlannedRequest,
    Preview,
    Report,
    TopicReport,
)
from vlagraph.errors import BadAnswerError, ForbiddenError, RefusedError
from vlagraph.formats import formats_of, write
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.fetch import fetch_remarks
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.errors import SourceError
    from vlagraph.words import Lang

WHY = Message("source.refused", {"host": "export.arxiv.org", "status": 429})
REPORT = Report(
    ok=False,
    source="api",
    requests=1,
    cached=0,
    papers=2,
    totals={"new": 1, "updated": 1},
    topics=(TopicReport(topic="vla", papers=2, age_days=1.5, failure=WHY, new=1, updated=1),),
    changes=(
        PaperChange(id="2501.00001", title="New", kind="new"),
        PaperChange(
            id="2501.00002",
            title="Old",
            kind="updated",
            what=(
                Message("change.version_from", {"before": 1, "after": 2}),
                Message("change.title"),
            ),
        ),
    ),
    failures=(FailedTopics(("a", "b", "c", "d", KEY_PAPERS), WHY),),
    notes=(Message("fetch.missing", {"ids": "2501.99999"}),),
)


def _lines(kind: str, value: object, lang: Lang) -> list[str]:
    blocks = write(kind, "text", value, lang)
    assert not isinstance(blocks, str | bytes | Json)
    return [block.text for block in blocks if isinstance(block, Line)]


def _table(kind: str, value: object) -> Table:
    return next(block for block in write(kind, "text", value, "en") if isinstance(block, Table))


def test_every_answer_has_a_text_and_a_document() -> None:
    assert [formats_of(kind) for kind in ("fetch", "fetch_preview", "status")] == [("text", "json")] * 3


def test_a_report_lists_what_changed_and_counts_in_the_reader_s_language() -> None:
    assert _lines("fetch", REPORT, "en") == [
        "updated: 2501.00002 Old (version 1 -> 2, title)",
        "2 papers stored; 1 new, 1 updated; 1 request.",
    ]
    assert _lines("fetch", REPORT, "ko") == [
        "갱신: 2501.00002 Old (버전 1 -> 2, 제목)",
        "논문 2편 저장됨, 새 논문 1편, 갱신 1편, 요청 1회.",
    ]


def test_remarks_name_notes_failures_and_the_next_step() -> None:
    notes, failed, last = fetch_remarks(REPORT, "en")

    assert notes == "arXiv has no 2501.99999"
    assert failed.startswith("failed: 4 topics and the key papers: export.arxiv.org refuses for now (429,")
    assert last.startswith("not everything was fetched. What was stored is kept (up to 1.5 days old);")
    assert not any(text.isascii() for text in fetch_remarks(REPORT, "ko"))


@pytest.mark.parametrize(
    ("why", "at_once"),
    [
        (ForbiddenError("source.denied", host="arxiv.example"), False),
        (RefusedError("source.refused", host="arxiv.example", status=429), False),
        (RefusedError("source.come_back_then", host="arxiv.example", wait="a", longest="b"), False),
        (BadAnswerError("source.circle", host="arxiv.example"), True),
    ],
)
def test_a_run_at_once_is_not_advised_beside_a_later_one(why: SourceError, *, at_once: bool) -> None:
    report = replace(REPORT, failures=(FailedTopics(("vla",), why.message),))

    assert fetch_remarks(report, "en")[-1].endswith("run the command again to go on.") == at_once
    assert fetch_remarks(report, "ko")[-1].endswith("명령을 다시 실행하면 이어서 수집합니다.") == at_once


def test_the_document_holds_english_texts_whatever_the_language() -> None:
    written = write("fetch", "json", REPORT, "ko")

    assert isinstance(written, Json)
    assert isinstance(written.value, dict)
    assert written.value["notes"] == ["arXiv has no 2501.99999"]
    assert written.value["changes"][1]["what"] == ["version 1 -> 2", "title"]
    assert list(written.value)[:6] == ["ok", "source", "requests", "cached", "papers", "totals"]


URL = "http://x/" + "a" * 200
LISTING = PlannedPart(
    Message("fetch.listing"),
    1,
    28,
    topics=("a", "b", "c", "d"),
    first="2025-01-01",
    last="2026-01-01",
    open=True,
)
KEYS = PlannedPart(Message("fetch.key_papers_by_id"), 2, 2, papers=107)
REQUEST = PlannedRequest(Message("fetch.by_id", {"count": 1}), URL)


def _preview(*parts: PlannedPart, every: int = 4) -> Preview:
    least, most = sum(part.least for part in parts), sum(part.most for part in parts)
    return Preview((REQUEST,), least, most, (0.1 * least, 0.1 * most), parts, every, 3.0)


def test_a_preview_says_windows_and_counts_first_and_addresses_when_asked() -> None:
    preview = _preview(KEYS, LISTING)
    table = _table("fetch_preview", preview)
    last = _lines("fetch_preview", preview, "en")[-1]

    assert table.rows == [
        ("key papers, by id", "107 papers", "", "2"),
        ("submitted papers", "all 4 topics", "2025-01-01 to 2026-01-01", "1-28"),
    ]
    assert last.startswith("3-30 requests, about 0.3-3.0 minutes at one every 3 s. Nothing was asked;")
    assert last.endswith("and the fetch says so.")
    assert "x/a" not in last
    assert _lines("fetch_addresses", preview, "en")[1:] == [
        "submitted papers: a, b, c, d",
        "1 paper by id",
        f"{URL[:160]}… (209 characters; --format json has it whole)",
    ]


def test_a_preview_is_exact_where_ids_alone_are_asked_and_names_few_topics() -> None:
    few = replace(LISTING, topics=("a", "b"), last="")
    table = next(
        block for block in write("fetch_preview", "text", _preview(few), "en") if isinstance(block, Table)
    )

    assert _lines("fetch_preview", _preview(KEYS), "en") == [
        "2 requests, about 0.2 minutes at one every 3 s. Nothing was asked; --verbose shows the addresses."
    ]
    assert table.rows == [("submitted papers", "a, b", "from 2025-01-01", "1-28")]
    assert _lines("fetch_preview", _preview(), "en")[0].startswith("Nothing is due")


def test_the_document_of_a_preview_has_every_topic_and_the_whole_address() -> None:
    written = write("fetch_preview", "json", _preview(LISTING), "ko")

    assert isinstance(written, Json)
    assert written.value == {
        "windows": [
            {
                "what": "submitted papers",
                "papers": None,
                "topics": ["a", "b", "c", "d"],
                "first": "2025-01-01",
                "last": "2026-01-01",
                "least": 1,
                "most": 28,
                "open": True,
            }
        ],
        "requests": [{"purpose": "1 paper by id", "url": URL}],
        "least": 1,
        "most": 28,
        "minutes": [0.1, 2.8000000000000003],
    }


def _told(*, ok: bool, requests: int, topics: int = 3) -> list[str]:
    rows = tuple(TopicReport(topic=f"t{number}", papers=5, age_days=2.0) for number in range(topics))
    return _lines(
        "fetch", replace(REPORT, ok=ok, requests=requests, totals={}, topics=rows, changes=()), "en"
    )


def test_topics_without_a_paper_are_one_line_that_says_how_many() -> None:
    assert _told(ok=True, requests=1)[0] == "3 topics: no paper of theirs came (up to 2 days old)."
    assert _told(ok=True, requests=1, topics=1)[0] == "1 topic: no paper of it came (up to 2 days old)."
    some = replace(REPORT, topics=(*REPORT.topics, TopicReport(topic="hri", papers=0)))
    table = _table("fetch", some)

    assert [row[0] for row in table.rows] == ["vla"]
    assert _lines("fetch", some, "en")[0] == "1 more topic: no paper of it came (never fetched before)."


def test_a_failure_is_never_nothing_to_do() -> None:
    assert _told(ok=False, requests=3)[-1] == "2 papers stored; nothing came; 3 requests."
    assert _told(ok=True, requests=3)[-1] == "2 papers stored; nothing new; 3 requests."
    assert _told(ok=True, requests=0)[-1] == "2 papers stored; nothing was due; 0 requests."


def test_a_table_has_a_header_for_every_column() -> None:
    table = next(block for block in write("fetch", "text", REPORT, "ko") if isinstance(block, Table))

    assert len(table.headers) == len(table.rows[0]) == 7
