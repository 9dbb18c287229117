"""Refresh the pictures under docs/images/: every page kind, both themes, wide and narrow."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from benchmarks import ABSENT
from benchmarks._arguments import refuse_all
from benchmarks._browser import chromium
from vlagraph.pipeline.build import build_site
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SIZES = {"wide": (1400, 900), "narrow": (390, 844)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Shot(NamedTuple):
    """A page kind: the name of its pictures, and the address to open."""

    name: str
    address: str


SHOTS = (
    Shot("map", "index.html#view=map"),
    Shot("panel", "index.html#view=map&topic=vla-models"),
    Shot("path", "index.html#view=map&path=build-a-vla"),
    Shot("list", "index.html#view=list"),
    Shot("order", "order.html"),
    Shot("topic", "topics/vla-models.html"),
    Shot("papers", "papers.html"),
    Shot("new", "new.html"),
    Shot("landmarks", "landmarks.html"),
    Shot("benchmarks", "benchmarks.html"),
    Shot("projects", "projects.html"),
    Shot("about", "about.html"),
)


def main(argv: Sequence[str] | None = None) -> None:
    """Build the shipped site and photograph it."""
    refuse_all("screenshots", __doc__, argv)
    path = chromium()
    if path is None:
        sys.exit(ABSENT)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_site(Workspace(ROOT), Path(folder))
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        for shot in SHOTS:
            for theme in THEMES:
                for size in SIZES:
                    _take(browser, Path(folder), shot=shot, theme=theme, size=size)
        browser.close()
    shutil.copyfile(IMAGES / "map-wide-light.png", IMAGES / "map.png")


def _take(browser: Browser, folder: Path, *, shot: Shot, theme: Literal["light", "dark"], size: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        locale="en-US",
        reduced_motion="reduce",
    )
    page = context.new_page()
    name, _, fragment = shot.address.partition("#")
    page.goto((folder / name).as_uri() + (f"#{fragment}" if fragment else ""))
    if name == "index.html":
        page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(300)
    target = IMAGES / f"{shot.name}-{size}-{theme}.png"
    page.screenshot(path=target)
    context.close()
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
