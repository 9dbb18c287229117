"""How many holes in what arXiv gave are named: ``python -m benchmarks.holes``.

A year of invented days with the weekdays and sizes of arXiv's is replayed; each third week something is taken
out: the end of a day, a range of ids, or 5 to 50 % of a category of a day. Printed is the share that is named
once two more weeks are known, and the alarms a year where nothing was taken, for everything followed and for
half of it.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from benchmarks._arguments import refuse_all
from vlagraph.core.papers.holes import find_holes

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEDS = (20261129, 7)
"""Of the replays: any numbers, fixed; the constants were chosen on the first."""
YEARS = 2
"""Years that are replayed of each, with other holes."""
WEEKDAYS = (1100, 1150, 1100, 1050, 950, 420, 450)
"""Papers of a weekday from Monday on, of about the size of arXiv's days."""
CATEGORIES = {"cs.LG": 0.16, "cs.CV": 0.13, "cs.CL": 0.12, "cs.AI": 0.08, "cs.RO": 0.06, "other": 0.45}
"""Shares of primary categories of the replayed days."""
UNUSED = 0.001
"""Share of numbers that no paper has, as after a removal; a guess, for arXiv tells no figure."""
HIDDEN = 100
"""Days that are known at a time, as many as a fetch keeps."""

Seen = dict[str, dict[str, list[str]]]


class Cut(NamedTuple):
    """What was taken out: the kind, the day, and the ids."""

    kind: str
    day: str
    ids: frozenset[str]


def year_of_days(dice: random.Random, *, first: date) -> Seen:
    """A year of papers with consecutive numbers in each month, half as many around the turn of the year."""
    seen: Seen = {}
    number, month = 0, ""
    for offset in range(364):
        day = first + timedelta(days=offset)
        quiet = 0.5 if (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 2) else 1.0
        count = int(WEEKDAYS[day.weekday()] * quiet * dice.uniform(0.85, 1.15))
        if f"{day:%y%m}" != month:
            number, month = 0, f"{day:%y%m}"
        for _ in range(count):
            number += 1
            if dice.random() >= UNUSED:
                category = dice.choices(list(CATEGORIES), list(CATEGORIES.values()))[0]
                seen.setdefault(day.isoformat(), {}).setdefault(category, []).append(f"{month}.{number:05}")
    return seen


def take_out(seen: Seen, kind: str, day: str, dice: random.Random) -> Cut:
    """Take something of the ``kind`` out of a day."""
    every = sorted(one for ids in seen[day].values() for one in ids)
    if kind == "tail":
        gone = frozenset(every[-int(len(every) * dice.uniform(0.1, 0.5)) :])
    elif kind == "range":
        start = dice.randrange(len(every) // 2)
        gone = frozenset(every[start : start + dice.randint(50, 300)])
    else:
        ids = seen[day][dice.choice([name for name in CATEGORIES if name != "other"])]
        gone = frozenset(dice.sample(ids, max(1, int(len(ids) * dice.uniform(0.05, 0.5)))))
    seen[day] = {name: [one for one in ids if one not in gone] for name, ids in seen[day].items()}
    return Cut(kind, day, gone)


def known(seen: Seen, today: date, *, followed: float) -> Seen:
    """The last days up to ``today``, of the categories that are ``followed``: all, or about half."""
    names = [name for name in CATEGORIES if followed >= 1 or name != "other"]
    first, last = (today - timedelta(days=HIDDEN)).isoformat(), today.isoformat()
    return {
        day: {name: ids for name, ids in categories.items() if name in names}
        for day, categories in seen.items()
        if first <= day <= last
    }


def replay(seed: int, *, followed: float, kinds: tuple[str, ...]) -> tuple[dict[str, list[bool]], int]:
    """By kind, whether each hole of a year was named within two weeks; and the alarms about other days."""
    dice, first = random.Random(seed), date(2025, 1, 6)
    seen = year_of_days(dice, first=first)
    cuts = {}
    for week in range(6, 50, 3) if kinds else ():
        day = first + timedelta(weeks=week, days=dice.randrange(5))
        kind = kinds[(week // 3) % len(kinds)]
        cuts[week] = take_out(seen, kind, day.isoformat(), dice)
    named: dict[str, list[bool]] = {kind: [] for kind in kinds}
    alarms: set[tuple[str, str]] = set()
    for week in range(6, 52):
        today = first + timedelta(weeks=week, days=6)
        holes = find_holes(known(seen, today, followed=followed))
        true = {cut.day for cut in cuts.values()}
        alarms |= {(hole.day, hole.category) for hole in holes if not _near(hole.day, true)}
        cut = cuts.get(week - 2)
        if cut is not None:
            named[cut.kind].append(any(_near(hole.day, {cut.day}) for hole in holes))
    return named, len(alarms)


def _near(day: str, days: set[str]) -> bool:
    """Whether a hole of ``day`` is one of ``days``: a range may begin with the evening before."""
    here = date.fromisoformat(day)
    return any(abs((here - date.fromisoformat(one)).days) <= 1 for one in days)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the shares and the alarms."""
    refuse_all("holes", __doc__, argv)
    kinds = ("tail", "range", "thin")
    heads = "".join(f"{kind:>12}" for kind in kinds)
    print(f"seed      followed    {heads}     all  alarms a year  beside holes")
    for seed, (followed, name) in product(SEEDS, ((1.0, "everything"), (0.5, "about half"))):
        years = range(seed, seed + YEARS)
        alarms = sum(replay(year, followed=followed, kinds=())[1] for year in years)
        named: dict[str, list[bool]] = {kind: [] for kind in kinds}
        beside = 0
        for year in years:
            found, more = replay(year, followed=followed, kinds=kinds)
            beside += more
            for kind in kinds:
                named[kind] += found[kind]
        every = [one for results in named.values() for one in results]
        shares = "".join(f"{f'{sum(results)} of {len(results)}':>12}" for results in named.values())
        share = sum(every) / len(every)
        print(
            f"{seed:<10}{name:12}{shares}{share:8.1%}{alarms / YEARS:15.2f}{beside / YEARS:14.2f}", flush=True
        )


if __name__ == "__main__":
    main()
