"""Many arXiv ids of one month in a short text: each as its distance from the one before."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["numbered", "pack", "unpack"]

_DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) not in "\\ ")
"""Printable characters that JSON writes as they are: the first half ends a number, the other half goes on."""
_HALF = len(_DIGITS) // 2
_VALUE = {digit: place for place, digit in enumerate(_DIGITS)}
_MONTH, _NUMBER = 4, 5  # characters of the two parts of an id since 2015
_END = 10**_NUMBER
"""The first number that no id has."""


def numbered(one: str) -> tuple[str, int] | None:
    """Month and number of an id as arXiv gives them since 2015; None for older ids and other texts.

    >>> numbered("2602.00007"), numbered("cs/9912999")
    (('2602', 7), None)
    """
    month, dot, number = one.partition(".")
    digits = month + number
    if (
        not dot
        or (len(month), len(number)) != (_MONTH, _NUMBER)
        or not (digits.isascii() and digits.isdigit())
    ):
        return None
    return month, int(number)


def pack(ids: Iterable[str]) -> str:
    """``ids`` as a text, about a character for each where they are near; ids of the old form are left out.

    >>> pack(["2602.00007", "2602.00001"])
    '2602$)'
    """
    found = sorted({pair for one in ids if (pair := numbered(one))})
    return " ".join(
        month + "".join(_deltas(number for _, number in pairs))
        for month, pairs in groupby(found, key=lambda pair: pair[0])
    )


def unpack(text: str) -> list[str]:
    """The ids in ``text``, sorted; characters that `pack` does not write are passed over.

    So is what is no month, and the rest of one from a number on that no id has.

    >>> unpack("2602$)"), unpack("month$)"), unpack("2602$~~~~~$")
    (['2602.00001', '2602.00007'], [], ['2602.00001'])
    """
    months = ((part[:_MONTH], part[_MONTH:]) for part in text.split())
    return [
        f"{month}.{number:0{_NUMBER}}"
        for month, rest in months
        if month.isascii() and month.isdigit() and len(month) == _MONTH
        for number in _numbers(rest)
    ]


def _deltas(numbers: Iterable[int]) -> Iterator[str]:
    before = 0
    for number in numbers:
        left = number - before
        before = number
        while left >= _HALF:
            left, digit = divmod(left, _HALF)
            yield _DIGITS[_HALF + digit]
        yield _DIGITS[left]


def _numbers(text: str) -> Iterator[int]:
    number, part, unit = 0, 0, 1
    for digit in text:
        value = _VALUE.get(digit)
        if value is None:
            continue
        part += value % _HALF * unit
        if max(unit, number + part) >= _END:
            return
        if value >= _HALF:
            unit *= _HALF
            continue
        number += part
        part, unit = 0, 1
        yield number
