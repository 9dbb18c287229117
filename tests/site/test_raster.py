"""Pictures painted without a rasteriser: true PNG, and a preview where its address is known."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

import msgspec

from tests.support.command_line import CHECKOUT
from vlagraph.pipeline.build import read_content
from vlagraph.site.pages import render_pictures, render_site
from vlagraph.site.raster import PREVIEW, Box, icons, paint
from vlagraph.store.workspace import Workspace

GOLDEN = CHECKOUT / "tests" / "golden" / "workspace"


def _pixels(png: bytes) -> list[bytes]:
    """The rows of a picture, three bytes a pixel; every chunk is whole."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        (length,), name = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        data = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + data)
        chunks[name], at = data, at + 12 + length
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    rows, step = zlib.decompress(chunks[b"IDAT"]), 3 * width + 1
    assert len(rows) == step * height
    return [rows[step * y + 1 : step * (y + 1)] for y in range(height)]


def test_a_box_is_painted_where_it_is_and_nowhere_else() -> None:
    rows = _pixels(paint(4, 3, [Box(1, 1, 9, 2, "#ff0000")], "#000000"))

    assert rows == [b"\0" * 12, b"\0" * 3 + b"\xff\0\0" * 3, b"\0" * 12]


def test_the_icon_is_held_by_the_page_in_both_forms() -> None:
    found = icons()

    assert found["svg"].startswith("data:image/svg+xml,%3Csvg")
    assert found["png"].startswith("data:image/png;base64,")
    assert len(found["svg"]) + len(found["png"]) < 2500


def test_a_preview_is_written_and_named_where_the_address_of_the_site_is_known() -> None:
    content = read_content(Workspace(GOLDEN))
    known = replace(
        content, roadmap=msgspec.structs.replace(content.roadmap, site="https://example.org/map/")
    )
    picture = render_pictures(known)["assets/preview.png"]
    page = render_site(known)["order.html"]

    assert (len(_pixels(picture)[0]) // 3, len(_pixels(picture))) == PREVIEW
    assert 'property="og:image" content="https://example.org/map/assets/preview.png"' in page
    assert 'property="og:url" content="https://example.org/map/order.html"' in page
    assert render_pictures(content) == {}
    assert "og:image" not in render_site(content)["order.html"]


def test_every_page_has_a_description_and_a_title_in_both_languages() -> None:
    for name, page in render_site(read_content(Workspace(GOLDEN))).items():
        if name.endswith(".html"):
            assert '<meta name="description" content="' in page, name
            assert '<meta name="description" content="">' not in page, name
            assert '<title data-en="' in page, name
