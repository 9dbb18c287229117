"""The template of a reading note, as Markdown with front matter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.core.text import one_line
from vlagraph.formats.markdown import escaped
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.model import Lang, Topic
    from vlagraph.core.papers.paper import Paper

__all__ = ["markdown_values", "note_template", "note_values"]

_FOREIGN = frozenset({"title", "authors", "topic_names"})
"""Values that people wrote elsewhere; the others are ids, days and addresses, which stay as they are."""


def note_template(paper: str, title: str, *, topics: Sequence[Topic], day: str, lang: Lang) -> str:
    """A note to fill in: front matter (paper, title, topics, status, rating, date), then empty sections.

    >>> print(note_template("2304.13705", "A: title", topics=[], day="2026-11-22", lang="en")[:52])
    ---
    paper: "2304.13705"
    title: "A: title"
    topics: []
    """
    names = ", ".join(topic.id for topic in topics)
    head = [
        "---",
        f"paper: {_quoted(paper)}",
        f"title: {_quoted(title)}",
        f"topics: [{names}]",
        f"status: reading # {translate(lang, 'note.status_hint')}",
        f"rating: # {translate(lang, 'note.rating_hint')}",
        f"date: {day}",
        "---",
        "",
        f"# {escaped(title)}",
        "",
        abs_url(paper),
    ]
    parts = [
        translate(lang, "note.question"),
        translate(lang, "note.method"),
        translate(lang, "note.evidence"),
        translate(lang, "note.limits"),
        *(translate(lang, "note.bearing", topic=escaped(topic.name[lang])) for topic in topics),
    ]
    return "\n".join([*head, *(f"\n## {part}\n" for part in parts)])


def note_values(
    paper: str, record: Paper | None, *, topics: Sequence[Topic], day: str, lang: Lang
) -> dict[str, str]:
    """What the placeholders of a reader's own template stand for, by name; docs/study.md lists them."""
    return {
        "paper": paper,
        "title": one_line(record.readable_title) if record else f"arXiv:{paper}",
        "authors": one_line(", ".join(record.authors)) if record else "",
        "published": record.published[:10] if record else "",
        "url": abs_url(paper),
        "topics": ", ".join(topic.id for topic in topics),
        "topic_names": ", ".join(topic.name[lang] for topic in topics),
        "date": day,
    }


def markdown_values(values: Mapping[str, str]) -> dict[str, str]:
    r"""`note_values` as Markdown: names and titles so that nothing in them counts as more than itself.

    >>> markdown_values({"title": "pi_0 and *", "url": "https://arxiv.org/abs/2410.24164"})["title"]
    'pi\\_0 and \\*'
    """
    return {name: escaped(value) if name in _FOREIGN else value for name, value in values.items()}


def _quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar; JSON strings are YAML (https://yaml.org/spec/1.2.2/)."""
    return json.dumps(one_line(text), ensure_ascii=False)
