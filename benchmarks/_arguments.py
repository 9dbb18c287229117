"""The command lines of the benchmarks: what is no option of one, or no number for it, is a wrong use."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["at_least", "counts", "parser_of", "refuse_all"]


def parser_of(name: str, text: str | None) -> argparse.ArgumentParser:
    """The parser of the benchmark ``name``, described by the ``text`` of its module."""
    return argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=text)


def refuse_all(name: str, text: str | None, argv: Sequence[str] | None) -> None:
    """Refuse every argument of the benchmark ``name``, which has none but ``--help``."""
    parser_of(name, text).parse_args(argv)


def at_least(least: int) -> Callable[[str], int]:
    """What reads a whole number of at least ``least`` (0 or more).

    >>> at_least(1)("007")
    7
    """

    def read(text: str) -> int:
        if not re.fullmatch(r"0*[0-9]{1,9}", text, re.ASCII) or int(text) < least:
            raise argparse.ArgumentTypeError(f"must be a whole number of at least {least}, not {text!r}")
        return int(text)

    return read


def counts(text: str) -> list[int]:
    """Whole numbers of at least 1 with commas between them."""
    return [at_least(1)(part) for part in text.split(",")]
