"""Times as texts: every spelling of one moment is the same text, and the last decision wins."""

from __future__ import annotations

import pytest

from vlagraph.core.times import iso, just_after, parse_time, to_utc


@pytest.mark.parametrize(
    "text", ["2026-11-22T09:30", "2026-11-22T09:30:00Z", "2026-11-22T18:30:00+09:00", " 2026-11-22T09:30Z\n"]
)
def test_one_moment_is_one_text_whatever_its_zone(text: str) -> None:
    assert to_utc(text) == "2026-11-22T09:30:00.000Z"
    assert iso(parse_time(text)) == "2026-11-22T09:30:00Z"


@pytest.mark.parametrize("text", ["", "now", "2026-13-01", "0001-01-01T00:00:00+09:00"])
def test_what_is_no_time_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_time(text)
    with pytest.raises(ValueError, match=r"."):
        to_utc(text)


def test_a_decision_comes_after_the_last_one_up_to_the_end_of_the_calendar() -> None:
    end = "9999-12-31T23:59:59.999Z"

    assert just_after("2026-01-01T00:00:00.000Z", "") == "2026-01-01T00:00:00.000Z"
    assert just_after("2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z") == "2027-01-01T00:00:00.001Z"
    assert just_after("2026-01-01T00:00:00.000Z", end) == end
