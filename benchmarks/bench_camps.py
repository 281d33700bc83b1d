"""Camps of the answers to one question, beside comparing all pairs of answers.

The all-pairs way is given its cheapest part only: finding which pairs meet, by numpy, in blocks.
It would still have to find the largest groups among them.
"""

from __future__ import annotations

import time

import numpy as np

from analysis.dispute.overlaps import maximal_overlaps

BLOCK = 1000


def intervals(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Make intervals of which each meets about ten others, whatever their number."""
    low = rng.uniform(0, count, count)
    return low, low + rng.exponential(5, count)


def meeting_pairs(low: np.ndarray, high: np.ndarray) -> int:
    """Count the pairs that meet, comparing all."""
    total = 0
    for start in range(0, len(low), BLOCK):
        rows = slice(start, start + BLOCK)
        total += int(((low[rows, None] <= high) & (low <= high[rows, None])).sum())
    return (total - len(low)) // 2


def main() -> None:
    """Print both times at three sizes."""
    rng = np.random.default_rng(2022)
    print(f"{'answers':>9} {'camps':>9} {'sweep s':>9} {'all pairs s':>12} {'ratio':>8}")
    for size in (10_000, 30_000, 100_000):
        low, high = intervals(size, rng)
        start = time.perf_counter()
        camps = sum(1 for _ in maximal_overlaps(low, high))
        ours = time.perf_counter() - start
        start = time.perf_counter()
        meeting_pairs(low, high)
        theirs = time.perf_counter() - start
        print(f"{size:>9,} {camps:>9,} {ours:>9.2f} {theirs:>12.2f} {theirs / ours:>8.0f}")


if __name__ == "__main__":
    main()
