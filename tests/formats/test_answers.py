"""The answers of learning and studying as blocks of text and as documents; exact on tiny graphs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.support.roadmaps import graph_of, roadmap, text, tier, topic
from vlagraph.core.graph import InGraph, KnowledgeGraph
from vlagraph.core.health import Health, Stats
from vlagraph.core.marks import Intent, Mark, Progress
from vlagraph.core.model import Area, KeyPaper
from vlagraph.core.order import find_next, find_path, find_unlocks
from vlagraph.core.order.figures import count_figures
from vlagraph.core.papers.syllabus import Syllabus
from vlagraph.core.plan import Terms, TitledPlan, make_plan
from vlagraph.core.search import search
from vlagraph.core.study import MarkChange, MergeCount, Review, Reviews, TopicCard, report_progress
from vlagraph.formats import write
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.progress import progress_text
from vlagraph.formats.reviews import review_problems
from vlagraph.formats.topic_markdown import topic_sections
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.core.model import Topic

AT = "2026-11-22T00:00:00.000Z"

FIRST_PASS = "First pass: the must-read papers and the core concepts. --mastery: every paper and concept."
START = date(2026, 11, 23)


def _lines(kind: str, form: str, value: object, lang: str = "en") -> list[str]:
    """The lines of text of an answer, indented; a table is its rows."""
    blocks = write(kind, form, value, "ko" if lang == "ko" else "en")
    assert isinstance(blocks, list | tuple)
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found += [" | ".join(row) for row in block.rows]
        else:
            found.append(" " * block.indent + block.text)
    return found


def test_a_path_tells_each_step_its_first_use_and_its_other_uses() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b", "a?"))

    lines = _lines("path", "text", InGraph(kg, find_path(kg, ["c"])))

    assert lines == [
        "The c: 3 steps, 3-6 h (first pass)",
        "",
        " 1. The a  [a]  1-2 h, required",
        "    for The b: a comes first",
        "    also for The c",
        "",
        " 2. The b  [b]  1-2 h, required",
        "    for The c: b comes first",
        "",
        " 3. The c  [c]  1-2 h, target",
        "",
        FIRST_PASS,
    ]


def test_stats_of_a_roadmap_without_bottlenecks_and_quiet_topics_have_no_empty_table() -> None:
    kg = graph_of(topic("a"))
    health = Health(bottlenecks=(), chains=1, quiet=(), days=90, fetched="2026-11-01")
    blocks = write("stats", "text", InGraph(kg, Stats(count_figures(kg), health)), "en")
    assert isinstance(blocks, list | tuple)

    assert all(block.rows for block in blocks if isinstance(block, Table))


@pytest.mark.parametrize(("papers", "more"), [(3, []), (5, ["2 more papers: vlagraph papers a"])])
def test_a_step_names_three_papers_a_line_and_counts_the_others(papers: int, more: list[str]) -> None:
    keys = tuple(KeyPaper(arxiv=str(n + 1), role="method", why=text("why")) for n in range(papers))
    kg = graph_of(msgspec.structs.replace(topic("a"), key_papers=keys))

    lines = [line.strip() for line in _lines("path", "text", InGraph(kg, find_path(kg, ["a"])))]
    first = lines.index("read arXiv:1")

    assert lines[first:-2] == ["read arXiv:1", "read arXiv:2", "read arXiv:3", *more]


def test_a_tree_marks_what_is_only_recommended_and_shows_nothing_below_a_topic_twice() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b"), topic("d", "b?"), topic("t", "c", "d"))

    lines = _lines("path", "tree", InGraph(kg, find_path(kg, ["t"])))

    assert lines == [
        "The t",
        "├─ The c",
        "│  └─ The b",
        "│     └─ The a",
        "└─ The d",
        "   └─ The b  (recommended)  (see above)",
    ]


def test_next_says_what_opens_and_when_nothing_is_left() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "a?"))

    assert _lines("next", "text", InGraph(kg, find_next(kg, ()))) == [
        "The a | a | 1-2 | 2 | The b | ",
        "The c | c | 1-2 | 0 |  | The a",
        "",
        FIRST_PASS,
    ]
    assert _lines("next", "text", InGraph(kg, find_next(kg, kg.topics))) == [
        "Everything is learned. See 'vlagraph papers' for what to read next."
    ]


def test_what_has_no_hours_is_named_and_not_called_done_or_left_in_no_time() -> None:
    bare = [topic(name, hours=(0, 0)) for name in ("a", "b", "skipped")]
    areas = [Area(id="field", name=text("Field"))]
    marks = {"skipped": Mark(on=False, at=AT)}
    skipped = Progress(marks, intents={"skipped": Intent(AT, "skipped")})
    learned = replace(skipped, topics={**marks, "a": Mark(on=True, at=AT)})

    def told(progress: Progress, *others: Topic) -> list[str]:
        kg = graph_of(of=roadmap(*bare, *others, areas=areas))
        blocks = progress_text(InGraph(kg, report_progress(kg, progress)), "en")
        table = next(block for block in blocks if isinstance(block, Table))
        lines = [block.text for block in blocks if isinstance(block, Line)]
        return [lines[1], *table.rows[0][-2:], *(line for line in lines if line.startswith("No hours"))]

    note = 'it counts as none in the hours left. Write "hours" in its entry.'
    both = (
        'No hours are given for 2 topics: The a, The b. They count as none in the hours left. Write "hours"'
    )
    assert told(skipped) == [
        "0 h done, hours left not known (first pass)",
        "0",
        "-",
        f"{both} in their entries.",
    ]
    assert told(learned) == [
        "hours done not known, hours left not known (first pass)",
        "-",
        "-",
        f"No hours are given for The b: {note}",
    ]
    assert told(learned, topic("c", hours=(2, 3)))[:3] == [
        "hours done not known, 2-3 h left (first pass)",
        "-",
        "2-3",
    ]


def test_a_level_that_nobody_has_given_is_a_dash() -> None:
    kg = graph_of(msgspec.structs.replace(topic("a"), level=0))

    assert " | - | 1-2" in _lines("topics", "text", InGraph(kg, search(kg, "")))[0]


def test_unlocks_are_all_that_build_on_a_topic_and_direct_those_that_need_it_next() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b"))
    found = find_unlocks(kg, "a")
    card = TopicCard(kg, kg.topics["a"], found, {})
    document = write("topic", "json", card, "en")

    assert (found.unlocks, found.direct) == (("b", "c"), ("b",))
    assert write("unlocks", "json", InGraph(kg, found), "en") == Json(found)
    assert _lines("unlocks", "text", InGraph(kg, found)) == [
        "The b | b | directly",
        "The c | c | through others",
    ]
    assert "  The b. In all 2 topics build on it: vlagraph unlocks a" in _lines("topic", "text", card)
    assert isinstance(document, Json)
    assert isinstance(document.value, dict)
    assert (document.value["unlocks"], document.value["direct"]) == (("b", "c"), ("b",))


def test_a_topic_that_nothing_builds_on_is_called_an_end_point() -> None:
    kg = graph_of(topic("a"))

    card = TopicCard(kg, kg.topics["a"], find_unlocks(kg, "a"), {})
    assert "  an end point: no topic requires it" in _lines("topic", "text", card)
    assert _lines("unlocks", "text", InGraph(kg, find_unlocks(kg, "a")), "ko") == [
        "한글 The a: 마지막 주제입니다. 이어지는 주제가 없습니다."
    ]


def test_what_helps_stands_apart_from_what_is_needed() -> None:
    helped = topic("b", "a")
    helped = msgspec.structs.replace(
        helped, requires=(msgspec.structs.replace(helped.requires[0], kind="helps"),)
    )
    kg = graph_of(topic("a"), helped)
    card = TopicCard(kg, kg.topics["b"], find_unlocks(kg, "b"), {})
    syllabus = Syllabus(kg, ("a", "b"))

    told = "\n".join(_lines("topic", "text", card))
    written = "\n".join(topic_sections(syllabus, kg.topics["b"], "en", address=str))

    assert "\nNeeds\n  nothing: start here\n\nHelps, in any order\n  The a (Part)\n    a comes first" in told
    assert "**Helps, in any order**\n\n- [The a](a): a comes first" in written
    assert "Needs" not in written
    assert "Unlocks" not in "\n".join(topic_sections(syllabus, kg.topics["a"], "en", address=str))


def test_a_plan_that_fails_a_window_says_what_to_leave_for_later_in_text_and_markdown() -> None:
    kg = graph_of(
        of=roadmap(
            topic("extra", hours=(10, 10)),
            topic("goal", "extra?", hours=(2, 2)),
            priorities=[tier("now", "goal")],
        )
    )
    plan = TitledPlan(kg, make_plan(kg, ["goal"], terms=Terms(weekly=240, start=START)), {})
    markdown = write("plan", "md", plan, "en")

    verdict = (
        "now (weeks): done in week 3, does not hold. "
        "Not required for it, so first to leave for later: The extra; then week 1."
    )
    assert _lines("plan", "text", plan) == [
        "The goal: 12 h (first pass) in 3 weeks of 4 h, typical pace, from 2026-11-23",
        "",
        "Week 1, 2026-11-23 (4 h)",
        "  The extra 1/3 (4 h): Part",
        "    4 h study: A book",
        "",
        "Week 2, 2026-11-30 (4 h)",
        "  The extra 2/3 (4 h): Part",
        "    4 h continue: A book",
        "",
        "Week 3, 2026-12-07 (4 h)",
        "  The extra 3/3 (2 h): Part",
        "    2 h continue: A book",
        "  The goal (2 h): Part",
        "    2 h study: A book",
        "",
        verdict,
        FIRST_PASS,
    ]
    assert isinstance(markdown, str)
    assert f"## Windows of the roadmap\n\n- {verdict}\n" in markdown


def test_marks_are_confirmed_by_what_changed_and_what_was_so_before_in_both_languages() -> None:
    change = MarkChange("not_starred", ("2304.13705",), ("2304.00001", "2304.00002"))

    assert _lines("marked", "text", change) == [
        "not starred: 2304.13705",
        "not starred already: 2304.00001, 2304.00002",
    ]
    assert _lines("marked", "text", change, "ko")[1] == "별표 없음(전과 같음): 2304.00001, 2304.00002"
    assert _lines("merged", "text", MergeCount(3, 5)) == ["5 marks (2 new)"]
    assert _lines("merged", "text", MergeCount(3, 5, "a.json")) == ["5 marks (2 new), in a.json"]


def test_a_digest_holds_what_was_written_in_reading_order_with_state_rating_and_day() -> None:
    key = KeyPaper(arxiv="2304.13705", role="method", why=text("why"))
    rows = (
        Review(key, "One", read=True, rating=4, date="2026-11-20", body="## Question\nWhy?\n## Method\n"),
        Review(key, "Two", body="# Two\n\n## Question\n"),
    )

    assert write("digest", "md", Reviews(topic("a"), rows), "en") == (
        "# The a\n\n1 of 2 key papers read.\n\n## One\n\narXiv:2304.13705 (read, 4/5, 2026-11-20)\n\n"
        "### Question\n\nWhy?\n"
    )
    assert write("digest", "md", Reviews(topic("a"), rows[1:]), "ko") == (
        "# 한글 The a\n\n핵심 논문 1편 중 0편을 읽었습니다.\n\n아직 내용이 있는 노트가 없습니다.\n"
    )


def test_the_day_of_a_note_is_text_in_a_digest() -> None:
    key = KeyPaper(arxiv="2304.13705", role="method", why=text("why"))
    row = Review(key, "One", date="2026\n\n# Not a *heading*", body="## Question\nWhy?\n")

    assert "(unread, 2026 \\# Not a \\*heading\\*)\n" in str(
        write("digest", "md", Reviews(topic("a"), (row,)), "en")
    )


def test_problems_of_a_note_are_told_in_the_language_that_is_asked_for() -> None:
    key = KeyPaper(arxiv="2304.13705", role="method", why=text("why"))
    two = {"one": Message("note.no_yaml_line", {"line": 3}), "other": Message("note.not_utf8", {"line": 1})}
    rows = (Review(key, "One", problem=Message("note.both", two)), Review(key, "Two"))
    reviews = Reviews(topic("a"), rows)

    assert list(review_problems(reviews, "en")) == [
        "note of 2304.13705: the front matter is no YAML in line 3; line 1 is not UTF-8"
    ]
    assert "3번째 줄이 YAML이 아닙니다" in next(review_problems(reviews, "ko"))


def test_a_search_names_ten_key_papers_and_the_command_that_finds_the_others() -> None:
    titles = {f"2401.{number:05}": f"It's paper {number}" for number in range(12)}
    papers = tuple(KeyPaper(arxiv=one, role="method") for one in titles)
    kg = KnowledgeGraph(roadmap(msgspec.structs.replace(topic("a"), key_papers=papers)), lambda: titles)

    found = _lines("topics", "text", InGraph(kg, search(kg, "it's\tpaper")))

    assert found[-3:] == ["2 more key papers: vlagraph papers --search 'it'\"'\"'s paper'", "", FIRST_PASS]
    assert sum(line.endswith(" | The a") for line in found) == 10
    assert "paper 9 | 2401.00009 | The a" in found[-4]
