"""Where the files of this user lie that belong to no workspace (XDG Base Directory Specification)."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["user_folder"]


def user_folder(variable: str, usual: str) -> Path:
    """Our folder in the one that ``variable`` names, else in ``usual`` of the home folder.

    A relative path counts for nothing, as the standard asks: it would be another folder, and another pause
    between requests, wherever the program runs.

    Raises:
        RuntimeError: this user has no home folder.
    """
    stated = os.environ.get(variable, "")
    return (Path(stated) if os.path.isabs(stated) else Path.home() / usual) / "vlagraph"  # noqa: PTH117
