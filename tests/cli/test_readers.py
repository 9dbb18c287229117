"""A workspace that several share: each reader has marks of their own, a fetch is for all of them."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import ask
from tests.support.odd_names import odd_workspace
from vlagraph.core.marks import Mark, Progress
from vlagraph.errors import UsageError
from vlagraph.pipeline.fetch.kept import named_papers
from vlagraph.pipeline.fetch.wishes import unread
from vlagraph.store.marks import encode_progress
from vlagraph.store.notes import load_notes
from vlagraph.store.readers import reader_name, wanted_by_all
from vlagraph.store.shown_state import shown_state
from vlagraph.store.workspace import find_workspace
from vlagraph.words import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

LEARNED = "learning-from-demonstrations"
PAPER, OWN, KEY = "2699.00008", "2699.00010", "2699.00007"
"""A paper of another topic, the one that the reader pinned to "judging", and the key paper there."""
STORED = "2699.00005"
"""The key paper of "seeing"."""
AT = "2026-08-01T00:00:00Z"


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Lab:
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    root = odd_workspace(tmp_path / "work")
    return lambda *args: ask(capfd, "--root", str(root), *args)


if TYPE_CHECKING:
    Lab = Callable[..., Answer]


def test_each_reader_has_marks_of_their_own(lab: Lab, tmp_path: Path) -> None:
    before = (tmp_path / "work" / "progress.json").read_bytes()

    assert lab("learned", LEARNED, "--for", "Ada").code == 0
    assert lab("--for", "bo", "star", "2699.00005").code == 0
    ada = json.loads((tmp_path / "work" / "progress.ada.json").read_bytes())
    assert list(ada["topics"]) == [LEARNED]
    assert (tmp_path / "work" / "progress.bo.json").is_file()
    assert (tmp_path / "work" / "progress.json").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("ada", "progress.Ada.json"),
        ("가나", unicodedata.normalize("NFD", "progress.가나.json")),
    ],
    ids=["capital", "apart"],
)
def test_marks_are_found_under_the_name_spelled_otherwise(
    name: str, file: str, lab: Lab, tmp_path: Path
) -> None:
    lab("learned", LEARNED, "--for", name)
    lab("pin", STORED, "judging", "--for", name)
    usual = tmp_path / "work" / f"progress.{name}.json"
    other = usual.rename(usual.with_name(file))

    learned = lab("learned", "--for", name)
    seen = lab("show", STORED, "--for", "bo")
    lab("star", STORED, "--for", name)

    assert LEARNED in learned.out
    assert learned.err == ""
    assert f"pinned by {name}" in seen.out
    assert list(json.loads(other.read_bytes())["topics"]) == [LEARNED]
    assert not usual.exists()


def test_two_files_of_one_reader_are_named_and_joined(lab: Lab, tmp_path: Path) -> None:
    lab("learned", LEARNED, "--for", "ada")
    usual = tmp_path / "work" / "progress.ada.json"
    other = usual.rename(usual.with_name("progress.Ada.json"))
    usual.write_bytes(encode_progress(Progress(starred={STORED: Mark(on=True, at=AT)})))

    found = lab("doctor")
    lab("doctor", "--mend")

    assert f"{other}: marks of the same reader as {usual}, which alone count" in found.out + found.err
    assert not other.exists()
    joined = json.loads(usual.read_bytes())
    assert (list(joined["topics"]), list(joined["papers"])) == ([LEARNED], [STORED])
    lab("undo")
    assert other.exists()


def test_one_file_that_goes_by_two_names_is_not_joined_with_itself(lab: Lab, tmp_path: Path) -> None:
    """As where a file system does not tell capital letters from others."""
    lab("learned", LEARNED, "--for", "ada")
    usual = tmp_path / "work" / "progress.ada.json"
    other = usual.rename(usual.with_name("progress.Ada.json"))
    usual.hardlink_to(other)

    found = lab("doctor")
    lab("doctor", "--mend")

    assert "same reader" not in found.out + found.err
    assert list(json.loads(other.read_bytes())["topics"]) == [LEARNED]


def test_what_the_reader_without_a_name_keeps_elsewhere_is_taken_back_by_others_too(
    lab: Lab, tmp_path: Path
) -> None:
    settings = tmp_path / "config" / "vlagraph" / "settings.json"
    settings.parent.mkdir(parents=True)
    elsewhere = tmp_path / "sync" / "progress.json"
    own = {str(tmp_path / "work"): {"progress": str(elsewhere)}}
    settings.write_text(json.dumps({"workspaces": own}), encoding="utf-8")
    lab("learned", LEARNED)

    assert ".undo" not in lab("doctor", "--for", "ada").out
    assert lab("undo", "--for", "ada").code == 0
    assert json.loads(elsewhere.read_bytes())["topics"][LEARNED]["state"] == "unlearned"
    settings.unlink()
    assert "If your settings named it, name it there again" in lab("undo", "1").err


def test_what_is_new_is_told_once_to_each_reader(lab: Lab) -> None:
    def told(reader: str) -> list[str]:
        return [paper["id"] for paper in lab("new", "--for", reader, "--format", "json").json["papers"]]

    first = told("ada")

    assert first
    assert told("ada") == []
    assert told("bo") == first


def test_answers_are_for_the_reader_that_is_named(lab: Lab) -> None:
    lab("learned", LEARNED, "--for", "ada")

    assert lab("progress", "--for", "ada").out != lab("progress", "--for", "bo").out


@pytest.mark.parametrize("how", ["variable", "settings"])
def test_a_reader_may_be_named_once_for_all(
    how: str, lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "variable":
        monkeypatch.setenv("VLAGRAPH_READER", "ada")
    else:
        file = tmp_path / "config" / "vlagraph" / "settings.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps({"workspaces": {str(tmp_path / "work"): {"reader": "ada"}}}))

    assert lab("star", "2699.00005").code == 0
    assert lab("star", "2699.00004", "--for", "bo").code == 0
    assert "2699.00005" in (tmp_path / "work" / "progress.ada.json").read_text()
    assert "2699.00004" in (tmp_path / "work" / "progress.bo.json").read_text()


def test_a_reader_without_marks_is_remarked_on_once_with_those_who_have_some(lab: Lab) -> None:
    lab("star", "2699.00005", "--for", "ada")
    answer = lab("progress", "--for", "adda")

    assert answer.code == 0
    assert answer.err == "vlagraph: no marks of adda yet; readers here: ada\n"
    assert lab("progress", "--for", "ada").err == ""


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a.b", "-a", "a" * 41, "a b", "x\0y"])
def test_what_is_no_name_is_refused(name: str, lab: Lab, tmp_path: Path) -> None:
    before = sorted(path.name for path in (tmp_path / "work").iterdir())
    with pytest.raises(UsageError):
        reader_name(name)
    if name and "\0" not in name:
        assert lab("star", "2699.00005", "--for", name).code == 2
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == before


def test_a_name_may_be_of_any_language() -> None:
    assert reader_name("민지") == "민지"
    assert reader_name("Ada_L-2") == "ada_l-2"


def _pinned_by_ada(lab: Lab) -> None:
    assert lab("pin", PAPER, "judging", "--for", "ada").code == 0


def test_what_another_reader_pinned_stands_there_with_their_name_after_one_s_own_pins(lab: Lab) -> None:
    _pinned_by_ada(lab)
    rows = lab("papers", "judging", "--format", "json").json["papers"]
    card = lab("show", PAPER, "--format", "json").json
    [place] = lab("explain", PAPER, "judging", "--format", "json").json["standings"]
    told = {one["id"]: one for one in lab("new", "--topic", "judging", "--format", "json").json["papers"]}

    found = [(row["id"], row["match"]["how"], row["match"]["pinned_by"]) for row in rows if row["match"]]
    assert found == [(OWN, "pinned", []), (PAPER, "shared", ["ada"])]
    assert {"topic": "judging", "score": 0.0, "how": "shared", "pinned_by": ["ada"]} in card["places"]
    assert (place["how"], place["pinned_by"], place["part"]) == ("shared", ["ada"], "about")
    assert (told[PAPER]["how"], told[PAPER]["pinned_by"]) == ("shared", ["ada"])


@pytest.mark.parametrize(("lang", "words"), [("en", "pinned by ada"), ("ko", "ada님이 고정함")])
def test_answers_say_who_pinned_a_paper(lang: str, words: str, lab: Lab) -> None:
    _pinned_by_ada(lab)

    for command in (
        ["papers", "judging"],
        ["explain", PAPER],
        ["show", PAPER],
        ["new", "--peek", "--topic", "judging"],
    ):
        assert words in lab(*command, "--lang", lang).out
    assert words not in lab("papers", "judging", "--for", "ada", "--lang", lang).out


def test_one_s_own_dismissal_outweighs_the_pin_of_another(lab: Lab) -> None:
    lab("dismiss", PAPER, "judging")
    _pinned_by_ada(lab)

    assert PAPER not in lab("papers", "judging").out
    assert lab("show", PAPER, "--format", "json").json["dismissed"] == ["judging"]


def test_what_another_reader_says_besides_pins_changes_nothing_for_others(lab: Lab) -> None:
    asked = (
        ["papers", "--loose", "--search", "0"],
        ["new", "--peek", "--all"],
        ["show", PAPER],
        ["explain", OWN],
    )
    before = [lab(*args).out for args in asked]
    for args in (["dismiss", PAPER], ["star", OWN], ["read", OWN], ["move", OWN, "chance"]):
        assert lab(*args, "--for", "ada").code == 0

    assert [lab(*args).out for args in asked] == before


def test_marks_of_another_reader_that_cannot_be_read_are_a_remark_with_the_name(
    lab: Lab, tmp_path: Path
) -> None:
    _pinned_by_ada(lab)
    (tmp_path / "work" / "progress.bo.json").write_text("{")
    asked = (
        ["papers", "judging"],
        ["show", PAPER],
        ["explain", PAPER],
        ["new", "--peek"],
        ["review", "judging"],
    )

    for args in asked:
        answer = lab(*args)
        assert answer.code == 0
        assert "What bo marked is left out" in answer.err
    assert "pinned by ada" in lab("papers", "judging").out
    assert lab("star", PAPER).err == ""


def test_a_new_note_names_its_author_who_stays_and_is_shown(lab: Lab, tmp_path: Path) -> None:
    note = tmp_path / "work" / "papers" / "notes" / f"{STORED}.md"
    lab("review", STORED, "--for", "ada")
    text = note.read_text("utf-8").replace("status: reading", "status: read")
    note.write_text(f"{text}\nIt holds.\n", "utf-8")
    written = note.read_bytes()
    lab("review", STORED, "--for", "bo")

    assert b'author: "ada"\n' in written
    assert note.read_bytes() == written
    assert "Note by ada" in lab("show", STORED).out
    assert "ada님의 노트" in lab("show", STORED, "--lang", "ko").out
    assert lab("show", STORED, "--format", "json").json["note"]["author"] == "ada"
    assert ", by ada)" in lab("review", "seeing", "--digest").out
    assert lab("review", "seeing", "--format", "json").json["papers"][0]["author"] == "ada"
    lab("build", "--out", str(tmp_path / "site"))
    assert "Note by ada" in (tmp_path / "site" / "topics" / "seeing.html").read_text("utf-8")


def test_a_note_says_what_its_author_read_and_nobody_else(lab: Lab, tmp_path: Path) -> None:
    folder = tmp_path / "work" / "papers" / "notes"
    folder.mkdir(parents=True)
    (folder / f"{KEY}.md").write_text("---\nstatus: read\nauthor: Ada\n---\nIt holds.\n")
    lab("star", PAPER, "--for", "ada")

    def state(*reader: str) -> str:
        [row] = [r for r in lab("review", "judging", "--format", "json", *reader).json["papers"] if r["key"]]
        return str(row["state"])

    assert state("--for", "ada") == "read"
    assert state("--for", "bo") == state() == "unread"


def test_the_page_of_a_topic_counts_what_its_reader_has_read_as_the_digest_does(
    lab: Lab, tmp_path: Path
) -> None:
    folder, site = tmp_path / "work" / "papers" / "notes", tmp_path / "site"
    folder.mkdir(parents=True)
    (folder / f"{KEY}.md").write_text("---\nstatus: read\nauthor: ada\n---\nIt holds.\n")
    lab("star", PAPER, "--for", "ada")

    def read(*options: str) -> str:
        lab("build", "--out", str(site), *options)
        page = (site / "topics" / "judging.html").read_text("utf-8")
        [count] = re.findall(r"Papers with a note: 1\. Of these, read: (\d)\.", page)
        return str(count)

    assert (read("--marks", "--for", "ada"), read("--marks", "--for", "bo"), read()) == ("1", "0", "1")
    marks = {"schema": 1, "papers": {KEY: {"state": "read", "at": "2026-11-21T08:00:00Z"}}}
    (tmp_path / "work" / "progress.bo.json").write_text(json.dumps(marks))
    assert (read("--marks", "--for", "bo"), read("--for", "bo")) == ("1", "1")


def test_a_note_by_one_s_own_template_is_signed_where_that_names_no_author(lab: Lab, tmp_path: Path) -> None:
    folder = tmp_path / "work" / "papers" / "notes"
    folder.mkdir(parents=True)
    heads = {"2699.00001": "author:\n", "2699.00002": "author: The Lab\n", "2699.00003": "status: read\n"}
    for paper, head in heads.items():
        (folder / "template.md").write_text(f"---\n{head}---\n# {{{{ title }}}}\n")
        lab("review", paper, "--for", "ada")

    assert {paper: note.author for paper, note in load_notes(folder).items()} == {
        "2699.00001": "ada",
        "2699.00002": "The Lab",
        "2699.00003": "ada",
    }


def test_a_fetch_is_for_the_papers_that_any_reader_marked(lab: Lab, tmp_path: Path) -> None:
    lab("star", "2310.08864", "--for", "ada")
    lab("star", "2311.00001", "--for", "bo")

    assert {"2310.08864", "2311.00001"} <= wanted_by_all(find_workspace(root=tmp_path / "work")).papers


def test_a_fetch_of_a_named_reader_is_also_for_the_one_without_a_name(lab: Lab, tmp_path: Path) -> None:
    lab("star", "2310.08864")
    workspace = find_workspace(root=tmp_path / "work", reader="ada")

    assert "2310.08864" in wanted_by_all(workspace).papers
    (tmp_path / "work" / "progress.json").write_text("{")
    assert [note.key for note in wanted_by_all(workspace).remarks] == ["reader.nameless_not_read"]


@pytest.mark.parametrize("broken", ["progress.json", "progress.ada.json", "progress.bo.json", "papers/notes"])
@pytest.mark.parametrize("reader", [None, "ada"])
def test_a_file_of_marks_that_cannot_be_read_costs_what_it_says_and_no_more(
    broken: str, reader: str | None, lab: Lab, tmp_path: Path
) -> None:
    marks = {
        "progress.json": "2310.08864",
        "progress.ada.json": "2311.00001",
        "progress.bo.json": "2311.00002",
    }
    noted, root = "2311.00003", tmp_path / "work"
    for file, paper in marks.items():
        (root / file).write_bytes(encode_progress(Progress(starred={paper: Mark(on=True, at=AT)})))
    (root / "papers" / "notes").mkdir(parents=True, exist_ok=True)
    (root / "papers" / "notes" / f"{noted}.md").write_text("A note.\n")
    if broken in marks:
        (root / broken).write_text("<<<<<<< ours")
    else:
        shutil.rmtree(root / broken)
        (root / broken).symlink_to(tmp_path)
    found = named_papers(find_workspace(root=root, reader=reader))

    all_of_them = {**marks, "papers/notes": noted}
    assert set(all_of_them.values()) - found.papers == {all_of_them[broken]}
    assert broken.rpartition("/")[2] in " ".join(str(render(note, "en")) for note in unread(found))


def test_status_names_a_reader_whose_marks_cannot_be_read_and_the_wishes_of_the_others(
    lab: Lab, tmp_path: Path
) -> None:
    lab("star", "2310.08864", "--for", "ada")
    (tmp_path / "work" / "progress.bo.json").write_text("{")
    text, document = lab("status"), lab("status", "--format", "json")

    assert (text.code, document.code) == (0, 0)
    assert "What bo marked is left out" in text.err
    assert [note.partition(",")[0] for note in document.json["notes"]] == ["What bo marked is left out"]
    assert "2310.08864" in document.json["wished"]
    assert document.err == ""
    (tmp_path / "work" / "progress.json").write_text("{")
    assert lab("status").code == 1


def test_the_map_of_an_assistant_is_made_anew_when_another_reader_pins(lab: Lab, tmp_path: Path) -> None:
    workspace = find_workspace(root=tmp_path / "work")
    before = shown_state(workspace)
    _pinned_by_ada(lab)

    assert shown_state(workspace) != before
