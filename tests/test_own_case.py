"""A case of one's own, from a Zotero library and a spreadsheet to a site with story and notice."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from made_up_case import ABOUT, CLAIMS, READ, STORY, write_files
from support import replace_in

import analysis
from analysis.cli import main
from analysis.dossier.schemas import SCHEMAS, stored_columns


def fill_in(case: Path) -> None:
    """Do what a person does: name the sides and the main source, and say what was read."""
    replace_in(case / "dossier.toml", ABOUT)
    path = case / "sources.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["read"] = READ.get(row["url"], row["read"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (case / "story.md").write_text(STORY, encoding="utf-8")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Start a case from the three files."""
    folder = tmp_path / "my-case"
    assert main(["new", str(folder), "--empty"]) == 0
    for file in write_files(tmp_path).values():
        assert main(["import", str(folder), str(file)]) == 0
    return folder


def test_from_the_first_row_to_a_site(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", str(case)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "7 problems in the dossier:"  # what no other tool can know, and nothing else
    assert sum("column read: found an empty cell" in line for line in said) == len(READ)
    assert sum(line.startswith("dossier.toml") for line in said) == 3

    fill_in(case)
    assert main(["check", str(case)]) == 0
    assert f"claims: {len(CLAIMS) - 1} on 10 questions" in capsys.readouterr().out

    site = tmp_path / "site"
    assert main(["site", str(case), "-o", str(site)]) == 0
    pages = {
        name: BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser").text
        for name in ("index", "details", "article", "evidence", "sources")
    }
    assert "By the dates it was 4.0 to 9.5 months. The customer says 9.0 months." in pages["index"]
    assert "How long was the notice?" in pages["details"]
    assert "What would settle it:" in pages["article"]
    for row in CLAIMS[1:]:
        assert str(row[6]) in pages["evidence"]
    assert "Cabling firm loses its main customer (made up)" in pages["sources"]


def test_what_is_exported_can_be_taken_in_again(case: Path, tmp_path: Path) -> None:
    fill_in(case)
    again = tmp_path / "again"
    assert main(["new", str(again), "--empty"]) == 0
    (again / "parties.csv").write_text("side,label,who\n", encoding="utf-8")
    (again / "dossier.toml").write_bytes((case / "dossier.toml").read_bytes())
    book = tmp_path / "book.xlsx"
    assert main(["export", str(case), "-f", "xlsx", "-o", str(book)]) == 0
    assert main(["import", str(again), str(book)]) == 0
    first, second = analysis.load(case), analysis.load(again)
    for name in SCHEMAS:
        tables = [d.table(name) for d in (first, second)]
        stored = [t[[c for c in stored_columns(name, t) if c[:2] != "x_"]] for t in tables]
        assert stored[0].to_dict("records") == stored[1].to_dict("records"), name


def test_a_title_of_ours_stands_beside_the_work_s_own(case: Path) -> None:
    fill_in(case)
    forms = {"bibtex": "titleaddon", "ris": "TT  - "}
    dossier = analysis.load(case)
    assert not any(mark in str(analysis.export(dossier, form)) for form, mark in forms.items())
    replace_in(case / "sources.csv", {",Morning interview (made up),": ",A talk (made up),"})
    dossier = analysis.load(case)
    assert "TT  - A talk (made up)" in str(analysis.export(dossier, "ris"))
    assert "titleaddon = {A talk (made up)}" in str(analysis.export(dossier, "bibtex"))


def test_the_report_is_a_document(case: Path, tmp_path: Path) -> None:
    fill_in(case)
    assert main(["export", str(case), "-f", "docx", "-o", str(tmp_path / "case.docx")]) == 0
    document = docx.Document(str(tmp_path / "case.docx"))
    assert len(document.tables[-1].rows) == len(CLAIMS)
