"""Writing a vault: our part of each page, the reader's text kept, pages of topics that are gone taken away.

All pages are read before the first is written. Each is written in one step, and a page is removed last, when
what the reader wrote in it stands in another: a run that was stopped is finished by the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from vlagraph.core.text import printable
from vlagraph.errors import StoreError, WorkspaceError, reason_of
from vlagraph.formats.vault import VAULT_FACTS, page_file
from vlagraph.pipeline.first_names import first_names
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.site_folder import check_folder
from vlagraph.store.vault_page import Page, join_page, parse_page, take_over
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from vlagraph.core.model import Lang
    from vlagraph.formats.vault import VaultPage
    from vlagraph.store.workspace import Workspace

__all__ = ["SavedVault", "save_vault"]

_NAME = re.compile(r"[a-z0-9-]+_?\.md|_index\.md")
"""What a page can be called: no other note of the reader's is read."""


@dataclass(frozen=True)
class SavedVault:
    """What an export did: how many pages it has, which files it removed, and which the reader's text kept."""

    pages: int
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def save_vault(workspace: Workspace, folder: Path, pages: Sequence[VaultPage], *, lang: Lang) -> SavedVault:
    """Write ``pages`` into ``folder``; what the reader wrote stays as it is, wherever it stands.

    A page of a topic that ``pages`` have no longer is removed, unless the reader wrote in it. One of a topic
    with a new id gives the reader's text to the page of that.

    Raises:
        StoreError: a file cannot be read or written.
        WorkspaceError: ``folder`` is no place for a vault, or has notes of the reader by the names of pages.
    """
    check_folder(folder, workspace, refusal="export.protected")
    disk.fence(folder)
    found = dict(_ours(folder))
    _refuse_foreign(folder, pages, found)
    moved = {page_file(one): page_file(page.topic) for page in pages for one in page.former}
    moved = {old: new for old, new in moved.items() if old in found}
    notice = translate(lang, "export.vault_notice")
    for page in pages:
        name = page_file(page.topic)
        older = [found[old] for old, new in moved.items() if new == name]
        whole = _whole(found.get(name), older, page.text)
        write_atomic(folder / name, join_page(whole, page.facts, page.text, notice=notice))
    left = sorted(set(found) - {page_file(page.topic) for page in pages})
    kept = tuple(one for one in left if one not in moved and found[one].reader_wrote(VAULT_FACTS))
    removed = tuple(one for one in left if one not in kept)
    _remove(folder, removed)
    return SavedVault(len(pages), removed, kept)


def _ours(folder: Path) -> Iterator[tuple[str, Page]]:
    """The pages in ``folder`` that an export wrote, by the names of their files."""
    for name in _listed(folder):
        page = _read(folder / name)
        if page and (page.ours is not None or page.topic) and page_file(page.topic or name[:-3]) == name:
            yield name, page


def _listed(folder: Path) -> list[str]:
    try:
        return [name for name in disk.list_folder(folder) if _NAME.fullmatch(name)]
    except OSError as error:
        raise StoreError("file.unread", path=folder, reason=reason_of(error)) from error


def _read(path: Path) -> Page | None:
    """The page in ``path``; None for a folder and for what is no text."""
    try:
        return parse_page(disk.read(path).decode("utf-8"))
    except UnicodeDecodeError:
        return None
    except OSError as error:
        if disk.is_folder(path):
            return None
        raise StoreError("file.unread", path=path, reason=reason_of(error)) from error


def _refuse_foreign(folder: Path, pages: Sequence[VaultPage], found: Mapping[str, Page]) -> None:
    """Refuse to write where the reader has notes of these names.

    Raises:
        WorkspaceError: there are some.
    """
    names = [page_file(page.topic) for page in pages]
    there = [name for name in names if name not in found and disk.is_there(folder / name)]
    foreign = [name for name in there if not _is_blank(folder / name)]
    if foreign:
        listed = first_names(list(map(printable, foreign)))
        raise WorkspaceError("export.vault_foreign", path=folder, names=listed)


def _is_blank(path: Path) -> bool:
    """Whether nothing stands in ``path``: programs for notes make such files of links that lead nowhere."""
    page = _read(path)
    return page is not None and not page.head and not page.after.strip()


def _whole(page: Page | None, older: Sequence[Page], text: str) -> Page:
    """``page``, or the first of the ``older`` ones, with what the reader wrote in all of them."""
    if page is None and older:
        page, *older = older
    return reduce(lambda found, one: take_over(found, one, text), older, page or Page())


def _remove(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        try:
            disk.remove(folder / name)
        except OSError as error:
            raise StoreError("export.unremoved", path=folder / name, reason=reason_of(error)) from error
