"""The list of all papers for the papers page, and the names that its scripts put on topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.site.layout.wrap import clean

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper
    from vlagraph.site.content import Content

__all__ = ["catalogue", "newest_first", "roads"]

_AUTHORS = 12


def newest_first(content: Content) -> list[Paper]:
    """All papers, newest first."""
    return sorted(content.papers.values(), key=lambda paper: (paper.published, paper.id), reverse=True)


def catalogue(content: Content) -> list[list[Any]]:
    """One short list a paper: id, title, authors, more, date, category, topics, key paper, withdrawn."""
    number = {topic: index for index, topic in enumerate(content.order)}
    curated: dict[str, list[int]] = {}
    for topic in content.topics.values():
        for key in topic.key_papers:
            curated.setdefault(key.arxiv, []).append(number[topic.id])
    rows = []
    for paper in newest_first(content):
        matched = [number[match.topic] for match in paper.matches if match.topic in number]
        topics = list(dict.fromkeys([*curated.get(paper.id, []), *matched]))
        rows.append([
            paper.id,
            clean(paper.title),
            [clean(author) for author in paper.authors[:_AUTHORS]],
            max(0, len(paper.authors) - _AUTHORS),
            paper.published[:10],
            clean(paper.primary_category or ""),
            topics,
            int(paper.id in curated),
            int(paper.withdrawn),
        ])  # fmt: skip
    return rows


def roads(content: Content) -> list[list[Any]]:
    """Topics in learning order: id, both names, area number, required prerequisites, former ids."""
    return [
        [
            topic.id,
            clean(topic.name.en),
            clean(topic.name.ko),
            content.area_number[topic.area],
            [need.topic for need in topic.requires if need.kind == "required"],
            list(topic.formerly),
        ]
        for topic in content.topics.values()
    ]
