"""Ledgers in pandas: the sums, what has no part in them, and what they are indifferent to."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dependency.concentration import hhi
from analysis.ledger.generator import generate_ledger
from analysis.ledger.screening import (
    change_over_time,
    left_out,
    profile_parts,
    profile_suppliers,
    screen,
)

COLUMNS = ["supplier", "customer", "amount", "period"]


def ledger(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Make a ledger of supplier, customer, amount and, if given, period."""
    return pd.DataFrame(rows, columns=COLUMNS[: len(rows[0])])


def by_hand(rows: list[tuple[str, str, int, int]], key: slice) -> dict[object, dict[str, Fraction]]:
    """Net each supplier's customers in whole numbers, and keep those above zero."""
    found: dict[object, dict[str, Fraction]] = {}
    for row in rows:
        name = (row[0], row[3])[key]
        spend = found.setdefault(name, {})
        spend[row[1]] = spend.get(row[1], Fraction(0)) + row[2]
    kept = {k: {c: x for c, x in spend.items() if x > 0} for k, spend in found.items()}
    return {k: spend for k, spend in kept.items() if spend}


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["s", "t", "u", "é"]),
        st.sampled_from(["a", "b", "c", "Z", "ä", "10", "9"]),
        st.integers(-300, 1000),
        st.integers(2019, 2021),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, per_period=st.booleans())
def test_a_profile_equals_exact_arithmetic(
    rows: list[tuple[str, str, int, int]], per_period: bool
) -> None:
    found = profile_suppliers(ledger(*rows), per_period=per_period)
    expected = by_hand(rows, slice(0, 2 if per_period else 1))
    keys = ["supplier", "period"] if per_period else ["supplier"]
    assert [*found[keys].itertuples(index=False, name=None)] == sorted(expected)  # type: ignore[type-var]
    for row, name in zip(found.itertuples(), sorted(expected), strict=True):  # type: ignore[type-var]
        spend = expected[name]
        total, top = sum(spend.values()), max(spend.values())
        assert row.total == total
        assert row.top_amount == top
        assert row.n_customers == len(spend)
        assert row.top_customer == min(c for c, x in spend.items() if x == top)
        assert row.top_share == pytest.approx(float(top / total), rel=1e-15)
        hhi = sum(((x / total) ** 2 for x in spend.values()), Fraction(0))
        assert row.hhi == pytest.approx(float(hhi), rel=1e-14)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, cents=st.booleans(), per_period=st.booleans())
def test_profile_and_what_is_left_out_add_up(
    rows: list[tuple[str, str, int, int]], cents: bool, per_period: bool
) -> None:
    table = ledger(*rows)
    table["amount"] = table["amount"] / 100 if cents else table["amount"]
    kept = profile_suppliers(table, per_period=per_period)["total"].sum()
    rest = left_out(table, per_period=per_period)["amount"].sum()
    assert round((kept + rest) * 100) == sum(r[2] for r in rows) * (1 if cents else 100)


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, seed=st.integers(0, 9), per_period=st.booleans())
def test_the_order_of_rows_changes_nothing(
    rows: list[tuple[str, str, int, int]], seed: int, per_period: bool
) -> None:
    table = ledger(*rows).assign(amount=lambda t: t["amount"] / 7)
    shuffled = table.sample(frac=1, random_state=seed)
    for function in (profile_suppliers, left_out):
        pd.testing.assert_frame_equal(
            function(table, per_period=per_period), function(shuffled, per_period=per_period)
        )


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_the_bounds_of_share_and_concentration_hold(rows: list[tuple[str, str, int, int]]) -> None:
    found = profile_suppliers(ledger(*rows))
    assert (found["top_share"] >= 1 / found["n_customers"] - 1e-12).all()
    assert (found["hhi"] >= found["top_share"] ** 2 - 1e-12).all()
    assert (found["hhi"] <= found["top_share"] + 1e-12).all()


def test_parts_give_what_the_whole_gives_and_must_not_share_a_supplier() -> None:
    table, _ = generate_ledger(40, rng=np.random.default_rng(4))
    first = table["supplier"] < "S0000020"
    parts = [table[~first], table[first]]
    pd.testing.assert_frame_equal(profile_parts(parts), profile_suppliers(table))
    with pytest.raises(ValueError, match="in two parts"):
        profile_parts([table[:500], table[500:]])


def test_concentration_is_that_of_the_library() -> None:
    table, _ = generate_ledger(40, rng=np.random.default_rng(4), n_dependents=4)
    spend = table.groupby(["supplier", "customer"])["amount"].sum()
    expected = spend.groupby("supplier").agg(lambda amounts: hhi(amounts.to_numpy()))
    found = profile_suppliers(table).set_index("supplier")["hhi"]
    pd.testing.assert_series_equal(found, expected, check_names=False, rtol=1e-12)


