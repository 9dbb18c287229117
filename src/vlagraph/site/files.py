"""The files of a site, of which large ones are made when they are asked for and not kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SiteFiles", "Text"]

Text: TypeAlias = str | Callable[[], str]
"""What a file holds, or what makes it."""


class SiteFiles(Mapping[str, str]):
    """The text of each file by its path relative to the site.

    A text that is given as a function is made each time it is asked for: of thousands of papers one script
    at a time is in memory.

    Example:
        >>> files = SiteFiles({"index.html": "<html>", "assets/papers/0.js": lambda: "[]"})
        >>> list(files), files["assets/papers/0.js"]
        (['index.html', 'assets/papers/0.js'], '[]')
    """

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self._texts = texts

    def __getitem__(self, name: str) -> str:
        text = self._texts[name]
        return text if isinstance(text, str) else text()

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
