"""The market's series."""

from __future__ import annotations

import pytest

from analysis.dependency.market import market_series
from analysis.dossier.dossier import Dossier
from analysis.language.answers import to_day


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
    assert (row["period_low"], row["period_high"]) == (to_day("2022-01-01"), to_day("2022-03-31"))


def test_an_unknown_measure(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match=r"no years of 'lines'; known: .*ftth_lines_added"):
        market_series(dossier, "lines")
