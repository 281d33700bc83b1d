"""Relative and vague words for dates, in French and English, read against the day of publication.

A table of patterns, each with its reading; a phrase that none of them fits is refused, never
guessed. The set of days is never narrower than the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.language import readings
from analysis.language.answers import parse_dates, to_date
from analysis.language.readings import Days, Said


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


def _ago_before(said: Said) -> Days:
    """Count back from a day named."""
    day = resolve(said.words["end"], str(to_date(said.published)), ahead=said.ahead)
    ends = [readings.ago(Said(said.words, end, said.ahead)) for end in (day.low, day.high)]
    return ends[0][0], ends[1][1], ends[0][2]


def _before(said: Said) -> Days:
    """Read all that comes before a day."""
    inner = resolve(said.words["rest"], str(to_date(said.published)), ahead=said.ahead)
    return -np.inf, inner.low - 1, "any day before"


def _any(words: Iterable[str]) -> str:
    """Match any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_M = f"(?P<month>{_any(readings.MONTHS)})"
_W = f"(?P<weekday>{_any(readings.WEEKDAYS)})"
_Y = r"(?P<year>[12]\d{3})"
_S = f"(?P<season>{_any(readings.SEASONS)})"
_RANK = f"(?P<rank>{_any(readings.RANKS)})"
_N, _U = rf"(?P<number>\d+|{_any(readings.NUMBERS)})", f"(?P<unit>{_any(readings.UNITS)})"
_D = r"(?P<day>1er|first|[0-3]?\d)(?:st|nd|rd|th)?"
_LAST = "(?P<relative>derniere?|prochaine?)"
_EN_LAST = "(?P<relative>last|next)"
_TIME = r"(?: (?:matin|midi|apres-midi|soir|morning|afternoon|evening|night))?"
_PART = r"(?P<part>debut|mi|fin|early|mid|late|(?:the )?(?:beginning|end) of)"

Read = Callable[[Said], Days]
# Pattern, its reading, an example. The first that fits the whole phrase counts.
PATTERNS: tuple[tuple[str, Read, str], ...] = (
    (rf"(?:{_W} )?{_D} {_M}(?: {_Y}| {_LAST})?", readings.named_day, "le 18 mars dernier"),
    (rf"{_M} {_D},? {_Y}", readings.named_day, "March 18, 2022"),
    (rf"{_PART}[ -]{_M}(?: {_Y}| {_LAST})?", readings.named_month, "mi-novembre"),
    (rf"{_PART}[ -]{_Y}", readings.part_of_year, "début 2021"),
    (rf"{_M}(?: {_Y}| {_LAST})?", readings.named_month, "depuis juillet dernier"),
    (rf"{_EN_LAST} {_M}", readings.named_month, "last July"),
    (
        rf"{_RANK} (?P<unit>semestre|trimestre|half|quarter)(?: (?:de|of))? {_Y}",
        readings.fraction_of_year,
        "au cours du premier semestre 2021",
    ),
    (rf"(?P<unit>q)(?P<rank>[1-4]) {_Y}", readings.fraction_of_year, "Q1 2022"),
    (rf"(?:l'|the )?{_S} (?:{_Y}|{_LAST})", readings.season, "à l'été 2021"),
    (rf"(?:l'|au |cet? |the |this |in ){_S}", readings.season, "cet été"),
    (rf"{_EN_LAST} {_S}", readings.season, "last summer"),
    (_Y, readings.whole_year, "depuis 2018"),
    (rf"(?P<this>ce|cet|cette|this) {_U}", readings.relative_unit, "cette année"),
    (rf"{_U} {_LAST}", readings.relative_unit, "l'an dernier"),
    (rf"{_EN_LAST} {_U}", readings.relative_unit, "last month"),
    (rf"(?:(?:ce|this) )?{_W}{_TIME}(?: {_LAST})?", readings.weekday, "vendredi soir"),
    (rf"{_EN_LAST} {_W}{_TIME}", readings.weekday, "last Friday"),
    (rf"(?P<near>{_any(readings.NEAR)}){_TIME}", readings.near_day, "hier"),
    (rf"il y a {_N} {_U}", readings.ago, "il y a 18 mois"),
    (rf"{_N} {_U} (?:ago|earlier)", readings.ago, "18 months ago"),
    (rf"(?:depuis|since|for) {_N} {_U}", readings.ago, "depuis huit mois"),
    (rf"{_N} {_U} (?:avant|before) (?P<end>.*\d.*)", _ago_before, "23 mois avant le 31 mars 2022"),
    (r"a fortnight ago", readings.fortnight, "a fortnight ago"),
    (r"(?:avant|before) (?P<rest>.+)", _before, "avant le 31 mars 2022"),
)
_OPENING = re.compile(
    r"^(?:depuis|des|en|a|au cours de|au cours du|au|aux|pendant|dans|since|in|on|from|during|at|by"
    r"|le|la|les|l'|du|de|the)(?: +|(?<='))"
)


def resolve(phrase: str, published: str, *, ahead: bool = False) -> Reading:
    """Read a relative or vague phrase for a date, against the publication of its source.

    Parameters
    ----------
    phrase : str
        French or English, for example "vendredi soir", "depuis juillet dernier", "mi-novembre".
    published : str
        When the source was published, in EDTF; if it is not one day, the result holds every day
        that the phrase may mean.
    ahead : bool, optional
        Whether the phrase speaks of what is to come, where the words alone do not say so.

    Returns
    -------
    Reading
        ``low`` and ``high`` (days since 1970-01-01), ``reading`` (how it was read), ``edtf``.

    Raises
    ------
    ValueError
        If no pattern fits; the message names what is accepted.

    Examples
    --------
    >>> resolve("vendredi soir", "2022-03-21").edtf
    '2022-03-18'
    >>> resolve("depuis juillet dernier", "2022-03-21").edtf
    '2021-07-01/2021-07-31'
    """
    plain = in_plain_letters(phrase)
    days = parse_dates(pd.Series([published])).to_numpy()[0].tolist()
    if not np.isfinite(days).all():
        raise ValueError(f"published {published!r} has an open end; accepted: a closed EDTF date")
    while True:
        for pattern, read, _ in PATTERNS:
            found = re.fullmatch(pattern, plain)
            if found:
                words = {k: v.removeprefix("the ") for k, v in found.groupdict().items() if v}
                ends = [read(Said(words, day, ahead)) for day in days]
                return Reading(phrase, ends[0][0], ends[1][1], ends[0][2])
        shorter = _OPENING.sub("", plain)
        if shorter == plain:
            examples = ", ".join(example for _, _, example in PATTERNS)
            raise ValueError(f"no reading for {phrase!r}; accepted are phrases like: {examples}")
        plain = shorter


def in_plain_letters(text: str) -> str:
    """Write a phrase in small letters without accents, with one kind of apostrophe and space."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
