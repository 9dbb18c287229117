"""The text of a reading note without what the template left empty."""

from __future__ import annotations

import re

from vlagraph.core.code_blocks import CodeBlocks

__all__ = ["filled"]

_HEADING = re.compile(r"(#{1,6})[ \t]")
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
        first = at == 1 and not sections[0][1].strip()
        if heading.startswith("# ") and (first or _LINK.search(text)):
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
    code = CodeBlocks()
    for line in body.split("\n"):
        if not code.hold(line) and _HEADING.match(line):
            parts.append((line.replace("\t", " "), []))
        else:
            parts[-1][1].append(line)
    if code.fence:
        parts[-1][1].append(code.fence)
    return [(heading, "\n".join(lines)) for heading, lines in parts]
