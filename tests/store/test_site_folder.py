"""Where a site is written, and what no build touches."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from tests.support.command_line import ask
from tests.support.news_samples import paper
from tests.support.roadmaps import roadmap, topic
from vlagraph.errors import StoreError, VlagraphError, WorkspaceError
from vlagraph.pipeline import build
from vlagraph.pipeline.build import SiteChoice, build_site
from vlagraph.site import catalogue
from vlagraph.store.papers import save_papers
from vlagraph.store.roadmap import save_parts
from vlagraph.store.site_folder import built_before, check_folder, is_site, remember
from vlagraph.store.workspace import Workspace

TINY = roadmap(topic("first"), topic("second", "first"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two topics with its site."""
    root = tmp_path_factory.mktemp("built") / "mine"
    save_parts(root / "graph" / "topics.json", TINY)
    build_site(Workspace(root))
    return root


@pytest.fixture
def workspace(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A copy of it, in a home folder of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home" / "me"))
    shutil.copytree(built, tmp_path / "mine")
    return Workspace(tmp_path / "mine")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _add_papers(workspace: Workspace) -> None:
    papers = (paper(name, f"Cups {name}", {"first": 0.9}, abstract="Short.") for name in PAPERS)
    save_papers(workspace.papers, {one.id: one for one in papers})


def _kill(*_: object) -> None:
    raise KeyboardInterrupt


PAPERS = ("2601.00001", "2602.00002")
SCRIPTS = ("abstracts/2601.js", "abstracts/2602.js", "bibtex/1.js", "papers/1.js", "search.js", "topics.js")


@pytest.mark.parametrize(
    "place",
    [
        "/",
        "home/me",
        "home",
        ".",
        "mine",
        "mine/graph",
        "mine/papers/notes",
        "mine/.git",
        "mine/graph/topics",
    ],
)
def test_some_folders_never_hold_a_site(workspace: Workspace, tmp_path: Path, place: str) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / place)
    for folder in (tmp_path / place, link):
        with pytest.raises(WorkspaceError, match="no site is written to"):
            check_folder(folder, workspace)


