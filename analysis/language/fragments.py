"""Pieces of the patterns of phrases for dates, and what may stand around a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.language.vocabulary import (
    ENGLISH_MONTHS,
    EVE,
    LONG_MONTHS,
    MONTHS,
    NEAR,
    NUMBERS,
    ONE_UNIT,
    RANKS,
    SEASONS,
    SHORT_MONTHS,
    UNITS,
    WEEKDAYS,
)


def any_of(words: Iterable[str]) -> str:
    """Match any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace("\\ ", " ")


_YEARS = (
    "cette annee|l'an dernier|l'annee derniere|l'an passe|l'annee passee|l'an prochain"
    "|l'annee prochaine|this year|last year|next year"
)
# Any word may stand where a number does: one that is none is refused by name.
_NUMBER = (
    r"[0-9]+|(?!(?:les?|la|the|ce[st]?|cette|th[aeio]\w+|last|next|past|de|du|des|of|and|et|ou|or|by"
    r"|in|en) )(?:une? |a |one )?[a-z]+(?:-[a-z]+)*(?: et (?:une?|onze))?"
)
_YEAR = "(?:1[5-9]|2[01])[0-9]{2}"
LISTS = {
    "MONTH": f"(?P<month>{any_of(LONG_MONTHS)})",
    "ANYMONTH": f"(?P<month>{any_of(MONTHS)})",
    "ENMONTH": f"(?P<month>{any_of([*ENGLISH_MONTHS, *SHORT_MONTHS])})",
    "WEEKDAY": f"(?P<weekday>{any_of(WEEKDAYS)})",
    "DAY": r"(?P<day>1er|premier|first|second|third|[0-3]?[0-9])(?:st|nd|rd|th|e|eme)?",
    "YEAR": f"(?P<year>{_YEAR})",  # not a time of day, as in "at 1030"
    "OFYEAR": rf"(?:(?:de |of |en |in )?(?:l'annee )?(?P<year>{_YEAR})"
    rf"|(?:de |of )?(?P<that_year>{_YEARS}))",
    "RANK": f"(?P<rank>{any_of(RANKS)})",
    "SEASON": f"(?P<season>{any_of(SEASONS)})",
    "UNITS": f"(?P<unit>{any_of(UNITS)})",
    "UNIT": f"(?P<unit>{any_of(ONE_UNIT)})",
    "NUMBER": rf"(?P<number>[0-9]+|{any_of(NUMBERS)})",
    "PART": "(?P<part>debut|milieu|mi|fin|early|middle|mid|late|beginning|start|end)",
    "NEAR": f"(?P<near>{any_of(NEAR)})",
    "LAST": "(?P<relative>derniere?|passee?|prochaine?)",
    "ENLAST": "(?P<relative>last|next|this past|past|coming|upcoming)",
    "LASTS": "(?P<relative>dernieres?|derniers|prochaines?|prochains)",
    "THIS": "(?P<this>cette|cet|ce|this)",
    "OF": r"(?:de la |de l'|de |du |d'|of the |of |in the |in |en )",
    # Not "in" or "en": "prend fin en mars" is no end of March.
    "OFTHE": r"(?:de la |de l'|de |du |d'|of the |of )",
    "TIME": r"(?: (?:(?:au|dans la|dans l'|in the|at) ?)?"
    r"(?:matinee|matin|midi|apres-midi|soiree|soir|morning|afternoon|evening|night))?",
    "WEEKEND": "(?:week-end|week end|weekend)",
    "ABOUT": r"(?:(?P<about>plus de|plus d'|more than|over|au moins|at least|moins de|moins d'"
    r"|less than|under|au plus|at most|pres de|pres d'|presque|quasiment|nearly|almost|environ"
    r"|about|around|some|roughly) ?)?",
}
LISTS["LENGTH"] = (
    rf"(?P<number>{_NUMBER})(?: d'| de | |-)(?:(?P<half>and a half) )?(?P<unit>{any_of(UNITS)})"
    r"(?P<half2> et demie?| and a half)?"
    rf"(?:,? (?:et |and )?(?P<number2>[0-9]+|[a-z-]+) (?P<unit2>{any_of(UNITS)}))?"
)


def filled(pattern: str) -> str:
    """Put the word lists into a pattern."""
    return re.sub(r"\{([A-Z]+)\}", lambda name: LISTS[name[1]], pattern)


def unnamed(pattern: str) -> str:
    """Write a pattern without the names of its groups, so that it may stand in another."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


ABOUT, LENGTH = LISTS["ABOUT"], LISTS["LENGTH"]
PART = filled(r"{PART}[ -]{OFTHE}?(?:la |l'|the )?")
ARTICLES = (
    r"(?:(?:les|le|la|the|en|in|aux|au|du|des|de|on|of|at|a|courant|mois de|month of) |l'|d')*"
)
EVES = "|".join([*EVE, "the eve", "le lendemain", "lendemain", "the day after", "day after"])
NOT_BEFORE = "pas avant|not before|no earlier than|au plus tot|not until"
BY = "by|d'ici(?: a)?|au plus tard|no later than|not later than|on or before"
CIRCA = "vers|environ|autour|aux alentours|about|around|circa|roughly"
EARLIEST, LATEST = "au plus tot|at the earliest", "au plus tard|at the latest"
WEEK = "semaine du|week of|week (?:starting|beginning)(?: on)?"
CHOICE, JOIN = "ou|or", " ?(?:et|and|ou|or|jusqu'au|au|a|to|through|till|until|-) ?"
# What may stand before and after a phrase in a text, and changes what it means.
LEADING = (
    rf"(?:(?:{unnamed(ABOUT + LENGTH)} (?:avant|before|apres|after)|{EVES}|{NOT_BEFORE}|{BY}"
    rf"|avant|before|prior to|apres|after|{CIRCA}|{WEEK}|entre|between) {ARTICLES})?"
)
TRAILING = f"{EARLIEST}|{LATEST}"
