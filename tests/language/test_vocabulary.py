"""The words of months, weekdays, ranks and numbers mean what a dictionary says."""

from __future__ import annotations

import calendar

import pytest

from analysis.language import vocabulary as words

FRENCH_MONTHS = [
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
]
FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
FRENCH_NUMBERS = """
un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze,
seize, dix-sept, dix-huit, dix-neuf, vingt, vingt et un, vingt-deux, vingt-trois, vingt-quatre,
vingt-cinq, vingt-six, vingt-sept, vingt-huit, vingt-neuf, trente, trente et un, trente-deux,
trente-trois, trente-quatre, trente-cinq, trente-six, trente-sept, trente-huit, trente-neuf,
quarante, quarante et un, quarante-deux, quarante-trois, quarante-quatre, quarante-cinq,
quarante-six, quarante-sept, quarante-huit, quarante-neuf, cinquante, cinquante et un,
cinquante-deux, cinquante-trois, cinquante-quatre, cinquante-cinq, cinquante-six, cinquante-sept,
cinquante-huit, cinquante-neuf, soixante, soixante et un, soixante-deux, soixante-trois,
soixante-quatre, soixante-cinq, soixante-six, soixante-sept, soixante-huit, soixante-neuf,
soixante-dix, soixante et onze, soixante-douze, soixante-treize, soixante-quatorze,
soixante-quinze, soixante-seize, soixante-dix-sept, soixante-dix-huit, soixante-dix-neuf,
quatre-vingts, quatre-vingt-un, quatre-vingt-deux, quatre-vingt-trois, quatre-vingt-quatre,
quatre-vingt-cinq, quatre-vingt-six, quatre-vingt-sept, quatre-vingt-huit, quatre-vingt-neuf,
quatre-vingt-dix, quatre-vingt-onze, quatre-vingt-douze, quatre-vingt-treize,
quatre-vingt-quatorze, quatre-vingt-quinze, quatre-vingt-seize, quatre-vingt-dix-sept,
quatre-vingt-dix-huit, quatre-vingt-dix-neuf, cent
"""
ENGLISH_NUMBERS = """
one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen,
fifteen, sixteen, seventeen, eighteen, nineteen, twenty, twenty-one, twenty-two, twenty-three,
twenty-four, twenty-five, twenty-six, twenty-seven, twenty-eight, twenty-nine, thirty
"""
TENS = "ten, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, a hundred"


def listed(text: str) -> list[str]:
    return " ".join(text.split()).split(", ")


def test_months_and_weekdays_stand_in_the_order_of_the_calendar() -> None:
    english = [name.casefold() for name in calendar.month_name[1:]]
    for names in (english, FRENCH_MONTHS):
        assert [words.MONTHS[name] for name in names] == [*range(1, 13)]
    days = [name.casefold() for name in calendar.day_name]
    for names in (days, FRENCH_DAYS):
        assert [words.WEEKDAYS[name] for name in names] == [*range(7)]


def test_a_month_cut_short_is_the_month() -> None:
    for short, month in words.SHORT_MONTHS.items():
        stem = short.rstrip(".")
        meant = {number for name, number in words.LONG_MONTHS.items() if name.startswith(stem)}
        assert meant == {month}


@pytest.mark.parametrize("text", [FRENCH_NUMBERS, ENGLISH_NUMBERS])
def test_numbers_in_letters_are_counted(text: str) -> None:
    names = listed(text)
    assert [words.NUMBERS[name] for name in names] == [*range(1, len(names) + 1)]


def test_tens_and_about_ten() -> None:
    assert [words.NUMBERS[name] for name in listed(TENS)] == [*range(10, 101, 10)]
    about = ["une dizaine", "une quinzaine", "une vingtaine", "une trentaine", "une quarantaine"]
    assert [words.NUMBERS[name] for name in about] == [10, 15, 20, 30, 40]
    about = ["une cinquantaine", "une soixantaine", "une centaine", "une douzaine", "a dozen"]
    assert [words.NUMBERS[name] for name in about] == [50, 60, 100, 12, 12]
    assert [words.NUMBERS[name] for name in ("une", "a", "an", "ninety-nine")] == [1, 1, 1, 99]


def test_ranks() -> None:
    for names in (
        "premier deuxieme troisieme quatrieme",
        "premiere seconde 3eme 4e",
        "first second third fourth",
        "1st 2nd 3rd 4th",
        "1er 2e 3e 4e",
        "1re 2nde 3e 4eme",
    ):
        assert [words.RANKS[name] for name in names.split()] == [1, 2, 3, 4]
    assert {words.RANKS[name] for name in ("dernier", "derniere", "last")} == {-1}


def test_seasons_and_parts_follow_one_another() -> None:
    for names in ("printemps ete automne hiver", "spring summer autumn winter"):
        assert [words.SEASONS[name] for name in names.split()] == [1, 2, 3, 4]
    assert words.SEASONS["fall"] == words.SEASONS["autumn"]
    for names in ("debut milieu fin", "beginning middle end", "early mid late", "start mi end"):
        parts = [words.PARTS[name] for name in names.split()]
        assert [words.PART_NAMES[part].split()[1] for part in parts] == [
            *("beginning", "middle", "end")
        ]


def test_shifts_and_lengths() -> None:
    for names in ("cette cet ce this", "derniere dernier passee last past", "prochain next coming"):
        assert len({words.SHIFTS[name] for name in names.split()}) == 1
    assert [words.SHIFTS[name] for name in ("dernier", "ce", "prochain")] == [-1, 0, 1]
    in_a_year = {unit: 12 / months for unit, months in words.MONTHS_IN.items()}
    assert in_a_year == {"month": 12, "quarter": 4, "half-year": 2, "year": 1, "decade": 0.1}
