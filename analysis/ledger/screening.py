"""Ledgers: on which customer each supplier of a large table depends, by narwhals on any engine.

A ledger is a table of ``supplier``, ``customer``, ``amount`` and, where time matters, ``period``: a
pandas, polars or Dask frame, a DuckDB relation or a PySpark frame. The large table stays in its
engine; a result has a row or so a supplier, and is always a pandas frame.

The same ledger gives the same result on every engine and in any order of rows. Amounts with a
fraction are rounded to the hundredth, halves upwards, and summed as whole hundredths, which is
exact up to 90 trillion, so that no sum depends on its order. Of several customers with the same
amount the top one is the first in order (of code points, or of numbers). A negative amount is a
credit note: amounts are netted for each supplier and customer (and period), and only who has bought
for more than zero is a customer. Rows without supplier, customer or amount (empty text, NaN,
infinite, a million million or more) have no part in any result; `left_out` counts them.
"""

from __future__ import annotations

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from analysis.ledger.engines import SPEND, SUMS, Rows, compute_once, net, read, sum_up, to_pandas

_NETTED = "net amount not above zero"


def profile_suppliers(ledger: IntoFrame, *, per_period: bool = False) -> pd.DataFrame:
    """Say of each supplier who its top customer is, and how concentrated its sales are.

    Parameters
    ----------
    ledger : frame or relation of pandas, polars, DuckDB, Dask or PySpark
        Columns ``supplier`` and ``customer`` (text or whole numbers), ``amount`` (numbers) and,
        with `per_period`, ``period`` (whole numbers or text that sorts, as ``2021-03``).
    per_period : bool, optional
        Whether to do so for each period by itself.

    Returns
    -------
    DataFrame
        One row a supplier (and ``period``), in this order: ``supplier``, ``top_customer``,
        ``top_share`` (0 to 1), ``hhi`` (sum of the squared shares, 0 to 1), ``customers`` (their
        number), ``top_amount`` and ``total`` (in the unit of the ledger).

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
    >>> profile_suppliers(ledger)
      supplier top_customer  top_share    hhi  customers  top_amount  total
    0        s            b       0.75  0.625          2        75.0  100.0
    """
    return _profile(read(ledger, per_period), min_share=0.0, min_total=0.0)


def screen(ledger: IntoFrame, *, min_share: float = 0.5, min_total: float = 0.0) -> pd.DataFrame:
    """Rank the suppliers that depend on one customer.

    Parameters
    ----------
    ledger : frame or relation of pandas, polars, DuckDB, Dask or PySpark
        As for `profile_suppliers`.
    min_share : float, optional
        The least share of the top customer that counts as dependence, above 0 and up to 1.
    min_total : float, optional
        The least total of a supplier to be looked at, in the unit of the ledger.

    Returns
    -------
    DataFrame
        The columns of `profile_suppliers` after ``rank`` (1 is the most dependent): by share of the
        top customer, then by total, then in order of the suppliers.

    Raises
    ------
    ValueError
        If a share is not above 0 and up to 1, or the ledger is not one.

    Examples
    --------
    >>> import numpy as np
    >>> from analysis.ledger.generator import generate_ledger
    >>> ledger, planted = generate_ledger(200, n_dependents=3, rng=np.random.default_rng(1))
    >>> found = screen(ledger, min_share=0.7)
    >>> set(found["supplier"]) == set(planted["supplier"])
    True
    """
    if not 0 < min_share <= 1:
        raise ValueError(f"found min_share {min_share}; accepted: above 0 and up to 1")
    found = _profile(read(ledger), min_share=min_share, min_total=min_total)
    order = ["top_share", "total", "supplier"]
    found = found.sort_values(
        order, ascending=[False, False, True], kind="stable", ignore_index=True
    )
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
        One row a supplier, in this order: ``supplier``, ``periods`` (in how many it sells),
        ``period_first``, ``period_last``, ``top_customer_first``, ``top_customer_last``, and of
        each of ``top_share``, ``hhi``, ``customers`` and ``total`` the ``…_first``, ``…_last`` and
        ``…_change`` (last minus first; NaN for a supplier of one period).

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
    table = pd.DataFrame({"periods": periods.groupby("supplier").size()})
    moved = first["period"] != last["period"]
    for column in ["period", "top_customer", "top_share", "hhi", "customers", "total"]:
        table[f"{column}_first"], table[f"{column}_last"] = first[column], last[column]
        if column not in ("period", "top_customer"):
            table[f"{column}_change"] = (last[column] - first[column]).astype(float).where(moved)
    return table.reset_index()


