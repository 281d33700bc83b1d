"""Words for dates: a row a pattern, and a table of phrases of others with their readings.

``tests/data/phrases.csv`` holds single phrases with the days that public test vectors give them
(``holds``, several where tools differ; ``origin``): duckling (Facebook, BSD licence), HeidelTime,
Recognizers-Text (Microsoft, MIT licence), and reports to dateparser, parsedatetime, natty, chronic.
Without days, a phrase is to be refused.
"""

from __future__ import annotations

import csv
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

from analysis.language.answers import parse_dates, to_day
from analysis.language.phrases import _OPENING, PATTERNS, read_phrase
from analysis.language.spotting import phrases_in
from analysis.language.vocabulary import in_plain_letters

with (ROOT / "tests" / "data" / "phrases.csv").open(encoding="utf-8", newline="") as file:
    TABLE = list(csv.DictReader(file))
# phrase, published, EDTF: a row at least for each pattern, in both languages where it has both
ROWS = [
    ("le 28 avril 2020", "2022-03-27", "2020-04-28"),
    ("1er avril 2022", "2022-04-10", "2022-04-01"),
    ("vendredi 18 mars", "2022-03-18", "2022-03-18"),
    ("le 18 mars dernier", "2022-03-27", "2022-03-18"),
    ("le 23 novembre dernier", "2021-12-13", "2021-11-23"),
    ("Depuis le 16 novembre 2021", "2022-09-28", "2021-11-16"),
    ("28 April 2020", "2022-03-27", "2020-04-28"),
    ("le 2 novembre prochain", "2022-09-30", "2022-11-02"),
    ("le 29 février", "2022-03-27", "2020-02-29"),
    ("March 18, 2022", "2022-03-27", "2022-03-18"),
    ("mi-novembre", "2022-04-15", "2021-11-11/2021-11-20"),
    ("depuis la mi-novembre", "2022-04-06", "2021-11-11/2021-11-20"),
    ("fin décembre", "2022-02-08", "2021-12-21/2021-12-31"),
    ("fin janvier 2021", "2022-02-08", "2021-01-21/2021-01-31"),
    ("fin février 2020", "2022-02-08", "2020-02-21/2020-02-29"),
    ("début mars", "2022-03-21", "2022-03-01/2022-03-10"),
    ("mid-November 2021", "2022-04-15", "2021-11-11/2021-11-20"),
    ("at the end of March 2022", "2022-04-15", "2022-03-21/2022-03-31"),
    ("Début 2021", "2022-02-14", "2021-01-01/2021-03-31"),
    ("fin 2021", "2022-03-21", "2021-10-01/2021-12-31"),
    ("mi-2021", "2022-03-21", "2021-04-01/2021-09-30"),
    ("early 2021", "2022-03-21", "2021-01-01/2021-03-31"),
    ("depuis juillet dernier", "2022-03-21", "2021-07-01/2021-07-31"),
    ("En décembre dernier", "2022-01-27", "2021-12-01/2021-12-31"),
    ("en novembre", "2022-04-07", "2021-11-01/2021-11-30"),
    ("mars", "2022-03-21", "2022-03-01/2022-03-31"),  # the month that has begun
    ("mars dernier", "2022-03-21", "2021-03-01/2021-03-31"),  # a month that is over
    ("en avril 2020", "2022-03-27", "2020-04-01/2020-04-30"),
    ("last July", "2022-03-21", "2021-07-01/2021-07-31"),
    ("next July", "2022-03-21", "2022-07-01/2022-07-31"),
    ("Au cours du premier semestre 2021", "2022-01-20", "2021-01-01/2021-06-30"),
    ("au second semestre 2021", "2022-01-20", "2021-07-01/2021-12-31"),
    ("the first half of 2021", "2022-01-20", "2021-01-01/2021-06-30"),
    ("troisième trimestre 2021", "2022-01-20", "2021-07-01/2021-09-30"),
    ("Q1 2022", "2022-05-01", "2022-01-01/2022-03-31"),
    ("à l'été 2021", "2022-01-20", "2021-06-01/2021-09-23"),
    ("l’hiver 2021", "2022-05-20", "2020-12-01/2022-03-21"),  # which of its two years, who knows
    ("cet été", "2022-09-29", "2022-06-01/2022-09-23"),
    ("l'été dernier", "2022-03-21", "2021-06-01/2021-09-23"),
    ("last summer", "2022-03-21", "2021-06-01/2021-09-23"),
    ("in spring 2022", "2022-07-21", "2022-03-01/2022-06-21"),
    ("depuis 2018", "2022-03-21", "2018-01-01/2018-12-31"),
    ("since 2018", "2022-03-21", "2018-01-01/2018-12-31"),
    ("cette année", "2022-03-21", "2022-01-01/2022-12-31"),
    ("cette semaine", "2022-03-23", "2022-03-21/2022-03-27"),
    ("l’an dernier", "2018-01-24", "2017-01-01/2017-12-31"),
    ("le mois dernier", "2022-03-31", "2022-02-01/2022-02-28"),
    ("la semaine prochaine", "2022-03-21", "2022-03-28/2022-04-03"),
    ("last year", "2022-03-21", "2021-01-01/2021-12-31"),
    ("vendredi soir", "2022-03-21", "2022-03-18"),
    ("vendredi soir", "2022-03-18", "2022-03-18"),
    ("vendredi dernier", "2022-03-18", "2022-03-11"),
    ("ce lundi", "2022-03-21", "2022-03-21"),
    ("ce vendredi matin", "2022-06-24", "2022-06-24"),
    ("mercredi prochain", "2023-01-02", "2023-01-04/2023-01-11"),
    ("Friday evening", "2022-03-21", "2022-03-18"),
    ("last Friday", "2022-03-21", "2022-03-18"),
    ("hier", "2022-03-23", "2022-03-22"),
    ("la veille", "2022-03-31", "2022-03-30"),
    ("yesterday", "2022-03-01", "2022-02-28"),
    ("il y a 18 mois", "2022-01-20", "2020-07-04/2020-08-05"),
    ("il y a quinze jours", "2021-12-06", "2021-11-15/2021-11-29"),
    ("il y a un an", "2022-09-28", "2021-03-29/2022-03-30"),
    ("18 months ago", "2022-01-20", "2020-07-04/2020-08-05"),
    ("eighteen months ago", "2022-01-20", "2020-07-04/2020-08-05"),
    ("two weeks ago", "2021-12-06", "2021-11-18/2021-11-26"),
    ("depuis huit mois", "2022-03-18", "2021-07-02/2021-08-03"),
    ("for eight months", "2022-03-18", "2021-07-02/2021-08-03"),
    ("23 mois avant le 31 mars 2022", "2022-03-27", "2020-04-14/2020-05-16"),
    ("a fortnight ago", "2021-12-06", "2021-11-15/2021-11-29"),
    ("avant le 31 mars 2022", "2022-03-21", "../2022-03-30"),
    ("before 2022", "2022-03-21", "../2021-12-31"),
    # checked on a calendar, from a Wednesday; vague words span what `readings` says
    ("il y a soixante et onze jours", "2022-03-23", "2022-01-10/2022-01-12"),
    ("il y a un an et deux mois", "2022-03-23", "2021-01-07/2021-02-08"),
    ("1 month and 2 weeks ago", "2022-03-23", "2022-01-24/2022-02-25"),
    ("two and a half months ago", "2022-03-23", "2021-12-23/2022-01-24"),
    ("il y a deux ans et demi", "2022-03-23", "2019-06-23/2019-12-24"),
    ("jeudi en huit", "2022-03-23", "2022-03-31"),
    ("jeudi en quinze", "2022-03-23", "2022-04-07"),
    ("lundi de la semaine dernière", "2022-03-23", "2022-03-14"),
    ("le premier lundi de mars 2022", "2022-03-23", "2022-03-07"),
    ("le dernier vendredi de mars 2022", "2022-03-23", "2022-03-25"),
    ("le premier week-end de mars 2022", "2022-03-23", "2022-03-04/2022-03-06"),
    ("la première semaine de mars 2022", "2022-03-23", "2022-03-01/2022-03-13"),
    ("la deuxième semaine de mars 2022", "2022-03-23", "2022-03-07/2022-03-20"),
    ("la première quinzaine de mars 2022", "2022-03-23", "2022-03-01/2022-03-15"),
    ("last weekend", "2022-03-23", "2022-03-18/2022-03-20"),
    ("mi-semaine", "2022-03-23", "2022-03-22/2022-03-25"),
    ("début du printemps 2022", "2022-03-23", "2022-03-01/2022-04-07"),
    ("milieu du printemps 2022", "2022-03-23", "2022-04-07/2022-05-15"),
    ("fin du printemps 2022", "2022-03-23", "2022-05-15/2022-06-21"),
    ("vers le 10 mars 2022", "2022-03-23", "2022-03-03/2022-03-17"),
    ("les années 80", "2022-03-23", "1980-01-01/1989-12-31"),
]


