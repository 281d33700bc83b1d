"""How words for dates are read: each function turns the words a pattern caught into days.

Words are French and English, in small letters and without accents. Where a word leaves a choice
(which year, how round a number), the days hold all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.language.answers import to_date, to_day
from analysis.language.months import add_months
from analysis.language.words import say_days

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
    "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "dix-huit": 18,
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18,
}  # fmt: skip
RANKS = {
    "premier": 1, "1er": 1, "first": 1, "second": 2, "deuxieme": 2, "troisieme": 3, "third": 3,
    "quatrieme": 4, "fourth": 4,
}  # fmt: skip
SEASONS = {
    "printemps": 1, "spring": 1, "ete": 2, "summer": 2, "automne": 3, "autumn": 3,
    "hiver": 4, "winter": 4,
}  # fmt: skip
PARTS = {
    "debut": "the beginning of", "mi": "the middle of", "fin": "the end of",
    "early": "the beginning of", "beginning of": "the beginning of", "mid": "the middle of",
    "late": "the end of", "end of": "the end of",
}  # fmt: skip
SHIFTS = {
    "ce": 0, "cet": 0, "cette": 0, "this": 0, "dernier": -1, "derniere": -1, "last": -1,
    "prochain": 1, "prochaine": 1, "next": 1,
}  # fmt: skip
UNITS = {
    "jour": "day", "jours": "day", "day": "day", "days": "day", "semaine": "week",
    "semaines": "week", "week": "week", "weeks": "week", "mois": "month", "month": "month",
    "months": "month", "an": "year", "ans": "year", "annee": "year", "year": "year",
    "years": "year",
}  # fmt: skip
NEAR = {
    "hier": -1, "la veille": -1, "avant-hier": -2, "aujourd'hui": 0, "demain": 1, "yesterday": -1,
    "today": 0, "tomorrow": 1, "the day before": -1,
}  # fmt: skip
# Months and days between which a season's days lie in any year, as solstices and equinoxes move.
_SEASON_DAYS = {1: ("03-19", "06-21"), 2: ("06-20", "09-23"), 3: ("09-21", "12-22")}


@dataclass(frozen=True)
class Said:
    """The words that a pattern caught, and the day on which they were published."""

    words: dict[str, str]
    published: float
    ahead: bool

    def number(self, name: str, names: dict[str, int]) -> int:
        """Read digits, or a number or name in letters."""
        word = self.words[name]
        return int(word) if word.isdigit() else names[word]


Days = tuple[float, float, str]


def span(year: int, month: int | None = None, day: int | None = None) -> tuple[float, float]:
    """First and last day of a year, a month or a day."""
    if month is None:
        return to_day(date(year, 1, 1)), to_day(date(year, 12, 31))
    if day is not None:
        return (to_day(date(year, month, day)),) * 2
    return to_day(date(year, month, 1)), to_day(date(year + month // 12, month % 12 + 1, 1)) - 1


def _year(said: Said) -> int:
    """Year of publication."""
    day = to_date(said.published)
    assert day is not None
    return day.year


def _nearest(said: Said, spans: list[tuple[float, float]]) -> tuple[float, float]:
    """Of the same words in several years, the last to have begun, or the next to end if ahead.

    With "last" the days must be over, with "next" not begun.
    """
    strict = "relative" in said.words and bool(said.words["relative"])
    if said.ahead or said.words.get("relative") in ("prochain", "prochaine", "next"):
        return min(s for s in spans if (s[0] if strict else s[1]) >= said.published + strict)
    return max(s for s in spans if (s[1] if strict else s[0]) <= said.published - strict)


def named_day(said: Said) -> Days:
    """Read a day with its month, and its year or else the nearest."""
    day, month = said.number("day", RANKS), MONTHS[said.words["month"]]
    years = [int(said.words["year"])] if said.words.get("year") else _years(said)
    spans = [span(year, month, day) for year in years if 1 <= day <= _last_day(year, month)]
    if not spans:
        raise ValueError(f"the calendar has no day {day} of month {month}")
    low, high = spans[0] if said.words.get("year") else _nearest(said, spans)
    weekday = said.words.get("weekday")
    if weekday and (low + 3) % 7 != WEEKDAYS[weekday]:
        raise ValueError(f"{say_days(low, high)} is no {weekday}")
    return low, high, "the day named"


def _years(said: Said) -> list[int]:
    """Years around the publication, leap years among them."""
    return [_year(said) + shift for shift in range(-8, 9)]


def _last_day(year: int, month: int) -> int:
    """How many days a month has."""
    low, high = span(year, month)
    return int(high - low) + 1


def named_month(said: Said) -> Days:
    """Read a month, or the beginning, middle or end of it, with its year or else the nearest."""
    month, part = MONTHS[said.words["month"]], said.words.get("part")
    years = [int(said.words["year"])] if said.words.get("year") else _years(said)
    spans = [_third(span(year, month), part) for year in years]
    low, high = spans[0] if said.words.get("year") else _nearest(said, spans)
    return low, high, "the month named" if not part else f"ten days or so: {PARTS[part]} the month"


def _third(month: tuple[float, float], part: str | None) -> tuple[float, float]:
    """Days 1 to 10, 11 to 20 or 21 to the last of a month."""
    low, high = month
    if not part:
        return month
    where = PARTS[part].split()[1]
    return {"beginning": (low, low + 9), "middle": (low + 10, low + 19), "end": (low + 20, high)}[
        where
    ]


def part_of_year(said: Said) -> Days:
    """Read the beginning (3 months), middle (4 to 9) or end (last 3) of a year."""
    part, year = PARTS[said.words["part"]], int(said.words["year"])
    months = {"beginning": (1, 3), "middle": (4, 9), "end": (10, 12)}
    first, last = months[part.split()[1]]
    low, high = span(year, first)[0], span(year, last)[1]
    return low, high, f"{part} the year: months {first} to {last}"


def fraction_of_year(said: Said) -> Days:
    """Read a half or a quarter of a year."""
    months = 6 if said.words["unit"] in ("semestre", "half") else 3
    rank = said.number("rank", RANKS)
    if rank > 12 // months:
        raise ValueError(f"no {said.words['unit']} {rank} in a year")
    year, first = int(said.words["year"]), (rank - 1) * months + 1
    low, high = span(year, first)[0], span(year, first + months - 1)[1]
    return low, high, "part of the year by the calendar"


def season(said: Said) -> Days:
    """Read a season, by the sun: its first and last day move between years."""
    season = SEASONS[said.words["season"]]
    given = said.words.get("year")
    spans = [_season_of(season, int(year)) for year in ([given] if given else _years(said))]
    low, high = spans[0] if given else _nearest(said, spans)
    return low, high, "the season between solstice and equinox, whatever day they fall on"


def _season_of(season: int, year: int) -> tuple[float, float]:
    """Days of a season; a winter is named by the year in which it begins or the next."""
    if season == 4:
        return to_day(f"{year - 1}-12-20"), to_day(f"{year + 1}-03-21")
    first, last = _SEASON_DAYS[season]
    return to_day(f"{year}-{first}"), to_day(f"{year}-{last}")


def whole_year(said: Said) -> Days:
    """Read a year given in figures."""
    return *span(int(said.words["year"])), "the year named"


def relative_unit(said: Said) -> Days:
    """Read this, last or next week, month or year."""
    which = said.words.get("this") or said.words.get("relative") or ""
    shift = SHIFTS[which]
    unit = UNITS[said.words["unit"]]
    if unit == "day":
        return said.published + shift, said.published + shift, "counted from the publication"
    if unit == "week":
        monday = said.published - (said.published + 3) % 7 + 7 * shift
        return monday, monday + 6, f"Monday to Sunday of the week, {shift:+d} weeks"
    months = (12 if unit == "year" else 1) * shift
    middle = to_date(float(add_months(np.array(said.published), np.array(months))))
    assert middle is not None
    days = span(middle.year, None if unit == "year" else middle.month)
    return *days, f"the calendar {unit}, {shift:+d} {unit}s"


def weekday(said: Said) -> Days:
    """Read a day of the week: the last one up to publication, or the next if ahead."""
    weekday, relative = WEEKDAYS[said.words["weekday"]], said.words.get("relative")
    back = (said.published + 3 - weekday) % 7
    forward = (-back) % 7
    if said.ahead or relative in ("prochain", "next"):
        day = said.published + (forward or (7 if relative else 0))
        return day, day, "the first such day from the publication on"
    day = said.published - (back or (7 if relative else 0))
    return day, day, "the last such day up to the publication"


def near_day(said: Said) -> Days:
    """Read yesterday, today, tomorrow."""
    day = said.published + NEAR[said.words["near"]]
    return day, day, "counted from the publication"


def ago(said: Said) -> Days:
    """Count back from the publication, half a unit more or less."""
    number, unit = said.number("number", NUMBERS), UNITS[said.words["unit"]]
    since = said.published
    if unit == "day" and number == 15:
        return fortnight(said)
    if unit in ("day", "week"):
        days, slack = (number, 1) if unit == "day" else (7 * number, 4)
        return since - days - slack, since - days + slack, f"so many {unit}s before, rounded"
    months = number * (12 if unit == "year" else 1)
    day = float(add_months(np.array(since), np.array(-months)))
    slack = 183 if unit == "year" else 16
    return day - slack, day + slack, f"so many {unit}s before, half a {unit} more or less"


def fortnight(said: Said) -> Days:
    """Read a fortnight ago."""
    return said.published - 21, said.published - 7, "two weeks before, a week more or less"
