"""Intervals and answers in words: for tables, figures and messages."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.answers import Tolerances, parse_dates, parse_numbers, to_date

# Not strftime("%B"): month names must not depend on the locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_EXACT = Tolerances(number=0, number_about=0, day=0, month=0, year=0)


def say_day(day: float) -> str:
    """Say a day in words.

    >>> say_day(0.0)
    '1 January 1970'
    """
    when = to_date(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}" if when else "no day"


def say_days(low: float, high: float) -> str:
    """Say an interval of days in words, as short as is exact.

    >>> from analysis.answers import to_day
    >>> say_days(to_day("2021-07-01"), to_day("2021-07-31"))
    'July 2021'
    >>> say_days(to_day("2022-02-25"), float("inf"))
    'from 25 February 2022 on'
    """
    first, last = to_date(low), to_date(high)
    if first is None:
        return "any day" if last is None else f"until {say_day(high)}"
    if last is None:
        return f"from {say_day(low)} on"
    if first == last:
        return say_day(low)
    whole_months = first.day == (last + timedelta(days=1)).day == 1
    if whole_months and first.year == last.year and (first.month, last.month) == (1, 12):
        return f"{first.year}"
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{say_day(low)} to {say_day(high)}"


def say_number(value: float, unit: str) -> str:
    """Say a number with its unit.

    >>> say_number(0.75, "share"), say_number(463_900_000, "EUR/year"), say_number(23, "months")
    ('75 %', 'EUR 463.9m a year', '23 months')
    """
    if unit == "share":
        return f"{_short(100 * value)} %"
    money, _, per = unit.partition("/")
    if len(money) == 3 and money.isupper():
        scale, suffix = (1e9, "bn") if abs(value) >= 1e9 else (1e6, "m")
        amount = f"{_short(value / scale)}{suffix}" if abs(value) >= 1e5 else _short(value)
        return f"{money} {amount}" + (f" a {per}" if per else "")
    return f"{_short(value)} {unit}".strip()


def say_numbers(low: float, high: float, unit: str) -> str:
    """Say an interval of numbers with their unit.

    >>> say_numbers(0.5, 0.75, "share"), say_numbers(1000, float("inf"), "persons")
    ('50 % to 75 %', 'at least 1,000 persons')
    """
    if low == high:
        return say_number(low, unit)
    if np.isinf(low):
        return "any number" if np.isinf(high) else f"at most {say_number(high, unit)}"
    if np.isinf(high):
        return f"at least {say_number(low, unit)}"
    return f"{say_number(low, unit)} to {say_number(high, unit)}"


@lru_cache(maxsize=10_000)  # sources repeat one another
def say_answer(answer: str, kind: str, unit: str = "") -> str:
    """Say an answer as its source gave it, without the tolerance.

    >>> say_answer("0.8~", "quantity", "share"), say_answer("2021-07", "date")
    ('about 80 %', 'July 2021')
    """
    if kind == "yes-no":
        return answer
    about = "about " if "~" in answer else ""
    parse = parse_dates if kind == "date" else parse_numbers
    low, high = parse(pd.Series([answer.replace("~", "")]), _EXACT).to_numpy()[0]
    return about + (say_days(low, high) if kind == "date" else say_numbers(low, high, unit))


def _short(value: float) -> str:
    """Write a number with thousands separated and no more digits than it needs."""
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
