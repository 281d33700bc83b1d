"""How words that count from the publication are read: last week, on Friday, 18 months ago."""

from __future__ import annotations

from math import ceil, floor

import numpy as np

from analysis.language.days import Days, Said, exact, hull, moved, unit_around, vague
from analysis.language.readings import part_of
from analysis.language.vocabulary import MONTHS_IN, NEAR, NUMBERS, SHIFTS, UNITS, WEEKDAYS


def relative_unit(said: Said) -> Days:
    """Read this, last or next week, month, quarter or year of the calendar."""
    shift, unit = said.shift or 0, UNITS[said.words["unit"]]
    if unit == "day":
        if shift:
            raise ValueError("which day is not said; accepted: hier, demain, yesterday, tomorrow")
        return exact(said.published, said.published, "the day of publication")
    low, high = unit_around(said.published, unit, shift)
    return exact(low, high, f"the calendar {unit}, {shift:+d}")


def current_part(said: Said) -> Days:
    """Read the end of the year, where the words name none: this one's, or the nearest."""
    unit = UNITS[said.words["unit"]]
    before, now, after = (
        part_of(said, exact(*unit_around(said.published, unit, shift), unit))
        for shift in (-1, 0, 1)
    )
    if said.ahead:
        return after if now.high < said.published else now
    if "this" in said.words:
        return now
    return hull([before, now]) if now.low > said.published else now


def last_units(said: Said) -> Days:
    """Read the last or next three months: by the calendar, or counted from the publication."""
    number, unit = _number(said.words.get("number", "1")), UNITS[said.words["unit"]]
    how = f"{number} {unit}s by the calendar, or counted from the publication"
    if (said.shift or 0) < 0:
        return vague(unit_around(said.published, unit, -number)[0], said.published, how)
    return vague(said.published, unit_around(said.published, unit, number)[1], how)


def weekend(said: Said) -> Days:
    """Read a weekend, Friday to Sunday."""
    friday = said.published - (said.published + 3) % 7 + 4
    last, this, following, later = (friday + 7 * weeks for weeks in (-1, 0, 1, 2))
    within = said.published >= friday
    if said.shift == -1:
        starts = [last]
    elif said.shift == 1:
        starts = [following, later] if within else [this, following]
    else:
        starts = [this] if within or said.ahead else [last, this]
    how = "Friday to Sunday, of each week that may be meant"
    return hull(exact(start, start + 2, how) for start in starts)


def weekday(said: Said) -> Days:
    """Read a day of the week: the last one up to publication, or the next if ahead.

    "This" Friday is that of the week of publication or the next to come; "last" and "next" Friday
    are the nearest one, or that of the last or next week.
    """
    today = said.published
    of_week = today - (today + 3) % 7 + WEEKDAYS[said.words["weekday"]]
    back = today - (today - of_week) % 7
    forward = today + (of_week - today) % 7
    if "weeks" in said.words:  # lundi en huit: a week after the next, or after this week's
        weeks = 7 if said.words["weeks"] in ("huit", "8") else 14
        after = of_week + weeks if of_week + weeks > today + 1 else forward + weeks
        return hull(exact(d, d, "weeks after the day") for d in {after, forward + weeks})
    if said.shift == 0:
        days = {forward} if said.ahead else {of_week, forward}
        how = "the day of this week, or the next such day"
    elif said.words.get("relative") in ("this past", "past"):
        days, how = {back if back < today else back - 7}, "the last such day"
    elif said.shift is not None:
        near = {
            -1: back if back < today else back - 7,
            1: forward if forward > today else today + 7,
        }
        days = {near[said.shift], of_week + 7 * said.shift}
        how = "the nearest such day, or that of the last or next week"
    elif said.ahead:
        days, how = {forward}, "the first such day from the publication on"
    else:
        days, how = {back}, "the last such day up to the publication"
    return hull(exact(day, day, how) for day in days)


def weekday_of_week(said: Said) -> Days:
    """Read Monday of last week."""
    shift = next(SHIFTS[word] for word in said.words["week"].split() if word in SHIFTS)
    monday = said.published - (said.published + 3) % 7 + 7 * shift
    day = monday + WEEKDAYS[said.words["weekday"]]
    return exact(day, day, f"the day of the calendar week, {shift:+d} weeks")


