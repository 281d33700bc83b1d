"""Tables in notebooks: whole texts, escaped, with a caption, no random ids."""

from __future__ import annotations

from html import escape

import pandas as pd


def show_table(table: pd.DataFrame, caption: str = "", *, columns: list[str] | None = None) -> None:
    """Show a table in a notebook with its texts uncut.

    Parameters
    ----------
    table : DataFrame
        Any result table. Lists are shown as comma-separated words.
    caption : str, optional
        What the table is.
    columns : list of str, optional
        Columns to show, in this order; all if not given.
    """
    from IPython import display

    shown = (table if columns is None else table[columns]).map(_words)
    display.display(
        {"text/html": _html(shown, caption), "text/plain": _plain(shown, caption)}, raw=True
    )


def _words(cell: object) -> object:
    """Write lists as words, and numbers without digits that say nothing."""
    if isinstance(cell, (list, tuple)):
        return ", ".join(map(str, cell))
    if isinstance(cell, float):
        return f"{cell:z,.4g}" if cell == cell else ""
    return cell


def _html(table: pd.DataFrame, caption: str) -> str:
    """Write HTML with a caption and header cells."""
    with pd.option_context("display.max_colwidth", None):
        html: str = table.to_html(index=False, escape=True, border=0, justify="left", na_rep="")
    return html.replace(">", f"><caption>{escape(caption)}</caption>", 1) if caption else html


def _plain(table: pd.DataFrame, caption: str) -> str:
    """Write plain text."""
    with pd.option_context("display.max_colwidth", None):
        text: str = table.to_string(index=False, na_rep="")
    return f"{caption}\n{text}" if caption else text
