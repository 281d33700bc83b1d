"""Ledgers: on which customer each supplier of a large table depends, by narwhals on any engine.

A ledger is a table of ``supplier``, ``customer``, ``amount`` and, where time matters, ``period``: a
pandas, polars or Dask frame, a DuckDB relation or a PySpark frame. The large table stays in its
engine; a result has a row or so a supplier, and is always a pandas frame.

The same ledger gives the same result on every engine and in any order of rows. Amounts with a
fraction are rounded to the hundredth, halves upwards, and summed as whole hundredths, which is
exact up to 90 trillion, so that no sum depends on its order. Of several customers with the same
amount the top one is the first in order (of code points, or of numbers). A negative amount is a
credit note: amounts are netted for each supplier and customer (and period), and only who has bought
for more than zero is a customer. What was sold to a customer without name is in the total of its
supplier, and makes the share of the top customer an interval. Rows without supplier or amount
(empty text, NaN, infinite, a million million or more) have no part in any result, nor has an amount
that only fills its field: eight nines or more, or 123456 and so on. `left_out` counts them.
"""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from analysis.ledger.bounds import share_bounds
from analysis.ledger.engines import (
    NAMED,
    SPEND,
    Rows,
    compute_once,
    net_purchases,
    read_ledger,
    sum_up,
    to_pandas,
)
from analysis.ledger.uncounted import left_out

_WORKING = {  # columns within this module
    "top": "bought by the largest customer",
    "of_named": "bought by customers with a name",
    "squares": "sum of squared amounts",
    "customers": "customers with a name",
    "purchases": "rows",
    "last": "last day",
}

__all__ = ["change_over_time", "left_out", "profile_parts", "profile_suppliers", "screen"]
_SUMS = ("total", "top", "of_named", "squares", "customers", "purchases")


def profile_suppliers(ledger: IntoFrame, *, per_period: bool = False) -> pd.DataFrame:
    """Return for each supplier who its top customer is, and how concentrated its sales are.

    Parameters
    ----------
    ledger : frame or relation of pandas, polars, DuckDB, Dask or PySpark
        Columns ``supplier`` and ``customer`` (text or whole numbers), ``amount`` (numbers) and,
        with `per_period`, ``period`` (whole numbers or text that sorts, as ``2021-03``). If they
        are there: ``amount_low`` and ``amount_high``, between which an amount lies, ``date`` (text
        or dates) and ``set_aside`` (why an amount is none, else empty), as `read_decp` gives them.
    per_period : bool, optional
        Whether to do so for each period by itself.

    Returns
    -------
    DataFrame
        One row per supplier (and ``period``), in this order:

        - ``supplier``, ``top_customer``;
        - ``top_share``: 0 to 1; ``top_share_low``, ``top_share_high``: between which it lies;
        - ``hhi``: sum of the squared shares, 0 to 1;
        - ``n_customers``: customers with a name; ``n_purchases``: rows;
        - ``top_amount``, ``total``: in the unit of the ledger;
        - ``unnamed``: sold to customers without name: part of ``total``, and in no customer's
          share;
        - ``n_months``: from the first purchase to the last, if the ledger has dates; NaN if no day
          is known.

        Checked against the same sums by pandas, polars, DuckDB, dask and PySpark.

    Raises
    ------
    ValueError
        If a column is missing or holds something else, naming it and what is accepted.

    See Also
    --------
    left_out : what has no part in the result.

    References
    ----------
    Herfindahl, O. C. (1950), Concentration in the steel industry, Columbia University.

    Examples
    --------
    >>> import pandas as pd
    >>> ledger = pd.DataFrame(
    ...     {"supplier": ["s", "s", "s"], "customer": ["a", "b", "b"], "amount": [25, 50, 25]}
    ... )
    >>> profile_suppliers(ledger)[["supplier", "top_customer", "top_share", "hhi", "total"]]
      supplier top_customer  top_share    hhi  total
    0        s            b       0.75  0.625  100.0
    >>> hidden = profile_suppliers(ledger.replace({"customer": {"a": ""}}))
    >>> hidden[["top_share", "top_share_low", "top_share_high", "unnamed"]]
       top_share  top_share_low  top_share_high  unnamed
    0       0.75           0.75             1.0     25.0
    """
    return _profile(read_ledger(ledger, per_period), min_share=0.0, min_total=0.0)


