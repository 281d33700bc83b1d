"""The temporal network and its smallest conflicts, against an independent solver."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
import z3

from analysis.timeline.network import Inconsistent, Network, bounds, check, make_network
from analysis.timeline.smallest_conflicts import BACKGROUND, smallest_conflicts

NETWORKS = 1000
FAR = 10**6


def random_network(rng: np.random.Generator) -> tuple[Network, np.ndarray]:
    """Make dates, lengths between events and orders, around a truth and often off it."""
    nodes = int(rng.integers(2, 7))
    truth = np.concatenate([[0], rng.integers(-50, 50, nodes - 1)])
    arcs, claims = [], []
    for claim in range(int(rng.integers(1, 10))):
        start, end = rng.choice(nodes, 2, replace=False)
        between = truth[end] - truth[start] + rng.integers(-12, 13) * (rng.random() < 0.3)
        low, high = between - rng.integers(0, 9), between + rng.integers(0, 9)
        for arc in ((start, end, high), (end, start, -low)):
            if rng.random() < 0.85:  # else that end is open
                arcs.append(arc)
                claims.append(claim)
    for _ in range(int(rng.integers(0, 3))):
        later, earlier = rng.choice(np.arange(nodes), 2, replace=False)
        if truth[earlier] <= truth[later]:
            arcs.append((later, earlier, 0.0))
            claims.append(BACKGROUND)
    return make_network(nodes, arcs), np.array(claims, int)


def solver(network: Network) -> tuple[z3.Solver, list[z3.ArithRef]]:
    """Give the network to z3 as integer difference logic, the origin on day 0."""
    days = [z3.Int(f"day{node}") for node in range(network.nodes)]
    found = z3.SolverFor("QF_IDL")
    found.add(days[0] == 0)
    for tail, head, weight in zip(network.tail, network.head, network.weight, strict=True):
        found.add(days[head] - days[tail] <= int(weight))
    return found, days


def can(found: z3.Solver, what: z3.BoolRef) -> bool:
    """Ask z3 whether something more can be true."""
    found.push()
    found.add(what)
    verdict = found.check() == z3.sat
    found.pop()
    return bool(verdict)


def at(days: list[z3.ArithRef], ends: np.ndarray, side: int) -> list[z3.BoolRef]:
    """State that every event is at its end, or beyond any day if that end is open."""
    return [
        day == int(end) if np.isfinite(end) else side * day >= FAR
        for day, end in zip(days, ends, strict=True)
    ]


def past(days: list[z3.ArithRef], ends: np.ndarray, side: int) -> z3.BoolRef:
    """State that some event is beyond its end."""
    bounded = [(d, int(end)) for d, end in zip(days, ends, strict=True) if np.isfinite(end)]
    return z3.Or([side * day > side * end for day, end in bounded])


def holds(network: Network) -> bool:
    try:
        check(network)
    except Inconsistent:
        return False
    return True


def test_verdict_and_bounds_agree_with_z3_on_a_thousand_networks() -> None:
    rng = np.random.default_rng(4)
    verdicts = []
    for _ in range(NETWORKS):
        network, _claims = random_network(rng)
        found, days = solver(network)
        verdicts.append(holds(network))
        assert verdicts[-1] == (found.check() == z3.sat)
        if verdicts[-1]:
            earliest, latest = bounds(network)
            assert can(found, z3.And(at(days, latest, 1)))  # all latest at once, as theory has it
            assert can(found, z3.And(at(days, earliest, -1)))
            assert not can(found, z3.Or(past(days, latest, 1), past(days, earliest, -1)))
    assert 250 < sum(verdicts) < 750  # consistent and not


def test_conflicts_are_all_the_minimal_ones_on_a_thousand_networks() -> None:
    rng = np.random.default_rng(5)
    sizes = set()
    for _ in range(NETWORKS):
        network, claims = random_network(rng)
        found, complete = smallest_conflicts(network, claims, size=12)
        assert complete
        sets = {conflict.claims for conflict in found}
        assert len(sets) == len(found)
        assert bool(sets) != holds(network)
        for conflict in found:
            assert not holds(only(network, claims, conflict.claims))
            for member in conflict.claims:
                assert holds(only(network, claims, conflict.claims - {member}))
            arcs = list(conflict.arcs)
            assert -network.weight[arcs].sum() == conflict.gap > 0
            assert network.head[arcs].tolist() == network.tail[[*arcs[1:], arcs[0]]].tolist()
        sizes |= {len(members) for members in sets}
    assert sizes >= {2, 3, 4}


def only(network: Network, claims: np.ndarray, members: frozenset[int]) -> Network:
    """Keep the background and some claims."""
    return network.keep((claims == BACKGROUND) | np.isin(claims, list(members)))


def test_no_conflict_is_missed() -> None:
    rng = np.random.default_rng(6)
    for _ in range(30):
        network, claims = random_network(rng)
        stated = sorted(set(claims.tolist()) - {BACKGROUND})
        smallest: list[frozenset[int]] = []
        for size in range(1, len(stated) + 1):
            for members in map(frozenset, combinations(stated, size)):
                known = any(other <= members for other in smallest)
                if not known and not holds(only(network, claims, members)):
                    smallest.append(members)
        assert {
            conflict.claims for conflict in smallest_conflicts(network, claims, size=12)[0]
        } == set(smallest)


def test_a_conflict_names_each_order_between_its_claims() -> None:
    """At the earliest on day 10, then two events in order, the last by day 5."""
    network = make_network(4, [(1, 0, -10.0), (0, 3, 5.0), (3, 2, 0.0), (2, 1, 0.0)])
    claims = np.array([0, 1, BACKGROUND, BACKGROUND])
    ((conflict,), _) = smallest_conflicts(network, claims)
    assert (sorted(conflict.arcs), conflict.gap) == ([0, 1, 2, 3], 5)


def test_a_missed_search_says_so() -> None:
    ring = [(node, (node + 1) % 5, -1.0) for node in range(5)]
    network, claims = make_network(5, ring), np.arange(5)
    assert [c.claims for c in smallest_conflicts(network, claims)[0]] == [frozenset(range(5))]
    assert smallest_conflicts(network, claims, size=4) == ([], False)
    pairs = make_network(2, [(0, 1, 1.0), (0, 1, 2.0), (1, 0, -9.0)])
    found, complete = smallest_conflicts(pairs, np.arange(3), limit=1)
    assert (len(found), complete) == (1, False)


def test_unbounded_same_day_reversed_and_empty() -> None:
    nothing = make_network(1, [])
    assert [ends.tolist() for ends in bounds(nothing)] == [[0.0], [0.0]]
    assert smallest_conflicts(nothing, np.array([], int)) == ([], True)
    open_ended = make_network(3, [(0, 1, np.inf), (1, 0, -5.0)])
    assert [ends[1:].tolist() for ends in bounds(open_ended)] == [[5.0, -np.inf], [np.inf, np.inf]]
    same_day = make_network(3, [(0, 1, 7.0), (1, 0, -7.0), (1, 2, 0.0), (2, 1, 0.0)])
    assert [ends.tolist() for ends in bounds(same_day)] == [[0, 7, 7], [0, 7, 7]]
    backwards = make_network(2, [(0, 1, 4.0), (1, 0, -6.0)])
    with pytest.raises(Inconsistent, match="2 days are missing"):
        check(backwards)


def test_a_conflict_out_of_reach_of_the_origin_is_found() -> None:
    apart = make_network(3, [(1, 2, -1.0), (2, 1, -1.0)])
    with pytest.raises(Inconsistent) as error:
        bounds(apart)
    assert sorted(error.value.arcs) == [0, 1]
    assert error.value.gap == 2


def test_a_long_chain_is_closed_exactly() -> None:
    length = 5000
    nodes = np.random.default_rng(7).permutation(np.arange(1, length))
    chain = [0, *nodes.tolist()]
    arcs = [(a, b, 1.0) for a, b in pairwise(chain)]
    latest = bounds(make_network(length, arcs))[1]
    assert latest[chain].tolist() == list(range(length))
    with pytest.raises(Inconsistent):
        check(make_network(length, [*arcs, (chain[-1], 0, -float(length))]))


def dated_by_many(count: int) -> tuple[Network, np.ndarray]:
    """Make one event that each of so many claims puts on a day of its own."""
    arcs = [arc for day in range(count) for arc in ((0, 1, float(day)), (1, 0, -float(day)))]
    return make_network(2, arcs), np.repeat(np.arange(count), 2)


def test_a_limit_keeps_the_widest() -> None:
    found, complete = smallest_conflicts(*dated_by_many(40), limit=6)
    assert [conflict.gap for conflict in found] == [39, 38, 38, 37, 37, 37]
    assert not complete


def test_all_come_the_widest_first() -> None:
    found, complete = smallest_conflicts(*dated_by_many(12))
    gaps = [conflict.gap for conflict in found]
    assert (len(gaps), gaps, complete) == (66, sorted(gaps, reverse=True), True)


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.timeline.smallest_conflicts.WORK", 20)
    found, complete = smallest_conflicts(*dated_by_many(12))
    assert 0 < len(found) < 20
    assert not complete
