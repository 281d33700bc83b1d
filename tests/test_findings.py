"""What the real dossier shows, where a mistake in coding or in a rule would show otherwise."""

from __future__ import annotations

import pandas as pd
import pytest
from support import ROOT

import analysis
from analysis.dossier.dossier import Dossier

ARTICLE = "francebleu-2022-03-21-s"


@pytest.fixture(scope="module")
def standings(dossier: Dossier) -> pd.DataFrame:
    table: pd.DataFrame = analysis.standing(dossier)
    return table.set_index(["question_id", "scope", "answer"])


@pytest.fixture(scope="module")
def checked(dossier: Dossier) -> pd.DataFrame:
    table: pd.DataFrame = analysis.check_article(dossier, dossier.about.main_source)
    return table.set_index("claim_id")


def test_poor_quality_is_conceded_and_not_found_by_a_court(standings: pd.DataFrame) -> None:
    row = standings.loc[("p-quality-deficient", "", "yes")]
    assert row["standing"] == "conceded"
    assert row["deciding"] == ["latribune-2022-06-24-c3"]


@pytest.mark.parametrize("question", ["p-excluded", "p-jobs-unaffected"])
def test_nobody_contests(standings: pd.DataFrame, question: str) -> None:
    assert not standings.loc[question]["standing"].eq("contested").any()


def test_one_court_held_the_notice_sufficient(standings: pd.DataFrame, dossier: Dossier) -> None:
    row = standings.loc[("p-notice-sufficient", "", "yes")]
    assert row["standing"] == "found by a court"
    speakers = dossier.select(claim_id=row["deciding"])["speaker"]
    assert set(speakers) == {"Cour d'appel de Paris"}


def test_quality_as_the_reason_was_contested_on_the_article_s_day(checked: pd.DataFrame) -> None:
    assert checked.loc[f"{ARTICLE}08", ["then", "now"]].tolist() == ["contested", "contested"]


def test_that_it_was_retained_in_certain_zones_is_one_side_s_word_throughout(
    checked: pd.DataFrame, dossier: Dossier
) -> None:
    assert checked.loc[f"{ARTICLE}23", ["then", "now"]].tolist() == ["one side's word"] * 2
    days = pd.date_range("2022-03-31", "2023-01-31", freq="ME").strftime("%Y-%m-%d")
    over = analysis.standing_over_time(dossier, days)
    own = over.query("question_id == 'p-excluded' and answer == 'no'")
    assert len(own) == len(days)
    assert set(own["standing"]) == {"one side's word"}


def test_the_readme_counts_what_stands(checked: pd.DataFrame) -> None:
    words = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    stays = (checked["then"] == checked["now"]).sum()
    alone = ((checked["then"] == "one side's word") & (checked["now"] == "one side's word")).sum()
    assert f"Of the article's {len(checked)} statements, {stays} stand today" in words
    assert f"{alone} are still one side's word" in words


@pytest.fixture(scope="module")
def fits(dossier: Dossier) -> str:
    """Say the range of the customer's share that fits the other published figures."""
    asked = {"customer_share": "q-orange-share", "part_lost": "q-contracts-lost"}
    asked |= {"loss_share": "q-loss-share", "loss_amount": "q-loss-amount"}
    asked |= {"turnover": "q-turnover"}
    possible = analysis.reconcile(dossier, **asked, period="2020/2021").query("possible")
    low, high = possible["customer_share_low"].min(), possible["customer_share_high"].max()
    return f"{100 * low:.0f} to {100 * high:.0f} %"


@pytest.mark.parametrize("name", ["README.md", "notebooks/2_dependency.ipynb"])
def test_one_range_of_the_share_is_said_everywhere(fits: str, name: str) -> None:
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    assert f"({fits}, tolerances included)" in text or f": {fits}, tolerances included" in text
