"""Facts and assumptions in one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis.dependency.inputs import Fact, shock_inputs, suppose
from analysis.dependency.shocks import ARGUMENTS
from analysis.dossier.dossier import Dossier
from analysis.dossier.example import example

ASSUMED = dict.fromkeys(ARGUMENTS, (0.1, 0.2, "made up"))


def without(*names: str) -> dict[str, tuple[float, float, str]]:
    return {name: ends for name, ends in ASSUMED.items() if name not in names}


def test_a_fact_spans_the_answers_and_names_its_claims(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "0.4"}, {"answer": "0.5~"}, {"answer": "0.7/.."}])
    table = shock_inputs(dossier, {"part_lost": {"question_id": "q"}}, without("part_lost"))
    bare = shock_inputs(dossier, {"part_lost": "q"}, without("part_lost"))
    pd.testing.assert_frame_equal(bare, table)
    row = table.set_index("name").loc["part_lost"]
    assert (row["low"], row["high"]) == pytest.approx((0.39, 0.6825))
    assert (row["basis"], row["claims"], row["why"]) == ("fact", ["c1", "c2", "c3"], "What?")
    others = table[table["name"] != "part_lost"]
    assert set(others["basis"]) == {"assumption"}
    assert (others["why"] == "made up").all()
    assert not others["claims"].map(len).any()
    assert set(table["unit"]) == {"EUR/year", "share", "persons", ""}
    assert row["words"] == "39 % to 68.25 %"


def test_a_share_is_at_most_everything(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "0.99"}])
    table = shock_inputs(dossier, {"part_lost": {"question_id": "q"}}, without("part_lost"))
    assert table.set_index("name").loc["part_lost", "high"] == 1


def test_only_what_was_published_by_a_day(dossier: Dossier) -> None:
    facts: dict[str, Fact] = {"departures": {"question_id": "q-departures"}}
    with pytest.raises(ValueError, match="no claim on q-departures"):
        shock_inputs(dossier.as_of("2022-03-21"), facts, without("departures"))


@pytest.mark.parametrize(("answer", "side"), [("0.5/..", "upper"), ("../0.5", "lower")])
def test_an_end_that_no_claim_gives_is_not_invented(
    small: Callable[..., Dossier], answer: str, side: str
) -> None:
    facts: dict[str, Fact] = {"part_lost": {"question_id": "q"}}
    with pytest.raises(ValueError, match=f"part_lost: no claim gives q a {side} end"):
        shock_inputs(small([{"answer": answer}]), facts, without("part_lost"))


@pytest.mark.parametrize(
    ("facts", "assumed", "message"),
    [
        ({}, without("turnover"), "missing: turnover"),
        ({"part_lost": {"question_id": "q"}}, ASSUMED, "stated twice: part_lost"),
        ({"profit": {"question_id": "q"}}, ASSUMED, "unknown: profit"),
    ],
)
def test_the_table_is_complete(
    small: Callable[..., Dossier],
    facts: dict[str, Fact],
    assumed: dict[str, tuple[float, float, str]],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        shock_inputs(small([{"answer": "0.5"}]), facts, assumed)


def test_what_is_supposed_is_an_assumption(small: Callable[..., Dossier]) -> None:
    facts: dict[str, Fact] = {"part_lost": {"question_id": "q"}}
    table = shock_inputs(small([{"answer": "0.5"}]), facts, without("part_lost"))
    other = suppose(table, part_lost=0.7, departures=(0, 400)).set_index("name")
    assert other.loc["part_lost", ["low", "high", "basis"]].tolist() == [0.7, 0.7, "assumption"]
    assert other.loc["part_lost", "claims"] == []
    assert other.loc["departures", "words"] == "0 persons to 400 persons"
    assert table.set_index("name").loc["part_lost", "claims"] == ["c1"]
    with pytest.raises(ValueError, match="no input 'profit'"):
        suppose(table, profit=1)
    with pytest.raises(ValueError, match="no finite ends in order: departures"):
        suppose(table, departures=(2, 1))


SUPPOSED = dict.fromkeys(
    ("turnover", "headcount", "labour_weight", "new_business", "transferred", "departures"),
    (1.0, 1.0, "."),
) | dict.fromkeys(("part_lost", "growth_elsewhere", "target_share"), (0.5, 0.5, "."))


@pytest.mark.parametrize("unit", ["EUR", "persons", "months", "change", ""])
def test_a_role_checks_the_unit_of_its_question(small: Callable[..., Dossier], unit: str) -> None:
    asked = [{"question_id": "q", "kind": "quantity", "unit": unit}]
    dossier = small([{"answer": "0.5"}], asked)
    with pytest.raises(
        ValueError, match=r"customer_share: 'q' is asked in .* a question in 'share'"
    ):
        shock_inputs(dossier, {"customer_share": {"question_id": "q"}}, SUPPOSED)


@pytest.mark.parametrize("name", ["part_lost", "target_share", "growth_elsewhere"])
@pytest.mark.parametrize("value", [40, (40, 45), (0.4, 45), -2])
def test_an_assumed_share_is_from_0_to_1(
    small: Callable[..., Dossier], name: str, value: float | tuple[float, float]
) -> None:
    dossier = small([{"answer": "0.5"}])
    facts: dict[str, Fact] = {"customer_share": {"question_id": "q"}}
    low, high = value if isinstance(value, tuple) else (value, value)
    with pytest.raises(ValueError, match=f"{name} is .*accepted"):
        shock_inputs(dossier, facts, SUPPOSED | {name: (low, high, ".")})
    with pytest.raises(ValueError, match=f"{name} is .*accepted"):
        suppose(shock_inputs(dossier, facts, SUPPOSED), **{name: value})


@pytest.mark.parametrize("given", [(0, 500), 100, ("0", "500", "x"), (0, 500, 7)])
def test_an_assumption_of_another_form_is_explained(given: object) -> None:
    with pytest.raises(ValueError, match=r"departures: found .*accepted: \(low, high, why\)"):
        shock_inputs(example(), {}, {"departures": given})  # type: ignore[dict-item]


@pytest.mark.parametrize("given", [[0.2, 0.4], (0.2, 0.4)])
def test_two_ends_may_be_supposed(given: list[float]) -> None:
    inputs = shock_inputs(example(), {}, ASSUMED)
    row = suppose(inputs, part_lost=given).set_index("name").loc["part_lost"]
    assert (row["low"], row["high"]) == (0.2, 0.4)


@pytest.mark.parametrize("given", [[0.2], [0.2, 0.3, 0.4], "0.2", None])
def test_what_is_neither_a_number_nor_two_is_refused(given: Any) -> None:
    inputs = shock_inputs(example(), {}, ASSUMED)
    with pytest.raises(ValueError, match=r"part_lost: found .*; accepted: a number, or a low and"):
        suppose(inputs, part_lost=given)


def test_a_misspelt_key_of_a_fact_is_named() -> None:
    wrong: Any = {"part_lost": {"question": "q-lost"}}
    with pytest.raises(ValueError, match="part_lost: found question; accepted: question_id and"):
        shock_inputs(example(), wrong, without("part_lost"))


def test_what_is_supposed_is_marked_so_and_rests_on_no_claim() -> None:
    facts: dict[str, Fact] = {"part_lost": {"question_id": "q-lost"}}
    inputs = shock_inputs(example(), facts, without("part_lost"))
    row = suppose(inputs, part_lost=0.3).set_index("name").loc["part_lost"]
    assert row[["basis", "why", "claims"]].tolist() == ["assumption", "supposed", []]
