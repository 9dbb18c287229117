"""What a reader does on the site, at both widths, with the keyboard, and with marks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vlagraph.core.order import next_topics

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Opener, Seen
    from vlagraph.core.graph import KnowledgeGraph

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [1400, 390])


def lit(page: Page) -> dict[str, str]:
    return dict(json.loads(page.evaluate("JSON.stringify([...window.vlagraph.lit()])")))


def steps(page: Page) -> list[str]:
    return list(page.locator("#pathbar .steps a").evaluate_all("links => links.map(link => link.dataset.go)"))


@WIDTHS
def test_a_path_shows_its_steps_with_hours_minus_what_is_learned(visit: Opener, width: int) -> None:
    page = visit("index.html#path=causal-inference&view=list", width=width)
    before = steps(page)
    page.click("li[data-topic='linear-algebra'] .tick")

    assert before[0] == "linear-algebra"
    assert before[-1] == "causal-inference"
    assert steps(page) == [step for step in before if step != "linear-algebra"]
    assert " h" in page.inner_text(".path-head")


@pytest.mark.parametrize(
    "goal", [(), ("imitation-learning",), ("deep-learning-basics", "imitation-learning")]
)
def test_what_can_be_started_is_what_the_command_line_calls_so(
    visit: Opener, shipped: KnowledgeGraph, goal: tuple[str, ...]
) -> None:
    page = visit(f"index.html#path={','.join(goal)}&view=list")
    items = page.locator("#listing li.ready:visible")
    items.first.wait_for()
    marked = items.evaluate_all("items => items.map(item => item.dataset.topic)")
    page.goto(page.url + "&topic=imitation-learning")
    said = page.inner_text("#panel .lack")

    assert set(marked) == {one.topic for one in next_topics(shipped, (), towards=goal or None)}
    assert page.get_attribute("#guide-next", "data-go") == marked[0]
    assert (
        said.split(":")[0]
        == {
            0: "Presupposed by the roadmap",
            1: "Ready to learn",
            2: "You lack 2 topics to start this",
        }[len(goal)]
    )


def test_several_targets_make_one_path_and_the_map_lights_it(visit: Opener) -> None:
    page = visit("index.html#path=causal-inference,navigation")

    assert {"causal-inference", "navigation"} <= set(steps(page))
    assert set(lit(page).values()) == {"path"}


@WIDTHS
def test_filters_narrow_the_list_and_the_address_keeps_them(
    visit: Opener, shipped: KnowledgeGraph, width: int
) -> None:
    theory = [area.id for area in shipped.roadmap.areas].index("theory")
    page = visit("index.html#view=list", width=width)
    page.click("#filter-menu summary")
    page.select_option("#area", str(theory))
    page.select_option("#level", "4")
    shown = page.locator("#listing li:visible").count()

    assert 0 < shown < 4 + 1
    assert "area=theory" in page.url
    assert "level=4" in page.url


def test_the_legend_filters_by_area_and_clear_takes_it_back(visit: Opener) -> None:
    page = visit("index.html")
    page.click("#rail button[data-area='2']")
    narrowed = page.inner_text("#count")
    page.click("#clear")

    assert narrowed == "4 topics"
    assert page.inner_text("#count") == ""


def test_a_tier_and_learned_topics_can_be_hidden(visit: Opener) -> None:
    page = visit("index.html#view=list")
    page.click("#filter-menu summary")
    page.click("[data-tier='0']")
    first = page.locator("#listing li:visible").count()
    page.check("#hide-done")
    page.locator("#listing li:visible .tick").first.click()

    assert first == 3
    assert page.locator("#listing li:visible").count() == 2


def test_arrow_keys_walk_the_graph_and_enter_opens_the_topic(visit: Opener) -> None:
    page = visit("index.html#topic=linear-algebra")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    walked = page.inner_text("#live")
    page.keyboard.press("Enter")

    assert "Mathematical foundations" in walked
    assert page.locator("#panel-title").evaluate("title => title === document.activeElement")


def test_every_control_is_reached_with_the_tab_key(visit: Opener) -> None:
    page = visit("index.html")
    page.focus("#filter-menu summary")
    page.keyboard.press("Enter")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))

    assert {
        "search",
        "stage",
        "level",
        "hide-done",
        "net",
        "zoom-in",
        "zoom-out",
        "zoom-fit",
        "lang",
        "theme",
    } <= reached


def test_slash_goes_to_the_search_and_escape_leaves_the_panel(visit: Opener) -> None:
    page = visit("index.html#topic=navigation")
    page.keyboard.press("/")
    focused = page.evaluate("document.activeElement.id")
    page.keyboard.press("Escape")
    page.locator("#net").focus()
    page.keyboard.press("Escape")

    assert focused == "search"
    assert page.locator("#panel").is_hidden()


def test_marks_survive_a_reload_and_reach_the_other_pages(visit: Opener, shipped: KnowledgeGraph) -> None:
    page = visit("index.html#topic=linear-algebra")
    page.click("#panel-mark")
    page.reload()
    page.goto(page.url.replace("index.html", "order.html").split("#")[0])

    assert "done" in (page.locator("li[data-topic='linear-algebra']").get_attribute("class") or "").split()
    assert f"1 of {len(shipped.topics)}" in page.inner_text("#done-text")


def test_progress_is_saved_and_loaded_as_the_file_of_the_command_line(visit: Opener, tmp_path: Path) -> None:
    page = visit("index.html#topic=linear-algebra")
    page.click("#panel-mark")
    page.click("#share-menu summary")
    with page.expect_download() as saved:
        page.click("#save-progress")
    target = tmp_path / "progress.json"
    saved.value.save_as(target)
    value = json.loads(target.read_text(encoding="utf-8"))
    value["topics"]["probability-theory"] = {"state": "learned", "at": "2099-01-01T00:00:00Z"}
    value["later"] = {"kept": True}
    target.write_text(json.dumps(value), encoding="utf-8")
    page.set_input_files("#progress-file", str(target))
    page.locator("#live", has_text="topics: 2").wait_for(state="attached")
    kept = json.loads(
        page.evaluate("localStorage['vlagraph.progress.' + document.documentElement.dataset.roadmap]")
    )
    said = page.locator("#live.toast").inner_text()

    assert value["schema"] == 1
    assert value["topics"]["linear-algebra"]["state"] == "learned"
    assert kept["topics"]["probability-theory"]["at"] == "2099-01-01T00:00:00.000Z"
    assert kept["later"] == {"kept": True}
    assert said.startswith("Progress loaded. Marks of topics: 2, of papers: ")


def test_a_file_that_is_no_progress_changes_nothing(visit: Opener, tmp_path: Path) -> None:
    page = visit("index.html")
    bad = tmp_path / "bad.json"
    bad.write_text('{"schema": 1, "topics": {"a": 1}}', encoding="utf-8")
    page.set_input_files("#progress-file", str(bad))
    page.locator("#live", has_text="nothing was changed").wait_for(state="attached")

    assert page.locator("#live.toast").is_visible()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('progress'))") == []


def test_a_loaded_file_names_the_entry_that_is_broken_and_the_topics_that_the_roadmap_lacks(
    visit: Opener, tmp_path: Path
) -> None:
    page = visit("index.html")
    said: list[str] = []
    mark = '{"state": "learned", "at": "2026-01-01T00:00:00Z"}'
    for topics in (f'"linear-algebra": {mark}, "zz": {mark}, "b": {mark}', f'"vla-models": {mark}, "a": 1'):
        (tmp_path / "progress.json").write_text(f'{{"schema": 1, "topics": {{{topics}}}}}', encoding="utf-8")
        page.set_input_files("#progress-file", str(tmp_path / "progress.json"))
        page.wait_for_function("before => live.textContent !== before", arg="".join(said[-1:]))
        said.append(page.inner_text("#live"))

    assert said[0] == (
        "Progress loaded. Marks of topics: 1, of papers: 0. Kept, though no topic here is called so: b, zz"
    )
    assert said[1].startswith("a in that progress.json cannot be read: nothing was changed.")


def test_a_loaded_file_is_answered_with_what_was_in_it(visit: Opener, tmp_path: Path) -> None:
    page = visit("index.html")
    said: list[str] = []
    mark = '{"2504.16054": {"state": "read", "at": "2026-01-01T00:00:00Z"}}'
    for text in (f'{{"schema": 1, "papers": {mark}}}', '{"schema": 2}'):
        (tmp_path / "progress.json").write_text(text, encoding="utf-8")
        page.set_input_files("#progress-file", str(tmp_path / "progress.json"))
        page.wait_for_function("before => live.textContent !== before", arg="".join(said[-1:]))
        said.append(page.inner_text("#live"))

    assert said[0] == "Progress loaded. Marks of topics: 0, of papers: 1."
    assert said[1].startswith("That progress.json is of a newer vlagraph: nothing was changed.")


@WIDTHS
def test_language_and_theme_are_switched_and_remembered(visit: Opener, width: int) -> None:
    page = visit("index.html", width=width)
    page.click("#lang")
    page.click("#theme")
    page.reload()
    page.wait_for_selector("html[data-ready]")

    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.inner_text("nav a[aria-current]") == "지도"


def test_a_language_chosen_later_outweighs_the_address_that_one_goes_back_to(
    visit: Opener, seen: Seen
) -> None:
    def shown() -> tuple[str, bool]:
        page.wait_for_selector("html[data-ready]")
        return page.evaluate("document.documentElement.lang"), page.url.endswith(
            "&lang=" + page.evaluate("document.documentElement.lang")
        )

    page = visit("index.html")
    page.evaluate("location.hash = '#topic=linear-algebra&lang=en'")
    page.click("#panel a[href='topics/linear-algebra.html']")
    page.wait_for_url("**/topics/linear-algebra.html")
    page.click("#lang")
    page.go_back()
    from_other_page = shown()
    page.click("#lang")
    page.click("#panel .pills a >> nth=0")
    page.click("#lang")
    page.go_back()
    on_the_map = shown()

    assert (from_other_page, on_the_map) == (("ko", True), ("ko", True))
    assert (seen.errors, seen.requests) == ([], [])


def test_a_link_keeps_its_language_until_the_reader_chooses_one(visit: Opener) -> None:
    page = visit("index.html#topic=linear-algebra&lang=ko")
    page.click("#panel a[href='topics/linear-algebra.html']")
    page.wait_for_url("**/topics/linear-algebra.html")
    page.go_back()
    page.wait_for_selector("html[data-ready]")

    assert page.evaluate("document.documentElement.lang") == "ko"


def test_a_page_that_was_kept_while_another_was_read_takes_over_what_was_chosen_there(visit: Opener) -> None:
    page = visit("order.html")
    page.evaluate(
        """() => {
            const key = "vlagraph.view." + document.documentElement.dataset.roadmap;
            localStorage.setItem(key, JSON.stringify({ lang: "ko", theme: "dark" }));
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )

    assert page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == [
        "ko",
        "dark",
    ]


