"""The smallest sets of constraints in a network that cannot all hold.

Each constraint belongs to a claim, or to the background, which is taken for granted. A smallest set
of claims in conflict is the labels of a cycle with a negative sum, so the cycles are searched by
number of claims: first single claims, then pairs, and so on. The search stops on a branch when even
the shortest way back cannot make the sum negative.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from analysis.timeline.network import ORIGIN, Inconsistent, Network, check

BACKGROUND = -1
WORK = 50_000  # ways that are gone on with at most: a second or two


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


# Least sum that it can come to, start, which move was taken at each step, and the moves.
_Begun = tuple[float, int, tuple[int, ...], tuple[_Move, ...]]


class _Search:
    """Closed ways of so many claims, each through nodes not below its start, the widest first."""

    def __init__(self, moves: dict[int, list[_Move]]) -> None:
        self.moves, self.work = moves, 0
        self.arriving: dict[int, list[tuple[int, float]]] = {}
        for at, onward in moves.items():
            for move in onward:
                self.arriving.setdefault(move.to, []).append((at, move.weight))
        self.back = {start: [{start: 0.0}] for start in sorted(moves)}

    def least(self, start: int, steps: int, node: int) -> float:
        """Least sum over any way of so many claims from a node back to the start."""
        back = self.back[start]
        while len(back) <= steps:
            nearer: dict[int, float] = {}
            for to, rest in back[-1].items():
                for at, weight in self.arriving.get(to, ()):
                    if at >= start and weight + rest < nearer.get(at, np.inf):
                        nearer[at] = weight + rest
            back.append(nearer)
        return back[steps].get(node, np.inf)

    def cycles(self, steps: int) -> Iterator[tuple[_Move, ...]]:
        """Yield the ways of so many claims that return with a negative sum, the least sum first.

        A way that is begun ends no lower than its sum with the shortest way back, so the first
        that is whole is the least. Equals come in the order of moves.
        """
        waiting: list[_Begun] = [
            (self.least(start, steps, start), start, (), ())
            for start in self.back
            if self.least(start, steps, start) < 0
        ]
        heapify(waiting)
        while waiting and self.work < WORK:
            _, start, places, way = heappop(waiting)
            self.work += 1
            if len(way) == steps:
                yield way
            else:
                for begun in self._onward(start, places, way, steps - len(way) - 1):
                    heappush(waiting, begun)

    def _onward(
        self, start: int, places: tuple[int, ...], way: tuple[_Move, ...], left: int
    ) -> Iterator[_Begun]:
        """Add each move to a way that may still return with a negative sum."""
        node, total = (way[-1].to if way else start), sum(move.weight for move in way)
        been, claims = {move.to for move in way}, {move.claim for move in way}
        for place, move in enumerate(self.moves[node]):
            onward = move.to > start if left else move.to == start
            if onward and move.to not in been and move.claim not in claims:
                least = total + move.weight + self.least(start, left, move.to)
                if least < 0:
                    yield least, start, (*places, place), (*way, move)


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
        Stop at so many sets; or else when 50,000 ways have been gone on with.

    Returns
    -------
    list of Conflict
        By number of claims, the widest first. Dropping any claim of a set makes the rest of it
        consistent.
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
    search = _Search(_moves(network, claims))
    longest = _longest(network, claims)
    found: dict[frozenset[int], Conflict] = {}
    for steps in range(1, min(size, longest) + 1):
        smaller = list(found)
        for way in search.cycles(steps):
            conflict = _conflict(way)
            if not any(other <= conflict.claims for other in smaller):
                found.setdefault(conflict.claims, conflict)
            if len(found) >= limit:
                return list(found.values()), False
        if search.work >= WORK:
            return list(found.values()), False
    return list(found.values()), size >= longest


def any_conflict(network: Network, claims: np.ndarray) -> list[Conflict]:
    """Find one set of claims of any size that cannot all be true; none if all can.

    Dropping any claim of the set makes the rest of it consistent. `smallest_conflicts` looks for
    small sets only: this is for a network in which there are none.

    Examples
    --------
    >>> from analysis.timeline.network import make_network
    >>> network = make_network(2, [(0, 1, 5.0), (1, 0, -9.0), (0, 1, 20.0)])  # by 5, from 9, by 20
    >>> any_conflict(network, np.array([0, 1, 2]))
    [Conflict(claims=frozenset({0, 1}), gap=4.0, arcs=(0, 1))]
    """
    found = _cycle(network, claims, np.arange(len(claims)))
    if found is None:
        return []
    for claim in sorted(found.claims):
        kept = np.isin(claims, [BACKGROUND, *(found.claims - {claim})])
        found = _cycle(network, claims, np.flatnonzero(kept)) or found
    return [found]


def _cycle(network: Network, claims: np.ndarray, kept: np.ndarray) -> Conflict | None:
    """Return a cycle with a negative sum among some arcs, if there is one."""
    try:
        check(network.keep(kept))
    except Inconsistent as error:
        arcs = tuple(int(arc) for arc in kept[error.arcs])
        owners = {int(claims[arc]) for arc in arcs} - {BACKGROUND}
        return Conflict(frozenset(owners), error.gap, arcs)
    return None


def _conflict(way: tuple[_Move, ...]) -> Conflict:
    """Make a conflict of a closed way."""
    return Conflict(
        frozenset(move.claim for move in way),
        -sum(move.weight for move in way),
        tuple(arc for move in way for arc in move.arcs),
    )


def _moves(network: Network, claims: np.ndarray) -> dict[int, list[_Move]]:
    """Join each claim's arc with the shortest background way to every start of a claim."""
    ground = np.flatnonzero(claims == BACKGROUND)
    check(network.keep(ground))
    tail, head, weight = (c.tolist() for c in (network.tail, network.head, network.weight))
    leaving: dict[int, list[int]] = {}
    for arc in ground.tolist():
        leaving.setdefault(tail[arc], []).append(arc)
    stated = np.flatnonzero(claims != BACKGROUND).tolist()
    moves: dict[int, list[_Move]] = {tail[arc]: [] for arc in stated}
    onward: dict[int, list[tuple[int, float, list[int]]]] = {}
    for arc in stated:
        at = head[arc]
        if at not in onward:
            onward[at] = [way for way in _ways(network, leaving, at) if way[0] in moves]
        for to, distance, between in onward[at]:
            move = _Move(int(claims[arc]), (arc, *between), to, weight[arc] + distance)
            moves[tail[arc]].append(move)
    return moves


def _ways(
    network: Network, leaving: dict[int, list[int]], start: int
) -> list[tuple[int, float, list[int]]]:
    """List the nodes that the background leads to, how far they are, and by which arcs.

    Only these are visited, so that time grows with what is near and not with the network.
    """
    away, by = {start: 0.0}, dict[int, int]()
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for arc in leaving.get(node, ()):
            to, distance = int(network.head[arc]), away[node] + float(network.weight[arc])
            if distance < away.get(to, np.inf):
                away[to], by[to] = distance, arc
                waiting.append(to)
    ways = []
    for node in sorted(away):
        arcs, at = list[int](), node
        while at != start:
            arcs.append(by[at])
            at = int(network.tail[by[at]])
        ways.append((node, away[node], arcs[::-1]))
    return ways


def _longest(network: Network, claims: np.ndarray) -> int:
    """Bound the claims in any cycle without a repeated node: it passes the origin only once."""
    stated = claims != BACKGROUND
    ends = np.sort(np.stack([network.tail[stated], network.head[stated]]), axis=0)
    elsewhere = ends[:, ends[0] != ORIGIN]
    pairs = len(np.unique(elsewhere, axis=1).T)
    return min(len(np.unique(network.tail[stated])), 2 + pairs)
