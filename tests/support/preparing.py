"""What several helpers of tests do before the rest: write a folder of files, import all of the program."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import vlagraph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["import_everything", "write_files"]


def write_files(root: Path, files: Mapping[Path, bytes] | Mapping[str, bytes]) -> Path:
    """Write ``files``, by their places below ``root``; ``root``."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def import_everything() -> None:
    """Import each module of the program that needs no further package: a fork finds it there."""
    for module in pkgutil.walk_packages(vlagraph.__path__, "vlagraph."):
        if not module.name.endswith("__main__") and ".agents" not in module.name:
            importlib.import_module(module.name)
