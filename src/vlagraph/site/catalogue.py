"""The list of all papers for the papers page, and what the search of every page looks through."""

from __future__ import annotations

import json
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from vlagraph.core.citing import cite_by_topics
from vlagraph.core.depths import hours_at
from vlagraph.core.text import visible, visible_lines
from vlagraph.formats.bibtex import bibtex_entry
from vlagraph.site.anchors import anchor_of
from vlagraph.site.published import published_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vlagraph.core.model import Concept, Topic
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.plan.groups import Group
    from vlagraph.site.content import Content
    from vlagraph.site.files import Text

__all__ = [
    "abstract_files",
    "bibtex_files",
    "catalogue",
    "newest_first",
    "paper_files",
    "search_file",
    "topic_index",
    "topics_file",
]

PAPERS_STEP = 2500
"""Papers in a script, about 650 kB: what the list of papers carries itself, and a search reads at a time."""
BIBTEX_STEP = 250
"""Entries in a script, about 200 kB: one for a paper alone comes at once, all of them in a few dozen."""


def newest_first(content: Content) -> list[Paper]:
    """All papers, newest first."""
    return sorted(content.papers.values(), key=lambda paper: (paper.published, paper.id), reverse=True)


def catalogue(content: Content) -> list[list[Any]]:
    """One short list a paper, newest first.

    Id, title, authors, 1 where some are not known, date, category, topics, key paper, withdrawn, a
    `published_row`, 1 where there is an abstract.
    """
    number = {topic: index for index, topic in enumerate(content.order)}
    rows = []
    for paper in newest_first(content):
        chosen = sorted(number[topic] for topic in content.standings.chosen_by(paper.id))
        attached = (number[place.topic] for place in content.standings.places(paper))
        topics = list(dict.fromkeys([*chosen, *attached]))
        rows.append([
            paper.id,
            visible(paper.readable_title),
            [visible(author) for author in paper.authors],
            int(not paper.authors_complete),
            paper.published[:10],
            visible(paper.primary_category or ""),
            topics,
            int(bool(chosen)),
            int(paper.withdrawn),
            published_row(paper),
            int(bool(paper.abstract)),
        ])  # fmt: skip
    return rows


def topic_index(content: Content) -> list[list[Any]]:
    """Topics in learning order: id, both names, area number, required prerequisites, former ids."""
    return [
        [
            topic.id,
            visible(topic.name.en),
            visible(topic.name.ko),
            content.area_number[topic.area],
            [need.topic for need in topic.requires if need.kind == "required"],
            list(topic.formerly),
        ]
        for topic in content.topics.values()
    ]


def search_file(content: Content) -> str:
    """The script with what the search of every page looks through: topics, areas, goals and projects.

    It has the titles of key papers, and says in how many `paper_files` the papers stand.
    """
    keys = {key.arxiv for chosen in content.key_papers.values() for key in chosen}
    value = {
        "topics": [_searched_topic(content, topic) for topic in content.topics.values()],
        "areas": [[area.id, visible(area.name.en), visible(area.name.ko)] for area in content.areas],
        "goals": [_searched_goal(group) for group in content.goals],
        "titles": {key: visible(content.papers[key].readable_title) for key in keys & content.papers.keys()},
        "parts": len(_parts(list(content.papers), PAPERS_STEP)),
    }
    return f"window.vlagraphSearch = JSON.parse({_quoted(value)});\n"


def paper_files(rows: Sequence[list[Any]]) -> dict[str, Text]:
    """Scripts with so many rows of the `catalogue` each, in its order."""
    return _scripts("papers", "window.vlagraphPapers", _parts(rows, PAPERS_STEP))


def topics_file(content: Content) -> str:
    """The script with what the card of a link to a topic says."""
    value = [[*row, *_told(content.topics[row[0]], content)] for row in topic_index(content)]
    return f"window.vlagraphTopics = JSON.parse({_quoted(value)});\n"


