"""Where the commands find their data, and what they may write."""

from __future__ import annotations

import errno
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT, ask
from tests.support.roadmaps import roadmap, topic
from vlagraph.errors import WorkspaceError
from vlagraph.store import atomic
from vlagraph.store.disk import writing
from vlagraph.store.git import git_files
from vlagraph.store.roadmap import load_roadmap, save_parts
from vlagraph.store.workspace import Workspace, bundled_root, bundled_topics, find_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Answer

TINY = roadmap(topic("first"), topic("second", "first"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder with a roadmap of two topics."""
    save_parts(tmp_path / "mine" / "graph" / "topics.json", TINY)
    return tmp_path / "mine"


class Shell:
    """Commands that are run somewhere else than in the checkout."""

    def __init__(self, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capture = capture
        self._monkeypatch = monkeypatch

    def run(self, folder: Path, *args: str) -> Answer:
        """The answer of one command, run in ``folder``."""
        self._monkeypatch.chdir(folder)
        return ask(self._capture, *args)


@pytest.fixture
def shell(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Run commands in any folder."""
    return Shell(capfd, monkeypatch)


def _order(answer: Answer) -> list[str]:
    order: list[str] = answer.json["order"]
    return order


def test_the_nearest_roadmap_upwards_is_used(workspace: Path, shell: Shell) -> None:
    deep = workspace / "notes" / "deep"
    deep.mkdir(parents=True)

    assert _order(shell.run(deep, "order", "--format", "json")) == ["first", "second"]


def test_without_a_roadmap_the_bundled_one_answers(tmp_path: Path, shell: Shell) -> None:
    assert len(_order(shell.run(tmp_path, "order", "--format", "json"))) == len(
        load_roadmap(bundled_topics()).topics
    )
    assert find_workspace(tmp_path) == Workspace(bundled_root(), bundled=True)


def test_root_goes_before_the_variable_and_the_variable_before_the_folder(
    workspace: Path, tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_parts(tmp_path / "other" / "graph" / "topics.json", roadmap(topic("alone")))
    monkeypatch.setenv("VLAGRAPH_ROOT", str(workspace))

    by_variable = shell.run(tmp_path / "other", "order", "--format", "json")
    by_root = shell.run(workspace, "--root", str(tmp_path / "other"), "order", "--format", "json")

    assert _order(by_variable) == ["first", "second"]
    assert _order(by_root) == ["alone"]


@pytest.mark.parametrize("how", ["--root", "VLAGRAPH_ROOT"])
@pytest.mark.parametrize("name", ["missing", "empty", "file", "x" * 300])
def test_a_stated_folder_without_a_roadmap_is_refused_and_never_replaced_by_another(
    how: str, name: str, tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")
    wrong = str(tmp_path / name)
    if how == "VLAGRAPH_ROOT":
        monkeypatch.setenv(how, wrong)

    answer = shell.run(CHECKOUT, *(["--root", wrong] if how == "--root" else []), "stats")

    assert (answer.code, answer.out) == (1, "")
    assert f"{wrong} holds no graph/topics.json" in answer.err
    assert f"run 'vlagraph init {wrong}'" in answer.err


def test_an_empty_variable_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLAGRAPH_ROOT", "")

    assert find_workspace(tmp_path).bundled


def test_the_bundled_roadmap_is_read_only_and_says_how_to_get_a_copy(tmp_path: Path, shell: Shell) -> None:
    before = (bundled_root() / "graph" / "topics.json").stat()

    answer = shell.run(tmp_path, "format")

    assert (answer.code, answer.out) == (1, "")
    assert "the bundled roadmap is read-only. Run 'vlagraph init DIR'" in answer.err
    assert (bundled_root() / "graph" / "topics.json").stat() == before
    with pytest.raises(WorkspaceError):
        find_workspace(tmp_path).writable()


def test_init_copies_a_workspace_that_checks_and_is_in_canonical_form(tmp_path: Path, shell: Shell) -> None:
    made = shell.run(tmp_path, "init", "mine")
    checked = shell.run(tmp_path / "mine", "check")
    formatted = shell.run(tmp_path / "mine", "format")

    assert made.code == checked.code == formatted.code == 0
    assert made.out.endswith("Next: cd mine && vlagraph check\n")
    assert "0 problems" in checked.out
    assert formatted.out == "already in canonical form\n"
    assert "merge=vlagraph-papers" in (tmp_path / "mine" / ".gitattributes").read_text()


def test_init_refuses_to_write_over_a_workspace_and_leaves_it_as_it_is(workspace: Path, shell: Shell) -> None:
    answer = shell.run(workspace, "init", ".")

    assert answer.code == 1
    assert "exists already and was not touched" in answer.err
    assert load_roadmap(workspace / "graph" / "topics.json") == TINY
    assert [path.name for path in workspace.iterdir()] == ["graph"]


def test_init_keeps_what_else_is_in_the_folder(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / "README.md").write_text("mine\n")

    answer = shell.run(tmp_path, "init", ".")

    assert answer.code == 0
    assert (tmp_path / "README.md").read_text() == "mine\n"
    assert f"added 6 lines to {tmp_path / '.gitignore'}, which was there\n" in _absolute(answer.out, tmp_path)
    assert (tmp_path / ".gitignore").read_text().startswith("mine\n\n# vlagraph\nprogress.json\n")


def test_git_leaves_out_of_the_checkout_what_it_leaves_out_of_a_workspace(tmp_path: Path) -> None:
    own = next(data for file, (data, _) in git_files(tmp_path) if file.name == ".gitignore").decode().split()
    here = [line.removeprefix("/") for line in (CHECKOUT / ".gitignore").read_text().splitlines()]

    assert [name for name in own if name not in here] == []


def _absolute(text: str, folder: Path) -> str:
    return text.replace(" .git", f" {folder}/.git")


@pytest.mark.parametrize("before", ["/site\n*.lock\n.cache\n", "progress.json", "x\r\nsite/\r\n"])
def test_init_adds_each_line_that_git_needs_once(tmp_path: Path, shell: Shell, before: str) -> None:
    ignore = tmp_path / "mine" / ".gitignore"
    ignore.parent.mkdir()
    ignore.write_text(before, newline="")
    shell.run(tmp_path, "init", "mine", "--empty")
    first = ignore.read_bytes()
    shutil.rmtree(tmp_path / "mine" / "graph")
    (tmp_path / "mine" / "papers" / "papers.jsonl").unlink()
    again = shell.run(tmp_path, "init", "mine", "--empty")
    lines = first.decode().splitlines()

    assert first.startswith(before.encode())
    assert ignore.read_bytes() == first
    assert "added" not in again.out
    assert len({line.strip("/") for line in lines}) == len(lines)
    assert {"progress.json", "site", ".cache", ".undo", ".vg-*.tmp", "*.lock"} <= {
        line.strip("/") for line in lines
    }
    assert (b"\r\n" in first) == ("\r\n" in before)


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "full"), OSError(errno.EACCES, "no"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("at", [1, 3, 9])
def test_an_init_that_fails_takes_back_what_it_wrote(
    tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch, fault: BaseException, at: int
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / ".gitignore").write_text("x\n")
    before = _tree(tmp_path)
    calls = iter(range(1, 1000))
    replace = writing.write

    def failing(path: Path, payload: bytes) -> None:
        if next(calls) == at:
            raise fault
        replace(path, payload)

    monkeypatch.setattr(atomic, "write", failing)
    answer = shell.run(tmp_path, "init", "mine")
    fresh = shell.run(tmp_path, "init", "deep/new")

    assert answer.code == 1
    assert "Nothing that this run wrote is left in mine." in answer.err
    assert fresh.code == 0
    shutil.rmtree(tmp_path / "deep")
    assert _tree(tmp_path) == before


def _tree(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize("name", ["내 VLA 공부", 'it\'s a "test"', "$HOME & co", "-x"])
def test_the_next_command_can_be_pasted_whatever_the_folder_is_called(
    name: str, tmp_path: Path, shell: Shell
) -> None:
    made = shell.run(tmp_path, "init", "--empty", "--", name)
    line = made.out.splitlines()[-1].removeprefix("Next: ")

    assert shlex.split(line)[-3:] == ["&&", "vlagraph", "check"]
    entered = ["bash", "-c", f"{line.removesuffix(' vlagraph check')} pwd"]
    assert subprocess.check_output(entered, cwd=tmp_path, text=True) == f"{tmp_path / name}\n"
    assert (tmp_path / name / "graph").is_dir()


@pytest.mark.parametrize("name", ["file", "file/under", "x" * 300])
def test_init_where_no_folder_can_be_made_says_so(name: str, tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "file").write_text("mine")

    answer = shell.run(tmp_path, "init", name)

    assert (answer.code, answer.out) == (1, "")
    assert "Traceback" not in answer.err
    assert (tmp_path / "file").read_text() == "mine"


def test_format_writes_the_canonical_form_and_the_schema_once(workspace: Path, shell: Shell) -> None:
    file = workspace / "graph" / "topics.json"
    canonical = file.read_bytes()
    file.write_bytes(canonical.replace(b"\n", b"").replace(b"  ", b" "))

    first, second = shell.run(workspace, "format"), shell.run(workspace, "format")

    assert first.out.splitlines() == [f"wrote {file}", f"wrote {file.with_name('topics.schema.json')}"]
    assert second.out == "already in canonical form\n"
    assert file.read_bytes() == canonical.replace(b"{", b'{\n "$schema": "topics.schema.json",', 1)


def test_format_works_on_a_file_whose_graph_has_problems(workspace: Path, shell: Shell) -> None:
    file = workspace / "graph" / "topics.json"
    save_parts(file, roadmap(topic("a", "b"), topic("b", "a")))

    assert shell.run(workspace, "check").code == 1
    assert shell.run(workspace, "format").code == 0


def test_check_looks_at_the_file_that_it_is_given(workspace: Path, tmp_path: Path, shell: Shell) -> None:
    other = tmp_path / "other.json"
    save_parts(other, roadmap(topic("a"), topic("b", "ghost")))

    answer = shell.run(workspace, "check", str(other))

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(
        f"vlagraph: {other}: 2 problems\n  topics[1] b.requires[0]: the topic 'ghost'"
    )


def test_check_of_a_folder_names_the_file_in_it(workspace: Path, shell: Shell) -> None:
    told = f"it is a folder, not the file of a roadmap. Name the file in it: {workspace}/graph/topics.json\n"
    for folder in (workspace, workspace / "graph"):
        answer = shell.run(workspace, "check", str(folder))
        assert (answer.code, answer.err) == (1, f"vlagraph: {folder}: {told}")
    assert "Check the path" in shell.run(workspace, "check", str(workspace.parent)).err


def test_check_reports_damaged_papers_of_the_same_workspace(workspace: Path, shell: Shell) -> None:
    (workspace / "papers").mkdir()
    (workspace / "papers" / "papers.jsonl").write_text("{}\n")

    answer = shell.run(workspace, "check")

    assert answer.code == 1
    assert "papers.jsonl:1: " in answer.err


def test_a_command_that_only_answers_writes_nothing(workspace: Path, shell: Shell) -> None:
    before = {path: path.stat().st_mtime_ns for path in workspace.rglob("*")}

    for command in (["path", "second"], ["order"], ["next"], ["stats"], ["check"], ["topics"], ["papers"]):
        assert shell.run(workspace, *command).code == 0
    assert {path: path.stat().st_mtime_ns for path in workspace.rglob("*")} == before


def test_a_folder_that_may_not_be_looked_into_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_file = type(tmp_path).is_file

    def refuse(self: Path) -> bool:
        if tmp_path in self.parents:
            raise PermissionError(13, "Permission denied")
        return is_file(self)

    monkeypatch.setattr(type(tmp_path), "is_file", refuse)

    assert find_workspace(tmp_path / "deep").bundled


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["init", ""], "DIR"),
        (["import", "pairs.csv", "--into", " "], "--into"),
        (["import", "", "--into", "new"], "FILE"),
        (["--root", "", "stats"], "--root"),
        (["stats", "--root", ""], "--root"),
        (["check", ""], "FILE"),
        (["diff", "graph", ""], "B"),
        (["progress", "export", ""], "FILE"),
        (["progress", "merge", ""], "FILE"),
        (["export", "dot", "--out", ""], "--out"),
    ],
)
def test_an_empty_name_is_not_the_current_folder(
    words: list[str],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pairs.csv").write_text("Force,Work\n")
    answer = ask(capfd, *words)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(f"Error: {name} is empty. Name a file or a folder.\n")
    assert [one.name for one in tmp_path.iterdir()] == ["pairs.csv"]


def test_format_takes_one_form_or_the_other(workspace: Path, shell: Shell) -> None:
    page = workspace / "graph" / "topics" / "first.json"
    refused = shell.run(workspace, "format", "--split", "--one-file")

    assert refused.code == 2
    assert "give one of the two" in refused.err
    assert not page.exists()
    assert shell.run(workspace, "format", "--split").code == 0
    assert page.exists()
    assert shell.run(workspace, "format", "--one-file").code == 0
    assert not page.exists()
