"""A dossier in workbooks, beside or instead of CSV files, and with columns of a team's own."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from support import REAL, TEMPLATE, replace_in

from analysis.dossier.dossier import Dossier, load
from analysis.dossier.files import beside
from analysis.dossier.schemas import FILES, SCHEMAS
from analysis.dossier.tables import DossierError

TITLE = "A fictitious case, to be replaced by yours"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Copy the template to a folder where it may be changed."""
    for path in TEMPLATE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def to_workbook(path: Path) -> Path:
    """Save a CSV file as a workbook, numbers as numbers, and remove it."""
    table = pd.read_csv(path, keep_default_na=False, dtype=object)
    table = table.map(lambda cell: float(cell) if str(cell).isdigit() else cell)
    table.to_excel(path.with_suffix(".xlsx"), index=False)
    path.unlink()
    return path.with_suffix(".xlsx")


def same(one: Dossier, other: Dossier) -> bool:
    """Compare all tables."""
    return all(one.table(name).equals(other.table(name)) for name in SCHEMAS)


def test_each_table_may_be_a_workbook(case: Path) -> None:
    for file in FILES.values():
        if (case / file).exists():
            to_workbook(case / file)
    assert not list(case.glob("*.csv"))
    assert same(load(case), load(TEMPLATE))


@pytest.mark.parametrize(("ending", "engine"), [(".xlsx", "openpyxl"), (".ods", "odf")])
def test_one_workbook_may_hold_all_tables(
    tmp_path: Path, ending: str, engine: str, dossier: Dossier
) -> None:
    with pd.ExcelWriter(tmp_path / f"dossier{ending}", engine=engine) as book:
        for name, file in FILES.items():
            if (REAL / file).exists():
                table = pd.read_csv(REAL / file, dtype="str", keep_default_na=False)
                table.to_excel(book, sheet_name=name, index=False)
    (tmp_path / "dossier.toml").write_bytes((REAL / "dossier.toml").read_bytes())
    assert same(load(tmp_path), dossier)


def test_a_month_made_a_date_cell_is_refused(case: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["earlier", "later", "why"])
    sheet.append(["d-notice", "d-end", datetime.date(2023, 7, 1)])
    book.save(case / "order.xlsx")
    (case / "order.csv").unlink()
    with pytest.raises(DossierError) as caught:
        load(case)
    (problem,) = caught.value.problems
    assert (problem.file, problem.row) == ("order.xlsx", 2)
    assert "2023-07-01, which may have been typed as a month" in problem.found


def test_problems_in_a_workbook_name_the_workbook(case: Path) -> None:
    replace_in(case / "claims.csv", {",0.6~,": ",most,"})
    to_workbook(case / "claims.csv")
    with pytest.raises(DossierError, match=r"claims\.xlsx, row 2, column answer: found 'most'"):
        load(case)


def test_what_is_no_workbook_is_explained(case: Path) -> None:
    (case / "claims.csv").rename(case / "claims.xlsx")
    with pytest.raises(DossierError, match=r"claims\.xlsx: found no workbook"):
        load(case)


def test_a_workbook_beside_a_csv_file_is_told_of(case: Path) -> None:
    assert beside(case, TITLE) == []
    data = (case / "claims.csv").read_bytes()
    to_workbook(case / "claims.csv")
    (case / "claims.csv").write_bytes(data)
    assert beside(case, TITLE) == ["claims.csv is read; claims.xlsx beside it holds the same"]
    replace_in(case / "claims.csv", {"0.6~": "0.7~"})
    assert beside(case, TITLE) == ["claims.csv is read; claims.xlsx beside it holds something else"]


def test_any_file_of_the_folder_names_it(case: Path) -> None:
    assert same(load(case / "claims.csv"), load(case))


def test_columns_of_one_s_own_are_kept(case: Path) -> None:
    table = pd.read_csv(case / "claims.csv", dtype="str", keep_default_na=False)
    table.assign(x_coder="ada").to_csv(case / "claims.csv", index=False)
    loaded = load(case)
    assert set(loaded.claims["x_coder"]) == {"ada"}
    assert "x_coder" not in load(TEMPLATE).claims


def test_an_index_saved_by_pandas_is_said_once(case: Path) -> None:
    pd.read_csv(case / "claims.csv").to_csv(case / "claims.csv")
    with pytest.raises(DossierError) as caught:
        load(case)
    (problem,) = caught.value.problems
    assert "index=False" in problem.accepted


def test_a_gap_makes_no_fraction_of_a_paragraph(case: Path) -> None:
    pd.read_csv(case / "claims.csv").to_csv(case / "claims.csv", index=False)
    assert "2.0" in (case / "claims.csv").read_text(encoding="utf-8")
    assert load(case).claims["paragraph"].tolist() == load(TEMPLATE).claims["paragraph"].tolist()


def test_a_faulty_header_hides_no_faulty_cell(case: Path) -> None:
    table = pd.read_csv(case / "claims.csv", dtype="str", keep_default_na=False)
    table.assign(mood="good").to_csv(case / "claims.csv", index=False)
    replace_in(case / "claims.csv", {",0.6~,": ",most,"})
    with pytest.raises(DossierError) as caught:
        load(case)
    assert [problem.column for problem in caught.value.problems] == ["'mood'", "answer"]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("claims.csv", "weekly-c4,dur-notice,weekly-2024-05,Example Telecom,telecom,10~",
         "weekly-c4,dur-notice,weekly-2024-05,Example Telecom,telecom,\"10,5\"",
         "accepted: 10.5, with a point"),
        ("questions.csv", ",share,,Of", ",% of revenue,,Of", "accepted: a unit alone"),
        ("questions.csv", ",share,,Of", ",GBP million,,Of", "53.6 million is 53600000"),
        ("questions.csv", ",share,,Of", ",share,telecom,Of", "nothing: only a yes-no question"),
        ("sources.csv", ",press,en,", ",press,English,", "a code such as en or fr"),
    ],
)  # fmt: skip
def test_what_would_have_no_effect_is_refused(
    file: str, old: str, new: str, words: str, case: Path
) -> None:
    replace_in(case / file, {old: new})
    with pytest.raises(DossierError) as caught:
        load(case)
    assert words in str(caught.value)


def test_a_citation_of_another_title_is_said(case: Path) -> None:
    for title in (f'"{TITLE}"', f"'{TITLE}'", TITLE):
        (case / "CITATION.cff").write_text(
            f"cff-version: 1.2.0\ntitle: {title}\n", encoding="utf-8"
        )
        assert beside(case, TITLE) == []
    assert beside(case, "Mine") == [f"CITATION.cff names another title: {TITLE!r}"]


def test_a_file_that_hides_the_library_is_said(case: Path) -> None:
    (case / "analysis.py").write_text("mine = 1", encoding="utf-8")
    assert beside(case, TITLE) == [
        "analysis.py hides the library from notebooks in this folder; rename it"
    ]


@pytest.mark.parametrize("ending", [".xls", ".numbers", ".txt"])
def test_a_table_of_another_program_is_named(case: Path, ending: str) -> None:
    (case / "claims.csv").rename(case / f"claims{ending}")
    with pytest.raises(DossierError) as told:
        load(case)
    assert f"claims.csv: found no such file, only claims{ending}; accepted: " in str(told.value)
    assert f"save claims{ending} as CSV UTF-8" in str(told.value)
