"""What courts held due: the range covers what it has not seen, and refuses what it cannot know."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy.stats import CensoredData, norm, spearmanr
from scipy.stats import t as student
from support import ROOT

import analysis
from analysis.rulings.due import LEVEL, _fitted, with_both
from analysis.rulings.sensitivity import rank_link

SCOPELEC = "ca-paris-2022-06-24-scopelec"


@pytest.fixture(scope="module")
def rulings() -> pd.DataFrame:
    table: pd.DataFrame = analysis.read_rulings(ROOT / "data" / "rulings")
    return table


def made(years: np.ndarray, low: np.ndarray, high: np.ndarray) -> pd.DataFrame:
    """Make decisions of numbers alone."""
    table = pd.DataFrame({"relation_low": years, "relation_high": years})
    return table.assign(due_low=low, due_high=high)


# Coverage


@pytest.mark.parametrize("level", [LEVEL, 0.9])
def test_the_range_covers_decisions_held_out_at_its_stated_rate(
    rulings: pd.DataFrame, level: float, record_property: Callable[[str, object], None]
) -> None:
    known = with_both(rulings)
    inside, agrees = [], []
    for row in known.itertuples():
        low, _, high = _fitted(known.drop(index=row.Index)).ends(row.years, level)
        if row.exact:
            inside.append(low <= row.due_low <= high)
        else:
            agrees.append(row.due_low <= high and row.due_high >= low)
    share = float(np.mean(inside))
    record_property(
        "figures",
        f"due_given, leave one out, level {level:.0%}: {sum(inside)} of {len(inside)} numbers "
        f"inside ({share:.0%}); {sum(agrees)} of {len(agrees)} bounds agree",
    )
    assert level <= share <= level + 0.12  # neither too narrow nor idly wide
    assert np.mean(agrees) >= level


def test_it_covers_made_decisions_too() -> None:
    """150 tables drawn from a known law, a third of the decisions known as bounds."""
    random = np.random.default_rng(7)
    hits = []
    for _ in range(150):
        years = random.uniform(1, 50, 41)
        months = np.exp(0.6 + 0.6 * np.log(years) + random.normal(0, 0.5, 41))
        given = months * random.uniform(0.5, 2, 41)
        kind = random.integers(0, 3, 41)
        low = np.where(kind < 2, months, np.where(given >= months, -np.inf, given))
        high = np.where(kind < 2, months, np.where(given >= months, given, np.inf))
        fit = _fitted(with_both(made(years[:-1], low[:-1], high[:-1])))
        ends = fit.ends(years[-1], LEVEL)
        hits.append(ends[0] <= months[-1] <= ends[2])
    assert 0.74 <= np.mean(hits) <= 0.9


# The fit


def test_without_bounds_it_is_least_squares() -> None:
    random = np.random.default_rng(1)
    years = random.uniform(1, 40, 60)
    months = np.exp(1 + 0.5 * np.log(years) + random.normal(0, 0.4, 60))
    fit = _fitted(with_both(made(years, months, months)))
    slope, start = np.polyfit(np.log(years), np.log(months), 1)
    assert (fit.start, fit.slope) == pytest.approx((start, slope), abs=1e-3)
    left = np.log(months) - start - slope * np.log(years)
    assert fit.spread == pytest.approx(np.sqrt(left @ left / 58), rel=1e-3)


def test_a_decision_at_an_end_of_the_range_is_as_odd_as_the_level_says() -> None:
    """Put into the regression with a term of its own, that term has the level's p-value."""
    random = np.random.default_rng(3)
    years = random.uniform(1, 40, 12)
    months = np.exp(1 + 0.5 * np.log(years) + random.normal(0, 0.4, 12))
    low, _, high = _fitted(with_both(made(years, months, months))).ends(7.0, 0.8)
    x, own = np.log([*years, 7.0]), np.arange(13) == 12
    design = np.column_stack([np.ones(13), x, own])
    for end in (low, high):
        y = np.log([*months, end])
        terms = np.linalg.lstsq(design, y)[0]
        left = y - design @ terms
        error = np.sqrt(left @ left / 10 * np.linalg.inv(design.T @ design)[2, 2])
        assert 2 * student.sf(abs(terms[2]) / error, 10) == pytest.approx(0.2, abs=2e-3)


def test_with_bounds_it_is_scipys_censored_fit() -> None:
    """Given its slope, start and spread are those that scipy finds for censored data."""
    random = np.random.default_rng(2)
    years = random.uniform(1, 40, 80)
    months = np.exp(1 + 0.5 * np.log(years) + random.normal(0, 0.4, 80))
    low = np.where(np.arange(80) % 4 == 0, -np.inf, months)
    high = np.where(np.arange(80) % 4 == 1, np.inf, months)
    fit = _fitted(with_both(made(years, low, high)))
    rest_low, rest_high = (
        np.log(np.maximum(ends, 0), out=np.full(80, -np.inf), where=ends > 0)
        - fit.slope * np.log(years)
        for ends in (low, high)
    )
    pairs = np.column_stack([rest_low, rest_high])
    start, spread = norm.fit(CensoredData(interval=pairs))
    n = fit.n_numbers
    assert fit.start == pytest.approx(start, abs=1e-3)
    assert fit.spread == pytest.approx(spread * np.sqrt(n / (n - 2)), abs=1e-3)


def test_it_never_falls_with_the_years() -> None:
    years = np.arange(1.0, 41)
    months = 40 - years * 0.9
    fit = _fitted(with_both(made(years, months, months)))
    assert fit.slope == 0


