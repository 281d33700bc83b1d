"""What is offered for spreadsheets runs nothing there, and says what was coded."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from support import replace_in

from analysis.cli import main
from analysis.dossier.offering import csv_of


def again(cell: str) -> str:
    table = pd.read_csv(
        io.BytesIO(csv_of(pd.DataFrame({"note": [cell]}))), dtype=str, keep_default_na=False
    )
    return str(table["note"].item())


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|x", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert again(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-2.5", "+3", "-1e-05", "-inf", "-5/10", "a=b", "", "0.6~"])
def test_any_other_cell_is_as_coded(cell: str) -> None:
    assert again(cell) == cell


def test_differences_between_coders_hold_no_formula(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["new", str(tmp_path / name)]) == 0
    replace_in(tmp_path / "two" / "claims.csv", {"gazette-c1,q-share": "gazette-c9,q-share"})
    replace_in(tmp_path / "two" / "claims.csv", {",Example Works,works,0.6~": ",=1+1,works,0.5"})
    replace_in(tmp_path / "two" / "claims.csv", {"gazette-c9": "gazette-c1"})
    made = tmp_path / "made.csv"
    assert main(["compare", str(tmp_path / "one"), str(tmp_path / "two"), "-o", str(made)]) == 0
    text = made.read_text(encoding="utf-8-sig")
    assert "0.5" in text
    assert ",=1+1" not in text
