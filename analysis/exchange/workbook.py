"""Everything in one workbook: a sheet for each table, the numbers as they were read beside them."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import SCHEMAS, stored_columns
from analysis.exchange.archive import without_clock
from analysis.language.answers import Day, Kind, to_date

# What the library reads of a claim or a source, with what it is called in the workbook.
_NUMBERS = {"low": "x_low", "high": "x_high"}
_DAYS = {"period_low": "x_period_from", "period_high": "x_period_until"}
_DAYS |= {"published_low": "x_published_from", "published_high": "x_published_until"}
_DAYS |= {"published_by": "x_published_by"}
_WORDS = {"kind": "x_kind", "body": "x_body"}
_ROUND = datetime(2000, 1, 1)  # no clock: the same dossier gives the same bytes
_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


def to_workbook(dossier: Dossier) -> bytes:
    """Write a dossier as one .xlsx workbook, a sheet for each table that has rows.

    Beside the columns of its file, a claim has the ends of its answer as numbers (``x_low``,
    ``x_high``; of a date as ISO days) and the days of its period; empty is unbounded. Columns that
    begin with ``x_`` are no part of the format: the workbook can be imported again.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    bytes

    Raises
    ------
    ImportError
        If openpyxl is not installed.

    Examples
    --------
    >>> from io import BytesIO
    >>> from openpyxl import load_workbook
    >>> from analysis import example
    >>> load_workbook(BytesIO(to_workbook(example()))).sheetnames[:3]
    ['sources', 'questions', 'claims']
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)  # row by row: all cells of a large dossier weigh a gigabyte
    book.properties.creator = "analysis"
    book.properties.created = book.properties.modified = _ROUND
    for name in SCHEMAS:
        table = _as_read(dossier, name)
        if not len(table):
            continue
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append(list(table.columns))
        for row in table.itertuples(index=False):
            sheet.append([_cell(sheet, value) for value in row])
    return _same_bytes(book)


def _cell(sheet: Any, value: object) -> object:
    """Write nothing where there is nothing; =1+1 and #N/A as text, no formula and no error."""
    if not (isinstance(value, str) and value.startswith(("=", "#"))):
        return None if value == "" else value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _as_read(dossier: Dossier, name: str) -> pd.DataFrame:
    """Return a table as its file has it, and what the library reads of it."""
    table = dossier.table(name)
    stored = table[stored_columns(name, table)].astype(object)
    if name not in ("claims", "sources"):
        return stored
    read: dict[str, Any] = {new: table[old] for old, new in _WORDS.items() if old in table}
    read |= {new: table[old].map(_day) for old, new in _DAYS.items() if old in table}
    if name == "claims":
        dated = table["kind"] == Kind.DATE
        for old, new in _NUMBERS.items():
            read[new] = [
                _day(end) if is_date else _number(end)
                for end, is_date in zip(table[old], dated, strict=True)
            ]
    return stored.assign(**{n: pd.Series(list(c), dtype=object) for n, c in read.items()})


def _day(day: Day) -> str:
    """Write a day, or nothing where there is none or no end."""
    found = to_date(day)
    return found.isoformat() if found else ""


def _number(value: float) -> float | str:
    """Keep a number, or write nothing where there is none or no end."""
    return float(value) if np.isfinite(value) else ""


def _same_bytes(book: Any) -> bytes:
    """Save a workbook without the hour of saving."""
    saved = BytesIO()
    book.save(saved)
    return without_clock(saved, _without_stamp)


def _without_stamp(name: str, data: bytes) -> bytes:
    """Write the day that never changes in the place of the hour of saving."""
    stamp = rb"\g<1>2000-01-01T00:00:00Z\g<2>"
    return _STAMP.sub(stamp, data) if name == "docProps/core.xml" else data
