"""The words of which phrases for dates are made, French and English, in plain letters.

Plain letters: small, without accents, one kind of apostrophe and space (`in_plain_letters`).
"""

from __future__ import annotations

import re
import unicodedata

from analysis.language.text import same_typography

_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
    "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_SHORT = {
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "jun": 6,
    "juil": 7, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
SHORT_MONTHS = _SHORT | {f"{name}.": month for name, month in _SHORT.items()}
LONG_MONTHS = _MONTHS | ENGLISH_MONTHS
MONTHS = LONG_MONTHS | SHORT_MONTHS
WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
RANKS = {
    "premier": 1, "premiere": 1, "1er": 1, "1re": 1, "first": 1, "second": 2, "seconde": 2,
    "deuxieme": 2, "troisieme": 3, "third": 3, "quatrieme": 4, "fourth": 4,
    "dernier": -1, "derniere": -1, "last": -1,
    **{f"{n}{end}": n for n in range(1, 5) for end in ("e", "eme", "st", "nd", "nde", "rd", "th")},
}  # fmt: skip
SEASONS = {
    "printemps": 1, "spring": 1, "ete": 2, "summer": 2, "automne": 3, "autumn": 3, "fall": 3,
    "hiver": 4, "winter": 4,
}  # fmt: skip
PARTS = {
    "debut": 0, "early": 0, "beginning": 0, "start": 0,
    "mi": 1, "milieu": 1, "mid": 1, "middle": 1,
    "fin": 2, "late": 2, "end": 2,
}  # fmt: skip
PART_NAMES = ("the beginning of", "the middle of", "the end of")
SHIFTS = {
    "ce": 0, "cet": 0, "cette": 0, "this": 0,
    **dict.fromkeys(("dernier", "derniere", "derniers", "dernieres", "passe", "passee"), -1),
    **dict.fromkeys(("last", "past", "this past"), -1),
    **dict.fromkeys(("prochain", "prochaine", "prochains", "prochaines"), 1),
    **dict.fromkeys(("next", "coming", "upcoming"), 1),
}  # fmt: skip
_UNITS = {
    "day": "jour jours day days",
    "week": "semaine semaines week weeks",
    "month": "mois month months",
    "quarter": "trimestre trimestres quarter quarters",
    "half-year": "semestre semestres half-year half-years",
    "year": "an ans annee annees year years",
    "decade": "decennie decennies decade decades",
}
UNITS = {word: unit for unit, words in _UNITS.items() for word in words.split()}
ONE_UNIT = [word for word in UNITS if not word.endswith("s") or word == "mois"]
MONTHS_IN = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "decade": 120}
# Days from the publication, first and last.
NEAR = {
    "hier": (-1, -1), "yesterday": (-1, -1), "avant-hier": (-2, -2), "avant hier": (-2, -2),
    "aujourd'hui": (0, 0), "today": (0, 0), "ce jour": (0, 0), "tonight": (0, 0),
    "demain": (1, 1), "tomorrow": (1, 1), "apres-demain": (2, 2), "last night": (-1, 0),
    **{f"{this} {part}": (0, 0) for this, parts in (
        ("ce", ("matin", "midi", "soir")), ("cet", ("apres-midi",)),
        ("this", ("morning", "afternoon", "evening")),
    ) for part in parts},
}  # fmt: skip
EVE = ("la veille", "veille", "the day before", "day before")


def _counted() -> dict[str, int]:
    """Name the numbers to a hundred, and the French "about ten"."""
    french = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    ones = [*french.split(), "seize", "dix-sept", "dix-huit", "dix-neuf"]
    names = dict(zip(ones, range(1, 20), strict=True)) | {"une": 1, "cent": 100}
    tens = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
    for ten, value in (tens | {"quatre-vingt": 80}).items():
        names |= {ten: value, f"{ten}s": value, f"{ten} et un": value + 1}
        upper = 20 if value in (60, 80) else 10
        names |= {f"{ten}-{ones[n - 1]}": value + n for n in range(1, upper)}
    names["soixante et onze"] = 71
    english = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    ones = [*english.split(), *(f"{n}teen" for n in ("fif", "six", "seven", "eigh", "nine"))]
    names |= dict(zip(ones, range(1, 20), strict=True)) | {"a": 1, "an": 1, "a hundred": 100}
    for value, start in enumerate(
        ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine"), 2
    ):
        ten = f"{start}ty"
        names |= {ten: 10 * value} | {f"{ten}-{ones[n - 1]}": 10 * value + n for n in range(1, 10)}
    about = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
             "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}  # fmt: skip
    return names | {f"une {name}": value for name, value in about.items()} | {"a dozen": 12}


NUMBERS = _counted()
_ACCENTS = re.compile("[\u0300-\u036f]+")  # apart from their letters, as NFKD puts them


def in_plain_letters(text: str) -> str:
    """Write a phrase in small letters without accents, with one kind of apostrophe and space.

    >>> in_plain_letters("L’été  dernier")
    "l'ete dernier"
    """
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", same_typography(text))).casefold()
