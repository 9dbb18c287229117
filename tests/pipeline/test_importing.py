"""Importing into a new workspace and into one that is there."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT, ask
from vlagraph.core.drafting import finish
from vlagraph.core.model import Text
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.drafting import Draft
    from vlagraph.core.model import Roadmap

PAIRS = "Vectors,Matrices\nMatrices,Robot arms\nVectors,Robot arms\n"
LOOPED = PAIRS + "Robot arms,Matrices\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the folder of the test, with a file of pairs in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VLAGRAPH_ROOT", raising=False)
    (tmp_path / "My pairs.csv").write_text(PAIRS)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(".lock")
    }


SLOWED = """
import sys, time
from vlagraph.cli import run
from vlagraph.pipeline import importing

write = importing.write_whole

def slow(*args):
    time.sleep(1)
    return write(*args)

importing.write_whole = slow
sys.exit(run(sys.argv[1:]))
"""
"""The command line with a second between looking for a roadmap and writing one."""


def test_two_imports_that_begin_one_folder_at_once_are_both_kept(tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("from,to\nOne Thing,Another Thing\n", encoding="utf-8")
    lines = (("import", "My pairs.csv", "--into", "new"), ("import", "more.csv", "--into", "new"))
    runs = [subprocess.Popen([sys.executable, "-c", SLOWED, *line], cwd=tmp_path) for line in lines]

    assert [one.wait(timeout=60) for one in runs] == [0, 0]
    ids = {topic.id for topic in load_roadmap(tmp_path / "new" / "graph" / "topics.json").topics}
    assert ids >= {"vectors", "robot-arms", "one-thing", "another-thing"}


def test_an_import_adds_to_a_roadmap_that_was_begun_while_it_read_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "more.csv").write_text("from,to\nOne Thing,Another Thing\n", encoding="utf-8")
    place = "vlagraph.pipeline.importing.finish"

    def slow(draft: Draft) -> Roadmap:
        monkeypatch.setattr(place, finish)
        assert ask(capsys, "import", "more.csv", "--into", "new").code == 0
        return finish(draft)

    monkeypatch.setattr(place, slow)
    said = ask(capsys, "import", "My pairs.csv", "--into", "new")
    ids = {topic.id for topic in load_roadmap(tmp_path / "new" / "graph" / "topics.json").topics}

    assert said.code == 0
    assert ids >= {"vectors", "robot-arms", "one-thing", "another-thing"}


def test_a_folder_with_a_part_of_a_workspace_is_refused_and_gets_no_lock(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new" / "graph").mkdir(parents=True)
    (tmp_path / "new" / "graph" / "topic.schema.json").write_text("{}", encoding="utf-8")
    said = ask(capsys, "import", "My pairs.csv", "--into", "new")

    assert said.code == 1
    assert "exists already" in said.err
    assert [one.name for one in (tmp_path / "new" / "graph").iterdir()] == ["topic.schema.json"]


@pytest.mark.parametrize("place", ["graph/topics.json.lock", "papers/papers.jsonl"])
def test_an_import_that_cannot_begin_leaves_no_lock_behind(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module, name = ("lock", "_acquired") if place.endswith("lock") else ("atomic", "write")
    real = getattr(sys.modules[f"vlagraph.store.{module}"], name)

    def full(path: Path, *args: object) -> object:
        if str(path).endswith(place):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, *args)

    monkeypatch.setattr(f"vlagraph.store.{module}.{name}", full)
    said = ask(capsys, "import", "My pairs.csv", "--into", "deep/new")

    assert said.code == 1
    assert "Nothing that this run wrote is left" in said.err
    assert not (tmp_path / "deep").exists()


@pytest.mark.shared
def test_the_roadmap_that_people_gave_comes_in_whole_and_can_be_used(
    tmp_path: Path, shared_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = shared_dir / "roadmap" / "roadmap.ko.md"
    said = ask(capsys, "import", str(source), "--into", "vla", "--report", "json")
    whole = load_roadmap(tmp_path / "vla" / "graph" / "topics.json")
    lines = (CHECKOUT / "tests" / "bullets.ko.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line[:1] not in {"", "#"}]
    bullets = {bullet for one in whole.topics for concept in one.concepts for bullet in concept.bullets}
    bullets |= {bullet for step in whole.next_steps for bullet in step.bullets}

    assert said.code == 0
    assert (len(whole.areas), len(whole.topics)) == (10, 40)
    assert (len(whole.priorities), len(whole.stages), len(whole.next_steps)) == (3, 5, 3)
    assert [tier.weeks for tier in whole.priorities] == [(1, 2), (4, 9), (13, 26)]
    assert set(kept) <= bullets
    assert all(need.proposed for one in whole.topics for need in one.requires)
    assert ask(capsys, "--root", "vla", "check").code == 0
    assert ask(capsys, "--root", "vla", "check", "--strict").code == 1
    assert ask(capsys, "--root", "vla", "path", "실시간 추론", "--lang", "ko").code == 1
    assert ask(capsys, "--root", "vla", "path", "real-time-inference").code == 0


def test_a_file_alone_makes_a_workspace_here_that_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ask(capsys, "import", "My pairs.csv")

    assert said.code == 0
    assert "needs vectors, by vectors -> matrices -> robot-arms" in said.out
    for command in (("check",), ("path", "robot-arms"), ("build",), ("plan", "robot-arms")):
        assert ask(capsys, "--root", "my-pairs", *command).code in {0, 2 if command[0] == "plan" else 0}
    assert (tmp_path / "my-pairs" / "site" / "index.html").is_file()


def test_the_same_file_makes_the_same_bytes_and_a_dry_run_shows_them_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = ask(capsys, "import", "My pairs.csv", "--into", "one", "--dry-run", "--report", "json").json
    before = (tmp_path / "one").exists()
    for folder in ("one", "two"):
        ask(capsys, "import", "My pairs.csv", "--into", folder)

    assert not before
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert {file["path"].removeprefix("one/"): file["text"].encode() for file in shown["files"]} == _files(
        tmp_path / "one"
    )


def test_loops_are_told_with_the_fewest_changes_and_broken_only_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "looped.csv").write_text(LOOPED)
    refused = ask(capsys, "import", "looped.csv")
    done = ask(capsys, "import", "looped.csv", "--break-loops", "--drop-implied", "--report", "json")
    whole = load_roadmap(tmp_path / "looped" / "graph" / "topics.json")

    assert (refused.code, done.code) == (1, 0)
    assert "matrices -> robot-arms -> matrices" in refused.err
    assert "--break-loops" in refused.err
    assert len(done.json["softened"]) == 1
    assert len(done.json["implied"]) == 1
    assert sum(need.kind == "helps" and need.proposed for one in whole.topics for need in one.requires) == 1
    assert ask(capsys, "--root", "looped", "check").code == 0


def test_a_topic_that_needs_itself_makes_no_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("Vectors,Vectors\nVectors,Matrices\n")
    refused = ask(capsys, "import", "a.csv")
    said = ask(capsys, "import", "a.csv", "--break-loops", "--dry-run")
    told = ask(capsys, "import", "a.csv", "--break-loops", "--report", "json").json

    assert refused.code == 1
    assert "With --break-loops, it is left out." in refused.err
    assert "hint" not in said.out
    assert "vectors needs itself" in said.out
    assert (told["loops"], told["softened"]) == ([["vectors", "vectors"]], [])
    assert [one["kind"] for one in told["remarks"]] == ["itself"]


def test_a_confirmed_proposal_is_none_any_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# T\n\n## A\n\n### Arms\n\n- Uses: Vectors\n\n### Vectors\n\n- x\n")
    ask(capsys, "import", "a.md", "--into", "w")
    card = ask(capsys, "--root", "w", "topic", "arms")
    proposed = ask(capsys, "--root", "w", "check", "--lang", "en")
    ask(capsys, "--root", "w", "require", "arms", "vectors", "--reason", "They turn.")
    need = load_roadmap(tmp_path / "w" / "graph" / "topics.json").topics[0].requires[0]

    assert "Vectors (recommended; proposed)" in card.out
    assert "proposal" in proposed.out
    assert (need.proposed, need.source) == (False, "a.md:7")


def test_merging_adds_and_reports_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(capsys, "import", "My pairs.csv", "--into", "w")
    before = load_roadmap(tmp_path / "w" / "graph" / "topics.json")
    (tmp_path / "more.csv").write_text("matrices,Control\nVectors,Matrices\n")
    plan = ("import", "more.csv", "--into", "w", "--report", "json")
    shown = ask(capsys, *plan, "--dry-run").json
    told = ask(capsys, *plan).json
    after = load_roadmap(tmp_path / "w" / "graph" / "topics.json")

    assert after.topics[: len(before.topics)] == before.topics
    assert told["added"]["topics"] == ["control"]
    assert told["matched"] == ["matrices", "vectors"]
    assert told["added"]["requirements"] == [{"needed": "matrices", "topic": "control"}]
    assert shown["files"][0]["text"].encode() == (tmp_path / "w" / "graph" / "topics.json").read_bytes()
    assert ask(capsys, *plan).json["files"] == []


def test_what_a_file_says_again_or_in_another_language_is_no_other_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiers = "## Now\n\n### Urgent (1-2 weeks)\n- Arms\n"
    english = f"# R\n\n## Robots\n\n### Arms\nThey move.\n\n- x: y\n\n{tiers}"
    (tmp_path / "a.md").write_text(english)
    (tmp_path / "ko.md").write_text("# 로봇\n\n## Robots\n\n### Arms\n움직입니다.\n\n- x: y\n")
    (tmp_path / "other.md").write_text(english.replace("move", "stand").replace("1-2", "1-3"))
    told = [
        ask(capsys, "import", name, "--into", "w", "--report", "json").json
        for name in ("a.md", "a.md", "ko.md", "a.md", "ko.md", "other.md")
    ]
    arms = load_roadmap(tmp_path / "w" / "graph" / "topics.json").topics[0]

    assert [len(one["files"]) > 0 for one in told] == [True, False, True, False, False, False]
    assert [one["kept"] for one in told] == [[]] * 5 + [["arms.summary", "priorities"]]
    assert arms.summary == Text(en="They move.", ko="움직입니다.")


def test_a_loop_of_a_merge_gives_up_what_is_new_and_nothing_that_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(capsys, "import", "My pairs.csv", "--into", "w")
    (tmp_path / "back.csv").write_text("Robot arms,Vectors\n")
    refused = ask(capsys, "import", "back.csv", "--into", "w")
    kept = _files(tmp_path / "w")
    done = ask(capsys, "import", "back.csv", "--into", "w", "--break-loops", "--report", "json")

    assert refused.code == 1
    assert "vectors" in json.loads(kept["graph/topics.json"])["topics"][0]["id"]
    assert done.json["softened"] == [{"needed": "robot-arms", "topic": "vectors"}]


def test_a_damaged_file_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.json").write_text('{"nodes": [{"id": "a"}], "links": [{"source": "a", "target": "b"}]}')
    said = ask(capsys, "import", "bad.json", "--into", "w")

    assert (said.code, said.out) == (1, "")
    assert "'b' is not among the topics" in said.err
    assert not (tmp_path / "w").exists()
    assert ask(capsys, "import", "nowhere.md", "--into", "w").code == 1


def test_a_goal_is_exported_with_all_that_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    ask(capsys, "import", "My pairs.csv", "--into", "one")
    some = ask(capsys, "--root", "one", "export", "node-link", "matrices")

    assert [node["id"] for node in some.json["nodes"]] == ["vectors", "matrices"]
    assert [(edge["source"], edge["target"]) for edge in some.json["edges"]] == [("vectors", "matrices")]
    assert ask(capsys, "--root", "one", "export", "node-link", "--starred").code == 2


def test_our_own_export_begins_the_same_roadmap_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(capsys, "import", "My pairs.csv", "--into", "one")
    ask(capsys, "--root", "one", "export", "node-link", "--out", "out.json")
    ask(capsys, "import", "out.json", "--into", "two")
    ask(capsys, "--root", "two", "export", "node-link", "--out", "again.json")

    assert (tmp_path / "out.json").read_bytes() == (tmp_path / "again.json").read_bytes()
    assert _files(tmp_path / "two") == _files(tmp_path / "one")


def test_a_roadmap_is_not_begun_in_the_folder_or_file_that_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "concepts" / "vectors").mkdir(parents=True)
    (tmp_path / "concepts" / "vectors" / "title.txt").write_text("Vectors\n")
    (tmp_path / "pairs").write_text(PAIRS)
    before = _files(tmp_path / "concepts")

    told = [ask(capsys, "import", name) for name in ("concepts", "pairs")]

    assert [one.code for one in told] == [0, 0]
    assert _files(tmp_path / "concepts") == before
    assert (tmp_path / "concepts-roadmap" / "graph" / "topics.json").is_file()
    assert (tmp_path / "pairs-roadmap" / "graph" / "topics.json").is_file()


def test_a_roadmap_is_not_begun_in_what_is_read_by_another_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Pairs").write_text(PAIRS)
    if not (tmp_path / "pairs").exists():  # where case counts, a second name does what it does elsewhere
        (tmp_path / "pairs").hardlink_to(tmp_path / "Pairs")

    told = ask(capsys, "import", "Pairs")

    assert told.code == 0
    assert (tmp_path / "Pairs").read_text() == PAIRS
    assert (tmp_path / "pairs-roadmap" / "graph" / "topics.json").is_file()


def test_a_quote_behind_a_quoted_cell_is_told_as_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quoted.tsv").write_text('"Attention" is all\tTransformers\nA\tB\n')

    told = ask(capsys, "import", "quoted.tsv")

    assert told.code == 1
    assert "goes on behind the quote that closes it" in told.err


def test_of_very_many_faults_the_rest_is_promised_by_no_other_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No command lists the faults of a file that was refused: `check` looks at the roadmap."""
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"a{n},b{n}\nb{n},a{n}\n" for n in range(201))
    (tmp_path / "pairs.csv").write_text("from,to\n" + rows, encoding="utf-8")
    answer = ask(capfd, "import", "pairs.csv", "--into", "new")

    assert (answer.code, answer.out) == (1, "")
    assert "  … and 1 more. Correct these first; the next run shows the rest.\n" in answer.err
    assert "check" not in answer.err