def test_one_customer_is_all_of_the_sales() -> None:
    row = profile_suppliers(ledger(("s", "a", 0.1), ("s", "a", 0.2))).iloc[0]
    assert (row["top_share"], row["hhi"], row["n_customers"]) == (1.0, 1.0, 1)
    assert row["total"] == 0.3  # not 0.30000000000000004: whole hundredths are summed


def test_halves_of_a_hundredth_go_upwards() -> None:
    found = profile_suppliers(ledger(("s", "a", 0.125), ("t", "a", 0.375), ("u", "a", 1e9 + 0.625)))
    assert found["total"].tolist() == [0.13, 0.38, 1e9 + 0.63]


@pytest.mark.parametrize(
    ("customers", "top"), [(["b", "a"], "a"), (["9", "10"], "10"), ([9, 10], 9), (["é", "z"], "z")]
)
def test_a_tie_goes_to_the_first_in_order(customers: list[object], top: object) -> None:
    found = profile_suppliers(ledger(*(("s", c, 0.1 + 0.2) for c in customers)))
    assert found["top_customer"].tolist() == [top]
    assert found["top_share"].tolist() == [0.5]


def test_credit_notes_are_netted_within_a_period() -> None:
    table = ledger(("s", "a", 10, 1), ("s", "a", -10, 2), ("s", "b", 5, 2))
    assert profile_suppliers(table)["top_customer"].tolist() == ["b"]
    assert profile_suppliers(table, per_period=True)["top_customer"].tolist() == ["a", "b"]
    assert left_out(table).set_index("reason")["n_rows"].tolist() == [0, 0, 0, 2]
    yearly = left_out(table, per_period=True).set_index("reason")
    assert yearly["n_rows"].to_dict() == {
        **dict.fromkeys(["no supplier", "no period", "no customer", "no amount"], 0),
        "net amount not above zero": 1,
    }
    assert yearly["amount"].tolist() == [0, 0, 0, 0, -10]


MISSING = [
    (None, "a", 1.0, 2020),
    ("", "a", 2.0, 2020),
    ("s", None, 4.0, 2020),
    ("s", "", 8.0, 2020),
    ("s", "a", None, 2020),
    ("s", "a", float("nan"), 2020),
    ("s", "a", float("inf"), 2020),
    ("s", "a", -1e12, 2020),
    ("s", "a", 1e12, 2020),
    ("s", "a", 16.0, 2020),
    ("s", "b", 0.0, 2020),
]


@pytest.mark.parametrize("text", ["str", "object", "category"])
@pytest.mark.parametrize("number", ["float64", "Float64"])
def test_rows_with_something_missing_are_counted(text: str, number: str) -> None:
    table = ledger(*MISSING).astype({"supplier": text, "customer": text, "amount": number})
    found = profile_suppliers(table)
    assert found[["supplier", "top_customer", "total"]].to_numpy().tolist() == [["s", "a", 28.0]]
    assert found[["top_share", "top_share_high", "unnamed"]].to_numpy().tolist() == [
        [16 / 28, 1.0, 12.0]
    ]
    rest = left_out(table).set_index("reason")
    assert rest["n_rows"].to_dict() == {
        "no supplier": 2,
        "no customer": 0,
        "no amount": 5,
        "net amount not above zero": 1,
    }
    assert rest["amount"].tolist() == [3.0, 0.0, 0.0, 0.0]


def test_whole_numbers_that_may_be_missing_are_keys_and_amounts() -> None:
    table = pd.DataFrame({"supplier": [1, 1, None], "customer": [2, 3, 3], "amount": [4, None, 5]})
    found = profile_suppliers(table.astype("Int64"))
    assert found[["supplier", "top_customer", "total"]].to_numpy().tolist() == [[1, 2, 4]]
    assert left_out(table.astype("Int64"))["n_rows"].tolist() == [1, 0, 1, 0]


def test_whole_numbers_of_customers_that_are_missing_are_unnamed() -> None:
    table = pd.DataFrame({"supplier": [1, 1], "customer": [0, None], "amount": [4, 5]})
    found = profile_suppliers(table.astype("Int64"))
    assert found[["top_customer", "total", "unnamed"]].to_numpy().tolist() == [[0, 9, 5]]


