"""Which papers an export holds, in which order, and where it may be written to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.core.papers.paper import Paper
from vlagraph.store.papers import load_papers, save_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workspace"
KEYS = ["2699.00001", "2699.00002", "2699.00003", "2699.00004", "2699.00005"]


def _ids(answer: Answer) -> list[str]:
    return [item["number"].removeprefix("arXiv:") for item in json.loads(answer.out)]


def test_an_export_holds_the_key_papers_in_reading_order_and_all_papers_on_request(
    place: Path, vlagraph: Run
) -> None:
    every = set(load_papers(place / "papers" / "papers.jsonl"))

    assert _ids(vlagraph("export", "csl")) == KEYS
    assert _ids(vlagraph("export", "csl", "learning", "vectors")) == [KEYS[0], KEYS[3]]
    assert _ids(vlagraph("export", "csl", "all", "--all"))[:2] == KEYS[:2]
    assert set(_ids(vlagraph("export", "csl", "--all"))) == every
    assert _ids(vlagraph("export", "csl", "--read")) == ["2699.00001"]


def test_answers_give_the_papers_to_read_in_their_order(place: Path, vlagraph: Run) -> None:
    for line in ("path acting", "plan acting --hours-per-week 6", "papers", "new --all"):
        ids = _ids(vlagraph(*line.split(), "--format", "csl"))

        assert ids
        assert len(set(ids)) == len(ids)
        assert "new" in line or ids == [one for one in KEYS if one in ids]


def test_an_entry_is_the_same_whatever_is_marked_chosen_or_spoken(place: Path, vlagraph: Run) -> None:
    def entry(*args: str) -> str:
        found = vlagraph(*args).out.split("\n\n")
        return next(one for one in found if "eprint = {2699.00002}" in one).strip()

    before = entry("export", "bibtex", "--all")
    vlagraph("dismiss", "2699.00002", "chance")

    assert entry("export", "bibtex", "--all", "--lang", "ko") == before
    assert entry("papers", "--search", "chance", "--format", "bibtex") == before


def test_a_file_is_written_in_one_step_and_never_over_the_workspace(place: Path, vlagraph: Run) -> None:
    printed = vlagraph("export", "bibtex").out
    saved = vlagraph("export", "bibtex", "--out", "all.bib")

    assert (saved.code, "all.bib" in saved.out) == (0, True)
    assert (place / "all.bib").read_text(encoding="utf-8") == printed
    for own in ("progress.json", "graph/topics.json", "papers/papers.jsonl"):
        before = (place / own).read_bytes()
        refused = vlagraph("export", "bibtex", "--out", own)

        assert (refused.code, (place / own).read_bytes()) == (2, before)


def test_an_export_is_never_written_over_marks_notes_and_what_undo_keeps(
    place: Path, vlagraph: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = tmp_path / "sync"
    places = {str(place): {"progress": str(sync / "marks.json"), "notes": str(sync / "notes")}}
    settings = tmp_path / "config" / "vlagraph" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"workspaces": places}), encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "alias").symlink_to(place)
    vlagraph("--for", "ada", "learned", "vectors")
    vlagraph("learned", "vectors")
    vlagraph("review", KEYS[0])
    needed = ["progress.json", "progress.ada.json", "progress.eve.json", ".gitignore", ".undo/000001/x"]
    needed += [str(tmp_path / "alias" / "progress.json"), str(sync / "marks.json"), str(settings)]
    needed += [str(sync / "notes" / f"{name}.md") for name in (KEYS[0], "cs_9901001", "template")]
    before = {name: Path(name).read_bytes() if Path(name).is_file() else None for name in needed}

    for name in needed:
        for reader in ((), ("--for", "ada")):
            refused = vlagraph(*reader, "export", "bibtex", "--out", name)

            assert (refused.code, name in refused.err) == (2, True)
            assert (Path(name).read_bytes() if Path(name).is_file() else None) == before[name]
    for free in ("progress.md", "notes.bib", *(str(sync / "notes" / name) for name in ("vla.bib", "vla.md"))):
        assert vlagraph("export", "bibtex", "--out", free).code == 0


def test_what_is_left_out_is_told_beside_the_export(place: Path, vlagraph: Run) -> None:
    path = place / "papers" / "papers.jsonl"
    papers = load_papers(path)
    save_papers(path, {one: paper for one, paper in papers.items() if one != "2699.00001"})

    answer = vlagraph("export", "bibtex")

    assert "3 papers are left out, of which nothing is stored: 2699.00001, " in answer.err
    assert "2699.00001" not in answer.out
    assert "the export is empty" in vlagraph("export", "ris", "--starred").err


def test_a_title_with_a_formula_is_read_everywhere_and_stored_as_it_is(place: Path, vlagraph: Run) -> None:
    path = place / "papers" / "papers.jsonl"
    papers = load_papers(path)
    title = r"$\pi_{0.5}$: a $10\times$ Model"
    odd = Paper(id="2699.00001", title=title, authors=("Ada",), published="2020-03", curated=True)
    save_papers(path, papers | {odd.id: odd})
    shown = "π0.5: a 10× Model"

    for line in ("papers vectors", "show 2699.00001", "topic vectors", "papers --search π0.5"):
        answer = vlagraph(*line.split())

        assert shown in answer.out, line
        assert title not in answer.out
    assert title in path.read_text(encoding="utf-8").replace("\\\\", "\\")
    assert vlagraph("papers", "vectors", "--format", "json").json["papers"][0]["paper"]["title"] == title
