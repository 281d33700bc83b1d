"""The answer grammar."""

from __future__ import annotations

import warnings
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.language.answers import (
    AnswerError,
    Tolerances,
    date_of,
    parse_dates,
    parse_numbers,
    to_date,
    to_day,
)

with warnings.catch_warnings():  # pyparsing's own deprecations, at import
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

EXACT = Tolerances(number=0, number_about=0, day=0, month=0, year=0)


def number(answer: str, tolerances: Tolerances | None = None) -> tuple[float, float]:
    low, high = parse_numbers(pd.Series([answer]), tolerances).to_numpy()[0]
    return float(low), float(high)


def days(answer: str, tolerances: Tolerances | None = None) -> tuple[Any, Any]:
    low, high = parse_dates(pd.Series([answer]), tolerances).to_numpy()[0]
    return to_date(low), to_date(high)


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        ("0.75", 0.75, 0.75),
        ("1300/1500", 1300, 1500),
        ("1000/..", 1000, np.inf),
        ("../500", -np.inf, 500),
        ("-0.5/-0.45", -0.5, -0.45),
        ("-0.5~", -0.5, -0.5),
        ("0", 0, 0),
    ],
)
def test_numbers_are_read_as_written(answer: str, low: float, high: float) -> None:
    assert number(answer, EXACT) == (low, high)


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        ("200", 195, 205),
        ("200~", 180, 220),
        ("-200", -205, -195),
        ("100/200", 97.5, 205),
        ("100~/200~", 90, 220),  # "around 100 to 200"
        ("100/200~", 97.5, 220),
        ("100~/200", 90, 205),
        ("200/..", 195, np.inf),
        ("0~", 0, 0),
    ],
)
def test_numbers_are_widened_by_the_declared_tolerance(
    answer: str, low: float, high: float
) -> None:
    assert number(answer) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("answer", "first", "last"),
    [
        ("2021-07-23", "2021-07-23", "2021-07-23"),
        ("2021-07", "2021-07-01", "2021-07-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("2021-06-21/2021-09-22", "2021-06-21", "2021-09-22"),
        ("2021-01/2021-03", "2021-01-01", "2021-03-31"),
        ("2022-02-25/..", "2022-02-25", None),
        ("../2022-02", None, "2022-02-28"),
        ("2021-11-22~", "2021-11-15", "2021-11-29"),
        ("2022-03~", "2022-01-29", "2022-05-01"),
        ("2020~", "2018-12-31", "2022-01-01"),
        ("2021-07/2021-09-01~", "2021-07-01", "2021-09-08"),
    ],
)
def test_dates_are_sets_of_days(answer: str, first: str, last: str | None) -> None:
    expected = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert days(answer) == expected


WRONG_FOR_BOTH = [
    *("", "..", "../..", "/", "2021/", "/2021", "2021/2022/2023", "about 5", "٢٠٢١", "2021/2020"),
    *("=1+1", "5 000", "1,5", "1e5", "0x10", "nan", "inf", "~5", "5~~", " 5", "5\n"),
]


@pytest.mark.parametrize("answer", [*WRONG_FOR_BOTH, "2021-02-01", "1/.5.", "--5", ".", "1."])
def test_other_numbers_are_refused(answer: str) -> None:
    with pytest.raises(AnswerError, match=r"accepted: 0\.75"):
        number(answer)


@pytest.mark.parametrize(
    "answer",
    [
        *WRONG_FOR_BOTH,
        *("2021-02-29", "2021-13", "2021-00", "2021-01-00", "21-01-01", "2021-1-1", "20211116"),
        *("0999", "3000", "2021-11-16/2021-11-15", "2021-11-16T00:00", "2021-XX", "2021?", "0.75"),
    ],
)
def test_other_dates_are_refused(answer: str) -> None:
    with pytest.raises(AnswerError, match="accepted: 2021-07-23"):
        days(answer)


