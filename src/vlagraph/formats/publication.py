"""Venue, code and project page of a paper, beside it in every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.publication import publication_of
from vlagraph.formats.markdown import escaped
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.publication import Venue
    from vlagraph.words import Lang

__all__ = [
    "publication_fields",
    "publication_line",
    "publication_links",
    "venue_text",
]


def publication_fields(paper: Paper) -> dict[str, object]:
    """``venue`` (name, year, workshop), ``code`` and ``project`` for a document; null where none is named."""
    venue, code, project = publication_of(paper)
    return {"venue": venue._asdict() if venue else None, "code": code, "project": project}


def publication_line(paper: Paper, lang: Lang) -> str:
    """What is known of them on one line; empty where nothing is."""
    venue, code, project = publication_of(paper)
    parts = [
        venue_text(venue, lang) if venue else "",
        translate(lang, "paper.code", url=code) if code else "",
        translate(lang, "paper.project", url=project) if project else "",
    ]
    return " · ".join(filter(None, parts))


def publication_links(paper: Paper, lang: Lang) -> str:
    """The same as `publication_line` in Markdown, its addresses as links."""
    venue, code, project = publication_of(paper)
    parts = [
        escaped(venue_text(venue, lang)) if venue else "",
        f"[{translate(lang, 'paper.has_code')}](<{code}>)" if code else "",
        f"[{translate(lang, 'paper.has_project')}](<{project}>)" if project else "",
    ]
    return " · ".join(filter(None, parts))


def venue_text(venue: Venue, lang: Lang) -> str:
    """The venue as readers write it.

    >>> from vlagraph.core.papers.publication import Venue
    >>> venue_text(Venue("ICRA", 2026, workshop=True), "en"), venue_text(Venue("RA-L"), "ko")
    ('ICRA 2026 workshop', 'RA-L')
    """
    name = f"{venue.name} {venue.year}" if venue.year else venue.name
    return translate(lang, "paper.workshop", venue=name) if venue.workshop else name
