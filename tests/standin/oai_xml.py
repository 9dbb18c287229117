"""The XML of OAI-PMH answers: headers, the arXiv and arXivRaw formats, errors. Selects no records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING

from .markup import attribute, text
from .records import stamp
from .rendering import record_authors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from .index import Paper
    from .records import Version

__all__ = ["BASE_URL", "FORMATS", "Row", "document", "header", "metadata", "set_specs"]

BASE_URL = "https://oaipmh.arxiv.org/oai"
FORMATS: Mapping[str, tuple[str, str]] = {
    "arXiv": ("http://arxiv.org/OAI/arXiv.xsd", "http://arxiv.org/OAI/arXiv/"),
    "arXivRaw": ("http://arxiv.org/OAI/arXivRaw.xsd", "http://arxiv.org/OAI/arXivRaw/"),
}
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_OAI = "http://www.openarchives.org/OAI/2.0/"
_GROUPS = frozenset(("cs", "econ", "eess", "math", "q-bio", "q-fin", "stat"))
_ALIASES = (
    ("cs.SY", "eess.SY"), ("math.MP", "math-ph"), ("cs.NA", "math.NA"), ("cs.IT", "math.IT"),
    ("stat.TH", "math.ST"), ("q-fin.EC", "econ.GN"),
)  # fmt: skip
_SUFFIXES = ("Jr.", "Jr", "Sr.", "II", "III")
_LATER_FIELDS = ("comments", "report-no", "journal-ref", "doi", "license")


@dataclass(frozen=True, slots=True)
class Row:
    """A paper with the day it was last modified."""

    paper: Paper
    datestamp: str

    @property
    def id(self) -> str:
        """The paper's id."""
        return self.paper.record.id

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of the shown version."""
        return tuple(self.paper.record.text("categories", self.paper.version).split())


def set_spec(category: str) -> str:
    """The OAI set of a category: group, archive, class.

    >>> set_spec("cs.RO"), set_spec("hep-th"), set_spec("astro-ph.GA")
    ('cs:cs:RO', 'physics:hep-th', 'physics:astro-ph:GA')
    """
    archive, _, name = category.partition(".")
    group = archive if archive in _GROUPS else "physics"
    return f"{group}:{archive}:{name}" if name else f"{group}:{archive}"


def set_specs(categories: Iterable[str]) -> list[str]:
    """The sets of a paper, aliases included, in order."""
    wanted = list(categories)
    for one, other in _ALIASES:
        for held, added in ((one, other), (other, one)):
            if held in wanted and added not in wanted:
                wanted.append(added)
    return sorted({set_spec(category) for category in wanted})


def document(now: datetime, request: Mapping[str, str], inner: Sequence[str]) -> bytes:
    """A whole OAI-PMH answer around some lines."""
    given = "".join(f' {name}="{attribute(value)}"' for name, value in request.items())
    lines = [
        "<?xml version='1.0' encoding='UTF-8'?>",
        f'<OAI-PMH xmlns="{_OAI}" {_XSI} xsi:schemaLocation="{_OAI} {_OAI}OAI-PMH.xsd">',
        f"<responseDate>{stamp(now)}</responseDate>",
        f"<request{given}>{BASE_URL}</request>",
        *inner,
        "</OAI-PMH>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def header(row: Row) -> list[str]:
    """The header of a record."""
    return [
        "<header>",
        f"<identifier>oai:arXiv.org:{text(row.id)}</identifier>",
        f"<datestamp>{row.datestamp}</datestamp>",
        *(f"<setSpec>{spec}</setSpec>" for spec in set_specs(row.categories)),
        "</header>",
    ]


def metadata(row: Row, form: str, now: datetime) -> list[str]:
    """The metadata of a record in one of the formats."""
    schema, space = FORMATS[form]
    inner = _raw(row, now) if form == "arXivRaw" else _arxiv(row)
    opening = f'<{form} xmlns="{space}" {_XSI} xsi:schemaLocation="{space} {schema}">'
    return ["<metadata>", opening, *inner, f"</{form}>", "</metadata>"]


def _raw(row: Row, now: datetime) -> Iterable[str]:
    record = row.paper.record
    yield f"<id>{text(row.id)}</id>"
    if record.raw.get("submitter"):
        yield f"<submitter>{text(record.raw['submitter'])}</submitter>"
    for version in record.versions:
        if version.created <= now:
            yield from _version(row, version)
    for name in ("title", "authors", "categories"):
        yield f"<{name}>{text(_field(row, name))}</{name}>"
    yield from _later_fields(row)


def _version(row: Row, version: Version) -> Iterable[str]:
    """A version with a size made from its name; a withdrawal has next to none."""
    comments = row.paper.record.text("comments", version).lower()
    gone = version == row.paper.version and "withdrawn" in comments
    digest = hashlib.sha256(f"{row.id}v{version.number} size".encode()).digest()
    size = 0 if gone else 20 + int.from_bytes(digest[:4], "big") % 8000
    yield f'<version version="v{version.number}">'
    yield f"<date>{format_datetime(version.created, usegmt=True)}</date>"
    yield f"<size>{size}kb</size>"
    yield f"<source_type>{'I' if gone else 'D'}</source_type>"
    yield "</version>"


def _arxiv(row: Row) -> Iterable[str]:
    record = row.paper.record
    yield f"<id>{text(row.id)}</id>"
    yield f"<created>{record.versions[0].created:%Y-%m-%d}</created>"
    if row.paper.version.number > 1:
        yield f"<updated>{row.datestamp}</updated>"
    yield "<authors>"
    for author in record_authors(record, row.paper.version):
        yield from _author(author.name, author.affiliations)
    yield "</authors>"
    for name in ("title", "categories"):
        yield f"<{name}>{text(_field(row, name))}</{name}>"
    yield from _later_fields(row)


def _author(name: str, affiliations: Iterable[str]) -> Iterable[str]:
    words = name.replace(",", "").split()
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    parts = {"keyname": words[-1] if words else name, "forenames": " ".join(words[:-1]), "suffix": suffix}
    yield "<author>"
    yield from (f"<{tag}>{text(value)}</{tag}>" for tag, value in parts.items() if value)
    yield from (f"<affiliation>{text(place)}</affiliation>" for place in affiliations)
    yield "</author>"


def _later_fields(row: Row) -> Iterable[str]:
    for name in _LATER_FIELDS:
        value = _field(row, name)
        if value:
            yield f"<{name}>{text(value)}</{name}>"
    yield f"<abstract>{text(_field(row, 'abstract'))}</abstract>"


def _field(row: Row, name: str) -> str:
    return row.paper.text(name)
