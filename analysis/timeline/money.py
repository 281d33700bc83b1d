"""The notice gap in money: an exercise on stated assumptions, never a finding."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.language.shares import check_share


def price_missing_notice(
    notice: pd.DataFrame, *, required: Iterable[float], yearly: float, margin: float
) -> pd.DataFrame:
    """Price the months of notice that are missing under each start and each required length.

    Missing months, times the yearly turnover lost divided by twelve, times the margin on it: the
    way in which French courts count the harm of a sudden end.

    Parameters
    ----------
    notice : DataFrame
        As `analysis.notice` gives it: ``months_low`` and ``months_high`` are used, the rest kept.
    required : iterable of float
        Lengths of notice that may have been due, in months.
    yearly : float
        Turnover lost, in money a year.
    margin : float
        Margin on that turnover, a share of it.

    Returns
    -------
    DataFrame
        One row per row of ``notice`` and length:

        - the columns of ``notice``;
        - ``required``: the length, in months;
        - ``missing_low``, ``missing_high``: months of it that were not given;
        - ``amount_low``, ``amount_high``: their price, in the money of ``yearly``.

    Raises
    ------
    ValueError
        If a required length or the turnover is negative, or the margin is no share.

    References
    ----------
    Cour de cassation, commercial chamber, 28 June 2023, no. 21-16.940, on the margin.

    Examples
    --------
    >>> given = pd.DataFrame({"months_low": [3.0], "months_high": [3.0]})
    >>> gap = price_missing_notice(given, required=[12], yearly=500_000, margin=0.35)
    >>> gap[["missing_low", "amount_low"]].to_numpy().tolist()
    [[9.0, 131250.0]]
    """
    lengths = pd.DataFrame({"required": list(required)})
    if (lengths["required"] < 0).any() or yearly < 0:
        raise ValueError("accepted: required lengths and yearly turnover of zero or more")
    check_share("margin", margin)
    table = notice.merge(lengths, how="cross")
    monthly = yearly / 12 * margin
    for low, given in (("low", "months_high"), ("high", "months_low")):
        table[f"missing_{low}"] = np.maximum(0.0, table["required"] - table[given])
        table[f"amount_{low}"] = table[f"missing_{low}"] * monthly
    return table