def left_out(ledger: IntoFrame, *, per_period: bool = False) -> pd.DataFrame:
    """Count what has no part in a profile of the suppliers, and why.

    Parameters
    ----------
    ledger : frame or relation of pandas, polars, DuckDB, Dask or PySpark
        As for `profile_suppliers`.
    per_period : bool, optional
        Whether the profile is one per period.

    Returns
    -------
    DataFrame
        One row a reason, the first that applies to a row: ``reason``, ``rows``, ``amount`` (their
        sum). The totals of the profile and these amounts add up to the sum of the ledger.

    Raises
    ------
    ValueError
        If a column is missing or holds something else, naming it and what is accepted.

    Examples
    --------
    >>> import pandas as pd
    >>> ledger = pd.DataFrame(
    ...     {"supplier": ["s", "s", "s"], "customer": ["a", "a", None], "amount": [5, -9, 3]}
    ... )
    >>> left_out(ledger)
                          reason  rows  amount
    0                no supplier     0     0.0
    1                no customer     1     3.0
    2                  no amount     0     0.0
    3  net amount not above zero     2    -4.0
    """
    rows = read(ledger, per_period)
    pairs = rows.frame.with_columns(_reason(rows).alias("reason"))
    pairs = pairs.group_by("reason", *rows.keys, "customer").agg(
        nw.len().alias("rows"), SPEND.sum()
    )
    netted = (SPEND <= 0) & (nw.col("reason") == "")
    reason = nw.when(netted).then(nw.lit(_NETTED)).otherwise(nw.col("reason"))
    counts = pairs.with_columns(reason.alias("reason")).group_by("reason")
    found = to_pandas(counts.agg(nw.col("rows").sum(), SPEND.sum())).set_index("reason")
    reasons = [*(f"no {name}" for name in (*rows.keys, "customer", "amount")), _NETTED]
    found = found.reindex(reasons, fill_value=0).rename_axis("reason").reset_index()
    return found.assign(rows=found["rows"].astype("int64"), amount=found.pop("spend") / rows.scale)


def _profile(rows: Rows, *, min_share: float, min_total: float) -> pd.DataFrame:
    """Profile the suppliers that reach a share and a total, sorted by the keys."""
    pairs, keys = compute_once(net(rows)), list(rows.keys)
    suppliers = sum_up(pairs, keys).filter(
        nw.col("top") / nw.col("total") >= min_share, nw.col("total") >= min_total * rows.scale
    )
    # The join gives each supplier its customers of the top amount: several if they tie.
    tops = pairs.join(suppliers, on=keys, how="inner").filter(nw.col("top") == SPEND)
    tops = tops.group_by(*keys).agg(nw.col("customer").min(), *(nw.col(c).max() for c in SUMS))
    table = to_pandas(tops).sort_values(keys, kind="stable", ignore_index=True)
    return table[keys].assign(
        top_customer=table["customer"],
        top_share=table["top"] / table["total"],
        hhi=table["squares"] / table["total"] ** 2,
        customers=table["customers"].astype("int64"),
        top_amount=table["top"] / rows.scale,
        total=table["total"] / rows.scale,
    )


def _reason(rows: Rows) -> nw.Expr:
    """Say why a row has no part: the first reason that applies, or nothing."""
    reason = nw.when(nw.col("usable") == 0).then(nw.lit("no amount")).otherwise(nw.lit(""))
    for name in ("customer", *reversed(rows.keys)):
        key = nw.col(name)
        missing = key.is_null() | (key == "") if name in rows.texts else key.is_null()
        reason = nw.when(missing).then(nw.lit(f"no {name}")).otherwise(reason)
    return reason
