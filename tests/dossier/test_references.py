"""Values of rules and winners of zones are data, with sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import table

import analysis
from analysis.dossier.dossier import Dossier


def test_a_rule_s_value_is_a_range(dossier: Dossier) -> None:
    assert analysis.law_value(dossier, "ceiling_18_months") == (18.0, 18.0, "months")
    assert analysis.law_value(dossier, "supplier_alert_10_15") == (0.1, 0.15, "share")


def test_a_rule_without_a_value_is_named(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match=r"no rule 'exceptions' with a value.*ceiling_18_months"):
        analysis.law_value(dossier, "exceptions")


def test_every_value_has_a_unit_and_an_address(dossier: Dossier) -> None:
    law = dossier.table("law").query("value != ''")
    assert (law["unit"] != "").all()
    assert law["source_url"].str.startswith("http").all()
    for rule_id in law["rule_id"]:
        low, high, _ = analysis.law_value(dossier, rule_id)
        assert 0 <= low <= high


def test_the_worked_example_comes_to_its_amount(dossier: Dossier) -> None:
    turnover, margin, due, given, amount = (
        analysis.law_value(dossier, f"worked_example_{name}").low
        for name in ("turnover", "margin", "due", "given", "amount")
    )
    assert turnover / 12 * margin * (due - given) == pytest.approx(amount)


def test_zones_are_as_the_claims_say(dossier: Dossier) -> None:
    zones = analysis.dossier.zone_winners(dossier).explode(["winners", "claims"])
    claims = dossier.select(question_id="q-departments-won").set_index("claim_id")
    for claim_id, won in zones.groupby("claims"):
        claim = claims.loc[claim_id]
        assert set(won["winners"]) == {claim["scope"]}
        assert len(won) == claim["low"].item() or claim["low"] <= len(won) <= claim["high"]
        assert all(name in claim["statement"] for name in won["name"])
    assert set(zones["claims"]) == set(claims.index)


def test_a_zone_needs_its_claim(small: Callable[..., Dossier]) -> None:
    rows = [{"zone": "North", "row": "0", "column": "0", "winner": "Firm", "claim_id": "c9"}]
    with pytest.raises(analysis.DossierError, match=r"zones.csv, row 2, column claim_id"):
        small([{"answer": "0.5"}], zones=table("zones", rows))


@pytest.mark.parametrize("value", ["a tenth", "0.1/", "0.1-0.2", "-1"])
def test_a_value_is_a_number_or_two(small: Callable[..., Dossier], value: str) -> None:
    rows = [{"rule_id": "r", "rule": "R", "value": value, "unit": "share"}]
    with pytest.raises(analysis.DossierError, match=r"law.csv, row 2, column value"):
        small([{"answer": "0.5"}], law=table("law", rows))
