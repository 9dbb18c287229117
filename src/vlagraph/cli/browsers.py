"""Opening a page in the reader's browser, and knowing whether that came about."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["open_page"]

_OPENER = "xdg-open"
_LONGEST_WAIT = 3.0
"""Seconds after which a program that still runs is taken for a browser: one that finds none ends at once."""


def open_page(page: Path) -> bool:
    """Open ``page`` in the browser of this machine; False where there is none."""
    opener = shutil.which(_OPENER) if sys.platform.startswith("linux") else None
    if opener is None:
        return click.launch(str(page)) == 0
    command = [opener, str(page)]
    try:
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - it lists what it tried there
    except OSError:  # it cannot be run
        return False
    try:
        return process.wait(_LONGEST_WAIT) == 0
    except subprocess.TimeoutExpired:
        process.returncode = 0  # it is left to itself
        return True
