"""One Chromium for all browser tests; without one they are skipped, with the reason."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from filelock import FileLock
from playwright.sync_api import Error

from vlagraph.pipeline.build import build_site
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there: the shell has the engine of Chromium and no windows around it, which take as much
processor time as the pages."""
UNUSED = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
"""Features of Chromium that are turned off: two popups of the address bar, each a page that every window
loads (a third of the processor time of a test), and what Playwright turns off, whose list ours replaces."""
ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(UNUSED)}",
)


@dataclass
class Seen:
    """What went wrong on a page, or left it."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


class Window(NamedTuple):
    """What a page is shown in."""

    width: int
    theme: Literal["light", "dark"]
    scripts: bool


Opener = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped roadmap: built by the first of the processes that test, for all of them."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / "shipped-site"
    with FileLock(shared / "shipped-site.lock"):
        if not (folder / "index.html").exists():
            build_site(Workspace(ROOT), folder)
    return folder


@pytest.fixture
def seen() -> Seen:
    """Errors and outside requests of every page opened in the test."""
    return Seen()


def sticking_out(page: Page, width: int) -> list[int]:
    """Of the two usual widths, with ``width`` at which the page was opened, those that it does not fit in."""
    found = []
    for at in (width, 390 if width == 1400 else 1400, width):
        page.set_viewport_size({"width": at, "height": 900 if at > 760 else 844})
        if page.evaluate("document.documentElement.scrollWidth") > at:
            found.append(at)
    return found


class Pages:
    """A page for each kind of window, for one test after the other: a new one costs more than its content."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: dict[Window, Page] = {}
        self._used: set[Window] = set()
        self.seen = Seen()

    def open(self, window: Window) -> Page:
        """The page of ``window``, empty, as if nobody had been there before."""
        if window in self._used:
            self._empty(window)
        self._used.add(window)
        if window not in self._pages:
            context = self._browser.new_context(
                viewport={"width": window.width, "height": 900 if window.width > 760 else 844},
                color_scheme=window.theme,
                locale="en-US",
                reduced_motion="reduce",
                java_script_enabled=window.scripts,
            )
            page = self._pages[window] = context.new_page()
            watch(page, self)
        return self._pages[window]

    def reset(self) -> None:
        """Forget what the last test left: marks, choices, the printed view, its page."""
        for window in list(self._used):
            self._empty(window)
        self._used.clear()
        self.seen = Seen()

    def _empty(self, window: Window) -> None:
        page = self._pages[window]
        try:
            page.emulate_media(media="screen")
            if window.scripts:
                page.evaluate("localStorage.clear(); sessionStorage.clear()")
            page.goto("about:blank")
        except Error:  # a test that failed may leave a page that answers nothing
            self._pages.pop(window).context.close()


@pytest.fixture(scope="session")
def pages(browser: Browser) -> Pages:
    """The pages that the tests share."""
    return Pages(browser)


@pytest.fixture
def visit(pages: Pages, site: Path, seen: Seen) -> Iterator[Opener]:
    """Open a page of the site: ``visit("index.html#topic=x", width=390, theme="dark", folder=other)``.

    Two visits with the same width, theme and scripts use one page: the second leaves the first.
    """

    def opener(
        where: str,
        *,
        width: int = 1400,
        theme: Literal["light", "dark"] = "light",
        folder: Path = site,
        java_script_enabled: bool = True,
    ) -> Page:
        page = pages.open(Window(width, theme, java_script_enabled))
        name, _, fragment = where.partition("#")
        page.goto((folder / name).as_uri() + (f"#{fragment}" if fragment else ""))
        if name == "index.html" and java_script_enabled:
            page.wait_for_selector("html[data-ready]")
        return page

    pages.seen = seen
    yield opener
    pages.reset()


@pytest.fixture
def alter(browser: Browser, site: Path, seen: Seen) -> Iterator[Opener]:
    """Open the map where a script has changed the browser: ``alter("delete window.X", until="ready")``."""
    pages = []

    def opener(script: str, *, until: str) -> Page:
        page = browser.new_page(viewport={"width": 1400, "height": 1100})  # the whole map is in sight
        pages.append(page)
        page.add_init_script(script)
        watch(page, Holder(seen))
        page.goto((site / "index.html").as_uri())
        page.wait_for_selector(f"html[data-{until}]", state="attached")
        return page

    yield opener
    for page in pages:
        page.close()


class Holder(NamedTuple):
    """Who knows where faults are noted now."""

    seen: Seen


def watch(page: Page, holder: Pages | Holder) -> None:
    """Note every error and every request that is not for a file of the site."""
    page.on("pageerror", lambda error: holder.seen.errors.append(str(error)))
    page.on("dialog", lambda dialog: holder.seen.errors.append(f"dialog {dialog.message}"))

    def spoken(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            holder.seen.errors.append(said.text)

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:", "about:")):
            holder.seen.requests.append(request.url)

    page.on("console", spoken)
    page.on("request", asked)
