"""Points of reference kept with their sources: values of rules, winners of zones."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.dossier.dossier import Dossier


class LawValue(NamedTuple):
    """The number that a rule or a practice names, as a range; both ends are the same for one."""

    low: float
    high: float
    unit: str


def law_value(dossier: Dossier, rule_id: str) -> LawValue:
    """Return the number that a row of ``law.csv`` names, so that nobody types it in elsewhere.

    Parameters
    ----------
    dossier : Dossier
    rule_id : str
        The row.

    Returns
    -------
    LawValue
        ``low`` and ``high`` in the row's ``unit``: shares from 0 to 1, lengths in months, money in
        the currency named.

    Raises
    ------
    ValueError
        If there is no such row, or it names no number.

    Examples
    --------
    >>> from analysis import example
    >>> law_value(example(), "alert")
    LawValue(low=0.25, high=0.3, unit='share')
    """
    rows = dossier.table("law").query("value != ''").set_index("rule_id")
    if rule_id not in rows.index:
        known = ", ".join(rows.index) or "none"
        raise ValueError(f"no rule {rule_id!r} with a value in law.csv; known: {known}")
    low, _, high = rows.loc[rule_id, "value"].partition("/")
    return LawValue(float(low), float(high or low), rows.loc[rule_id, "unit"])


def zone_winners(dossier: Dossier) -> pd.DataFrame:
    """Return who won each zone, from ``zones.csv``: a table for `analysis.plot.tiles`.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row per zone, in the order of the map:

        - ``name``;
        - ``row``, ``column``: places in a rough map, from 0, from the top left;
        - ``winners``, ``claims``: lists.

    Examples
    --------
    >>> from analysis import example
    >>> zone_winners(example())[["name", "row", "column", "winners"]]
        name  row  column                         winners
    0  North    0       0                 [Example Rival]
    1  South    1       0  [Example Works, Example Rival]
    """
    table = dossier.table("zones").rename(columns={"zone": "name"})
    table = table.astype({"row": int, "column": int})
    zones = table.groupby(["row", "column", "name"], sort=True)
    found = zones.agg(winners=("winner", list), claims=("claim_id", list)).reset_index()
    return found[["name", "row", "column", "winners", "claims"]]
