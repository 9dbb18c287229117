"""Files carry their format: one of a newer version is refused and left alone, an older one is migrated."""

from __future__ import annotations

import gzip
import json
import os
import shlex
import shutil
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from tests.support.command_line import ask
from tests.support.odd_names import odd_workspace
from tests.support.snapshots import record, write_lines
from vlagraph.cli.listening import CHANGING
from vlagraph.core.marks import read_papers, starred_papers
from vlagraph.core.model import SCHEMA
from vlagraph.pipeline.check import format_roadmap
from vlagraph.store.fetch_state import (
    FETCH_SCHEMA,
    FetchState,
    SourceState,
    TopicState,
    load_state,
    save_state,
)
from vlagraph.store.history import changes, keeping, kept_files
from vlagraph.store.progress import load_progress
from vlagraph.store.receipts import Came
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[[str], Answer]

SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
NOW = "2026-11-22T12:00:00Z"
NEWER = 99
PAPER = "2699.00004"
ASKED = FetchState(sources={"api": SourceState(topics={"seeing": TopicState(wanted_from=NOW)})})
"""What a fetch knows of a topic for which it has just begun to ask."""
_DONE = TopicState(wanted_from=NOW, covered_from=NOW, checked=NOW, last_success=NOW)
FETCHED = FetchState(sources={"api": SourceState(topics={"seeing": _DONE})})
_SIDES = "papers/fetch.json papers/fetch.json papers/fetch.json"
_WHY = "--topic seeing --title Cups --author Ada --date 2026-01-02 --why Clear"


class Format(NamedTuple):
    """A file, and quick commands that write it, or that need what it says."""

    path: str
    lines: tuple[str, ...]


_EDITS = ("topic add t-a --area robots", "format", f"paper add 2312.00013 {_WHY}", "doctor --mend")
_SHOWS = ("learned seeing", "format --one-file", "doctor --mend")
FORMATS = {
    "roadmap": Format("graph/topics.json", (*_EDITS, "build", "export vault --out vault")),
    "page": Format("graph/topics/seeing.json", _EDITS),
    "benchmarks": Format("graph/benchmarks.json", _SHOWS),
    "projects": Format("graph/projects.json", (*_SHOWS, "project cup-robot --done 1")),
    "terms": Format("graph/terms.json", _SHOWS),
    "marks": Format(
        "progress.json",
        ("learned seeing", f"read {PAPER}", "progress import given.json", "new", "undo 1", "doctor --mend"),
    ),
    "marks of ada": Format("progress.ada.json", (f"star {PAPER} --for ada", "undo 2", "doctor --mend")),
    "papers": Format("papers/papers.jsonl", (f"paper add 2312.00013 {_WHY}", "new", "doctor --mend")),
    "state": Format(
        "papers/fetch.json",
        (
            "fetch --fold --dry-run",
            f"merge-driver fetch {_SIDES}",
        ),
    ),
    "settings": Format("../config/vlagraph/settings.json", (f"star {PAPER}", "build", "export ris --all")),
    "change": Format(".undo/000001/change.json", ("undo 1",)),
}
"""The formats of files that people own, what is made anew aside."""

LINES = (
    "learned seeing",
    "learning seeing",
    "skip chance",
    "unlearn chance",
    f"read {PAPER}",
    f"star {PAPER} --for ada",
    "dismiss 2699.00008 seeing",
    "pin 2699.00009 acting-in-the-open-world",
    "move 2699.00008 learning-from-demonstrations acting-in-the-open-world",
    f"review {PAPER}",
    "new",
    "project cup-robot --done 1",
    "progress import given.json",
    "progress merge given.json",
    "progress export marks.json",
    "import pairs.csv",
    "import pairs.csv --into begun",
    "format --split",
    "format --one-file",
    "require judging seeing --reason Seen --source Book",
    "watch seeing",
    "fit",
    "topic add t-a --area robots",
    "topic remove acting-in-the-open-world",
    "topic rename seeing seeing-with-many-cameras",
    "topic split learning-from-demonstrations learning-by-watching learning-by-trying",
    "topic merge seeing judging --into both",
    f"paper add 2312.00013 {_WHY}",
    "doctor --mend",
    "undo",
    "undo 1",
    "fetch --from-snapshot snapshot.jsonl --keep-all --jobs 1",
    "fetch --fold --dry-run",
    "merge-driver papers ours.jsonl ours.jsonl ours.jsonl",
    "merge-driver progress progress.json given.json progress.json",
    f"merge-driver fetch {_SIDES}",
    "export vault --out vault",
    "export bibtex --out papers.bib",
    "init begun --empty",
    "build",
)
"""Every command that writes."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with every file that it may have."""
    root = odd_workspace(tmp_path_factory.mktemp("formats") / "sound")
    workspace = Workspace(root)
    format_roadmap(workspace, split=True)
    (root / "graph" / "terms.json").write_text("{}")
    (root / "given.json").write_bytes(workspace.progress.read_bytes())
    shutil.copy(workspace.papers, root / "ours.jsonl")
    workspace.fetch_state.write_text('{"schema": 1, "sources": {}}')
    workspace.recorded.write_bytes(gzip.compress(workspace.papers.read_bytes()))
    write_lines(root / "snapshot.jsonl", [record("2601.00001")])
    return root


