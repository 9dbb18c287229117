"""One Chromium for all browser tests; without one they are skipped, with the reason."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from vlagraph.pipeline.build import build_site
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Seen:
    """What went wrong on a page, or left it."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


Opener = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )
    if path is None:
        pytest.skip("no Chromium on PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped roadmap."""
    folder = tmp_path_factory.mktemp("site")
    build_site(Workspace(ROOT), folder)
    return folder


@pytest.fixture
def seen() -> Seen:
    """Errors and outside requests of every page opened in the test."""
    return Seen()


@pytest.fixture
def visit(browser: Browser, site: Path, seen: Seen) -> Iterator[Opener]:
    """Open a page of the site: ``visit("index.html#topic=x", width=390, theme="dark", folder=other)``."""
    contexts = []

    def opener(
        where: str,
        *,
        width: int = 1400,
        theme: Literal["light", "dark"] = "light",
        folder: Path = site,
        java_script_enabled: bool = True,
    ) -> Page:
        height = 900 if width > 760 else 844
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale="en-US",
            reduced_motion="reduce",
            java_script_enabled=java_script_enabled,
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, seen)
        name, _, fragment = where.partition("#")
        page.goto((folder / name).as_uri() + (f"#{fragment}" if fragment else ""))
        if name == "index.html" and java_script_enabled:
            page.wait_for_selector("html[data-ready]")
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture
def alter(browser: Browser, site: Path, seen: Seen) -> Iterator[Opener]:
    """Open the map where a script has changed the browser: ``alter("delete window.X", until="ready")``."""
    pages = []

    def opener(script: str, *, until: str) -> Page:
        page = browser.new_page(viewport={"width": 1400, "height": 1100})  # the whole map is in sight
        pages.append(page)
        page.add_init_script(script)
        watch(page, seen)
        page.goto((site / "index.html").as_uri())
        page.wait_for_selector(f"html[data-{until}]", state="attached")
        return page

    yield opener
    for page in pages:
        page.close()


def watch(page: Page, seen: Seen) -> None:
    """Note every error and every request that is not for a file of the site."""
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on(
        "console", lambda said: seen.errors.append(said.text) if said.type in {"error", "warning"} else None
    )
    page.on("dialog", lambda dialog: seen.errors.append(f"dialog {dialog.message}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:", "blob:")) else seen.requests.append(request.url)
        ),
    )
