"""The plain pages in a browser: layout shift on a slow phone, and from key to paint on the page of papers.

`python -m benchmarks.pages [--papers N]`. The phone has 390 x 844 pixels, a quarter of this machine's speed
and a slow 4G line; what it asks for goes over loopback alone.
"""

from __future__ import annotations

import functools
import http.server
import random
import statistics
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import ABSENT
from benchmarks._arguments import at_least, parser_of
from benchmarks._browser import chromium
from benchmarks._papers import make_papers
from vlagraph.pipeline.build import build_site, read_content
from vlagraph.site.pages import render_site
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_SLOWER = 4
"""How much slower the phone computes: what Lighthouse takes for a phone of the middle class."""
_LINE = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 96_000}
"""Lighthouse's slow 4G: milliseconds, and bytes a second."""
_SETTLES = 2500
"""Milliseconds after loading in which a page may still move."""
_TOPICS = 8
"""Pages of topics that are opened: a slow phone takes five seconds for each."""
_TYPED = "vision language action robot diffusion policy grasp"
_WATCH_SHIFTS = """
window.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_WATCH_KEYS = """() => {
  window.__keys = [];
  const channel = new MessageChannel();
  const pressed = [];
  channel.port1.onmessage = () => window.__keys.push(performance.now() - pressed.shift());
  addEventListener("keydown", (event) => {
    pressed.push(event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, true);
}"""
"""The first task after a frame begins when the frame has been handed to the compositor."""


def main(argv: Sequence[str] | None = None) -> None:
    """Print both."""
    parser = parser_of("pages", __doc__)
    parser.add_argument(
        "--papers", type=at_least(1), default=3276, help="papers on the page that is searched"
    )
    count = parser.parse_args(argv).papers
    path = chromium()
    if path is None:
        sys.exit(ABSENT)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        _shifts(browser, Path(folder) / "shipped")
        _keys(browser, Path(folder) / "papers", count=count)
        browser.close()


def _shifts(browser: Browser, site: Path) -> None:
    """The worst of each kind of page."""
    build_site(Workspace(ROOT), site)
    with _served(site) as address:
        for kind in sorted({_kind(path.relative_to(site)) for path in site.rglob("*.html")}):
            names = [path.relative_to(site).as_posix() for path in sorted(site.glob(kind))]
            names = random.Random(1).sample(names, min(len(names), _TOPICS))
            found = {name: _shift(browser, address + name) for name in names}
            print(f"{kind:18} layout shift on a slow phone at most {max(found.values()):.3f}", flush=True)


def _kind(name: Path) -> str:
    return name.as_posix() if len(name.parts) == 1 else f"{name.parent.as_posix()}/*.html"


def _shift(browser: Browser, address: str) -> float:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2
    )
    page = context.new_page()
    page.add_init_script(_WATCH_SHIFTS)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", _LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(_SETTLES)
    found = float(page.evaluate("window.__shift"))
    context.close()
    return found


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The address of a server of the folder ``site`` on loopback."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""


def _keys(browser: Browser, site: Path, *, count: int) -> None:
    content = replace(read_content(Workspace(ROOT)), papers=make_papers(count))
    for name, text in render_site(content).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.goto((site / "papers.html").as_uri())
    found = _type(page)
    middle, slow = statistics.median(found), statistics.quantiles(found, n=10)[-1]
    print(f"papers page with {count:,} papers: key to paint {middle:.0f} ms, a tenth over {slow:.0f} ms")
    page.context.close()


def _type(page: Page) -> list[float]:
    """Milliseconds from each key to the paint that follows it."""
    page.wait_for_timeout(_SETTLES)
    page.evaluate(_WATCH_KEYS)
    page.click("#paper-search")
    page.keyboard.type(_TYPED, delay=120)  # milliseconds between keys: a fast typist's
    page.wait_for_timeout(_SETTLES)
    return [float(spent) for spent in page.evaluate("window.__keys")]


if __name__ == "__main__":
    main()
