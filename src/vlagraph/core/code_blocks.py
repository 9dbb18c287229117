"""Blocks of code in Markdown, where nothing is read that means something elsewhere."""

from __future__ import annotations

import re

__all__ = ["CodeBlocks"]

_FENCE = re.compile(r" {0,3}(`{3,}+(?!.*`)|~{3,})(.*)")
"""What begins or ends a block of code; with a second run of backticks it is code within a line."""


class CodeBlocks:
    """Which lines of a text stand in a block of code; ``fence`` is what began one that has not ended.

    Source: CommonMark 0.31.2, fenced code blocks.

    >>> blocks = CodeBlocks()
    >>> [blocks.hold(line) for line in ("a", "~~~~", "# b", "~~~", "~~~~", "c")], blocks.fence
    ([False, True, True, True, True, False], '')
    """

    def __init__(self) -> None:
        self.fence = ""

    def hold(self, line: str) -> bool:
        """Whether ``line``, the next of the text, is of a block of code, its fences among them."""
        mark, inside = _FENCE.match(line), bool(self.fence)
        if mark and not inside:
            self.fence = mark[1]
        elif mark and mark[1].startswith(self.fence) and not mark[2].strip():
            self.fence = ""
        return bool(mark) or inside
