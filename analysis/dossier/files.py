"""Where the tables of a dossier lie: a CSV file each, or a sheet of a workbook."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.dossier.schemas import FILES, REQUIRED, columns_of, optional_columns, stored_columns
from analysis.dossier.spreadsheets import ENDINGS, as_text, sheets_of
from analysis.dossier.tables import DossierError, Problem, read_table, table_of_rows

WORKBOOK = "dossier"  # the name of a workbook that holds all tables, a sheet each


@dataclass(frozen=True)
class Home:
    """A file that holds a table, and its sheet if the file is a workbook of several."""

    path: Path
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.path.name}, sheet {self.sheet}" if self.sheet else self.path.name


def folder_of(path: Path) -> Path:
    """Return the folder that a file lies in; a folder is itself."""
    try:
        return path.parent if path.is_file() else path
    except (OSError, ValueError):  # no name that a file can have
        return path


def listing(folder: Path) -> list[str]:
    """List the names of what lies in a folder."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except PermissionError as error:
        found = f"a folder that cannot be read ({error.strerror})"
    except (OSError, ValueError):
        found = "no such folder"
    raise DossierError([Problem(str(folder), None, None, found, "a dossier's folder")])


def homes_of_tables(folder: Path, present: Sequence[str]) -> dict[str, Home]:
    """Return where each table lies: its CSV file, else a workbook of its name, else of the dossier.

    A table that must be there and is not is looked for as CSV.
    """
    books = [folder / f"{WORKBOOK}{end}" for end in ENDINGS if f"{WORKBOOK}{end}" in present]
    whole = {book: _sheets(book) for book in books}
    homes = {}
    for name, file in FILES.items():
        own = [folder / f"{Path(file).stem}{end}" for end in ENDINGS]
        found = [Home(book) for book in own if book.name in present]
        found += [Home(book, name) for book, sheets in whole.items() if name in sheets]
        if file in present or (name in REQUIRED and not found):
            homes[name] = Home(folder / file)
        elif found:
            homes[name] = found[0]
    return homes


def _sheets(book: Path) -> list[str]:
    """Name the sheets of a workbook; none of one that cannot be read, which is said when read."""
    try:
        return list(sheets_of(book))
    except DossierError:
        return list(REQUIRED)


def read_home(home: Home, name: str) -> pd.DataFrame:
    """Read a table from where it lies."""
    columns, optional = columns_of(name), optional_columns(name)
    if home.path.suffix not in ENDINGS:
        return read_table(home.path, columns, optional)
    sheets = sheets_of(home.path)
    rows = sheets[home.sheet] if home.sheet else next(iter(sheets.values()), [])
    return table_of_rows(str(home), rows, columns, optional)


def table_of_frame(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Make a table of pandas a table of text, as if it had been read from its file.

    Columns that the library computes (``low``, ``kind`` of a claim …) are ignored.
    """
    stored = table[stored_columns(name, table)]
    cells = [[as_text(cell) for cell in row] for row in stored.itertuples(index=False)]
    rows = [list(stored.columns), *cells]
    return table_of_rows(FILES[name], rows, columns_of(name), optional_columns(name))


def beside(folder: Path, title: str) -> list[str]:
    """Say what lies beside the tables and may mislead.

    That is a workbook beside the CSV file that is read in its place, a citation of another title
    than the dossier's, and a file that hides the library from the notebooks in the folder.

    Parameters
    ----------
    folder : Path
    title : str
        Of the dossier.

    Returns
    -------
    list of str
        A sentence each.
    """
    said = []
    for name, file in FILES.items():
        for end in ENDINGS:
            book = folder / f"{Path(file).stem}{end}"
            if (folder / file).exists() and book.exists():
                differs = _differ(Home(folder / file), Home(book), name)
                said.append(f"{file} is read; {book.name} beside it {differs}")
    cited = _cited_title(folder / "CITATION.cff")
    if cited not in ("", title):
        said.append(f"CITATION.cff names another title: {cited!r}")
    if (folder / "analysis.py").exists():
        said.append("analysis.py hides the library from notebooks in this folder; rename it")
    return said


def _cited_title(citation: Path) -> str:
    """Read the title out of a citation file; nothing if there is none."""
    if not citation.is_file():
        return ""
    text = citation.read_text(encoding="utf-8", errors="replace")
    found = re.search(r"^title: *(.*?) *$", text, re.MULTILINE)
    title = found[1] if found else ""
    try:
        return str(json.loads(title))
    except ValueError:  # not in double quotes
        return title.strip("'")


def _differ(one: Home, other: Home, name: str) -> str:
    """Return whether two files hold the same table."""
    try:
        same = read_home(one, name).to_dict("records") == read_home(other, name).to_dict("records")
    except DossierError:
        return "cannot be read as a table"
    return "holds the same" if same else "holds something else"
