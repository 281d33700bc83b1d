"""What must not matter does not: the order of rows, names of sides, which answer is yes, when."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype
from support import HOUSE, ROOT
from symmetric_views import OF_YES_AND_NO, OTHERS, VIEWS, View, of_numbers, together, views

import analysis
from analysis.columns import ANSWERS, DAYS
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


YEAR = re.compile(r"(?<![\d-])(\d{4})")  # that begins a date in EDTF
CENTURIES = 4  # after which the calendar repeats itself
CALENDAR = 146_097  # days of these centuries
# Views whose tables hold no day, and one that counts in years; camps are put together by kinds.
NO_DAYS = ("camps", "rests_on", "to_settle", "ratio_by_year")


def later(text: str) -> str:
    """Move the years of a text by four centuries."""
    return YEAR.sub(lambda found: str(int(found[1]) + 100 * CENTURIES), text)


def of_each(view: Callable[[Dossier, str], pd.DataFrame], kind: str) -> View:
    """Return the view of each question of a kind, one below the other."""
    return lambda dossier: together(
        view(dossier, question)
        for question in own(dossier.claims, kind)["question_id"].unique().tolist()
    )


def own(claims: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the claims on questions of a kind and of no further scope."""
    return claims[(claims["kind"] == kind) & (claims["scope"] == "")]


def moved(name: str, table: pd.DataFrame, dates: set[str]) -> pd.DataFrame:
    """Move what a table of a dossier dates; ``dates`` are its date questions."""
    columns = {"sources": ["published", "accessed"], "claims": ["period"], "market": ["period"]}
    for column in columns.get(name, []):
        if column in table:
            table[column] = table[column].map(later)
    if name == "claims":
        dated = table["question_id"].isin(dates)
        table.loc[dated, "answer"] = table.loc[dated, "answer"].map(later)
    return table


def tables_of(dossier: Dossier) -> dict[str, pd.DataFrame]:
    """Return all tables that a user gets of a dossier; answers to dates are numbers in claims."""
    views = {name: view for name, view in VIEWS.items() if name not in NO_DAYS} | {
        "answers to date questions": of_each(analysis.answers_to, "date"),
        "camps of date questions": of_each(analysis.camps, "date"),
        "camps of numbers": of_each(analysis.camps, "quantity"),
        "tables": lambda dossier: dossier.table("sources"),
        "published": of_numbers(partial(analysis.over_time, by="published")),
    }
    made = {name: view(dossier) for name, view in views.items()}
    for name in ("claims", "wide"):
        table: pd.DataFrame = getattr(dossier, name)
        numbered = table["kind"] != "date"
        made[name] = table.assign(**{end: table[end].where(numbered) for end in ("low", "high")})
    return made


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_four_centuries_later_only_dates_are_others(folder: Path, tmp_path: Path) -> None:
    """The calendar repeats itself: a number that is another one then is a day in disguise."""
    before = analysis.load(folder)
    dates = set(before.questions.loc[before.questions["kind"] == "date", "question_id"])

    def settings(text: str) -> str:
        return re.sub(r"^(reference_date|collected|years|staffed) .*", _line, text, flags=re.M)

    def edit(name: str, table: pd.DataFrame) -> pd.DataFrame:
        return moved(name, table, dates)

    made = tables_of(before), tables_of(edited(folder, tmp_path / "case", edit, settings))
    for name, table in made[0].items():
        other = made[1][name]
        assert len(table) == len(other), name
        for column in table:
            if is_datetime64_any_dtype(table[column]):
                assert column in (*DAYS, *ANSWERS), (name, column)
                gap = (other[column] - table[column]).dropna().dt.days
                assert set(gap) <= {CALENDAR}, (name, column)
                assert (table[column].isna() == other[column].isna()).all(), (name, column)
            else:
                assert column not in DAYS, (name, column)
            if is_numeric_dtype(table[column]):
                pd.testing.assert_series_equal(table[column], other[column], obj=f"{name} {column}")


def _line(found: re.Match[str]) -> str:
    return later(found[0])
