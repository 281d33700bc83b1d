"""Intervals that share a point: the largest sets of them, in one sweep over any number of cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Overlap:
    """A maximal set of intervals that share the points from ``low`` to ``high``."""

    low: float
    high: float
    members: tuple[int, ...]


def maximal_overlaps(low: np.ndarray, high: np.ndarray) -> Iterator[Overlap]:
    """Find every maximal set of closed intervals that have a point in common.

    One sweep over the ends: when an interval is about to leave just after another entered, the
    ones present can be joined by no other. O(n log n) and the size of what is found.

    Parameters
    ----------
    low, high : array of float, shape (n,)
        Ends of the intervals, ``low <= high``; ``-inf`` and ``inf`` are unbounded.

    Yields
    ------
    Overlap
        From left to right; ``members`` are positions in the arrays.

    Examples
    --------
    >>> import numpy as np
    >>> for overlap in maximal_overlaps(np.array([1.0, 2.0, 5.0]), np.array([3.0, 5.0, 6.0])):
    ...     print(overlap)
    Overlap(low=2.0, high=3.0, members=(0, 1))
    Overlap(low=5.0, high=5.0, members=(1, 2))
    """
    return overlaps_by_case(np.zeros(len(low), int), low, high)


def overlaps_by_case(case: np.ndarray, low: np.ndarray, high: np.ndarray) -> Iterator[Overlap]:
    """Find the maximal sets of each case, in the order of the cases; see `maximal_overlaps`.

    Each case is over, with nobody present, before the sweep comes to the next one.

    >>> case, low = np.array([1, 0, 1]), np.array([0.0, 0.0, 1.0])
    >>> [overlap.members for overlap in overlaps_by_case(case, low, low + 1)]
    [(1,), (0, 2)]
    """
    count = len(low)
    leaves = np.repeat([False, True], count)  # at the same point, enter before leaving
    order = np.lexsort((leaves, np.concatenate([low, high]), np.tile(case, 2)))
    starts, ends = low.tolist(), high.tolist()
    present: set[int] = set()
    entered_at = None
    for end in order.tolist():
        if end < count:
            present.add(end)
            entered_at = starts[end]
            continue
        if entered_at is not None:
            yield Overlap(entered_at, ends[end - count], tuple(sorted(present)))
            entered_at = None
        present.discard(end - count)
