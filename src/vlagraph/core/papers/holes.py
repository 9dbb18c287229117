"""Days and ranges of ids that look incomplete, from what came alone: arXiv numbers its papers without gaps.

Of the numbers between two papers that came, those that did not come are missing: of categories that nobody
follows, or lost. How many are missing in a window of numbers is compared with its neighbours; so the test is
sharp where everything is followed, and finds long ranges where a part is. Besides, the papers of one
category and day are compared with its share on the same weekdays around it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby, pairwise
from math import log, sqrt
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["ASKINGS", "AskedWindow", "Hole", "HoleReport", "find_holes"]

ASKINGS = 3
"""Times that a hole is asked for again; one that stays after them is arXiv's own."""

_WINDOWS = (250, 1000)
"""Numbers that are looked at together: a part of a day, and about a day."""
_STEPS = 4
"""A window begins with every so many parts of its size, so that a hole stands in one nearly whole."""
_NEIGHBOURS = 14
"""Windows to either side that say what is usual: about two weeks of days."""
_USUAL = 0.8
"""Share of the neighbours, the fullest, that counts: holes among them must not become usual."""
_DEVIATIONS, _MORE = 3.5, 2.0  # chosen by benchmarks/holes.py: at most one false alarm a year
_CHANCE = 1e-4
"""Gaps of a month that chance may make so long where papers of other categories are missing."""
_UNEVEN = 0.05
"""Added to the share that is missing: categories do not follow each other at random."""
_FEWEST_NUMBERS = 2500
"""Numbers of a month without which no gap is judged: too few to know what share is usual."""
_FEWEST_NEIGHBOURS = 8
"""Windows without which nothing is said: too few to know what is usual."""
_WEEKS = (-4, -3, -2, -1, 1, 2, 3, 4)
"""Weeks around a day whose same weekday it is compared with."""
_FEWEST_WEEKS = 3
"""Of them at least so many must be known."""
_SHARE_DEVIATIONS = 5.0
"""For shares of categories: there are dozens of tests a day."""


@dataclass(frozen=True, kw_only=True, order=True)
class Hole:
    """What looks incomplete: ids ``first`` to ``last`` from the ``day`` (ISO 8601) on, or a category of it.

    ``missing`` are what did not come, ``usual`` are as many as do not come elsewhere. ``asked`` is how many
    times arXiv was asked for it again.
    """

    day: str
    first: str = ""
    last: str = ""
    category: str = ""
    missing: int = 0
    usual: int = 0
    asked: int = 0

    @property
    def is_final(self) -> bool:
        """Whether it was asked for often enough to say that arXiv itself does not have the papers."""
        return self.asked >= ASKINGS


@dataclass(frozen=True, kw_only=True)
class AskedWindow:
    """What was asked of ``source`` at ``at`` (UTC), how many papers it announced, and how many came.

    ``what`` is ``listing``, ``changes``, ``again`` or ``snapshot``, ``first`` and ``last`` are times or ids.
    ``announced`` is None where the source does not say; ``open`` where the answers did not come to their end.
    """

    at: str
    source: str
    what: str
    first: str
    last: str
    announced: int | None
    came: int
    open: bool

    @property
    def is_short(self) -> bool:
        """Whether fewer papers came than were announced, of answers that came to their end."""
        return not self.open and self.announced is not None and self.came < self.announced


@dataclass(frozen=True, kw_only=True)
class HoleReport:
    """The holes by day, and what they were looked for in: so many ``papers`` submitted from ``first`` on.

    ``older`` are stored papers of earlier days, which are not looked at. ``receipts`` are the last queries
    and imports, oldest first.
    """

    holes: tuple[Hole, ...]
    papers: int
    first: str | None
    last: str | None
    older: int = 0
    receipts: tuple[AskedWindow, ...] = ()


def find_holes(seen: Mapping[str, Mapping[str, Iterable[str]]]) -> tuple[Hole, ...]:
    """The holes in ``seen``, by day: day of submission -> primary category -> ids that came.

    >>> find_holes({})
    ()
    """
    months: dict[str, dict[int, str]] = {}
    counts: dict[str, Counter[str]] = {}
    for day, categories in seen.items():
        counts[day] = Counter({name: len(list(ids)) for name, ids in categories.items()})
        for ids in categories.values():
            for one in ids:
                month, dot, number = one.partition(".")
                if dot and month.isdigit() and number.isdigit():
                    months.setdefault(month, {})[int(number)] = day
    ranges = [hole for month in sorted(months) for hole in _ranges(month, months[month])]
    named = {hole.day for hole in ranges}
    thin = [hole for hole in _thin_categories(counts) if hole.day not in named]
    return tuple(sorted([*ranges, *thin]))