@pytest.mark.parametrize(("phrase", "published", "edtf"), ROWS)
def test_a_phrase_is_read(phrase: str, published: str, edtf: str) -> None:
    found = read_phrase(phrase, published)
    assert found.edtf == edtf
    assert found.phrase == phrase
    assert found.reading
    assert found.low <= found.high


@pytest.mark.parametrize(("pattern", "example"), [(p, e) for p, _, e in PATTERNS if e])
def test_every_pattern_has_an_example_that_it_fits(pattern: str, example: str) -> None:
    plain, fits = in_plain_letters(example), False
    while plain and not fits:
        fits, rest = bool(re.fullmatch(pattern, plain)), _OPENING.sub("", plain)
        plain = rest if rest != plain else ""
    assert fits
    read_phrase(example, "2022-03-21")


@pytest.mark.parametrize(
    "phrase", ["", "bientôt", "un jour", "le 31", "13/2021", "vendredi 19 mars"]
)
def test_what_is_not_understood_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"accepted are phrases like|is no vendredi"):
        read_phrase(phrase, "2022-03-21")


@pytest.mark.parametrize(
    "phrase", ["31 avril 2021", "30 février", "0 mars 2021", "troisième semestre 2021"]
)
def test_what_the_calendar_has_not_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"the calendar has no|no semestre"):
        read_phrase(phrase, "2022-03-21")


