"""Cases side by side: read from a table, made of a dossier, drawn."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Annotation
from scipy.stats import spearmanr
from support import ROOT, across, figure_of, replace_in

import analysis
from analysis.cases import COLUMNS, RANGES
from analysis.dossier.dossier import Dossier

ENDS = "low", "high"
TABLE = ROOT / "data" / "comparables.csv"

# How each dossier tells the row that the table has of it: starts and ends of the notice.
TOLD: dict[str, dict[str, Any]] = {
    "imagination-apple": {
        "relation": ("d-licence", "d-end"),
        "customer": [("d-warning", "d-end"), ("d-notice", "d-end")],
        "supplier": [("d-notice", "d-end")],
    },
    "satcoms-orange": {
        "relation": ("d-relation-start", "d-first-contract-end"),
        "customer": [
            ("d-tender-letter", "d-second-contract-end"),
            ("d-tender-letter", "d-first-contract-end"),
        ],
        "supplier": [("d-no-more-work", "d-end-of-work")],
    },
    "gms-psa-renault": {},
}


def told(dossier: Dossier, given: dict[str, Any]) -> dict[str, Any]:
    """Measure the notices that a case is told with."""
    return {
        name: pd.concat([analysis.notice(dossier, end=end, starts=start) for start, end in pairs])
        if name != "relation"
        else pairs
        for name, pairs in given.items()
    }


@pytest.fixture(scope="module")
def cases() -> pd.DataFrame:
    table: pd.DataFrame = analysis.read_cases(TABLE)
    return table


def test_blank_cells_are_not_known(cases: pd.DataFrame) -> None:
    row = cases.set_index("case_id").loc["gtat-apple"]
    assert np.isnan(row["customer_share_low"])
    assert row["sources"]
    assert all(address.startswith("http") for address in row["sources"])


def test_a_bad_cell_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "cases.csv"
    copy.write_bytes(TABLE.read_bytes())
    replace_in(copy, {",0.6,0.7,": ",0.7,0.6,", ",36.0,36.0,36.0,": ",36.0,three years,36.0,"})
    with pytest.raises(analysis.DossierError) as caught:
        analysis.read_cases(copy)
    found = {(p.row, p.column, p.found) for p in caught.value.problems}
    assert found == {
        (3, "customer_share_low", "0.7 above 0.6"),
        (7, "customer_months_high", "'three years'"),
    }


@pytest.mark.parametrize("case_id", TOLD)
def test_a_dossier_tells_the_row_that_the_table_has(cases: pd.DataFrame, case_id: str) -> None:
    dossier = analysis.load(ROOT / "data" / case_id)
    given = told(dossier, TOLD[case_id])
    row = analysis.case_of(dossier, case_id, customer_share="q-share", **given).iloc[0]
    stated = cases.set_index("case_id").loc[case_id]
    for name in ("customer_months", "supplier_months"):
        for end in (f"{name}_low", f"{name}_high"):
            assert row[end] == pytest.approx(stated[end], abs=0.051, nan_ok=True), end
    assert (
        row["customer_share_low"] <= stated["customer_share_low"]
    )  # all answers, with their tolerance
    assert row["customer_share_high"] >= stated["customer_share_high"]


def test_a_row_of_a_dossier_has_the_columns_of_the_table(
    cases: pd.DataFrame, dossier: Dossier
) -> None:
    question = dossier.questions.query("unit == 'share'")["question_id"].iloc[0]
    row = analysis.case_of(dossier, "x", customer_share=question, dropped="yes")
    assert list(row) == list(cases) == COLUMNS
    assert row["customer_share_high"].item() <= 1
    assert row[[f"{name}_low" for name in RANGES[1:]]].isna().all(axis=None)


def test_a_sides_own_date_comes_first(small: Callable[..., Dossier]) -> None:
    questions = [
        {"question_id": "q", "kind": "quantity", "unit": "share"},
        {"question_id": "told", "kind": "date"},
        {"question_id": "end", "kind": "date"},
    ]
    claims = [
        {"answer": "0.8/.."},
        {"question_id": "told", "answer": "2020-01-31", "side": "buyer"},
        {"question_id": "told", "answer": "2020-10-31", "side": "press"},
        {"question_id": "end", "answer": "2020-12-31", "side": "press"},
    ]
    dossier = small(claims, questions)
    both = {side: [("told", "end")] for side in ("customer", "supplier")}
    row = analysis.case_of(dossier, "x", customer_share="q", **told(dossier, both)).iloc[0]
    assert (row["customer_months_low"], row["customer_months_high"]) == (11, 11)
    assert (row["supplier_months_low"], row["supplier_months_high"]) == (2, 11)
    assert row["customer_share_high"] == 1


def test_rank_agreement_against_scipy() -> None:
    rng = np.random.default_rng(3)
    for count in (3, 5, 6):
        numbers = rng.integers(0, 4, (count, 2)).astype(float)
        table = pd.DataFrame(
            {f"{name}_{end}": numbers[:, i] for i, name in enumerate(("a", "b")) for end in ENDS}
        )
        found = analysis.rank_agreement(table, "a", "b")
        expected = spearmanr(*numbers.T).statistic
        assert found.cases == count
        assert found.correlation == pytest.approx(expected, nan_ok=True)
        rhos = [spearmanr(numbers[:, 0], order).statistic for order in permutations(numbers[:, 1])]
        assert found.by_chance == pytest.approx(np.mean(np.abs(rhos) >= abs(expected) - 1e-9))


def test_rank_agreement_leaves_out_what_lacks_either_and_refuses_too_few(
    cases: pd.DataFrame,
) -> None:
    assert analysis.rank_agreement(cases, "customer_share", "customer_months").cases == 3
    alike = cases.assign(customer_share_low=0.5, customer_share_high=0.5)
    assert np.isnan(analysis.rank_agreement(alike, "customer_share", "customer_months").correlation)
    assert analysis.rank_agreement(alike, "customer_share", "customer_months").by_chance == 1
    with pytest.raises(ValueError, match="1 cases have both"):
        analysis.rank_agreement(cases.iloc[:1], "customer_share", "customer_months")
    with pytest.raises(ValueError, match="9 cases have both"):
        analysis.rank_agreement(pd.concat([cases] * 3), "customer_share", "supplier_months")


def test_the_figure_says_each_notice_once(cases: pd.DataFrame) -> None:
    ax = analysis.plot.cases(cases, title="Cases")
    words = analysis.plot.alt_text(ax)
    assert "Satcoms 12.6 to 16.6 by customer and 0.6 to 0.9 by supplier" in words
    assert "in 2 of them the customer did not leave" in words
    names = [text.get_text() for text in ax.texts if " / " in text.get_text()]
    assert len(names) == len(set(names)) == 12
    assert names[0].startswith("SAM")  # the most dependent first
    plt.close(figure_of(ax))


def test_the_figure_takes_one_case_without_a_notice(cases: pd.DataFrame) -> None:
    one = cases[cases["case_id"] == "cirrus-apple"]
    ax = analysis.plot.cases(one, title="One")
    assert "Notice in months: none." in analysis.plot.alt_text(ax)
    assert any("not dropped" in text.get_text() for text in ax.texts)
    plt.close(figure_of(ax))


def test_a_mark_before_the_first_start_stays_in_the_picture() -> None:
    dossier = analysis.load(ROOT / "data" / "satcoms-orange")
    table = analysis.notice(dossier, end="d-end-of-work", starts=["d-no-more-work"])
    ax = analysis.plot.notice(table, marks={"due": 30}, title="Notice")
    mark = next(t for t in ax.texts if isinstance(t, Annotation) and t.get_text() == "due")
    assert ax.get_xlim()[0] <= mark.xy[0] <= ax.get_xlim()[1]
    plt.close(figure_of(ax))


def test_a_length_from_others_dates_is_said() -> None:
    dossier = analysis.example()
    given = told(dossier, {"customer": [("d-told", "d-end")], "supplier": [("d-notice", "d-end")]})
    row = analysis.case_of(dossier, "x", customer_share="q-share", **given).iloc[0]
    assert "Example Telecom dated no start: customer_months counts from others' dates." in row.notes
    assert "Example Works dated" not in row.notes


def test_an_unknown_quantity_is_named() -> None:
    cases = pd.DataFrame({"customer_share_low": [0.3, 0.5], "customer_share_high": [0.3, 0.5]})
    with pytest.raises(
        ValueError, match="the cases have no 'x'; accepted: customer_share, relation_months"
    ):
        analysis.rank_agreement(cases, "customer_share", "x")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"customer": [("d-told", "d-end")]}, r"customer: found \[.*; accepted: a table of"),
        ({"supplier": pd.DataFrame({"start": []})}, "supplier: found start; accepted: a table of"),
        ({"relation": "d-told"}, "relation: found 'd-told'; accepted: the date questions"),
        ({"dropped": "maybe"}, "dropped: found 'maybe'; accepted: yes, partly, no, disputed"),
    ],
)
def test_what_a_case_is_not_told_with_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        analysis.case_of(analysis.example(), "x", customer_share="q-share", **given)


def test_shares_of_another_scope_are_left_out(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "0.5"}, {"answer": "0.1", "scope": "another firm"}])
    row = analysis.case_of(dossier, "x", customer_share="q").iloc[0]
    assert (row["customer_share_low"], row["customer_share_high"]) == pytest.approx(
        (0.4875, 0.5125)
    )


def test_each_notice_is_drawn_from_its_low_to_its_high_end(cases: pd.DataFrame) -> None:
    wide = cases["customer_months_high"] > cases["customer_months_low"]
    one = cases[wide & (cases["supplier_months_high"] > cases["supplier_months_low"])].iloc[:1]
    ax = analysis.plot.cases(one, title="One")
    drawn = [np.ptp(across(line)) for line in ax.lines if len(across(line)) == 2]
    customer, supplier = (
        (one[f"{account}_months_high"] - one[f"{account}_months_low"]).item()
        for account in ("customer", "supplier")
    )
    assert drawn[0] / drawn[1] == pytest.approx(customer / supplier)
    plt.close(figure_of(ax))
