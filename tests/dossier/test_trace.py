"""The way back to the sources."""

from __future__ import annotations

import pytest

from analysis.dispute.camps import camps
from analysis.dossier.dossier import Dossier
from analysis.dossier.trace import cite, explain


def test_a_claim_is_explained(dossier: Dossier) -> None:
    row = explain(dossier, ["caparis-2022-06-24-c04"]).iloc[0]
    assert row["speaker"] == "Cour d'appel de Paris"
    assert row["words"] == "28 April 2020"
    assert row["published"] == "2022-06-24"
    assert row["url"].startswith("https://")


def test_a_column_of_lists_is_explained_in_order_each_once(dossier: Dossier) -> None:
    column = camps(dossier, "q-orange-share")["claims"]
    told = explain(dossier, column)["claim_id"].tolist()
    assert told == list(dict.fromkeys(claim for group in column for claim in group))


def test_one_id_is_a_list_of_one(dossier: Dossier) -> None:
    claim = "caparis-2022-06-24-c04"
    for view in (explain, cite):
        assert view(dossier, claim).equals(view(dossier, [claim]))
        assert view(dossier, [claim, claim]).equals(view(dossier, (claim,)))


def test_sources_are_cited_once_with_their_claims(dossier: Dossier) -> None:
    ids = dossier.select(question_id="d-safeguard")["claim_id"]
    cited = cite(dossier, ids)
    assert cited["source_id"].is_unique
    assert sorted(claim for claims in cited["claims"] for claim in claims) == sorted(ids)


def test_an_unknown_claim(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="no claim_id 'francebleu-2022-03-21-s99'"):
        explain(dossier, ["francebleu-2022-03-21-s99"])
