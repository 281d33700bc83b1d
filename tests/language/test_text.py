"""When two texts are the same to a reader."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text import same_text_key, same_typography


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
