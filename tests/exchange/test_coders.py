"""Agreement of two coders, by a published example and by cases whose answer is plain."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dossier.dossier import Dossier
from analysis.exchange.coders import Level, alpha, coder_agreement, differences, second_coding


def test_alpha_is_the_published_one() -> None:
    """Example A of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert round(alpha(np.array([meg, owen], float), "nominal"), 3) == 0.095


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=40),
    st.sampled_from(["nominal", "interval"]),
)
def test_alpha_is_that_of_the_package(units: list[tuple[int, int]], level: Level) -> None:
    ratings = np.array(units, float).T
    if np.ptp(ratings) == 0:
        assert np.isnan(alpha(ratings, level))
    else:
        theirs = krippendorff.alpha(reliability_data=ratings, level_of_measurement=level)
        assert alpha(ratings, level) == pytest.approx(theirs)


def coded(small: Callable[..., Dossier], answers: list[str]) -> Dossier:
    """Make a dossier of answers to one yes-no question."""
    asked = [{"question_id": "p", "kind": "yes-no"}]
    return small([{"question_id": "p", "answer": answer} for answer in answers], asked)


def test_two_who_agree(small: Callable[..., Dossier]) -> None:
    one = coded(small, ["yes", "no", "yes"])
    table = coder_agreement(one, one).set_index("kind")
    assert table.loc["yes-no", ["n_claims", "n_same", "alpha"]].tolist() == [3, 3, 1]
    assert differences(one, one).empty


def test_two_who_differ(small: Callable[..., Dossier]) -> None:
    one, other = coded(small, ["yes", "no"] * 10), coded(small, ["yes", "no"] * 9 + ["no", "yes"])
    row = coder_agreement(one, other).set_index("kind").loc["yes-no"]
    assert row["n_same"] == 18
    # 40 values, half of each: expected disagreement 2 * 20 * 20 / (40 * 39), observed 2 of 20
    assert row["alpha"] == pytest.approx(1 - 0.1 / (2 * 20 * 20 / (40 * 39)))
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"] <= 1
    assert differences(one, other)["claim_id"].tolist() == ["c19", "c20"]


def test_one_answer_alone_says_nothing_of_chance(small: Callable[..., Dossier]) -> None:
    one = coded(small, ["yes", "yes"])
    assert np.isnan(coder_agreement(one, one).set_index("kind").loc["yes-no", "alpha"])


def test_the_same_number_written_twice_is_one(small: Callable[..., Dossier]) -> None:
    one, other = (
        small([{"answer": "0.5"}, {"answer": "0.6"}]),
        small([{"answer": "0.50"}, {"answer": "0.60"}]),
    )
    row = coder_agreement(one, other).set_index("kind").loc["quantity"]
    assert (row["n_same"], row["alpha"]) == (2, 1)


def test_claims_of_one_coder_are_named(small: Callable[..., Dossier]) -> None:
    one = coded(small, ["yes", "no"])
    found = differences(one, one.without(claims="c2"))
    assert found.to_numpy().tolist() == [["c2", "claim", "coded", "not coded", "Said so."]]


def test_a_second_file_of_claims_will_do(dossier: Dossier, tmp_path: Path) -> None:
    table = dossier.claims[list(dossier.claims.columns[:12])]
    first = dossier.claims["claim_id"].iloc[0]
    table = table.assign(scope=table["scope"].mask(table["claim_id"] == first, "elsewhere"))
    table.to_csv(tmp_path / "second.csv", index=False)
    second = second_coding(dossier, tmp_path / "second.csv")
    assert differences(dossier, second)[["claim_id", "field"]].to_numpy().tolist() == [
        [first, "scope"]
    ]


def test_hundreds_of_values_take_little_memory(small: Callable[..., Dossier]) -> None:
    one = small([{"answer": str(number % 400 / 400)} for number in range(4000)])
    tracemalloc.start()
    table = coder_agreement(one, one).set_index("kind")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert table.loc["quantity", ["n_claims", "alpha"]].tolist() == [4000, 1]
    assert most < 50e6  # all pairs of values for each claim would be 5 GB