def test_an_uncertain_publication_widens_the_days() -> None:
    assert read_phrase("hier", "2022-03-21/2022-03-23").edtf == "2022-03-20/2022-03-22"
    assert read_phrase("novembre", "2021-12").edtf == "2021-11-01/2021-11-30"
    with pytest.raises(ValueError, match="open end"):
        read_phrase("hier", "2022-03/..")


def test_ahead_reads_what_is_to_come() -> None:
    assert read_phrase("mercredi matin", "2023-01-02", ahead=True).edtf == "2023-01-04"
    assert read_phrase("le 2 novembre", "2022-10-01", ahead=True).edtf == "2022-11-02"
    assert read_phrase("en février", "2021-12-06", ahead=True).edtf == "2022-02-01/2022-02-28"


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([phrase for phrase, _, _ in ROWS] + [row["phrase"] for row in TABLE]),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 40),
)
def test_a_wider_publication_never_narrows_the_days(phrase: str, day: date, days: int) -> None:
    later = date.fromordinal(day.toordinal() + days)
    for one in (day, date.fromordinal(day.toordinal() + days // 2), later):
        try:
            found = read_phrase(phrase, str(one))
        except ValueError:  # a weekday fits its date in some years only
            continue
        wide = read_phrase(phrase, f"{day}/{later}")
        assert wide.low <= found.low <= found.high <= wide.high


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["juillet", "mi-mai", "lundi"])
)
def test_what_is_past_has_begun(day: date, phrase: str) -> None:
    assert read_phrase(phrase, str(day)).low <= to_day(day)


def test_the_table_is_wide_enough() -> None:
    assert len({row["phrase"].casefold() for row in TABLE}) >= 200
    assert all(row["origin"] for row in TABLE)
    assert sum(";" in row["holds"] for row in TABLE) >= 20  # where readings differ, both are held


