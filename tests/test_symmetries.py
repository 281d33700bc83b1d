"""What must not matter does not: the order of rows, names of sides, which answer is yes, when."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype
from support import HOUSE, ROOT

import analysis
from analysis import dependency, dispute
from analysis.columns import ANSWERS, DAYS
from analysis.dossier.dossier import Dossier

CASES = [ROOT / "analysis" / "dossier" / "example_case", *(ROOT / "data" / name for name in HOUSE)]
OTHER = {"yes": "no", "no": "yes"}
Edit = Callable[[str, pd.DataFrame], pd.DataFrame]
View = Callable[[Dossier], pd.DataFrame]


def statements(dossier: Dossier) -> pd.DataFrame:
    return analysis.check_article(dossier, dossier.about.main_source)


def numbers(dossier: Dossier, view: Callable[[Dossier, str], pd.DataFrame]) -> pd.DataFrame:
    """Put together a view of each question of numbers that has answers of its own scope."""
    own = dossier.claims[(dossier.claims["kind"] == "quantity") & (dossier.claims["scope"] == "")]
    tables = [view(dossier, question) for question in sorted(set(own["question_id"]))]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def notices(dossier: Dossier) -> pd.DataFrame:
    """Measure the notice between all events of the dossier that two sides or more date."""
    dated = analysis.events(dossier).query("n_voices > 1")["question_id"].tolist()
    tables = [
        analysis.notice(dossier, end=end, starts=[start for start in dated if start != end])
        for end in dated
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def tightened(dossier: Dossier) -> pd.DataFrame:
    """Tighten what is left without conflicts; of equal claims the first in the file is named."""
    clashing = [one for claims in analysis.conflicts(dossier)["claims"] for one in claims]
    return analysis.tighten(dossier, without=sorted(set(clashing))).drop(columns="claims")


VIEWS: dict[str, View] = {
    "answers_to": lambda dossier: numbers(dossier, analysis.answers_to),
    "notice": notices,
    "over_time": lambda dossier: numbers(dossier, analysis.over_time),
    "published_answers": lambda dossier: numbers(dossier, analysis.published_answers),
    "tighten": tightened,
    "agreement": dispute.agreement,
    "camps": dispute.independence,
    "conflicts": analysis.conflicts,
    "events": analysis.events,
    "positions": analysis.positions,
    "standing": analysis.standing,
    "statements": statements,
}


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
    rows = table.map(lambda cell: sorted(map(str, cell)) if isinstance(cell, list) else cell)
    return sorted(map(repr, rows.astype(object).to_dict("records")))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_order_of_the_rows_does_not_matter(folder: Path, tmp_path: Path) -> None:
    def shuffle(name: str, table: pd.DataFrame) -> pd.DataFrame:
        return table.sample(frac=1, random_state=7) if name in ("claims", "sources") else table

    before, after = analysis.load(folder), edited(folder, tmp_path / "case", shuffle)
    for name, view in VIEWS.items():
        assert plain(view(before)) == plain(view(after)), name


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_last_day_is_all_that_is_known(folder: Path) -> None:
    dossier = analysis.load(folder)
    last = dossier.as_of(dossier.about.collected)
    for name, view in VIEWS.items():
        assert plain(view(dossier)) == plain(view(last)), name


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
        assert plain(view(before)) == plain(table), name


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
            answers = table["answer"].replace(OTHER)
            return table.assign(
                answer=answers.where(table["question_id"].isin(asked), table["answer"])
            )
        if name == "questions":
            other = {supplier: customer, customer: supplier}
            return table.assign(yes_favours=table["yes_favours"].replace(other))
        return table

    after = edited(folder, tmp_path / "case", turn)
    for name in ("standing", "positions"):
        table = VIEWS[name](after)
        turned = table["question_id"].isin(asked)
        table["answer"] = table["answer"].replace(OTHER).where(turned, table["answer"])
        assert plain(VIEWS[name](before), ("why",)) == plain(table, ("why",)), name
    judged = statements(after)
    for name in ("answers_to", "conflicts", "events", "notice", "over_time", "tighten"):
        assert plain(VIEWS[name](before)) == plain(VIEWS[name](after)), name
    wording = ("answer", "words", "why")
    assert plain(statements(before), wording) == plain(judged, wording)


YEAR = re.compile(r"(?<![\d-])(\d{4})")  # that begins a date in EDTF
CENTURIES = 4  # after which the calendar repeats itself
CALENDAR = 146_097  # days of these centuries


def later(text: str) -> str:
    """Move the years of a text by four centuries."""
    return YEAR.sub(lambda found: str(int(found[1]) + 100 * CENTURIES), text)


def of_each(view: Callable[[Dossier, str], pd.DataFrame], kind: str) -> View:
    """Return the view of each question of a kind, one below the other."""

    def every(dossier: Dossier) -> pd.DataFrame:
        own = dossier.claims[(dossier.claims["kind"] == kind) & (dossier.claims["scope"] == "")]
        tables = [view(dossier, question) for question in own["question_id"].unique()]
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()

    return every


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
    views = VIEWS | {
        "answers to date questions": of_each(analysis.answers_to, "date"),
        "camps of date questions": of_each(analysis.camps, "date"),
        "camps of numbers": of_each(analysis.camps, "quantity"),
        "tables": lambda own: own.table("sources"),
        "published": lambda own: numbers(own, partial(analysis.over_time, by="published")),
    }
    made = {name: view(dossier) for name, view in views.items()}
    for name in ("claims", "wide"):
        table: pd.DataFrame = getattr(dossier, name)
        numbered = table["kind"] != "date"
        made[name] = table.assign(**{end: table[end].where(numbered) for end in ("low", "high")})
    measures = dossier.table("market")[["measure", "period"]]
    for measure in measures.loc[measures["period"].str.fullmatch(r"\d{4}"), "measure"].unique():
        made[f"market of {measure}"] = dependency.market_series(dossier, measure)
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
