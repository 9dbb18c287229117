"""The library: few names, documented, typed, quick to import, and the examples of docs/library.md hold."""

from __future__ import annotations

import doctest
import inspect
import pickle
import re
import subprocess
import sys
from datetime import date
from multiprocessing import get_all_start_methods
from typing import TYPE_CHECKING, Any

import pytest

import vlagraph
from tests.support.command_line import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer
    from vlagraph.core.graph import KnowledgeGraph

PAGE = (CHECKOUT / "docs" / "library.md").read_text(encoding="utf-8")
NAMES = sorted(set(vlagraph.__all__) - {"__version__"})


def test_the_examples_of_the_page_hold() -> None:
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(text, {}, "library.md", None, None)
    told: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples, out=told.append)

    assert "".join(told) == ""
    assert results.attempted > 15


def test_there_are_at_most_fifteen_names_sorted_and_each_stands_on_the_page() -> None:
    assert len(vlagraph.__all__) <= 15
    assert sorted(vlagraph.__all__) == vlagraph.__all__ == dir(vlagraph)
    for name in vlagraph.__all__:
        assert f"`{name}" in PAGE or f", `{name}`" in PAGE, name


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there_with_its_words_and_types(name: str) -> None:
    found = getattr(vlagraph, name)

    assert inspect.getdoc(found)
    if inspect.isfunction(found):
        signature = inspect.signature(found)
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        vlagraph.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys, vlagraph; print([n for n in sys.modules if n.startswith('vlagraph.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize("target", ["causal-inference", "hri"])
def test_the_library_answers_as_the_command_does(
    target: str, shipped: KnowledgeGraph, vlagraph: Callable[..., Answer]
) -> None:
    import vlagraph as library

    shown = vlagraph("path", target, "--known", "linear-algebra", "--format", "json").json
    order = vlagraph("order", "--format", "json").json
    ready = vlagraph("next", "--max", "99", "--ignore-progress", "--format", "json").json

    assert library.path(shipped, target, known=["linear-algebra"]) == tuple(
        s["topic"] for s in shown["steps"]
    )
    assert library.order(shipped) == tuple(order["order"])
    assert library.next_topics(shipped) == tuple(n["topic"] for n in ready["next"])


def test_what_builds_directly_on_a_topic_is_a_part_of_all_that_does(shipped: KnowledgeGraph) -> None:
    every, direct = (vlagraph.unlocks(shipped, "linear-algebra", direct=d) for d in (False, True))

    assert set(direct) < set(every)
    assert {vlagraph.topic(shipped, node).id for node in direct} == set(
        shipped.digraph.succ["linear-algebra"]
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"pace": "quick"}, "pace cannot be 'quick'. Choose one of: fast, typical, slow."),
        ({"weeks": -1}, "weeks needs a whole number of at least 1, not -1."),
        ({"weeks": 0}, "weeks needs a whole number of at least 1, not 0."),
    ],
)
def test_a_plan_that_cannot_be_is_refused_as_the_page_says(
    asked: dict[str, Any], said: str, shipped: KnowledgeGraph
) -> None:
    wanted: dict[str, Any] = {"hours_per_week": 5, "start": date(2026, 12, 1), **asked}
    with pytest.raises(vlagraph.VlagraphError) as caught:
        vlagraph.plan(shipped, "vla-models", **wanted)
    assert str(caught.value) == said


def test_a_depth_below_nothing_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(vlagraph.VlagraphError, match="depth needs a whole number of at least 0, not -1"):
        vlagraph.path(shipped, "vla-models", depth=-1)


def test_a_category_may_be_a_text(shipped: KnowledgeGraph) -> None:
    title = "A FlashAttention kernel for long sequences"

    assert vlagraph.match(shipped, title, categories="cs.LG") == vlagraph.match(
        shipped, title, categories=["cs.LG"]
    )
    assert vlagraph.match(shipped, title, categories="cs.LG")


def test_a_folder_without_a_roadmap_is_refused(tmp_path: Path) -> None:
    with pytest.raises(vlagraph.VlagraphError, match=r"topics\.json"):
        vlagraph.load(tmp_path)


def test_an_error_is_the_same_after_it_has_crossed_to_another_process(
    tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "topics.json").write_text('{"areas": 3}', encoding="utf-8")
    causes: list[Callable[[], object]] = [
        lambda: vlagraph.load(tmp_path),
        lambda: vlagraph.load(tmp_path / "none"),
        lambda: vlagraph.path(shipped, "quantum gravity"),
        lambda: vlagraph.plan(shipped, hours_per_week=3, start=date(2026, 12, 1)),
    ]

    for cause in causes:
        with pytest.raises(vlagraph.VlagraphError) as caught:
            cause()
        again = pickle.loads(pickle.dumps(caught.value))

        assert (type(again), again.text("ko")) == (type(caught.value), caught.value.text("ko"))
        assert vars(again) == vars(caught.value)


_FROM_THREADS = """
import sys, threading, vlagraph
sys.setswitchinterval(1e-6)
def ask():
    graph = vlagraph.build_graph(vlagraph.load())
    found = vlagraph.match(graph, "A FlashAttention kernel for long sequences", categories="cs.LG")
    answers.append(found[0].topic)
answers, threads = [], [threading.Thread(target=ask) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(*answers)
"""


def test_threads_that_ask_first_at_the_same_time_are_all_answered() -> None:
    done = subprocess.run([sys.executable, "-c", _FROM_THREADS], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "flash-attention " * 3 + "flash-attention\n")


_FORKED = """
import multiprocessing, threading, vlagraph
def read():
    for _ in range(20): vlagraph.load()
vlagraph.load()
reader = threading.Thread(target=read)
reader.start()
fork = multiprocessing.get_context("fork")
made = [fork.Process(target=vlagraph.load) for _ in range(3)]
for one in made: one.start()
reader.join()
for one in made: one.join(20)
print(*(one.exitcode for one in made))
for one in made: one.kill()
"""


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="this system forks no process")
def test_a_process_that_is_forked_while_a_thread_reads_can_read() -> None:
    done = subprocess.run([sys.executable, "-c", _FORKED], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "0 0 0\n")
