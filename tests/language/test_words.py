"""Intervals and answers in words."""

from __future__ import annotations

import locale

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.answers import to_day
from analysis.language.words import (
    say_answer,
    say_day,
    say_days,
    say_months,
    say_number,
    say_numbers,
    short_month,
)

INF = np.inf


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-07-23", "2021-07-23", "23 July 2021"),
        ("2021-07-01", "2021-07-31", "July 2021"),
        ("2024-02-01", "2024-02-28", "1 to 28 February 2024"),
        ("2022-03-27", "2022-03-28", "27 to 28 March 2022"),
        ("2023-05-29", "2023-08-01", "29 May to 1 August 2023"),
        ("2022-12-28", "2023-01-02", "28 December 2022 to 2 January 2023"),
        ("2022-03-27", "2023-03-28", "27 March 2022 to 28 March 2023"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("2018-01-01", "2019-12-31", "2018 to 2019"),
        ("2021-01-01", "2021-03-31", "January to March 2021"),
        ("2022-12-01", "2023-01-31", "December 2022 to January 2023"),
        ("2022-03-01", "2023-03-31", "March 2022 to March 2023"),
    ],
)
def test_days(first: str, last: str, words: str) -> None:
    assert say_days(to_day(first), to_day(last)) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2022-03-27", "2022-03-28", "du 27 au 28 mars 2022"),
        ("2015-04-01", "2015-04-10", "du 1er au 10 avril 2015"),
        ("2023-05-29", "2023-08-01", "du 29 mai au 1er août 2023"),
        ("2022-12-28", "2023-01-02", "du 28 décembre 2022 au 2 janvier 2023"),
        ("2018-01-01", "2019-12-31", "de 2018 à 2019"),
        ("2021-01-01", "2021-03-31", "de janvier à mars 2021"),
        ("2021-08-01", "2021-10-31", "d’août à octobre 2021"),
        ("2022-12-01", "2023-01-31", "de décembre 2022 à janvier 2023"),
    ],
)
def test_days_in_french(first: str, last: str, words: str) -> None:
    assert say_days(to_day(first), to_day(last), "fr") == words


@given(low=st.integers(0, 30_000), length=st.integers(0, 900))
def test_days_that_differ_are_said_differently(low: int, length: int) -> None:
    near = [(low, low + length), (low + 1, low + length + 1), (low, low + length + 1)]
    for lang in ("en", "fr"):
        said = {say_days(float(first), float(last), lang) for first, last in near}
        assert len(said) == len(near)
        assert not any("{" in one for one in said)


def test_open_days() -> None:
    day = to_day("2022-02-25")
    assert say_days(day, INF) == "25 February 2022 or later"
    assert say_days(-INF, day) == "25 February 2022 or earlier"
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


def test_months_cut_short_are_those_of_print() -> None:
    english = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    french = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
    assert [short_month(month) for month in range(1, 13)] == english.split()
    assert [short_month(month, "fr") for month in range(1, 13)] == french.split()


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
        ("500~/550~", "quantity", "persons", "about 500 persons to 550 persons"),
        ("500~/550", "quantity", "persons", "about 500 persons to 550 persons"),
        ("500/550~", "quantity", "persons", "500 persons to about 550 persons"),
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
