"""Shares are numbers from 0 to 1; others are refused with what was probably meant."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import ArrayLike

# A part of a whole; a part by which something rose, or fell (below 0); the same from year to year.
BOUNDS = {"share": (0.0, 1.0), "change": (-1.0, 10.0), "growth": (-1.0, 1.0)}
_SIGNS = re.compile(r"[\s%~]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LARGEST_FRACTION = 12  # 1/3 and 5/12 are fractions to their writer; 40/45 is a range of per cent


def outside(values: ArrayLike, unit: str = "share") -> np.ndarray:
    """Return which values no share can have; what is unbounded or missing may be one.

    >>> outside([0.6, 60, float("inf"), -0.2]).tolist()
    [False, True, False, True]
    """
    low, high = BOUNDS[unit]
    numbers = np.asarray(values, dtype=float)
    bad: np.ndarray = np.isfinite(numbers) & ((numbers < low) | (numbers > high))
    return bad


def accepted_share(text: str, unit: str = "share") -> str:
    """Format what is accepted for a share, and how what was probably meant is written.

    Parameters
    ----------
    text : str
        What was found: a cell, or a number as text.
    unit : str, optional
        ``share``; ``change`` or ``growth`` for a rise or a fall.

    Examples
    --------
    >>> accepted_share("60 %")
    'a share from 0 to 1 (60 % is written 0.6)'
    >>> accepted_share("33~")
    'a share from 0 to 1 (about 33 % is written 0.33~)'
    >>> accepted_share("1/3")
    'a share from 0 to 1 (1/3 is a range from 1 to 3; the fraction is written 0.333~)'
    >>> accepted_share("40/45")
    'a share from 0 to 1 (40 % to 45 % is written 0.4/0.45)'
    >>> accepted_share("-40", "change")
    'a change from -1 to 10 (-40 % is written -0.4)'
    """
    low, high = BOUNDS[unit]
    meant = _meant(text, unit)
    return f"a {unit} from {low:g} to {high:g}" + (f" ({meant})" if meant else "")


def check_share(name: str, value: ArrayLike, unit: str = "share") -> None:
    """Raise on a number that no share can be.

    Raises
    ------
    ValueError
        Saying what was found and what was probably meant.
    """
    values = np.asarray(value, dtype=float)
    bad = values[outside(values, unit)]
    if bad.size:
        found = f"{bad.flat[0]:g}"
        raise ValueError(f"{name} is {found}; accepted: {accepted_share(found, unit)}")


def _meant(text: str, unit: str) -> str:
    """Guess what a share outside its bounds, or in other signs, was meant to be."""
    halves = [_SIGNS.sub("", half).replace(",", ".") for half in text.split("/")]
    if len(halves) > 2 or not all(_NUMBER.fullmatch(half) or half == ".." for half in halves):
        return ""
    if _is_fraction(halves) and "%" not in text:
        first, last = (int(half) for half in halves)
        return (
            f"{first}/{last} is a range from {first} to {last}; "
            f"the fraction is written {first / last:.3g}~"
        )
    written = [_as_share(half, "%" in text) for half in halves]
    if any(share != ".." and outside(float(share), unit) for share in written):
        return ""
    about = "~" if "~" in text else ""
    accepted = f"is written {'/'.join(written)}{about}"
    if "%" not in text and all(half == ".." or abs(float(half)) <= 1 for half in halves):
        return f"{text} {accepted}"  # a comma for a point
    words = ["any" if share == ".." else f"{100 * float(share):g} %" for share in written]
    return f"{'about ' if about else ''}{' to '.join(words)} {accepted}"


def _is_fraction(halves: list[str]) -> bool:
    """Return whether a writer meant one number over another."""
    if len(halves) != 2 or not all(half.isdecimal() for half in halves):
        return False
    first, last = (int(half) for half in halves)
    return 0 < first < last <= _LARGEST_FRACTION


def _as_share(half: str, percent: bool) -> str:
    """Write one number as a share."""
    if half == "..":
        return half
    number = float(half)
    return f"{number / 100:.6g}" if percent or abs(number) > 1 else f"{number:.6g}"
