"""Where a paper was published and where its code is, read from its comment, journal reference and abstract.

Nothing is stored: the answer is derived from the record each time it is shown, so better rules count at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.papers.venues import LONG, SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.papers.paper import Paper

__all__ = ["Publication", "Venue", "publication_of"]

_SENTENCE_END = re.compile(
    r";|(?<!\bInt)(?<!\bConf)(?<!\bProc)(?<!\bSymp)(?<!\bTrans)(?<!\bIntl)(?<!\bal)(?<!\b[Vv]ol)"
    r"(?<!\bpp)(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?!(?<=\b[Nn]o)\.\s+\d)\.\s+(?=[A-Z0-9(])"
)
_NAMES_VENUE = re.compile(
    r"accept|appear|publish|present|proceeding|proc\.|camera[- ]?ready|\boral\b|spotlight|poster|highlight"
    r"|\bbest\b|award|conference|workshop|journal|in press|\btrack\b|findings|\b(?:IEEE|ACM)\b",
    re.IGNORECASE,
)
"""Words beside which a short name means the venue."""

_WAITING = re.compile(
    r"submi(?:t|ss)|under (?:[\w-]+ )?(?:review|consideration|revision)|in review|for review|being reviewed"
    r"|preprint for\b|reject|not (?:yet )?accept|withdr[ae]w|intended (?:for|to)|planned"
    r"|prepar(?:ed|ing|ation)|target|aim(?:ed|ing) (?:for|at)\b"
    r"|(?<!with )(?<!after )(?<!to )\b(?:in|minor|major) revision",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"(?<!\bnot )(?<!\byet )(?<!\bon )(?<!upon )(?<!after )(?<!once )(?<!\bif )(?<!when )(?<!until )accept"
    r"|to appear|publish|presented|camera[- ]?ready|in press",
    re.IGNORECASE,
)
"""Words that say that a venue took a paper; what follows upon acceptance says no such thing."""

_OF_ANOTHER = re.compile(
    r"(?:extended(?! abstracts?\b(?! of))|extension|extends|preliminary|earlier|previous|prior|abridged"
    r"|companion|conference(?! papers?\b| o[fn]\b)"
    r"|\b(?:from|in|its|of|our|the|their|this|to|two|with)(?: \w+){0,2} conference(?= papers?\b))"
    r"\b[^,]{0,40}\b(?:version|of|paper|work|article|abstract|appear|publish)|shorter|supersede|based on"
    r"|(?:augmented|detailed|enlarged|expanded|longer) version of"
    r"|conference papers? (?:of th|appeared)|version of (?:\w+ )?extended|builds? (?:up)?on|template"
    r"|style file|\bformat|text overlap|organi[sz]ed|winn(?:er|ing)|[- ]place\b",
    re.IGNORECASE,
)
"""Words after which the venue is that of another paper, of a contest, or of a style sheet."""

_OF_THIS = re.compile(
    r"[,(:]\s*(?:(?:and|has|been|is|just|now|was) )*(?:accept|to appear|publish|in press)", re.IGNORECASE
)
"""What follows the venue of another paper before that of this one: "of our ICRA paper, accepted at"."""

_ITS_STYLE = re.compile(r"[\s\d]*(?:latex )?(?:template|style|format)", re.IGNORECASE)
"""What stands behind a venue of which only the style sheet was used."""

_WORKSHOP = re.compile(
    r"workshop|\bWS\b|doctoral consortium|student (?:research|abstract)|\bSRW\b|challenge|competition"
    r"|tutorial|late[- ]breaking|extended abstract|\bLBR\b",
    re.IGNORECASE,
)
_CALLED_WORKSHOP = frozenset({"WAFR"})
"""Conferences that have the word in their name."""

_YEAR_BEHIND = re.compile(
    r"[\s,:('’`-]{0,3}((?:19|20)\d\d)\b(?! (?:pages|words|figures))|\s?['’`-]?\s?(\d\d)\b(?![-.\d])"
)
_YEAR = re.compile(r"(?<![\d.-])((?:19|20)\d\d)(?![\d-])")
_EARLIEST, _LATEST = -1, 3
"""Years from the first version of a paper to its publication; other numbers near a venue are no year. Only
one directly behind it may be earlier, for some papers come to arXiv long after."""

_LONGEST = 600
"""Characters of a comment or a journal reference that are looked at: arXiv takes 400 or so."""

_FEW_WORDS = 6
"""A sentence of so few words with a short name in it says nothing but the venue."""

_CODE = re.compile(
    r"(?:https?://|(?<![a-z0-9_.@-])|(?<=\bat))(?:www\.|gist\.)?(?:(?:github\.com|bitbucket\.org|codeberg\.org|gitee\.com)/"
    r"(?!(?:orgs|sponsors|topics)/)[\w.-]+/[\w.~-]*\w"
    r"|(?:(?!gitlab\.)[\w-]+\.)*+gitlab\.(?!io\b)[\w.-]+/(?!groups/)[\w.-]+"
    r"(?:/(?!(?:-|blob|issues|raw|tree|wikis)(?![\w-]))[\w.~-]*\w)+"
    r"|anonymous\.4open\.science/r(?:epository)?/[\w.-]+"
    r"|(?:huggingface|hf)\.co/(?:(?:spaces|collections)/)?"
    r"(?!(?:blog|collections|datasets|docs|learn|models|organizations|papers|posts|spaces|tasks)/)"
    r"[\w.-]+/[\w.-]*\w)",
    re.ASCII | re.IGNORECASE,
)
"""A repository, or the page of a model or of a program: pages of organisations and data sets are no code.
Projects of GitLab stand in groups of groups. The end of another host, as lab.gitlab.io, is none of these."""

_PAGE = re.compile(
    r"(?P<sure>(?:https?://|(?<![\w-]))(?:[\w-]+\.(?:github|gitlab)\.io\b|sites\.google\.com/)[^\s{}<>\"|\\^`]*)"
    r"|https?://[^\s{}<>\"|\\^`]+",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(
    r"(?:project|web|home)[\s-]*(?:page|site)?s?\b[^.]{0,40}$|\bwebsite[^.]{0,40}$|\bpage[^.]{0,20}$",
    re.IGNORECASE,
)
_PAGE_WORD_BEFORE = 100
"""Characters before an address in which it may be called a page."""

_SIGNS = (
    "://", "www.", "github", "gitlab", "bitbucket.org", "codeberg.org", "gitee.com", "4open.science",
    "huggingface.co", "hf.co", "sites.google",
)  # fmt: skip
"""One of them is in every address that is looked for; most texts have none and need no search."""

_TRAILING = ".,;:)]}'\"”’*"
"""What ends a sentence or a bracket behind an address and is no part of it."""


class Venue(NamedTuple):
    """A conference or journal by its short name, its year where it is told, and whether it was a workshop."""

    name: str
    year: int | None = None
    workshop: bool = False


class Publication(NamedTuple):
    """What a record says of where it was published, and the addresses of its code and of its project page."""

    venue: Venue | None = None
    code: str | None = None
    project: str | None = None


def publication_of(paper: Paper) -> Publication:
    """What the record of ``paper`` says; nothing is guessed from elsewhere.

    >>> from vlagraph.core.papers.paper import Paper
    >>> told = Paper(id="2501.00001", title="T", authors=(), published="2025-01", comment="At CoRL 2025")
    >>> publication_of(told).venue
    Venue(name='CoRL', year=2025, workshop=False)
    """
    return Publication(_venue(paper), *_links(paper))


def _venue(paper: Paper) -> Venue | None:
    """The first venue that took the paper: by its journal reference, then by its comment."""
    stated = paper.published[:4]
    year = int(stated) if stated.isascii() and stated.isdigit() else 0
    reference, comment = (text[:_LONGEST] if text else "" for text in (paper.journal_ref, paper.comment))
    found = [*_venues(reference, year, sure=True), *_venues(comment, year)]
    return min(found, key=lambda venue: venue.workshop, default=None)


def _venues(text: str, year: int, *, sure: bool = False) -> Iterator[Venue]:
    """The venues that ``text`` says took the paper; all that it names where it is ``sure`` to speak of it."""
    for sentence in _SENTENCE_END.split(text) if text else ():
        places = _mentions(sentence)
        for index, place in enumerate(places):
            before = sentence[places[index - 1].end if index else 0 : place.start]
            behind = sentence[place.end : places[index + 1].start if index + 1 < len(places) else None]
            own = sentence[: place.start]
            if index and _OF_ANOTHER.search(own) and (turn := _OF_THIS.search(before)):
                before = own = before[turn.start() :]
            when = _year(before, sentence[place.start : place.end], behind, published=year)
            meant = when or not place.short or _NAMES_VENUE.search(sentence) or _is_all(sentence)
            after = "" if index + 1 < len(places) else behind
            if sure or (meant and _took(own, after)):
                workshop = place.workshop or _WORKSHOP.search(before + behind)
                yield Venue(place.name, when, bool(workshop) and place.name not in _CALLED_WORKSHOP)


class _Mention(NamedTuple):
    start: int
    end: int
    name: str
    short: bool
    workshop: bool = False


def _mentions(sentence: str) -> list[_Mention]:
    """The venues of a sentence in order; one that is named twice in a row, in full and in short, is one."""
    found = [
        _Mention(*place.span(), name, names is SHORT, workshop=place[0].upper() == f"{name}W")
        for names in (LONG, SHORT)
        for place in names.pattern.finditer(sentence)
        for name in (names.venues[(place.lastindex or 1) - 1],)
    ]
    kept: list[_Mention] = []
    for place in sorted(found):
        if kept and place.name == kept[-1].name:
            workshop = place.workshop or kept[-1].workshop
            kept[-1] = kept[-1]._replace(end=max(place.end, kept[-1].end), workshop=workshop)
        elif not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _is_all(sentence: str) -> bool:
    """Whether the sentence is too short to speak of anything but the venue in it."""
    return len(sentence.split()) <= _FEW_WORDS


def _took(before: str, behind: str) -> bool:
    """Whether the venue between the two texts took the paper, as far as they say."""
    if _OF_ANOTHER.search(before) or _ITS_STYLE.match(behind):
        return False
    waiting = [m.start() for m in _WAITING.finditer(before)]
    settled = [m.start() for m in _SETTLED.finditer(before)]
    if waiting and (not settled or waiting[-1] > settled[-1]):
        return bool(_SETTLED.search(behind))
    return bool(settled) or not _WAITING.search(behind)


def _year(before: str, name: str, behind: str, *, published: int) -> int | None:
    """The year nearest to a venue that can be that of the paper: behind it, in its names, before it."""
    near = _YEAR_BEHIND.match(behind)
    numbers = [near[1] or f"20{near[2]}"] if near else []
    for text in (name, behind, before):
        numbers += [found[1] for found in _YEAR.finditer(text)]
    years = [int(number) for number in numbers]
    if near and near[1] and years[0] - published <= _LATEST:
        return years[0]
    return next((one for one in years if _EARLIEST <= one - published <= _LATEST), None)


def _links(paper: Paper) -> tuple[str | None, str | None]:
    """The addresses of the code and of the project page, the comment's before the abstract's."""
    texts = [
        text
        for text in (paper.comment, paper.abstract)
        if text and any(map(text.lower().__contains__, _SIGNS))
    ]
    code = next((found[0] for text in texts if (found := _CODE.search(text))), None)
    page = next(filter(None, map(_page, texts)), None)
    return _address(code) if code else None, _address(page) if page else None


def _page(text: str) -> str | None:
    """The first address in ``text`` that is a project page by its host, or is called one."""
    for place in _PAGE.finditer(text):
        if place["sure"]:
            return place[0]
        if not _CODE.match(place[0]) and _PAGE_WORD.search(
            text[max(0, place.start() - _PAGE_WORD_BEFORE) : place.start()]
        ):
            return place[0]
    return None


def _address(text: str) -> str:
    """``text`` as an address that a browser opens."""
    bare = text.rstrip(_TRAILING).removesuffix(".git")
    return bare if "://" in bare else f"https://{bare}"