def _told(topic: Topic, content: Content) -> list[Any]:
    """Hours of a first pass and of mastery, summary in both languages, 1 where the topic is presupposed."""
    summary = [visible(topic.summary.en), visible(topic.summary.ko)] if topic.summary else ["", ""]
    return [
        list(hours_at(topic, mastery=False)),
        list(topic.hours),
        *summary,
        int(topic.id in content.graph.assumed),
    ]


def abstract_files(content: Content) -> dict[str, Text]:
    """A script for each month with the abstracts of its papers, which pages read when one is asked for."""
    known = sorted(
        (paper for paper in content.papers.values() if paper.abstract),
        key=lambda paper: (_month(paper), paper.id),
    )
    return {
        f"assets/abstracts/{month}.js": partial(_abstracts_script, month, list(papers))
        for month, papers in groupby(known, key=_month)
    }


def _abstracts_script(month: str, papers: Iterable[Paper]) -> str:
    return (
        "window.vlagraphAbstracts = window.vlagraphAbstracts || {};\n"
        f"window.vlagraphAbstracts[{json.dumps(month)}] = JSON.parse({_quoted(_abstracts(papers))});\n"
    )


def bibtex_files(content: Content) -> dict[str, Text]:
    """Scripts with the BibTeX entries of so many papers each, in the order of `catalogue`.

    They are those of ``vlagraph export bibtex``; pages read a script when one of its entries is asked for.
    """
    cited = cite_by_topics(content.graph)
    parts = _parts(newest_first(content), BIBTEX_STEP)
    return _scripts(
        "bibtex", "window.vlagraphBibtex", parts, written=lambda paper: bibtex_entry(cited(paper))
    )


def _parts(rows: Sequence[Any], step: int) -> list[Sequence[Any]]:
    return [rows[start : start + step] for start in range(0, len(rows), step)]


def _scripts(
    folder: str,
    table: str,
    parts: Iterable[Sequence[Any]],
    *,
    written: Callable[[Any], object] | None = None,
) -> dict[str, Text]:
    """A script for each part, which enters it into ``table`` under its number; each item as ``written``."""
    return {
        f"assets/{folder}/{number}.js": partial(_part_script, table, number, part, written=written)
        for number, part in enumerate(parts)
    }


def _part_script(
    table: str, number: int, part: Sequence[Any], *, written: Callable[[Any], object] | None
) -> str:
    value = part if written is None else list(map(written, part))
    return f"{table} = {table} || {{}};\n{table}[{number}] = JSON.parse({_quoted(value)});\n"


def _month(paper: Paper) -> str:
    """YYMM, with which the number of an id begins."""
    return paper.id.rpartition("/")[2][:4]


def _abstracts(papers: Iterable[Paper]) -> dict[str, str]:
    return {paper.id: " ".join(visible_lines(paper.abstract or "").split()) for paper in papers}


def _quoted(value: object) -> str:
    """``value`` as JSON in the quotes of a script, which is read faster than its literals; all ASCII."""
    return json.dumps(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def _searched_topic(content: Content, topic: Topic) -> list[Any]:
    """Id, both names, area number, other names, concepts, ids of key papers."""
    others = [visible(name) for name in (*topic.aliases, *topic.formerly)]
    return [
        topic.id,
        visible(topic.name.en),
        visible(topic.name.ko),
        content.area_number[topic.area],
        others,
        [_searched_concept(concept) for concept in topic.concepts],
        [key.arxiv for key in content.key_papers[topic.id]],
    ]


def _searched_concept(concept: Concept) -> list[str]:
    return [concept.id, visible(concept.name.en), visible(concept.name.ko), *map(visible, concept.aliases)]


def _searched_goal(group: Group) -> list[Any]:
    """Id, both names, of a project where it stands on its page, other names."""
    names = [visible(group.name.en), visible(group.name.ko)]
    anchor = anchor_of(group.id) if group.kind == "project" else ""
    return [group.id, *names, anchor, [visible(alias) for alias in group.aliases]]
