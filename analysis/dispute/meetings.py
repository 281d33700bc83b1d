"""Which claims meet: same question, scope or side, and a day in common."""

from __future__ import annotations

import numpy as np
import pandas as pd

_PERIOD = ["period_low", "period_high"]


def meetings(
    left: pd.DataFrame, left_on: list[str], right: pd.DataFrame, right_on: list[str]
) -> np.ndarray:
    """Count for each left claim the right ones with the same keys and an overlapping period.

    Counted are those that start by its end, less those that end before its start. Both counts run
    over all groups up to its own, so that the groups before it cancel out and one search does for
    all: O(n log n), however many claims meet.

    Parameters
    ----------
    left, right : DataFrame
        Claims with ``period_low`` and ``period_high`` (days, maybe infinite).
    left_on, right_on : list of str
        Columns that must be equal, pair by pair.

    Returns
    -------
    array of int, shape (len(left),)

    Examples
    --------
    >>> claims = pd.DataFrame(
    ...     {"side": ["a", "a", "b"], "period_low": [0, 2, 0], "period_high": [1.0, 3, 9]}
    ... )
    >>> meetings(claims, ["side"], claims, ["side"]).tolist()
    [1, 1, 1]
    """
    keys = pd.concat([left[left_on], right[right_on].set_axis(left_on, axis=1)])
    group = keys.groupby(left_on, sort=False).ngroup().to_numpy()
    days = pd.concat([left[_PERIOD], right[_PERIOD]]).to_numpy()
    points, rank = np.unique(days, return_inverse=True)
    low, high = (group[:, None] * len(points) + rank.reshape(days.shape)).T
    count = len(left)
    started = np.searchsorted(np.sort(low[count:]), high[:count], side="right")
    ended = np.searchsorted(np.sort(high[count:]), low[:count], side="left")
    met: np.ndarray = started - ended
    return met
