from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from vlagraph.errors import StoreError
from vlagraph.store.lock import hold

if TYPE_CHECKING:
    from pathlib import Path

by_owner = pytest.mark.skipif(sys.platform == "win32", reason="permissions for others")


@by_owner
@pytest.mark.parametrize(("folder", "lock"), [(0o755, 0o644), (0o775, 0o664), (0o777, 0o666), (0o700, 0o644)])
@pytest.mark.parametrize("before", [None, 0o600, 0o644])
def test_who_may_write_to_a_folder_may_hold_its_locks(
    folder: int, lock: int, before: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "progress.json.lock"
    if before is not None:
        path.touch()
        path.chmod(before)
    tmp_path.chmod(folder)
    umask = os.umask(0o022)
    try:
        with hold(path):
            pass
    finally:
        os.umask(umask)

    assert stat.S_IMODE(path.stat().st_mode) == lock


@by_owner
def test_a_file_that_is_only_linked_to_a_lock_keeps_its_permissions(tmp_path: Path) -> None:
    """Such a link may have come with the folder of somebody else."""
    tmp_path.chmod(0o777)
    mine, path = tmp_path / "mine", tmp_path / "progress.json.lock"
    mine.touch()
    mine.chmod(0o600)
    path.hardlink_to(mine)

    with hold(path):
        pass

    assert stat.S_IMODE(mine.stat().st_mode) == 0o600


def test_a_file_system_without_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: FileLock) -> None:
        raise NotImplementedError("FileSystem does not appear to support flock")  # as filelock 3 has it

    monkeypatch.setattr(FileLock, "acquire", refuse)

    with pytest.raises(StoreError) as raised, hold(tmp_path / "a.lock"):
        pass

    assert "a.lock" in str(raised.value)
    assert "The file system does not know this" in str(raised.value)
