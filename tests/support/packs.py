"""What a page carries deflated, as text again."""

from __future__ import annotations

import base64
import re
import zlib

__all__ = ["unpacked"]


def unpacked(page: str, name: str) -> str:
    """The text of the packed element ``name`` of ``page``."""
    found = re.search(rf'<template id="{name}">([A-Za-z0-9+/=]+)</template>', page)

    assert found is not None, name
    return zlib.decompress(base64.b64decode(found[1])).decode("utf-8")
