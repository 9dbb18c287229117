"""Venue, code and project page of a paper as pages show them: words in both languages, safe addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.core.model import Text
from vlagraph.core.papers.publication import publication_of
from vlagraph.formats.publication import venue_text
from vlagraph.site.render import safe_url

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper

__all__ = ["Published", "published", "published_row"]


class Published(NamedTuple):
    """The venue, None where none is named; the addresses, empty where there is none."""

    venue: Text | None
    code: str
    project: str


def published(paper: Paper) -> Published:
    """What the record of ``paper`` says, for a template."""
    venue, code, project = publication_of(paper)
    name = Text(en=venue_text(venue, "en"), ko=venue_text(venue, "ko")) if venue else None
    return Published(name, safe_url(code), safe_url(project))


def published_row(paper: Paper) -> list[Any]:
    """The same for a script: venue in English and Korean, code, project; empty where nothing is known."""
    venue, code, project = published(paper)
    if not (venue or code or project):
        return []
    return [venue.en if venue else "", venue.ko if venue else "", code, project]
