"""A reader's note as HTML: Markdown without raw HTML and without images, so that it loads nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from typing import Any

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

__all__ = ["render_note"]

_LOWER = 2
"""A note's headings begin below those of the page that shows it."""


def render_note(text: str) -> str:
    """The HTML of the Markdown ``text`` (a note without its front matter), safe to put into a page.

    Raw HTML is shown as text, an image becomes a link to it, and a link that is neither web nor mail stays
    text.

    >>> print(render_note("# One <b>two</b>"), end="")
    <h3>One &lt;b&gt;two&lt;/b&gt;</h3>
    """
    return str(_parser().render(text))


class _Guarded(MarkdownIt):
    """A parser whose links lead to the web, to mail or into the page itself, and nowhere else."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return url.lower().startswith(("https://", "http://", "mailto:", "#"))


@cache
def _parser() -> MarkdownIt:
    parser = _Guarded("commonmark", {"html": False}).enable("table").disable("image")
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("link_open", _link)
    return parser


def _heading(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    idx: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    tokens[idx].tag = f"h{min(6, int(tokens[idx].tag[1]) + _LOWER)}"
    return str(renderer.renderToken(tokens, idx, options, env))


def _link(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    idx: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    tokens[idx].attrSet("rel", "noopener noreferrer nofollow")
    return str(renderer.renderToken(tokens, idx, options, env))
