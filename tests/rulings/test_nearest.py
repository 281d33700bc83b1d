"""The nearest decisions, and why."""

from __future__ import annotations

import pandas as pd
import pytest
from support import ROOT

import analysis


@pytest.fixture(scope="module")
def rulings() -> pd.DataFrame:
    table: pd.DataFrame = analysis.read_rulings(ROOT / "data" / "rulings")
    return table


def test_the_nearest_lengths_come_first(rulings: pd.DataFrame) -> None:
    near = analysis.comparable(rulings, 12, count=5)
    assert near["relation"].tolist() == ["12 years"] * 5
    assert (near["distance"] == 0).all()
    assert near["distance"].is_monotonic_increasing


def test_lengths_are_compared_as_ratios(rulings: pd.DataFrame) -> None:
    every = analysis.comparable(rulings, 10, count=99).set_index("ruling_id")["distance"]
    five, twenty = (
        every["ca-paris-2014-01-30-bouhyer-toyota"],
        every["ca-paris-2012-10-18-10-16252"],
    )
    assert five == pytest.approx(twenty)


def test_more_that_is_alike_is_nearer(rulings: pd.DataFrame) -> None:
    near = analysis.comparable(rulings, 33, dependence=0.65, broken="2015-04-09", tender=True)
    first = near.iloc[0]
    assert first["ruling_id"] == "tcom-lille-2015-06-23-satcoms"
    assert first["distance"] == 0
    assert first["why"] == (
        "33 years against 33; dependence 60 % to 70 % against 65 %; old text; call for tenders"
    )
    assert near["why"].iloc[1:].str.contains("not known|against").all()


def test_only_what_was_asked_for_is_given_as_a_reason(rulings: pd.DataFrame) -> None:
    (why,) = analysis.comparable(rulings, 49, count=1)["why"]
    assert why == "49 years against 49"


def test_each_has_its_page_and_its_caution(rulings: pd.DataFrame) -> None:
    near = analysis.comparable(rulings, 49, count=62)
    assert len(near) == 62
    assert near["url"].str.startswith("http").all()
    assert (near["parties"] != "").all()
    assert near.attrs["may_not_say"]


@pytest.mark.parametrize("years", [0, -1])
def test_a_length_is_above_0(rulings: pd.DataFrame, years: float) -> None:
    with pytest.raises(ValueError, match="accepted: above 0"):
        analysis.comparable(rulings, years)


def test_a_percentage_is_refused(rulings: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="accepted: a share from 0 to 1"):
        analysis.comparable(rulings, 10, dependence=75)