def near_day(said: Said) -> Days:
    """Read yesterday, today, tomorrow."""
    first, last = NEAR[said.words["near"]]
    low, high = said.published + first, said.published + last
    return exact(low, high, "counted from the publication")


def eve(said: Said) -> Days:
    """Read the day before."""
    day = said.published - 1
    return exact(day, day, "the day before the publication, unless the text names another day")


def ago(said: Said) -> Days:
    """Count back from the publication, wider the rounder the number is."""
    return counted(said, said.published, -1)


def ahead_of(said: Said) -> Days:
    """Count on from the publication, wider the rounder the number is."""
    return counted(said, said.published, 1)


def fortnight(said: Said) -> Days:
    """Read a fortnight ago."""
    return vague(said.published - 21, said.published - 7, "two weeks before, a week more or less")


def within(said: Said) -> Days:
    """Read a length of time from the publication on."""
    last = counted(said, said.published, 1).high
    return vague(said.published, last, "from the publication, as long as is said")


def up_to_now(said: Said) -> Days:
    """Read "to this day"."""
    return vague(-np.inf, said.published, "any day up to the publication")


_MORE = ("plus de", "plus d'", "more than", "over", "au moins", "at least")
_LESS = ("moins de", "moins d'", "less than", "under", "au plus", "at most")


def counted(said: Said, since: float, way: int) -> Days:
    """Count so many units from a day, back (-1) or on (1), as round as the number is."""
    if not np.isfinite(since):
        raise ValueError("there is no counting from an open end")
    months, days, slack = _length(said)
    day = moved(since, way * months) + way * days
    quantity = said.words.get("about", "")
    slack = 2 * slack if quantity and quantity not in (*_MORE, *_LESS) else slack
    how = "so many units from the day, as round as the number is"
    low, high = floor(day - slack), ceil(day + slack)
    if quantity in _MORE:
        ends = (-np.inf, high) if way < 0 else (low, np.inf)
    elif quantity in _LESS:
        ends = (low, since) if way < 0 else (since, high)
    else:
        ends = (low, high)
    return vague(float(ends[0]), float(ends[1]), how)


def _length(said: Said) -> tuple[int, float, float]:
    """Read a length: months, days, and how many days more or less it may be."""
    words = said.words
    number, unit = _number(words["number"]), UNITS[words["unit"]]
    if unit == "day" and number in (8, 15, 30):  # a week, a fortnight and a month, as people say
        return {8: (0, 7.0, 4.0), 15: (0, 14.0, 7.0), 30: (1, 0.0, 16.0)}[number]
    # Half of a unit; of multiples of five from ten on half of five, from fifty on a tenth.
    # "A dozen" and "une vingtaine" are a fifth more or less.
    loose = max(2.5, number / 10) if number >= 10 and number % 5 == 0 else 0.5
    if words["number"].endswith(("aine", "dozen")):
        loose = max(2.5, number / 5)
    half = 0.5 if {"half", "half2"} & words.keys() else 0.0
    more, more_unit = _number(words.get("number2", "0")), UNITS.get(words.get("unit2", ""), "day")
    if more or half:
        loose = 0.5 / (12 if unit == "year" else 4) if more else 0.5 / 2
    if unit in ("day", "week"):
        size = 1 if unit == "day" else 7
        return 0, (number + half) * size + more, max(1.0, loose * size, 4.0 * (unit == "week"))
    size = MONTHS_IN[unit]
    whole = int((number + half) * size)
    months = whole + more * MONTHS_IN.get(more_unit, 0)
    rest = more * {"day": 1, "week": 7}.get(more_unit, 0) + 15 * (whole < (number + half) * size)
    return months, float(rest), max(16.0, loose * size * 30.5)


def _number(word: str) -> int:
    """Read digits, or a number in letters."""
    if not word.isdigit() and word not in NUMBERS:
        raise ValueError(f"{word!r} is no number")
    return int(word) if word.isdigit() else NUMBERS[word]


def from_another_day(said: Said) -> Days:
    """Raise on words that count from an event elsewhere in the text."""
    raise ValueError("the words count from another day, which they do not name")


def how_many(said: Said) -> Days:
    """Raise on a plural without a number."""
    raise ValueError("the words do not say how many")


def which_month(said: Said) -> Days:
    """Raise on a day of the month without the month."""
    raise ValueError("the words name no month")
