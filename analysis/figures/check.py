"""What each figure must be given: a table of the right function, with something in it.

A figure states the columns that it draws as a named tuple, so that the type checker knows its rows.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import pandas as pd

from analysis.columns import in_days

Row = TypeVar("Row", bound=NamedTuple)


def check_table(table: pd.DataFrame, row: type[Row], plot: str, made_by: str) -> pd.DataFrame:
    """Return a table with its dates as days on an axis, infinite where open.

    Raise unless it has rows, and the columns that a figure draws.

    >>> class _Zone(NamedTuple):
    ...     name: str
    ...     place: int
    >>> check_table(pd.DataFrame({"name": ["A"]}), _Zone, "plot.zones", "`analysis.zones`")
    Traceback (most recent call last):
    ...
    ValueError: plot.zones draws a table made by `analysis.zones`; found no column place, only name
    """
    wanted = f"{plot} draws a table made by {made_by}"
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"{wanted}; found {type(table).__name__}")
    missing = [name for name in row._fields if name not in table]
    if missing:
        found = ", ".join(map(str, table.columns)) or "none"
        raise ValueError(f"{wanted}; found no column {', '.join(missing)}, only {found}")
    if table.empty:
        raise ValueError(f"nothing to draw: the table has no rows; {wanted}")
    return in_days(table)


def rows_of(table: pd.DataFrame, row: type[Row]) -> list[Row]:
    """Return the rows of a table as named tuples, with the tuple's columns alone."""
    columns = [table[name] for name in row._fields]
    return [row._make(cells) for cells in zip(*columns, strict=True)]
