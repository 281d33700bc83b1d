"""The series of the market beside a dispute, with every value that was published for a period."""

from __future__ import annotations

import pandas as pd

from analysis.columns import with_dates
from analysis.dossier.dossier import Dossier
from analysis.language.answers import parse_dates
from analysis.language.periods import is_quarter, period_in_edtf


def market_series(dossier: Dossier, measure: str, *, quarterly: bool = False) -> pd.DataFrame:
    """Take one measure from the dossier's market table, as numbers over time.

    Parameters
    ----------
    dossier : Dossier
    measure : str
        A value of the column ``measure``.
    quarterly : bool, optional
        Quarters instead of years.

    Returns
    -------
    DataFrame
        One row per published value, in order of time:

        - ``period``: as published; ``period_low``, ``period_high``: its days, as dates;
        - ``value``: in ``unit``;
        - ``publisher``, ``published``, ``source_url``, ``note``;
        - ``status``, and ``firm``: False if derived;
        - ``series``: the measure;
        - ``conflict``: whether another value was published for the same period.

    Raises
    ------
    ValueError
        If the market table has no such measure for years (or quarters).

    Examples
    --------
    >>> from analysis import example
    >>> table = market_series(example(), "orders")
    >>> table.loc[table["period"] == "2023", ["value", "conflict"]]
           value  conflict
    1  1100000.0      True
    2  1150000.0      True
    """
    table = dossier.table("market")
    of_quarters = table["period"].map(is_quarter).astype(bool)
    table = table[(table["measure"] == measure) & (of_quarters == quarterly)]
    if table.empty:
        known = ", ".join(sorted(set(dossier.table("market")["measure"])))
        raise ValueError(
            f"no {'quarters' if quarterly else 'years'} of {measure!r}; "
            + (f"known: {known}" if known else "this dossier has no market.csv")
        )
    days = parse_dates(table["period"].map(period_in_edtf), dossier.about.tolerances)
    value = table["value"].astype(float)
    table = table.assign(
        value=value,
        firm=table["status"] == "published",
        series=measure,
        period_low=days["low"],
        period_high=days["high"],
        # By days and numbers: "2022" and "2022-01/2022-12" are one period, "5" and "5.0" one value.
        conflict=value.groupby([days["low"], days["high"]]).transform("nunique") > 1,
    )
    table = table.sort_values(["period_low", "value"], kind="stable", ignore_index=True)
    return with_dates(table.drop(columns="measure"))
