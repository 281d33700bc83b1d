"""Concentration of many suppliers at once, beside one supplier at a time.

Peers: the index of concentrationMetrics (Open Risk), the Gini coefficient of pysal's inequality (a
different index: it has no Herfindahl's), and a plain Python loop. Peers are timed on a part of the
suppliers and scaled up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from analysis.dependency.concentration import hhi, hhi_bounds

SIZES = 10_000, 100_000, 1_000_000
CUSTOMERS, SAMPLE = 10, 2_000


def seconds(run: Callable[[], object]) -> float:
    """Time the better of two runs."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def plain(row: list[float]) -> float:
    """Compute the index without any library."""
    total = sum(row)
    return sum((amount / total) ** 2 for amount in row)


def peers() -> dict[str, Callable[[Any], object]]:
    """Give the peers that are installed."""
    found: dict[str, Callable[[Any], object]] = {"plain Python": lambda row: plain(row.tolist())}
    try:
        from concentrationMetrics import Index

        index = Index()
        found["concentrationMetrics"] = index.hhi
    except ImportError:
        print("concentrationMetrics is absent: uv pip install concentrationMetrics (group bench)")
    try:
        from inequality.gini import Gini

        found["pysal inequality (Gini)"] = Gini
    except ImportError:
        print("inequality is absent: uv pip install inequality (dependency group bench)")
    return found


def main() -> None:
    """Print the times at three sizes."""
    rows = np.random.default_rng(1).dirichlet(np.ones(CUSTOMERS), max(SIZES))
    known = np.ascontiguousarray(rows[:, :4])
    per_row = {
        name: seconds(lambda f=one: [f(row) for row in rows[:SAMPLE]]) / SAMPLE  # type: ignore[misc]
        for name, one in peers().items()
    }
    print(f"Peers are timed on {SAMPLE:,} of the same suppliers and scaled up.")
    print(f"{'suppliers':>10}  {'what':<26}{'seconds':>10}{'ratio':>10}")
    for size in SIZES:
        ours = seconds(lambda n=size: hhi(rows[:n]))  # type: ignore[misc]
        bounds = seconds(lambda n=size: hhi_bounds(known[:n], top_known=True))  # type: ignore[misc]
        print(f"{size:>10,}  {'analysis.dependency.hhi':<26}{ours:>10.4f}{1:>10}")
        print(f"{size:>10,}  {'analysis.hhi_bounds':<26}{bounds:>10.4f}{bounds / ours:>10.1f}")
        for name, each in per_row.items():
            print(f"{size:>10,}  {name:<26}{each * size:>10.3f}{each * size / ours:>10.0f}")


if __name__ == "__main__":
    main()