def test_another_workspace_holds_no_site_either(workspace: Workspace, tmp_path: Path) -> None:
    save_parts(tmp_path / "other" / "graph" / "topics.json", TINY)
    for place in ("other", "other/graph", "other/papers"):
        with pytest.raises(WorkspaceError, match="a workspace"):
            check_folder(tmp_path / place, workspace)

    check_folder(tmp_path / "other" / "public", workspace)


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_refused(
    workspace: Workspace, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(workspace.root.parent)
    answer = ask(capfd, "--root", "mine", "build", "--out", name)

    assert answer.code == 2
    assert answer.err.endswith("Error: --out is empty. Name a file or a folder.\n")


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "assets/site.css", "topics/first.html"])
def test_a_file_of_others_stops_the_build_and_is_left_alone(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "web"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("<!doctype html><title>my home page</title>")
    before = _files(out)
    with pytest.raises(WorkspaceError, match=f"would overwrite: {name}") as caught:
        build_site(workspace, out)

    assert "--force" in str(caught.value)
    assert _files(out) == before


def test_force_overwrites_what_it_names_and_nothing_else(
    workspace: Workspace, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "web"
    out.mkdir()
    (out / "index.html").write_text("my home page")
    (out / "index.css").write_text("mine")
    forced = ask(capfd, "--root", str(workspace.root), "build", "--out", str(out), "--force")
    again = ask(capfd, "--root", str(workspace.root), "build", "--out", str(out))

    assert "overwritten, as --force says: index.html\n" in forced.err
    assert (forced.code, again.code, "overwritten" in again.err) == (0, 0, False)
    assert (out / "index.css").read_text() == "mine"


def test_a_folder_with_other_files_alone_is_refused_as_well(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "photos"
    out.mkdir()
    for name in ("a.jpg", "b.jpg", ".DS_Store"):
        (out / name).write_text("x")
    with pytest.raises(WorkspaceError, match=r"no build wrote: a\.jpg, b\.jpg\. Name an empty folder"):
        build_site(workspace, out)

    assert not is_site(out)


@pytest.mark.parametrize("hidden", [".git", ".nojekyll", ".DS_Store"])
def test_hidden_files_are_in_nobodys_way(workspace: Workspace, tmp_path: Path, hidden: str) -> None:
    out = tmp_path / "pages"
    out.mkdir()
    (out / hidden).write_text("x")

    assert build_site(workspace, out).files > 1


def test_what_lies_beside_a_site_stays_and_stops_nothing(workspace: Workspace) -> None:
    (workspace.site / "CNAME").write_text("vla.example.org")
    build_site(workspace)

    assert (workspace.site / "CNAME").read_text() == "vla.example.org"
    assert "CNAME" not in built_before(workspace.site).files


def test_a_page_that_was_put_over_ours_is_not_ours(workspace: Workspace) -> None:
    (workspace.site / "about.html").write_text("<title>about me</title>")
    with pytest.raises(WorkspaceError, match=r"would overwrite: about\.html"):
        build_site(workspace)


def test_a_site_without_a_list_is_known_by_its_pages_and_scripts(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_papers(workspace)
    monkeypatch.setattr(catalogue, "PAPERS_STEP", 1)
    monkeypatch.setattr(catalogue, "BIBTEX_STEP", 1)
    choice = SiteChoice(site="https://example.org/map")
    build_site(workspace, choice=choice)
    listed = built_before(workspace.site)
    (workspace.site / ".vlagraph").unlink()
    found = built_before(workspace.site)
    build_site(workspace, choice=choice)

    assert found.known
    assert found.files == listed.files == {*_files(workspace.site)} - {".vlagraph"}
    assert found.files > {"topics/first.html", "assets/preview.png", *(f"assets/{name}" for name in SCRIPTS)}


def test_a_build_removes_scripts_of_papers_that_are_gone_from_a_site_without_a_list(
    workspace: Workspace,
) -> None:
    _add_papers(workspace)
    build_site(workspace, choice=SiteChoice(site="https://example.org/map"))
    (workspace.site / ".vlagraph").unlink()
    workspace.papers.unlink()
    build_site(workspace)
    left = _files(workspace.site)

    assert "assets/abstracts/2601.js" not in left
    assert "assets/preview.png" in left, "it may be somebody's own"


STRANGERS = {
    "assets/abstracts/2601.js": b"// mine\nwindow.vlagraphAbstracts = {};",
    "assets/papers/0.js": b"document.title = '<title>vlagraph</title>';",
    "assets/bibtex/0.js": b"window.vlagraphic = 1;",
    "assets/search.js": b"search();",
    "assets/preview.png": b"my picture",
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_file_of_others_in_a_site_without_a_list_is_kept_and_asks_for_force(
    workspace: Workspace, name: str
) -> None:
    (workspace.site / ".vlagraph").unlink()
    place = workspace.site / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(STRANGERS[name])
    if name != "assets/search.js":
        build_site(workspace)
        (workspace.site / ".vlagraph").unlink()
    _add_papers(workspace)
    with pytest.raises(WorkspaceError, match=f"would overwrite: {name}"):
        build_site(workspace, choice=SiteChoice(site="https://example.org/map"))

    assert place.read_bytes() == STRANGERS[name]


COPIES = (
    "order copy.html",
    "my-copy.html",
    "Order.html",
    "topics/second copy.html",
    "topics/Second.html",
    "topics/second (1).html",
    "assets/search copy.js",
    "assets/papers/0 copy.js",
)


@pytest.mark.parametrize("listed", [True, False])
def test_a_copy_of_a_page_or_a_script_is_kept(workspace: Workspace, *, listed: bool) -> None:
    _add_papers(workspace)
    build_site(workspace)
    for name in COPIES:
        script = "assets/papers/0.js" if name.endswith(".js") else "order.html"
        shutil.copy(workspace.site / script, workspace.site / name)
    if not listed:
        (workspace.site / ".vlagraph").unlink()
    build_site(workspace)

    assert _files(workspace.site).keys() >= set(COPIES)


def test_a_copy_is_kept_by_the_build_after_one_that_was_killed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = workspace.site / "order copy.html"
    shutil.copy(workspace.site / "order.html", copy)
    save_parts(workspace.topics, roadmap(topic("first"), topic("third", "first")))
    with monkeypatch.context() as killed:
        killed.setattr(build, "write_atomic", _kill)
        with pytest.raises(KeyboardInterrupt):
            build_site(workspace)
    build_site(workspace)

    assert copy.exists()
    assert not (workspace.site / "topics" / "second.html").exists()
    assert built_before(workspace.site).removable == {*_files(workspace.site)} - {".vlagraph", copy.name}


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("name", ["topics/old.html", "assets/papers/7.js"])
def test_a_link_in_a_site_is_kept_with_what_it_leads_to(
    workspace: Workspace, tmp_path: Path, name: str, *, listed: bool
) -> None:
    _add_papers(workspace)
    build_site(workspace)
    kept = workspace.site / "kept"
    kept.mkdir()
    link, target = workspace.site / name, kept / Path(name).name
    shutil.copy(link.parent / ("second.html" if name.endswith(".html") else "0.js"), target)
    link.symlink_to(target)
    (workspace.site / "assets" / "bibtex" / "secret.js").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text("window.vlagraphBibtex", encoding="utf-8")
    if listed:
        remember(workspace.site, [*built_before(workspace.site).removable, name])
    else:
        (workspace.site / ".vlagraph").unlink()
    build_site(workspace)

    assert link.is_symlink()
    assert target.exists()


def test_a_folder_of_scripts_that_is_a_link_is_not_ours(workspace: Workspace) -> None:
    mine = workspace.site / "mine"
    mine.mkdir()
    (mine / "0.js").write_text("window.vlagraphPapers = {};", encoding="utf-8")
    (workspace.site / "assets" / "papers").symlink_to(mine)
    (workspace.site / ".vlagraph").unlink()
    build_site(workspace)

    assert (mine / "0.js").exists()


def test_a_picture_that_the_map_does_not_name_is_not_ours(workspace: Workspace) -> None:
    picture = workspace.site / "assets" / "preview.png"
    picture.write_bytes(b"my picture")
    with pytest.raises(WorkspaceError, match=r"would overwrite: assets/preview\.png"):
        build_site(workspace, choice=SiteChoice(site="https://example.org/map"))
    build_site(workspace)

    assert picture.read_bytes() == b"my picture"


@pytest.mark.parametrize("text", ["", "noise\n"])
def test_a_site_whose_list_says_nothing_is_known_by_its_files_and_keeps_them(
    workspace: Workspace, text: str
) -> None:
    choice = SiteChoice(site="https://example.org/map")
    build_site(workspace, choice=choice)
    before = _files(workspace.site)
    (workspace.site / ".vlagraph").write_text(text, encoding="utf-8")
    build_site(workspace, choice=choice)

    assert _files(workspace.site) == before


def test_no_page_is_removed_that_a_listed_name_in_another_case_may_mean(workspace: Workspace) -> None:
    shutil.copy(workspace.site / "order.html", workspace.site / "topics" / "First.html")
    remember(workspace.site, [*built_before(workspace.site).removable, "topics/First.html"])
    build_site(workspace)

    assert (workspace.site / "topics" / "First.html").exists()


def test_a_list_names_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret").write_text("x")
    remember(tmp_path / "site", ["../secret", str(tmp_path / "secret"), "gone.css"])

    assert built_before(tmp_path / "site").files == frozenset()


def test_a_list_of_any_length_looks_at_no_more_than_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, looked = tmp_path / "site", 0
    (site / "assets" / "papers").mkdir(parents=True)
    for name in ("assets/site.css", "assets/papers/0.js"):
        (site / name).write_text("x")
    invented = [f"{number}" for number in range(5_000)]
    below = [f"assets/{name}" for name in invented] + [f"gone/{name}/x" for name in invented]
    remember(site, [*invented, *below, "assets/papers/0.js", "assets/site.css"])

    stat = type(site).stat

    def counted(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        nonlocal looked
        looked += 1
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(type(site), "stat", counted)

    assert built_before(site).removable == {"assets/site.css", "assets/papers/0.js"}
    assert looked < 50


def test_a_file_behind_a_link_is_not_ours_even_where_the_list_says_so(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "real").mkdir(parents=True)
    (site / "real" / "a.css").write_text("x")
    (site / "round").symlink_to(site)
    (site / "other").symlink_to(site / "real")
    remember(site, ["real/a.css", "other/a.css", "round/" * 30_000 + "real/a.css"])

    assert built_before(site).files == {"real/a.css"}


@pytest.mark.parametrize("name", ["topics", "assets", "index.html"])
def test_a_link_out_of_the_site_is_refused_by_force_too(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "web"
    out.mkdir()
    (out / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorkspaceError, match="through a link"):
        build_site(workspace, out, force=True)


def test_a_build_removes_what_it_once_wrote_and_nothing_else(workspace: Workspace) -> None:
    notes = workspace.notes / "2407.08608.md"
    notes.parent.mkdir(parents=True)
    notes.write_text(
        '---\npaper: "2407.08608"\ntopics: [second]\n---\n\n## Method\nMYNOTE\n', encoding="utf-8"
    )
    build_site(workspace)
    copy = workspace.site / "my-copy.html"
    shutil.copy(workspace.site / "order.html", copy)
    (workspace.site / "topics" / "mine.html").write_text("<title>mine</title>", encoding="utf-8")
    shown = [name for name, text in _files(workspace.site).items() if b"MYNOTE" in text]
    save_parts(workspace.topics, roadmap(topic("first"), topic("third", "first")))
    build_site(workspace, choice=SiteChoice(notes=False))

    assert "topics/second.html" in shown
    assert not (workspace.site / "topics" / "second.html").exists()
    assert not [name for name, text in _files(workspace.site).items() if b"MYNOTE" in text]
    assert copy.exists()
    assert (workspace.site / "topics" / "mine.html").exists()


def test_a_build_cleans_the_site_of_an_older_version_that_kept_no_list(workspace: Workspace) -> None:
    (workspace.site / ".vlagraph").unlink()
    save_parts(workspace.topics, roadmap(topic("first"), topic("third", "first")))
    build_site(workspace)

    assert not (workspace.site / "topics" / "second.html").exists()


def test_a_rebuild_of_a_renamed_topic_leaves_a_page_that_leads_to_it(workspace: Workspace) -> None:
    save_parts(workspace.topics, roadmap(topic("first"), topic("new", "first", formerly=["second"])))
    build_site(workspace)
    text = (workspace.site / "topics" / "second.html").read_text(encoding="utf-8")

    assert 'content="0; url=new.html"' in text


@pytest.mark.parametrize("name", ["index.html", "topics", "assets"])
def test_a_link_to_itself_in_the_site_ends_in_a_page_or_a_message(workspace: Workspace, name: str) -> None:
    place = workspace.site / name
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    place.symlink_to(name)

    with contextlib.suppress(VlagraphError):
        build_site(workspace)
        assert place.exists()


@pytest.mark.parametrize("name", [".vlagraph", "index.html", "topics"])
def test_what_of_the_site_cannot_be_read_is_named(workspace: Workspace, tmp_path: Path, name: str) -> None:
    place = workspace.site / name
    shutil.move(place, tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(StoreError) as refused:
        build_site(workspace)

    assert refused.value.message.values["path"] == place


def test_a_list_without_end_is_named(workspace: Workspace) -> None:
    listed = workspace.site / ".vlagraph"
    os.truncate(listed, 2 << 30)

    with pytest.raises(StoreError, match="more than") as refused:
        build_site(workspace)

    assert refused.value.message.values["path"] == listed


def test_a_user_without_a_home_folder_may_build(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(os, "getuid", lambda: 1 << 30)
    with pytest.raises(RuntimeError):
        Path.home()

    check_folder(workspace.site, workspace)
    with pytest.raises(WorkspaceError, match="top of the disk"):
        check_folder(Path("/"), workspace)
