"""Phrases for dates in a text."""

from __future__ import annotations

import pytest

from analysis.language.spotting import phrases_in

# What a text says, and the phrases in it: whole, and nothing more.
TEXTS = {
    "avant le 31 mars 2022, au plus tard": ["avant le 31 mars 2022"],
    "before 2 March 2022 and in writing": ["before 2 march 2022"],
    "avant le 31 mars 2022 et après le 1er janvier 2020": [
        "avant le 31 mars 2022",
        "apres le 1er janvier 2020",
    ],
    "soit 23 mois avant le terme, en avril 2020": ["avril 2020"],
    "plus de 23 mois avant le 31 mars 2022, dit-il": ["plus de 23 mois avant le 31 mars 2022"],
    "la veille du 31 mars 2022, il": ["la veille du 31 mars 2022"],
    "la veille, il": ["la veille"],
    "by the end of the year, they": ["by the end of the year"],
    "d'ici la fin de l'année 2022": ["d'ici la fin de l'annee 2022"],
    "pas avant fin mars 2022, a-t-il dit": ["pas avant fin mars 2022"],
    "le 31 mars 2022 au plus tard": ["31 mars 2022 au plus tard"],
    "not until late 2023, she said": ["not until late 2023"],
    "after mid-March 2022 it": ["after mid-march 2022"],
    # one phrase of two days
    "par deux lettres des 11 mars et 3 juillet 2014": ["11 mars et 3 juillet 2014"],
    "du 17 au 20 mars 2022": ["17 au 20 mars 2022"],
    "entre fin mars et début avril 2022": ["entre fin mars et debut avril 2022"],
    "at some point in 2018 or early 2019 would": ["2018 or early 2019"],
    "July 13 to 15, 2022, in Paris": ["july 13 to 15, 2022"],
    "pour les années 2022 à 2025, inclus": ["2022", "2025"],
    # more of a phrase
    "s'est tenu ce mardi 14 février au tribunal": ["ce mardi 14 fevrier"],
    "we advised them on February 9 that": ["february 9"],
    "au premier lundi de mars 2022": ["premier lundi de mars 2022"],
    "la dernière semaine de septembre 2014": ["derniere semaine de septembre 2014"],
    "la semaine du 16 septembre 2021": ["semaine du 16 septembre 2021"],
    "mars de l'an dernier": ["mars de l'an dernier"],
    "il y a un an et demi que": ["il y a un an et demi"],
    "dans les années 1990": ["les annees 1990"],
    "à la fin du premier trimestre 2022": ["fin du premier trimestre 2022"],
    # what names its end, or counts from another day, is no more than its day
    "jusqu'au 31 mars 2022": ["31 mars 2022"],
    "prenait fin le 31 mars 2022 sans garantie": ["31 mars 2022"],
    "le contrat prend fin en mars 2022": ["mars 2022"],
    "a pris fin début mars": ["debut mars"],
    # no dates
    "they may have lost it; the march goes on": [],
    "1500 salariés et 65% des contrats": [],
    "il a été dernier du classement": [],
    "the fall in turnover": [],
    "In May, they may march": ["may"],
    "avant le terme": [],
    "the 10 lots and the 30 contracts": [],
    "en mars 15 salariés sont partis": ["mars"],
    "the 1990s": ["the 1990s"],
    "3.2022 ou v1.2020": [],
    "rien": [],
    "": [],
}


@pytest.mark.parametrize(("text", "phrases"), TEXTS.items())
def test_phrases_are_found_whole_and_nothing_more(text: str, phrases: list[str]) -> None:
    assert phrases_in(text) == phrases
