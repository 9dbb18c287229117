"""The escaping Jinja2 environment of every page, and the hashes that its Content-Security-Policy names."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url, is_id
from vlagraph.core.text import visible
from vlagraph.site.layout.geometry import GEOMETRY, geometry_json
from vlagraph.site.layout.wrap import has_rtl
from vlagraph.site.script_modules import join_modules
from vlagraph.site.words import WORDS, in_both, script_words, spoken, term_text, words_named
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment

    from vlagraph.core.model import Lang
    from vlagraph.site.compiled import CompiledTemplates

__all__ = [
    "BOOT",
    "FIRST",
    "FRAMED",
    "HOST",
    "LATER",
    "MAP_PAGE",
    "NAMES",
    "PLAIN_PAGE",
    "REST",
    "arxiv_url",
    "asset",
    "colour",
    "environment",
    "hash_source",
    "in_ascii",
    "packed",
    "page_address",
    "policy",
    "safe_url",
    "script",
    "style",
    "tongue",
]

FIRST, REST = ("first.css",), ("base.css", "map.css", "print.css")
_EVERY_PAGE = ("first.css", "base.css", "map.css", "pages.css", "print.css")
# Without it Chromium looks through the whole of a local file to guess its encoding, whatever is declared.
_BYTE_ORDER_MARK = "\ufeff"
MAP_PAGE, PLAIN_PAGE = "map-page.js", "plain-page.js"
BOOT, LATER, NAMES = "boot.js", "later.js", "names.js"
HOST, FRAMED = "host.js", "framed.css"


def environment(*, langs: Sequence[Lang] = LANGS, **shared: object) -> Environment:
    """A new environment that escapes everything, fails on unknown names and knows ``shared``.

    Texts are said in each of ``langs``, of which a page opens in the first.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("vlagraph.site", "templates"),
        bytecode_cache=_compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(clean=visible, url=safe_url, arxiv=arxiv_url, rtl=has_rtl, colour=colour)
    made.filters.update(term=term_text, message=in_both, tongue=tongue)
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": True}
    made.globals.update(w=WORDS, geometry=GEOMETRY, langs=langs, lang=langs[0], **spoken(langs))
    made.globals.update(shared)
    return made


@cache
def _compiled() -> CompiledTemplates:
    from vlagraph.site.compiled import CompiledTemplates

    return CompiledTemplates()


@cache
def asset(name: str) -> str:
    """The text of one file of scripts/ or styles/, every character beyond ASCII as an escape."""
    text = (
        resources.files("vlagraph.site")
        .joinpath("styles" if name.endswith(".css") else "scripts", name)
        .read_text(encoding="utf-8")
    )
    escape = _css_escape if name.endswith(".css") else _js_escape
    return re.sub("[^\0-\x7f]", lambda found: escape(found[0]), text)


def _css_escape(char: str) -> str:
    return f"\\{ord(char):x} "


def _js_escape(char: str) -> str:
    r"""``char`` as one ``\u`` escape, or as two beyond the Basic Multilingual Plane.

    >>> _js_escape("\u2713"), _js_escape("\U0001f916")
    ('\\u2713', '\\ud83e\\udd16')
    """
    return json.dumps(char)[1:-1]


@cache
def script(entry: str) -> str:
    """The module ``entry`` and all that it imports as one strict function scope, for inline or file use."""
    body = join_modules(entry, asset)
    words = json.dumps(script_words(words_named(body)), separators=(",", ":")).replace("<", "\\u003c")
    known = {"WORDS": words, "GEOMETRY": geometry_json()}
    used = {name: value for name, value in known.items() if re.search(rf"\b{name}\b", body)}
    constants = "".join(f"const {name} = {value};\n" for name, value in used.items())
    return f'(function () {{\n"use strict";\n{constants}{body}}})();\n'


def in_ascii(page: str) -> str:
    """``page`` in the form that is read fastest: all ASCII, as its styles and scripts must be already."""
    return _BYTE_ORDER_MARK + page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def style(*names: str) -> str:
    """The styles of these files as one text; without names, what every page but the map is given."""
    return "\n".join(asset(name) for name in names or _EVERY_PAGE)


def hash_source(text: str) -> str:
    """The CSP source expression that allows exactly this inline text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The Content-Security-Policy of a page with these sources of scripts and styles, and no others."""
    return (
        f"default-src 'none'; script-src {' '.join(scripts)}; style-src {' '.join(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def packed(text: str) -> str:
    """``text`` deflated, in base64: a third of the bytes for the browser to read before it paints.

    The same zlib gives the same bytes; another one may pack otherwise, but to the same text.
    """
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 6)).decode("ascii")


def colour(area: int) -> str:
    """The class of the colour of an area by its number.

    >>> colour(3), colour(15)
    ('a3', 'a3')
    """
    return f"a{area % GEOMETRY.colours}"


def tongue(text: str) -> str:
    """The language of a title: Korean where it has Korean letters, else English.

    >>> tongue("Attention"), tongue("\uc81c\ubaa9")
    ('en', 'ko')
    """
    return "ko" if re.search("[\u3131-\u318e\uac00-\ud7a3]", text) else "en"


def safe_url(text: str | None) -> str:
    """``text`` if it is a plain http(s) address, else nothing; the caller then shows no link.

    Example:
        >>> safe_url("javascript:alert(1)"), safe_url("https://arxiv.org/abs/1706.03762")
        ('', 'https://arxiv.org/abs/1706.03762')
    """
    candidate = (text or "").strip()
    plain = (
        candidate.startswith(("https://", "http://"))
        and visible(candidate) == candidate
        and " " not in candidate
    )
    return candidate if plain else ""


def page_address(site: str | None, page: str) -> str:
    """The whole address of ``page``; empty where that of the site is not known.

    Example:
        >>> page_address("https://example.org/vla/", "order.html"), page_address(None, "order.html")
        ('https://example.org/vla/order.html', '')
    """
    base = safe_url(site).rstrip("/")
    return f"{base}/{page}" if base else ""


def arxiv_url(identifier: str) -> str:
    """The arXiv page of a well-formed identifier, else nothing."""
    return abs_url(identifier) if is_id(identifier) else ""
