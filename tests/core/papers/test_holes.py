"""Holes in consecutive numbers and in the weeks of a category are named, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vlagraph.core.papers.holes import find_holes

FIRST = date(2026, 2, 2)
A_DAY = 600
DAYS = 28
Seen = dict[str, dict[str, list[str]]]


def _month() -> Seen:
    """Four weeks in which every number came, of two categories in turn."""
    return {
        (FIRST + timedelta(days=day)).isoformat(): {
            name: [f"2602.{day * A_DAY + number:05}" for number in range(1 + odd, A_DAY + 1, 2)]
            for odd, name in enumerate(("cs.LG", "cs.RO"))
        }
        for day in range(DAYS)
    }


def _without(seen: Seen, lost: set[int]) -> Seen:
    gone = {f"2602.{number:05}" for number in lost}
    return {
        day: {name: [one for one in ids if one not in gone] for name, ids in found.items()}
        for day, found in seen.items()
    }


def test_where_all_came_there_is_no_hole() -> None:
    assert find_holes(_month()) == ()


def test_a_range_that_did_not_come_is_named_by_its_ids_and_its_day() -> None:
    (hole,) = find_holes(_without(_month(), set(range(7300, 7400))))

    assert (hole.first, hole.last, hole.missing) == ("2602.07300", "2602.07399", 100)
    assert hole.day == "2026-02-14"


def test_numbers_that_are_missing_here_and_there_in_one_day_are_named() -> None:
    (hole,) = find_holes(_without(_month(), set(range(7300, 7700, 20))))

    assert (hole.day, hole.missing) == ("2026-02-14", 20)


def test_numbers_that_are_missing_everywhere_are_usual() -> None:
    assert find_holes(_without(_month(), set(range(1, DAYS * A_DAY, 3)))) == ()


def test_a_category_that_is_thin_on_one_day_is_named() -> None:
    """Where no number says it: of old ids, which begin anew in every archive."""
    seen = {
        (FIRST + timedelta(days=day)).isoformat(): {
            "cs.LG": [f"cs/{day:03}{number:04}" for number in range(300)],
            "cs.RO": [f"cs/{day:03}{number:04}" for number in range(300, 400 if day != 14 else 310)],
        }
        for day in range(50)
    }

    (hole,) = find_holes(seen)

    assert (hole.day, hole.category, hole.missing) == ("2026-02-16", "cs.RO", 90)


@pytest.mark.parametrize("seen", [{}, {"no day": {"cs.RO": ["2602.00001", "x.y", ""]}}])
def test_odd_days_and_ids_are_no_hole(seen: Seen) -> None:
    assert find_holes(seen) == ()
