"""A made-up register with the traps of real ones: none of them moves a rank unseen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.ledger.generator import _split, generate_ledger
from analysis.ledger.names import names_to_show
from analysis.ledger.register import one_register
from analysis.ledger.screening import left_out, profile_suppliers, screen

SEEDS = range(4)


def draw(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    return generate_ledger(300, rng=np.random.default_rng(seed), n_dependents=7, traps=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_planted_suppliers_are_found_or_have_a_range_that_says_why_not(seed: int) -> None:
    ledger, planted = draw(seed)
    found = screen(one_register([ledger]), min_share=0.6, min_customers=3)
    profile = profile_suppliers(one_register([ledger])).set_index("supplier")
    assert (profile.loc[planted["supplier"], "top_share_high"] >= 0.6).all()
    assert len(set(planted["supplier"]) - set(found["supplier"])) <= 1
    # who only seems to depend has a range that says so, and comes after those who are sure
    sure = found[found["top_share_low"] >= 0.6]
    assert set(sure["supplier"]) <= set(planted["supplier"])
    assert len(sure) >= len(planted) - 1
    assert sure["rank"].tolist() == list(range(1, len(sure) + 1))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_traps_would_mislead_who_only_adds_up(seed: int) -> None:
    ledger, planted = draw(seed)
    sums = ledger.groupby(["supplier", "customer"])["amount"].sum().groupby("supplier")
    shares = (sums.max() / sums.sum()).sort_values(ascending=False)
    assert set(shares.index[:7]) != set(planted["supplier"])


def test_each_trap_is_there_at_its_rate_and_counted() -> None:
    ledger, _ = draw(1)
    rows = len(ledger) / 1.02
    fillers = ledger["amount"].isin([999_999_999, 99_999_999])
    assert fillers.sum() == pytest.approx(rows / 5000, abs=3)
    assert (ledger["customer"] == "").sum() == pytest.approx(rows / 200, rel=0.1)
    assert ledger.duplicated(["contract"]).sum() == pytest.approx(rows / 50, abs=1)
    bad = (ledger["date"] == "") | ledger["date"].str.startswith("0218")
    assert bad.sum() == pytest.approx(rows / 50, rel=0.15)
    assert ledger["date"].str.startswith("0218").any()
    maxima = ledger["basis"] == "maximum given several times"
    assert maxima.sum() == pytest.approx(rows / 100, rel=0.1)
    counts = left_out(one_register([ledger])).set_index("reason")["n_rows"]
    assert counts["a contract that is there twice"] == ledger.duplicated("contract").sum()
    assert counts["placeholder amount"] == fillers[~ledger.duplicated("contract")].sum()
    shown = names_to_show(ledger, "customer")
    assert "BUDGET PRINCIPAL" in shown.values()


def test_traps_depend_on_the_seed_alone_and_change_no_draw() -> None:
    one, two = draw(3), draw(3)
    pd.testing.assert_frame_equal(one[0], two[0])
    plain, planted = generate_ledger(300, rng=np.random.default_rng(3), n_dependents=7)
    pd.testing.assert_frame_equal(planted, one[1])
    same = one[0]["supplier"].iloc[: len(plain)]
    assert same.tolist() == plain["supplier"].tolist()


def test_thresholds_leave_out_who_is_seen_too_little() -> None:
    rows = [
        *[("few", "a", 5, "2020-01-01")] * 2,
        *[("one day", "a", 5, "2020-01-01")] * 4,
        *(("long", "a", 5, day) for day in ("2020-01-01", "2020-06-01", "", "2021-01-01")),
        ("two", "a", 5, "2020-01-01"),
        ("two", "b", 1, "0218-01-01"),
        ("two", "a", 5, "2020-12-31"),
    ]
    table = pd.DataFrame(rows, columns=["supplier", "customer", "amount", "date"])

    def found(**least: int) -> list[str]:
        return sorted(screen(table, **least)["supplier"])

    assert found() == ["few", "long", "one day", "two"]
    assert found(min_purchases=3) == ["long", "one day", "two"]
    assert found(min_customers=2) == ["two"]
    assert found(min_months=6) == ["long", "two"]
    assert found(min_months=12) == ["long"]
    register = table.assign(contract=[f"k{nth}" for nth in range(len(table))])
    assert sorted(screen(register)["supplier"]) == ["long", "one day", "two"]
    with pytest.raises(ValueError, match="a ledger with a 'date'"):
        screen(table.drop(columns="date"), min_months=1)


def test_the_parts_of_each_supplier_s_sales_add_up() -> None:
    supplier, nth = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 1, 2, 0, 1, 0])
    parts = _split(supplier, nth, np.array([np.nan, 0.8, np.nan]))
    assert np.bincount(supplier, parts).tolist() == pytest.approx([1, 1, 1])
    assert parts[3] == 0.8
