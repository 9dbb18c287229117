"""The answers of ``fetch`` and ``status`` in both languages; their JSON is in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.reports import (
    KEY_PAPERS,
    FailedTopics,
    PaperChange,
    PlannedRequest,
    Preview,
    Report,
    TopicReport,
)
from vlagraph.formats import formats_of, write
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.fetch import fetch_remarks
from vlagraph.words import Message

if TYPE_CHECKING:
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


def test_the_document_holds_english_texts_whatever_the_language() -> None:
    written = write("fetch", "json", REPORT, "ko")

    assert isinstance(written, Json)
    assert isinstance(written.value, dict)
    assert written.value["notes"] == ["arXiv has no 2501.99999"]
    assert written.value["changes"][1]["what"] == ["version 1 -> 2", "title"]
    assert list(written.value)[:6] == ["ok", "source", "requests", "cached", "papers", "totals"]


def test_a_long_address_is_cut_on_the_terminal_and_whole_in_the_document() -> None:
    url = "http://x/" + "a" * 200
    preview = Preview((PlannedRequest(Message("fetch.by_id", {"count": 1}), url),), 1, 2, (0.1, 0.2))
    written = write("fetch_preview", "json", preview, "en")

    assert _lines("fetch_preview", preview, "en") == [
        "1 paper by id",
        f"{url[:160]}… (209 characters; --format json has it whole)",
        "1 to about 2 requests, 0.1 to 0.2 minutes. Nothing was asked.",
    ]
    assert isinstance(written, Json)
    assert isinstance(written.value, dict)
    assert written.value["requests"] == [{"purpose": "1 paper by id", "url": url}]


def test_a_table_has_a_header_for_every_column() -> None:
    table = next(block for block in write("fetch", "text", REPORT, "ko") if isinstance(block, Table))

    assert len(table.headers) == len(table.rows[0]) == 7