def test_the_error_names_every_bad_answer_under_its_own_index() -> None:
    answers = pd.Series(["1", "x", "2", "y"], index=[10, 11, 12, 13])
    with pytest.raises(AnswerError, match="'x', 'y'") as caught:
        parse_numbers(answers)
    assert caught.value.bad.to_dict() == {11: "x", 13: "y"}


def test_an_empty_series_gives_an_empty_table() -> None:
    empty = pd.Series([], dtype="str")
    assert parse_dates(empty).shape == parse_numbers(empty).shape == (0, 2)


DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
YEAR, MONTH, DAY = 4, 7, 10  # characters of the ISO form
FORMS = st.sampled_from([YEAR, MONTH, DAY])
SINGLE = st.builds(lambda day, form: day.isoformat()[:form], DAYS, FORMS)


@given(SINGLE)
def test_single_dates_agree_with_edtf(text: str) -> None:
    theirs = parse_edtf(text)
    low, high = theirs.lower_strict(), theirs.upper_strict()
    assert days(text) == (date(*low[:3]), date(*high[:3]))


@given(SINGLE, SINGLE)
def test_closed_intervals_agree_with_edtf(start: str, end: str) -> None:
    start, end = sorted([start, end], key=lambda text: days(text))
    theirs = parse_edtf(f"{start}/{end}")
    low, high = theirs.lower_strict(), theirs.upper_strict()
    assert days(f"{start}/{end}") == (date(*low[:3]), date(*high[:3]))


def test_where_we_differ_from_edtf_we_invent_less() -> None:
    """Two differences are deliberate.

    edtf ends the open interval ``2018/`` ten years after its start; here an open end is unbounded.
    edtf widens ``2021-11-23~`` by more than a year on each side, by a multiplier made for years;
    here a day said to be approximate is widened by the declared seven days.
    """
    invented = parse_edtf("2018/").upper_strict()
    assert invented[0] == 2028
    assert days("2018/..") == (date(2018, 1, 1), None)
    theirs = parse_edtf("2021-11-23~")
    assert date(*theirs.lower_fuzzy()[:3]) < days("2021-11-23~")[0] == date(2021, 11, 16)
    assert date(*theirs.upper_fuzzy()[:3]) > days("2021-11-23~")[1] == date(2021, 11, 30)


@given(SINGLE, st.sampled_from(["", "~"]))
def test_nothing_is_narrower_than_the_words(text: str, mark: str) -> None:
    exact, read = days(text, EXACT), days(text + mark)
    assert read[0] <= exact[0] <= exact[1] <= read[1]


MARKS = st.sampled_from(["", "~"])


@given(st.tuples(SINGLE, SINGLE), st.tuples(MARKS, MARKS))
def test_each_end_of_a_range_of_dates_has_its_own_mark(
    ends: tuple[str, str], marks: tuple[str, str]
) -> None:
    first, last = sorted(ends, key=lambda end: days(end, EXACT))
    first, last = (f"{end}{mark}" for end, mark in zip((first, last), marks, strict=True))
    assume(days(first, EXACT)[0] <= days(last, EXACT)[1])
    assert days(f"{first}/{last}") == (days(first)[0], days(last)[1])


@given(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), st.tuples(MARKS, MARKS))
def test_each_end_of_a_range_of_numbers_has_its_own_mark(
    ends: tuple[int, int], marks: tuple[str, str]
) -> None:
    first, last = (f"{end}{mark}" for end, mark in zip(sorted(ends), marks, strict=True))
    assert number(f"{first}/{last}") == (number(first)[0], number(last)[1])


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_a_number_stands_within_its_own_interval(value: object) -> None:
    low, high = number(f"{value:f}")
    assert low <= float(str(value)) <= high


@given(DAYS)
def test_days_and_dates_are_the_same_thing(day: date) -> None:
    assert to_date(to_day(day)) == day
    assert to_day(day.isoformat()) == to_day(day)


def test_an_unbounded_end_has_no_date() -> None:
    for end in (np.inf, -np.inf, np.nan):
        with pytest.raises(ValueError, match="an open end has no date"):
            date_of(end)
    assert to_date(np.inf) is None
