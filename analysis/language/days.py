"""Days that words may mean, and which of several years they mean.

Words are in plain letters. Where a word leaves a choice, the days hold all of it; what a word
excludes (the future, of "last"), they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from analysis.language.answers import to_date, to_day
from analysis.language.months import add_months
from analysis.language.vocabulary import MONTHS_IN, RANKS, SHIFTS


class Days(NamedTuple):
    """Days that words may mean, in days since 1970-01-01, and how they were read.

    What is named may begin as late as ``begins`` and end as early as ``ends``: July begins on the
    1st, but "the end of July" may be its last day alone.
    """

    low: float
    high: float
    how: str
    begins: float
    ends: float


@dataclass(frozen=True)
class Said:
    """The words that a pattern caught, and the day on which they were published."""

    words: dict[str, str]
    published: float
    ahead: bool
    # First and last day on which they may have been published.
    between: tuple[float, float]

    @property
    def shift(self) -> int | None:
        """Return which way the words look: -1 last, 0 this, 1 next; None if they do not say."""
        return SHIFTS.get(self.words.get("relative", self.words.get("this", "")))

    @property
    def year(self) -> int:
        """Year of publication."""
        return day_of(self.published).year


Read = Callable[[Said], Days]


def exact(low: float, high: float, how: str) -> Days:
    """Return days that all belong to what is named."""
    return Days(low, high, how, low, high)


def vague(low: float, high: float, how: str) -> Days:
    """Return days of which any may be meant."""
    return Days(low, high, how, high, low)


def hull(found: Iterable[Days]) -> Days:
    """Hold all of several readings."""
    low, high, how, begins, ends = zip(*found, strict=True)
    return Days(min(low), max(high), how[0], max(begins), min(ends))


def day_of(day: float) -> date:
    """Return the date of a finite day."""
    found = to_date(day)
    if found is None:
        raise ValueError("the words have an open end where a day is needed")
    return found


def span(year: int, month: int = 1, months: int = 12) -> tuple[float, float]:
    """First and last day of so many months from a month on."""
    ends = (year * 12 + month - 1, year * 12 + month - 1 + months)
    low, after = (to_day(date(end // 12, end % 12 + 1, 1)) for end in ends)
    return low, after - 1


def moved(day: float, months: int) -> float:
    """Same day so many months later."""
    return float(add_months(np.array(day), np.array(months)))


def unit_around(day: float, unit: str, shift: int) -> tuple[float, float]:
    """First and last day of the unit of the calendar so many units from that of a day."""
    if unit == "day":
        return day + shift, day + shift
    if unit == "week":
        monday = day - (day + 3) % 7 + 7 * shift
        return monday, monday + 6
    months = MONTHS_IN[unit]
    here = day_of(day)
    first = (here.year * 12 + here.month - 1) // months * months + shift * months
    return span(first // 12, first % 12 + 1, months)


def rank(said: Said) -> int:
    """Read a rank in figures or letters; -1 is the last."""
    word = said.words["rank"]
    return int(word) if word.isdigit() else RANKS[word]


def years(said: Said) -> list[int]:
    """Return the year that the words name, or the years around the publication."""
    if "year" in said.words:
        return [int(said.words["year"])]
    if "that_year" in said.words:
        words = said.words["that_year"].split()
        return [said.year + next(SHIFTS[word] for word in (*words, words[0]) if word in SHIFTS)]
    return [said.year + shift for shift in range(-9, 10)]


def nearest(said: Said, spans: list[Days]) -> Days:
    """Of the same words in several years, take the last to have begun, or the next to end if ahead.

    With "last" the days must be over, with "next" not begun; where it may be doubted whether they
    are, both years are held. English "last March" may be the March of last year.
    """
    if len(spans) == 1:
        return spans[0]
    today, shift = said.published, said.shift
    if shift == -1:
        sure = max(one for one in spans if one.high < today)
        possible = max(one for one in spans if one.ends < today)  # if it ended as early as it may
        both = hull([sure, possible._replace(high=min(possible.high, today - 1))])
    elif shift == 1:
        sure = min(one for one in spans if one.low > today)
        possible = min(one for one in spans if one.begins > today)  # if it begins as late as it may
        both = hull([sure, possible._replace(low=max(possible.low, today + 1))])
    elif said.ahead:
        return min(s for s in spans if s.high >= today)
    else:
        return max(s for s in spans if s.low <= today)
    english = "month" in said.words and said.words["relative"] == "last"
    if english and day_of(sure.low).year == said.year:
        return hull([both, spans[spans.index(sure) - 1]])
    return both


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return a date, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
