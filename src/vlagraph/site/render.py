"""The escaping Jinja2 environment of every page, and the hashes that its Content-Security-Policy names."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import quote

from vlagraph.model import ARXIV_ID
from vlagraph.site.words import WORDS, script_words
from vlagraph.site.wrap import clean

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "BOOT",
    "LATER",
    "NAMES",
    "arxiv_url",
    "asset",
    "environment",
    "hash_source",
    "packed",
    "safe_url",
    "script",
    "style",
]

_STYLES = ("base.css", "map.css", "pages.css", "print.css")
BOOT, LATER, NAMES = "boot.js", "later.js", "names.js"


def environment(**shared: object) -> Environment:
    """A new environment that escapes everything, fails on unknown names and knows ``shared``."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("vlagraph.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(clean=clean, url=safe_url, arxiv=arxiv_url)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    made.globals.update(w=WORDS, **shared)
    return made


@cache
def asset(name: str) -> str:
    """The text of one file of assets/."""
    return resources.files("vlagraph.site").joinpath("assets", name).read_text(encoding="utf-8")


def script(*names: str) -> str:
    """Several script files as one strict function scope, ready for inline or file use."""
    body = "\n".join(asset(name) for name in names)
    words = json.dumps(script_words(), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'(function () {{\n"use strict";\nconst WORDS = {words};\n{body}\n}})();\n'


def style() -> str:
    """All styles as one text."""
    return "\n".join(asset(name) for name in _STYLES)


def hash_source(text: str) -> str:
    """The CSP source expression that allows exactly this inline text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def packed(text: str) -> str:
    """``text`` deflated, in base64: a third of the bytes for the browser to read before it paints.

    The same zlib gives the same bytes; another one may pack otherwise, but to the same text.
    """
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 6)).decode("ascii")


def safe_url(text: str | None) -> str:
    """``text`` if it is a plain http(s) address, else nothing; the caller then shows no link.

    Example:
        >>> safe_url("javascript:alert(1)"), safe_url("https://arxiv.org/abs/1706.03762")
        ('', 'https://arxiv.org/abs/1706.03762')
    """
    candidate = (text or "").strip()
    plain = (
        candidate.startswith(("https://", "http://"))
        and clean(candidate) == candidate
        and " " not in candidate
    )
    return candidate if plain else ""


def arxiv_url(identifier: str) -> str:
    """The arXiv page of a well-formed identifier, else nothing."""
    import re

    if not re.fullmatch(ARXIV_ID, identifier, re.ASCII):
        return ""
    return f"https://arxiv.org/abs/{quote(identifier)}"
