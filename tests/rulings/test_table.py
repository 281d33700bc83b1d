"""The table of decisions: it reads clean, says what it holds, and names what is wrong."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import frictionless
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from support import ROOT, replace_in

import analysis
from analysis.dossier.tables import read_table
from analysis.language.answers import parse_dates, to_day

FOLDER = ROOT / "data" / "rulings"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
AUDIT = ["ruling_id", "verdict", "field", "why", "done"]


@pytest.fixture(scope="module")
def rulings() -> pd.DataFrame:
    table: pd.DataFrame = analysis.read_rulings(FOLDER)
    return table


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "rulings")
    return tmp_path / "rulings"


def told(folder: Path) -> list[str]:
    with pytest.raises(analysis.DossierError) as caught:
        analysis.read_rulings(folder)
    return [str(problem) for problem in caught.value.problems]


# What it holds


def test_each_decision_leads_to_its_page(rulings: pd.DataFrame) -> None:
    assert rulings["url"].str.startswith("http").all()
    others = rulings["also"].str.split().explode().dropna()
    assert others.str.startswith("http").all()


def test_a_notice_that_was_enough_is_a_bound_not_a_missing_value(rulings: pd.DataFrame) -> None:
    row = rulings.set_index("ruling_id").loc["cass-com-2014-03-11-13-11097"]
    assert (row["due_low"], row["due_high"]) == (-np.inf, 15)
    enough = rulings["due_low"] == -np.inf
    given = rulings.loc[enough, "given_high"]
    assert (given.isna() | (rulings.loc[enough, "due_high"] <= given)).all()


def test_a_notice_that_was_too_short_is_a_bound(rulings: pd.DataFrame) -> None:
    short = rulings[rulings["due_high"] == np.inf]
    assert len(short) > 5
    assert (short["held"] == "abrupt").all()
    given = short["given_high"]
    assert (given.isna() | (short["due_low"] >= given)).all()


def test_the_text_is_the_one_in_force_on_the_day_of_the_break(rulings: pd.DataFrame) -> None:
    day = to_day("2019-04-26")
    known = rulings["break_low"].notna()
    assert (rulings[known & (rulings["break_high"] < "2019-04-26")]["text_in_force"] == "old").all()
    assert (rulings[known & (rulings["break_low"] >= "2019-04-26")]["text_in_force"] == "new").all()
    dated = rulings[rulings["date"] != ""]
    early = parse_dates(dated["date"])["high"] < day
    assert (dated[early]["text_in_force"] == "old").all()


def test_no_decision_stands_in_it_twice(rulings: pd.DataFrame) -> None:
    numbered = rulings[rulings["number"] != ""]
    same = numbered["court"] + numbered["number"].str.replace(r"\D", "", regex=True)
    assert same.is_unique


def test_the_codebook_counts_what_the_table_holds(rulings: pd.DataFrame) -> None:
    due = rulings[rulings["due_low"].notna()]
    bounded = int(np.isinf(due[["due_low", "due_high"]]).any(axis=1).sum())
    sources = rulings["source_id"].nunique()
    read = rulings["read"].value_counts()
    length = due["relation"].ne("").sum()
    plain = " ".join(README.split())
    for sentence in (
        f"{len(rulings)} French decisions",
        f"coded from {sources} published pages",
        f"{len(due)} say how many months of notice were due, {len(due) - bounded} as a number or "
        f"a range and {bounded} as a bound; {length} of them",
        f"{read['beginning only']} decisions were read that far (`read`), {read['whole page']} on",
        f"(`kind` is `list`, {(rulings['kind'] == 'list').sum()} decisions)",
        f"{(rulings['text_in_force'] == 'new').sum()} decisions are about breaks since",
        f"**Dependence** is known of {rulings['dependence_low'].notna().sum()} decisions",
        f"`status` is `unknown` for {(rulings['status'] == 'unknown').sum()}",
    ):
        assert sentence in plain, sentence


def test_the_codebook_gives_the_error_rate_of_the_sample() -> None:
    audit = read_table(FOLDER / "audit.csv", AUDIT)
    assert len(audit) == 25 + 20
    verdicts = audit["verdict"].value_counts()
    found = int(verdicts.drop("not found").sum())
    wrong, minor = int(verdicts["wrong"]), int(verdicts["minor"])
    later = audit[25:].query("verdict != 'not found'")
    assert not later["verdict"].eq("wrong").any()
    plain = " ".join(README.split())
    assert f"{found} were found again, {verdicts['ok']} right, {minor} with a minor fault" in plain
    assert f"{wrong} wrong ({exact(wrong, found, '95 % interval ')}" in plain
    assert f"{wrong + minor} of {found} ({exact(wrong + minor, found)}" in plain
    high = binomtest(0, len(later)).proportion_ci(0.95, "exact").high
    assert f"none of {len(later)} was wrong (0 to {100 * high:.1f} %)" in plain


def exact(count: int, of: int, head: str = "") -> str:
    """Write a share in percent with its exact binomial interval."""
    low, high = binomtest(count, of).proportion_ci(0.95, "exact")
    return f"{100 * count / of:.1f} %; {head}{100 * low:.1f} to {100 * high:.1f} %"


def test_the_codebook_names_every_column() -> None:
    header = (FOLDER / "rulings.csv").read_text(encoding="utf-8").split("\n", 1)[0]
    named = set(re.findall(r"`([a-z_]+)`", README))
    assert set(header.split(",")) <= named


def test_it_is_a_data_package() -> None:
    report = frictionless.validate(str(FOLDER / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    sources = pd.read_csv(FOLDER / "sources.csv")
    assert [one["path"] for one in package["sources"]] == sources["url"].tolist()
    assert {"licenses", "contributors", "version"} <= package.keys()


# What is wrong is named


@pytest.mark.parametrize(
    ("column", "good", "bad", "accepted"),
    [
        ("relation_years", "49", "49 years", "0.75, or 0.75~"),
        ("notice_due_months", "../23", "..23", "0.75, or 0.75~"),
        ("relation_years", "49", "-49", "0 or more"),
        ("dependence", "0.40", "40", "a share from 0 to 1"),
        ("break_date", "2020-04-28", "28/04/2020", "a date"),
        ("text_in_force", "new", "old", "old before 26 April 2019"),
        ("notice_form", "letter", "post", "letter, e-mail"),
        ("held", "not abrupt", "fine", "abrupt, partly"),
    ],
)
def test_a_bad_cell_is_named(copy: Path, column: str, good: str, bad: str, accepted: str) -> None:
    path = copy / "rulings.csv"
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    row = table.index[table["ruling_id"] == "ca-paris-2022-06-24-scopelec"][0]
    assert table.loc[row, column] == good
    table.loc[row, column] = bad
    table.to_csv(path, index=False)
    (problem,) = told(copy)
    assert problem.startswith(f"rulings.csv, row {row + 2}, column {column}: found {bad!r}")
    assert accepted in problem


def test_enough_cannot_be_shorter_than_due(copy: Path) -> None:
    replace_in(copy / "rulings.csv", {",letter,6,6,not abrupt,": ",letter,6,7,not abrupt,"})
    (problem,) = told(copy)
    assert "column held: found 'not abrupt'" in problem


def test_a_decision_without_its_source_is_named(copy: Path) -> None:
    replace_in(copy / "sources.csv", {"\naequitas-1,": "\naequitas-9,"})
    assert [problem.split(":")[0] for problem in told(copy)] == [
        "rulings.csv, row 53, column source_id",
        "sources.csv, row 2, column source_id",
    ]


def test_a_decision_twice_is_named(copy: Path) -> None:
    path = copy / "rulings.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    (problem,) = told(copy)
    assert "again (first in row 2)" in problem
