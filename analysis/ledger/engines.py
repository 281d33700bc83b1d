"""The rows of a ledger and their sums, written once in narwhals for every engine.

Within a group there is nothing but sum, max, min and count of a column, and no window: that is what
all engines compute, and compute alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

Lazy: TypeAlias = nw.LazyFrame[Any]
SUMS = ("total", "top", "squares", "customers")
SPEND = nw.col("spend")
# What is below this is neither infinite nor NaN, and exact in hundredths with room for many sums.
_LARGEST = 1e12


@dataclass(frozen=True)
class Rows:
    """Rows of ``keys``, ``customer``, ``usable`` and ``spend``: whole hundredths, or units."""

    frame: Lazy
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    scale: int


def read(ledger: IntoFrame, per_period: bool = False) -> Rows:
    """Take the columns of a ledger, checked, whatever its engine."""
    keys = ("supplier", "period") if per_period else ("supplier",)
    frame = nw.from_native(ledger).lazy()
    schema = frame.collect_schema()
    _check(schema, [*keys, "customer", "amount"])
    texts = tuple(name for name in (*keys, "customer") if not schema[name].is_integer())
    codes = [name for name in texts if schema[name] != nw.String]
    whole = schema["amount"].is_integer()
    amount = nw.col("amount").cast(nw.Float64)
    usable = ~nw.col("amount").is_null() if whole else amount.abs() < _LARGEST
    # Engines differ in how they round a half and in what a cast does, but not in floor.
    spend = amount if whole else (amount * 100 + 0.5).floor()
    frame = frame.select(
        *(nw.col(name).cast(nw.String) if name in codes else name for name in (*keys, "customer")),
        nw.when(usable).then(nw.lit(1)).otherwise(nw.lit(0)).alias("usable"),
        nw.when(usable).then(spend).otherwise(nw.lit(0.0)).alias("spend"),
    )
    return Rows(frame, keys, texts, 1 if whole else 100)


def _check(schema: nw.Schema, columns: list[str]) -> None:
    """Refuse a ledger that lacks a column, or has another kind of value in it."""
    for name in columns:
        accepted = "numbers" if name == "amount" else "text or whole numbers"
        if name not in schema:
            found = ", ".join(map(repr, schema))
            raise ValueError(f"ledger: no column {name!r}, found {found}; accepted: {accepted}")
        kind = schema[name]
        text = kind in (nw.String, nw.Categorical, nw.Enum)
        if not (kind.is_numeric() if name == "amount" else kind.is_integer() or text):
            raise ValueError(f"ledger, column {name!r}: found {kind}; accepted: {accepted}")


def net(rows: Rows) -> Lazy:
    """Net the amounts of each supplier and customer, and keep the customers that bought."""
    pairs = rows.frame.group_by(*rows.keys, "customer", drop_null_keys=True).agg(SPEND.sum())
    return pairs.filter(SPEND > 0, *(nw.col(name) != "" for name in rows.texts))


def sum_up(pairs: Lazy, keys: list[str]) -> Lazy:
    """Sum the customers of each supplier up; no more, as not every engine can within a group."""
    squares = pairs.with_columns((SPEND * SPEND).alias("squares"))
    return squares.group_by(*keys).agg(
        SPEND.sum().alias("total"),
        SPEND.max().alias("top"),
        nw.col("squares").sum(),
        nw.len().alias("customers"),
    )


def compute_once(pairs: Lazy) -> Lazy:
    """Hold the pairs of DuckDB, which would read the ledger again for each use of them."""
    return pairs.collect().lazy(backend="duckdb") if pairs.implementation.is_duckdb() else pairs


def to_pandas(frame: Lazy) -> pd.DataFrame:
    """Fetch a small result, its keys in the same types from every engine."""
    table: pd.DataFrame = frame.collect().to_pandas()
    kinds = list(frame.collect_schema().items())
    keys = {
        name: "str" if kind == nw.String else "int64" for name, kind in kinds if not kind.is_float()
    }
    return table.astype(keys)
