"""Concentration against published results; its bounds against every split, by brute force."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

from analysis.dependency import concentration
from analysis.dependency.concentration import (
    effective_customers,
    hhi,
    hhi_bounds,
    hhi_normalized,
    top_share,
)

PUBLISHED = json.loads((ROOT / "tests" / "data" / "concentration.json").read_text("utf-8"))
amounts = st.lists(st.integers(1, 10_000), min_size=1, max_size=12)


@pytest.mark.parametrize("vector", PUBLISHED, ids=lambda vector: vector["id"])
def test_published_results_are_met(vector: dict[str, Any]) -> None:
    found = getattr(concentration, vector["function"])(vector["amounts"])
    assert round(found, vector["places"]) == vector["published"]


def test_a_published_result_that_is_wrong() -> None:
    # studyx.ai/homework/108832537 prints 1293 for these shares. The squares add up to 1292.
    shares = [18, 12, 3, 9, 10, 19, 6, 4, 14, 5]
    assert sum(s * s for s in shares) == 1292
    assert hhi([*shares]) * sum(shares) ** 2 == pytest.approx(1292)


def test_a_single_customer_is_as_concentrated_as_can_be() -> None:
    assert (top_share([7]), hhi([7]), hhi_normalized([7]), effective_customers([7])) == (1, 1, 1, 1)
    assert hhi_bounds([1.0]) == hhi_bounds([1.0], top_known=True) == (1, 1)


@given(amounts)
def test_indices_keep_their_ranges(sales: list[int]) -> None:
    n, index = len(sales), hhi(sales)
    assert 1 / n - 1e-12 <= index <= top_share(sales) + 1e-12
    assert -1e-9 <= hhi_normalized(sales) <= 1 + 1e-12
    assert effective_customers(sales) == pytest.approx(1 / index)


@given(amounts, st.permutations(range(12)))
def test_order_scale_and_absent_customers_do_not_matter(sales: list[int], order: list[int]) -> None:
    shuffled = [sales[i] * 1e180 for i in order if i < len(sales)]
    assert hhi([*shuffled, 0, np.nan]) == pytest.approx(hhi(sales))
    assert hhi_normalized([*shuffled, 0, np.nan]) == pytest.approx(hhi_normalized(sales))


def test_a_normalized_index_is_a_share_of_its_range() -> None:
    """By hand: three quarters and a quarter give 10/16, of a range from 1/2 to 1."""
    assert hhi_normalized([3, 1]) == pytest.approx(0.25)
    assert hhi_normalized([2, 1, 1]) == pytest.approx((3 / 8 - 1 / 3) / (2 / 3))


def test_equal_customers_give_zero_once_normalized() -> None:
    assert hhi_normalized([3, 3, 3]) == pytest.approx(0)
    assert effective_customers([3, 3, 3]) == pytest.approx(3)


@pytest.mark.parametrize("index", [top_share, hhi, hhi_normalized, effective_customers])
def test_many_suppliers_at_once_are_the_same_as_one_by_one(index: Callable[..., Any]) -> None:
    sales = np.random.default_rng(3).integers(0, 50, size=(200, 6)) + np.eye(6)[0]
    assert index(sales) == pytest.approx([index(row) for row in sales])


@pytest.mark.parametrize(
    ("sales", "message"),
    [
        ([1, -1], "the supplier: an amount is negative or infinite"),
        ([1, np.inf], "negative or infinite"),
        ([[1, 2], [0, np.nan], [0, 0]], "supplier in row 1 and 1 more: no sales"),
        ([], "no sales"),
        (0.75, "a list of customers is wanted"),
    ],
)
def test_what_is_no_sale_is_refused(sales: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        hhi(sales)


@settings(max_examples=60)
@given(amounts, st.data())
def test_bounds_contain_the_true_index(sales: list[int], data: st.DataObject) -> None:
    shares = np.sort(np.array(sales) / sum(sales))[::-1]
    known = shares[data.draw(st.lists(st.booleans(), min_size=len(sales), max_size=len(sales)))]
    low, high = hhi_bounds(known)
    assert low - 1e-9 <= hhi(sales) <= high + 1e-9
    if len(known) and known[0] == shares[0]:
        capped = hhi_bounds(known, top_known=True)
        assert capped.low - 1e-9 <= hhi(sales) <= capped.high + 1e-9
        assert capped.low == low
        assert capped.high <= high + 1e-9


def splits(units: int, cap: int) -> list[list[int]]:
    """Give every way to split some units into customers of at most ``cap`` units."""
    found = [
        list(parts)
        for count in range(1, units + 1)
        for parts in combinations_with_replacement(range(1, cap + 1), count)
        if sum(parts) == units
    ]
    return found or [[]]


@pytest.mark.parametrize("known", [[6], [4, 3], [3, 2, 1], [2, 2], [5, 5], [10], [1], [9]])
@pytest.mark.parametrize("top_known", [False, True])
def test_bounds_equal_brute_force(known: list[int], top_known: bool) -> None:
    # shares in tenths; for the lower end the remainder is split further, into hundredths and so on
    rest = 10 - sum(known)
    low, high = hhi_bounds(np.array(known) / 10, top_known=top_known)
    tried = [hhi(known + split) for split in splits(rest, max(known) if top_known else 10)]
    assert max(tried) == pytest.approx(high)
    assert min(tried) >= low - 1e-12
    finest = hhi([*known, *[rest / 100_000] * 100_000])
    assert finest == pytest.approx(low, abs=1e-5)
    assert finest > low or rest == 0


def test_an_empty_remainder_leaves_nothing_open() -> None:
    low, high = hhi_bounds([0.6, 0.3, 0.1])
    assert low == high == pytest.approx(0.46)
    assert hhi_bounds([1 / 3, 1 / 3, 1 / 3], top_known=True).high == pytest.approx(1 / 3)


def test_nothing_known_bounds_nothing() -> None:
    assert hhi_bounds([]) == (0, 1)
    assert hhi_bounds([np.nan, 0]) == (0, 1)


@given(st.floats(0.01, 1), st.floats(0.01, 1))
def test_both_ends_grow_with_the_top_share(one: float, other: float) -> None:
    smaller, larger = (hhi_bounds([s], top_known=True) for s in sorted((one, other)))
    assert smaller.low <= larger.low + 1e-12
    assert smaller.high <= larger.high + 1e-12


@pytest.mark.parametrize(
    ("shares", "options", "message"),
    [
        ([0.6, 0.5], {}, "add up to 1.1, more than 1"),
        ([75], {}, "75 % is written 0.75"),
        ([[0.5, 0.5], [0.9, 0.2]], {}, "supplier in row 1: shares add up"),
        ([-0.1], {}, "-0.1 is no share"),
        ([np.nan], {"top_known": True}, "no customer is known"),
    ],
)
def test_impossible_shares_are_refused(
    shares: list[float], options: dict[str, bool], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        hhi_bounds(shares, **options)


def test_bounds_of_many_suppliers_are_the_same_as_one_by_one() -> None:
    shares = np.random.default_rng(5).dirichlet(np.ones(6), 200)[:, :3]
    for top_known in (False, True):
        many = np.array(hhi_bounds(shares, top_known=top_known)).T
        assert many == pytest.approx(
            np.array([hhi_bounds(row, top_known=top_known) for row in shares])
        )


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([0.334, 0.334, 0.333], 0.3340),
        ([0.251, 0.25, 0.25, 0.25], 0.2505),
        ([0.34, 0.34, 0.33], 0.3401),
        ([0.76, 0.25], 0.6401),
        ([0.167, 0.167, 0.167, 0.167, 0.167, 0.167], 0.1673),
        ([0.5, 0.501], 0.5010),
    ],
)
def test_rounded_shares_may_add_up_to_a_little_more(shares: list[float], expected: float) -> None:
    low, high = hhi_bounds(shares)
    assert low == high
    assert round(float(low), 4) == expected


@pytest.mark.parametrize(
    "shares", [[0.334, 0.334, 0.343], [0.6, 0.5], [0.5004, 0.5004], [0.76, 0.26], [0.5, 0.502]]
)
def test_more_than_rounding_explains_is_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="more than rounding explains"):
        hhi_bounds(shares)


@pytest.mark.parametrize("shares", [[75], [0.6, 40], [33, 33, 33], [1.5], [[0.5], [50]]])
def test_a_percentage_is_refused_with_what_was_meant(shares: list[float]) -> None:
    with pytest.raises(
        ValueError, match=r"is no share; accepted: a share from 0 to 1 \(.* written"
    ):
        hhi_bounds(shares)
