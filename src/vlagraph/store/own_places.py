"""A reader's own settings outside every workspace: where marks and notes are kept, as in a synced folder.

No link in a workspace may lead out of it, for a workspace can be a stranger's. Who keeps marks or notes
elsewhere says so in ``vlagraph/settings.json`` under XDG_CONFIG_HOME (default ``~/.config``)::

    {"workspaces": {"~/vla": {"progress": "~/Sync/progress.json", "notes": "~/Sync/notes"}}}

Of a workspace that several share, ``"reader": "ada"`` says whose marks are this reader's.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from vlagraph.errors import WorkspaceError, reason_of
from vlagraph.store import disk
from vlagraph.store.reading import format_of, unmarked
from vlagraph.store.user_folders import user_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["IN_THE_WORKSPACE", "OwnPlaces", "own_places", "settings_file"]


class OwnPlaces(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the marks and the notes of one workspace are; None where they are in it.

    ``reader`` is the name of this reader in a workspace that several share.
    """

    progress: str | None = None
    notes: str | None = None
    reader: str | None = None


IN_THE_WORKSPACE = OwnPlaces()
"""Both where everybody's are: progress.json and papers/notes/."""


_SCHEMA = 1
"""The newest format of settings.json that this version reads; a file without ``schema`` is of format 1."""


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    workspaces: dict[str, OwnPlaces] = {}
    schema: int = 1


def settings_file() -> Path | None:
    """The file of the reader's settings, there or not; None for a user without a home folder."""
    try:
        return user_folder("XDG_CONFIG_HOME", ".config") / "settings.json"
    except RuntimeError:
        return None


def own_places(root: Path) -> OwnPlaces:
    """Where the reader keeps the marks and notes of the workspace in ``root``, as whole paths.

    Raises:
        WorkspaceError: the settings cannot be read, or say something else.
    """
    file = settings_file()
    if file is None or not disk.is_there(file):
        return IN_THE_WORKSPACE
    try:
        data = unmarked(disk.read(file))
        if (schema := format_of(data)) > _SCHEMA:
            raise WorkspaceError("settings.newer", path=file, schema=schema, most=_SCHEMA)
        stated = msgspec.json.decode(data, type=_Settings).workspaces
    except OSError as error:
        raise WorkspaceError("settings.unread", path=file, reason=reason_of(error)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        from vlagraph.store.faults import fault_of  # for the message alone

        raise WorkspaceError("settings.wrong", path=file, reason=fault_of(data, _Settings, error)) from error
    here = os.path.realpath(root)
    for folder, places in stated.items():
        if os.path.realpath(_whole(folder, file)) == here:
            stated_paths = (places.progress, places.notes)
            progress, notes = (_whole(path, file) if path else None for path in stated_paths)
            return OwnPlaces(progress, notes, places.reader)
    return IN_THE_WORKSPACE


def _whole(path: str, file: Path) -> str:
    """``path`` with a leading ``~`` filled in.

    Raises:
        WorkspaceError: it depends on the folder in which the program runs, or can be no path.
    """
    if "\0" in path:  # which JSON can hold, and no path
        raise WorkspaceError("settings.no_path", path=file, stated=repr(path))
    whole = os.path.expanduser(path)  # noqa: PTH111 - leaves "~" where there is no home folder
    if not os.path.isabs(whole):  # noqa: PTH117
        raise WorkspaceError("settings.relative", path=file, stated=repr(path))
    return whole
