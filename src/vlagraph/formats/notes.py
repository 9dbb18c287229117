"""The template of a reading note, and the digest of a topic's notes, both as Markdown."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.ids import abs_url
from vlagraph.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import KeyPaper, Lang, Topic

__all__ = ["Review", "digest", "filled", "note_template", "reviews_document"]

_SECTIONS = {
    "en": (
        ("Question", "what is asked, and why it matters"),
        ("Method", "how it is answered"),
        ("Evidence", "what was measured, on what, against what"),
        ("Limits", "what it does not show"),
    ),
    "ko": (
        ("질문", "무엇을 묻고, 왜 중요한가"),
        ("방법", "어떻게 답하는가"),
        ("근거", "무엇을, 어디서, 무엇과 견주어 쟀는가"),
        ("한계", "무엇을 보이지 못하는가"),
    ),
}
_BEARING = {"en": "What it means for {}", "ko": "{}: 이 주제에 주는 의미"}
_EMPTY = {"en": "No note says anything yet.", "ko": "아직 내용이 있는 노트가 없다."}
_HEADING = re.compile(r"(#{1,6})[ \t]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


@dataclass(frozen=True)
class Review:
    """A key paper of a topic with the reader's state of it; ``body`` is None where there is no note."""

    key: KeyPaper
    title: str
    read: bool = False
    starred: bool = False
    status: str | None = None
    rating: int | None = None
    date: str | None = None
    body: str | None = None
    problem: str | None = None

    @property
    def state(self) -> str:
        """``read`` when marked or noted so, else the status of the note, else ``unread``."""
        return "read" if self.read else self.status or "unread"


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
        "status: reading # unread, reading or read",
        "rating: # 1 to 5",
        f"date: {day}",
        "---",
        "",
        f"# {one_line(title)}",
        "",
        abs_url(paper),
    ]
    parts = [f"{name} ({hint})" for name, hint in _SECTIONS[lang]]
    parts += [_BEARING[lang].format(topic.name[lang]) for topic in topics]
    return "\n".join([*head, *(f"\n## {part}\n" for part in parts)])


def digest(topic: Topic, reviews: Sequence[Review], *, lang: Lang) -> str:
    """What the reader's notes say of ``topic``: a section a paper, in reading order, without empty parts."""
    lines = [f"# {topic.name[lang]}", ""]
    read = sum(review.state == "read" for review in reviews)
    lines += [
        {
            "en": f"{read} of {len(reviews)} key papers read.",
            "ko": f"핵심 논문 {len(reviews)}편 중 {read}편을 읽었다.",
        }[lang]
    ]
    said = [(review, text) for review in reviews if review.body and (text := filled(review.body, lower=True))]
    if not said:
        lines += ["", _EMPTY[lang]]
    for review, text in said:
        stars = f", {review.rating}/5" if review.rating else ""
        date = f", {review.date}" if review.date else ""
        lines += [
            "",
            f"## {review.title}",
            "",
            f"arXiv:{review.key.arxiv} ({review.state}{stars}{date})",
            "",
            text,
        ]
    return "\n".join(lines) + "\n"


def reviews_document(topic: str, reviews: Sequence[Review]) -> dict[str, Any]:
    """``{"topic", "papers": [{"arxiv", "title", "role", "state", "starred", "rating", "date", "note"}]}``."""
    rows = [
        {
            "arxiv": review.key.arxiv,
            "title": review.title,
            "role": review.key.role,
            "state": review.state,
            "starred": review.starred,
            "rating": review.rating,
            "date": review.date,
            "note": review.body is not None,
        }
        for review in reviews
    ]
    return {"topic": topic, "papers": rows}


def filled(body: str, *, lower: bool = False) -> str:
    r"""The sections of a note that hold text; its title and the link below it are left out.

    ``lower`` sets the headings below those of the digest.

    >>> filled("# Title\n\nhttps://arxiv.org/abs/2304.13705\n\n## Question\n\n## Method\nChunks.")
    '## Method\n\nChunks.'
    """
    sections = _sections(body)
    title = next((at for at, (heading, _) in enumerate(sections) if heading.startswith("# ")), None)
    if title is not None:
        sections[title] = ("", re.sub(r"(?m)^https://arxiv\.org/abs/\S+$", "", sections[title][1]))
    kept = [
        f"{_lowered(heading) if lower else heading}\n\n{text.strip(chr(10))}".strip("\n")
        for heading, text in sections
        if text.strip()
    ]
    return "\n\n".join(kept)


def _lowered(heading: str) -> str:
    marks, _, name = heading.partition(" ")
    return f"{'#' * min(6, max(3, len(marks) + 1))} {name}" if heading else ""


def _sections(body: str) -> list[tuple[str, str]]:
    """Headings with the text below them; a line of a code block is never a heading."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if not fence and _HEADING.match(line):
            parts.append((line.replace("\t", " "), []))
            continue
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not mark[2].strip():
            fence = ""
        parts[-1][1].append(line)
    return [(heading, "\n".join(lines)) for heading, lines in parts]


def _quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar; JSON strings are YAML (https://yaml.org/spec/1.2.2/)."""
    return json.dumps(one_line(text), ensure_ascii=False)
