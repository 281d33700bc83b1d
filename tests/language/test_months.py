"""Month arithmetic."""

from __future__ import annotations

import os
import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.answers import to_date, to_day
from analysis.language.months import add_months, days_in_months, months_between

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(to_day)
MONTHS = st.integers(-2400, 2400)


def after(day: str, months: int) -> date | None:
    return to_date(float(add_months(np.array(to_day(day)), np.array(months))))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2022-03-31", 1, "2022-04-30"),  # a month end, into a shorter month
        ("2022-01-31", 1, "2022-02-28"),
        ("2020-01-31", 1, "2020-02-29"),  # a leap year
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-02-29", 48, "2024-02-29"),
        ("2021-12-31", 2, "2022-02-28"),  # over the year's end
        ("2022-03-31", -1, "2022-02-28"),
        ("2022-03-31", -18, "2020-09-30"),
        ("1970-01-01", -1, "1969-12-01"),  # before the origin
        ("2022-03-31", 0, "2022-03-31"),
    ],
)
def test_the_same_day_of_another_month(day: str, months: int, expected: str) -> None:
    assert after(day, months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-04-28", "2022-03-31", 23 + 3 / 31),
        ("2020-04-28", "2022-03-28", 23),
        ("2021-11-16", "2022-03-31", 4 + 15 / 31),
        ("2022-01-31", "2022-02-28", 1),  # the last day of a shorter month is a month later
        ("2022-01-31", "2022-03-01", 1 + 1 / 31),
        ("2020-02-29", "2021-02-28", 12),
        ("2020-02-28", "2020-02-29", 1 / 29),  # of the 29 days to 28 March, in a leap year
        ("2021-02-28", "2021-03-01", 1 / 28),
        ("2022-03-31", "2022-03-31", 0),
        ("2022-03-31", "2020-04-28", -(23 + 3 / 31)),
    ],
)
def test_calendar_months_and_a_fraction(start: str, end: str, months: float) -> None:
    found = months_between(np.array(to_day(start)), np.array(to_day(end)))
    assert float(found) == pytest.approx(months, abs=1e-12)


def test_an_open_end_leaves_the_length_open() -> None:
    start, end = np.array([-np.inf, 0.0, 0.0]), np.array([0.0, np.inf, -np.inf])
    assert months_between(start, end).tolist() == [np.inf, np.inf, -np.inf]
    assert days_in_months(-np.inf, np.inf) == (-np.inf, np.inf)


@given(DAYS, MONTHS)
def test_whole_months_are_measured_as_such(day: float, months: int) -> None:
    moved = add_months(np.array(day), np.array(months))
    if months >= 0:
        assert float(months_between(np.array(day), moved)) == months
    fewest, most = days_in_months(months, months)
    if months >= 0:
        assert fewest <= moved - day <= most


@given(DAYS, DAYS, DAYS)
def test_longer_is_never_shorter(a: float, b: float, c: float) -> None:
    a, b, c = sorted([a, b, c])
    days = np.array([a, b, c])
    assert months_between(days[0], days[1]) <= months_between(days[0], days[2])
    assert months_between(days[1], days[2]) <= months_between(days[0], days[2])


@given(DAYS, DAYS)
def test_the_range_of_days_is_never_narrower_than_the_months(a: float, b: float) -> None:
    months = float(months_between(np.array(a), np.array(b)))
    fewest, most = days_in_months(months, months)
    assert fewest <= b - a <= most
    assert days_in_months(-months, -months) == (-most, -fewest)


@settings(max_examples=30)
@given(st.integers(0, 600))
def test_the_range_of_whole_months_is_reached(months: int) -> None:
    fewest, most = days_in_months(months, months)
    starts = np.arange(to_day("2000-01-01"), to_day("2008-12-31"))
    spans = add_months(starts, np.array(months)) - starts
    assert fewest <= spans.min()
    assert spans.max() <= most
    assert fewest >= 28 * months
    assert most <= 31 * months


def test_a_day_is_the_same_in_every_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    try:
        for zone in ("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago", "Europe/Paris"):
            monkeypatch.setitem(os.environ, "TZ", zone)
            time.tzset()
            days = np.array([to_day("2022-03-31"), to_day("2021-03-28")])  # a change of clocks
            found.add(
                (*days.tolist(), after("2022-03-31", -18), float(months_between(*days[::-1])))
            )
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(found) == 1
    assert found.pop()[:3] == (19082.0, 18714.0, date(2020, 9, 30))
