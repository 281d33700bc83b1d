"""Relative and vague words for dates, in French and English, read against the day of publication.

What no pattern fits is refused, never guessed. The set of days is never narrower than the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from analysis.language.answers import parse_dates, to_date
from analysis.language.counting import counted
from analysis.language.days import Days, Read, Said, hull, vague
from analysis.language.fragments import (
    ABOUT,
    ARTICLES,
    BY,
    CHOICE,
    CIRCA,
    EARLIEST,
    EVES,
    JOIN,
    LATEST,
    LENGTH,
    NOT_BEFORE,
    PART,
    WEEK,
)
from analysis.language.patterns import INCOMPLETE, PARTED, SIMPLE
from analysis.language.readings import part_of
from analysis.language.vocabulary import MONTHS, in_plain_letters


@dataclass(frozen=True)
class Reading:
    """How a phrase was read: days since 1970-01-01, in words and in EDTF."""

    phrase: str
    low: float
    high: float
    reading: str

    @property
    def edtf(self) -> str:
        """The days in EDTF notation; an unbounded end is ``..``."""
        first, last = (str(to_date(day) or "..") for day in (self.low, self.high))
        return first if first == last else f"{first}/{last}"


def _rest(said: Said, name: str = "rest") -> Days:
    """Read the phrase within a phrase."""
    return _read(said.words[name], said.published, said.between, said.ahead)


def _part(said: Said) -> Days:
    """Read the beginning, middle or end of what the rest names."""
    return part_of(said, _rest(said))


def _counted_from(said: Said) -> Days:
    """Count from a day named: 23 months before, two weeks after."""
    way = -1 if said.words["way"] in ("avant", "before") else 1
    inner = _rest(said)
    return hull(counted(said, day, way) for day in (inner.low, inner.high))


def _beside(said: Said) -> Days:
    """Read the day before or after a day named."""
    inner = _rest(said)
    way = -1 if said.words["way"].endswith(("veille", "before", "eve")) else 1
    how = "the day before" if way < 0 else "the day after"
    low, high = inner.low + way, inner.high + way
    return Days(low, high, how, inner.begins + way, inner.ends + way)


def _before(said: Said) -> Days:
    """Read all that comes before the latest day on which what is named may begin."""
    return vague(-np.inf, _rest(said).begins - 1, "any day before")


def _by(said: Said) -> Days:
    """Read all up to a day, that day too."""
    return vague(-np.inf, _rest(said).high, "any day up to then")


def _after(said: Said) -> Days:
    """Read all that comes after the earliest day on which what is named may end."""
    return vague(_rest(said).ends + 1, np.inf, "any day after")


def _not_before(said: Said) -> Days:
    """Read all from a day on."""
    return vague(_rest(said).low, np.inf, "any day from then on")


def _week_of(said: Said) -> Days:
    """Read the week of a day: that of the calendar, or seven days from it."""
    day = _rest(said)
    if day.high - day.low > 1:
        raise ValueError("the words name no day")
    monday = day.low - (day.low + 3) % 7
    return vague(monday, day.high + 7, "the week of the day, from Monday or from the day on")


def _about(said: Said) -> Days:
    """Widen what is said to be about: a day by a week, a month by a month, a year by a year."""
    inner = _rest(said)
    length = inner.high - inner.low
    margin = 7 if length < 1 else 31 if length <= 31 else 366
    return vague(inner.low - margin, inner.high + margin, "about what is named")


def _pair(said: Said) -> Days:
    """Read two days or months and what lies between; the second completes the first."""
    last, first = _rest(said), said.words["first"]
    if re.search(r"(?:^| )[0-3]?[0-9](?:er|e|eme|st|nd|rd|th)?$", first):
        first += " " + _month_in(said.words["rest"])
    if re.fullmatch(INCOMPLETE, first):  # the last such day or month before the second
        begin = _read(first, last.high, (last.high, last.high), False)
    else:
        begin = _rest(said, "first")
    if begin.low > last.high:
        raise ValueError("the first day comes after the last")
    return vague(begin.low, last.high, "from the one to the other")


def _month_in(phrase: str) -> str:
    """Find the month that completes a bare day."""
    words: list[str] = re.findall(r"[a-z]+\.?", phrase)
    month = next((word for word in words if word in MONTHS), None)
    if month is None:
        raise ValueError("the words name no month")
    return month


_REST = f"{ARTICLES}(?P<rest>.+)"
# Phrases in phrases, tried before the simple ones.
COMPOSED: tuple[tuple[str, Read, str], ...] = (
    (rf"{ABOUT}{LENGTH} (?P<way>avant|before|apres|after) {_REST}", _counted_from,
     "23 mois avant le 31 mars 2022"),
    (rf"(?P<way>{EVES}) {_REST}", _beside, "la veille du 31 mars 2022"),
    (rf"(?:{NOT_BEFORE}) {_REST}", _not_before, "pas avant mars 2022"),
    (rf"(?P<rest>.+) (?:{EARLIEST})", _not_before, "mars 2022 au plus tôt"),
    (rf"(?:{BY}) {_REST}", _by, "by 31 March 2022"),
    (rf"(?P<rest>.+) (?:{LATEST})", _by, "le 31 mars 2022 au plus tard"),
    (rf"(?:avant|before|prior to) {_REST}", _before, "avant le 31 mars 2022"),
    (rf"(?:apres|after) {_REST}", _after, "après le 31 mars 2022"),
    (rf"(?:{WEEK}) {_REST}", _week_of, "la semaine du 16 septembre"),
    (rf"(?:{CIRCA}) {_REST}", _about, "vers la mi-mars"),
    (rf"(?:entre|between) {ARTICLES}(?P<first>.+?) (?:et|and) {_REST}", _pair,
     "entre mars et mai 2022"),
    (rf"(?P<first>{INCOMPLETE}){JOIN}{_REST}", _pair, "les 17 et 18 mars 2022"),
    (rf"(?P<first>.+?) (?:{CHOICE}) {_REST}", _pair, "en 2018 ou début 2019"),
    (rf"{PART}(?P<rest>{PARTED})", _part, "début 2021"),
)  # fmt: skip
# Pattern, its reading, an example ("" where the reading refuses by name). The first that fits the
# whole phrase and can be read counts.
PATTERNS = (*COMPOSED, *SIMPLE)
_OPENING = re.compile(
    r"^(?:depuis|des|en|a|a partir|a compter|au cours de|au cours du|au|aux|pendant|dans|since|in"
    r"|on|from|as of|as early as|during|at(?= the| end| start| beginning)|mois de|month of|courant"
    r"|le courant|les|le|la|l'|du|de|the)(?: +|(?<='))"
)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Read], ...]:
    """Compile the patterns, once."""
    return tuple((re.compile(pattern), read) for pattern, read, _ in PATTERNS)


@lru_cache(maxsize=10_000)
def read_phrase(phrase: str, published: str, *, ahead: bool = False) -> Reading:
    """Read a relative or vague phrase for a date, against the publication of its source.

    Parameters
    ----------
    phrase : str
        French or English, for example "vendredi soir", "depuis juillet dernier", "mi-novembre".
    published : str
        When the source was published, in EDTF; if it is not one day, the result holds every day
        that the phrase may mean.
    ahead : bool, optional
        Whether the phrase speaks of what is to come, where the words ("last", "next") do not say.

    Returns
    -------
    Reading
        ``low`` and ``high`` (days since 1970-01-01, unbounded for "before" and the like),
        ``reading`` (how it was read), ``edtf``.

    Raises
    ------
    ValueError
        If no pattern fits, or the words count from a day that they do not name; the message says
        which, and what is accepted.

    Examples
    --------
    >>> read_phrase("vendredi soir", "2022-03-21").edtf
    '2022-03-18'
    >>> read_phrase("avant fin mars 2022", "2022-03-01").edtf
    '../2022-03-30'
    """
    plain, between = in_plain_letters(phrase), _days_of(published)
    try:
        first, last = (_read(plain, day, between, ahead) for day in between)
        ends = min(first.low, last.low), max(first.high, last.high)
        _ = [to_date(end) for end in ends]
    except (ValueError, OverflowError) as error:
        raise ValueError(f"no reading for {phrase!r}: {error}") from None
    return Reading(phrase, *ends, first.how)


@lru_cache(maxsize=10_000)
def _days_of(published: str) -> tuple[float, float]:
    """First and last day of publication."""
    low, high = parse_dates(pd.Series([published])).to_numpy()[0].tolist()
    if not np.isfinite([low, high]).all():
        raise ValueError(f"published {published!r} has an open end; accepted: a closed EDTF date")
    return low, high


def _read(plain: str, published: float, between: tuple[float, float], ahead: bool) -> Days:
    """Read a phrase in plain letters by the first pattern that fits all of it and can be read."""
    refused = None
    while True:
        for pattern, read in _compiled():
            found = pattern.fullmatch(plain)
            if found:
                words = {name: word.strip() for name, word in found.groupdict().items() if word}
                try:
                    return read(Said(words, published, ahead, between))
                except ValueError as error:
                    if read in _FINAL:
                        raise
                    refused = refused or error
        shorter = _OPENING.sub("", plain)
        if shorter == plain:
            raise refused or ValueError(_UNKNOWN)
        plain = shorter


_FINAL = {read for _, read, _ in SIMPLE}  # what they refuse, they refuse by name
_UNKNOWN = "accepted are phrases like: " + ", ".join(one for _, _, one in PATTERNS if one)