def test_two_windows_keep_the_choices_of_each_other(visit: Opener) -> None:
    page = visit("order.html")
    with page.context.expect_page() as opened:
        page.evaluate("window.open('papers.html')")
    other = opened.value
    other.wait_for_load_state()
    page.click("#theme")
    other.click("#lang")
    other.close()
    page.reload()

    assert page.evaluate("[document.documentElement.dataset.theme, document.documentElement.lang]") == [
        "dark",
        "ko",
    ]


def test_a_kept_choice_that_is_none_does_not_stop_the_next_one(visit: Opener, seen: Seen) -> None:
    page = visit("about.html")
    page.evaluate("localStorage.setItem('vlagraph.view', '5')")
    page.reload()
    page.click("#lang")
    page.reload()

    assert page.evaluate("document.documentElement.lang") == "ko"
    assert seen.errors == []


def test_on_a_phone_the_list_comes_first_and_the_map_is_one_tap_away(visit: Opener) -> None:
    page = visit("index.html", width=390)
    first = page.locator("#listing").is_visible()
    page.click("#open-map")
    page.wait_for_selector("#net canvas")

    assert first
    assert page.locator("#net").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}


def test_papers_are_searched_filtered_and_given_as_bibtex(visit: Opener, seen: Seen) -> None:
    page = visit("papers.html")
    page.fill("#paper-search", "fast and memory-efficient exact attention")
    page.wait_for_selector("#paper-list:not([aria-busy])")
    few = page.locator("#paper-list li").count()
    page.select_option("#paper-kind", "kind_starred")
    none = page.inner_text("#paper-count")
    page.select_option("#paper-kind", "")
    with page.expect_download() as saved:
        page.click("#paper-bib")
    text = saved.value.path().read_text(encoding="utf-8")

    assert 0 < few < 50
    assert none.startswith("No paper matches")
    assert text.count("@misc{") == few
    assert "author = {Dao, Tri and " in text
    assert (seen.errors, seen.requests) == ([], [])


@pytest.mark.parametrize("name", ["index", "order", "projects", "about"])
def test_on_a_phone_the_link_of_the_page_itself_is_in_sight(visit: Opener, name: str) -> None:
    page = visit(f"{name}.html", width=390)
    here = page.locator(".top nav [aria-current]").bounding_box()

    assert here
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 390


@pytest.mark.parametrize("page_name", ["index.html", "papers.html", "topics/navigation.html"])
@pytest.mark.parametrize("width", [1400, 820, 390, 300])
def test_what_a_search_finds_covers_neither_what_was_typed_nor_leaves_the_window(
    visit: Opener, width: int, page_name: str
) -> None:
    page = visit(page_name, width=width)
    page.fill("#search", "policy")
    page.locator("#results li").first.wait_for()
    typed, found = page.locator("#search").bounding_box(), page.locator("#results").bounding_box()
    assert typed
    assert found

    assert typed["y"] + typed["height"] <= found["y"]
    assert found["x"] >= 0
    assert found["x"] + found["width"] <= width
