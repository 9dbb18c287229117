"""Where links into a page lead: the ids of what a roadmap names there, apart from the page's own."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from vlagraph.site.render import PLAIN_PAGE, script

__all__ = ["anchor_of"]

_PAGES = ("base", "benchmarks", "projects", "topic")
"""The templates that make up a page with ids of the roadmap on it."""
_IN_TEMPLATE = re.compile(r'\bid="([a-z0-9-]+)"')
_IN_SCRIPT = re.compile(r'\b(?:byId|readJson)\("([a-z0-9-]+)"|\bid: "([a-z0-9-]+)"')


@cache
def _own_ids() -> frozenset[str]:
    """What such pages have and their scripts make or look for; ``name-`` where a number follows."""
    folder = resources.files("vlagraph.site").joinpath("templates")
    texts = (folder.joinpath(f"{name}.html.j2").read_text(encoding="utf-8") for name in _PAGES)
    made = {one for text in texts for one in _IN_TEMPLATE.findall(text)}
    return frozenset(made.union(*_IN_SCRIPT.findall(script(PLAIN_PAGE))) - {""})


def anchor_of(name: str) -> str:
    """The id under which a page has the concept, benchmark or project ``name``.

    It is the same unless the page has another element of that id, to which links would lead and which its
    scripts would take for this one. No id of a roadmap ends like that.

    >>> anchor_of("libero"), anchor_of("search"), anchor_of("result-0")
    ('libero', 'search_', 'result-0_')
    """
    own = _own_ids()
    numbered = re.sub(r"[0-9]+$", "", name)
    return f"{name}_" if name in own or (numbered != name and numbered in own) else name
