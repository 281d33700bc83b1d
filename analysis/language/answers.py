"""The answer grammar: what a source said, read as a closed interval on the number line.

Numbers and dates become the same thing, a pair ``low <= high`` of floats. A date is counted in days
since 1 January 1970, without any clock or time zone, so that a day never moves. An open end is
``inf``: nothing is invented. Stated tolerances widen an interval; nothing narrows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

NUMBER_FORMS = "0.75, or 0.75~ if approximate, a range 1300/1500, or an open one 1000/.. or ../500"
DATE_FORMS = (
    "2021-07-23, 2021-07 or 2021 (years 1000 to 2999), ~ after it if approximate (2021-07~), "
    "a range 2021-07/2022, or an open one 2021-07/.. or ../2022"
)
YES_NO = ("yes", "no", "partly")

_EPOCH = date(1970, 1, 1)
_RANGE = r"\A(?P<first>[^/]*)(?P<slash>/?)(?P<last>.*)\Z"
_NUMBER = r"\A(?P<value>-?[0-9]{1,18}(?:\.[0-9]+)?)(?P<about>~?)\Z"
_DATE = r"\A(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<about>~?)\Z"
_YEARS = 1000, 2999


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


def parse_numbers(answers: pd.Series[str], tolerances: Tolerances | None = None) -> pd.DataFrame:
    """Read numbers and ranges of numbers as intervals.

    A stated number is widened by 2.5 % for rounding, one marked ``~`` by 10 %. A mark at the end of
    a range (``500/550~``) covers the whole range: "around 500 to 550".

    Parameters
    ----------
    answers : Series of str
        For example ``0.75``, ``0.8~``, ``1300/1500``, ``1000/..``, ``../500``.
    tolerances : Tolerances, optional
        Shares by which numbers are widened.

    Returns
    -------
    DataFrame
        Columns ``low`` and ``high`` (float, in the unit of the answers), index of ``answers``.

    Raises
    ------
    AnswerError
        If an answer is outside the grammar or its ends are reversed.

    Examples
    --------
    >>> import pandas as pd
    >>> parse_numbers(pd.Series(["0.8~", "1000/..", "300/500"]))
          low    high
    0    0.72    0.88
    1  975.00     inf
    2  292.50  512.50
    """
    tolerances = tolerances or Tolerances()
    first, last, is_range = _ends(answers)
    start, end = first.str.extract(_NUMBER), last.str.extract(_NUMBER)
    low, high = _floats(start["value"]), _floats(end["value"])
    good = _well_formed(first, last, np.isfinite(low), np.isfinite(high), is_range)
    about_end = (end["about"] == "~").to_numpy()
    about_start = (start["about"] == "~").to_numpy() | about_end
    stated, about = tolerances.number, tolerances.number_about
    low, high = np.where(first == "..", -np.inf, low), np.where(last == "..", np.inf, high)
    _refuse(answers, good & (low <= high), NUMBER_FORMS)
    low_margin = np.where(np.isinf(low), 0, np.abs(low)) * np.where(about_start, about, stated)
    high_margin = np.where(np.isinf(high), 0, np.abs(high)) * np.where(about_end, about, stated)
    return _bounds(answers, low - low_margin, high + high_margin)


def parse_dates(answers: pd.Series[str], tolerances: Tolerances | None = None) -> pd.DataFrame:
    """Read dates in EDTF notation as sets of days.

    ``2021-07`` is the 31 days of July. ``~`` widens a day by 7 days, a month by 31, a year by 366,
    on the end of the interval that it marks. An end ``..`` is unbounded.

    Parameters
    ----------
    answers : Series of str
        For example ``2021-11-16``, ``2021-07``, ``2018``, ``2022-03~``, ``2021-06-21/2021-09-22``.
    tolerances : Tolerances, optional
        Days by which dates marked ``~`` are widened.

    Returns
    -------
    DataFrame
        Columns ``low`` and ``high`` (float, days since 1970-01-01), index of ``answers``.
        `to_date` turns one of them into a date.

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
    >>> import pandas as pd
    >>> days = parse_dates(pd.Series(["2021-07", "2022-02-25/.."]))
    >>> [(to_date(low), to_date(high)) for low, high in days.to_numpy()][0]
    (datetime.date(2021, 7, 1), datetime.date(2021, 7, 31))
    >>> float(days.loc[1, "high"])
    inf
    """
    tolerances = tolerances or Tolerances()
    first, last, is_range = _ends(answers)
    low, _, low_margin = _days(first, tolerances)
    _, high, high_margin = _days(last, tolerances)
    good = _well_formed(first, last, np.isfinite(low), np.isfinite(high), is_range)
    low, high = np.where(first == "..", -np.inf, low), np.where(last == "..", np.inf, high)
    _refuse(answers, good & (low <= high), DATE_FORMS)
    return _bounds(answers, low - low_margin, high + high_margin)


def to_date(day: float) -> date | None:
    """Turn days since 1970-01-01 into a date; an unbounded end has none.

    >>> to_date(0.0)
    datetime.date(1970, 1, 1)
    """
    return _EPOCH + timedelta(days=int(day)) if np.isfinite(day) else None


def to_day(when: str | date) -> float:
    """Turn a date, or its ISO form, into days since 1970-01-01.

    >>> to_day("1970-01-02")
    1.0
    """
    when = date.fromisoformat(when) if isinstance(when, str) else when
    return float((when - _EPOCH).days)


def _ends(answers: pd.Series[str]) -> tuple[pd.Series[str], pd.Series[str], np.ndarray]:
    """Split ranges at the slash; a single value is both of its own ends."""
    halves = answers.astype("str").str.extract(_RANGE)
    is_range = (halves["slash"] == "/").to_numpy()
    return halves["first"], halves["last"].where(is_range, halves["first"]), is_range


def _floats(digits: pd.Series[str]) -> np.ndarray:
    """Convert matched digits; what did not match is NaN."""
    numbers: np.ndarray = digits.astype("object").to_numpy().astype(float)
    return numbers


def _days(
    text: pd.Series[str], tolerances: Tolerances
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First and last day of each day, month or year (NaN if in no calendar), and its margin."""
    parts = text.str.extract(_DATE)
    year, month, day = (_floats(parts[name]) for name in ("year", "month", "day"))
    no_month, no_day = np.isnan(month), np.isnan(day)
    valid = (year >= _YEARS[0]) & (year <= _YEARS[1])
    valid &= no_month | ((month >= 1) & (month <= 12))
    months = np.where(valid, (year - 1970) * 12 + np.where(no_month, 1, month) - 1, 0).astype(int)
    first = _first_of(months)
    length = np.where(no_month, _first_of(months + 12) - first, _first_of(months + 1) - first)
    valid &= no_day | ((day >= 1) & (day <= length))
    low = np.where(no_day, first, first + day - 1)
    high = np.where(no_day, first + length - 1, low)
    unit = np.where(no_month, tolerances.year, np.where(no_day, tolerances.month, tolerances.day))
    margin = np.where(parts["about"] == "~", unit, 0)
    return np.where(valid, low, np.nan), np.where(valid, high, np.nan), margin


def _first_of(months: np.ndarray) -> np.ndarray:
    """Day number of the first day of each month, counted from January 1970."""
    days: np.ndarray = months.astype("datetime64[M]").astype("datetime64[D]").astype(float)
    return days


def _well_formed(
    first: pd.Series[str],
    last: pd.Series[str],
    low_read: np.ndarray,
    high_read: np.ndarray,
    is_range: np.ndarray,
) -> np.ndarray:
    """Both ends are read, or open in a range that has another end."""
    open_low = (first == "..").to_numpy() & is_range
    open_high = (last == "..").to_numpy() & is_range
    good: np.ndarray = (low_read | open_low) & (high_read | open_high) & ~(open_low & open_high)
    return good


def _refuse(answers: pd.Series[str], good: np.ndarray, accepted: str) -> None:
    """Raise on the answers that are not good, all of them at once."""
    if not good.all():
        raise AnswerError(answers[~good], accepted)


def _bounds(answers: pd.Series[str], low: np.ndarray, high: np.ndarray) -> pd.DataFrame:
    """Put the ends beside the answers' own index."""
    return pd.DataFrame({"low": low, "high": high}, index=answers.index)
