"""Closing a temporal network, beside scipy's closure of all pairs and beside z3.

Closing gives the earliest and latest day of every event. The dense way finds the distances between
all pairs of events, of which these are two rows; it needs the square of the events in memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import z3
from scipy.sparse.csgraph import floyd_warshall

from analysis.timeline.network import Inconsistent, Network, bounds, check

DENSE_UP_TO = 1_000  # events; ten thousand would need 800 MB and a thousand times the time
Z3_UP_TO = 1_000  # events; ten thousand take z3 many minutes


def make(events: int, constraints: int, rng: np.random.Generator) -> Network:
    """Make a consistent network around a hidden truth; a tenth of the arcs touch the origin."""
    truth = rng.integers(0, 20_000, events)
    truth[0] = 0
    ends = rng.integers(0, events, (2, 2 * constraints))
    ends[0, : constraints // 20] = 0
    ends[1, constraints // 20 : constraints // 10] = 0
    tail, head = ends[:, ends[0] != ends[1]][:, :constraints]
    slack = rng.integers(0, 300, len(tail))
    return Network(events, tail, head, (truth[head] - truth[tail] + slack).astype(float))


def dense(network: Network) -> np.ndarray:
    """Close all pairs with scipy's Floyd-Warshall."""
    weights = np.full((network.nodes, network.nodes), np.inf)
    np.minimum.at(weights, (network.tail, network.head), network.weight)
    closed: np.ndarray = floyd_warshall(weights)
    return closed


def satisfiable(network: Network) -> bool:
    """Check with z3 as integer difference logic."""
    days = z3.IntVector("day", network.nodes)
    found = z3.SolverFor("QF_IDL")
    for tail, head, weight in zip(network.tail, network.head, network.weight, strict=True):
        found.add(days[head] - days[tail] <= int(weight))
    return bool(found.check() == z3.sat)


def timed(run: Callable[[Network], object], network: Network) -> tuple[float, object]:
    """Run once and give the seconds and the result."""
    start = time.perf_counter()
    result = run(network)
    return time.perf_counter() - start, result


def consistent(network: Network) -> bool:
    """Check only."""
    try:
        check(network)
    except Inconsistent:
        return False
    return True


def main() -> None:
    """Print the times at three sizes, then a check that finds a conflict."""
    rng = np.random.default_rng(4)
    bounds(make(10, 20, rng))  # the first call pays for loading
    print(
        f"{'events':>7} {'constraints':>12} {'close s':>9} {'dense s':>9} {'ratio':>7} "
        f"{'check s':>9} {'z3 s':>9} {'ratio':>7}"
    )
    for events, constraints in ((300, 3_000), (1_000, 10_000), (10_000, 50_000)):
        network = make(events, constraints, rng)
        ours, closed = timed(bounds, network)
        theirs, ratio = "no room", ""
        if events <= DENSE_UP_TO:
            seconds, pairs = timed(dense, network)
            assert np.array_equal(closed[1], pairs[0])  # type: ignore[index]
            assert np.array_equal(closed[0], -pairs[:, 0])  # type: ignore[index]
            theirs, ratio = f"{seconds:.3f}", f"{seconds / ours:.0f}"
        checking, verdict = timed(consistent, network)
        z3_time, z3_ratio = "too long", ""
        if events <= Z3_UP_TO:
            solving, other = timed(satisfiable, network)
            assert verdict == other
            z3_time, z3_ratio = f"{solving:.2f}", f"{solving / checking:.0f}"
        print(
            f"{events:>7,} {constraints:>12,} {ours:>9.4f} {theirs:>9} {ratio:>7} "
            f"{checking:>9.4f} {z3_time:>9} {z3_ratio:>7}"
        )
    network.weight[7] -= 30_000
    seconds, verdict = timed(consistent, network)
    print(f"the last one made inconsistent: {verdict}, found in {seconds:.4f} s")


if __name__ == "__main__":
    main()
