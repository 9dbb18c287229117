"""Names of any length leave each other their room: in the list, in the order and on the cards of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.core.model import (
    Area,
    Priority,
    PriorityEntry,
    Requirement,
    Roadmap,
    Stage,
    StageStep,
    Text,
    Topic,
)
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser
LONG = Text(
    en="Reinforcement Learning from Human and Environment Feedback for Foundation Models at Scale",
    ko="시각-언어-행동 파운데이션 모델을 위한 인간과 환경 피드백 기반 대규모 강화학습",
)
JOINED = Text(
    en="Pneumonoultramicroscopicsilicovolcanoconiosis-and-Floccinaucinihilipilification",
    ko="띄어쓰기없이아주길게붙여쓴한국어주제이름이목록에서어떻게보이는지확인하는이름",
)
X = Text(en="x", ko="x")
LAST = 100
"""The first topic whose place and step have three digits."""
SPY = """() => {
    window.drawn = [];
    const pen = CanvasRenderingContext2D.prototype;
    for (const act of ["fillText", "roundRect"]) {
        const real = pen[act];
        pen[act] = function (...given) {
            const size = this.font.split(" ").find((part) => part.endsWith("px"));
            window.drawn.push([act, given, parseFloat(size)]);
            return real.apply(this, given);
        };
    }
}"""
"""Keeps what the map paints, with the height of the letters."""
NAMES = """() => {
    const names = window.drawn.filter(([act, given]) =>
        act === "fillText" && given.length === 4 && !/^\\d+$/.test(given[0]));
    return names.flatMap(([, [text, x, y], size]) => names
        .filter(([, [, left, foot], height]) => left === x && height === size)
        .filter(([, [, , foot]]) => foot > y && foot < y + 0.9 * size)
        .map(([, [other]]) => [text, other]));
}"""
"""Pairs of lines of a name that run into each other."""
BEYOND = """() => Math.max(...[...document.querySelectorAll(".order .line .hours > *")]
    .filter((part) => part.checkVisibility())
    .map((part) => part.getBoundingClientRect().right
        - part.closest(".line").getBoundingClientRect().right))"""
"""By how much hours stand beyond their row."""


def _write(folder: Path, topics: tuple[Topic, ...]) -> Path:
    roadmap = Roadmap(
        title=X,
        areas=(Area(id="a", name=X),),
        topics=topics,
        priorities=(
            Priority(id="p", name=LONG, window=X, weeks=(1, 2), entries=(PriorityEntry(ref="t0", note=X),)),
        ),
        stages=(Stage(id="s", name=LONG, steps=(StageStep(name=X, refs=("t0",)),)),),
    )
    content = Content(roadmap, tuple(t.id for t in topics), papers={}, stage_of={"t0": 0}, version="0")
    for name, text in render_site(content).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _topic(index: int, name: Text) -> Topic:
    before = Requirement(topic=f"t{index - 1}", kind="required", reason=X, source="x")
    return Topic(
        id=f"t{index}",
        area="a",
        name=name,
        level=1,
        hours=(100, 2000),
        hours_basis=X,
        summary=X,
        requires=(before,) if index else (),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("long"), (_topic(0, JOINED), _topic(1, LONG), _topic(2, X)))


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [1400, 820, 390])
def test_long_names_of_stage_and_tier_leave_the_topic_its_room(
    visit: Opener, folder: Path, width: int, lang: str
) -> None:
    listed = visit(f"index.html#view=list&lang={lang}", width=width, folder=folder)
    row = listed.locator("#order-list li").first
    name, button = row.locator("a").bounding_box(), row.locator(".tick").bounding_box()
    assert name is not None
    assert button is not None
    assert name["width"] >= 150
    assert name["height"] <= 200
    assert abs(button["width"] - button["height"]) <= 1

    ordered = visit(f"order.html#lang={lang}", width=width, folder=folder)
    assert ordered.evaluate(BEYOND) <= 1


def test_without_scripts_too(visit: Opener, folder: Path) -> None:
    name = visit("index.html", folder=folder, java_script_enabled=False).locator("#order-list li a").first
    box = name.bounding_box()

    assert box is not None
    assert box["width"] >= 150


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_lines_of_a_name_keep_apart_at_every_zoom(visit: Opener, folder: Path, lang: str) -> None:
    page = visit(f"index.html#lang={lang}", folder=folder)
    page.evaluate(SPY)

    for _ in range(8):
        page.locator("#zoom-out").click()
        page.wait_for_timeout(60)

    assert page.evaluate("window.drawn.length") > 0
    assert page.evaluate(NAMES) == []


def test_numbers_of_three_digits_stand_on_their_ground(visit: Opener, tmp_path: Path) -> None:
    folder = _write(tmp_path, tuple(_topic(index, X) for index in range(LAST + 1)))
    page = visit(f"index.html#path=t{LAST}&topic=t{LAST}", folder=folder)
    page.evaluate(SPY)
    page.locator("#zoom-in").click()
    page.wait_for_timeout(400)

    drawn = page.evaluate("window.drawn")
    texts = [given for act, given, _ in drawn if act == "fillText" and given[0] == str(LAST + 1)]
    badge = next(given for given in texts if len(given) == 3)
    number = next(given for given in texts if len(given) == 4)
    grounds = [given for act, given, _ in drawn if act == "roundRect" and given[3] == 16]
    assert any(abs(left + width / 2 - badge[1]) < 0.1 and width >= 22 for left, _, width, *_ in grounds)
    assert number[3] <= 17
