"""What has no part in a screening of suppliers, counted by its reason."""

from __future__ import annotations

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from analysis.ledger.engines import (
    NAMED,
    SPEND,
    Lazy,
    Rows,
    is_known,
    named,
    read_ledger,
    to_pandas,
)

_WORKING = {  # columns within this module
    "rows": "rows left out",
    "spend": "their amount, in hundredths",
}

_NETTED, _NO_CUSTOMER = "net amount not above zero", "no customer"


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
        One row per reason, the first that applies to a row:

        - ``reason``;
        - ``n_rows``, ``amount``: their number and sum.

        The totals of the profile and these amounts add up to the sum of the ledger. Of a ledger of
        `read_decp` the first reasons are why a record of the files is no contract of the ledger
        (``n_rows`` are records, their ``amount`` is 0). "no customer" are rows of suppliers none of
        whose customers has a name; others stay in the total of their supplier.

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
                          reason  n_rows  amount
    0                no supplier       0     0.0
    1                no customer       1     3.0
    2                  no amount       0     0.0
    3  net amount not above zero       2    -4.0
    """
    rows = read_ledger(ledger, per_period)
    counts = _count(rows)
    unread: dict[str, int] = getattr(ledger, "attrs", {}).get("left_out", {})
    fixed = [*(f"no {name}" for name in (*rows.keys, "customer", "amount")), _NETTED]
    aside = sorted(set(counts.index) - set(fixed) - {""})
    counts = counts.reindex([*unread, *fixed[:-2], *aside, *fixed[-2:]], fill_value=0)
    counts.loc[list(unread), "rows"] = list(unread.values())
    found = counts.rename_axis("reason").reset_index()
    found["n_rows"] = found.pop("rows").astype("int64")
    return found.assign(amount=found.pop("spend") / rows.scale)


def _count(rows: Rows) -> pd.DataFrame:
    """Count rows and hundredths by the first reason why they have no part, "" if they have one."""
    pairs = rows.frame.with_columns(_reason(rows).alias("reason"))
    pairs = pairs.group_by("reason", *rows.keys, "customer").agg(
        nw.len().alias("rows"), SPEND.sum()
    )
    pairs = pairs.with_columns(named(rows))
    judged = nw.col("reason") == ""
    by_name = pairs.filter(~judged | NAMED).with_columns(_netted().alias("reason"))
    parts = [to_pandas(by_name.group_by("reason").agg(nw.col("rows").sum(), SPEND.sum()))]
    suppliers = _unnamed_rows(pairs.filter(judged), rows)
    parts += [to_pandas(suppliers.group_by("reason").agg(nw.col("rows").sum(), SPEND.sum()))]
    return pd.concat(parts).groupby("reason")[["rows", "spend"]].sum()


def _netted() -> nw.Expr:
    """Say that what a customer bought and gave back comes to nothing."""
    netted = (SPEND <= 0) & (nw.col("reason") == "")
    return nw.when(netted).then(nw.lit(_NETTED)).otherwise(nw.col("reason"))


def _unnamed_rows(pairs: Lazy, rows: Rows) -> Lazy:
    """Sum what each supplier sold to customers without name, and say if it is in its total."""
    is_customer = nw.when(NAMED & (SPEND > 0)).then(nw.lit(1)).otherwise(nw.lit(0))
    of_unnamed = [
        nw.when(NAMED).then(nw.lit(0)).otherwise(nw.col(name)).alias(name)
        for name in ("rows", "spend")
    ]
    parts = pairs.with_columns(is_customer.alias("customers"), *of_unnamed)
    parts = parts.group_by(*rows.keys).agg(
        *(nw.col(name).sum() for name in ("customers", "rows", "spend"))
    )
    reason = nw.when(nw.col("customers") > 0).then(nw.lit("")).otherwise(nw.lit(_NO_CUSTOMER))
    reason = nw.when(SPEND <= 0).then(nw.lit(_NETTED)).otherwise(reason)
    return parts.filter(nw.col("rows") > 0).with_columns(reason.alias("reason"))


def _reason(rows: Rows) -> nw.Expr:
    """Return why a row has no part: the first reason that applies, or nothing."""
    reason = nw.col("why")
    for name in reversed(rows.keys):
        reason = nw.when(~is_known(name, rows)).then(nw.lit(f"no {name}")).otherwise(reason)
    return reason
