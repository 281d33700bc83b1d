"""How days, months, seasons and years that words name are read."""

from __future__ import annotations

from math import ceil

import numpy as np

from analysis.language.answers import to_day
from analysis.language.days import (
    Days,
    Said,
    date_or_none,
    day_of,
    exact,
    hull,
    nearest,
    rank,
    span,
    unit_around,
    vague,
    years,
)
from analysis.language.vocabulary import MONTHS, PART_NAMES, PARTS, RANKS, SEASONS, SHIFTS, WEEKDAYS


def named_day(said: Said) -> Days:
    """Read a day with its month, and its year or else the nearest; a weekday says which year."""
    word, month = said.words["day"], MONTHS[said.words["month"]]
    day = int(word) if word.isdigit() else RANKS[word]
    dates = [d for year in years(said) if (d := date_or_none(year, month, day))]
    if not dates:
        raise ValueError(f"the calendar has no day {day} of month {month}")
    days = [to_day(one) for one in dates]
    weekday = said.words.get("weekday")
    if not weekday:
        return nearest(said, [exact(one, one, "the day named") for one in days])
    fitting = [one for one in days if (one + 3) % 7 == WEEKDAYS[weekday]]
    if len(days) > 1:
        first, last = said.between
        fitting = [one for one in fitting if first - 366 <= one <= last + 366]
    if not fitting:
        raise ValueError(f"{day} {said.words['month']} is no {weekday} in a year that can be meant")
    return hull(exact(one, one, "the day named, in the year of its weekday") for one in fitting)


def named_days(said: Said) -> Days:
    """Read days of one month: July 13 to 15."""
    last = {**said.words, "day": said.words["last"]}
    ends = [named_day(said), named_day(Said(last, said.published, said.ahead, said.between))]
    if ends[0].low > ends[1].high:
        raise ValueError("the first day comes after the last")
    return vague(ends[0].low, ends[1].high, "from the one day to the other")


def numeric_day(said: Said) -> Days:
    """Read a date in figures; where day and month may be either, both are held."""
    year, one, two = (int(said.words[name]) for name in ("year", "one", "two"))
    orders = [(one, two)] if "iso" in said.words else [(two, one), (one, two)]
    found = [d for month, day in orders if (d := date_or_none(year, month, day))]
    if not found:
        raise ValueError(f"the calendar has no day {one}/{two}/{year}")
    return hull(exact(to_day(one), to_day(one), "the day in figures") for one in found)


def named_month(said: Said) -> Days:
    """Read a month, or the beginning, middle or end of it, with its year or else the nearest."""
    month, part = MONTHS[said.words["month"]], said.words.get("part")
    spans = [exact(*span(year, month, 1), "the month named") for year in years(said)]
    if part:
        spans = [_third(one, PARTS[part]) for one in spans]
    if said.shift == 0:  # this March: of the year of publication
        return next(one for one in spans if day_of(one.low).year == said.year)
    return nearest(said, spans)


def _third(whole: Days, part: int) -> Days:
    """Read days 1 to 10, 11 to 20 or 21 to the last of a month."""
    low, high = ((0, 9), (10, 19), (20, whole.high - whole.low))[part]
    how = f"ten days or so: {PART_NAMES[part]} the month"
    return vague(whole.low + low, whole.low + high, how)


