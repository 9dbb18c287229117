"""A watch rule as a predicate: which papers it accepts, and by which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.model import Watch
from vlagraph.core.papers.watch import Hit, compile_rule, make_terms

ROBOT = Watch(
    any_of=("sim-to-real", "imu"), with_one=("robot",), none_of=("snake",), categories=("cs.RO", "cs.LG")
)


def accepts(watch: Watch, title: str, abstract: str = "", categories: tuple[str, ...] = ("cs.RO",)) -> bool:
    return compile_rule(watch).matches(title, abstract, categories) is not None


@pytest.mark.parametrize(
    "written", ["sim-to-real", "Sim to Real", "SIM–TO–REAL", "sim  to\nreal", "sim_to_real"]
)
def test_hyphens_blanks_line_breaks_and_case_do_not_part_a_phrase(written: str) -> None:
    assert accepts(ROBOT, f"A robot walks {written}")


@pytest.mark.parametrize("written", ["robots", "robot", "Robot's"])
def test_plural_endings_do_not_matter(written: str) -> None:
    assert accepts(ROBOT, f"sim-to-real {written}")


@pytest.mark.parametrize("text", ["the maximum of a robot", "simtoreal robot", "sim to surreal robot"])
def test_a_phrase_is_found_on_word_boundaries_only(text: str) -> None:
    assert not accepts(ROBOT, text)


def test_one_of_with_must_stand_somewhere_in_the_paper() -> None:
    assert accepts(ROBOT, "sim-to-real", "for a robot")
    assert not accepts(ROBOT, "sim-to-real", "for a market")


def test_a_phrase_of_not_refuses_the_paper() -> None:
    assert not accepts(ROBOT, "A sim-to-real snake robot")


def test_a_paper_outside_the_categories_is_refused() -> None:
    assert accepts(ROBOT, "sim-to-real robot", categories=("math.OC", "cs.LG"))
    assert not accepts(ROBOT, "sim-to-real robot", categories=("math.OC",))


def test_a_rule_without_categories_takes_papers_of_all() -> None:
    assert accepts(Watch(any_of=("robot",)), "robots", categories=("q-bio.NC",))


def test_the_hits_say_which_phrase_and_where_titles_first() -> None:
    hits = compile_rule(ROBOT).matches("Sim-to-real", "a robot with an IMU, sim-to-real", ("cs.RO",))

    assert hits == (
        Hit("sim-to-real", "title"),
        Hit("sim-to-real", "abstract"),
        Hit("imu", "abstract"),
        Hit("robot", "abstract"),
    )


def test_a_title_phrase_counts_in_the_title_only() -> None:
    watch = Watch(any_of=("ti:benchmark",))

    assert accepts(watch, "A Benchmark")
    assert not accepts(watch, "A Study", "on every benchmark")


def test_compatibility_forms_of_letters_match() -> None:
    assert accepts(Watch(any_of=("fine-tuning",)), "ﬁne‑tuning")


def test_an_empty_paper_matches_nothing() -> None:
    assert not accepts(ROBOT, "", "")


_PHRASES = st.tuples(st.sampled_from(["", "ti:"]), st.lists(st.sampled_from("abc"), min_size=1, max_size=16))


@given(_PHRASES, st.lists(_PHRASES, max_size=6))
def test_a_phrase_is_within_others_where_one_of_them_is_a_part_of_it(
    phrase: tuple[str, list[str]], others: list[tuple[str, list[str]]]
) -> None:
    (term,), terms = make_terms(_written([phrase])), make_terms(_written(others))
    found = {(other.key, other.title_only) for other in terms}

    assert term.within(found) == any(
        other.key in term.key and (term.title_only or not other.title_only) for other in terms
    )


def _written(phrases: list[tuple[str, list[str]]]) -> list[str]:
    return [field + " ".join(words) for field, words in phrases]
