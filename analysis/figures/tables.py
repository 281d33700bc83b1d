"""Tables in notebooks: whole texts, escaped, with a caption, no random ids."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.columns import ANSWERS
from analysis.language.answers import Day, to_date


def show_table(table: pd.DataFrame, caption: str = "", *, columns: list[str] | None = None) -> None:
    """Show a table in a notebook: texts uncut at the left, numbers at the right, links as links.

    Parameters
    ----------
    table : DataFrame
        Any result table. Lists are shown as comma-separated words, days as dates (an open end as
        ``..``), also in a table that mixes dates with numbers.
    caption : str, optional
        What the table is.
    columns : list of str, optional
        Columns to show, in this order; all if not given.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"Answer": ["3 July 2023"], "Voices": [2]})
    >>> show_table(table, "When notice was sent.")  # in a notebook: a table
    {'text/html': '<table ...</table>', 'text/plain': 'When ... Voices...3 July 2023 ... 2'}
    """
    from IPython import display

    shown = _dated(table)
    shown = shown if columns is None else shown[columns]
    display.display(
        {"text/html": _html(shown, caption), "text/plain": _plain(_written(shown), caption)},
        raw=True,
    )


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    """Write dates in words of their own, and the answers of date questions among numbers."""
    dates: dict[str, Any] = {
        str(name): table[name].map(_date) for name in table.select_dtypes("datetime")
    }
    of_dates = table["kind"] == "date" if "kind" in table else pd.Series(False, table.index)
    for name in ANSWERS if of_dates.any() else ():
        if name in table and name not in dates:
            answers = table[name].astype(object)
            dates[name] = answers.mask(of_dates, table.loc[of_dates, name].map(_date))
    if "bounds" in table:
        dates["bounds"] = table["bounds"].map(
            lambda pairs: ["/".join(map(_date, ends)) for ends in pairs]
        )
    return table.assign(**dates)


def _date(day: Day) -> str:
    """Write a day as a date, and an open end as the data do."""
    found = to_date(day)
    return found.isoformat() if found else ".."


def _written(table: pd.DataFrame) -> pd.DataFrame:
    """Write every cell; a year alone has no sign between its thousands."""
    years = [name for name in table if str(name).lower() == "year"]
    return table.assign(**{name: table[name].map(str) for name in years}).map(_words)


def _words(cell: object) -> object:
    """Write lists as words, and numbers with thousands apart and no digits that say nothing."""
    if isinstance(cell, (list, tuple)):
        return ", ".join(map(str, cell))
    if isinstance(cell, (int, np.integer)) and not isinstance(cell, bool):
        return f"{cell:,}"
    if isinstance(cell, float):
        form = "z,.4g" if abs(cell) < 1000 else ",.0f"
        return f"{cell:{form}}" if cell == cell else ""
    return cell


def _html(table: pd.DataFrame, caption: str) -> str:
    """Write HTML: words at the left, numbers at the right, addresses as links.

    pandas' own HTML leaves the side to the page, and JupyterLab puts everything at the right.
    """
    sides = ["right" if is_numeric_dtype(kind) else "left" for kind in table.dtypes]
    heads = "".join(
        f'<th style="text-align: {side}">{escape(str(name))}</th>'
        for name, side in zip(table.columns, sides, strict=True)
    )
    rows = (
        "".join(
            f'<td style="text-align: {side}">{_linked(cell)}</td>'
            for cell, side in zip(row, sides, strict=True)
        )
        for row in _written(table).itertuples(index=False)
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    title = f'<caption style="text-align: left">{escape(caption)}</caption>\n' if caption else ""
    return (
        f'<table class="dataframe">\n{title}<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _linked(cell: object) -> str:
    """Write a cell; an address becomes a link by the name of its site, which has room anywhere."""
    text = escape("" if cell is None or cell != cell else str(cell))
    if not text.startswith(("https://", "http://")) or " " in text:
        return text
    site = text.split("/")[2].removeprefix("www.").replace(".", ".<wbr>")  # it may be broken there
    return f'<a href="{text}">{site}</a>'


def _plain(table: pd.DataFrame, caption: str) -> str:
    """Write plain text."""
    with pd.option_context("display.max_colwidth", None):
        text: str = table.to_string(index=False, na_rep="")
    return f"{caption}\n{text}" if caption else text
