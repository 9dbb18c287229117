"""One command runs every benchmark, and every block of figures in the docs is what one of them printed."""

from __future__ import annotations

import re

from benchmarks.__main__ import BENCHMARKS, MARKED, NO_FIGURES, command_of, filled
from benchmarks.rivals import count_crossings

from tests.support.command_line import CHECKOUT

BLOCKS = [
    found
    for page in sorted((CHECKOUT / "docs").glob("*.md"))
    for found in MARKED.finditer(page.read_text("utf-8"))
]


def test_every_benchmark_is_in_the_list_once() -> None:
    modules = {path.stem for path in (CHECKOUT / "benchmarks").glob("[a-z]*.py")}

    assert sorted([one.name for one in BENCHMARKS] + sorted(NO_FIGURES)) == sorted(modules)


def test_every_block_of_figures_was_printed_by_the_command_that_the_list_has() -> None:
    commands = {one.name: command_of(one, quick=False) or [] for one in BENCHMARKS}

    assert {found[1] for found in BLOCKS} <= commands.keys()
    for found in BLOCKS:
        said = re.search(r"^\$ python (.*)$", found[0], re.MULTILINE)
        assert said
        assert said[1] == " ".join(commands[found[1]])


def test_a_block_is_written_anew_and_what_stands_beside_it_stays() -> None:
    page = "a\n<!-- figures sizes -->\nold\n<!-- end of figures -->\nb\n"

    assert filled(page, "sizes", "new \\1") == page.replace("old", "```\nnew \\1\n```")
    assert filled(page, "order", "new") == page


def test_lines_of_a_topic_do_not_cross_and_others_count_once() -> None:
    edges = [("a", "b"), ("c", "d"), ("a", "d")]
    ways: list[list[tuple[float, float]]] = [[(0, 0), (4, 4)], [(0, 4), (1, 0), (2, 4)], [(0, 0), (2, 4)]]

    assert count_crossings(edges, ways) == 1
    assert count_crossings([], []) == 0
