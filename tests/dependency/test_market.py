"""The market's series."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from support import table

from analysis.dependency.market import market_series
from analysis.dossier.dossier import Dossier
from analysis.dossier.tables import DossierError


def test_years_and_quarters_are_kept_apart_and_every_value_kept(dossier: Dossier) -> None:
    rows = dossier.table("market")
    rows = rows[rows["measure"] == "ftth_lines_added"]
    years = market_series(dossier, "ftth_lines_added")
    quarters = market_series(dossier, "ftth_lines_added", quarterly=True)
    assert len(years) + len(quarters) == len(rows)
    assert years["period_low"].is_monotonic_increasing
    found = years.loc[years["period"] == "2021", ["value", "conflict"]].to_numpy().tolist()
    assert found == [[5_600_000, True], [5_650_000, True], [5_760_000, True]]
    assert not years.loc[years["period"] == "2020", "conflict"].any()


def test_a_quarter_is_three_months(dossier: Dossier) -> None:
    quarters = market_series(dossier, "ftth_lines_added", quarterly=True).set_index("period")
    row = quarters.loc["2022-Q1"]
    days = pd.Timestamp("2022-01-01"), pd.Timestamp("2022-03-31")
    assert (row["period_low"], row["period_high"]) == days


def test_an_unknown_measure(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match=r"no years of 'lines'; known: .*ftth_lines_added"):
        market_series(dossier, "lines")


LINE = {"measure": "lines", "value": "5", "unit": "lines", "publisher": "A", "status": "published"}


@pytest.mark.parametrize(
    "period",
    [
        *("2021-T3", "3rd quarter 2021", "2021-q4", "2021-Q5", "2021-Q0", "Q1 2021", "2021Q1"),
        *("2021-Q1/2021-Q2", "21-Q1", "2021-13", "soon"),
    ],
)
def test_a_period_that_is_none_is_named(small: Callable[..., Dossier], period: str) -> None:
    with pytest.raises(DossierError) as caught:
        small([{"answer": "1"}], market=table("market", [LINE | {"period": period}]))
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"market.csv, row 2, column period: found {period!r}; accepted")
    assert "2021-Q3" in problem.accepted


@pytest.mark.parametrize("published", ["soon", "2021-Q3", "31/12/2021", "2021-02-30"])
def test_a_day_of_publication_that_is_none_is_named(
    small: Callable[..., Dossier], published: str
) -> None:
    row = LINE | {"period": "2021", "published": published}
    with pytest.raises(DossierError, match=r"market\.csv, row 2, column published: found"):
        small([{"answer": "1"}], market=table("market", [row]))


def test_periods_and_values_are_compared_as_days_and_numbers(small: Callable[..., Dossier]) -> None:
    def conflicts(*rows: tuple[str, str], quarterly: bool = False) -> list[bool]:
        lines = [LINE | {"period": period, "value": value} for period, value in rows]
        dossier = small([{"answer": "1"}], market=table("market", lines))
        found = market_series(dossier, "lines", quarterly=quarterly)["conflict"]
        return [bool(one) for one in found]

    assert conflicts(("2022", "5"), ("2022-01/2022-12", "6")) == [True, True]
    assert conflicts(("2022", "5"), ("2022-01-01/2022-12-31", "5.00")) == [False, False]
    assert conflicts(("2022", "5"), ("2022", "5.0")) == [False, False]
    assert conflicts(("2022-Q1", "5"), ("2022-Q1", "6"), quarterly=True) == [True, True]
    assert conflicts(("2022-Q1", "5"), ("2022-Q2", "6"), quarterly=True) == [False, False]
