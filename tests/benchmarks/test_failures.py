"""What benchmarks say of what cannot be run: never a traceback, and never a figure."""

from __future__ import annotations

import json
import re
import shutil
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from benchmarks._runs import Use, use_of
from benchmarks.map import Times, checked

from benchmarks import ABSENT, MISSED, _browser, _cost, large, matching, memory, relevance, snapshot, startup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vlagraph.core.papers.reports import Report


def test_an_import_that_fails_is_named_with_what_it_said(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    empty = tmp_path / "empty.json"
    empty.write_text("{}\n", encoding="utf-8")

    with pytest.raises(SystemExit, match=r"failed: the import of .*empty\.json: .*\w"):
        snapshot.import_into(tmp_path, empty, 1)


def test_a_large_store_that_cannot_be_made_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_SHARED", str(tmp_path))  # the words of the roadmap are read in less time

    with pytest.raises(SystemExit, match=r"failed: the import of .*0\.json: .*holds no record"):
        large._stores(tmp_path, [0])


@pytest.mark.parametrize("code", [1, 2, -9])
def test_a_command_that_fails_is_named_and_its_figures_are_not_told(code: int) -> None:
    ending = "os.kill(os.getpid(), 9)" if code < 0 else f"sys.exit({code})"
    program = f"import os, sys; print('no room', file=sys.stderr, flush=True); {ending}"

    with pytest.raises(SystemExit, match=rf"python\S* -c import os.*… --here ended with {code}: no room$"):
        use_of([sys.executable, "-c", program, "--here"])


def test_memory_is_not_told_of_a_command_that_ended_early(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"show 2501\.10007 ended with 1: "):
        memory._use(tmp_path, "show 2501.10007", fetched=False)


def test_a_commit_that_cannot_be_compared_is_named() -> None:
    with pytest.raises(SystemExit, match=r"^'no-such-commit' cannot be checked out: .*Name a commit of"):
        startup.main(["--against", "no-such-commit"])


def test_a_command_that_costs_more_than_before_misses_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = {"here": 1.2, "then": 1.0}

    @contextmanager
    def sides(_: str) -> Iterator[tuple[_cost._Side, _cost._Side]]:
        yield tuple(_cost._Side(Path(name), Path(), Path()) for name in costs)  # type: ignore[misc]

    monkeypatch.setattr(_cost, "_sides", sides)
    monkeypatch.setattr(_cost._Side, "prepared", lambda side, _: costs[side.source.name])

    assert startup.main(["--against", "HEAD"]) == MISSED
    costs["here"] = 1.0
    assert startup.main(["--against", "HEAD"]) == 0


@pytest.mark.parametrize(
    ("main", "args"),
    [(matching.main, []), (relevance.main, []), (relevance.main, ["--no-fit"])],
)
def test_without_the_research_folder_nothing_is_measured_and_nothing_fails(
    main: Callable[[list[str]], int],
    args: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("VLAGRAPH_SHARED", str(tmp_path / "nowhere"))

    assert main(args) == ABSENT
    assert re.match(r"The (corpus|labels) (is|are) not found: .*nowhere.*\n$", capsys.readouterr().out)


def test_without_scikit_learn_the_fit_is_not_measured_and_the_next_step_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(relevance, "read_corpus", lambda _: {})
    monkeypatch.setattr(relevance, "find_spec", lambda _: None)

    assert relevance.main([]) == ABSENT
    assert "scikit-learn is not installed" in capsys.readouterr().out


def test_figures_of_invented_words_are_not_those_of_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import _corpus  # brings NumPy

    rows = [_corpus._Row("Robots", "They grasp.", "cs.RO")] * 3
    monkeypatch.setenv("VLAGRAPH_SHARED", str(tmp_path / "nowhere"))
    monkeypatch.setattr(_corpus, "_invented_rows", lambda: rows)
    monkeypatch.setattr(snapshot, "bare_seconds", lambda *_: 1.0)
    monkeypatch.setattr(snapshot, "import_cost", lambda *_: snapshot.Cost(1.0, 1.0, 1.0, 1))
    store = large._Store(tmp_path, 1, origin="", day="", seconds=0, memory=0, real=False)
    monkeypatch.setattr(large, "_stores", lambda *_: [store, store])
    monkeypatch.setattr(large, "_print", lambda *_: None)
    monkeypatch.setattr(large._Store, "use", lambda *_: Use(1.0, 1.0))
    monkeypatch.setattr(large._Store, "sizes", lambda _: "")
    (tmp_path / ".cache").mkdir()

    assert snapshot.main(["--sizes", "1"]) == ABSENT
    assert large.main([]) == ABSENT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "The corpus is not found: "),
        ("", "too few words"),
        ('{"id": 1}\n', ":1: Object missing required field `title`"),
    ],
)
def test_a_corpus_that_cannot_be_matched_is_named(text: str | None, said: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    if text is not None:
        corpus.write_text(text, encoding="utf-8")

    with pytest.raises(SystemExit, match=rf"{re.escape(said)}") as ended:
        matching.main([str(corpus)])
    assert str(corpus) in str(ended.value)


@pytest.mark.parametrize(("ratio", "code"), [(3.0, 0), (3.1, MISSED)])
def test_matching_that_takes_more_than_its_goal_misses_it(
    ratio: float, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(f"{one}{other}" for one in "abcdefg" for other in "abcdefg")
    row = {"title": "Robots", "abstract": words, "categories": "cs.RO"}
    (tmp_path / "corpus.jsonl").write_text(f"{json.dumps(row)}\n" * 20, encoding="utf-8")
    monkeypatch.setattr(matching, "in_turns", lambda *_: [[1.0, ratio, 9.0], [1.0]])
    monkeypatch.setattr(matching, "TOPICS", (1, 2))

    assert matching.main([str(tmp_path / "corpus.jsonl")]) == code


def test_figures_without_a_program_are_not_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import layout, rivals  # bring NumPy

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(rivals, "_row", lambda *_, **__: None)
    monkeypatch.setattr(layout, "_multipartite", lambda _: None)
    monkeypatch.setattr(layout, "_print_drawn", lambda *_: True)

    assert rivals.main(["--sizes", "12"]) == ABSENT
    assert layout.main([]) == ABSENT
    monkeypatch.setattr(layout, "_print_drawn", lambda *_: False)
    assert layout.main([]) == MISSED


@pytest.mark.parametrize("name", ["map", "pages", "screenshots"])
def test_without_a_browser_or_what_drives_it_pages_are_not_measured(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = import_module(f"benchmarks.{name}")
    for there, said in ((None, "no Chromium on PATH"), ("/bin/chromium", "package playwright is not")):
        monkeypatch.setattr(shutil, "which", lambda _, there=there: there)
        monkeypatch.setattr(_browser, "find_spec", lambda _: None)
        with pytest.raises(SystemExit) as ended:
            module.main([])
        assert ended.value.code == ABSENT
        assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ok", "missed", "violations", "code"),
    [(True, 0, 0, 0), (False, 0, 0, 3), (True, 1, 0, 3), (True, 0, 1, 3)],
)
def test_requests_that_fail_or_are_impolite_miss_the_target(
    ok: bool, missed: int, violations: int, code: int
) -> None:
    pytest.importorskip("arxiv", reason="the package arxiv is in the group of benchmarks only")
    from benchmarks.requests import verdict

    report = cast("Report", SimpleNamespace(ok=ok))
    assert verdict([report], missed=missed, violations=violations) == code


@pytest.mark.parametrize(
    "args",
    [
        ["--against"],
        ["--format", "yaml"],
        ["--agaisnt", "HEAD"],
        ["--against", "HEAD", "--format", "json"],
    ],
)
def test_options_of_the_startup_benchmark_that_are_none_are_refused(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        startup.main(args)

    assert ended.value.code == 2
    assert "usage: python -m benchmarks.startup" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("page", "times", "never"),
    [
        ("ours500.html", (80, 0, 400), "answered a search and a hover"),
        ("ours40.html", (0, 90, 400), "painted"),
        ("bare500.html", (80, 0, 0), "answered a search and a hover, nor drew its network"),
        ("pyvis40.html", (0, 0, 0), "answered a search and a hover, nor drew its network"),
        ("svg40.html", (0, 0, 0), "painted"),
    ],
)
def test_a_page_that_never_comes_to_what_is_measured_is_named(
    page: str, times: tuple[float, float, float], never: str
) -> None:
    with pytest.raises(SystemExit, match=rf"^failed: the page {page} never {never}$"):
        checked(Path(page), Times(*times))


@pytest.mark.parametrize(
    ("page", "times", "usable"),
    [
        ("ours500.html", (96, 80, 400), 96),
        ("bare500.html", (252, 219, 219), 252),
        ("pyvis40.html", (0, 682, 682), 682),
        ("alone10000.html", (80, 0, 0), 0),
    ],
)
def test_no_page_answers_before_it_is_painted(
    page: str, times: tuple[float, float, float], usable: float
) -> None:
    assert checked(Path(page), Times(*times)).usable == usable