@pytest.mark.parametrize("row", TABLE, ids=lambda r: f"{r['phrase']} @{r['published']}")
def test_the_days_hold_every_reading_of_the_table(row: dict[str, str]) -> None:
    phrase, published, ahead = row["phrase"], row["published"], row["ahead"] == "true"
    if not row["edtf"]:
        with pytest.raises(ValueError, match=r"no reading for .*: .+"):
            read_phrase(phrase, published, ahead=ahead)
        return
    found = read_phrase(phrase, published, ahead=ahead)
    assert found.edtf == row["edtf"]
    for days in parse_dates(pd.Series(row["holds"].split(";"))).itertuples():
        assert found.low <= days.low <= days.high <= found.high


@pytest.mark.parametrize("row", TABLE, ids=lambda r: f"{r['phrase']} @{r['published']}")
def test_a_phrase_in_a_text_is_found_whole(row: dict[str, str]) -> None:
    if not row["edtf"]:
        return
    whole = read_phrase(row["phrase"], row["published"], ahead=row["ahead"] == "true")
    text = f"Il l’a dit {row['phrase']}, selon nous"
    found = [
        read_phrase(p, row["published"], ahead=row["ahead"] == "true") for p in phrases_in(text)
    ]
    assert [one.edtf for one in found] == [whole.edtf]


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("two weeks earlier", "count from another day"),
        ("deux ans plus tôt", "count from another day"),
        ("three days later", "count from another day"),
        ("the following week", "count from another day"),
        ("le jour d'après", "count from another day"),
        ("le 3 mars de la même année", "count from another day"),
        ("ces dernières semaines", "how many"),
        ("quelques jours", "how many"),
        ("il y a quelques mois", "is no number"),
        ("mercredi 13", "name no month"),
        ("le premier lundi", "name no month"),
        ("30 février 2022", "the calendar has no day 30"),
        ("31/04/2022", "the calendar has no day"),
        ("lundi 18 mars 2022", "is no lundi"),
        ("cinquième trimestre 2021", "accepted are phrases like"),
        ("entre mai et on ne sait", "accepted are phrases like"),
        ("entre 2022 et 2020", "the first day comes after the last"),
        ("23 mois avant", "accepted are phrases like"),
        ("trois mois avant avant 2022", "open end"),
        ("at 1030", "accepted are phrases like"),
        ("2022-02-30", "the calendar has no day"),
    ],
)
def test_what_is_refused_is_named(phrase: str, why: str) -> None:
    for ahead in (False, True):
        with pytest.raises(ValueError, match=f"no reading for .*{why}"):
            read_phrase(phrase, "2022-03-23", ahead=ahead)


