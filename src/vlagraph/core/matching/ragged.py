"""Lists of different lengths in one array."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["RaggedArray", "padded_rows"]


class RaggedArray:
    """Lists of integers, joined end to end in one int64 array."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self._starts = np.array([0, *accumulate(map(len, lists))], dtype=np.int64)
        self._values = np.array([value for values in lists for value in values], dtype=np.int64)

    def __len__(self) -> int:
        """How many lists there are."""
        return len(self._starts) - 1

    def gather(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The values of the chosen lists end to end, and for each value the place in ``chosen`` it is from.

        >>> values, origins = RaggedArray([[5, 6], [], [7]]).gather(np.array([2, 0, 2]))
        >>> values.tolist(), origins.tolist()
        ([7, 5, 6, 7], [0, 1, 1, 2])
        """
        starts = self._starts[chosen]
        sizes = self._starts[chosen + 1] - starts
        origins = np.repeat(np.arange(len(chosen)), sizes)
        within = np.arange(len(origins)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self._values[starts[origins] + within], origins


def padded_rows(lists: Sequence[Sequence[float]], dtype: type[np.generic]) -> NDArray[Any]:
    """The lists as the rows of one array of shape (lists, longest list), filled up with 0.

    >>> padded_rows([[1], [2, 3]], np.int64).tolist()
    [[1, 0], [2, 3]]
    """
    rows = np.zeros((len(lists), max(map(len, lists), default=0)), dtype=dtype)
    for row, values in zip(rows, lists, strict=True):
        row[: len(values)] = values
    return rows
