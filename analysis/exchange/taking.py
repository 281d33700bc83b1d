"""Taking rows into the tables of a dossier: added, with nothing that is there changed."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from analysis.dossier.about import ABOUT
from analysis.dossier.files import homes_of_tables, listing
from analysis.dossier.saving import save_files
from analysis.dossier.schemas import FILES, UNIQUE, columns_of, optional_columns
from analysis.dossier.spreadsheets import ENDINGS, sheets_of
from analysis.dossier.tables import OWN, DossierError, Problem, read_raw
from analysis.exchange import library
from analysis.exchange.annotations import is_hypothesis, read_annotations

Row = dict[str, str]
_BESIDES = ("tags",)  # what drafts carry beside columns


@dataclass
class Taken:
    """What an import took: rows by table; and what it left, in words."""

    rows: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        took = [
            f"{FILES[name]}: {count} new row{'' if count == 1 else 's'}"
            for name, count in self.rows.items()
        ]
        lines = ["took", *(took or ["nothing"])]
        return "\n  ".join(lines) + ("\nleft\n  " + "\n  ".join(self.left) if self.left else "")


def import_into(folder: Path, file: Path) -> Taken:
    """Add what a file of another tool holds to the tables of a dossier.

    Parameters
    ----------
    folder : Path
        The dossier's folder; its tables need not be complete yet.
    file : Path
        CSL JSON (``.json``), BibTeX (``.bib``) or RIS (``.ris``): sources. Annotations of
        Hypothesis (``.json``): sources and drafts of claims. A workbook (``.xlsx``, ``.ods``) or a
        CSV file: sheets named as the tables of a dossier, or sheets of claims, whose columns are
        those of ``claims.csv`` and, if you like, of ``sources.csv``.

    Returns
    -------
    Taken

    Raises
    ------
    DossierError
        If the file cannot be read, or the folder is no dossier's.
    """
    if ABOUT not in listing(folder):
        problem = Problem(str(folder), None, None, f"no {ABOUT}", "a folder made by `dossier new`")
        raise DossierError([problem])
    rows, left = _read(file)
    taken = Taken(left=[f"{name} ({count})" for name, count in left])
    tables = {name: _Table.read(folder, name) for name in FILES}
    for name, new in rows.items():
        for row in new:
            _add(tables, name, row, taken)
    save_files({table.path: table.text() for table in tables.values() if table.added})
    return taken


def _read(file: Path) -> tuple[dict[str, list[Row]], list[tuple[str, int]]]:
    """Read a file of another tool as rows of tables, and count what has no column."""
    kind = file.suffix.lower()
    try:
        if kind in (*ENDINGS, ".csv"):
            return _of_sheets(file)
        if kind not in library.READERS:
            problem = Problem(
                file.name, None, None, f"a file {kind or 'without an ending'}", _KINDS
            )
            raise DossierError([problem], "the file")
        text = file.read_text(encoding="utf-8-sig")
        if kind == ".json" and is_hypothesis(json.loads(text)):
            drafts, left = read_annotations(json.loads(text))
            return {"claims": drafts}, sorted(left.items())
        rows, left = library.READERS[kind](text)
    except ImportError as error:
        problem = Problem(file.name, None, None, f"a file that needs {error.name}", _EXTRA)
        raise DossierError([problem], "the file") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, DossierError):
            raise
        found = f"something else than {kind} ({error})"
        raise DossierError([Problem(file.name, None, None, found, _KINDS)], "the file") from None
    return {"sources": rows}, [(f"no column for {name}", n) for name, n in sorted(left.items())]


_ANY = [*columns_of("claims"), *library.COLUMNS, *columns_of("questions")]
_KINDS = ".json (CSL JSON, Hypothesis), .bib, .ris, .xlsx, .ods or .csv"
_EXTRA = 'pip install "scopelec-orange-compendium[exchange]"'


def _of_sheets(file: Path) -> tuple[dict[str, list[Row]], list[tuple[str, int]]]:
    """Read the sheets of a workbook, or a CSV file, that are tables of a dossier or of claims."""
    named = {file.stem: read_raw(file, _ANY)} if file.suffix.lower() == ".csv" else sheets_of(file)
    rows: dict[str, list[Row]] = {}
    left: Counter[str] = Counter()
    for sheet, cells in named.items():
        header = [cell.strip() for cell in cells[0]] if cells else []
        name = sheet if sheet in FILES else "claims"
        if not {"answer", "statement", "quote"} & set(header) and sheet not in FILES:
            left[f"rows of the sheet {sheet!r}, which is no table of a dossier"] += len(cells)
            continue
        known = {*columns_of(name), *optional_columns(name)}
        known |= {*library.COLUMNS} if name == "claims" else set()
        left.update(
            f"no column for {h}" for h in header if h and h not in known and not h.startswith(OWN)
        )
        keep = [place for place, h in enumerate(header) if h in known or h.startswith(OWN)]
        rows[name] = [
            {header[place]: row[place].strip() for place in keep if place < len(row)}
            for row in cells[1:]
            if any(map(str.strip, row))
        ]
    return rows, sorted(left.items())


class _Table:
    """A CSV file of a dossier, to which rows are added."""

    def __init__(self, path: Path, header: list[str], rows: list[Row]) -> None:
        self.path, self.header, self.rows = path, header, rows
        self.added = 0

    @classmethod
    def read(cls, folder: Path, name: str) -> _Table:
        """Read a table; one that is not there has its columns and no rows."""
        home = homes_of_tables(folder, listing(folder)).get(name)
        path = folder / FILES[name]
        if home is not None and home.path != path:
            problem = Problem(home.path.name, None, None, "a workbook", f"{FILES[name]} to add to")
            raise DossierError([problem])
        if not path.exists():
            return cls(path, columns_of(name), [])
        cells = read_raw(path, columns_of(name))
        header = [cell.strip() for cell in cells[0]] if cells else columns_of(name)
        rows = [dict(zip(header, row, strict=False)) for row in cells[1:] if any(row)]
        return cls(path, header, rows)

    def values(self, column: str) -> set[str]:
        """Return what stands in a column."""
        return {row.get(column, "") for row in self.rows} - {""}

    def add(self, row: Row) -> None:
        """Add a row, and the optional columns that it fills."""
        self.header += [name for name, cell in row.items() if cell and name not in self.header]
        self.rows.append(row)
        self.added += 1

    def text(self) -> str:
        """Return the table as CSV."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows([row.get(name, "") for name in self.header] for row in self.rows)
        return text.getvalue()