# phrase, published, days in and days out, ahead
HELD = [
    ("mercredi dernier", "2022-03-24", ["2022-03-23", "2022-03-16"], ["2022-03-24"], True),
    ("le 5 mai dernier", "2022-03-24", ["2021-05-05"], ["2022-05-05"], True),
    ("mi-mai dernier", "2022-03-24", ["2021-05-15"], ["2022-05-15"], True),
    ("l'hiver dernier", "2022-06-01", ["2022-01-15"], ["2022-12-25"], True),
    ("last weekend", "2022-03-23", ["2022-03-19"], ["2022-03-26"], True),
    ("last summer", "2022-03-23", ["2021-08-01"], ["2022-08-01"], True),
    ("juillet prochain", "2022-03-23", ["2022-07-14"], ["2021-07-14"], False),
    ("cet hiver", "2022-02-01", ["2022-02-01"], ["2022-12-25"], False),
    ("ce jeudi", "2022-03-25", ["2022-03-24", "2022-03-31"], ["2022-03-17"], False),
    ("this Wednesday", "2022-03-21", ["2022-03-23"], ["2022-03-16"], False),
    ("avant la mi-mars", "2022-03-30", ["2022-03-19"], ["2022-03-20"], False),
    ("avant fin 2021", "2022-03-30", ["2021-12-30"], ["2021-12-31"], False),
    ("before the end of 2021", "2022-03-30", ["2021-11-30"], ["2021-12-31"], False),
    ("after early 2021", "2022-03-30", ["2021-01-02"], ["2021-01-01"], False),
    ("avant mars 2022", "2022-03-30", ["2022-02-28"], ["2022-03-01"], False),
    ("avant vendredi prochain", "2022-03-23", ["2022-03-31"], ["2022-04-01"], False),
    ("by the end of March", "2022-03-01", ["2022-02-01", "2022-03-31"], ["2022-04-01"], True),
    ("by mid-2022", "2022-03-01", ["2022-03-01", "2022-09-30"], ["2022-10-01"], True),
    ("by next week", "2022-03-01", ["2022-03-13"], ["2022-03-14"], True),
    ("d'ici vendredi", "2022-03-23", ["2022-03-24", "2022-03-25"], ["2022-03-26"], True),
    ("on or before 31 March 2022", "2022-03-01", ["2022-03-31"], ["2022-04-01"], True),
    ("il y a 40 ans", "2022-03-23", ["1980-01-01", "1984-01-01"], ["1990-01-01"], False),
    ("il y a 60 jours", "2022-03-23", ["2022-01-20", "2022-01-26"], ["2022-03-01"], False),
    ("90 days ago", "2022-03-23", ["2021-12-16", "2021-12-31"], ["2022-02-01"], False),
    ("depuis 25 ans", "2022-03-23", ["1995-06-01", "1999-03-01"], ["2005-01-01"], False),
    ("il y a 20 semaines", "2022-03-23", ["2021-10-25", "2021-11-15"], ["2022-02-01"], False),
    ("une centaine de jours avant le 31 mars 2022", "2022-03-30", ["2021-12-15"], [], False),
    ("il y a une douzaine d'années", "2022-03-23", ["2008-01-01", "2012-01-01"], [], False),
    ("a dozen years ago", "2022-03-23", ["2008-01-01", "2012-01-01"], ["2018-01-01"], False),
    ("last quarter", "2022-05-23", ["2022-01-01", "2022-03-31"], ["2021-12-31"], False),
    ("le trimestre dernier", "2022-05-23", ["2022-01-01", "2022-03-31"], ["2022-04-01"], False),
    ("le dernier trimestre", "2022-05-23", ["2022-01-01", "2022-03-31"], ["2021-12-31"], False),
    ("dernier trimestre 2021", "2022-05-23", ["2021-10-01", "2021-12-31"], ["2022-01-01"], False),
    ("last quarter of 2021", "2022-05-23", ["2021-10-01", "2021-12-31"], ["2022-01-01"], False),
    ("ces trois derniers mois", "2022-05-23", ["2022-02-23", "2022-05-01"], ["2022-06-01"], False),
    ("this autumn", "2022-11-30", ["2022-09-05", "2022-12-20"], ["2021-10-01"], False),
    ("au printemps 2021", "2022-11-30", ["2021-03-05", "2021-06-20"], ["2021-07-01"], False),
    ("l'hiver 2021-2022", "2022-11-30", ["2021-12-05", "2022-03-20"], ["2020-12-25"], False),
    ("Summer 2021", "2022-11-30", ["2021-06-05"], ["2021-09-30"], False),
    ("en début d'année", "2022-06-15", ["2023-01-01", "2023-03-31"], ["2024-01-01"], True),
    ("en fin d'année", "2022-06-15", ["2022-10-01", "2022-12-31"], ["2023-10-01"], True),
    ("3/4/2022", "2022-11-30", ["2022-04-03", "2022-03-04"], [], False),
]


@pytest.mark.parametrize(("phrase", "published", "within", "without", "ahead"), HELD)
def test_the_days_hold_what_the_words_leave_open_and_no_more(
    phrase: str, published: str, within: list[str], without: list[str], ahead: bool
) -> None:
    found = read_phrase(phrase, published, ahead=ahead)
    assert all(found.low <= to_day(day) <= found.high for day in within)
    assert not any(found.low <= to_day(day) <= found.high for day in without)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([row["phrase"] for row in TABLE if row["edtf"]]),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
)
def test_any_phrase_is_read_or_refused_on_any_day(phrase: str, day: date) -> None:
    for ahead in (False, True):
        try:
            found = read_phrase(phrase, str(day), ahead=ahead)
        except ValueError:
            continue
        assert found.low <= found.high
        plain = in_plain_letters(phrase)
        if {"dernier", "derniere", "last"} & set(plain.split()) and " de " not in plain:
            named = re.search(r"[0-9]{4}|week of|day of|semaine|jour|of ", plain)
            assert named or found.low <= to_day(day)
