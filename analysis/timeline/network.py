"""A simple temporal network: events, and how many days may lie between them.

Each constraint is an arc ``tail -> head`` of weight ``w``: the head comes at most ``w`` days after
the tail. Node 0 is the origin, 1 January 1970, so that a date is an arc like any other. All
constraints can hold together exactly if no cycle of arcs has a negative sum (Dechter, Meiri and
Pearl 1991), and the shortest paths from and to the origin are the tightest bounds of every event.
Only those are needed, so that time grows with events times constraints at worst and memory with
constraints, where the distances between all pairs need the cube and the square.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ORIGIN = 0


@dataclass(frozen=True, eq=False)
class Network:
    """Constraints as arrays: ``head`` comes at most ``weight`` days after ``tail``."""

    nodes: int
    tail: np.ndarray
    head: np.ndarray
    weight: np.ndarray

    def reverse(self) -> Network:
        """Turn every arc around."""
        return Network(self.nodes, self.head, self.tail, self.weight)

    def keep(self, arcs: np.ndarray) -> Network:
        """Keep some arcs: positions, or a mask."""
        return Network(self.nodes, self.tail[arcs], self.head[arcs], self.weight[arcs])


class Inconsistent(ValueError):  # noqa: N818 - reads as a statement about the network
    """Constraints that cannot all hold; ``arcs`` is a cycle of them, ``gap`` what is missing."""

    def __init__(self, arcs: list[int], gap: float) -> None:
        self.arcs, self.gap = arcs, gap
        super().__init__(f"{len(arcs)} constraints cannot all hold: {gap:g} days are missing")


def make_network(nodes: int, arcs: list[tuple[int, int, float]]) -> Network:
    """Make a network from arcs ``(tail, head, weight)``; those without a bound say nothing.

    Examples
    --------
    >>> network = make_network(2, [(0, 1, 10.0), (1, 0, -4.0)])  # event 1 on days 4 to 10
    >>> [ends.tolist() for ends in bounds(network)]
    [[0.0, 4.0], [0.0, 10.0]]
    """
    bounded = [arc for arc in arcs if np.isfinite(arc[2])]
    columns = np.array(bounded, dtype=float).reshape(-1, 3).T
    return Network(nodes, columns[0].astype(int), columns[1].astype(int), columns[2])


def check(network: Network) -> None:
    """Raise if the constraints cannot all hold.

    Raises
    ------
    Inconsistent
        With a cycle of arcs whose weights sum to less than zero.
    """
    _relax(network, np.zeros(network.nodes))


def bounds(network: Network) -> tuple[np.ndarray, np.ndarray]:
    """Return the earliest and the latest day of every event under all constraints.

    Parameters
    ----------
    network : Network
        With ``n`` nodes, the origin among them.

    Returns
    -------
    tuple of array of float, shape (n,)
        Earliest and latest, in days since the origin; ``-inf`` and ``inf`` where nothing bounds
        them.

    Raises
    ------
    Inconsistent
        If the constraints cannot all hold.

    References
    ----------
    Dechter, Meiri and Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991).
    """
    check(network)
    return 0.0 - paths(network.reverse(), ORIGIN)[0], paths(network, ORIGIN)[0]


def paths(network: Network, source: int) -> tuple[np.ndarray, np.ndarray]:
    """Return shortest distances from a node, and the last arc on the way to each (-1: none).

    Raises
    ------
    Inconsistent
        If a negative cycle can be reached from the node.
    """
    distance = np.full(network.nodes, np.inf)
    distance[source] = 0.0
    return _relax(network, distance)


def trace(network: Network, last: np.ndarray, node: int) -> list[int]:
    """List the arcs of the shortest path to a node, from its end back to the source."""
    arcs: list[int] = []
    while last[node] >= 0:
        arcs.append(int(last[node]))
        node = int(network.tail[arcs[-1]])
    return arcs


def _relax(network: Network, distance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shorten distances until nothing improves (Bellman and Ford), all changed nodes at once."""
    by_tail = np.argsort(network.tail, kind="stable")
    first = np.searchsorted(network.tail[by_tail], np.arange(network.nodes + 1))
    last = np.full(network.nodes, -1)
    changed = np.flatnonzero(np.isfinite(distance))
    rounds = 0
    while len(changed):
        arcs = by_tail[_ranges(first[changed], first[changed + 1])]
        heads = network.head[arcs]
        offer = distance[network.tail[arcs]] + network.weight[arcs]
        better = offer < distance[heads]
        arcs, heads, offer = arcs[better], heads[better], offer[better]
        np.minimum.at(distance, heads, offer)
        best = offer == distance[heads]
        last[heads[best]] = arcs[best]
        changed = np.unique(heads)
        rounds += 1
        if rounds & (rounds - 1) == 0:  # at 1, 2, 4, … rounds: looking costs little in all
            _look_for_cycle(network, last)
    return distance, last


def _ranges(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Concatenate ranges of positions."""
    length = end - start
    offset = np.repeat(start - np.concatenate([[0], np.cumsum(length)[:-1]]), length)
    positions: np.ndarray = offset + np.arange(length.sum())
    return positions


def _look_for_cycle(network: Network, last: np.ndarray) -> None:
    """Raise if the last arcs run in a circle, which they do only around a negative cycle."""
    nowhere = network.nodes
    before = np.append(np.append(network.tail, nowhere)[last], nowhere)  # -1 is no arc: nowhere
    jump = before
    for _ in range(network.nodes.bit_length()):
        jump = jump[jump]  # after k doublings, 2^k steps back
    circling = np.flatnonzero(jump != nowhere)
    if len(circling):
        node = start = int(jump[circling[0]])
        arcs: list[int] = []
        while not arcs or node != start:
            arcs.append(int(last[node]))
            node = int(before[node])
        raise Inconsistent(arcs[::-1], -float(network.weight[arcs].sum()))
