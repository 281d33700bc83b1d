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

import analysis
from analysis import dispute
from analysis.dossier.dossier import Dossier

CASES = [ROOT / "analysis" / "dossier" / "example_case", *(ROOT / "data" / name for name in HOUSE)]
OTHER = {"yes": "no", "no": "yes"}
Edit = Callable[[str, pd.DataFrame], pd.DataFrame]


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


VIEWS: dict[str, Callable[[Dossier], pd.DataFrame]] = {
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


@cache
def usual(folder: Path) -> Dossier:
    """Load a dossier as it is, once for all tests."""
    loaded: Dossier = analysis.load(folder)
    return loaded


@cache
def seen(folder: Path, name: str) -> pd.DataFrame:
    """Give a view of a dossier as it is."""
    return VIEWS[name](usual(folder))


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

    after = edited(folder, tmp_path / "case", shuffle)
    for name, view in VIEWS.items():
        assert plain(seen(folder, name)) == plain(view(after)), name


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_last_day_is_all_that_is_known(folder: Path) -> None:
    last = usual(folder).as_of(usual(folder).about.collected)
    for name, view in VIEWS.items():
        assert plain(seen(folder, name)) == plain(view(last)), name


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_side_by_another_name_is_the_same(folder: Path, tmp_path: Path) -> None:
    before = usual(folder)
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
        assert plain(seen(folder, name)) == plain(table), name


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_yes_and_no_are_treated_alike(folder: Path, tmp_path: Path) -> None:
    """If every question were asked the other way round, every answer would stand as it does."""
    before = usual(folder)
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
        assert plain(seen(folder, name), ("why",)) == plain(table, ("why",)), name
    judged = statements(after)
    for name in ("answers_to", "conflicts", "events", "notice", "over_time", "tighten"):
        assert plain(seen(folder, name)) == plain(VIEWS[name](after)), name
    wording = ("answer", "words", "why")
    assert plain(seen(folder, "statements"), wording) == plain(judged, wording)
