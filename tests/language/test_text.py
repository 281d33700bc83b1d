"""When two texts are the same to a reader."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text import as_typed, same_text_key, same_typography, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cour d'appel", "Cour d’appel"),
        ("Cour d'appel", "Courʼ d′appel".replace("ʼ ", " ")),
        ("Élisabeth", unicodedata.normalize("NFD", "Élisabeth")),
        ("Cour  d'appel", "Cour\u00a0d'appel"),
        ("Cour d'appel", "Cour\u202fd'appel"),
        ("porte-parole", "porte\u2011parole"),
        ("porte-parole", "porte–parole"),
        ("porteparole", "porte\u200bparole"),
        ("licencié", "licen\u00adcié"),
        ("licencié", "licen\u00ad\ncié"),
        ("offre", "oﬀre"),
        ("profit", "proﬁt"),
        ('dit "non"', "dit « non »"),
        ('dit "non"', "dit «\u202fnon\u202f»"),
        ('dit "non"', "dit “ non ”"),
        ("Quoi ?", "Quoi?"),
        ("65 %", "65\u00a0%"),
        ("et puis…", "et puis..."),
        ("\u200eOrange", "Orange"),
    ],
)
def test_typography_changes_no_word(one: str, other: str) -> None:
    assert same_typography(one) == same_typography(other)
    assert same_text_key(one) == same_text_key(other.upper() if other.isascii() else other)


@pytest.mark.parametrize(
    ("one", "other"), [("œuvre", "oeuvre"), ("SŒUR", "SOEUR"), ("æquo", "aequo")]
)
def test_one_sign_for_two_letters_is_compared_but_stays_in_print(one: str, other: str) -> None:
    assert as_typed(one) == as_typed(other)
    assert same_text_key(one) == same_text_key(other)
    assert same_typography(one) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("licencie", "licencié"),
        ("licencié", "licencie\u0300"),
        ("a", "à"),
        ("ou", "où"),
        ("garcon", "garçon"),
        ("m2", "m²"),
        ("co-opérer", "coopérer"),
        ("lille", "l'île"),
        ("Mézard", "Mezard"),
    ],
)
def test_a_letter_is_a_letter(one: str, other: str) -> None:
    assert same_typography(one) != same_typography(other)
    assert same_text_key(one) != same_text_key(other)


@given(st.text(alphabet="aé e\u0301'’«»\" -–\u00ad\u00a0.:;\nﬁœ", max_size=30))
def test_alike_twice_is_alike_once(text: str) -> None:
    assert same_typography(same_typography(text)) == same_typography(text)
    assert same_text_key(same_text_key(text)) == same_text_key(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nous avons perdu : plus de la moitié de nos contrats hier soir", 12),
        ("« Nous avons perdu 65 % du contrat ; une catastrophe » a dit Jean", 11),
        ("Nous avons perdu — plus de la moitié de nos contrats hier soir", 12),
        ("Est-ce vrai ? Oui !", 3),
        ("L’offre & l’appel", 2),
        ("perdu—plus…puis", 3),
        ("1 300 / 1 500", 4),
        ("« … »", 0),
        ("", 0),
    ],
)
def test_signs_are_no_words(text: str, count: int) -> None:
    assert len(words_of(text)) == count


@pytest.mark.parametrize(
    "other",
    [
        "Cour d’appel de Paris",
        "Cour dʼappel de Paris",
        "Cour d'appel\u00a0de Paris",
        "Cour d'appel\u202fde\u2009Paris",
        " Cour  d'appel de Paris ",
        "COUR D'APPEL DE PARIS",
        "Cour d'appel de Pa\u00adris",
    ],
)
def test_one_name_in_many_spellings(other: str) -> None:
    assert same_text_key(other) == same_text_key("Cour d'appel de Paris")


@pytest.mark.parametrize(
    "other", ["Frederic Mézard", "Frédéric Mezard", "Frédéric Mézart", "F. Mézard"]
)
def test_another_letter_is_another_name(other: str) -> None:
    assert same_text_key(other) != same_text_key("Frédéric Mézard")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert same_typography(apart) == same_typography(unicodedata.normalize("NFC", text))
    assert same_text_key(apart) == same_text_key(text) == same_text_key(same_typography(text))
