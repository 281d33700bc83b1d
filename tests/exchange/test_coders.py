"""Agreement of two coders, by a published example and by cases whose answer is plain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from analysis.dossier.dossier import Dossier
from analysis.exchange.coders import Level, alpha, coder_agreement, differences, second_coding

_ = float("nan")
# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers,
# twelve units, and the values that the paper gives.
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
)


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_is_the_published_one(level: Level, published: float) -> None:
    assert round(alpha(OBSERVERS, level), 3) == published


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
