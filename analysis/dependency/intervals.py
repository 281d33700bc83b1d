"""Arithmetic of closed intervals of numbers that are not negative."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Interval(NamedTuple):
    """A closed interval of positive numbers."""

    low: float
    high: float

    def times(self, other: Interval) -> Interval:
        """Multiply by another."""
        return Interval(_times(self.low, other.low), _times(self.high, other.high))

    def over(self, other: Interval) -> Interval:
        """Divide by another; what is divided by zero is unbounded."""
        return Interval(
            self.low / other.high if other.high else _times(self.low, np.inf),
            self.high / other.low if other.low else np.inf,
        )

    def meet(self, *others: Interval) -> Interval:
        """Return the values shared with all others; low exceeds high if there are none."""
        low, high = zip(self, *others, strict=True)
        return Interval(max(low), min(high))

    def empty(self) -> bool:
        """Return whether no value is left."""
        return self.low > self.high


def _times(a: float, b: float) -> float:
    """Multiply; 0 × infinity counts as 0."""
    return a * b if a and b else 0.0