def test_bounds_count(rulings: pd.DataFrame) -> None:
    few = rulings[np.isfinite(rulings["due_low"]) | rulings["due_low"].isna()]
    few = few[np.isfinite(few["due_high"]) | few["due_high"].isna()]
    with_bounds, without = (analysis.due_given(table, 20).middle for table in (rulings, few))
    assert with_bounds < without  # notices that were enough pull down


# What it says


def test_it_says_what_may_and_what_may_not_be_said(rulings: pd.DataFrame) -> None:
    due = analysis.due_given(rulings, 49, broken="2020-04-28")
    assert due.may_say.startswith(f"We know {due.n_numbers} published decisions")
    # a fitted middle is called one: no court held it
    fitted = (
        f"A curve fitted to them puts what is due for 49 years at about {due.middle:.2g} months"
    )
    assert fitted in due.may_say
    assert "courts held" not in due.may_say
    assert len(due.may_not_say) >= 3
    sentences = [*due.may_say.split(". "), *due.may_not_say]
    assert max(len(sentence.split()) for sentence in sentences) <= 25


def test_the_ceiling_follows_the_day_of_the_break(rulings: pd.DataFrame) -> None:
    assert np.isnan(analysis.due_given(rulings, 20, broken="2019-04-25").ceiling)
    assert analysis.due_given(rulings, 20, broken="2019-04-26").ceiling == 18
    assert np.isnan(analysis.due_given(rulings, 20).ceiling)


def test_it_says_so_in_french(rulings: pd.DataFrame) -> None:
    due = analysis.due_given(rulings, 12.5, lang="fr")
    assert "Une courbe ajustée" in due.may_say
    assert "le préavis dû après 12,5 ans" in due.may_say
    assert due.may_not_say[0].startswith("Que c’est une règle")


@pytest.mark.parametrize("years", [0.0, -3.0, 0.4, 70.0, float("inf"), float("nan")])
def test_it_refuses_to_go_outside_the_decisions(rulings: pd.DataFrame, years: float) -> None:
    with pytest.raises(ValueError, match=r"no decision for .*; accepted: .* to 63 years"):
        analysis.due_given(rulings, years)


def test_a_length_of_nothing_does_not_count(rulings: pd.DataFrame) -> None:
    nothing = rulings.head(1).assign(relation_low=0.0, relation_high=0.0, due_low=1, due_high=1)
    more = pd.concat([rulings, nothing], ignore_index=True)
    assert analysis.due_given(more, 20).n_numbers == analysis.due_given(rulings, 20).n_numbers


def test_it_refuses_too_few_decisions(rulings: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="decisions give years and months; accepted: 12 or more"):
        analysis.due_given(rulings.head(20), 8)


def test_twelve_numbers_are_enough_and_eleven_are_not(rulings: pd.DataFrame) -> None:
    exact = rulings[rulings["due_low"].eq(rulings["due_high"]) & rulings["due_low"].notna()]
    exact = exact[np.isfinite(exact[["relation_low", "relation_high"]]).all(axis=1)]
    years = exact[["relation_low", "relation_high"]].mean(axis=1)
    exact, years = exact[years > 0], years[years > 0]
    assert analysis.due_given(exact.head(12), float(years.iloc[0])).n_numbers == 12
    with pytest.raises(ValueError, match="11 decisions give years and months"):
        analysis.due_given(exact.head(11), float(years.iloc[0]))


def test_longer_relations_go_with_more_months_however_the_decisions_are_chosen(
    rulings: pd.DataFrame, record_property: Callable[[str, object], None]
) -> None:
    table = analysis.rulings.due_sensitivity(rulings, 20)
    assert (table["correlation_low"] > 0).all()
    assert table.attrs["may_not_say"]
    first = table.iloc[0]
    readme = (ROOT / "data" / "rulings" / "README.md").read_text(encoding="utf-8")
    shown = [f"{row.correlation:.2f}" for row in table.head(2).itertuples()]
    ranges = [f"{r.correlation_low:.2f} to {r.correlation_high:.2f}" for r in table.itertuples()]
    for number in (*shown, *ranges[:2]):
        assert number in readme
    record_property(
        "figures",
        f"rulings: Spearman {shown[0]} ({ranges[0]}), {int(first['n_numbers'])} decisions; "
        f"without the two lists {shown[1]} ({ranges[1]})",
    )


def test_a_choice_without_such_a_length_gives_none(rulings: pd.DataFrame) -> None:
    """Without the lists no decision is of 60 years."""
    table = analysis.rulings.due_sensitivity(rulings, 60).set_index("kept")
    assert np.isnan(table.loc["without the two lists", ["low", "middle", "high"]].to_list()).all()
    assert table.loc["without the two lists", "n_numbers"] < table.loc["all", "n_numbers"]
    assert table.loc["all", "low"] > 0
    with pytest.raises(ValueError, match="no decision for 70 years"):
        analysis.rulings.due_sensitivity(rulings, 70)


def test_the_rank_correlation_is_spearmans(rulings: pd.DataFrame) -> None:
    known = with_both(rulings)
    known = known[known["exact"]]
    expected = spearmanr(known["years"], known["due_low"]).statistic
    assert rank_link(rulings)["correlation"] == pytest.approx(expected)


def test_the_case_itself_can_be_left_out(rulings: pd.DataFrame) -> None:
    others = rulings[rulings["ruling_id"] != SCOPELEC]
    assert analysis.due_given(others, 49).n_bounds == analysis.due_given(rulings, 49).n_bounds - 1
