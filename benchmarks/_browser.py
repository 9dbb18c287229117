"""Chromium, for the benchmarks that open pages."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

__all__ = ["chromium"]


def chromium() -> str | None:
    """The path of Chromium; None where it, or the package that drives it, is missing: it is printed which."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        print("no Chromium on PATH: install it (Debian: apt-get install chromium) and run again")
        return None
    if find_spec("playwright") is None:
        print("the package playwright is not installed: run 'pip install playwright' and run again")
        return None
    return path
