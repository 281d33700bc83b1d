"""Periods of statistics: years, months, and quarters, which EDTF writes as months."""

from __future__ import annotations

import re

from analysis.language.answers import DATE_FORMS

PERIOD_FORMS = f"a quarter such as 2021-Q3, or {DATE_FORMS}"

_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")


def is_quarter(period: str) -> bool:
    """Return whether a period is written as a quarter.

    >>> is_quarter("2021-Q3"), is_quarter("2021-07/2021-09")
    (True, False)
    """
    return _QUARTER.fullmatch(period) is not None


def period_in_edtf(period: str) -> str:
    """Write a quarter as the months that it is made of; what is none stays as it is.

    >>> period_in_edtf("2021-Q3"), period_in_edtf("2021")
    ('2021-07/2021-09', '2021')
    """
    found = _QUARTER.fullmatch(period)
    if not found:
        return period
    year, last = found[1], 3 * int(found[2])
    return f"{year}-{last - 2:02}/{year}-{last:02}"
