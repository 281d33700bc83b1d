"""Imports: what is taken, what is left, and that nothing which is there changes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from support import HOUSE, TEMPLATE

import analysis
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import SCHEMAS
from analysis.exchange import FORMATS
from analysis.exchange.beginning import begin
from analysis.exchange.library import read_bibtex, read_csl, read_ris
from analysis.exchange.taking import import_into

FOLDERS = [TEMPLATE, *HOUSE]
# As Zotero writes them: fields that it adds, names turned round, dates of its own form.
ZOTERO_CSL = [
    {
        **{"id": "doeTitre2024", "type": "article-newspaper", "title": "Le titre", "abstract": "x"},
        **{"container-title": "Le Monde", "author": [{"family": "Doe", "given": "Jane"}]},
        **{"issued": {"date-parts": [["2024", 5]]}, "accessed": {"date-parts": [["2024", 6, 1]]}},
        **{"URL": "https://example.com/b", "language": "fr-FR", "archive": "https://a.org/b"},
    },
    {"id": "http://zotero.org/users/1/items/X", "type": "book", "title": "T", "DOI": "10.1/x"},
]
ZOTERO_BIB = r"""
@article{doe_titre_2024,
  title = {L'{\'e}t{\'e} {Orange}},
  journaltitle = {Le Monde},
  author = {Doe, Jane and Roe, Richard},
  date = {2024-05},
  url = {https://example.com/c},
  urldate = {2024-06-01},
  abstract = {An abstract},
  langid = {french},
}
@misc{old, title = {Old}, year = {1999}, month = oct, publisher = {P}, doi = {10.1/y}}
"""
ZOTERO_RIS = """TY  - NEWS
TI  - Le titre
AU  - Doe, Jane
T2  - Le Monde
DA  - 2024/05//
PY  - 2024
LA  - fr
UR  - https://example.com/d
Y2  - 2024/06/01/10:00:00
AB  - An abstract
ER  -

TY  - CASE
TI  - A v B
PY  - 1999
ER  -
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Begin a case without the made-up rows."""
    begin(tmp_path / "case", empty=True)
    return tmp_path / "case"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def save(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "content", "url"),
    [("z.json", ZOTERO_CSL, "b"), ("z.bib", ZOTERO_BIB, "c"), ("z.ris", ZOTERO_RIS, "d")],
)
def test_what_zotero_writes_becomes_sources(
    name: str, content: object, url: str, case: Path, tmp_path: Path
) -> None:
    taken = import_into(case, save(tmp_path / name, content))
    assert taken.rows == {"sources": 2}
    assert "no column for abstract (1)" in taken.left
    first, second = rows(case / "sources.csv")
    assert first["publisher"] == "Le Monde"
    assert first["author"].startswith("Jane Doe")
    assert (first["published"], first["url"]) == ("2024-05", f"https://example.com/{url}")
    assert first["accessed"] in ("2024-06-01", "")
    assert first["original_title"] == first["title"]
    assert first["read"] == second["read"] == ""  # which no library knows
    assert all(row["source_id"] for row in (first, second))


def test_accents_and_months_of_bibtex_are_read() -> None:
    (first, second), left = read_bibtex(ZOTERO_BIB)
    assert first["title"] == "L'été Orange"
    assert first["author"] == "Jane Doe, Richard Roe"
    assert first["accessed"] == "2024-06-01"
    assert (second["published"], second["url"]) == ("1999-10", "https://doi.org/10.1/y")
    assert left == {"abstract": 1}


def test_a_date_that_is_none_is_kept_in_words() -> None:
    issued = {"literal": "last spring"}
    (row,), _ = read_csl(json.dumps([{"id": "a", "title": "T", "issued": issued}]))
    assert (row["published"], row["date_basis"]) == ("", "the library says 'last spring'")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    ("form", "read"), [("csl-json", read_csl), ("bibtex", read_bibtex), ("ris", read_ris)]
)
def test_sources_that_were_exported_come_back(
    form: str, read: Callable[[str], tuple[list[dict[str, str]], object]], folder: Path
) -> None:
    dossier = analysis.load(folder)
    text = FORMATS[form](dossier)
    assert isinstance(text, str)
    back = pd.DataFrame(read(text)[0])
    sources = dossier.sources
    for column in SCHEMAS["sources"].columns:
        # a run of blanks is one in BibTeX and RIS
        told = sources[column].str.split().str.join(" ")
        if form == "bibtex":  # whose decoder makes one sign of two quotes or hyphens
            told = told.map(plain)
            back[column] = back[column].map(plain)
        assert back[column].tolist() == told.tolist(), column


def plain(text: str) -> str:
    """Make signs alike that TeX writes by doubling others."""
    for old, new in (("--", "–"), ("''", "”"), ("``", "“"), ("'", "’"), ("`", "‘")):
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_workbook_that_was_exported_is_the_same_dossier(folder: Path, tmp_path: Path) -> None:
    dossier = analysis.load(folder)
    book = FORMATS["xlsx"](dossier)
    assert isinstance(book, bytes)
    (tmp_path / "all.xlsx").write_bytes(book)
    new = tmp_path / "new"
    new.mkdir()
    (new / "dossier.toml").write_bytes((folder / "dossier.toml").read_bytes())
    taken = import_into(new, tmp_path / "all.xlsx")
    assert not taken.left
    assert same(analysis.load(new), dossier)


def same(one: Dossier, other: Dossier) -> bool:
    """Compare the columns that both have in all tables; those of one's own stay aside."""
    return all(
        one.table(name)[list(SCHEMAS[name].columns)].equals(
            other.table(name)[list(SCHEMAS[name].columns)]
        )
        for name in SCHEMAS
    )


def test_nothing_that_is_there_changes(tmp_path: Path) -> None:
    begin(tmp_path / "case")
    before = {path.name: rows(path) for path in (tmp_path / "case").glob("*.csv")}
    for name, content in (("z.json", ZOTERO_CSL), ("z.bib", ZOTERO_BIB), ("z.ris", ZOTERO_RIS)):
        import_into(tmp_path / "case", save(tmp_path / name, content))
    again = import_into(tmp_path / "case", tmp_path / "z.json")
    assert again.rows == {}
    assert any("there already" in line for line in again.left)
    for name, old in before.items():
        new = rows(tmp_path / "case" / name)[: len(old)]
        assert [{key: row[key] for key in old[0]} for row in new] == old


HYPOTHESIS = {
    "annotations": [
        {
            **{"id": "AbC_1", "uri": "https://example.com/b", "created": "2024-06-01T10:00:00Z"},
            **{"text": "they  say sixty", "tags": ["q-share", "works", "mine"]},
            "target": [
                {"selector": [{"type": "TextQuoteSelector", "exact": " ".join("abcdefghijklmn")}]}
            ],
            "document": {"title": ["A title"]},
        },
        {
            **{"id": "d2", "uri": "https://example.org/gazette/works", "text": "known page"},
            **{"tags": [], "target": [{"selector": []}], "created": "2024-06-01T10:00:00Z"},
        },
        {"id": "d3", "uri": "https://example.com/b", "text": "", "tags": [], "target": [{}]},
    ]
}


def test_annotations_become_drafts_of_claims(tmp_path: Path) -> None:
    case = tmp_path / "case"
    begin(case)
    taken = import_into(case, save(tmp_path / "notes.json", HYPOTHESIS))
    assert taken.rows == {"sources": 1, "claims": 2}
    assert sorted(taken.left) == [
        "annotations without a passage or a text (1)",
        "words of passages after the first 12 (1)",
    ]
    first, second = rows(case / "claims.csv")[-2:]
    assert (first["question_id"], first["side"]) == ("q-share", "works")
    assert first["quote"] == "a b c d e f g h i j k l"
    assert first["statement"] == "they say sixty"
    assert (first["answer"], first["speaker"]) == ("", "")  # what only a reader can say
    assert second["source_id"] == "gazette-2024-05-02"
    with pytest.raises(analysis.DossierError, match="column answer: found an empty cell"):
        analysis.load(case)


def test_claims_and_their_sources_may_stand_in_one_sheet(tmp_path: Path) -> None:
    case = tmp_path / "case"
    begin(case)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    columns = ["question_id", "speaker", "side", "answer", "statement"]
    of_source = ["publisher", "title", "published", "kind", "read", "url"]
    sheet.append([*columns, *of_source, "mood", "x_coder"])
    for answer in (0.5, "0.6~"):
        said = ["q-share", "Example Works", "works", answer, "Said so."]
        where = ["Daily", "T", "2024-06-02", "press", "full text", "https://d.org/1"]
        sheet.append([*said, *where, "good", "ada"])
    book.create_sheet("Notes").append(["anything"])
    book.save(tmp_path / "coded.xlsx")
    taken = import_into(case, tmp_path / "coded.xlsx")
    assert taken.rows == {"sources": 1, "claims": 2}
    assert "no column for mood (1)" in taken.left
    assert "rows of the sheet 'Notes', which is no table of a dossier (1)" in taken.left
    loaded = analysis.load(case)
    added = loaded.claims.tail(2)
    assert added["answer"].tolist() == ["0.5", "0.6~"]
    assert added["source_id"].tolist() == ["daily-2024-06-02"] * 2
    assert added["x_coder"].tolist() == ["ada", "ada"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("z.docx", "x", "a file .docx; accepted: .json"),
        ("z.json", "{", "something else than .json"),
        ("z.json", "3", "something else than .json"),
        ("z.xlsx", "no workbook", "found no workbook"),
    ],
)
def test_what_cannot_be_read_is_one_message(
    name: str, content: str, words: str, case: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in case.iterdir()}
    with pytest.raises(analysis.DossierError) as caught:
        import_into(case, save(tmp_path / name, content))
    assert words in str(caught.value)
    assert before == {path: path.read_bytes() for path in case.iterdir()}


def test_a_folder_that_is_no_dossier_s_is_refused(tmp_path: Path) -> None:
    with pytest.raises(analysis.DossierError, match="dossier new"):
        import_into(tmp_path, save(tmp_path / "z.json", ZOTERO_CSL))
