"""arXiv ids: their form, their version, the addresses that hold them, and the month in them.

Both kinds of id, ``2304.13705`` and ``cs/0112017``, begin their number with YYMM:
https://info.arxiv.org/help/arxiv_identifier.html
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from vlagraph.core.model import ARXIV_ID
from vlagraph.core.text import visible

__all__ = [
    "Fault",
    "abs_url",
    "bare_id",
    "canonical_id",
    "fault_of",
    "id_in",
    "ids_in",
    "is_id",
    "likely_id",
    "month_of",
    "plain_id",
    "split_version",
]

_ID = re.compile(ARXIV_ID, re.ASCII)
_NOT_IN_IDS = re.compile(r"[^0-9A-Za-z./-]", re.ASCII)
_VERSIONED = re.compile(rf"({ARXIV_ID})(?:v([1-9][0-9]{{0,3}}))?", re.ASCII)
_PAGES = (
    r"(?:https?://)?(?:(?:[\w-]+\.)*(?:arxiv|alphaxiv|ar5iv)\.org/"
    r"(?:(?:abs|pdf|html|format|overview|ps|src|e-print|bibtex)/|ftp/arxiv/papers/[0-9]{4}/)"
    r"|(?:www\.)?(?:huggingface|hf)\.co/papers/|(?:[\w-]+\.)*semanticscholar\.org/(?:[\w/]*/)?(?:arxiv[:/])"
    r"|(?:www\.)?(?:scirate\.com/arxiv|papers\.cool/arxiv|arxiv-vanity\.com/papers)/"
    r"|ui\.adsabs\.harvard\.edu/abs/)(?:arxiv:)?"
)
"""The beginnings of addresses that go on with an id."""

_DOI = r"10\.48550/arxiv\."
"""The beginnings of DOIs that arXiv gives, https://info.arxiv.org/help/doi.html"""

_RESOLVED = rf"(?:https?://)?(?:dx\.|www\.)?doi\.org/{_DOI}"
"""The beginnings of their addresses."""

_CITED = r"(?:arxiv preprint\s)?arxiv:\s?|corr,?\sabs/|abs/"
"""How references write an id: BibTeX of Google Scholar, of DBLP, and arXiv itself."""

_ARCHIVES = (
    "astro-ph|cond-mat|cs|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|nlin|nucl-ex|nucl-th|physics|q-bio"
    "|quant-ph|stat|acc-phys|adap-org|alg-geom|ao-sci|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|dg-ga"
    "|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg|solv-int|supr-con"
)
"""What old ids begin with, https://arxiv.org/archive: other words before seven figures are no id."""

_NAMED_ID = rf"(?:[0-9]{{4}}\.[0-9]{{4,5}}|(?:{_ARCHIVES})(?:\.[A-Z]{{2}})?/[0-9]{{7}})"
"""An id of an archive that there is: a file may hold others, for nothing is said of them there."""

_STAMP = r"\s*\[[a-z-]+(?:\.[A-Z]{2})?\](?:\s+[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4})?"
"""What arXiv prints after an id: "[cs.RO]", and on the first page of a PDF the day of the version."""

_NAME = re.compile(
    rf"[<(\[`]*(?:{_CITED}|(?:doi:\s?)?{_DOI}|(?P<address>{_PAGES}|(?:doi:\s?)?{_RESOLVED}))?"
    rf"(?P<id>{_NAMED_ID})(?:v[0-9]+)?(?:\.pdf)?"
    rf"(?(address)(?:/anc(?:/[^?#]*)?|/?)(?:[?#].*)?|(?:{_STAMP})?)[>)\]`.,;]*",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
_MENTION = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:[0-9]{4}\.[0-9]{4,5}"
    rf"|(?:(?<![\w.-])|(?<=(?i:10\.48550/arxiv\.)))(?i:{_ARCHIVES})(?:\.[A-Z]{{2}})?/[0-9]{{7}})"
    r"(?=v[0-9]|(?![0-9]|\.[0-9]))",
    re.ASCII,
)
_NEARLY = re.compile(
    r"(?:arxiv\W*)?([0-9]{4})[.,/ _:-]?([0-9]{3,6})(?:v[0-9]+)?\W*", re.ASCII | re.IGNORECASE
)
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
_OLD_FIRST, _OLD_LAST = "199107", "200703"
"""The first and the last month of ids such as cs/0112017."""

_FIVE_FROM = "201501"
"""The first month whose numbers have five digits."""


_LAST_MONTH = "2099-12"
"""The last month that the figures of an id can name."""


class Fault(NamedTuple):
    """Why an id cannot be: a month that no year has, one to come, or another form than its month's.

    ``value`` is the month, or an id in the form that would be right.
    """

    kind: Literal["month", "to_come", "form"]
    value: str


def is_id(text: str) -> bool:
    """Whether ``text`` is a base arXiv id, without version."""
    return _ID.fullmatch(text) is not None


def id_in(name: str) -> str | None:
    """The `canonical_id` that a reader's ``name`` of a paper holds: an id, or the address of its page.

    It is written as arXiv itself does, so that one paper has one name: see `canonical_id`. What is pasted may
    hold characters that are not seen: they do not count.

    >>> id_in("arXiv:2304.13705v2"), id_in("https://www.arxiv.org/pdf/math.GT/0309136v1.pdf?download=1")
    ('2304.13705', 'math/0309136')
    """
    found = _NAME.fullmatch(name.strip() if name.isprintable() else visible(name))
    return canonical_id(found["id"]) if found else None