def profile_parts(parts: Iterable[IntoFrame]) -> pd.DataFrame:
    """Profile the suppliers of a ledger that is too large to be held, one part after another.

    Parameters
    ----------
    parts : iterable of frames or relations
        Parts of a ledger, as for `profile_suppliers`, each with all rows of its suppliers: one file
        each, say.

    Returns
    -------
    DataFrame
        As `profile_suppliers` gives it for the whole.

    Raises
    ------
    ValueError
        If a supplier is in two parts.

    Examples
    --------
    >>> import pandas as pd
    >>> parts = [pd.DataFrame({"supplier": [s], "customer": ["a"], "amount": [5]}) for s in "ts"]
    >>> profile_parts(parts)["supplier"].tolist()
    ['s', 't']
    """
    found = pd.concat([profile_suppliers(part) for part in parts])
    found = found.sort_values("supplier", ignore_index=True, kind="stable")
    twice = found.loc[found["supplier"].duplicated(), "supplier"]
    if len(twice):
        raise ValueError(f"found supplier {twice.iloc[0]!r} in two parts; accepted: in one")
    return found


def screen(
    ledger: IntoFrame,
    *,
    min_share: float = 0.5,
    min_total: float = 0.0,
    min_purchases: int | None = None,
    min_customers: int = 1,
    min_months: int = 0,
) -> pd.DataFrame:
    """Rank the suppliers that depend on one customer.

    A supplier seen with one purchase has one customer, and so a share of 100 %: in a register that
    shows a part of its sales this says nothing. `min_purchases`, `min_customers` and `min_months`
    leave such suppliers out.

    Parameters
    ----------
    ledger : frame or relation of pandas, polars, DuckDB, Dask or PySpark
        As for `profile_suppliers`.
    min_share : float, optional
        The least share of the top customer that counts as dependence, above 0 and up to 1.
    min_total : float, optional
        The least total of a supplier to be looked at, in the unit of the ledger.
    min_purchases : int, optional
        The least rows with which a supplier is seen: 3 in a register of contracts (a ledger with a
        column ``contract``), else 1.
    min_customers : int, optional
        The least customers with which a supplier is seen.
    min_months : int, optional
        The least months between its first purchase and its last; the ledger needs a ``date``.

    Returns
    -------
    DataFrame
        One row per supplier, the most dependent first: by share of the top customer (at least, then
        as assumed), then by total, then in order of the suppliers:

        - ``rank``: 1 is the most dependent;
        - the columns of `profile_suppliers`.

    Raises
    ------
    ValueError
        If a share is not above 0 and up to 1, or the ledger is not one.

    Examples
    --------
    >>> import numpy as np
    >>> from analysis.ledger.generator import generate_ledger
    >>> ledger, planted = generate_ledger(200, n_dependents=3, rng=np.random.default_rng(1))
    >>> found = screen(ledger, min_share=0.7, min_customers=3)
    >>> set(found["supplier"]) == set(planted["supplier"])
    True
    """
    if not 0 < min_share <= 1:
        raise ValueError(f"found min_share {min_share}; accepted: above 0 and up to 1")
    rows = read_ledger(ledger)
    if min_months > 0 and not rows.dated:
        raise ValueError(f"found min_months {min_months}; accepted: 0, or a ledger with a 'date'")
    if min_purchases is None:
        min_purchases = 3 if rows.of_contracts else 1
    found = _profile(rows, min_share=min_share, min_total=min_total)
    seen = (found["n_purchases"] >= min_purchases) & (found["n_customers"] >= min_customers)
    found = found[seen & (found["n_months"] >= min_months)] if min_months > 0 else found[seen]
    # What is sure comes first: an amount that several suppliers may share moves nobody up.
    order = ["top_share_low", "top_share", "total", "supplier"]
    down = [False, False, False, True]
    found = found.sort_values(order, ascending=down, kind="stable", ignore_index=True)
    found.insert(0, "rank", range(1, len(found) + 1))
    return found


