"""What must not matter does not: the order of rows, names of sides, which answer is called yes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from support import HOUSE, ROOT
from symmetric_views import OF_YES_AND_NO, OTHERS, VIEWS, views

import analysis
from analysis.dossier.dossier import Dossier

CASES = [ROOT / "analysis" / "dossier" / "example_case", *(ROOT / "data" / name for name in HOUSE)]
OTHER = {"yes": "no", "no": "yes"}
SHUFFLED = ("claims", "sources", "questions", "order", "law", "market", "zones", "speakers")
Edit = Callable[[str, pd.DataFrame], pd.DataFrame]


def test_every_public_view_is_tried() -> None:
    """A new view fails here until it is in the table, or is said to be something else."""
    assert views().keys() == VIEWS.keys() | (OTHERS.keys() & views().keys())


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_some_dossier_fills_each_view(name: str) -> None:
    """What is empty everywhere would be equal to anything."""
    assert any(shown(folder)[name] for folder in CASES)


def edited(folder: Path, to: Path, edit: Edit, settings: Callable[[str], str] = str) -> Dossier:
    """Load a copy of a dossier with each of its tables edited."""
    shutil.copytree(folder, to)
    for file in to.glob("*.csv"):
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        edit(file.stem, table).to_csv(file, index=False)
    about = to / "dossier.toml"
    about.write_text(settings(about.read_text(encoding="utf-8")), encoding="utf-8")
    return analysis.load(to)


def plain(table: pd.DataFrame, drop: tuple[str, ...] = ()) -> list[str]:
    """Return a table's rows in one order, whatever the order of rows and within lists."""
    table = table.drop(columns=[*drop], errors="ignore")
    return sorted(map(repr, table.map(_in_order).astype(object).to_dict("records")))


def _in_order(cell: object) -> object:
    """Put a list or a mapping in one order."""
    if isinstance(cell, dict):
        return sorted(cell.items())
    return sorted(map(str, cell)) if isinstance(cell, list | tuple) else cell


@cache
def shown(folder: Path) -> dict[str, list[str]]:
    """Return all that the views give of a dossier as it is."""
    dossier = analysis.load(folder)
    return {name: plain(view(dossier)) for name, view in VIEWS.items()}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_order_of_the_rows_does_not_matter(folder: Path, tmp_path: Path) -> None:
    def shuffle(name: str, table: pd.DataFrame) -> pd.DataFrame:
        return table.sample(frac=1, random_state=7) if name in SHUFFLED else table

    after = edited(folder, tmp_path / "case", shuffle)
    for name, view in VIEWS.items():
        assert shown(folder)[name] == plain(view(after)), name


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_last_day_is_all_that_is_known(folder: Path) -> None:
    dossier = analysis.load(folder)
    last = dossier.as_of(dossier.about.collected)
    for name, view in VIEWS.items():
        assert shown(folder)[name] == plain(view(last)), name


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_side_by_another_name_is_the_same(folder: Path, tmp_path: Path) -> None:
    before = analysis.load(folder)
    names = {side: f"{side}-2" for side in before.parties["side"] if side not in ("court", "press")}

    def rename(_: str, table: pd.DataFrame) -> pd.DataFrame:
        there = [column for column in ("side", "yes_favours") if column in table]
        return table.assign(**{column: table[column].replace(names) for column in there})

    def settings(text: str) -> str:
        return re.sub(r'^(supplier|customer) = "(.*?)"', r'\1 = "\2-2"', text, flags=re.MULTILINE)

    after = edited(folder, tmp_path / "case", rename, settings)
    back = {new: old for old, new in names.items()}
    for name, view in VIEWS.items():
        table = view(after)
        if "side" in table:
            table["side"] = table["side"].replace(back)
        if "sides" in table:
            table["sides"] = [[back.get(side, side) for side in sides] for sides in table["sides"]]
        assert shown(folder)[name] == plain(table), name


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_yes_and_no_are_treated_alike(folder: Path, tmp_path: Path) -> None:
    """If every question were asked the other way round, every answer would stand as it does."""
    before = analysis.load(folder)
    supplier, customer = before.about.supplier, before.about.customer
    yes_no = before.questions[before.questions["kind"] == "yes-no"]
    of_two = yes_no["yes_favours"].isin(["", supplier, customer])  # a third party has no opposite
    asked = set(yes_no.loc[of_two, "question_id"])

    def turn(name: str, table: pd.DataFrame) -> pd.DataFrame:
        if name == "claims":
            return turned(table, asked)
        if name == "questions":
            other = {supplier: customer, customer: supplier}
            return table.assign(yes_favours=table["yes_favours"].replace(other))
        return table

    after = edited(folder, tmp_path / "case", turn)
    for name in sorted(VIEWS.keys() - OF_YES_AND_NO):
        assert shown(folder)[name] == plain(VIEWS[name](after)), name
    for name in sorted(OF_YES_AND_NO):
        one, other = VIEWS[name](before), turned(VIEWS[name](after), asked)
        sentences = () if name in ("camps", "independence", "explain") else ("why", "words")
        assert plain(one, sentences) == plain(other, sentences), name


def turned(table: pd.DataFrame, asked: set[str]) -> pd.DataFrame:
    """Swap yes and no in the answers to some questions."""
    if "question_id" not in table:
        return table
    here = table["question_id"].isin(asked)
    for name in ("answer", "words", "answers"):
        if name in table:
            swapped = table[name].map(
                lambda cell: (
                    [OTHER.get(one, one) for one in cell]
                    if isinstance(cell, list)
                    else OTHER.get(cell, cell)
                )
            )
            table = table.assign(**{name: swapped.where(here, table[name])})
    return table
