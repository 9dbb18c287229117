"""Lists of different lengths in one array."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["RaggedArray", "joined_ranges", "padded_rows"]


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
        return self._values[joined_ranges(starts, sizes)], np.repeat(np.arange(len(chosen)), sizes)


def joined_ranges(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of some ranges end to end: of each, as many as its size, from its start on.

    >>> joined_ranges(np.array([7, 0, 3]), np.array([2, 0, 3])).tolist()
    [7, 8, 3, 4, 5]
    """
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)


def padded_rows(lists: Sequence[Sequence[float]], dtype: type[np.generic]) -> NDArray[Any]:
    """The lists as the rows of one array of shape (lists, longest list), filled up with 0.

    >>> padded_rows([[1], [2, 3]], np.int64).tolist()
    [[1, 0], [2, 3]]
    """
    sizes = np.array([len(values) for values in lists], dtype=np.int64)
    columns = np.arange(sizes.max(initial=0))
    rows = np.zeros((len(sizes), len(columns)), dtype=dtype)
    rows[columns < sizes[:, None]] = [value for values in lists for value in values]
    return rows
