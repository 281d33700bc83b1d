"""Reading the CSV files of a dossier as spreadsheets write them, and naming what is wrong."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.dossier.encodings import as_windows_1252

# A file saved as Windows-1252 is read as such, but not one that mixes it with UTF-8: "Ã©" for "é".
_UTF8_BYTES = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
# Signs that show nothing: controls, and those that turn the direction of what follows.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What other choices of a spreadsheet's "save as" begin with.
_NO_CSV = {
    **dict.fromkeys((b"\xff\xfe", b"\xfe\xff"), "UTF-16 text"),
    **dict.fromkeys((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), "a spreadsheet file"),
}
_MOST = 50  # problems that a message names
_LONGEST = csv.field_size_limit()  # characters of a cell
_MOST_ROWS = 200_000  # of a table that people code by hand
_WIDEST = 2_000  # columns; a spreadsheet may save some hundreds of empty ones
OWN = "x_"  # how the names of a team's own columns begin
_SEPARATORS = ",", ";", "\t"
_SEP_LINE = re.compile(r'"?sep=(?P<separator>.)"?[,;\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a dossier, for the person who edits it."""

    file: str
    row: int | None
    column: str | None
    found: str
    accepted: str

    def __str__(self) -> str:
        place = [self.file]
        place += [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column is not None else []
        return f"{', '.join(place)}: found {self.found}; accepted: {self.accepted}"


class DossierError(ValueError):
    """A dossier that cannot be used; ``problems`` lists everything that is wrong with it.

    The message names the first of them, as many as a person reads at a time.

    ``table`` holds what could be read of a table all the same, so that its cells can be checked in
    the same round.
    """

    def __init__(
        self,
        problems: Sequence[Problem],
        what: str = "the dossier",
        table: pd.DataFrame | None = None,
    ) -> None:
        self.problems, self.table = list(problems), table
        count = f"{len(problems)} problem" + ("s" if len(problems) != 1 else "")
        more = [f"and {len(problems) - _MOST:,} more"] if len(problems) > _MOST else []
        super().__init__("\n".join([f"{count} in {what}:", *map(str, problems[:_MOST]), *more]))


def quoted(found: str) -> str:
    """Show a cell in a message: on one line, and not too much of it."""
    return repr(found if len(found) <= 80 else found[:77] + "...")


def read_bytes(path: Path, accepted: str) -> bytes:
    """Read a file of the dossier, which must lie in the dossier's own folder."""
    try:
        if path.is_symlink() and path.resolve().parent != path.parent.resolve():
            found = "a link out of the folder"
        elif path.exists() and not path.is_file():
            found = "something else than a file"  # to read from a pipe would be to wait for ever
        else:
            return path.read_bytes()
    except FileNotFoundError:
        found = "no such file"
        other = _by_another_ending(path)
        if other:
            found, accepted = f"{found}, only {other}", f"{accepted}: save {other} as CSV UTF-8"
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
    except RuntimeError:  # of Path.resolve, before Python 3.13
        found = "a link that leads back to itself"
    raise DossierError([Problem(path.name, None, None, found, accepted)])


def _by_another_ending(path: Path) -> str:
    """Name a file of the same name that another program has written, such as ``claims.xls``."""
    if path.suffix != ".csv":
        return ""
    return min((one.name for one in path.parent.glob(f"{path.stem}.*")), default="")


def read_table(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> pd.DataFrame:
    """Read one CSV file with the named columns, all of them text, nothing lost.

    UTF-8 with or without byte-order mark and Windows-1252, commas, semicolons and tabs, and any
    line ends are read; blank lines, empty columns, blanks around a cell and a first line ``sep=;``,
    which spreadsheets do not show either, are ignored.

    Parameters
    ----------
    path : Path
        The file.
    columns, optional : sequence of str
        The columns that it must have, in any order, and those that it may have. Columns whose name
        begins with ``x_`` are the team's own, and are kept.

    Returns
    -------
    DataFrame
        The columns as text, empty cells as ``""``; the index is the row number in a spreadsheet.

    Raises
    ------
    DossierError
        Naming the row of every line that does not fit.
    """
    text = decode(path, read_bytes(path, f"a file {path.name} with columns {', '.join(columns)}"))
    return table_of_rows(path.name, rows_of(path.name, text, columns), columns, optional)


def read_raw(path: Path, columns: Sequence[str]) -> list[list[str]]:
    """Read all rows of a CSV file that has some of the named columns; the first is the header."""
    return rows_of(path.name, decode(path, read_bytes(path, "a CSV file")), columns)


def table_of_rows(
    file: str, rows: Sequence[Sequence[str]], columns: Sequence[str], optional: Sequence[str] = ()
) -> pd.DataFrame:
    """Make a table of rows of text, the first of which is the header.

    Parameters
    ----------
    file : str
        The name of the file, for messages.
    rows : sequence of sequences of str
    columns, optional : sequence of str
        The columns that it must have, and those that it may have. Columns whose name begins with
        ``x_`` are the team's own, and are kept.

    Returns
    -------
    DataFrame
        As of `read_table`.

    Raises
    ------
    DossierError
        Naming every row that does not fit.
    """
    header = [cell.strip() for cell in rows[0]] if rows else []
    if not set(columns) & set(header):
        found = "a first row with none of the columns" if any(header) else "an empty file"
        raise DossierError([Problem(file, 1, None, found, ", ".join(columns))])
    stripped = enumerate((list(map(str.strip, row)) for row in rows[1:]), start=2)
    body = {number: row for number, row in stripped if any(row)}
    if len(header) > _WIDEST:
        found, accepted = f"{len(header):,} columns", f"at most {_WIDEST:,} columns"
        raise DossierError([Problem(file, 1, None, found, accepted)])
    of_header = _header_problems(file, header, columns, optional)
    of_header += _nameless_problems(file, header, list(body.values()))
    if not set(columns) <= set(header) or len(set(header) - {""}) < len([*filter(None, header)]):
        raise DossierError(of_header)
    width = max(i for i, name in enumerate(header) if name) + 1
    whole = all(header[:width])  # so that a row as wide has no cell without a name
    of_rows: list[Problem] = []
    for number, row in body.items():
        if not (whole and len(row) == width and "".join(row).isprintable()):
            of_rows += _row_problems(file, number, row, width, header, bool(of_header))
    if of_rows:
        raise DossierError([*of_header, *of_rows])
    cells = dict(zip(header, zip(*body.values(), strict=False), strict=False))
    own = [name for name in header if name in optional or name.startswith(OWN)]
    table = pd.DataFrame(
        {name: list(cells.get(name, ())) for name in (*columns, *own)},
        index=list(body),
        dtype="str",
    )
    if of_header:
        raise DossierError(of_header, table=table)
    return table


def decode(path: Path, data: bytes) -> str:
    """Decode UTF-8, or Windows-1252 as old spreadsheets write it."""
    accepted = "text saved as CSV UTF-8"
    found = next((found for start, found in _NO_CSV.items() if data.startswith(start)), "")
    if not found and data[:200].count(b"\0") > 20:
        found = "UTF-16 text, or no text"
    if found:
        raise DossierError([Problem(path.name, None, None, found, accepted)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        bad = f"bytes that are neither UTF-8 nor Windows-1252, the first {data[error.start]:#04x}"
        if _UTF8_BYTES.search(data):
            bad = "UTF-8 text mixed with another encoding"
        else:
            try:
                return as_windows_1252(data)
            except UnicodeDecodeError:
                pass
            except ValueError as other:
                bad = str(other)
        raise DossierError([Problem(path.name, row, None, bad, accepted)]) from None


def rows_of(file: str, text: str, columns: Sequence[str]) -> list[list[str]]:
    """Split the text into rows and cells, by the separator that gives the most known columns."""
    said = _SEP_LINE.match(text)
    text = text[said.end() :] if said else text
    first = text.split("\n", 1)[0]
    separator = max(
        [said["separator"]] if said else _SEPARATORS,
        key=lambda s: len({c.strip(' "\r') for c in first.split(s)} & set(columns)),
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(islice(reader, _MOST_ROWS + 1))
    except csv.Error as error:
        found = f"cells that cannot be told apart ({error})"
        accepted = (
            'a cell with a comma, a quote or a line break in double quotes, "" for a quote in it'
        )
        if "field limit" in str(error):
            found, accepted = "a cell without an end", f"at most {_LONGEST:,} characters in a cell"
        raise DossierError([Problem(file, len(rows) + 1, None, found, accepted)]) from None
    if len(rows) > _MOST_ROWS:
        accepted = f"a table of at most {_MOST_ROWS:,} rows"
        raise DossierError([Problem(file, None, None, "a table without an end", accepted)])
    return rows


def _header_problems(
    file: str, header: list[str], columns: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    """Compare the header with the columns that must be there."""
    known = [*columns, *optional]
    accepted = f"{', '.join(known)}; a column of your own has a name that begins with {OWN}"
    found = Counter(filter(None, header))
    missing = [name for name in columns if name not in found]
    unknown = [n for n in header if n and n not in known and not n.startswith(OWN)]
    twice = sorted(name for name, count in found.items() if count > 1)
    return [
        *(Problem(file, 1, name, "no such column", accepted) for name in missing),
        *(Problem(file, 1, quoted(name), "an unknown column", accepted) for name in unknown),
        *(Problem(file, 1, name, "the column twice", "each column once") for name in twice),
    ]


def _nameless_problems(
    file: str, header: list[str], body: Sequence[Sequence[str]]
) -> list[Problem]:
    """Name once each column that is filled from its first row on but has no name."""
    nameless = [
        place
        for place, name in enumerate(header)
        if not name and body and all(len(row) > place and row[place] for row in body)
    ]
    accepted = "a name for each column (pandas' index? save with to_csv(…, index=False))"
    return [Problem(file, 1, None, f"no name for column {n + 1}", accepted) for n in nameless]


def _row_problems(
    file: str, number: int, row: list[str], width: int, header: list[str], faulty: bool
) -> list[Problem]:
    """Compare one row with the header; what a faulty header leaves nameless is said there."""
    problems = []
    if len(row) < width or any(row[width:]):
        accepted = f"{width} cells, as in the header; a cell with a comma stands in double quotes"
        problems.append(Problem(file, number, None, f"{len(row)} cells", accepted))
    elif not faulty and (
        stray := [c for c, name in zip(row, header, strict=False) if c and not name]
    ):
        found = f"{quoted(stray[0])} in a column without a name"
        problems.append(Problem(file, number, None, found, "a name for the column in row 1"))
    if CONTROL.search("".join(row)):
        problems += [
            Problem(file, number, name, quoted(cell), "text without control characters")
            for cell, name in zip(row, header, strict=False)
            if CONTROL.search(cell)
        ]
    return problems
