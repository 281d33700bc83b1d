"""What each figure must be given: a table of the right function, with something in it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def check_table(table: pd.DataFrame, plot: str, made_by: str, columns: Iterable[str]) -> None:
    """Raise unless a table has rows, and the columns that a figure draws.

    >>> check_table(pd.DataFrame({"a": [1]}), "plot_a", "`analysis.a`", ["a", "b"])
    Traceback (most recent call last):
    ...
    ValueError: plot_a draws a table made by `analysis.a`; found no column b, only a
    """
    wanted = f"{plot} draws a table made by {made_by}"
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"{wanted}; found {type(table).__name__}")
    missing = [name for name in columns if name not in table]
    if missing:
        found = ", ".join(map(str, table.columns)) or "none"
        raise ValueError(f"{wanted}; found no column {', '.join(missing)}, only {found}")
    if table.empty:
        raise ValueError(f"nothing to draw: the table has no rows; {wanted}")
