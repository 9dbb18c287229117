"""The template of a reading note, as Markdown with front matter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.core.text import one_line
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Lang, Topic
    from vlagraph.core.papers.paper import Paper

__all__ = ["note_template", "note_values"]


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
        f"# {one_line(title)}",
        "",
        abs_url(paper),
    ]
    parts = [
        translate(lang, "note.question"),
        translate(lang, "note.method"),
        translate(lang, "note.evidence"),
        translate(lang, "note.limits"),
        *(translate(lang, "note.bearing", topic=topic.name[lang]) for topic in topics),
    ]
    return "\n".join([*head, *(f"\n## {part}\n" for part in parts)])


def note_values(
    paper: str, record: Paper | None, *, topics: Sequence[Topic], day: str, lang: Lang
) -> dict[str, str]:
    """What the placeholders of a reader's own template stand for, by name; docs/study.md lists them."""
    return {
        "paper": paper,
        "title": one_line(record.title) if record else f"arXiv:{paper}",
        "authors": one_line(", ".join(record.authors)) if record else "",
        "published": record.published[:10] if record else "",
        "url": abs_url(paper),
        "topics": ", ".join(topic.id for topic in topics),
        "topic_names": ", ".join(topic.name[lang] for topic in topics),
        "date": day,
    }


def _quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar; JSON strings are YAML (https://yaml.org/spec/1.2.2/)."""
    return json.dumps(one_line(text), ensure_ascii=False)
