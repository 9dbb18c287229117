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

__all__ = ["note_template"]


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


def _quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar; JSON strings are YAML (https://yaml.org/spec/1.2.2/)."""
    return json.dumps(one_line(text), ensure_ascii=False)