def part_of(said: Said, whole: Days) -> Days:
    """Read the beginning, middle or end of a year, a quarter, a week, a season."""
    part = PARTS[said.words["part"]]
    first, after = day_of(whole.low), day_of(whole.high + 1)
    months = 12 * (after.year - first.year) + after.month - first.month
    how = f"{PART_NAMES[part]} what is named, by thirds"
    if first.day != 1 or after.day != 1:
        length = whole.high - whole.low + 1
        third = ceil(length / 3)
        low, high = ((0, third), (third - 1, length - third + 1), (length - third, length))[part]
        if length == 7:  # Monday to Wednesday, Tuesday to Friday, Thursday to Sunday
            low, high = ((0, 3), (1, 5), (3, 7))[part]
        return vague(whole.low + low, whole.low + high - 1, how)
    if months == 1:
        return _third(whole, part)
    start, count = (1 + part * months // 3, months // 3)
    if months == 12:
        start, count = ((1, 3), (4, 6), (10, 3))[part]
        how = f"{PART_NAMES[part]} the year: three months, six and three"
    return vague(*span(first.year, first.month + start - 1, count), how)


def part_of_month(said: Said) -> Days:
    """Read the first Monday, the last day, the second half or the third week of a month."""
    what, number = said.words["what"], rank(said)
    if "that_month" in said.words:
        shift = next(SHIFTS[word] for word in said.words["that_month"].split() if word in SHIFTS)
        months = [unit_around(said.published, "month", shift)]
    else:
        months = [span(year, MONTHS[said.words["month"]], 1) for year in years(said)]
    found = [days for month in months if (days := _ranked(month, what, number))]
    if not found:
        raise ValueError(f"no such month has so many of: {what}")
    return nearest(said, found)


def _ranked(month: tuple[float, float], what: str, number: int) -> Days | None:
    """Find what has a rank within a month; None if the month has not so many."""
    low, high = month
    if what in ("quinzaine", "half", "moitie"):
        halves = [exact(low, low + 14, "days 1 to 15"), exact(low + 14, high, "from the 15th on")]
        return halves[number - 1 if number > 0 else 1] if number <= 2 else None
    if what.startswith("week") and what != "week":  # a weekend has its Saturday or Sunday there
        saturday = _ranked(month, "saturday", number)
        sunday = _ranked(month, "sunday", number)
        if saturday is None or sunday is None:
            return None
        starts = [saturday.low - 1, sunday.low - 2]
        return vague(min(starts), max(starts) + 2, "Friday to Sunday, counted within the month")
    if what in WEEKDAYS:
        first = low + (WEEKDAYS[what] - low - 3) % 7
        days = list(np.arange(first, high + 1, 7))
    elif what in ("semaine", "week"):  # by its days 1 to 7, or by weeks from Monday
        monday = low - (low + 3) % 7  # of the week of the 1st
        starts = [day + 7 * (number - 1) for day in (monday, low, low + (-low - 3) % 7)]
        if number == -1:
            starts = [high - 6, high - (high + 4) % 7 - 6]
        first, last = max(low, min(starts)), max(starts) + 6
        return vague(first, last, "the week, by days or from Monday to Sunday")
    else:
        days = list(np.arange(low, high + 1))
    if number > len(days):
        return None
    day = float(days[number - 1 if number > 0 else -1])
    return exact(day, day, "counted within the month")


def fraction_of_year(said: Said) -> Days:
    """Read a half or a quarter of a year, the year named or else the nearest."""
    name = said.words["fraction"]
    months = 6 if name in ("semestre", "half", "moitie", "s", "h") else 3
    number, parts = rank(said), 12 // months
    if number > parts:
        raise ValueError(f"no {name} {number} in a year")
    first = (number - 1 if number > 0 else parts - 1) * months + 1
    how = "part of the year by the calendar"
    return nearest(said, [exact(*span(year, first, months), how) for year in years(said)])


def season(said: Said) -> Days:
    """Read a season, counted by the sun or by whole months: its first and last day move."""
    which = SEASONS[said.words["season"]]
    spans = [days for year in years(said) for days in _season_of(which, year, said)]
    if "year" in said.words or "that_year" in said.words:
        return hull(spans)
    if said.shift == 0:
        return _this_season(said, spans)
    return nearest(said, spans)


def _season_of(which: int, year: int, said: Said) -> list[Days]:
    """Days of a season; a winter is named by the year in which it begins or the next."""
    how = "the season, by the sun or by whole months, whatever day it begins"
    if which < 4:
        first, begins, ends, last = (
            ("03-01", "03-21", "05-31", "06-21"),
            ("06-01", "06-21", "08-31", "09-23"),
            ("09-01", "09-23", "11-30", "12-22"),
        )[which - 1]
        low, start, end, high = (to_day(f"{year}-{day}") for day in (first, begins, ends, last))
        return [Days(low, high, how, start, end)]
    ambiguous = "year" in said.words and "to_year" not in said.words
    ends_in = [year, year + 1] if ambiguous or "that_year" in said.words else [year + 1]
    return [
        Days(
            to_day(f"{end - 1}-12-01"), to_day(f"{end}-03-21"), how,
            to_day(f"{end - 1}-12-22"), span(end, 2, 1)[1],
        )
        for end in ends_in
    ]  # fmt: skip


def _year(day: float) -> int:
    """Year of a day."""
    return day_of(day).year


def _this_season(said: Said, spans: list[Days]) -> Days:
    """Read "this summer": the one that it is, else that of the year, a winter at either end."""
    now = [one for one in spans if one.low <= said.published <= one.high]
    own = now or [
        one for one in spans if said.year in {day_of(one.low).year, day_of(one.high).year}
    ]
    to_come = [one for one in own if one.high >= said.published]
    return hull(to_come if said.ahead and to_come else own)


def whole_year(said: Said) -> Days:
    """Read a year given in figures."""
    return exact(*span(int(said.words["year"])), "the year named")


def decade(said: Said) -> Days:
    """Read the nineties."""
    digits = said.words["decade"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return exact(span(first)[0], span(first + 9)[1], "the decade named")