def _add(tables: dict[str, _Table], name: str, row: Row, taken: Taken) -> None:
    """Add a row to its table, or say why it was left."""
    if name == "claims":
        row = _with_source(tables, row, taken)
    elif name == "sources" and not row.get("source_id"):
        row = row | {"source_id": _free(tables["sources"], library.named(row))}
    table, key = tables[name], UNIQUE.get(name)
    own = [*columns_of(name), *optional_columns(name)]
    row = {column: cell for column, cell in row.items() if column in own or column.startswith(OWN)}
    if key and row.get(key) in table.values(key):
        taken.left.append(f"{FILES[name]}: {row[key]!r} is there already")
    elif name == "sources" and row.get("url") and row["url"] in table.values("url"):
        taken.left.append(f"sources.csv: {row['source_id']!r}, whose address is there already")
    elif not key and any(all(old.get(c, "") == v for c, v in row.items()) for old in table.rows):
        taken.left.append(f"{FILES[name]}: a row that is there already")
    else:
        table.add(row)
        taken.rows[name] = taken.rows.get(name, 0) + 1


def _with_source(tables: dict[str, _Table], row: Row, taken: Taken) -> Row:
    """Add to a claim the source of its address, a new one if there is none, and an id."""
    sources, claims = tables["sources"], tables["claims"]
    if not row.get("source_id"):
        same = [old for old in sources.rows if row.get("url") and old.get("url") == row["url"]]
        source = {name: row.get(name, "") for name in library.COLUMNS if name in row}
        if not same and any(source.values()):
            blank = dict.fromkeys(library.COLUMNS, "") | source
            source["source_id"] = _free(sources, library.named(blank))
            _add(tables, "sources", source, taken)
            same = [source]
        row = row | {"source_id": same[0]["source_id"] if same else ""}
    elif row["source_id"] not in sources.values("source_id") and row.get("publisher"):
        _add(tables, "sources", {n: row[n] for n in library.COLUMNS if n in row}, taken)
    tags = row.get("tags", "").split("\n")
    asked, sides = tables["questions"].values("question_id"), tables["parties"].values("side")
    row = {
        "question_id": next((tag for tag in tags if tag in asked), ""),
        "side": next((tag for tag in tags if tag in sides), ""),
    } | row
    if not row.get("claim_id"):
        again = _same_claim(claims, row)
        row = row | {
            "claim_id": again or _free(claims, f"{row['source_id'] or 'claim'}-c", first=1)
        }
    return row


def _same_claim(claims: _Table, row: Row) -> str:
    """Return the id of a claim that says the same already: the file was taken in before."""
    own = [name for name in columns_of("claims") if name != "claim_id"]
    found = (old for old in claims.rows if all(old.get(n, "") == row.get(n, "") for n in own))
    return next((old["claim_id"] for old in found), "")


def _free(table: _Table, name: str, first: int = 0) -> str:
    """Make an id that the table does not have yet."""
    taken = table.values(UNIQUE[table.path.stem])
    number = first
    while (
        candidate := f"{name}{number}" if first else f"{name}-{number}" if number else name
    ) in taken:
        number += 1
    return candidate
