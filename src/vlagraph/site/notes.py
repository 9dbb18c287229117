"""A reader's note as HTML: Markdown without raw HTML and without images, so that it loads nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from vlagraph.core.text import visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

__all__ = ["render_note"]


def render_note(text: str, *, top: int = 3) -> str:
    """The HTML of the Markdown ``text`` (a note without its front matter), safe to put into a page.

    Raw HTML is shown as text, an image becomes a link to it, and a link that is neither web nor mail stays
    text. The note's highest headings become those of level ``top``, below the headings of the page.

    >>> print(render_note("# One <b>two</b>"), end="")
    <h3>One &lt;b&gt;two&lt;/b&gt;</h3>
    """
    parser = _parser()
    tokens = parser.parse(visible_lines(text))
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    lower = top - min((int(token.tag[1]) for token in headings), default=top)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + lower)}"
    for token in _inside(tokens):
        if token.type == "link_open":
            token.attrSet("rel", "noopener noreferrer nofollow")
    return str(parser.renderer.render(tokens, parser.options, {}))


class _Guarded(MarkdownIt):
    """A parser whose links lead to the web, to mail or into the page itself, and nowhere else."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return url.lower().startswith(("https://", "http://", "mailto:", "#"))


@cache
def _parser() -> MarkdownIt:
    return _Guarded("commonmark", {"html": False}).enable("table").disable("image")


def _inside(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()
