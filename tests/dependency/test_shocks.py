"""The first-order shock: its arithmetic, its draws, and what drives it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dependency.drivers import sensitivity
from analysis.dependency.shocks import (
    AMOUNTS,
    ARGUMENTS,
    OUTCOMES,
    checked_inputs,
    shock,
    simulate,
    summarize,
)
from analysis.ledger.generator import generate_ledger

MIDDLE: dict[str, Any] = {
    "turnover": 470e6, "customer_share": 0.65, "part_lost": 0.65, "new_business": 0.0,
    "headcount": 3600.0, "labour_weight": 1.0, "transferred": 0.0, "departures": 0.0,
    "growth_elsewhere": 0.1, "target_share": 0.3,
}  # fmt: skip


def table(**ends: tuple[float, float]) -> pd.DataFrame:
    """Make an input table; what is not given is known exactly."""
    rows = [(name, *ends.get(name, (value, value))) for name, value in MIDDLE.items()]
    return pd.DataFrame(rows, columns=["name", "low", "high"]).assign(shape="uniform")


UNKNOWN = table(
    turnover=(430e6, 480e6),
    customer_share=(0.4, 0.8),
    part_lost=(0.6, 0.7),
    headcount=(3500, 3900),
    labour_weight=(0.8, 1.2),
    transferred=(0, 800),
    departures=(0, 500),
    growth_elsewhere=(0.05, 0.2),
)


def test_by_hand() -> None:
    after = shock(**MIDDLE)
    assert after["loss_amount"] == pytest.approx(198.575e6)
    assert after["turnover_after"] == pytest.approx(271.425e6)
    assert after["share_after"] == pytest.approx(106.925 / 271.425)
    assert after["work_for"] == pytest.approx(3600 * (1 - 0.4225))
    assert after["without_work"] == pytest.approx(3600 * 0.4225)
    # others must grow from 164.5 to 106.925 × 0.7 / 0.3
    assert 164.5 * 1.1 ** (after["months_to_target"] / 12) == pytest.approx(106.925 * 7 / 3)


def test_people_are_never_fewer_than_none() -> None:
    after = shock(**MIDDLE | {"transferred": 3000.0})
    assert after["without_work"] == 0
    heavy = shock(**MIDDLE | {"labour_weight": 4.0})
    assert heavy["work_for"] == 0
    assert heavy["without_work"] == 3600
    full = shock(**MIDDLE | {"new_business": 400e6})
    assert full["work_for"] == 3600


def test_dependence_already_borne_or_never() -> None:
    assert shock(**MIDDLE | {"target_share": 0.9})["months_to_target"] == 0
    assert shock(**MIDDLE | {"growth_elsewhere": 0.0})["months_to_target"] == np.inf
    assert shock(**MIDDLE | {"growth_elsewhere": -0.1})["months_to_target"] == np.inf
    assert shock(**MIDDLE | {"customer_share": 1.0})["months_to_target"] == np.inf
    assert shock(**MIDDLE | {"part_lost": 1.0})["months_to_target"] == 0


@settings(max_examples=50)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_lost_is_never_better(share: float, part: float, more: float) -> None:
    less, worse = (
        shock(**MIDDLE | {"customer_share": share, "part_lost": lost})
        for lost in (part, part + more * (1 - part))
    )
    assert worse["turnover_after"] <= less["turnover_after"] + 1
    assert worse["without_work"] >= less["without_work"] - 1e-6
    assert worse["share_after"] <= less["share_after"] + 1e-9


def test_the_same_generator_gives_the_same_draws() -> None:
    one, two, other = (simulate(UNKNOWN, 500, rng=np.random.default_rng(s)) for s in (1, 1, 2))
    assert one.equals(two)
    assert not one.equals(other)
    assert list(one) == list(OUTCOMES)
    shuffled = UNKNOWN.sample(frac=1, random_state=4)
    assert simulate(shuffled, 500, rng=np.random.default_rng(1)).equals(one)


def test_the_global_generator_is_left_alone() -> None:
    np.random.seed(12)
    simulate(UNKNOWN, 10, rng=np.random.default_rng(1))
    sensitivity(UNKNOWN, "without_work", rng=np.random.default_rng(1), n=64)
    drawn = np.random.random()
    np.random.seed(12)
    assert drawn == np.random.random()


def test_two_digits_hold_across_seeds() -> None:
    draws = [simulate(UNKNOWN, 200_000, rng=np.random.default_rng(s)) for s in range(4)]
    columns = ["loss_amount", "turnover_after", "work_for", "without_work"]
    medians = np.array([d[columns].median() for d in draws])
    assert np.ptp(medians, axis=0) / medians.mean(axis=0) == pytest.approx(0, abs=0.01)


def test_draws_stay_between_the_ends_and_triangles_keep_to_the_middle() -> None:
    rng = np.random.default_rng(3)
    flat = table(customer_share=(0.4, 0.8))
    peaked = flat.assign(shape="triangle")
    shares = [simulate(t, 20_000, rng=rng)["loss_amount"] / 470e6 / 0.65 for t in (flat, peaked)]
    for share in shares:
        assert share.between(0.4, 0.8).all()
        assert share.mean() == pytest.approx(0.6, abs=0.005)
    assert shares[0].std() == pytest.approx(0.4 / np.sqrt(12), rel=0.03)
    assert shares[1].std() == pytest.approx(0.4 / np.sqrt(24), rel=0.03)


def test_the_spread_has_two_digits_and_units() -> None:
    summed = summarize(simulate(UNKNOWN, 5000, rng=np.random.default_rng(1)), "CHF")
    assert summed["outcome"].tolist() == list(OUTCOMES)
    assert summed["unit"].tolist()[0] == "CHF/year"
    assert ((summed["low"] <= summed["median"]) & (summed["median"] <= summed["high"])).all()
    for value in summed[["low", "median", "high"]].to_numpy().ravel():
        assert value == float(f"{value:.2g}")


def test_what_never_comes_is_said_so() -> None:
    shares = table(customer_share=(0.4, 0.8), growth_elsewhere=(0, 0))
    draws = simulate(shares, 4000, rng=np.random.default_rng(1))
    words = summarize(draws, "EUR").set_index("outcome")["words"]
    assert words["months_to_target"] == "never (at least 0 months)"
    gone = simulate(table(growth_elsewhere=(0, 0)), 10, rng=np.random.default_rng(1))
    words = summarize(gone, "EUR").set_index("outcome")["words"]
    assert words["months_to_target"] == "never (never)"
    found = sensitivity(shares, "months_to_target", rng=np.random.default_rng(1), n=64)
    by_name = found.set_index("name")
    assert by_name.loc["customer_share", "swing"] == np.inf
    assert by_name.loc["headcount", "swing"] == 0
    assert found["total"].isna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t[t["name"] != "turnover"], "missing: turnover"),
        (lambda t: pd.concat([t, t.head(1)]), "stated twice: turnover"),
        (lambda t: t.assign(name=t["name"].replace("turnover", "sales")), "unknown: sales"),
        (lambda t: t.assign(low=t["high"] + 1), "no finite ends in order: turnover"),
        (lambda t: t.assign(high=np.inf), "no finite ends in order"),
        (lambda t: t.assign(shape="bell"), "unknown shape: bell"),
    ],
)
def test_wrong_inputs_are_named(change: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked_inputs(change(UNKNOWN))


def test_every_argument_has_a_unit() -> None:
    assert set(ARGUMENTS) == set(MIDDLE)
    assert set(OUTCOMES) == set(shock(**MIDDLE))


def test_the_tornado_moves_one_input_at_a_time() -> None:
    found = sensitivity(UNKNOWN, "loss_amount", rng=np.random.default_rng(1), n=256)
    by_name = found.set_index("name")
    assert by_name.loc["customer_share", "at_low"] == pytest.approx(455e6 * 0.4 * 0.65)
    assert by_name.loc["customer_share", "at_high"] == pytest.approx(455e6 * 0.8 * 0.65)
    assert found["name"][0] == "customer_share"
    assert found["swing"].is_monotonic_decreasing
    assert by_name.loc["headcount", "swing"] == 0
    assert found["middle"].to_numpy() == pytest.approx(455e6 * 0.6 * 0.65)


def test_sobol_indices_of_a_sum_are_its_shares_of_variance() -> None:
    # without_work = 3600 × 0.4225 − transferred − departures: widths 800 and 400, variances 4 to 1
    known = table(transferred=(0, 800), departures=(0, 400))
    found = sensitivity(known, "without_work", rng=np.random.default_rng(1)).set_index("name")
    assert found.loc["transferred", "first"] == pytest.approx(0.8, abs=0.02)
    assert found.loc["departures", "total"] == pytest.approx(0.2, abs=0.02)
    assert found.loc["turnover", "total"] == pytest.approx(0, abs=1e-9)


def test_a_seed_stands_for_its_generator() -> None:
    by_seed, by_generator = (
        sensitivity(UNKNOWN, "without_work", rng=rng, n=64) for rng in (7, np.random.default_rng(7))
    )
    assert by_seed.equals(by_generator)


def test_sensitivity_repeats_itself_and_says_when_nothing_varies() -> None:
    one, two = (
        sensitivity(UNKNOWN, "without_work", rng=np.random.default_rng(5), n=128) for _ in range(2)
    )
    assert one.equals(two)
    nothing = sensitivity(table(), "without_work", rng=np.random.default_rng(5), n=64)
    assert (nothing[["swing", "first", "total"]] == 0).all(axis=None)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"outcome": "profit"}, "no outcome 'profit'; accepted: loss_amount"),
        ({"outcome": "without_work", "n": 1000}, "a power of two"),
    ],
)
def test_what_sensitivity_refuses(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sensitivity(UNKNOWN, **options, rng=np.random.default_rng(1))


GIVEN: dict[str, float] = {
    "turnover": 100.0, "customer_share": 0.6, "part_lost": 0.5, "new_business": 0.0,
    "headcount": 1000, "labour_weight": 1.0, "transferred": 0, "departures": 0,
    "growth_elsewhere": 0.1, "target_share": 0.3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("customer_share", 61.5, "61.5 % is written 0.615"),
        ("customer_share", 75, "75 % is written 0.75"),
        ("part_lost", 65, "65 % is written 0.65"),
        ("target_share", 30, "30 % is written 0.3"),
        ("customer_share", 1.01, "1.01 % is written 0.0101"),
        ("part_lost", -0.1, "0 to 1"),
        ("growth_elsewhere", 10, "10 % is written 0.1"),
        ("growth_elsewhere", -5, "-5 % is written -0.05"),
        ("turnover", 0.0, "more than 0"),
        ("turnover", -1.0, "more than 0"),
    ],
)
def test_what_is_no_share_is_refused_everywhere(name: str, value: float, meant: str) -> None:
    with pytest.raises(ValueError, match=meant):
        shock(**(GIVEN | {name: value}))
    with pytest.raises(ValueError, match=meant):
        shock(**(GIVEN | {name: np.array([GIVEN[name], value])}))
    table = pd.DataFrame(
        [{"name": key, "low": low, "high": low, "shape": "uniform"} for key, low in GIVEN.items()]
    )
    wrong = table["name"] == name
    table.loc[wrong, ["low", "high"]] = sorted([GIVEN[name], value])
    with pytest.raises(ValueError, match=meant):
        simulate(table, 10, rng=np.random.default_rng(1))


@pytest.mark.parametrize(
    ("target", "share", "lost", "months"),
    [
        (0.0, 0.6, 0.5, np.inf),
        (0.0, 0.6, 1.0, 0.0),
        (0.0, 0.0, 0.5, 0.0),
        (1.0, 0.6, 0.5, 0.0),
        (0.3, 1.0, 0.5, np.inf),
        (0.0, 1.0, 0.0, np.inf),
    ],
)
def test_the_ends_of_the_target(target: float, share: float, lost: float, months: float) -> None:
    given = GIVEN | {"target_share": target, "customer_share": share, "part_lost": lost}
    assert float(shock(**given)["months_to_target"]) == months
    arrays = {name: np.array([value, value]) for name, value in given.items()}
    assert np.array_equal(shock(**arrays)["months_to_target"], [months, months])


def test_the_range_holds_nine_draws_in_ten() -> None:
    draws = pd.DataFrame({"without_work": np.arange(101.0)})
    row = summarize(draws, "EUR").iloc[0]
    assert row[["low", "median", "high"]].tolist() == [5, 50, 95]


@pytest.mark.parametrize("name", AMOUNTS)
def test_no_amount_is_below_nothing(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is below nothing; accepted: 0 or more"):
        shock(**GIVEN | {name: -1})
    below = UNKNOWN.assign(low=UNKNOWN["low"].where(UNKNOWN["name"] != name, -1.0))
    with pytest.raises(ValueError, match=f"{name} is below nothing, accepted: 0 or more"):
        checked_inputs(below)


@pytest.mark.parametrize("rng", ["7", 1.5, -1, None, [1]])
def test_a_wrong_seed_is_one_message(rng: Any) -> None:
    for draw in (
        lambda: simulate(UNKNOWN, 4, rng=rng),
        lambda: sensitivity(UNKNOWN, "without_work", rng=rng, n=4),
        lambda: generate_ledger(20, rng=rng),
    ):
        with pytest.raises(ValueError, match=r"rng is .*; accepted: a whole number, 0 or more"):
            draw()


@pytest.mark.parametrize("n", [0, -1, 1.5, "many"])
def test_a_wrong_number_of_draws_is_one_message(n: Any) -> None:
    with pytest.raises(ValueError, match="accepted: a number of draws, 1 or more"):
        simulate(UNKNOWN, n, rng=1)
