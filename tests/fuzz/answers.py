"""Readers of what comes over the network, from a terminal, a mail or an assistant."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.fuzz.target import Target
from tests.support.command_line import CHECKOUT
from vlagraph.agents.toolbox import Ran, ToolBox
from vlagraph.core.papers import ids
from vlagraph.core.papers.readable import readable, split_formulas
from vlagraph.core.papers.tex import wording
from vlagraph.core.text import one_line, printable, safe_lines, visible, visible_lines
from vlagraph.core.times import parse_day, parse_time, to_utc
from vlagraph.formats.atom import atom_time
from vlagraph.pipeline.adding import read_wanted
from vlagraph.pipeline.fetch.snapshot.tagging import _Reading
from vlagraph.sources.atom import error_message
from vlagraph.sources.backoff import retry_after
from vlagraph.sources.oai_records import read_records
from vlagraph.sources.query_api import Ask, QueryApi
from vlagraph.sources.settings import Settings, may_follow, settings_from
from vlagraph.sources.snapshot.archive import Archive
from vlagraph.sources.snapshot.lines import cut_blocks
from vlagraph.sources.source import Access

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["TARGETS"]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RECORDED = CHECKOUT / "tests" / "sources" / "recorded"
OAI = b"""<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-02T00:00:00Z</responseDate><ListRecords>
<record><header><identifier>oai:arXiv.org:2601.00001</identifier>
<datestamp>2026-01-02</datestamp><setSpec>cs</setSpec></header>
<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2601.00001</id><version version="v1">
<date>Thu, 01 Jan 2026 10:00:00 GMT</date></version><title>A title</title>
<authors>Ada Lovelace, Bo Dee (MIT)</authors>
<categories>cs.RO cs.LG</categories><comments>3 pages</comments><doi>10.1/x</doi>
<abstract>We study it.</abstract></arXivRaw>
</metadata></record><record><header status="deleted"><datestamp>2026-01-02</datestamp></header></record>
<resumptionToken cursor="0" completeListSize="2">next</resumptionToken></ListRecords></OAI-PMH>"""
OAI_ERROR = b"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<error code="badResumptionToken">x</error></OAI-PMH>"""
LINE = json.dumps(
    {
        "id": "2601.00001",
        "title": "A title",
        "authors": "Ada Lovelace and Bo Dee",
        "abstract": "We study it.",
        "categories": "cs.RO cs.LG",
        "comments": None,
        "journal-ref": None,
        "doi": "10.1/x",
        "versions": [{"version": "v1", "created": "Thu, 1 Jan 2026 10:00:00 GMT"}],
        "update_date": "2026-01-02",
    }
).encode()
MAIL = """Subject: cs daily
arXiv:2601.00001
Title: A title
https://arxiv.org/abs/2601.00002v3 , doi:10.48550/arXiv.2601.00003; hep-th/9901001 math.GT/0309136
http://arxiv.org/pdf/2601.00004.pdf?x=1#y <2601.00005>
"""


class _Answered:
    """A polite session whose answer is the input."""

    settings = Settings()

    def __init__(self, body: bytes) -> None:
        self.body = body

    def fetch(self, url: str, check: Callable[[bytes], None]) -> bytes:
        check(self.body)
        return self.body


class _NoPages:
    def get(self, key: str) -> None:
        return None

    def put(self, key: str, page: bytes) -> None:
        return None


def _atom(data: bytes, _: Path) -> None:
    access = Access(_Answered(data), _NoPages(), "2026-11-22T00:00:00Z")  # type: ignore[arg-type]
    page = QueryApi(access).page(Ask(query="all:cups", size=10))
    assert all(ids.is_id(paper.id) for paper in page.papers)


def _oai(data: bytes, _: Path) -> None:
    page = read_records(data, fetched="2026-11-22T00:00:00Z")
    assert all(ids.is_id(paper.id) for paper in page.papers)


def _error(data: bytes, _: Path) -> None:
    reason = error_message(data)
    assert reason is None or len(reason) <= 200


def _snapshot_lines(data: bytes, _: Path) -> None:
    reading = _Reading(frozenset({"2601.00001"}))
    for one in reading.read(list(enumerate(data.split(b"\n")))):
        reading.stored(one, ())
    reading.receipt(lines=1, kept=0)


def _archive(data: bytes, folder: Path) -> None:
    (folder / "snapshot").write_bytes(data)
    archive = Archive(folder / "snapshot")
    assert sum(len(block.data) for block in cut_blocks(archive, size=64, longest=4096)) < 1 << 24


def _zipped(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, LINE + b"\n")
    return written.getvalue()


def _mail(data: bytes, _: Path) -> None:
    read_wanted(["-"], io.StringIO(data.decode("utf-8", "surrogateescape")))


