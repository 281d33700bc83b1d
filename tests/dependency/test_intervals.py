"""Arithmetic of intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dependency.intervals import Interval

ENDS = st.floats(0, 100)
INTERVALS = st.tuples(ENDS, ENDS).map(lambda ends: Interval(min(ends), max(ends)))
RANKS = st.floats(0, 1)


@given(INTERVALS, INTERVALS, RANKS, RANKS)
def test_results_hold_every_result_of_members(
    one: Interval, two: Interval, first: float, second: float
) -> None:
    a = one.low + first * (one.high - one.low)
    b = two.low + second * (two.high - two.low)
    product = one.times(two)
    assert product.low - 1e-9 <= a * b <= product.high + 1e-9
    if b > 1e-6:
        ratio = one.over(two)
        assert ratio.low * (1 - 1e-9) <= a / b <= ratio.high * (1 + 1e-9)


def test_zero_and_unbounded_ends() -> None:
    assert Interval(0, 0).times(Interval(1, np.inf)) == (0, 0)
    assert Interval(1, 2).over(Interval(0, 4)) == (0.25, np.inf)
    assert Interval(1, 2).over(Interval(0, 0)) == (np.inf, np.inf)
    assert Interval(0, 2).over(Interval(0, 0)) == (0, np.inf)


@given(INTERVALS, INTERVALS, INTERVALS)
def test_what_all_share_is_in_each(one: Interval, two: Interval, three: Interval) -> None:
    both = one.meet(two, three)
    assert both.empty() == (max(one.low, two.low, three.low) > min(one.high, two.high, three.high))
    if not both.empty():
        assert all(i.low <= both.low <= both.high <= i.high for i in (one, two, three))


def test_a_shared_point_is_enough() -> None:
    assert Interval(0, 1).meet(Interval(1, 2)) == pytest.approx((1, 1))
    assert Interval(0, 1).meet(Interval(1.1, 2)).empty()
