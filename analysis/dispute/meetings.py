"""Which claims meet: the same key (a question, an answer, a side), and a day in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

NO, PARTLY, YES = range(3)  # in the order of the words


@dataclass(frozen=True)
class Coded:
    """Yes-no claims as numbers: question and scope of each, its answer, and its days."""

    case: np.ndarray
    answer: np.ndarray
    days: np.ndarray

    @classmethod
    def of(cls, claims: pd.DataFrame) -> Coded:
        """Number the cases of some claims in order of question and scope."""
        case = claims.groupby(["question_id", "scope"], sort=True).ngroup().to_numpy()
        answer = claims["answer"].map({"no": NO, "partly": PARTLY, "yes": YES}).to_numpy(int)
        return cls(case, answer, claims[["period_low", "period_high"]].to_numpy())

    def keep(self, which: np.ndarray) -> Coded:
        """Keep some of the claims."""
        return Coded(self.case[which], self.answer[which], self.days[which])

    @property
    def own(self) -> np.ndarray:
        """Return a number that is equal for equal answers of one case."""
        return np.asarray(self.case * 4 + self.answer)

    @property
    def opposite(self) -> np.ndarray:
        """Return the number of the opposite answer; ``partly`` grants part of both and has none."""
        return self.case * 4 + np.where(self.answer == PARTLY, 3, YES - self.answer)


def meetings(
    keys: np.ndarray, days: np.ndarray, other_keys: np.ndarray, other_days: np.ndarray
) -> np.ndarray:
    """Count for each claim the others with the same key and an overlapping period.

    Counted are those that start by its end, less those that end before its start. Both counts run
    over all keys up to its own, so that the keys before it cancel out and one search does for all:
    O(n log n), however many claims meet.

    Parameters
    ----------
    keys : array of int, shape (n,)
        What must be equal, as a number.
    days : array of float, shape (n, 2)
        First and last day of each claim's period, maybe infinite.
    other_keys, other_days : array
        The same of the others.

    Returns
    -------
    array of int, shape (n,)

    Examples
    --------
    >>> sides = np.array([0, 0, 1])
    >>> days = np.array([[0.0, 1.0], [2.0, 3.0], [0.0, 9.0]])
    >>> meetings(sides, days, sides, days).tolist()
    [1, 1, 1]
    """
    points, ranks = np.unique(np.concatenate([days, other_days]), return_inverse=True)
    places = np.concatenate([keys, other_keys])[:, None] * len(points) + ranks.reshape(-1, 2)
    (low, high), (other_low, other_high) = places[: len(keys)].T, places[len(keys) :].T
    started = np.searchsorted(np.sort(other_low), high, side="right")
    ended = np.searchsorted(np.sort(other_high), low, side="left")
    met: np.ndarray = started - ended
    return met
