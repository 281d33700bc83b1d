"""The units of the calendar follow one another without a gap."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.answers import to_day
from analysis.language.days import day_of, moved, span, unit_around

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(to_day)
UNITS = ("day", "week", "month", "quarter", "half-year", "year", "decade")


@pytest.mark.parametrize("unit", UNITS)
@given(DAYS, st.integers(-30, 30))
def test_a_unit_begins_the_day_after_the_one_before_it_ends(
    unit: str, day: float, shift: int
) -> None:
    low, high = unit_around(day, unit, shift)
    after, _ = unit_around(day, unit, shift + 1)
    assert low <= high == after - 1
    assert unit_around(low, unit, 0) == unit_around(high, unit, 0) == (low, high)
    first, last = unit_around(day, unit, 0)
    assert first <= day <= last


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("day", "2022-05-18", "2022-05-18"),
        ("week", "2022-05-16", "2022-05-22"),  # Monday to Sunday
        ("month", "2022-05-01", "2022-05-31"),
        ("quarter", "2022-04-01", "2022-06-30"),
        ("half-year", "2022-01-01", "2022-06-30"),
        ("year", "2022-01-01", "2022-12-31"),
        ("decade", "2020-01-01", "2029-12-31"),
    ],
)
def test_the_unit_of_a_day(unit: str, first: str, last: str) -> None:
    found = unit_around(to_day("2022-05-18"), unit, 0)
    assert found == (to_day(first), to_day(last))


def test_months_of_a_year() -> None:
    assert span(2022) == (to_day("2022-01-01"), to_day("2022-12-31"))
    assert span(2021, 11, 4) == (to_day("2021-11-01"), to_day("2022-02-28"))
    assert day_of(moved(to_day("2022-01-31"), 1)) == date(2022, 2, 28)
