"""Sources on pages: what of a text is a link, and that pages and the panel of the map agree about it."""

from __future__ import annotations

import re

import pytest

from vlagraph.core.model import ARXIV_ID
from vlagraph.formats.markdown import WEB_ADDRESS
from vlagraph.site.pages import _linked_source
from vlagraph.site.render import asset

WIKI = "https://en.wikipedia.org/wiki/Kernel_(statistics)"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"See {WIKI}, section 2.", [WIKI]),
        (f"A book ({WIKI}); arXiv:2304.13705", [WIKI, "https://arxiv.org/abs/2304.13705"]),
        ("https://a.org/x (commit 3), https://b.org/y?z=1.", ["https://a.org/x", "https://b.org/y?z=1"]),
        ("https://a.org/x) and https://(", ["https://a.org/x"]),
        ("[https://a.org/x]", ["https://a.org/x"]),
    ],
)
def test_an_address_in_a_source_is_whole_and_holds_nothing_of_the_sentence(
    text: str, links: list[str]
) -> None:
    made = str(_linked_source(text))

    assert re.findall(r'href="([^"]+)"', made) == links
    assert re.sub(r"<[^>]+>", "", made) == text


def test_the_panel_of_the_map_takes_the_same_for_an_address() -> None:
    found = re.search(r"const REFERENCE = /\((.*)\)/;", asset("dom.js"))

    assert found is not None
    assert found[1].replace(r"\/", "/").endswith(f"|{WEB_ADDRESS}")


def test_a_source_of_many_open_brackets_is_read_at_once() -> None:
    for text in ("http://a(" * 20_000, "http://a" + "(b)" * 30_000 + "(", "http://" + "." * 60_000):
        re.split(f"(arXiv:{ARXIV_ID}|{WEB_ADDRESS})", text)
