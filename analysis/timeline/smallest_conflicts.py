"""The smallest sets of constraints in a network that cannot all hold.

Each constraint belongs to a claim, or to the background, which is taken for granted. A smallest set
of claims in conflict is the labels of a cycle with a negative sum, so the cycles are searched by
number of claims: first single claims, then pairs, and so on. The search stops on a branch when even
the shortest way back cannot make the sum negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from analysis.timeline.network import ORIGIN, Network, paths, trace

BACKGROUND = -1


@dataclass(frozen=True)
class Conflict:
    """Claims that cannot all be true: ``gap`` days are missing around the cycle ``arcs``."""

    claims: frozenset[int]
    gap: float
    arcs: tuple[int, ...]


@dataclass(frozen=True)
class _Move:
    """One arc of a claim, and the background arcs that follow it, to where another claim starts."""

    claim: int
    arcs: tuple[int, ...]
    to: int
    weight: float


@dataclass
class _Search:
    """Closed ways of a given number of claims from one node, through nodes not below it."""

    moves: dict[int, list[_Move]]
    start: int
    back: list[dict[int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.back = [{self.start: 0.0}]

    def least(self, steps: int, node: int) -> float:
        """Least sum over any way of so many claims from a node back to the start."""
        while len(self.back) <= steps:
            nearer = self.back[-1]
            least = {
                at: min((m.weight + nearer.get(m.to, np.inf) for m in moves), default=np.inf)
                for at, moves in self.moves.items()
                if at >= self.start
            }
            self.back.append(least)
        return self.back[steps].get(node, np.inf)

    def cycles(
        self, steps: int, node: int | None = None, way: tuple[_Move, ...] = (), total: float = 0.0
    ) -> Iterator[tuple[_Move, ...]]:
        """Walk every way of so many more claims that returns with a negative sum."""
        node = self.start if node is None else node
        if steps == 0:
            yield way
            return
        been = {move.to for move in way}
        for move in self.moves[node]:
            onward = move.to == self.start if steps == 1 else move.to > self.start
            again = move.to in been or any(move.claim == before.claim for before in way)
            if onward and not again and (
                total + move.weight + self.least(steps - 1, move.to) < 0
            ):  # fmt: skip
                yield from self.cycles(steps - 1, move.to, (*way, move), total + move.weight)


def smallest_conflicts(
    network: Network, claims: np.ndarray, *, size: int = 6, limit: int = 1000
) -> tuple[list[Conflict], bool]:
    """Find the smallest sets, of up to ``size`` claims, that cannot all be true.

    Parameters
    ----------
    network : Network
        With ``m`` arcs.
    claims : array of int, shape (m,)
        The claim that each arc belongs to, or ``BACKGROUND``. A claim has at most one arc each way
        between two nodes.
    size : int, optional
        Look for sets of at most so many claims.
    limit : int, optional
        Stop at so many sets.

    Returns
    -------
    list of Conflict
        By number of claims. Dropping any claim of a set makes the rest of it consistent.
    bool
        Whether these are all that there are: false if a bound was met before the search was over.

    Raises
    ------
    Inconsistent
        If the background alone cannot hold.

    Examples
    --------
    >>> from analysis.timeline.network import make_network
    >>> network = make_network(2, [(0, 1, 5.0), (1, 0, -9.0), (0, 1, 20.0)])  # by 5, from 9, by 20
    >>> smallest_conflicts(network, np.array([0, 1, 2]))
    ([Conflict(claims=frozenset({0, 1}), gap=4.0, arcs=(0, 1))], True)
    """
    moves = _moves(network, claims)
    searches = [_Search(moves, start) for start in sorted(moves)]
    longest = _longest(network, claims)
    found: dict[frozenset[int], Conflict] = {}
    for steps in range(1, min(size, longest) + 1):
        smaller = list(found)
        for search in searches:
            for way in search.cycles(steps):
                conflict = _conflict(way)
                if any(other <= conflict.claims for other in smaller):
                    continue
                known = found.get(conflict.claims)
                if known is None or conflict.gap > known.gap:
                    found[conflict.claims] = conflict
                if len(found) >= limit:
                    return list(found.values()), False
    return list(found.values()), size >= longest


def _conflict(way: tuple[_Move, ...]) -> Conflict:
    """Make a conflict of a closed way."""
    return Conflict(
        frozenset(move.claim for move in way),
        -sum(move.weight for move in way),
        tuple(arc for move in way for arc in move.arcs),
    )


def _moves(network: Network, claims: np.ndarray) -> dict[int, list[_Move]]:
    """Join each claim's arc with the shortest background way to every start of a claim."""
    background = np.flatnonzero(claims == BACKGROUND)
    ground = network.keep(background)
    stated = np.flatnonzero(claims != BACKGROUND).tolist()
    starts = sorted(set(network.tail[stated].tolist()))
    moves: dict[int, list[_Move]] = {start: [] for start in starts}
    onward: dict[int, list[tuple[int, float, list[int]]]] = {}
    for head in sorted(set(network.head[stated].tolist())):
        away, last = paths(ground, head)
        onward[head] = [
            (to, float(away[to]), [int(background[a]) for a in trace(ground, last, to)[::-1]])
            for to in np.array(starts)[np.isfinite(away[starts])].tolist()
        ]
    for arc in stated:
        for to, distance, between in onward[int(network.head[arc])]:
            weight = float(network.weight[arc]) + distance
            move = _Move(int(claims[arc]), (arc, *between), to, weight)
            moves[int(network.tail[arc])].append(move)
    return moves


def _longest(network: Network, claims: np.ndarray) -> int:
    """Bound the claims in any cycle without a repeated node: it passes the origin only once."""
    stated = claims != BACKGROUND
    ends = np.sort(np.stack([network.tail[stated], network.head[stated]]), axis=0)
    elsewhere = ends[:, ends[0] != ORIGIN]
    pairs = len(np.unique(elsewhere, axis=1).T)
    return min(len(np.unique(network.tail[stated])), 2 + pairs)
