"""Files as spreadsheets write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.dossier.tables import DossierError, Problem, read_table

COLUMNS = ["name", "answer", "note"]
PLAIN = 'name,answer,note\nÉmilie,0.75,"a, b"\nl’été,1,\n'


def read(tmp_path: Path, data: bytes | str) -> list[list[str]]:
    path = tmp_path / "t.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    table = read_table(path, COLUMNS)
    return [[str(number), *row] for number, row in zip(table.index, table.to_numpy(), strict=True)]


EXPECTED = [["2", "Émilie", "0.75", "a, b"], ["3", "l’été", "1", ""]]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        'name;answer;note\nÉmilie;0.75;"a, b"\nl’été;1;\n'.encode(),
        'name\tanswer\tnote\nÉmilie\t0.75\t"a, b"\nl’été\t1\t\n'.encode(),
        (PLAIN + "\n,,\n\n").encode(),
        'name,answer,note,,\nÉmilie,0.75,"a, b",,\nl’été,1,,,\n'.encode(),
        ' name , answer,note\n Émilie ,0.75 ,"a, b "\nl’été,\u00a01,\n'.encode(),
        'note,name,answer\n"a, b",Émilie,0.75\n,l’été,1\n'.encode(),
    ],
    ids=[
        *("utf-8", "byte-order mark", "windows-1252", "crlf", "cr", "semicolons", "tabs"),
        *("blank lines", "empty columns", "blanks", "other order"),
    ],
)
def test_what_spreadsheets_do_is_read_alike(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == EXPECTED


@pytest.mark.parametrize(
    "first",
    ["sep=;\n", "sep=;\r\n", "\ufeffsep=;\r\n", '"sep=;"\n', "SEP=;\n", "sep=;;;\n", "sep=;\r"],
)
def test_a_line_that_names_the_separator_is_passed_over(tmp_path: Path, first: str) -> None:
    end = first.lstrip('\ufeff"sepSEP=;')
    table = 'name;answer;note\nÉmilie;0.75;"a, b"\nl’été;1;\n'.replace("\n", end)
    assert read(tmp_path, first + table) == EXPECTED


@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_the_separator_named_is_the_one_used(tmp_path: Path, separator: str) -> None:
    rows = ["name;answer;note", "Émilie;0.75;a", "l’été;1;"]
    text = "\n".join([f"sep={separator}", *(row.replace(";", separator) for row in rows)])
    assert read(tmp_path, text) == [["2", "Émilie", "0.75", "a"], ["3", "l’été", "1", ""]]


def test_rows_are_numbered_as_the_spreadsheet_does(tmp_path: Path) -> None:
    data = 'name,answer,note\n"two\nlines",1,\n\nlast,2,\n'
    assert [row[0] for row in read(tmp_path, data)] == ["2", "4"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("name,answer\na,1\n", "row 1, column note: found no such column"),
        ("name,answer,note,mood\na,1,,\n", "column 'mood': found an unknown column"),
        ("name,answer,note,note\na,1,,\n", "column note: found the column twice"),
        ("", "t.csv, row 1: found an empty file; accepted: name, answer, note"),
        ("name,answer,note\na,1\n", "row 2: found 2 cells; accepted: 3 cells"),
        ("name,answer,note\na,1,b,c\n", "row 2: found 4 cells; accepted: 3 cells"),
        ('name,answer,note\na,1,"b\n', "row 2: found cells that cannot be told apart"),
        ('name,answer,note\na,1,"b"c\n', "row 2: found cells that cannot be told apart"),
        ("name,answer,note\na,1,b\x00c\n", "row 2, column note: found 'b\\x00c'"),
        ("name,answer,note\n".encode("utf-16"), "found UTF-16 text; accepted: text saved as"),
        (b"name,answer,note\n\x81,1,\n", "row 2: found bytes that are neither UTF-8 nor"),
        ("name,answer,note\né,1,".encode() + b"\xe9\n", "row 2: found UTF-8 text mixed with"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes | str, words: str) -> None:
    with pytest.raises(DossierError) as caught:
        read(tmp_path, data)
    assert words in str(caught.value)
    assert all(problem.file == "t.csv" for problem in caught.value.problems)


def test_every_bad_row_is_listed(tmp_path: Path) -> None:
    with pytest.raises(DossierError) as caught:
        read(tmp_path, "name,answer,note\na\nb,1,\nc\n")
    assert [problem.row for problem in caught.value.problems] == [2, 4]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside.csv", tmp_path / "in" / "t.csv"
    outside.write_text(PLAIN, encoding="utf-8")
    inside.parent.mkdir()
    inside.symlink_to(outside)
    with pytest.raises(DossierError, match="a link out of the folder"):
        read_table(inside, COLUMNS)


@pytest.mark.parametrize(("count", "end"), [(3, "3"), (50, "50"), (51, "and 1 more")])
def test_a_message_names_fifty_problems_and_counts_the_rest(count: int, end: str) -> None:
    problems = [Problem("t.csv", row, "name", "a", f"{row}") for row in range(1, count + 1)]
    lines = str(DossierError(problems)).splitlines()
    assert len(lines) == 1 + min(count, 51)
    assert lines[-1].endswith(end)
