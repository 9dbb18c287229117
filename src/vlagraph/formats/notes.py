"""The text of a reading note without what the template left empty."""

from __future__ import annotations

import re

__all__ = ["filled"]

_HEADING = re.compile(r"(#{1,6})[ \t]")
_FENCE = re.compile(r" {0,3}(`{3,}+(?!.*`)|~{3,})(.*)")
"""What begins or ends a block of code; with a second run of backticks it is code within a line."""

_LINK = re.compile(r"^https://arxiv\.org/abs/\S+$", re.MULTILINE)
"""The line below the title of a new note; a heading of the first rank elsewhere is the reader's."""


def filled(body: str, *, lower: bool = False) -> str:
    r"""The sections of a note that hold text; its title and the link below it are left out.

    ``lower`` sets the headings below those of the digest.

    >>> filled("# Title\n\nhttps://arxiv.org/abs/2304.13705\n\n## Question\n\n## Method\nChunks.")
    '## Method\n\nChunks.'
    """
    sections = _sections(body)
    for at, (heading, text) in enumerate(sections):
        if heading.startswith("# ") and (at == 1 or _LINK.search(text)):
            sections[at] = ("", _LINK.sub("", text))
            break
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
    """Headings with the text below them; a line of a code block is never a heading.

    A block that the note leaves open ends with it, so that it does not go on in what stands below the note.
    """
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
    if fence:
        parts[-1][1].append(fence)
    return [(heading, "\n".join(lines)) for heading, lines in parts]
