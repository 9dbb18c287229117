"""Marks of progress.json on the pages that were built with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.noted import noted_workspace
from vlagraph.pipeline.build import SiteChoice, build_site
from vlagraph.store.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser

HOSTILE = "</script><script>window.pwned = 1</script>"
MARKS = (
    '{"schema": 1, "topics": {"linear-algebra": {"state": "learned", "at": "2026-01-01T00:00:00.000Z", '
    f'"why": "{HOSTILE}"}}}}, "papers": {{}}, "shown": {{"2304.13705": "2026-01-01"}}}}'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = noted_workspace(tmp_path_factory.mktemp("marked") / "w")
    write_atomic(workspace.progress, MARKS)
    build_site(workspace, choice=SiteChoice(marks=True))
    build_site(workspace, workspace.root / "bare")
    return workspace.site


def test_a_page_built_with_marks_shows_what_is_learned(visit: Opener, seen: Seen, folder: Path) -> None:
    page = visit("topics/linear-algebra.html", folder=folder)

    assert page.locator("[data-mark='linear-algebra']").first.get_attribute("aria-pressed") == "true"
    assert page.evaluate("window.pwned") is None
    assert (seen.errors, seen.requests) == ([], [])


def test_the_map_built_with_marks_leaves_learned_topics_out_of_a_path(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    page = visit("index.html#path=optimization", folder=folder)
    page.locator("#pathbar .steps li").first.wait_for()

    assert page.locator("#pathbar .steps li").count() == 1
    assert (seen.errors, seen.requests) == ([], [])


def test_only_topics_and_papers_are_built_in_and_only_on_request(folder: Path) -> None:
    built = (folder / "index.html").read_text(encoding="utf-8")
    bare = (folder.parent / "bare" / "index.html").read_text(encoding="utf-8")

    assert 'id="marks"' in built
    assert '2304.13705": "2026-01-01' not in built
    assert 'id="marks"' not in bare
