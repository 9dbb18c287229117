"""Reading arXiv's OAI-PMH answers in the format arXivRaw: all versions' dates, the newest one's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

from vlagraph.core.papers.authors import read_authors
from vlagraph.core.papers.ids import split_version
from vlagraph.core.papers.paper import Paper
from vlagraph.core.times import iso, lies_ahead, parse_time
from vlagraph.errors import BadAnswerError
from vlagraph.sources.cleaning import BAD_VALUES, clean, dated, fails, is_withdrawn, number_of_version, unique
from vlagraph.sources.prolog import has_document_type
from vlagraph.sources.source import Defect
from vlagraph.sources.xml_faults import xml_fault
from vlagraph.words import Message

__all__ = ["OaiPage", "TokenError", "believed_day", "read_records", "set_of", "split_authors"]

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_VERBS = ("ListRecords", "GetRecord")
_RAW = "{http://arxiv.org/OAI/arXivRaw/}"
_OWN_GROUPS = frozenset({"cs", "econ", "eess", "math", "q-bio", "q-fin", "stat"})
_AND = re.compile(r",\s*and\s+|\s+and\s+|,\s*|;\s*")
_NEEDED = {
    "id": Message("defect.no_id"),
    "title": Message("defect.no_title"),
    "authors": Message("defect.no_authors"),
    "abstract": Message("defect.no_abstract"),
    "categories": Message("defect.no_categories"),
}
_DAY = len("2026-01-01")
_LONGEST = 80
"""Characters of what a server said that are shown."""
_LONGEST_SIZE = 10
"""Digits of the size of a list: arXiv has millions of papers."""
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


class TokenError(BadAnswerError):
    """The resumption token is no longer accepted; go on from the last day seen."""


@dataclass(frozen=True)
class OaiPage:
    """One page: papers, newest datestamp, the token of the next page, what was wrong, and its address.

    ``listed`` is the size of the whole list, where the server tells it with the first page of one.
    """

    papers: tuple[Paper, ...]
    last_day: str = ""
    token: str = ""
    defects: tuple[Defect, ...] = ()
    url: str = ""
    listed: int | None = None


def read_records(body: bytes, *, fetched: str) -> OaiPage:
    """The records of a ListRecords or GetRecord answer; none where the server says that it has none.

    Raises:
        TokenError: the resumption token is refused.
        BadAnswerError: not well-formed, not OAI-PMH, or another error of the protocol.
    """
    root = _parse(body)
    error = root.find(f"{_OAI}error")
    if error is not None:
        code = error.get("code", "")
        if code in {"noRecordsMatch", "idDoesNotExist"}:
            return OaiPage(())
        reason = " ".join((error.text or "").split())[:200].rstrip(".") or Message("source.no_message")
        kind = TokenError if code == "badResumptionToken" else BadAnswerError
        raise kind("source.oai_error", code=code[:_LONGEST] or "error", reason=reason)
    listed = next((found for verb in _VERBS if (found := root.find(f"{_OAI}{verb}")) is not None), None)
    if listed is None:
        raise BadAnswerError("source.oai_no_list")
    records = listed.findall(f"{_OAI}record")
    if not records:
        raise BadAnswerError("source.oai_empty")
    read = [_record(record, fetched) for record in records]
    days = [record.findtext(f"{_OAI}header/{_OAI}datestamp") or "" for record in records]
    token = listed.find(f"{_OAI}resumptionToken")
    papers = tuple(paper for paper in read if isinstance(paper, Paper))
    defects = tuple(one for one in read if isinstance(one, Defect))
    text = "" if token is None else (token.text or "").strip()
    last_day = max(believed_day(day[:_DAY], fetched=fetched) for day in days)
    return OaiPage(papers, last_day, text, defects, listed=_size(token))


def believed_day(day: str, *, fetched: str) -> str:
    """``day`` where a walk can go on from it; empty where it is none, or is yet to come when ``fetched``.

    >>> [believed_day(day, fetched="2026-01-10") for day in ("2026-01-02", "2026-13-45", "9999-12-31")]
    ['2026-01-02', '', '']
    """
    try:
        known = date.fromisoformat(day).isoformat() == day and not lies_ahead(day, parse_time(fetched))
    except ValueError:
        return ""
    return day if known else ""


def _size(token: ET.Element | None) -> int | None:
    """The size of the list that begins with this page; None where the server does not tell it."""
    if token is None or token.get("cursor", "0") != "0":
        return None
    size = token.get("completeListSize", "")
    return int(size) if size.isascii() and size.isdigit() and len(size) < _LONGEST_SIZE else None


def set_of(category: str) -> str:
    """The OAI set of a category.

    >>> set_of("cs.RO"), set_of("cond-mat.soft"), set_of("hep-th")
    ('cs:cs:RO', 'physics:cond-mat:soft', 'physics:hep-th')
    """
    archive, _, name = category.partition(".")
    group = archive if archive in _OWN_GROUPS else "physics"
    return f"{group}:{archive}:{name}" if name else f"{group}:{archive}"


def split_authors(text: str) -> tuple[str, ...]:
    """The names of an author line, without affiliations in parentheses; a suffix stays with its name.

    >>> split_authors("NVIDIA, :, A. Bee (MIT, (CSAIL)), C. Dee, Jr. and E. Eff")
    ('NVIDIA', ':', 'A. Bee', 'C. Dee, Jr.', 'E. Eff')
    """
    names: list[str] = []
    for part in _AND.split(_without_parentheses(clean(text))):
        name = part.strip()
        if names and name in _SUFFIXES:
            names[-1] = f"{names[-1]}, {name}"
        elif name:
            names.append(name)
    return tuple(names)


def _without_parentheses(text: str) -> str:
    if "(" not in text and ")" not in text:
        return text
    kept, depth = [], 0
    for char in text:
        depth += (char == "(") - (char == ")" and depth > 0)
        if depth == 0 and char != ")":
            kept.append(char)
    return "".join(kept)


def _parse(body: bytes) -> ET.Element:
    if has_document_type(body):
        raise BadAnswerError("source.oai_document_type")
    try:
        root = ET.fromstring(body)  # noqa: S314 - no document type gets here, and so no entity
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadAnswerError("source.oai_not_well_formed", reason=xml_fault(error)) from error
    if root.tag != f"{_OAI}OAI-PMH":
        raise BadAnswerError("source.not_oai")
    return root


def _record(record: ET.Element, fetched: str) -> Paper | Defect | None:
    """The paper, None for a deleted record, or what is wrong with it."""
    header = record.find(f"{_OAI}header")
    if header is not None and header.get("status") == "deleted":
        return None
    raw = record.find(f"{_OAI}metadata/{_RAW}arXivRaw")
    if raw is None:
        return Defect("", Message("defect.no_metadata"))
    fields = {name: clean(raw.findtext(f"{_RAW}{name}") or "") for name in _NEEDED}
    lack = next((_NEEDED[name] for name, value in fields.items() if not value), None)
    if lack:
        return Defect(fields["id"], lack)
    try:
        return _paper(raw, fields, fetched)
    except BAD_VALUES:
        return Defect(fields["id"], _odd_part(raw, fields["id"]))


def _odd_part(raw: ET.Element, named: str) -> Message:
    """What of a record that holds all that it needs cannot be used; the first such thing."""
    versions = raw.findall(f"{_RAW}version")
    if not versions:
        return Message("defect.no_versions")
    for one in versions:
        number, day = one.get("version") or "", one.findtext(f"{_RAW}date") or ""
        if fails(number_of_version, number):
            return Message("defect.odd_version", {"reason": number[:_LONGEST]})
        if fails(_time_of_version, day):
            return Message("defect.odd_date", {"reason": day[:_LONGEST]})
    return Message("defect.odd_id", {"reason": named[:_LONGEST]})


def _time_of_version(text: str) -> str:
    return iso(dated(parsedate_to_datetime(text)))


def _paper(raw: ET.Element, fields: dict[str, str], fetched: str) -> Paper:
    versions = sorted(
        (
            number_of_version(one.get("version") or ""),
            _time_of_version(one.findtext(f"{_RAW}date") or ""),
        )
        for one in raw.iterfind(f"{_RAW}version")
    )
    categories = fields["categories"].split()
    comment = clean(raw.findtext(f"{_RAW}comments") or "") or None
    authors = read_authors(split_authors(fields["authors"]))
    return Paper(
        id=split_version(fields["id"])[0],
        title=fields["title"],
        authors=authors.names,
        authors_complete=authors.complete,
        teams=authors.teams,
        published=versions[0][1],
        updated=versions[-1][1],
        version=versions[-1][0],
        primary_category=categories[0],
        categories=unique(categories),
        abstract=fields["abstract"],
        comment=comment,
        journal_ref=clean(raw.findtext(f"{_RAW}journal-ref") or "") or None,
        doi=unique(clean(raw.findtext(f"{_RAW}doi") or "").split()),
        withdrawn=is_withdrawn(comment, versions[-1][0]),
        fetched=fetched,
        source="oai",
    )
