"""A version of a roadmap by its name: a file, a folder, or a commit and a path as git writes them."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from vlagraph.core.text import printable
from vlagraph.errors import DataError, StoreError
from vlagraph.store import disk
from vlagraph.store.disk.places import fence
from vlagraph.store.disk.writing import write_new
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap

__all__ = ["load_version"]

_SECONDS = 60
"""How long git may take: it reads a few files of one commit."""


def load_version(name: str) -> Roadmap:
    """The roadmap that ``name`` means: ``DIR``, ``FILE``, ``COMMIT:DIR``, ``COMMIT:FILE`` or ``COMMIT:``.

    Raises:
        StoreError: there is no such file or commit, or git cannot be asked.
        DataError: with every problem of the files.
    """
    path = Path(name)
    if not path.is_absolute() and ".." not in path.parts:
        fence(Path())  # it can be a stranger's, and the name one that its own pages tell
    commit, mark, inner = name.partition(":")
    if os.path.lexists(path) or not commit or not (mark or _is_missing(path)):
        return load_roadmap(_topics_in(path))
    if not mark:
        raise StoreError("compared.no_version", name=repr(printable(name)))
    with TemporaryDirectory() as folder:
        root = Path(folder)
        fence(root)
        _unpack(commit, _folder(inner), root)
        return _load_unpacked(commit, _topics_in(root / inner), root)


def _is_missing(path: Path) -> bool:
    """Whether nothing is at ``path``; False where that cannot be asked, as of too long a name."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        pass
    return False


def _load_unpacked(commit: str, file: Path, root: Path) -> Roadmap:
    """The roadmap in ``file``, unpacked into ``root``; messages name it by its place in ``commit``.

    Raises:
        StoreError: there is none.
        DataError: with every problem of the files.
    """
    version = f"{printable(commit)}:{printable(file.relative_to(root).as_posix())}"
    if not disk.is_file(file):
        raise StoreError("compared.no_topics", version=version)
    try:
        return load_roadmap(file)
    except DataError as error:
        raise DataError(version, error.problems) from error


def _topics_in(path: Path) -> Path:
    """The file of the topics: ``path``, or that in the workspace or the folder ``path``."""
    if not disk.is_folder(path):
        return path
    own = Workspace(path).topics
    return own if disk.is_file(own) else path / own.name


def _folder(inner: str) -> str:
    """The folder of a commit that holds all files of the roadmap in ``inner``."""
    if not inner.endswith(".json"):
        return inner or "graph"
    return str(Path(inner).parent)


def _unpack(commit: str, folder: str, root: Path) -> None:
    """Write the JSON files in ``folder`` of ``commit``, of the repository of this folder, into ``root``.

    Raises:
        StoreError: git is not there, or does not know the commit.
    """
    command = ["git", "archive", "--format=tar", "--end-of-options", commit, folder]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except FileNotFoundError as error:
        raise StoreError("compared.no_git") from error
    except (subprocess.SubprocessError, ValueError) as error:
        about = {"commit": repr(printable(commit)), "folder": repr(printable(folder))}
        raise StoreError("compared.no_commit", **about) from error
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive.getmembers():
            wanted = member.isfile() and member.name.endswith(".json") and ".." not in Path(member.name).parts
            if wanted and (found := archive.extractfile(member)):
                write_new(root / member.name.lstrip("/"), found.read())
