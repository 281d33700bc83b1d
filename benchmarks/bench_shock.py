"""A million draws of the shock, beside the same model in a plain Python loop."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.dependency.shocks import shock, simulate

SIZES = 10_000, 100_000, 1_000_000
LOOP = 20_000  # draws of the loop that are timed and scaled up
ENDS = {
    "turnover": (430e6, 480e6),
    "customer_share": (0.4, 0.8),
    "part_lost": (0.6, 0.7),
    "new_business": (0.0, 20e6),
    "headcount": (3500.0, 3900.0),
    "labour_weight": (0.8, 1.2),
    "transferred": (0.0, 800.0),
    "departures": (0.0, 500.0),
    "growth_elsewhere": (0.05, 0.2),
    "target_share": (0.25, 0.3),
}


def drawn(generator: random.Random) -> dict[str, float]:
    """Draw each input once."""
    return {name: generator.uniform(*ends) for name, ends in ENDS.items()}


def one(v: dict[str, float]) -> tuple[float, ...]:
    """Work out one draw as one would without arrays."""
    bought = v["turnover"] * v["customer_share"]
    others, lost = v["turnover"] - bought, bought * v["part_lost"]
    kept = bought - lost + v["new_business"]
    gone = (lost * v["labour_weight"] - v["new_business"]) * v["headcount"] / v["turnover"]
    work = min(max(v["headcount"] - gone, 0), v["headcount"])
    idle = max(v["headcount"] - work - v["transferred"] - v["departures"], 0)
    needed = kept * (1 - v["target_share"]) / v["target_share"]
    months = 12 * math.log(needed / others) / math.log1p(v["growth_elsewhere"])
    after = others + kept
    return lost, after, kept / after, work, idle, max(months, 0)


def seconds(run: Callable[[], object]) -> float:
    """Time the better of two runs."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the times at three sizes, and that both ways agree."""
    rows = [(name, *ends, "uniform") for name, ends in ENDS.items()]
    inputs = pd.DataFrame(rows, columns=["name", "low", "high", "shape"])
    generator = random.Random(1)
    each = seconds(lambda: [one(drawn(generator)) for _ in range(LOOP)]) / LOOP
    print(f"{'draws':>10}{'analysis':>12}{'plain loop':>12}{'ratio':>8}")
    for n in SIZES:
        ours = seconds(lambda n=n: simulate(inputs, n, rng=np.random.default_rng(1)))  # type: ignore[misc]
        print(f"{n:>10,}{ours:>12.3f}{each * n:>12.2f}{each * n / ours:>8.0f}")
    draws = [drawn(generator) for _ in range(1000)]
    pairs = [(one(v), tuple(shock(**v).values())) for v in draws]
    print("both give the same results:", all(np.allclose(a, np.array(b)) for a, b in pairs))


if __name__ == "__main__":
    main()
