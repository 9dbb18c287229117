"""A small workspace whose every text, of the roadmap and of its papers, is one of a table of hostile ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["HOSTILE", "UNSAFE", "injected_workspace"]

HOSTILE: Mapping[str, str] = {
    "a script": "<script>window.pwned=1</script>",
    "the end of a script": "</script><script>window.pwned=1</script><!--",
    "an attribute": "\"'><img src=x onerror=window.pwned=1>",
    "an image of a vector": "<svg onload=window.pwned=1><a xlink:href='javascript:window.pwned=1'>",
    "an address of a script": "javascript:window.pwned=1",
    "a section of XML": "]]></title></data></node><entry><id>x</id></entry><![CDATA[",
    "an entity of XML": "&lt;b&gt; &#60;b&#62; &evil; &amp;lt;",
    "a calendar": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:https://evil.example/;,\\n",
    "a field of BibTeX": 'x}, note = {pwned}, "} @comment{y} @misc{z, title = {w}} %',
    "a command of TeX": r"\input{/etc/passwd} \write18{x} $\sqrt[$ \href{javascript:x}{y} \frac{\frac{",
    "a tag of RIS": "x\nER  - \n\nTY  - JOUR\r\nTI  - pwned",
    "a formula": "=HYPERLINK(\"https://evil.example/\";\"x\")",
    "a formula with a plus": "+cmd|' /C calc'!A0",
    "a formula behind a tab": "\t=1+1",
    "a formula with an at": "@SUM(1+1)*cmd",
    "cells": 'a\tb\t"c\td"\n"e\tf"',
    "an image of Markdown": "![x](https://evil.example/pixel.png) [y](javascript:window.pwned=1)",
    "a heading of Markdown": "x\n\n# pwned\n\n---\nstatus: read\n---\n```\n- [x] done",
    "a reference of Markdown": "[z]: https://evil.example 'x'\n[z] [[page|name]] ![[file]] %%x%% ^id #tag",
    "HTML in Markdown": "<details open ontoggle=window.pwned=1> <!-- vlagraph:end --> <https://evil.example>",
    "front matter": '"\n---\nrating: 5\nauthor: eve\n---\n',
    "a directive of Mermaid": 'x"] --> n0\n%%{init: {"securityLevel": "loose"}}%%\nclick n0 href "x:"',
    "an attribute of DOT": 'x" URL="javascript:x"]; "evil" -> "seeing" [label="\\N \\G <b>',
    "a terminal": "\x1b]0;pwned\x07\x1b[2J\x1b[31mred \x9b31m \x1b]8;;https://evil.example\x07x\x1b]8;;\x07",
    "lines of a terminal": "good\rpwned \x08\x08\x0b\x0c\x85 \u2028 \u2029",
    "directions": "\u202egnp.exe\u202c \u2066x\u2069 \u2067y\u2069 \u200e \u200f \u061c",
    "nothing to see": "\u200b\u2060\ufeff\u00ad\U000e0041 x",
    "a sensible name": "Cups & saucers: 컵",
}  # fmt: skip
"""What strangers write into names, titles, reasons and notes, by what it means to be taken for."""

UNSAFE = frozenset("\x1b\x9b\x07\x08\x0b\x0c\x85\u2028\u2029\u202e\u2066\u2067\u061c\u200b\ufeff\u200f\r")
"""Characters that no output holds: they drive a terminal, or turn or hide what stands around them."""


def injected_workspace(root: Path, texts: Mapping[str, str] = HOSTILE) -> Path:
    """Write a workspace to ``root`` with a topic and a paper a text of ``texts``; ``root``."""
    topics = [_topic(number, text) for number, text in enumerate(texts.values())]
    text = next(iter(texts.values()))
    roadmap = {
        "schema": 1,
        "title": _said(text),
        "areas": [{"id": "area", "name": _said(text)}],
        "priorities": [
            {
                "id": "soon",
                "name": _said(text),
                "window": _said(text),
                "weeks": [1, 4],
                "entries": [{"ref": "t0", "note": _said(text)}],
            }
        ],
        "stages": [{"id": "one", "name": _said(text), "steps": [{"name": _said(text), "refs": ["t0"]}]}],
        "topics": topics,
    }
    _write(root / "graph" / "topics.json", json.dumps(roadmap))
    papers = [_paper(f"2601.{number:05}", text, number) for number, text in enumerate(texts.values())]
    papers += [_paper(f"2601.1{number:04}", text, number) for number, text in enumerate(texts.values())]
    _write(root / "papers" / "papers.jsonl", "".join(f"{json.dumps(paper)}\n" for paper in papers))
    _write(root / "progress.json", json.dumps({"schema": 1}))
    return root


def _said(text: str, number: int | None = None) -> dict[str, str]:
    whole = text if number is None else f"{text} {number}"
    return {"en": whole, "ko": whole}


def _topic(number: int, text: str) -> dict[str, Any]:
    said = _said(text)
    before = [
        {"topic": f"t{number - 1}", "kind": "required", "reason": said, "source": text, "concepts": ["c"]}
    ]
    return {
        "id": f"t{number}",
        "area": "area",
        "name": _said(text, number),
        "aliases": [f"{text} alias {number}"],
        "level": 2,
        "hours": [1, 2],
        "hours_basis": said,
        "summary": said,
        "concepts": [{"id": "c", "name": said, "note": said}],
        "requires": before if number else [],
        "key_papers": [{"arxiv": f"2601.{number:05}", "role": "method", "why": said, "concepts": ["c"]}],
        "resources": [
            {"title": text or "x", "kind": "book", "why": said, "url": f"https://example.org/{number}"}
        ],
        "watch": {"any": [text, "cups"]},
        "exercises": [{"task": said, "hours": [1, 2]}],
    }


def _paper(name: str, text: str, number: int) -> dict[str, Any]:
    """A record of which each text is hostile."""
    return {
        "id": name,
        "title": text if name.endswith(f"0{number:04}") else f"{number}: {text} {name[-5:]}",
        "authors": [text, f"Ada {text}", f"{text}, Jr."],
        "published": "2026-01-02",
        "primary_category": text,
        "categories": [text],
        "abstract": text,
        "comment": text,
        "journal_ref": text,
        "doi": [text],
        "fetched": "2026-01-04T00:00:00Z",
        "matches": [
            {
                "topic": f"t{number}",
                "score": 0.9,
                "evidence": [{"kind": "phrase", "text": text, "where": "title"}],
            }
        ],
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
