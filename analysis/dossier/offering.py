"""A table as CSV for whoever opens it in a spreadsheet program."""

from __future__ import annotations

import re

import pandas as pd

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9.]*(e[+-]?[0-9]+)?(/|~|\Z)|inf\Z)")  # but no number


def csv_of(table: pd.DataFrame) -> bytes:
    r"""Write a table as CSV, with its numbers uncut and its lists as words.

    Parameters
    ----------
    table : DataFrame

    Returns
    -------
    bytes
        UTF-8 behind a byte-order mark, by which spreadsheets know that accents are UTF-8. A text
        that a spreadsheet would take for a formula gets an apostrophe before it.

    Examples
    --------
    >>> csv_of(pd.DataFrame({"said": ["=1+1", "-2.5"], "claims": [["c1", "c2"], []]})).decode()
    "\ufeffsaid,claims\n'=1+1,c1;c2\n-2.5,\n"
    """
    words = table.map(lambda cell: ";".join(map(str, cell)) if isinstance(cell, list) else cell)
    words = words.map(lambda cell: f"'{cell}" if _FORMULA.match(str(cell)) else cell)
    text: str = words.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")
