"""One command runs every benchmark, and every block of figures in the docs is what one of them printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml
from benchmarks.__main__ import BENCHMARKS, MARKED, NO_FIGURES, command_of, filled, verdict
from benchmarks._papers import make_papers
from benchmarks.papis import info_of

from benchmarks import ABSENT, MISSED
from tests.support.command_line import CHECKOUT

if TYPE_CHECKING:
    import pytest

PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
BLOCKS = [found for page in PAGES for found in MARKED.finditer(page.read_text("utf-8"))]
MEASURED = re.compile(r"^-?[\d,]+\.\d+$|^-?\d+(\.\d+)? ?(%|s|ms|MB|kB|x)$")
"""A cell of a table that somebody measured: not a whole number alone, which may be a setting."""
TYPED = {"relevance.md": 16}
"""Rows of figures outside blocks, by page: what was tried once, and no benchmark prints again."""


def test_every_benchmark_is_in_the_list_once() -> None:
    modules = {path.stem for path in (CHECKOUT / "benchmarks").glob("[a-z]*.py")}

    assert sorted({one.module for one in BENCHMARKS} | NO_FIGURES) == sorted(modules)
    assert len({one.name for one in BENCHMARKS}) == len(BENCHMARKS)


def test_every_block_of_figures_was_printed_by_the_command_that_the_list_has() -> None:
    commands = {one.name: command_of(one, quick=False) or [] for one in BENCHMARKS}

    assert {found[1] for found in BLOCKS} == commands.keys()
    for found in BLOCKS:
        said = re.search(r"^\$ python (.*)$", found[0], re.MULTILINE)
        assert said
        assert said[1] == " ".join(commands[found[1]])


def test_no_page_shows_what_a_benchmark_prints_outside_of_a_block() -> None:
    for page in PAGES:
        rest = MARKED.sub("", page.read_text("utf-8"))
        for fence in re.findall(r"^```.*?^```", rest, re.DOTALL | re.MULTILINE):
            lines = [line for line in fence.splitlines()[1:-1] if line]
            asked = [line for line in lines if line.startswith("$ python -m benchmarks.")]
            assert not asked or asked == lines, (page.name, asked)


def test_no_table_of_figures_is_typed() -> None:
    for page in PAGES:
        rows = [
            line
            for line in MARKED.sub("", page.read_text("utf-8")).splitlines()
            if line.startswith("|") and any(MEASURED.match(cell.strip()) for cell in line.split("|"))
        ]
        assert len(rows) <= TYPED.get(page.name, 0), (page.name, rows)


def test_what_the_pages_say_beside_their_blocks_stands_in_them() -> None:
    shown: dict[str, str] = {found[1]: found[0] for found in BLOCKS}
    said = " ".join("".join(page.read_text("utf-8") for page in PAGES).split())

    precise = re.findall(r"([\d.]+)% is right \[([\d.]+), ([\d.]+)\], and it shows ([\d.]+)%", said)
    apart = re.findall(
        r"micro-F1 of (0\.\d+) on all topics and (0\.\d+) on the .{1,20}, (0\.\d+) and (0\.\d+) at", said
    )

    assert precise, "docs/relevance.md says it otherwise: look for that"
    assert apart, "docs/relevance.md says it otherwise: look for that"
    for right, low, high, all_of in precise:
        assert f"precision {float(right) / 100:.3f} [{low}, {high}]" in shown["relevance"]
        assert f"recall    {float(all_of) / 100:.3f} [" in shown["relevance"]
    for four in apart:
        assert all(f"micro-F1 {value} " in shown["relevance"] for value in four)


def test_a_quick_run_fails_where_a_benchmark_breaks_and_not_where_the_machine_is_slow(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes = {"order": 0, "sizes": MISSED, "map": ABSENT}

    assert verdict(codes, quick=True) == 0
    assert verdict(codes, quick=False) == 1
    assert verdict({"map": ABSENT}, quick=False) == 0
    assert verdict({**codes, "site": 1}, quick=True) == 1
    assert "could not run, or not in full: map\nbroke: site\n" in capsys.readouterr().out


def test_a_paper_becomes_what_papis_reads() -> None:
    paper = next(iter(make_papers(1).values()))

    said = yaml.safe_load(info_of(paper, 7))

    assert said["title"] == paper.title
    assert said["author"] == "; ".join(paper.authors)
    assert said["papis_id"] == f"{7:032x}"


def test_a_block_is_written_anew_and_what_stands_beside_it_stays() -> None:
    page = "a\n<!-- figures sizes -->\nold\n<!-- end of figures -->\nb\n"

    assert filled(page, "sizes", "new \\1") == page.replace("old", "```\nnew \\1\n```")
    assert filled(page, "order", "new") == page


def test_lines_of_a_topic_do_not_cross_and_others_count_once() -> None:
    from benchmarks.rivals import count_crossings  # brings NumPy

    edges = [("a", "b"), ("c", "d"), ("a", "d")]
    ways: list[list[tuple[float, float]]] = [[(0, 0), (4, 4)], [(0, 4), (1, 0), (2, 4)], [(0, 0), (2, 4)]]

    assert count_crossings(edges, ways) == 1
    assert count_crossings([], []) == 0


def test_every_rendering_that_is_measured_draws_its_map() -> None:
    from benchmarks import site
    from vlagraph.site.layout.drawing import draw

    kept = []
    for papers in (0, 5):  # of the same topics
        site._one(10, papers)
        kept.append(draw.__globals__["_draw"].cache_info())

    assert kept[0].misses == 1
    assert kept[0] == kept[1]