def _ids(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for word in (text, *text.split()[:4]):
        ids.likely_id(word, month="2026-11")
        ids.bare_id(word)
        ids.ids_in(word)
        ids.id_in(word)
        if ids.is_id(word):
            ids.fault_of(word, month="2026-11")
            assert ids.canonical_id(ids.canonical_id(word)) == ids.canonical_id(word)
    read_wanted([text], [])


def _dates(data: bytes, _: Path) -> None:
    """Each refuses with a ValueError alone, which its callers await."""
    text = data.decode("utf-8", "surrogateescape")
    atom_time(text)
    retry_after(text, now=NOW)
    refused = 0
    for read in (
        lambda: parse_day(text, today=date(2026, 11, 22)),
        lambda: parse_time(text),
        lambda: to_utc(text),
    ):
        try:
            read()
        except ValueError:
            refused += 1


def _titles(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "surrogateescape")
    shown = readable(text)
    assert "".join(piece.text for piece in split_formulas(text)) or not text.strip("$")
    assert wording(text) is not None
    for safe in (one_line(shown), printable(text), visible(text), *safe_lines(text).split("\n")):
        assert "\x1b" not in safe
        assert "\u202e" not in safe
    assert "\x1b" not in visible_lines(text)


def _addresses(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "surrogateescape")
    target, contact = [*text.split("\n", 1), ""][:2]
    try:
        allowed = may_follow("https://export.arxiv.org/api/query", target)
    except ValueError:
        allowed = False
    assert not allowed or urlsplit(target).scheme == "https"
    settings_from(
        {"VLAGRAPH_API_URL": target, "VLAGRAPH_CONTACT": contact, "VLAGRAPH_MIN_INTERVAL": contact[:9]}
    )


@cache
def _tools() -> Any:
    from vlagraph.cli.agents import _tools as made

    return made(may_mark=True, lang="en")


def _call(data: bytes, _: Path) -> None:
    """What an assistant sends: the name of a tool and its inputs; an answer of three sizes comes back."""
    try:
        name, given = json.loads(data)
        assert isinstance(given, dict)
    except (ValueError, TypeError, AssertionError, RecursionError):
        return
    answer = {"topics": [{"id": "x" * 40, "abstract": "y" * 900}] * 40, "paper": {"abstract": "z" * 9000}}
    box = ToolBox(_tools(), lambda words: Ran(0, json.dumps(answer), ""), "en", may_mark=True)
    for reply in (box.call(str(name), given), box.call(str(name), given)):
        assert reply.texts
        assert all(text.encode("utf-8") for text in reply.texts)


_CALLS = (
    ["search", {"words": ["cups"], "page": 1}],
    ["topic", {"topic": "seeing", "mark": "learned"}],
    ["path", {"goals": ["seeing"], "known": ["judging"], "required_only": True}],
    ["plan", {"goals": ["seeing"], "hours_per_week": 6, "start": "2026-11-23", "page": 2}],
    ["explain_paper", {"paper": "2601.00001", "abstract": True, "mark": "read"}],
    ["new", {"since": "2w", "max": 5, "all": True}],
)


def _samples(*texts: str | bytes) -> Callable[[], Sequence[bytes]]:
    return lambda: [text.encode() if isinstance(text, str) else text for text in texts]


@cache
def _recorded() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted(RECORDED.glob("*.xml"))]


_ARCHIVES = (LINE + b"\n", gzip.compress(LINE * 9, mtime=0), _zipped("a.json"), _zipped("b.txt"))
_IDS = ("2601.00001v2", "arXiv:hep-th/9901001", "https://arxiv.org/abs/math.GT/0309136v1", "2699.99999")
_DATES = ("2026-11-22", "7d", "last-week", "2026-11-22T10:00:00+09:00", "Sun, 22 Nov 2026 10:00:00 GMT")
_TITLES = (
    r"$\pi_{0.5}$: a \textbf{Vision} for M\"uller's $O(n^2)$ & more",
    r"\frac{\sqrt[\frac{",
    "학습 {x}",
)
_ADDRESSES = ("https://export.arxiv.org/x\nme@example.org", "http://127.0.0.1:80/x\n0.5", "//arxiv.org")
TARGETS = {
    "atom": Target(_recorded, _atom),
    "oai": Target(_samples(OAI, OAI_ERROR), _oai),
    "error-entry": Target(_recorded, _error),
    "snapshot-lines": Target(_samples(LINE, LINE + b"\n" + LINE.replace(b"26", b"25")), _snapshot_lines),
    "snapshot-archive": Target(_samples(*_ARCHIVES), _archive),
    "mail": Target(_samples(MAIL), _mail),
    "ids": Target(_samples(*_IDS), _ids),
    "dates": Target(_samples(*_DATES), _dates),
    "titles": Target(_samples(*_TITLES), _titles),
    "addresses": Target(_samples(*_ADDRESSES), _addresses),
    "tool-calls": Target(_samples(*(json.dumps(call) for call in _CALLS)), _call),
}