def split_version(text: str) -> tuple[str, int | None]:
    """Base id and version of the id or abs/pdf address ``text``, as arXiv's answers name papers.

    Unlike `id_in` it takes an address of any host, and no version that arXiv would not write.

    >>> split_version("http://arxiv.org/abs/quant-ph/0201082v1"), split_version("2303.04137")
    (('quant-ph/0201082', 1), ('2303.04137', None))

    Raises:
        ValueError: the text holds no such id.
    """
    tail = re.split(r"/(?:abs|pdf)/", text.strip(), maxsplit=1)[-1].removeprefix("arXiv:")
    found = _VERSIONED.fullmatch(tail)
    if found is None:
        raise ValueError(f"{text[:80]!r} is not an arXiv id")
    return found[1], int(found[2]) if found[2] else None


def canonical_id(paper: str) -> str:
    """The base id as arXiv itself writes it: in lower case, without the subject class of old ids.

    >>> canonical_id("math.GT/0309136"), canonical_id("2304.13705")
    ('math/0309136', '2304.13705')
    """
    archive, slash, number = paper.rpartition("/")
    return f"{archive.partition('.')[0].lower()}{slash}{number}"


def ids_in(text: str) -> tuple[str, ...]:
    """The canonical ids that stand anywhere in ``text`` and can be in some month, each once, in their order.

    >>> ids_in("OpenVLA (arXiv:2406.09246v2 [cs.RO]), see also https://arxiv.org/abs/cs/0112017.")
    ('2406.09246', 'cs/0112017')
    """
    named = dict.fromkeys(canonical_id(found[0]) for found in _MENTION.finditer(text))
    return tuple(paper for paper in named if fault_of(paper, month=_LAST_MONTH) is None)


def fault_of(paper: str, *, month: str) -> Fault | None:
    """Why the base id ``paper`` cannot be in the month ``month`` (``2026-11``); None where it can.

    >>> fault_of("2313.00001", month="2026-11"), fault_of("2406.9246", month="2026-11")
    (Fault(kind='month', value='13'), Fault(kind='form', value='2406.12345'))
    """
    archive, slash, number = paper.rpartition("/")
    when = month_of(paper).replace("-", "")
    if when[4:] not in _MONTHS:
        return Fault("month", when[4:])
    if when > month.replace("-", ""):
        return Fault("to_come", f"{when[:4]}-{when[4:]}")
    if when <= _OLD_LAST:
        right = bool(slash) and when >= _OLD_FIRST
        return None if right else Fault("form", f"{archive or 'cs'}/{number[:4]}123")
    digits = 5 if when >= _FIVE_FROM else 4
    right = not slash and len(number) == len("2406.") + digits
    return None if right else Fault("form", f"{number[:4]}.{'12345'[:digits]}")


def bare_id(text: str) -> str:
    """``text`` without "arXiv:" and version, where what is left has the signs of an id; else "".

    >>> bare_id("arXiv:2406.0924v2"), bare_id("manipulation")
    ('2406.0924', '')
    """
    found = _NEARLY.fullmatch(text.strip())
    return f"{found[1]}.{found[2]}" if found else ""


def likely_id(text: str, *, month: str) -> str | None:
    """The id that was meant by ``text``, which is none or cannot be: a lost digit, other signs, two swapped.

    >>> [likely_id(text, month="2026-11") for text in ("2406.9246", "2406,09246", "2460.09246", "vla")]
    ['2406.09246', '2406.09246', '2406.09246', None]
    """
    found = _NEARLY.fullmatch(text.strip())
    if found is None:
        return None
    when, number = found[1], found[2].lstrip("0")
    swapped = (when[:at] + when[at + 1] + when[at] + when[at + 2 :] for at in (2, 1, 0))
    for one in (when, *swapped):
        for digits in (5, 4):
            meant = f"{one}.{number.zfill(digits)}"
            if is_id(meant) and fault_of(meant, month=month) is None:
                return meant
    return None


def month_of(paper: str) -> str:
    """The month in which the paper with the base id ``paper`` came to arXiv, which began in 1991.

    >>> month_of("2304.13705"), month_of("cs/0112017"), month_of("hep-th/9711200")
    ('2023-04', '2001-12', '1997-11')
    """
    number = paper.rpartition("/")[2]
    century = "19" if "/" in paper and number[:2] >= "91" else "20"
    return f"{century}{number[:2]}-{number[2:4]}"


def plain_id(paper: str) -> str:
    """``paper`` without characters that no id has: a file that nobody checked may hold any text as one.

    >>> plain_id("cs/0112017"), plain_id("2601.00001} @misc{x")
    ('cs/0112017', '2601.00001miscx')
    """
    return _NOT_IN_IDS.sub("", paper)


def abs_url(paper: str) -> str:
    """The page of the paper with the base id ``paper`` on arXiv.

    >>> abs_url("cs/0112017")
    'https://arxiv.org/abs/cs/0112017'
    """
    return f"https://arxiv.org/abs/{plain_id(paper)}"