def _ranges(month: str, days: Mapping[int, str]) -> Iterator[Hole]:
    """The ranges of numbers of one month in which more is missing than around them."""
    first, last = min(days), max(days)
    missing = [0, *accumulate(number not in days for number in range(first, last + 1))]
    suspicious: list[tuple[int, int, float]] = []
    for size in _WINDOWS:
        starts = range(0, len(missing) - size, max(1, size // _STEPS))
        found = [missing[start + size] - missing[start] for start in starts]
        for place, count in enumerate(found):
            usual = _usual(found, place)
            if usual is not None and count > usual.most:
                suspicious.append((starts[place], starts[place] + size, usual.share * count))
    suspicious += _long_gaps([number not in days for number in range(first, last + 1)])
    for start, end, share in _joined(suspicious):
        yield _hole(month, days, range(first + start, first + end), usual=share)


def _long_gaps(lost: Sequence[bool]) -> Iterator[tuple[int, int, float]]:
    """The runs of missing numbers that are longer than the share of missing ones makes likely."""
    share = min(1.0, sum(lost) / max(1, len(lost)) + _UNEVEN)
    if len(lost) < _FEWEST_NUMBERS or share >= 1:
        return
    longest = log(_CHANCE / len(lost)) / log(share)
    start = 0
    for is_lost, run in groupby(lost):
        end = start + sum(1 for _ in run)
        if is_lost and end - start > longest:
            yield start, end, 0.0
        start = end


@dataclass(frozen=True)
class _Usual:
    """How many numbers are missing at most where nothing is lost, and the usual part of those that are."""

    most: float
    share: float


def _usual(found: Sequence[int], place: int) -> _Usual | None:
    """What the neighbours of a window say; None where there are too few."""
    reach = _NEIGHBOURS * _STEPS
    around = [
        found[at]
        for at in range(max(0, place - reach), min(len(found), place + reach + 1))
        if abs(at - place) >= _STEPS
    ]
    if len(around) < _FEWEST_NEIGHBOURS * _STEPS:
        return None
    kept = sorted(around)[: round(len(around) * _USUAL)]
    centre, middle = sum(kept) / len(kept), median(around)
    spread = max(1.0, sqrt(centre), 1.4826 * median(abs(one - middle) for one in around))
    most = centre + _DEVIATIONS * spread + _MORE
    return _Usual(most, min(1.0, centre / max(1, found[place])))


def _joined(windows: Sequence[tuple[int, int, float]]) -> Iterator[tuple[int, int, float]]:
    """Windows that overlap, as one."""
    current: tuple[int, int, float] | None = None
    for start, end, usual in sorted(windows):
        if current is not None and start <= current[1]:
            current = (current[0], max(end, current[1]), max(usual, current[2]))
            continue
        if current is not None:
            yield current
        current = (start, end, usual)
    if current is not None:
        yield current


def _hole(month: str, days: Mapping[int, str], numbers: range, *, usual: float) -> Hole:
    """The hole in ``numbers``: the one long gap where it is most of it, else from the first missing one."""
    lost = [number for number in numbers if number not in days]
    gap = _longest_gap(lost)
    chosen = gap if len(gap) * 2 >= len(lost) else lost
    near = (days[number] for number in range(chosen[0], numbers.start - 1, -1) if number in days)
    after = (days[number] for number in range(chosen[0], max(days) + 1) if number in days)
    return Hole(
        day=next(near, "") or next(after, ""),
        first=f"{month}.{chosen[0]:05}",
        last=f"{month}.{chosen[-1]:05}",
        missing=len(chosen),
        usual=0 if chosen is gap else round(usual),
    )


def _longest_gap(lost: Sequence[int]) -> list[int]:
    """The most numbers of ``lost`` that follow each other."""
    best: list[int] = []
    current = list(lost[:1])
    for before, after in pairwise(lost):
        if after == before + 1:
            current = [*current, after]
            continue
        best, current = _longer(best, current), [after]
    return _longer(best, current)


def _longer(one: list[int], other: list[int]) -> list[int]:
    return other if len(other) > len(one) else one


def _thin_categories(counts: Mapping[str, Counter[str]]) -> Iterator[Hole]:
    """The categories that have far less of a day than of the same weekday in the weeks around it."""
    for day, found in counts.items():
        others = [counts[one] for one in _same_weekdays(day) if one in counts]
        if len(others) < _FEWEST_WEEKS:
            continue
        total = found.total()
        for category in sorted({name for other in others for name in other}):
            share = median(other[category] / max(1, other.total()) for other in others)
            usual = (total - found[category]) * share / max(1e-9, 1 - share)
            if found[category] < usual - _SHARE_DEVIATIONS * sqrt(usual / max(1e-9, 1 - share)) - _MORE:
                missing = round(usual) - found[category]
                yield Hole(day=day, category=category, missing=missing, usual=0)


def _same_weekdays(day: str) -> Iterator[str]:
    try:
        here = date.fromisoformat(day)
    except ValueError:
        return
    yield from ((here + timedelta(weeks=weeks)).isoformat() for weeks in _WEEKS)
