"""The map answers what the benchmark of it asks, which would measure nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.map import ASK

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_the_map_answers_the_search_and_the_hover_whose_time_is_measured(
    browser: Browser, site: Path
) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(ASK)
    page.goto((site / "index.html").as_uri())
    while not errors and not page.evaluate("window.__usable || 0"):
        page.wait_for_timeout(50)

    assert errors == []
    page.close()
