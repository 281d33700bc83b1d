"""Month arithmetic on days: calendar months and a fraction, exact at month ends and leap years.

The rule. From a day to the same day of a later month is a whole number of months; where that month
is too short, its last day counts. What is left over is a fraction of the month that it falls in.
28 April 2020 to 31 March 2022 is 23 months (to 28 March) and 3 of the 31 days to 28 April: 23.1.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

_SHORTEST, _LONGEST = 28, 31  # days from one day to the same day of the next month


def add_months(days: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Go from days to the same day of another month, or its last day if it is shorter.

    Parameters
    ----------
    days : array of float
        Days since 1970-01-01, finite.
    months : array of int
        Whole months, of either sign; broadcast with ``days``.

    Returns
    -------
    array of float
        Days since 1970-01-01.

    Examples
    --------
    >>> from analysis.language.answers import to_date, to_day
    >>> to_date(float(add_months(np.array(to_day("2020-01-31")), np.array(1))))
    datetime.date(2020, 2, 29)
    """
    month = _month_of(days)
    ordinal = days - _first(month)  # 0 for the first day of the month
    target = month + months
    last = _first(target + 1) - _first(target) - 1
    moved: np.ndarray = _first(target) + np.minimum(ordinal, last)
    return moved


def months_between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Measure the time between days in calendar months and a fraction.

    Parameters
    ----------
    start, end : array of float
        Days since 1970-01-01; ``-inf`` and ``inf`` are unbounded.

    Returns
    -------
    array of float
        Months; negative where the end comes before the start, unbounded where an end is.

    Examples
    --------
    >>> from analysis.language.answers import to_day
    >>> days = np.array([to_day("2020-04-28"), to_day("2022-03-31")])
    >>> float(months_between(days[0], days[1]).round(3))
    23.097
    """
    start, end = np.broadcast_arrays(np.asarray(start, float), np.asarray(end, float))
    months: np.ndarray = np.subtract(
        end, start, where=np.isfinite(start) & np.isfinite(end), out=_limits(start, end)
    )
    finite = np.isfinite(months)
    early, late = np.minimum(start, end)[finite], np.maximum(start, end)[finite]
    sign = np.where(end[finite] < start[finite], -1.0, 1.0)
    whole = _month_of(late) - _month_of(early)
    whole = np.where(add_months(early, whole) > late, whole - 1, whole)
    anchor = add_months(early, whole)
    part = (late - anchor) / (add_months(early, whole + 1) - anchor)
    months[finite] = sign * (whole + part)
    return months


def days_in_months(low: float, high: float) -> tuple[float, float]:
    """Return the fewest and the most days that a length of so many months can be.

    The range holds every length, from any day of the calendar, that `months_between` measures as
    ``low`` to ``high`` months: nothing is narrower than the words.

    Parameters
    ----------
    low, high : float
        Months, ``low <= high``; ``-inf`` and ``inf`` are unbounded.

    Returns
    -------
    tuple of float
        Days.

    Examples
    --------
    >>> days_in_months(1, 1), days_in_months(12, 12), days_in_months(17.55, 18.45)
    ((28.0, 31.0), (365.0, 366.0), (530.0, 564.0))
    """
    return _fewest(low), -_fewest(-high)


def _fewest(months: float) -> float:
    """Fewest days in so many months; of a negative length, the most days backwards."""
    if np.isinf(months):
        return months
    whole = int(np.floor(abs(months)))
    part = abs(months) - whole
    shortest, longest = _spans(whole)
    if months < 0:
        return -float(longest + np.ceil(part * _LONGEST))
    return float(shortest + np.floor(part * _SHORTEST))


@lru_cache(maxsize=1024)
def _spans(whole: int) -> tuple[float, float]:
    """Fewest and most days in whole months, over the 400 years after which the calendar repeats."""
    month = np.arange(4800)
    length = _first(month + 1) - _first(month)
    target_length = _first(month + whole + 1) - _first(month + whole)
    span = _first(month + whole) - _first(month)
    clipped = span - np.maximum(0, length - target_length)
    return float(clipped.min()), float(span.max())


def _month_of(days: np.ndarray) -> np.ndarray:
    """Month of each day, counted from January 1970."""
    whole = np.asarray(days).astype("int64").astype("datetime64[D]")
    months: np.ndarray = whole.astype("datetime64[M]").astype("int64")
    return months


def _first(month: np.ndarray) -> np.ndarray:
    """Day number of the first day of each month."""
    days: np.ndarray = (
        np.asarray(month).astype("datetime64[M]").astype("datetime64[D]").astype(float)
    )
    return days


def _limits(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Lengths of which an end is unbounded: without bound too."""
    return np.where((end == np.inf) | (start == -np.inf), np.inf, -np.inf)
