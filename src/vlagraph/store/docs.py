"""The documentation that ships with the program: pages of Markdown, with the pictures that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.store.reading import read_bytes
from vlagraph.store.workspace import bundled_root

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["docs_folder", "page_file", "page_names", "read_page"]

_AT_THE_TOP = ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY")
"""Pages that stand beside the folder of the others."""


def docs_folder() -> Path:
    """The folder of the docs."""
    return bundled_root() / "docs"


def page_names() -> tuple[str, ...]:
    """What the pages are called: the names of their files in small letters, without the ending."""
    files = (*docs_folder().glob("*.md"), *(bundled_root() / f"{name}.md" for name in _AT_THE_TOP))
    return tuple(sorted(path.stem.lower() for path in files if path.is_file()))


def page_file(name: str) -> Path:
    """The file of the page ``name``."""
    top = name.upper()
    return bundled_root() / f"{top}.md" if top in _AT_THE_TOP else docs_folder() / f"{name}.md"


def read_page(name: str) -> str:
    """The Markdown of the page ``name``.

    Raises:
        StoreError: it cannot be read.
    """
    return read_bytes(page_file(name)).decode()
