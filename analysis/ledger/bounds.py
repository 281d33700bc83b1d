"""Between which ends the share of a supplier's top customer lies, where amounts are not all known.

A joint contract gives each holder something between nothing and the whole of it, a customer without
name may be any customer, and an amount that is missing may be any amount.
"""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from analysis.ledger.engines import SPEND, Lazy, Rows, is_known, named, to_pandas

_ENDS = ("low", "high", "lacking")
_LOW, _HIGH, _LACKING = nw.col("low"), nw.col("high"), nw.col("lacking")


def share_bounds(rows: Rows) -> pd.DataFrame:
    """Bound the share of the top customer of each supplier, in the order of the keys.

    Parameters
    ----------
    rows : Rows
        With the ends of each amount.

    Returns
    -------
    DataFrame
        The keys, ``top_share_low`` and ``top_share_high``: what the largest share is at least and
        at most, whatever the unknown amounts are.
    """
    pairs = _ends(rows)
    parts = pairs.with_columns(_of_unnamed(name).alias(f"free_{name}") for name in _ENDS)
    whole = parts.group_by(*rows.keys).agg(
        *(nw.col(name).sum().alias(f"all_{name}") for name in _ENDS),
        *(nw.col(f"free_{name}").sum() for name in _ENDS),
    )
    shares = pairs.filter(nw.col("named") == 1).join(whole, on=list(rows.keys), how="inner")
    found = shares.with_columns(_least().alias("least"), _most().alias("most"))
    found = found.group_by(*rows.keys).agg(
        nw.col("least").max().alias("top_share_low"), nw.col("most").max().alias("top_share_high")
    )
    return to_pandas(found)


def _ends(rows: Rows) -> Lazy:
    """Sum the ends for each supplier and customer; what is netted away is nothing."""
    lacking = nw.when(nw.col("why") != "").then(nw.lit(1)).otherwise(nw.lit(0))
    frame = rows.frame.with_columns(lacking.alias("lacking"))
    pairs = frame.group_by(*rows.keys, "customer").agg(
        SPEND.sum(), *(nw.col(name).sum() for name in _ENDS)
    )
    kept = (SPEND > 0) | (_LACKING > 0)
    pairs = pairs.filter(kept, *(is_known(name, rows) for name in rows.keys))
    ends = [nw.when(end > 0).then(end).otherwise(nw.lit(0.0)) for end in (_LOW, _HIGH)]
    return pairs.with_columns(named(rows), ends[0].alias("low"), ends[1].alias("high"))


def _of_unnamed(name: str) -> nw.Expr:
    """Take a column where the customer has no name."""
    return nw.when(nw.col("named") == 0).then(nw.col(name)).otherwise(nw.lit(0))


def _least() -> nw.Expr:
    """Assign to a customer its least amount, and to all others the most they may have."""
    others = nw.col("all_high") - _HIGH
    share = _LOW / nw.when(_LOW + others > 0).then(_LOW + others).otherwise(nw.lit(1.0))
    return nw.when(nw.col("all_lacking") - _LACKING > 0).then(nw.lit(0.0)).otherwise(share)


def _most() -> nw.Expr:
    """Assign to a customer the most it may have, unnamed sales included, to others the least."""
    own = _HIGH + nw.col("free_high")
    whole = own + nw.col("all_low") - _LOW - nw.col("free_low")
    share = own / nw.when(whole > 0).then(whole).otherwise(nw.lit(1.0))
    open_end = _LACKING + nw.col("free_lacking") > 0
    return nw.when(open_end).then(nw.lit(1.0)).otherwise(share)
