"""A dossier that went through a spreadsheet program loads to the same values, or is explained.

What the programs write is imitated here: Excel with French settings separates by ``;``, ends lines
with CRLF and saves "CSV" in Windows-1252 and "CSV UTF-8" with a byte-order mark; its "Unicode text"
is UTF-16 with tabs. LibreOffice writes UTF-8 with ``,`` and LF, or what its dialogue is told.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from support import HOUSE, TEMPLATE

from analysis.dossier.dossier import Dossier, load
from analysis.dossier.schemas import FILES, SCHEMAS
from analysis.dossier.tables import DossierError

FOLDERS = [TEMPLATE, *HOUSE]
Rows = list[list[str]]


def written(rows: Rows, *, separator: str, end: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Write rows as the csv module of any program does."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def excel_csv(rows: Rows) -> bytes:
    """Save as "CSV (séparateur : point-virgule)"."""
    return written(rows, separator=";", end="\r\n").encode("cp1252", "replace")


def excel_csv_utf8(rows: Rows) -> bytes:
    """Save as "CSV UTF-8 (délimité par des virgules)", which separates by semicolons there."""
    return written(rows, separator=";", end="\r\n").encode("utf-8-sig")


def excel_of_a_wide_sheet(rows: Rows) -> bytes:
    """Save a sheet in which cells right of and below the table were once touched."""
    wide = [[*row, "", ""] for row in rows] + [[""] * (len(rows[0]) + 2)] * 3
    return excel_csv_utf8(wide)


def excel_text(rows: Rows) -> bytes:
    """Save as "Texte (séparateur : tabulation)"."""
    return written(rows, separator="\t", end="\r\n").encode("cp1252", "replace")


def libreoffice(rows: Rows) -> bytes:
    """Save with the dialogue's defaults."""
    return written(rows, separator=",", end="\n").encode()


def libreoffice_quoted(rows: Rows) -> bytes:
    """Save with "quote all text cells", semicolons and Windows-1252."""
    return written(rows, separator=";", end="\n", quoting=csv.QUOTE_ALL).encode("cp1252", "replace")


def excel_hint(rows: Rows) -> bytes:
    """Save with the line by which Excel is told the separator."""
    return b"sep=;\r\n" + excel_csv_utf8(rows)[3:]


def old_mac(rows: Rows) -> bytes:
    """Save with the line ends of an old Macintosh."""
    return written(rows, separator=",", end="\r").encode()


def through(program: Callable[[Rows], bytes], source: Path, target: Path) -> None:
    """Save every table of a dossier by a program."""
    for path in source.iterdir():
        data = path.read_bytes()
        if path.name in FILES.values():
            rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
            data = program(rows)
        (target / path.name).write_bytes(data)


def same(one: Dossier, other: Dossier, hold: Callable[[object], object]) -> bool:
    """Compare all tables of two dossiers, as far as the encoding holds their characters."""
    return all(one.table(name).map(hold).equals(other.table(name).map(hold)) for name in SCHEMAS)


def anything(cell: object) -> object:
    """Hold every character, as UTF-8 does."""
    return cell


def western(cell: object) -> object:
    """Hold what Windows-1252 has; the programs write ``?`` for the rest, and say so."""
    return cell.encode("cp1252", "replace") if isinstance(cell, str) else cell


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    ("program", "hold"),
    [
        (excel_csv, western),
        (excel_csv_utf8, anything),
        (excel_hint, anything),
        (excel_of_a_wide_sheet, anything),
        (excel_text, western),
        (libreoffice, anything),
        (libreoffice_quoted, western),
        (old_mac, anything),
    ],
)
def test_saved_again_it_is_the_same(
    program: Callable[[Rows], bytes],
    hold: Callable[[object], object],
    folder: Path,
    tmp_path: Path,
) -> None:
    through(program, folder, tmp_path)
    assert same(load(tmp_path), load(folder), hold)


def excel_unicode(rows: Rows) -> bytes:
    """Save as "Texte Unicode": UTF-16 with tabs."""
    return written(rows, separator="\t", end="\r\n").encode("utf-16")


def workbook(rows: Rows) -> bytes:
    """Save as a workbook under the name of a CSV file: a zip archive."""
    return b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * len(rows)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (excel_unicode, "found UTF-16 text; accepted: text saved as CSV UTF-8"),
        (workbook, "found a spreadsheet file; accepted: text saved as CSV UTF-8"),
    ],
)
def test_what_cannot_be_read_says_how_to_save(
    program: Callable[[Rows], bytes], words: str, tmp_path: Path
) -> None:
    through(program, FOLDERS[0], tmp_path)
    with pytest.raises(DossierError) as caught:
        load(tmp_path)
    for file in ("claims.csv", "questions.csv", "sources.csv", "parties.csv", "order.csv"):
        assert any(str(p).startswith(file) and words in str(p) for p in caught.value.problems)


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        ("answer", "0.6~", "0,6"),
        ("answer", "0.6~", "60%"),
        ("answer", "0.6~", "6,00E-01"),
        ("answer", "2023-07-03", "03/07/2023"),
        ("answer", "2023-11", "nov-23"),
        ("answer", "2023-07-03", "45110"),
        ("answer", "yes", "VRAI"),
        ("published", "2024-05-02", "02/05/2024"),
        ("period", "2023", "2023,00"),
        ("paragraph", "2", "2,0"),
        ("answer", "0.6~", "#NOM?"),
    ],
)
def test_what_a_program_made_of_a_cell_is_named(
    column: str, old: str, new: str, tmp_path: Path
) -> None:
    """Decimal commas, serial numbers and dates of another form: never read as something else."""
    through(excel_csv_utf8, FOLDERS[0], tmp_path)
    file = "sources.csv" if column == "published" else "claims.csv"
    text = (tmp_path / file).read_text(encoding="utf-8-sig")
    assert f";{old};" in text
    (tmp_path / file).write_text(text.replace(f";{old};", f";{new};", 1), encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        load(tmp_path)
    [problem] = caught.value.problems
    assert (problem.file, problem.column, problem.found) == (file, column, repr(new))
    assert problem.row is not None
