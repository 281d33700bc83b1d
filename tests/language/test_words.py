"""Intervals and answers in words."""

from __future__ import annotations

import locale
from calendar import monthrange
from datetime import date

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis.strategies import dates

from analysis.language.answers import to_day
from analysis.language.words import (
    MONTHS,
    say_answer,
    say_day,
    say_days,
    say_months,
    say_number,
    say_numbers,
)

INF = np.inf


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-07-23", "2021-07-23", "23 July 2021"),
        ("2021-07-01", "2021-07-31", "July 2021"),
        ("2024-02-01", "2024-02-28", "1 to 28 February 2024"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("1960-01-01", "1969-12-31", "1960 to 1969"),
        ("2000-07-01", "2000-12-31", "July to December 2000"),
        ("2000-07-01", "2001-03-31", "July 2000 to March 2001"),
        ("2000-01-01", "2001-03-31", "January 2000 to March 2001"),
        ("2021-03-27", "2021-03-28", "27 to 28 March 2021"),
        ("2021-03-27", "2021-04-02", "27 March to 2 April 2021"),
        ("2021-12-27", "2022-01-02", "27 December 2021 to 2 January 2022"),
        ("2021-03-27", "2022-03-28", "27 March 2021 to 28 March 2022"),
    ],
)
def test_days(first: str, last: str, words: str) -> None:
    assert say_days(to_day(first), to_day(last)) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("1960-01-01", "1969-12-31", "1960 à 1969"),
        ("2000-07-01", "2000-12-31", "juillet à décembre 2000"),
        ("2015-04-01", "2015-04-10", "du 1er au 10 avril 2015"),
        ("2021-03-27", "2021-04-02", "du 27 mars au 2 avril 2021"),
    ],
)
def test_days_in_french(first: str, last: str, words: str) -> None:
    assert say_days(to_day(first), to_day(last), "fr") == words


DAYS = dates(date(1900, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS)
@example(date(2000, 1, 1), date(2001, 12, 31))
@example(date(2000, 2, 1), date(2000, 2, 29))
def test_what_both_ends_share_is_not_lost(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert read_back(say_days(to_day(first), to_day(last))) == (first, last)


def read_back(said: str) -> tuple[date, date]:
    """Read two days out of the words for them."""
    start, _, end = said.partition(" to ")
    words, last = start.split(), (end or start).split()
    return bounds_of([*words, *last[len(words) :]])[0], bounds_of(last)[1]


def bounds_of(words: list[str]) -> tuple[date, date]:
    """Return the first and last day of a year, a month or a day in words."""
    year = int(words[-1])
    month = MONTHS.index(words[-2]) + 1 if len(words) > 1 else 0
    if len(words) == 3:
        return (date(year, month, int(words[0])),) * 2
    return date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])


def test_open_days() -> None:
    day = to_day("2022-02-25")
    assert say_days(day, INF) == "from 25 February 2022 on"
    assert say_days(-INF, day) == "until 25 February 2022"
    assert say_days(-INF, INF) == "any day"
    assert say_day(INF) == "no day"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.75, "share", "75 %"),
        (0.4875, "share", "48.75 %"),
        (0.667, "share", "66.7 %"),
        (-0.2, "share", "-20 %"),
        (463_900_000, "EUR/year", "EUR 463.9m a year"),
        (2_400_000_000, "EUR/year", "EUR 2.4bn a year"),
        (2, "EUR", "EUR 2"),
        (99_999, "EUR", "EUR 99,999"),
        (3800, "persons", "3,800 persons"),
        (23, "months", "23 months"),
        (1, "", "1"),
    ],
)
def test_numbers(value: float, unit: str, words: str) -> None:
    assert say_number(value, unit) == words


def test_nought_has_no_sign() -> None:
    assert say_months(-0.03, -0.03) == "0.0 months"
    assert say_months(-0.04, 0.04) == "0.0 months"
    assert say_months(-0.04, 0.04, "fr") == "0,0\u00a0mois"
    assert say_months(-0.04, 2) == "0.0 to 2.0 months"
    assert say_number(-0.0, "share") == "0 %"
    assert say_number(-0.0, "share", "fr") == "0\u00a0%"
    assert say_number(-0.0, "EUR") == "EUR 0"
    assert say_number(-0.0, "months") == "0 months"
    assert say_numbers(-0.0, INF, "persons") == "at least 0 persons"
    assert say_number(-0.2, "share") == "-20 %"
    assert say_months(-0.06, -0.06) == "-0.1 months"


def test_ranges_of_numbers() -> None:
    assert say_numbers(2, 2, "lots") == "2 lots"
    assert say_numbers(-INF, 500, "persons") == "at most 500 persons"
    assert say_numbers(-INF, INF, "persons") == "any number"


@pytest.mark.parametrize(
    ("answer", "kind", "unit", "words"),
    [
        ("partly", "yes-no", "", "partly"),
        ("1300/1500", "quantity", "persons", "1,300 persons to 1,500 persons"),
        ("500/550~", "quantity", "persons", "about 500 persons to 550 persons"),
        ("1000/..", "quantity", "persons", "at least 1,000 persons"),
        ("2022-03~", "date", "", "about March 2022"),
        ("23", "duration", "months", "23 months"),
    ],
)
def test_answers_are_said_as_given(answer: str, kind: str, unit: str, words: str) -> None:
    assert say_answer(answer, kind, unit) == words


def test_words_do_not_depend_on_the_locale() -> None:
    for name in ("fr_FR.UTF-8", "de_DE.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        assert say_day(to_day("2021-08-01")) == "1 August 2021"
    locale.setlocale(locale.LC_ALL, "C")


def test_a_length_may_be_open() -> None:
    assert say_months(-INF, 1.04) == "at most 1 month"
    assert say_months(6, INF) == "at least 6 months"
    assert say_months(6, INF, "fr") == "au moins 6 mois"
