from __future__ import annotations

import pytest

from tests.support.news_samples import paper
from vlagraph.core.papers.titles import near_copies, title_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sim-to-Real Transfer: A Study", "Sim to real transfer - a study"),
        ("Learning to Grip Soft Things with Robots", "Learning to Grip the Soft Things with Robots"),
        ("Learning to Grip Soft Things with Robots", "Learning to Grip Soft Things using Robots"),
        ("Gripping Soft Things with Learned Policies", "Gripping Soft Things with Learned Policy"),
        ("Ärmel und Öl: how Robots fold Shirts", "Armel und Ol: how robots fold shirts"),
    ],
)
def test_titles_that_differ_in_form_alone_are_copies(one: str, other: str) -> None:
    first, second = paper("2611.00001", one), paper("2611.00002", other)

    assert near_copies([first, second]) == {"2611.00002": "2611.00001"}
    assert near_copies([second, first]) == {"2611.00001": "2611.00002"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Notes on Robots and their Hands, Part I", "Notes on Robots and their Hands, Part II"),
        ("A Large Model for Robots, Version 2", "A Large Model for Robots, Version 3"),
        ("Learned Policies for Robot Navigation at Home", "Learned Policies for Robot Manipulation at Home"),
        (
            "Learning Policies with Demonstrations for Robots",
            "Learning Policies without Demonstrations for Robots",
        ),
        ("Gripping Things", "Gripping the Things"),
        ("Scaling Robot Learning with Data", "Scaling Safe Robot Learning with Data"),
        ("", ""),
    ],
)
def test_titles_that_say_different_things_are_no_copies(one: str, other: str) -> None:
    assert near_copies([paper("2611.00001", one), paper("2611.00002", other)]) == {}


def test_the_same_title_by_other_people_is_no_copy() -> None:
    title = "A Survey of Robot Learning"
    mine, theirs = paper("2611.00001", title), paper("2611.00002", title, authors=("Bo Other",))
    nobodys = paper("2611.00003", title, authors=())

    assert near_copies([mine, theirs]) == {}
    assert near_copies([theirs, mine, nobodys]) == {"2611.00003": "2611.00002"}


def test_all_copies_lead_to_the_first() -> None:
    papers = [paper(f"2611.0000{n}", "One Title of Some Length") for n in range(4)]

    assert near_copies(papers) == dict.fromkeys(["2611.00001", "2611.00002", "2611.00003"], "2611.00000")


def test_a_title_of_thousands_of_words_has_no_key_for_each_of_them_and_its_copy_is_found() -> None:
    title = "A Robot and its Hand " * 1000

    assert len(title_keys(title)) == 1
    assert near_copies([paper("2611.00001", title), paper("2611.00002", title.lower())])
