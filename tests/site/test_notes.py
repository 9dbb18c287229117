"""The reader's notes on the pages: rendered, safe, never in the way of a build, left out when asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.noted import RUN, TOPIC, key_papers, noted_workspace
from tests.support.packs import unpacked
from vlagraph.cli import run
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.formats.notes import filled
from vlagraph.pipeline.build import build_site, read_content
from vlagraph.site.content import Noted
from vlagraph.site.notes import render_note
from vlagraph.site.pages import render_site
from vlagraph.store.notes import load_notes, parse_note
from vlagraph.words import render

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.store.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return noted_workspace(tmp_path_factory.mktemp("noted") / "w")


@pytest.fixture(scope="module")
def pages(workspace: Workspace) -> dict[str, str]:
    return dict(render_site(read_content(workspace)))


@pytest.fixture(scope="module")
def page(pages: dict[str, str]) -> str:
    return pages[f"topics/{TOPIC}.html"]


def block(page: str, paper: str) -> str:
    """The note of ``paper`` on ``page``."""
    anchor = re.escape(paper.replace("/", "_"))
    end = r"(?=data-note=|<h2>|</main>)"
    found = re.search(rf'<(div|details) class="note" id="note-{anchor}" data-note.*?{end}', page, re.DOTALL)

    assert found is not None
    return found[0]


def test_a_topic_page_shows_the_note_of_a_key_paper_with_status_rating_and_date(page: str) -> None:
    note = block(page, key_papers()[0])

    for part in ("read", "읽음", "rated 4 of 5", "평점 4/5", "2026-11-22", "<em>single</em>", "<table>"):
        assert part in note
    assert "Limits" not in note  # nothing was written there


def test_a_long_note_is_folded_and_a_short_one_is_open(page: str) -> None:
    first, second, *_ = key_papers()

    assert block(page, first).startswith("<details")
    assert block(page, second).startswith("<div")


def test_a_topic_page_has_a_digest_of_every_note_that_says_something(page: str) -> None:
    digest = page[page.index('<details class="note digest">') :]
    digest = digest[: digest.index("</details>")]

    assert digest.count("<section>") == 6
    assert "Small models only." in digest
    assert "An old one." in digest
    assert "Papers with a note: 7. Of these, read: 4." in page


def test_a_note_that_names_the_topic_stands_on_its_page_though_the_paper_does_not(page: str) -> None:
    assert "An old one." in block(page, "hep-th/9901001")
    assert "Nothing written yet." in block(page, "9901.00001")


def test_a_note_with_broken_front_matter_is_shown_with_the_reason(page: str) -> None:
    note = block(page, key_papers()[3])

    assert "Part of this note cannot be read" in note
    assert "the front matter is no YAML in line" in note
    assert "The text stays." in note


def test_a_note_that_is_not_utf_8_is_shown_with_the_reason(page: str) -> None:
    note = block(page, key_papers()[4])

    assert "line 4 is not UTF-8" in note
    assert "Caf\ufffd notes." in note


def test_a_note_that_is_a_broken_link_or_a_pipe_stops_no_build(tmp_path: Path) -> None:
    import os

    workspace = noted_workspace(tmp_path / "w")
    first, second, third, *_ = key_papers()
    for paper in (first, second, third):
        (workspace.notes / f"{paper}.md").unlink()
    (workspace.notes / f"{first}.md").symlink_to("nowhere")
    os.mkfifo(workspace.notes / f"{second}.md")
    (workspace.notes / f"{third}.md").mkdir()
    page = render_site(read_content(workspace))[f"topics/{TOPIC}.html"]

    assert "This note cannot be read" in block(page, first)
    assert "No such file or directory" in block(page, first)
    assert "it is a link, a pipe or a device, not a plain file" in block(page, second)
    assert f'id="note-{third}"' not in page


def test_a_note_too_long_for_a_page_is_named_and_not_shown(tmp_path: Path) -> None:
    workspace = noted_workspace(tmp_path / "w")
    (workspace.notes / f"{key_papers()[0]}.md").write_text("word " * 30_000, encoding="utf-8")
    page = render_site(read_content(workspace))[f"topics/{TOPIC}.html"]

    assert "are too many for a page" in block(page, key_papers()[0])
    assert "word word" not in page


def test_nothing_of_a_hostile_note_becomes_markup(pages: dict[str, str]) -> None:
    for name in (f"topics/{TOPIC}.html", "papers.html"):
        page = pages[name]

        assert f"<script>{RUN}" not in page
        assert not re.search(r"<(img|iframe|svg(?! class=.near )|style|base|details ontoggle)\b", page)
        assert not re.search(r"href=\"?'?\s*(javascript|data:text|vbscript|file):", page, re.IGNORECASE)
        assert "\u202e" not in page


def test_the_papers_page_holds_each_note_once_folded(pages: dict[str, str]) -> None:
    page = pages["papers.html"]
    ids = re.findall(r'<details class="note" id="(note-[^"]+)"', page)

    assert len(ids) == len(set(ids)) == 7
    assert page.index("Notes on papers that are not in this list") < page.index("note-hep-th_9901001")
    assert 'value="kind_noted"' in page


def test_a_page_has_no_id_twice(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', page) if name.endswith(".html") else []

        assert len(ids) == len(set(ids)), name


def test_two_builds_with_notes_write_the_same_bytes(workspace: Workspace, pages: dict[str, str]) -> None:
    assert render_site(read_content(workspace)) == pages


def test_building_without_notes_writes_what_a_workspace_without_notes_gives(
    tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    other = noted_workspace(tmp_path / "other")
    for path in other.notes.iterdir():
        path.unlink()
    build_site(other)
    code = run(["--root", str(workspace.root), "build", "--no-notes", "--out", str(tmp_path / "out")])
    names = sorted(path.relative_to(other.site) for path in other.site.rglob("*.*"))

    assert code == 0
    assert capsys.readouterr().out.endswith("index.html\n")
    assert len(names) > 12
    assert all((tmp_path / "out" / name).read_bytes() == (other.site / name).read_bytes() for name in names)
    assert not any(b"Small models only." in (tmp_path / "out" / name).read_bytes() for name in names)


def test_a_note_stands_under_an_attached_paper_too(workspace: Workspace) -> None:
    content = read_content(workspace)
    paper = Paper(
        id="2501.00001",
        title="Attached",
        authors=("A",),
        published="2099-01-02",
        matches=(Match(TOPIC, 1.0, ()),),
    )
    note = Noted("2501.00001", "Of an attached one.", status="read")
    made = replace(content, papers={**content.papers, paper.id: paper}, notes={paper.id: note})
    pages = render_site(made)
    page = pages[f"topics/{TOPIC}.html"]

    assert page.index(">Attached<") < page.index('id="note-2501.00001"')
    assert "Of an attached one." in block(page, paper.id)
    assert "On other papers" not in page
    assert re.search(
        r'\["2501.00001",1.0,\[\],1\]', unpacked(pages["index.html"], "details").replace(" ", "")
    )


def test_notes_are_in_no_feed(pages: dict[str, str]) -> None:
    assert "Small models only." not in pages["feed.xml"] + pages["index.html"] + pages["new.html"]


def test_headings_of_a_note_keep_their_distances_below_the_page() -> None:
    assert render_note("## A\n\n### B\n", top=4) == "<h4>A</h4>\n<h5>B</h5>\n"


def test_a_line_of_code_is_no_heading_of_a_note() -> None:
    body = "# Title\n\n## Method\n\n```sh\n# install\nmake\n## more\n```\n\n## Limits\n"

    assert filled(body) == "## Method\n\n```sh\n# install\nmake\n## more\n```"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("## A\n\n```in``` line\n\n## Empty\n\n## B\n\nb", "## A\n\n```in``` line\n\n## B\n\nb"),
        ("## A\n\n````\n```\n# code", "## A\n\n````\n```\n# code\n````"),
        ("# T\n\nhttps://arxiv.org/abs/2304.13705\n\n# Mine\n\na", "# Mine\n\na"),
        ("## A\n\na\n\n# Mine\n\nb", "## A\n\na\n\n# Mine\n\nb"),
        ("Read twice.\n\n# Mine\n\nb", "Read twice.\n\n# Mine\n\nb"),
        ("## A\n\na\n\n# T\n\nhttps://arxiv.org/abs/2304.13705\n\nb", "## A\n\na\n\nb"),
    ],
)
def test_a_digest_leaves_out_the_title_alone_and_ends_each_block_of_code(body: str, text: str) -> None:
    assert filled(body) == text


def test_a_note_of_many_backticks_is_read_at_once() -> None:
    line = "`" * 1_000_000 + "x`"

    assert filled(line) == line


def test_front_matter_that_grows_by_aliases_stays_small() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n"
        for old, new in zip("abcdefghijklmnopqrstuvw", "bcdefghijklmnopqrstuvwx", strict=True)
    )
    note = parse_note("2304.13705", f"---\n{bomb}status: *x\ndate: *x\ntopics: [*x]\n---\nText".encode())

    assert (note.date, note.topics, note.body) == ("...", ("...",), "Text")
    assert render(note.problem, "en") == "status '...' is none of unread, reading, read"


def test_notes_of_a_folder_that_is_a_file_are_none(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("x")

    assert load_notes(tmp_path / "notes") == {}
