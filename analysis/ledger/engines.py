"""The rows of a ledger and their sums, written once in narwhals for every engine.

Within a group there is nothing but sum, max, min and count of a column, and no window: that is what
all engines compute, and compute alike.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import uuid4

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from analysis.ledger.cells import PLACEHOLDERS, YEARS

Lazy: TypeAlias = nw.LazyFrame[Any]
SPEND = nw.col("spend")
NAMED = nw.col("named") == 1
PLACEHOLDER, NO_AMOUNT = "placeholder amount", "no amount"
# What is below this is neither infinite nor NaN, and exact in hundredths with room for many sums.
_LARGEST = 1e12
_BOUNDS = ("amount_low", "amount_high")


@dataclass(frozen=True)
class Rows:
    """Rows of ``keys``, ``customer``, ``why`` and ``spend``: whole hundredths, or units.

    ``why`` says why a row has no amount, and is empty if it has one. ``low`` and ``high`` (if
    `bounded`) are the ends of an amount, ``month`` (if `dated`) counts the months to its date. Each
    row is a contract if `of_contracts`.
    """

    frame: Lazy
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    scale: int
    bounded: bool
    dated: bool
    of_contracts: bool


def read_ledger(ledger: IntoFrame, per_period: bool = False) -> Rows:
    """Take the columns of a ledger, checked, whatever its engine."""
    keys = ("supplier", "period") if per_period else ("supplier",)
    frame = nw.from_native(ledger).lazy()
    schema = frame.collect_schema()
    _check(schema, [*keys, "customer", "amount"])
    texts = tuple(name for name in (*keys, "customer") if not schema[name].is_integer())
    scale = 1 if schema["amount"].is_integer() else 100
    bounded, dated = set(_BOUNDS) <= set(schema), "date" in schema
    used = _used(schema)
    columns = [*(_key(name, schema) for name in (*keys, "customer"))]
    columns += [_why(schema).alias("why")]
    columns += [nw.when(used).then(_spend("amount", scale)).otherwise(nw.lit(0.0)).alias("spend")]
    if bounded:
        columns += [_end(name, used, scale) for name in _BOUNDS]
    if dated:
        columns += [_month().alias("month")]
    frame = frame.select(*columns)
    return Rows(frame, keys, texts, scale, bounded, dated, of_contracts="contract" in schema)


def _key(name: str, schema: nw.Schema) -> nw.Expr:
    """Take a key as text or as whole numbers; a customer without name is an empty text."""
    key = nw.col(name)
    if schema[name].is_integer():
        return key
    key = key if schema[name] == nw.String else key.cast(nw.String)
    return key.fill_null("").alias(name) if name == "customer" else key


def _spend(name: str, scale: int) -> nw.Expr:
    """Return an amount in whole hundredths; engines differ in rounding a half, but not in floor."""
    amount = nw.col(name).cast(nw.Float64)
    return amount if scale == 1 else (amount * 100 + 0.5).floor()


def _end(name: str, used: nw.Expr, scale: int) -> nw.Expr:
    """Return one end of an amount, nothing where there is no amount."""
    short = name.removeprefix("amount_")
    return nw.when(used).then(_spend(name, scale)).otherwise(nw.lit(0.0)).alias(short)


def _month() -> nw.Expr:
    """Count the months to a date from the year 0; none for a day that cannot be."""
    day = nw.col("date").cast(nw.String)
    year, month = day.str.slice(0, 4), day.str.slice(5, 2)
    possible = year.is_in([str(one) for one in YEARS])
    possible = possible & month.is_in([f"{one:02d}" for one in range(1, 13)])
    parts = [nw.when(possible).then(text).otherwise(nw.lit("0")) for text in (year, month)]
    count = parts[0].cast(nw.Float64) * 12 + parts[1].cast(nw.Float64)
    return nw.when(possible).then(count)


def _used(schema: nw.Schema) -> nw.Expr:
    """Return whether an amount counts: it is there, is no placeholder, and was not set aside."""
    used = _usable(schema) & ~_filler(schema)
    return used & (nw.col("set_aside").fill_null("") == "") if "set_aside" in schema else used


def _usable(schema: nw.Schema) -> nw.Expr:
    """Return whether there is an amount, neither infinite nor NaN."""
    amount = nw.col("amount")
    whole = schema["amount"].is_integer()
    return ~amount.is_null() if whole else amount.cast(nw.Float64).abs() < _LARGEST


def _filler(schema: nw.Schema) -> nw.Expr:
    """Return whether an amount only fills its field; one comparison per placeholder is fastest."""
    whole = schema["amount"].is_integer()
    amount = nw.col("amount").cast(nw.Int64 if whole else nw.Float64)
    fillers = [int(one) for one in PLACEHOLDERS if one == one // 1] if whole else PLACEHOLDERS
    return functools.reduce(operator.or_, (amount == one for one in fillers))


def _why(schema: nw.Schema) -> nw.Expr:
    """Return why a row has no amount: set aside by its reader, a placeholder, or none at all."""
    why = nw.when(_usable(schema)).then(nw.lit("")).otherwise(nw.lit(NO_AMOUNT))
    why = nw.when(_filler(schema)).then(nw.lit(PLACEHOLDER)).otherwise(why)
    if "set_aside" not in schema:
        return why
    said = nw.col("set_aside").fill_null("")
    return nw.when(said != "").then(said).otherwise(why)


def _check(schema: nw.Schema, columns: list[str]) -> None:
    """Raise on a ledger that lacks a column, or has another kind of value in it."""
    for name in columns:
        accepted = "numbers" if name == "amount" else "text or whole numbers"
        if name not in schema:
            found = ", ".join(map(repr, schema))
            raise ValueError(f"ledger: no column {name!r}, found {found}; accepted: {accepted}")
        kind = schema[name]
        text = kind in (nw.String, nw.Categorical, nw.Enum)
        if not (kind.is_numeric() if name == "amount" else kind.is_integer() or text):
            raise ValueError(f"ledger, column {name!r}: found {kind}; accepted: {accepted}")


def net_purchases(rows: Rows) -> Lazy:
    """Net the amounts of each supplier and customer, and keep the customers that bought.

    The customers without name stay together as one (``named`` is 0).
    """
    sums = [SPEND.sum(), nw.len().alias("purchases")]
    if rows.dated:
        sums += [nw.col("month").min().alias("first"), nw.col("month").max().alias("last")]
    pairs = rows.frame.group_by(*rows.keys, "customer").agg(*sums)
    known = [is_known(name, rows) for name in rows.keys]
    return pairs.filter(SPEND > 0, *known).with_columns(named(rows))


def named(rows: Rows) -> nw.Expr:
    """Return for a pair whether its customer is named, as 1 or 0."""
    is_named = nw.when(is_known("customer", rows)).then(nw.lit(1)).otherwise(nw.lit(0))
    return is_named.alias("named")


def is_known(name: str, rows: Rows) -> nw.Expr:
    """Return whether a key is there."""
    key = nw.col(name)
    return ~key.is_null() & (key != "") if name in rows.texts else ~key.is_null()


def sum_up(pairs: Lazy, rows: Rows) -> Lazy:
    """Sum the customers of each supplier up; no more, as not every engine can within a group.

    What customers without name bought is in the total, and in ``unnamed``.
    """
    of_named = nw.when(NAMED).then(SPEND).otherwise(nw.lit(0.0))
    parts = pairs.with_columns(of_named.alias("of_named"))
    parts = parts.with_columns((nw.col("of_named") * nw.col("of_named")).alias("squares"))
    sums = [
        SPEND.sum().alias("total"),
        nw.col("of_named").max().alias("top"),
        nw.col("of_named").sum(),
        nw.col("squares").sum(),
        nw.col("named").sum().alias("customers"),
        nw.col("purchases").sum(),
    ]
    if rows.dated:
        sums += [nw.col("first").min(), nw.col("last").max()]
    return parts.group_by(*rows.keys).agg(*sums).filter(nw.col("customers") > 0)


@contextmanager
def compute_once(pairs: Lazy) -> Iterator[Lazy]:
    """Store the pairs in memory for DuckDB, which otherwise reads the ledger again each time.

    They are held in a temporary table, of which DuckDB puts on disk what does not fit in memory.
    """
    if not pairs.implementation.is_duckdb():
        yield pairs
        return
    relation, name = pairs.to_native(), f"pairs_{uuid4().hex}"
    relation.query("pairs", f"create temp table {name} as from pairs")
    try:
        yield nw.from_native(relation.query("pairs", f"from {name}")).lazy()
    finally:
        relation.query("pairs", f"drop table {name}")


def to_pandas(frame: Lazy) -> pd.DataFrame:
    """Fetch a small result, its keys in the same types from every engine."""
    table: pd.DataFrame = frame.collect().to_pandas()
    kinds = list(frame.collect_schema().items())
    keys = {
        name: "str" if kind == nw.String else "int64" for name, kind in kinds if not kind.is_float()
    }
    return table.astype(keys)