@pytest.fixture
def root(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VLAGRAPH_NOW", NOW)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    folder = shutil.copytree(sound, tmp_path / "work")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(root: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    return lambda line: ask(capfd, *shlex.split(line))


def _newer(path: Path) -> bytes:
    """Make ``path`` a file of a newer version, with something in it that nobody knows yet; its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"schema": NEWER, "later": {"x": [1]}}
    if path.suffix == ".jsonl":
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        lines = [json.dumps({**json.loads(first), **said}), *rest]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        old = json.loads(path.read_bytes()) if path.exists() else {}
        path.write_text(json.dumps({**old, **said}), encoding="utf-8")
    return path.read_bytes()


def _mark(run: Run) -> None:
    """Two changes that can be taken back: one of each file of marks."""
    assert run("star 2699.00005").code == run("star 2699.00005 --for ada").code == 0


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_a_newer_version_is_refused_with_the_next_step_and_left_as_it_is(
    name: str, run: Run, root: Path
) -> None:
    _mark(run)
    path = root / FORMATS[name].path
    before = _newer(path)
    files = {one: one.read_bytes() for one in root.rglob("*.json*") if ".undo" not in one.parts}

    for line in FORMATS[name].lines:
        answer = run(line)
        told = answer.out + answer.err
        assert answer.code == 1, line
        assert (str(NEWER) in told, "Upgrade vlagraph" in told) == (True, True), line
        assert path.name in told or name == "change"
        assert "Remove or rename" not in told
        assert path.read_bytes() == before
    assert {one: one.read_bytes() for one in files} == files


@pytest.mark.campaign
@pytest.mark.skipif(not SOAK, reason="eleven formats by forty commands take a minute")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("line", LINES)
def test_no_command_writes_over_a_file_of_a_newer_version(
    line: str, run: Run, root: Path, tmp_path: Path
) -> None:
    _mark(run)
    kept = shutil.copytree(root, tmp_path / "kept")
    assert run(line).code in {0, 1}
    written = {path for path, _ in FORMATS.values() if _bytes(root / path) != _bytes(kept / path)}
    for path, _ in FORMATS.values():
        _again(root, kept)
        before = _newer(root / path)
        answer = run(line)
        assert (root / path).read_bytes() == before, path
        assert answer.code in ({1} if path in written else {0, 1}), path
        assert path not in written or "Upgrade vlagraph" in answer.err + answer.out, path
        shutil.rmtree(tmp_path / "config", ignore_errors=True)


def _again(root: Path, kept: Path) -> None:
    for old in root.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(kept, root, dirs_exist_ok=True)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def test_recorded_papers_of_a_newer_version_are_left_out_and_that_is_said(run: Run, root: Path) -> None:
    recorded = Workspace(root).recorded
    data = gzip.compress(gzip.decompress(recorded.read_bytes()).replace(b"{", b'{"schema": 99, "x": 1, ', 1))
    recorded.write_bytes(data)

    answer = run("new")

    assert answer.code == 0
    assert f"{recorded.name} is of format 99" in answer.out
    assert "upgrade vlagraph" in answer.out
    assert recorded.read_bytes() == data


def _first_schema(root: Path) -> bytes:
    """Make the roadmap one of the first schema: one file that does not say of which format it is."""
    odd_workspace(root)
    graph = root / "graph"
    plain = json.loads((graph / "topics.json").read_bytes())
    plain.pop("schema", None)
    shutil.rmtree(graph)
    graph.mkdir()
    (graph / "topics.json").write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return (graph / "topics.json").read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        "format",
        "format --one-file",
        "doctor --mend",
        "require judging seeing --reason Seen --source Book",
        "topic rename seeing seeing-with-many-cameras",
        "import pairs.csv",
    ],
)
def test_a_roadmap_of_the_first_schema_is_migrated_by_what_writes_it_and_undo_brings_it_back(
    line: str, run: Run, root: Path
) -> None:
    before = _first_schema(root)
    path = Workspace(root).topics
    assert run("path acting-in-the-open-world").code == 0

    assert path.read_bytes() == before
    assert run(line).code in {0, 1}  # the doctor names what it does not mend
    assert json.loads(path.read_bytes())["schema"] == SCHEMA
    assert run("undo").code == 0
    assert path.read_bytes() == before
    files = {one for one in path.parent.rglob("*.json") if ".schema." not in one.name}
    assert files == {path}


OLD_MARKS = {
    "schema": 1,
    "topics": {"chance": {"state": "learned", "at": "2026-09-01T10:00:00+09:00"}},
    "papers": {
        "2699.00004": {"state": "read", "at": "2026-09-01T01:00:00Z", "starred": True},
        "2699.00005": {"starred": True, "at": "2026-09-02T01:00:00Z"},
    },
}
"""What the first versions wrote: one time for what a paper was marked as, no runs of ``new``."""


def test_marks_of_the_first_versions_are_read_and_survive_the_first_writing_and_its_undo(
    run: Run, root: Path
) -> None:
    workspace = Workspace(root)
    before = json.dumps(OLD_MARKS).encode()
    workspace.progress.write_bytes(before)
    assert run("learned seeing").code == 0

    kept = kept_files(workspace, changes(workspace)[0])
    assert [one.before for one in kept if one.path == workspace.progress] == [before]
    for topics in ({"chance", "seeing"}, {"chance"}):
        marks = load_progress(workspace.progress)
        assert {topic for topic, mark in marks.topics.items() if mark.on} == topics
        assert set(read_papers(marks)) == {"2699.00004"}
        assert set(starred_papers(marks)) == {"2699.00004", "2699.00005"}
        run("undo")


def test_a_run_that_migrates_the_state_keeps_its_former_bytes_and_undo_brings_them_back(
    run: Run, root: Path
) -> None:
    workspace = Workspace(root)
    save_state(workspace.fetch_state, FETCHED)
    before = workspace.fetch_state.read_bytes()
    for came in ("cs.RO", "cs.CV"):  # the second run migrates nothing
        with keeping(workspace, "fetch", at=NOW, migrations=True):
            for day in ("2026-11-01", "2026-11-02"):
                state = load_state(workspace.fetch_state)
                days = {**state.came, came: Came(days={day: {}})}
                save_state(workspace.fetch_state, msgspec.structs.replace(state, came=days))
        if came == "cs.RO":
            after = workspace.fetch_state.read_bytes()
            assert run("undo").code == 0
            assert workspace.fetch_state.read_bytes() == before
            assert run("undo").code == 0
            assert workspace.fetch_state.read_bytes() == after

    assert [change.command for change in changes(workspace)] == ["undo 2", "undo 1", "fetch"]
    forgotten = msgspec.structs.replace(load_state(workspace.fetch_state), came={})
    save_state(workspace.fetch_state, forgotten)
    assert json.loads(workspace.fetch_state.read_bytes())["schema"] == FETCH_SCHEMA


@pytest.mark.parametrize("before", [None, FetchState(), FetchState(wished=(PAPER,))])
def test_the_first_fetch_migrates_nothing_though_it_writes_the_state_in_steps(
    run: Run, root: Path, before: FetchState | None
) -> None:
    """`undo` after it took the state back to a half of that fetch: every topic counted as never fetched."""
    workspace = Workspace(root)
    workspace.fetch_state.unlink()
    if before:  # as `add` leaves it
        save_state(workspace.fetch_state, before)
    with keeping(workspace, "fetch", at=NOW, migrations=True):
        save_state(workspace.fetch_state, ASKED)
        came = {"cs.RO": Came(days={"2026-11-01": {}})}
        save_state(workspace.fetch_state, msgspec.structs.replace(ASKED, came=came))

    assert json.loads(workspace.fetch_state.read_bytes())["schema"] == FETCH_SCHEMA
    assert changes(workspace) == []
    assert "There is nothing to take back" in run("undo").err


def test_a_change_that_was_kept_by_the_first_version_is_taken_back(run: Run, root: Path) -> None:
    before = (root / "graph" / "topics.json").read_bytes()
    assert run("require judging seeing --reason Seen --source Book").code == 0
    change = root / ".undo" / "000001" / "change.json"
    plain = json.loads(change.read_bytes())
    plain.pop("schema")
    change.write_text(json.dumps(plain))

    assert run("undo").code == 0
    assert (root / "graph" / "topics.json").read_bytes() == before


def test_the_commands_that_change_something_are_those_that_are_tried_here() -> None:
    lines = {line.replace(" ", "-") for line in LINES}

    assert [
        code
        for code in CHANGING | {"build", "fetch", "undo"}
        if not any(line.startswith(code) for line in lines)
    ] == []
