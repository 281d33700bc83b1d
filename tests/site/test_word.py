"""The report as a Word document, read back by python-docx and by a parser of XML."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from support import TEMPLATE

import analysis
from analysis.cli import main
from analysis.dossier.dossier import Dossier
from analysis.site.evidence import claims_of
from analysis.site.links import links_in_page
from analysis.site.word import _letters, to_word


@pytest.fixture(scope="module")
def example() -> Dossier:
    loaded: Dossier = analysis.example()
    return loaded


@pytest.fixture(scope="module")
def written(example: Dossier) -> bytes:
    return to_word(example)


@pytest.fixture(scope="module")
def document(written: bytes) -> Document:
    return docx.Document(BytesIO(written))


def test_it_has_the_parts_of_the_report(document: Document, example: Dossier) -> None:
    heads = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads[:2] == ["Who, and from what?", "What do the sides dispute?"]
    assert heads[-2:] == ["Who said what, in which words?", "Where was it published?"]
    assert document.core_properties.title == example.about.title
    assert len(document.inline_shapes) == 3
    for shape in document.inline_shapes:
        assert len(shape._inline.docPr.get("descr")) > 20  # the words that stand for the figure


def test_every_claim_and_source_is_in_it(document: Document, example: Dossier) -> None:
    table = document.tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Published", "Speaker", "Question", "Answer", "Statement", "Source"]
    claims = claims_of(example)
    assert [re.findall(r"\[(.+)\]", row[4]) for row in rows[1:]] == [[c.id] for c in claims]
    for row, claim in zip(rows[1:], claims, strict=True):
        assert row[4].startswith(claim.statement)
        assert claim.quote in row[4]
        assert (row[0], row[3]) == (claim.published, claim.answer)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for address in example.sources["url"]:
        assert address in text


def test_every_citation_leads_to_its_claim(document: Document, example: Dossier) -> None:
    names = {links.name for own, links in links_in_page(example).known.items()}
    places = {
        mark.get(f"{{{mark.nsmap['w']}}}name"): row.cells[4].text
        for row in document.tables[-1].rows[1:]
        for mark in row.cells[0].paragraphs[0]._p.iterchildren()
        if mark.tag.endswith("bookmarkStart")
    }
    assert len(places) == len(example.claims)
    cited = [
        link
        for table in document.tables[:-1]
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for link in paragraph.hyperlinks
    ]
    assert len(cited) > 30
    statements = example.claims.set_index("claim_id")[["speaker", "statement"]]
    for link in cited:
        assert link.text in names
        own = re.findall(r"\[(.+)\]", places[link.fragment])[0]
        assert link.text.startswith(statements.loc[own, "speaker"])


def test_the_columns_of_a_table_fill_the_page_and_the_fullest_is_the_widest(
    document: Document,
) -> None:
    for table in document.tables:
        widths = [column.width.cm for column in table.columns if column.width]
        assert sum(widths) == pytest.approx(17, abs=0.01)
        assert [cell.width.cm for cell in table.rows[0].cells if cell.width] == widths
    claims = document.tables[-1]
    letters = [sum(len(cell.text) for cell in column.cells) for column in claims.columns]
    assert widths.index(max(widths)) == letters.index(max(letters))
    assert min(widths) > 1  # wide enough for its longest word


def test_a_caption_stays_with_its_table(document: Document) -> None:
    captions = [p for p in document.paragraphs if p.style and p.style.name == "Caption"]
    assert captions
    assert all(caption.paragraph_format.keep_with_next for caption in captions)


def test_it_has_no_clock_and_no_maker(written: bytes, example: Dossier) -> None:
    assert written == to_word(example)
    with ZipFile(BytesIO(written)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "2000-01-01T00:00:00Z" in core


def test_any_text_can_be_written(small: Callable[..., Dossier]) -> None:
    nasty = "<b>&amp; \x07 𝒳 ‘ $\\frac{1}$ =1+1"
    made = small([{"answer": "0.5", "statement": nasty, "quote": "é «\u00a0»"}])
    read = docx.Document(BytesIO(to_word(made)))
    assert nasty.replace("\x07", "\N{REPLACEMENT CHARACTER}") in read.tables[-1].cell(1, 4).text


def test_a_dossier_without_claims_is_a_document(small: Callable[..., Dossier]) -> None:
    assert docx.Document(BytesIO(to_word(small([])))).tables[-1].rows[0].cells[0].text


def test_too_many_claims_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("analysis.site.word.MOST_CLAIMS", 5)
    assert main(["export", str(TEMPLATE), "-f", "docx"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(
        "dossier: 8 claims are too many for a document; accepted: at most 5 "
    )
    assert not said.out


def test_the_command_writes_it(
    tmp_path: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    file = f"{tmp_path}/case.docx"
    assert main(["export", str(TEMPLATE), "-f", "docx", "-o", file]) == 0
    assert docx.Document(file).paragraphs[0].text.startswith("A fictitious case")


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    assert _letters(["a", "b", "agreements"]) == len("agreements") + 1
    assert _letters(["a", "b", "c"]) == 2
