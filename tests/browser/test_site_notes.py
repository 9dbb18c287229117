"""Notes in a browser: they can be read and opened, and hostile ones do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import find_faults
from tests.browser.conftest import sticking_out
from tests.support.noted import TOPIC, key_papers, noted_workspace
from vlagraph.pipeline.build import build_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = noted_workspace(tmp_path_factory.mktemp("noted") / "w")
    build_site(workspace)
    return workspace.site


@pytest.mark.parametrize(("where", "width"), [(f"topics/{TOPIC}.html", 1400), ("papers.html", 390)])
def test_a_hostile_note_runs_nothing_loads_nothing_and_breaks_no_page(
    visit: Opener, seen: Seen, folder: Path, where: str, width: int
) -> None:
    page = visit(where, width=width, folder=folder)
    page.evaluate("for (const note of document.querySelectorAll('details')) note.open = true")
    for link in page.locator("#main .note-body a").all():
        assert str(link.get_attribute("href")).startswith(("https://", "#", "mailto:"))
    page.wait_for_timeout(100)

    assert page.evaluate("window.pwned") is None
    assert page.locator("main script, main img, main iframe, main style, main base").count() == 0
    assert sticking_out(page, width) == []
    assert (seen.errors, seen.requests) == ([], [])


def test_an_address_of_a_folded_note_opens_it(visit: Opener, seen: Seen, folder: Path) -> None:
    first = key_papers()[0]
    page = visit(f"topics/{TOPIC}.html#note-{first}", folder=folder)

    assert page.locator(f"[id='note-{first}']").evaluate("note => note.open") is True
    assert page.get_by_text("Keep a master copy").first.is_visible()
    assert seen.errors == []


def test_the_panel_of_the_map_leads_to_the_note(visit: Opener, seen: Seen, folder: Path) -> None:
    page = visit(f"index.html#topic={TOPIC}", folder=folder)
    links = page.locator("#panel .note-link")

    assert links.count() == 5
    links.first.click()
    page.wait_for_selector(f"details[id='note-{key_papers()[0]}'][open]")
    assert (seen.errors, seen.requests) == ([], [])


def test_the_papers_page_keeps_notes_through_filters_and_finds_words_in_them(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    page = visit("papers.html", folder=folder)
    page.select_option("#paper-kind", "kind_noted")
    page.wait_for_selector("#paper-list:not([aria-busy])")
    noted = page.locator("#paper-list > li").count()
    page.fill("#paper-search", "master copy of the weights")

    assert noted == page.locator("#paper-list .note").count() + noted - 1 == 5
    assert page.locator("#paper-list > li").count() == 1
    page.locator("#paper-list summary").click()
    assert page.get_by_text("Keep a master copy").is_visible()
    assert seen.errors == []


def test_notes_can_be_read_without_scripts_and_in_korean(visit: Opener, folder: Path) -> None:
    plain = visit(f"topics/{TOPIC}.html", folder=folder, java_script_enabled=False)
    shown = plain.get_by_text("Small models only.").first.is_visible()
    listed = visit("papers.html", folder=folder, java_script_enabled=False)
    korean = visit(f"topics/{TOPIC}.html", folder=folder)
    korean.click("#lang")

    assert shown
    assert listed.locator("#paper-list details.note").count() == 5
    assert korean.get_by_text("이 노트의 일부를 읽을 수 없습니다").first.is_visible()


@pytest.mark.campaign
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("where", [f"topics/{TOPIC}.html", "papers.html"])
def test_axe_finds_nothing_on_a_page_with_notes(visit: Opener, folder: Path, where: str, theme: str) -> None:
    page = visit(where, theme=theme, folder=folder)
    page.evaluate("for (const note of document.querySelectorAll('details')) note.open = true")

    assert find_faults(page) == []


def test_a_paper_whose_note_says_read_is_read_on_the_page_and_no_button_takes_it_back(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    page = visit("papers.html", folder=folder)
    page.select_option("#paper-kind", "kind_noted")
    read = page.locator(f'[data-paper="{key_papers()[0]}"] [data-act="read"]')
    read.click()

    assert read.get_attribute("aria-pressed") == "true"
    assert "Your note says" in page.locator("[data-notice]").inner_text()
    assert seen.errors == []
