"""Coded dates beside the words quoted for them."""

from __future__ import annotations

from collections.abc import Callable

import counts
import numpy as np
import pytest

from analysis.dossier.dossier import Dossier
from analysis.dossier.phrase_check import _fit, check_phrases
from analysis.language.phrases import read_phrase
from analysis.language.spotting import phrases_in


def test_phrases_are_found_in_a_quote() -> None:
    assert phrases_in("détenait depuis 2015 et qui s’achève fin mars 2022") == [
        "2015",
        "fin mars 2022",
    ]
    assert phrases_in("a été informée à l'été 2021") == ["l'ete 2021"]
    assert phrases_in("perdu 65% de 2015 contrats, 1.500 salariés") == ["2015"]
    assert phrases_in("rien") == []


def test_the_coded_dates_are_what_the_words_say(dossier: Dossier) -> None:
    table = check_phrases(dossier).set_index("claim_id")
    assert len(table) > 60
    assert table.loc["francebleu-2022-03-21-s01", ["phrase", "coded", "fit"]].tolist() == [
        "vendredi soir", "18 March 2022", "same",
    ]  # fmt: skip
    assert set(table["fit"]) <= {"same", "coded narrower", "coded wider", "apart"}
    # these quotes are cut before the date coded, or date something else
    assert table.index[table["fit"] == "apart"].tolist() == counts.QUOTES_APART


def test_fits_are_told_apart(dossier: Dossier) -> None:
    july = read_phrase("juillet 2021", "2022-03-21")
    low, high = july.low, july.high
    assert _fit(july, low, high) == "same"
    assert _fit(july, low + 1, high) == "coded narrower"
    assert _fit(july, low, np.inf) == "coded wider"
    assert _fit(july, high, high + 9) == "overlap"
    assert _fit(july, high + 1, high + 9) == "apart"


DATE = [{"question_id": "q", "kind": "date"}]


@pytest.mark.parametrize(
    ("quote", "answer", "fit"),
    [
        ("signé la veille", "2022-03-20", "same"),
        ("on the day before", "2022-03-20", "same"),
        ("le 18 mars dernier", "2022-03-18", "same"),
        ("le 25 mars dernier", "2022-03-25", "apart"),  # "dernier" is never to come
        ("fin mars dernier", "2022-03-31", "apart"),
        ("l'été dernier", "2022-07-14", "apart"),
        ("last July", "2022-07-14", "apart"),
        ("avant fin mars", "2022-03-25", "coded narrower"),
        ("avant fin mars", "2022-04-25", "apart"),
        ("avant fin mars 2022", "../2022-03-30", "same"),
        ("avant le 31 mars 2022, au plus tard", "2022-03-17", "coded narrower"),
        ("by 31 March 2022 at best", "2022-03-17", "coded narrower"),
        ("après le 31 mars 2022", "2022-04-01/..", "same"),
        ("partenaire depuis 50 ans", "1973", "coded narrower"),
        ("ce vendredi", "2022-03-25", "same"),
        ("vendredi 25 mars", "2022-03-25", "same"),
    ],
)
def test_a_coded_date_is_judged_by_the_whole_phrase(
    small: Callable[..., Dossier], quote: str, answer: str, fit: str
) -> None:
    table = check_phrases(small([{"answer": answer, "quote": quote}], DATE))
    assert table["fit"].tolist() == [fit]


@pytest.mark.parametrize(
    "quote", ["two weeks earlier", "le lendemain", "ces derniers mois", "le 31"]
)
def test_what_cannot_be_read_is_passed_over(small: Callable[..., Dossier], quote: str) -> None:
    assert check_phrases(small([{"answer": "2022-03-18", "quote": quote}], DATE)).empty
