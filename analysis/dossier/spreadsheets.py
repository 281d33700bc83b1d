"""Reading a table from a workbook (.xlsx, .ods) as text, and nothing narrower than what was typed.

A spreadsheet program makes numbers and dates of what is typed. A number is read as it is shown in
plain notation. A date that falls on the first of a month is refused: the program may have made it
of a month ("2023-07"), and nobody can tell any more.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.dossier.tables import DossierError, Problem, read_bytes

ENDINGS = (".xlsx", ".ods")
_HOW = 'pip install "scopelec-orange-compendium[exchange]", or save it as CSV UTF-8'


def sheets_of(path: Path) -> dict[str, list[list[str]]]:
    """Read the sheets of a workbook.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` or ``.ods`` file.

    Returns
    -------
    dict of str to list of lists of str
        The rows of each sheet, in order, all cells as text; the first row is the sheet's first.

    Raises
    ------
    DossierError
        If it is no workbook, or a cell holds a date that may have been a month.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        problem = Problem(path.name, None, None, "a workbook, which needs python-calamine", _HOW)
        raise DossierError([problem]) from None
    data = read_bytes(path, "a workbook .xlsx or .ods")
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        cells = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (calamine.CalamineError, OSError, ValueError) as error:
        accepted = "a workbook .xlsx or .ods that a spreadsheet program opens"
        raise DossierError(
            [Problem(path.name, None, None, f"no workbook ({error})", accepted)]
        ) from None
    problems: list[Problem] = []
    sheets = {
        name: [
            [_text(cell, path.name, number, problems) for cell in row]
            for number, row in enumerate(rows, start=1)
        ]
        for name, rows in cells.items()
    }
    if problems:
        raise DossierError(problems)
    return sheets


def _text(cell: Any, file: str, row: int, problems: list[Problem]) -> str:
    """Write a cell as text; note a date that may have been typed as a month."""
    if isinstance(cell, datetime.date) and cell.day == 1:
        accepted = "a date typed as text, for example '2023-07 or '2023-07-01"
        found = f"a date cell {as_text(cell)}, which may have been typed as a month"
        problems.append(Problem(file, row, None, found, accepted))
    return as_text(cell)


def as_text(cell: Any) -> str:
    """Write a number, a day or nothing as a person would have typed it; text stays.

    Parameters
    ----------
    cell : anything
        As a spreadsheet or a table of pandas holds it.

    Returns
    -------
    str

    Examples
    --------
    >>> as_text(3.0), as_text(0.1 + 0.2), as_text(float("nan")), as_text(True)
    ('3', '0.3', '', 'true')
    """
    if cell is None or cell is pd.NaT or cell != cell:  # the last: NaN
        return ""
    if isinstance(cell, (bool, np.bool_)):
        return str(cell).lower()
    if isinstance(cell, (int, float, np.number)):
        # Fifteen digits are what a spreadsheet program keeps and shows.
        return _plain(float(f"{cell:.15g}"))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


def _plain(number: float) -> str:
    """Write a number without an exponent.

    >>> _plain(0.1), _plain(0.00001), _plain(1.5e6)
    ('0.1', '0.00001', '1500000')
    """
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
