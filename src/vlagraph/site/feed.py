"""The Atom feed of new papers (RFC 4287), newest first, each with the topics that it was matched to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from vlagraph.site.layout.wrap import clean
from vlagraph.site.payload import evidence
from vlagraph.site.render import arxiv_url

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper
    from vlagraph.site.content import Content

__all__ = ["feed"]

_MOST = 100
_AUTHORS = 20
_EPOCH = "1970-01-01T00:00:00Z"
_ATOM = "http://www.w3.org/2005/Atom"


def feed(content: Content) -> str:
    """The feed as text; its time is that of the newest entry, so that the same papers give the same bytes."""
    fresh = {hit.paper.id: hit.paper for hits in content.hits.values() for hit in hits}
    papers = sorted(fresh.values(), key=lambda paper: (paper.published, paper.id), reverse=True)[:_MOST]
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(root, "id", "urn:vlagraph:new-papers")
    _text(root, "title", f"{clean(content.roadmap.title.en)}: new papers")
    _text(root, "updated", max((_time(paper.updated or paper.published) for paper in papers), default=_EPOCH))
    author = ET.SubElement(root, "author")
    _text(author, "name", "vlagraph")
    for paper in papers:
        _entry(root, content, paper)
    ET.indent(root, space=" ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _entry(root: ET.Element, content: Content, paper: Paper) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", arxiv_url(paper.id))
    _text(entry, "title", clean(paper.title))
    _text(entry, "published", _time(paper.published))
    _text(entry, "updated", _time(paper.updated or paper.published))
    ET.SubElement(entry, "link", {"rel": "alternate", "href": arxiv_url(paper.id)})
    for name in paper.authors[:_AUTHORS]:
        author = ET.SubElement(entry, "author")
        _text(author, "name", clean(name) or "unknown")
    reasons = []
    for match in paper.matches:
        if match.topic in content.topics:
            ET.SubElement(entry, "category", {"term": match.topic})
            words = ", ".join(evidence(match))
            reasons.append(f"{clean(content.topics[match.topic].name.en)} ({match.score:.2f}: {words})")
    _text(entry, "summary", "Matched to " + "; ".join(reasons))


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _time(stamp: str) -> str:
    """An RFC 3339 time from a month, a day or a second."""
    if len(stamp) == 7:
        return f"{stamp}-01T00:00:00Z"
    return f"{stamp}T00:00:00Z" if len(stamp) == 10 else stamp
