"""The site in Firefox; where there is none, the tests are skipped with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.firefox import Firefox, find_firefox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph

pytestmark = pytest.mark.browser

READY = """return new Promise((done) => {
  const ready = () => document.documentElement.dataset.ready;
  const look = () => (ready() ? requestAnimationFrame(() => done(true)) : setTimeout(look, 20));
  look();
});"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    path = find_firefox()
    if path is None:
        pytest.skip("no Firefox on PATH (Debian: apt-get install firefox-esr)")
    with Firefox(path, tmp_path_factory.mktemp("firefox") / "profile") as browser:
        yield browser


def test_the_map_works_in_firefox(firefox: Firefox, site: Path, shipped: KnowledgeGraph) -> None:
    firefox.open((site / "index.html").as_uri() + "#path=build-a-vla&view=map")
    firefox.run(READY)
    steps = firefox.run("return document.querySelectorAll('#pathbar .steps a').length")
    found = firefox.run("return window.vlagraph.find('causal')[0].id")
    painted = firefox.run("""
      const canvas = document.querySelector("#net canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    """)
    firefox.run("document.getElementById('net').focus(); document.querySelector('#order-list .tick').click()")
    answered = firefox.run("return document.getElementById('live').textContent")
    firefox.run("dispatchEvent(new Event('beforeprint'))")
    cards = firefox.run("return document.querySelectorAll('#sheet [data-topic]').length")
    firefox.run("dispatchEvent(new Event('afterprint'))")
    left = firefox.run("return document.querySelectorAll('#sheet *').length")

    assert steps > 0
    assert found == "causal-inference"
    assert painted > 50
    assert answered.endswith("marked as learned")
    assert (cards, left) == (len(shipped.topics), 0)
    assert firefox.errors() == []


def test_the_other_pages_work_in_firefox(firefox: Firefox, site: Path) -> None:
    for name in ("order", "papers", "new", "benchmarks", "projects", "about", "topics/causal-inference"):
        firefox.open((site / f"{name}.html").as_uri())

        assert firefox.run("return document.documentElement.scrollWidth <= innerWidth"), name
    assert firefox.errors() == []
