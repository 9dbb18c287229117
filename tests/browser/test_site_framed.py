"""The map in the frame of an assistant's program, as MCP Apps (SEP-1865) has it."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Window
from vlagraph.pipeline.build import MapPage
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from tests.browser.conftest import Pages, Seen

pytestmark = pytest.mark.browser

SMALL = Path(__file__).resolve().parents[1] / "golden" / "workspace"
HOST = """<!doctype html><title>host</title><script>
window.told = [];
const answer = { answer: { targets: ["%(goal)s"], steps: [] }, page: 1, pages: 1 };
addEventListener("message", ({ data, source }) => {
  told.push(data);
  const send = (message) => source.postMessage({ jsonrpc: "2.0", ...message }, "*");
  if (data.method === "ui/initialize") send({ id: data.id, result: { protocolVersion: "2026-01-26" } });
  if (data.method !== "ui/notifications/initialized") return;
  send({ method: "ui/notifications/tool-input", params: { arguments: { goals: ["any"] } } });
  const content = [{ type: "text", text: JSON.stringify(answer) }];
  send({ method: "ui/notifications/tool-result", params: { content } });
  send({ id: "end", method: "ui/resource-teardown", params: {} });
});
</script><iframe sandbox="allow-scripts" width="1300" height="800" srcdoc="%(page)s"></iframe>"""


CONVERSATION = [
    "ui/initialize",
    "ui/notifications/initialized",
    "ui/notifications/size-changed",
    "end",
    "ui/open-link",
]


def test_a_framed_map_greets_its_host_and_shows_the_path_that_a_tool_answered(
    pages: Pages, seen: Seen
) -> None:
    goal = "learning"
    pages.seen = seen
    page = pages.open(Window(1400, "light", scripts=True))
    page.set_content(HOST % {"goal": goal, "page": html.escape(MapPage().text(Workspace(SMALL)))})
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready]", state="attached")
    frame.wait_for_selector("#pathbar li.target a")
    steps = frame.eval_on_selector_all("#pathbar a[data-go]", "links => links.map(link => link.dataset.go)")
    frame.click("#pathbar li.target a")
    topic = frame.inner_text("#panel-title")
    frame.focus("#search")
    links = frame.eval_on_selector_all(
        "a",
        "all => all.filter(a => a.checkVisibility() && !/^http/.test(a.getAttribute('href')))"
        ".filter(a => !a.dataset.go && !a.closest('#first')).map(a => a.outerHTML)",
    )
    frame.evaluate("document.body.insertAdjacentHTML('beforeend', '<a href=https://arxiv.org/>arXiv</a>')")
    frame.evaluate("document.body.lastElementChild.click()")
    page.wait_for_function("told.length === 5")
    told = page.evaluate("told")
    pages.reset()

    assert [one.get("method", one.get("id")) for one in told] == CONVERSATION
    assert told[-1]["params"] == {"url": "https://arxiv.org/"}
    assert steps[-1] == goal
    assert topic
    assert links == []
    assert (seen.errors, seen.requests) == ([], [])
