"""Every option that takes a date takes the same ones, and refuses the same ones in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from tests.support.every_command import leaves
from vlagraph.cli.options import Day
from vlagraph.cli.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.command_line import Answer

NOW = "2026-07-03T12:00:00Z"
GOOD = {
    "2026-06-30": "2026-06-30",
    "2024-02-29": "2024-02-29",
    "1991-08-14": "1991-08-14",
    "7d": "2026-06-26",
    "2w": "2026-06-19",
    "0d": "2026-07-03",
    "today": "2026-07-03",
    "yesterday": "2026-07-02",
    "last-week": "2026-06-26",
}
BAD = (
    "2026-6-30",
    "20260630",
    "2026-W27-1",
    "2026-181",
    "２０２６-06-30",
    "2026-06-30T00:00:00+09:00",
    "2026-06-30T12:00Z",
    "2026-06-30 12:00",
    "2026-02-30",
    "2026-13-01",
    "2023-02-29",
    "30.6.2026",
    "06/30/2026",
    "2026/06/30",
    "2026-06-30 ",
    " 2026-06-30",
    "2026-06-30\n",
    "26-06-30",
    "+2026-06-30",
    "-7d",
    "7 d",
    "7",
    "1.5w",
    "last week",
    "someday",
    "",
)


def _dates() -> Iterator[tuple[str, click.Option, Day]]:
    for name, command in leaves():
        for option in command.params:
            if isinstance(option, click.Option) and isinstance(option.type, Day):
                yield f"{name} {option.opts[0]}", option, option.type


OUTSIDE = ("9999-12-31", "2226-07-03", "1900-01-01", "0001-01-01", "99999d")
DATES = {name: (option, kind) for name, option, kind in _dates()}
PAST = [name for name, (_, kind) in DATES.items() if kind.past]


@pytest.fixture(autouse=True)
def this_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLAGRAPH_NOW", NOW)


def _refusal(name: str, stated: str) -> str:
    option, kind = DATES[name]
    with pytest.raises(Refused) as caught:
        kind.convert(stated, option, None)
    return caught.value.message


def test_every_option_that_sounds_like_a_date_is_read_by_the_one_parser() -> None:
    words = {"--since", "--until", "--start", "--date", "--day", "--from", "--before", "--after"}
    sounding = {
        f"{name} {option.opts[0]}"
        for name, command in leaves()
        for option in command.params
        if isinstance(option, click.Option)
        if words.intersection(option.opts) or option.metavar in {"DATE", "DAY", "YEAR"}
    }

    assert sounding == set(DATES)
    assert {
        "fetch --since",
        "new --since",
        "plan --start",
        "paper add --date",
        "landmarks --since",
    } <= sounding


@pytest.mark.parametrize("name", DATES)
def test_every_date_takes_the_same_texts(name: str) -> None:
    option, kind = DATES[name]

    assert {stated: kind.convert(stated, option, None) for stated in GOOD} == GOOD


@pytest.mark.parametrize("name", DATES)
def test_every_date_refuses_the_same_texts_in_the_same_words(name: str) -> None:
    option = DATES[name][0].opts[0]
    told = [_refusal(name, stated) for stated in BAD]
    named = "7d, 2w, yesterday or last-week" if name in PAST else "today, tomorrow, or 7d for a week ago"
    said = f"{option} needs a day such as 2026-11-30, {named}"

    assert [text for text in told if not text.startswith(said)] == []


@pytest.mark.parametrize("name", PAST)
def test_a_day_that_no_one_means_is_refused_with_what_is_possible(name: str) -> None:
    option = DATES[name][0].opts[0]
    told = [_refusal(name, stated) for stated in OUTSIDE]
    said = f"{option} needs a day from 1980-01-01 to today (2026-07-03), not "

    assert [text for text in told if not text.startswith(said)] == []


@pytest.mark.parametrize("name", PAST)
def test_a_day_ahead_is_refused_where_only_what_was_can_be_asked(name: str) -> None:
    assert "to today (2026-07-03), not 'tomorrow'." in _refusal(name, "tomorrow")
    assert "to today (2026-07-03), not '2030-01-01'." in _refusal(name, "2030-01-01")


def test_a_plan_may_begin_later() -> None:
    option, kind = DATES["plan --start"]

    assert "today, tomorrow" in _refusal("plan --start", "next monday")
    assert kind.convert("tomorrow", option, None) == "2026-07-04"
    assert kind.convert("2027-03-01", option, None) == "2027-03-01"


@pytest.mark.parametrize(
    ("name", "stated", "kept"),
    [("paper add --date", "2026-06", "2026-06"), ("landmarks --since", "2023", "2023")],
)
def test_a_month_or_a_year_is_kept_where_it_is_enough(name: str, stated: str, kept: str) -> None:
    option, kind = DATES[name]

    assert kind.convert(stated, option, None) == kept
    for wrong in ("2026-00", "2026-1", "202606", "2030", "2026-08", "0000", "２０２６"):
        with pytest.raises(Refused):
            kind.convert(wrong, option, None)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_refused_date_ends_the_run_with_2(lang: str, vlagraph: Callable[..., Answer]) -> None:
    answers = [vlagraph(*name.split(), "2030-1-1", "--lang", lang) for name in DATES]

    assert [(answer.code, answer.out) for answer in answers] == [(2, "")] * len(DATES)
    told = {name: "7d, 2w, yesterday" if name in PAST else "today, tomorrow" for name in DATES}
    assert all(
        f"2026-11-30, {days}" in answer.err for days, answer in zip(told.values(), answers, strict=True)
    )
    assert all(answer.err.isascii() is (lang == "en") for answer in answers)