def test_a_ledger_without_rows_gives_a_table_without_rows() -> None:
    table = pd.DataFrame({"supplier": ["s"], "customer": ["a"], "amount": [1], "period": [1]})[:0]
    assert screen(table).columns[0] == "rank"
    for found in (profile_suppliers(table), screen(table), change_over_time(table)):
        assert len(found) == 0
    assert left_out(table)["n_rows"].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"customer": "buyer"}, "no column 'customer', found 'supplier', 'buyer', 'amount'"),
        ({"amount": "sum"}, "no column 'amount'"),
    ],
)
def test_a_missing_column_is_named(change: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        profile_suppliers(ledger(("s", "a", 1)).rename(columns=change))


@pytest.mark.parametrize(
    ("column", "values"),
    [("supplier", [1.5]), ("customer", [True]), ("amount", ["12"]), ("period", [2020.0])],
)
def test_another_kind_of_value_is_named(column: str, values: list[object]) -> None:
    table = ledger(("s", "a", 1, 2020)).assign(**{column: values})
    with pytest.raises(ValueError, match=f"column '{column}': found .*; accepted: "):
        profile_suppliers(table, per_period=True)


def test_the_screen_keeps_who_reaches_share_and_total_and_ranks_them() -> None:
    table = ledger(
        *(("just", "a", 3), ("just", "b", 1), ("less", "a", 74), ("less", "b", 26)),
        *(("small", "a", 1), ("large", "a", 90), ("large", "b", 10)),
        *(("larger", "a", 180), ("larger", "b", 20)),
    )
    found = screen(table, min_share=0.75)
    assert found["supplier"].tolist() == ["small", "larger", "large", "just"]
    assert found["rank"].tolist() == [1, 2, 3, 4]
    assert screen(table, min_share=0.75, min_total=100)["supplier"].tolist() == ["larger", "large"]
    assert screen(table, min_share=1)["supplier"].tolist() == ["small"]


def test_unless_told_the_screen_asks_for_half_and_for_no_size() -> None:
    table = ledger(
        *(("half", "a", 50), ("half", "b", 50)),
        *(("under half", "a", 49), ("under half", "b", 48), ("under half", "c", 3)),
        ("tiny", "a", 0.01),  # one purchase, one customer
    )
    assert screen(table)["supplier"].tolist() == ["tiny", "half"]


def test_the_least_total_is_in_the_unit_of_the_ledger() -> None:
    table = ledger(("s", "a", 9.99), ("t", "a", 10.0))
    assert screen(table, min_total=10)["supplier"].tolist() == ["t"]


@pytest.mark.parametrize("share", [0, -0.1, 1.01, float("nan")])
def test_a_share_beyond_the_whole_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="accepted: above 0 and up to 1"):
        screen(ledger(("s", "a", 1)), min_share=share)


def test_change_runs_from_the_first_period_of_a_supplier_to_its_last() -> None:
    table = ledger(
        *(("s", "a", 50, "2020-1"), ("s", "b", 50, "2020-1"), ("s", "a", 9, "2020-2")),
        *(("s", "a", 10, "2021-1"), ("s", "b", 30, "2021-1"), ("t", "a", 7, "2020-2")),
    )
    found = change_over_time(table).set_index("supplier")
    s, t = found.loc["s"], found.loc["t"]
    assert (s["n_periods"], s["period_first"], s["period_last"]) == (3, "2020-1", "2021-1")
    assert (s["top_customer_first"], s["top_customer_last"]) == ("a", "b")
    assert (s["top_share_first"], s["top_share_last"], s["top_share_change"]) == (0.5, 0.75, 0.25)
    assert (s["hhi_change"], s["n_customers_change"], s["total_change"]) == (0.125, 0, -60)
    assert (t["n_periods"], t["total_first"]) == (1, 7)
    assert np.isnan([t["top_share_change"], t["total_change"]]).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_screen_finds_the_planted_suppliers_and_no_other(seed: int) -> None:
    table, planted = generate_ledger(300, rng=np.random.default_rng(seed), n_dependents=7)
    found = screen(table, min_share=0.6).sort_values("supplier", ignore_index=True)
    assert len(planted) == 7
    assert found["supplier"].tolist() == planted["supplier"].tolist()
    assert found["top_customer"].tolist() == planted["customer"].tolist()
    assert found["top_share"].to_numpy() == pytest.approx(planted["top_share"].to_numpy(), abs=0.01)
    others = profile_suppliers(table).query("supplier not in @planted.supplier")
    assert len(others) == 293
    assert others["top_share"].max() < 0.49
    assert others["n_customers"].between(4, 60).all()


def test_the_generator_depends_on_its_seed_alone_and_draws_heavy_tails() -> None:
    one, two = (generate_ledger(400, rng=np.random.default_rng(3))[0] for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    sales = profile_suppliers(one)["total"].sort_values(ascending=False)
    assert sales.head(40).sum() > 0.35 * sales.sum()  # a tenth of them, over a third of the sales
    assert sorted(one["period"].unique()) == [1, 2, 3]
    assert (one["amount"] > 0).all()


@pytest.mark.parametrize(("suppliers", "dependents"), [(0, 0), (3, 4), (3, -1)])
def test_more_planted_suppliers_than_suppliers_are_refused(suppliers: int, dependents: int) -> None:
    with pytest.raises(ValueError, match="accepted: at least one supplier"):
        generate_ledger(suppliers, rng=np.random.default_rng(1), n_dependents=dependents)
