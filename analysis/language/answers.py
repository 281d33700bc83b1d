"""The answer grammar: what a source said, read as a closed interval on the number line.

Numbers and dates become the same thing, a pair ``low <= high`` of floats. A date is counted in days
since 1 January 1970, without any clock or time zone, so that a day never moves. An open end is
``inf``: nothing is invented. Stated tolerances widen an interval; nothing narrows it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from math import inf, isinf, nan

import numpy as np
import pandas as pd

NUMBER_FORMS = (
    "0.75, or 0.75~ if approximate, a range 1300/1500 (1300~/1500~ if both ends are approximate), "
    "or an open one 1000/.. or ../500"
)
DATE_FORMS = (
    "2021-07-23, 2021-07 or 2021 (years 1000 to 2999), ~ after it if approximate (2021-07~), "
    "a range 2021-07/2022 (each end with its own ~), or an open one 2021-07/.. or ../2022"
)
YES_NO = ("yes", "no", "partly")

Day = float | date | np.datetime64  # as the library reckons, or as a table's cell has it


class Kind(StrEnum):
    """What a question asks for; its answers are written, compared and shown accordingly."""

    YES_NO = "yes-no"
    QUANTITY = "quantity"
    DATE = "date"
    DURATION = "duration"


_EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"\A(?P<value>-?[0-9]{1,18}(?:\.[0-9]+)?)(?P<about>~?)\Z")
_DATE = re.compile(
    r"\A(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<about>~?)\Z"
)
_YEARS = 1000, 2999
FIRST_DAY, LAST_DAY = ((date(*ends) - _EPOCH).days for ends in ((1000, 1, 1), (2999, 12, 31)))


@dataclass(frozen=True)
class Tolerances:
    """How far words are widened: shares of a number, days of a date marked ``~``."""

    number: float = 0.025
    number_about: float = 0.10
    day: int = 7
    month: int = 31
    year: int = 366


EXACT = Tolerances(number=0, number_about=0, day=0, month=0, year=0)


class AnswerError(ValueError):
    """Answers outside the grammar; ``bad`` holds them under their own index."""

    def __init__(self, bad: pd.Series[str], accepted: str) -> None:
        self.bad, self.accepted = bad, accepted
        found = ", ".join(repr(text) for text in bad.unique()[:5])
        super().__init__(f"not an answer: {found}; accepted: {accepted}")


def parse_numbers(
    answers: pd.Series[str] | Sequence[str], tolerances: Tolerances | None = None
) -> pd.DataFrame:
    """Read numbers and ranges of numbers as intervals.

    A stated number is widened by 2.5 % for rounding, one marked ``~`` by 10 %. A mark is about the
    end at which it stands, as in dates: "around 500 to 550" is ``500~/550~``.

    Parameters
    ----------
    answers : Series or sequence of str
        For example ``0.75``, ``0.8~``, ``1300/1500``, ``1000/..``, ``../500``.
    tolerances : Tolerances, optional
        Shares by which numbers are widened.

    Returns
    -------
    DataFrame
        One row per answer, with the index of ``answers``:

        - ``low``, ``high``: float, in the unit of the answers.

    Raises
    ------
    AnswerError
        If an answer is outside the grammar or its ends are reversed.

    Examples
    --------
    >>> parse_numbers(["0.8~", "1000/..", "300/500"])
          low    high
    0    0.72    0.88
    1  975.00     inf
    2  292.50  512.50
    """
    return _parse(answers, read_number, tolerances, NUMBER_FORMS)


def parse_dates(
    answers: pd.Series[str] | Sequence[str], tolerances: Tolerances | None = None
) -> pd.DataFrame:
    """Read dates in EDTF notation as sets of days.

    ``2021-07`` is the 31 days of July. ``~`` widens a day by 7 days, a month by 31, a year by 366,
    on the end of the interval that it marks. An end ``..`` is unbounded.

    Parameters
    ----------
    answers : Series or sequence of str
        For example ``2021-11-16``, ``2021-07``, ``2018``, ``2022-03~``, ``2021-06-21/2021-09-22``.
    tolerances : Tolerances, optional
        Days by which dates marked ``~`` are widened.

    Returns
    -------
    DataFrame
        One row per answer, with the index of ``answers``:

        - ``low``, ``high``: float, days since 1970-01-01; `to_date` turns one of them into a date.

        Checked against the package edtf.

    Raises
    ------
    AnswerError
        If an answer is outside the grammar, is no day of the calendar or ends before it starts.

    References
    ----------
    Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019, levels 0 and 1 in
    part: https://www.loc.gov/standards/datetime/

    Examples
    --------
    >>> days = parse_dates(["2021-07", "2022-02-25/.."])
    >>> [(to_date(low), to_date(high)) for low, high in days.to_numpy()][0]
    (datetime.date(2021, 7, 1), datetime.date(2021, 7, 31))
    >>> float(days.loc[1, "high"])
    inf
    """
    return _parse(answers, read_date, tolerances, DATE_FORMS)


@lru_cache(maxsize=100_000)
def read_number(text: str, tolerances: Tolerances = EXACT) -> tuple[float, float]:
    """Read one number or range as an interval; see `parse_numbers`.

    >>> read_number("300/500"), read_number("1000/..")
    ((300.0, 500.0), (1000.0, inf))
    """
    first, is_range, last = text.partition("/")
    low, about_low = _number(first, -inf if is_range else nan)
    high, about_high = _number(last if is_range else first, inf)
    _check_ends(text, low, high, NUMBER_FORMS)
    shares = tolerances.number, tolerances.number_about
    return low - _part(low, shares[about_low]), high + _part(high, shares[about_high])


@lru_cache(maxsize=100_000)
def read_date(text: str, tolerances: Tolerances = EXACT) -> tuple[float, float]:
    """Read one EDTF date or range as the first and last day of it; see `parse_dates`.

    >>> read_date("1970-01"), read_date("1970-01-02/..")
    ((0.0, 30.0), (1.0, inf))
    """
    first, is_range, last = text.partition("/")
    low, _, low_margin = _days(first, -inf if is_range else nan, tolerances)
    _, high, high_margin = _days(last if is_range else first, inf, tolerances)
    _check_ends(text, low, high, DATE_FORMS)
    return low - low_margin, high + high_margin


def to_date(day: Day) -> date | None:
    """Turn days since 1970-01-01, or a cell of a table, into a date; an open end has none.

    >>> to_date(0.0), to_date(pd.Timestamp("1970-01-02")), to_date(pd.NaT), to_date(inf)
    (datetime.date(1970, 1, 1), datetime.date(1970, 1, 2), None, None)
    """
    cell = pd.Timestamp(day) if isinstance(day, np.datetime64) else day
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day) if cell == cell else None  # unlike NaT
    return date_of(cell) if np.isfinite(cell) else None


def date_of(day: float) -> date:
    """Turn days since 1970-01-01 into a date; raise on an unbounded end, which has none.

    >>> date_of(1.0)
    datetime.date(1970, 1, 2)
    """
    if not np.isfinite(day):
        raise ValueError("an open end has no date; accepted: days since 1970-01-01")
    return _EPOCH + timedelta(days=int(day))


def to_day(when: str | date) -> float:
    """Turn a date, a cell of a table or an ISO form into days since 1970-01-01.

    >>> to_day("1970-01-02"), to_day(pd.Timestamp("1970-01-02"))
    (1.0, 1.0)
    """
    try:
        found = date.fromisoformat(when) if isinstance(when, str) else to_date(when)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"no day {when!r}; accepted: a day such as 2022-03-21")
    return float((found - _EPOCH).days)


def as_day(when: str | date) -> float:
    """Turn what people use for a day into days since 1970-01-01.

    Parameters
    ----------
    when : str or date
        A day such as ``"2022-03-21"``; a month or a year, whose last day counts; a ``date``; a
        ``datetime`` or a pandas ``Timestamp``, whose time of day is ignored.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> as_day("1970-01") == as_day("1970-01-31") == as_day(date(1970, 1, 31)) == 30.0
    True
    """
    if isinstance(when, date) and when == when:  # NaT, a datetime too, equals nothing
        return to_day(date(when.year, when.month, when.day))
    found = _DATE.match(when) if isinstance(when, str) else None
    if found and not found["about"]:
        with suppress(ValueError):  # of a day that is in no calendar
            return to_day(_last_day(int(found["year"]), int(found["month"] or 12), found["day"]))
    raise ValueError(f"no day {when!r}; accepted: 2022-03-21, or 2022-03 or 2022 for its last day")


def _parse(
    answers: pd.Series[str] | Sequence[str],
    read: Callable[[str, Tolerances], tuple[float, float]],
    tolerances: Tolerances | None,
    accepted: str,
) -> pd.DataFrame:
    """Read a column of answers, each different text once; raise on all bad ones together."""
    answers = pd.Series(answers, dtype="str")
    texts = answers.tolist()
    known: dict[str, tuple[float, float]] = {}
    for text in dict.fromkeys(texts):
        with suppress(AnswerError):
            known[text] = read(str(text), tolerances or Tolerances())
    if not known.keys() >= set(texts):
        raise AnswerError(answers[~answers.isin(known)], accepted)
    ends = np.array([known[text] for text in texts], dtype=float).reshape(-1, 2)
    return pd.DataFrame({"low": ends[:, 0], "high": ends[:, 1]}, index=answers.index)


def _check_ends(text: str, low: float, high: float, accepted: str) -> None:
    """Raise if an end was not read (NaN), both are open or they are reversed."""
    if not low <= high or (isinf(low) and isinf(high)):
        raise AnswerError(pd.Series([text]), accepted)


def _number(text: str, if_open: float) -> tuple[float, bool]:
    """Read one end of a range of numbers (NaN if it is none), and whether it is marked ``~``."""
    if text == "..":
        return if_open, False
    found = _NUMBER.match(text)
    return (float(found["value"]), found["about"] == "~") if found else (nan, False)


def _part(number: float, share: float) -> float:
    """Return a share of a number's size; an open end has none."""
    return 0.0 if isinf(number) else abs(number) * share


def _days(text: str, if_open: float, tolerances: Tolerances) -> tuple[float, float, int]:
    """First and last day of a day, month or year (NaN if in no calendar), and its margin."""
    if text == "..":
        return if_open, if_open, 0
    found = _DATE.match(text)
    if not found or not _YEARS[0] <= int(found["year"]) <= _YEARS[1]:
        return nan, nan, 0
    year, month, day = found.group("year", "month", "day")
    unit = tolerances.day if day else tolerances.month if month else tolerances.year
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last = _last_day(int(year), int(month or 12), day)
    except ValueError:
        return nan, nan, 0
    return to_day(first), to_day(last), unit if found["about"] else 0


def _last_day(year: int, month: int, day: str | None) -> date:
    """Return a day, or the last one of a month."""
    return date(year, month, int(day) if day else monthrange(year, month)[1])