def change_over_time(ledger: IntoFrame) -> pd.DataFrame:
    """Compare the first period of each supplier with its last.

    Parameters
    ----------
    ledger : frame or relation of pandas, polars, DuckDB, Dask or PySpark
        As for `profile_suppliers`, with a column ``period``.

    Returns
    -------
    DataFrame
        One row per supplier:

        - ``supplier``, ``n_periods`` (in how many it sells), ``period_first``, ``period_last``;
        - ``top_customer_first``, ``top_customer_last``;
        - of each of ``top_share``, ``hhi``, ``n_customers`` and ``total`` the ``…_first``, the
          ``…_last`` and the ``…_change`` (last minus first; NaN for a supplier of one period).

    Raises
    ------
    ValueError
        If a column is missing or holds something else, naming it and what is accepted.

    Examples
    --------
    >>> import pandas as pd
    >>> ledger = pd.DataFrame(
    ...     {
    ...         "supplier": ["s", "s", "s"],
    ...         "customer": ["a", "b", "b"],
    ...         "amount": [50, 50, 80],
    ...         "period": [2020, 2020, 2021],
    ...     }
    ... )
    >>> change_over_time(ledger)[["top_customer_first", "top_customer_last", "top_share_change"]]
      top_customer_first top_customer_last  top_share_change
    0                  a                 b               0.5
    """
    periods = profile_suppliers(ledger, per_period=True)
    first = periods.drop_duplicates("supplier", keep="first").set_index("supplier")
    last = periods.drop_duplicates("supplier", keep="last").set_index("supplier")
    table = pd.DataFrame({"n_periods": periods.groupby("supplier").size()})
    moved = first["period"] != last["period"]
    for column in ["period", "top_customer", "top_share", "hhi", "n_customers", "total"]:
        table[f"{column}_first"], table[f"{column}_last"] = first[column], last[column]
        if column not in ("period", "top_customer"):
            table[f"{column}_change"] = (last[column] - first[column]).astype(float).where(moved)
    return table.reset_index()


def _profile(rows: Rows, *, min_share: float, min_total: float) -> pd.DataFrame:
    """Profile the suppliers that reach a share and a total, sorted by the keys."""
    keys = list(rows.keys)
    whole = [*_SUMS, *(("first", "last") if rows.dated else ())]
    with compute_once(net_purchases(rows)) as pairs:
        suppliers = sum_up(pairs, rows).filter(
            nw.col("top") / nw.col("total") >= min_share, nw.col("total") >= min_total * rows.scale
        )
        # The join gives each supplier its customers of the top amount: several if they tie.
        names = pairs.filter(NAMED).select(*keys, "customer", "spend")
        tops = names.join(suppliers, on=keys, how="inner").filter(nw.col("top") == SPEND)
        tops = tops.group_by(*keys).agg(nw.col("customer").min(), *(nw.col(c).max() for c in whole))
        table = to_pandas(tops).sort_values(keys, kind="stable", ignore_index=True)
    unnamed = table["total"] - table["of_named"]
    found = table[keys].assign(
        top_customer=table["customer"],
        top_share=table["top"] / table["total"],
        hhi=table["squares"] / table["total"] ** 2,
        n_customers=table["customers"].astype("int64"),
        top_amount=table["top"] / rows.scale,
        total=table["total"] / rows.scale,
        top_share_low=table["top"] / table["total"],
        top_share_high=(table["top"] + unnamed) / table["total"],
        unnamed=unnamed / rows.scale,
        n_purchases=table["purchases"].astype("int64"),
    )
    if rows.dated:
        found["n_months"] = table["last"] - table["first"]
    if rows.bounded:
        ends = ["top_share_low", "top_share_high"]
        found[ends] = found[keys].merge(share_bounds(rows), on=keys, how="left")[ends]
    return found
