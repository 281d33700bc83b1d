"""Coded dates beside the words quoted for them."""

from __future__ import annotations

import counts
import numpy as np

from analysis.dossier.dossier import Dossier
from analysis.dossier.phrase_check import _fit, check_phrases, phrases_in
from analysis.language.phrases import resolve


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
    assert table.index[table["fit"] == "apart"].tolist() == counts.QUOTES_APART


def test_fits_are_told_apart(dossier: Dossier) -> None:
    july = resolve("juillet 2021", "2022-03-21")
    low, high = july.low, july.high
    assert _fit(july, low, high) == "same"
    assert _fit(july, low + 1, high) == "coded narrower"
    assert _fit(july, low, np.inf) == "coded wider"
    assert _fit(july, high, high + 9) == "overlap"
    assert _fit(july, high + 1, high + 9) == "apart"
