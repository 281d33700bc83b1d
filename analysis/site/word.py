"""The report as a Word document: the parts of the page, with each citation a link to its claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from analysis.dossier import Dossier
from analysis.exchange.archive import without_clock
from analysis.site.blocks import Block, Picture, Scale, Section, Text
from analysis.site.evidence import Claim, claims_of, sources_of
from analysis.site.links import Links, links_in_page
from analysis.site.questions import Question, questions_of
from analysis.site.sections import Progress, parts, tolerances

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MOST_CLAIMS = 2_500  # ten thousand took 41 seconds on a busy machine
_WIDTH = 17.0  # centimetres between the margins of a page of A4
_WORD, _CELL = 14, 40  # letters of a word or a cell that a column is widened for at most
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML has these
_CITED = ("claims", "against")
_CLAIMS = ("Published", "Speaker", "Question", "Answer", "Statement", "Source")


class TooManyClaimsError(ValueError):
    """More claims than a document can well hold."""


def to_word(dossier: Dossier, progress: Progress = lambda message: None) -> bytes:
    """Write the report on a dossier as a .docx file, which Word, Pages and LibreOffice open.

    Parameters
    ----------
    dossier : Dossier
    progress : callable, optional
        Called with a line of text after each part.

    Returns
    -------
    bytes
        The same for the same dossier.

    Raises
    ------
    ImportError
        If python-docx is not installed.
    TooManyClaimsError
        If the dossier has more claims than a document can well hold.

    Examples
    --------
    >>> from io import BytesIO
    >>> from docx import Document
    >>> from analysis import example
    >>> Document(BytesIO(to_word(example()))).paragraphs[0].text
    'A fictitious case: works and telecom'
    """
    from docx import Document

    count = len(dossier.claims)
    if count > MOST_CLAIMS:
        raise TooManyClaimsError(
            f"{count:,} claims are too many for a document; accepted: at most {MOST_CLAIMS:,} "
            "(dossier site spreads them over pages, dossier export -f xlsx makes a workbook)"
        )
    claims = claims_of(dossier)
    ids = [f"#claim-{claim.id}" for claim in claims]
    marks = {address: f"claim_{number}" for number, address in enumerate(ids, start=1)}
    paper = _Paper(_sheet(Document()), links_in_page(dossier), marks)
    paper.document.add_heading(_clean(dossier.about.title), 0)
    for section in parts(dossier, progress):
        paper.section(section, 1)
    progress("questions, claims and sources")
    paper.heading("Which answers can be true together?", 1)
    paper.text(tolerances(dossier))
    for question in questions_of(dossier, claims):
        paper.question(question)
    paper.heading("Who said what, in which words?", 1)
    paper.claims(claims)
    paper.heading("Where was it published?", 1)
    for source in sources_of(dossier, claims):
        facts = "; ".join(f"{name}: {words}" for name, words in source.facts.items() if words)
        told = paper.text(f"{source.publisher}: {source.title}. {facts}. ")
        if source.url.startswith(("https://", "http://")):
            _link(told, source.url, address=source.url)
    return _saved(paper.document, dossier)


@dataclass(frozen=True)
class _Paper:
    """The document in the making; ``marks`` names the bookmark at each address in it."""

    document: Document
    links: Links
    marks: Mapping[str, str]

    def heading(self, words: str, level: int) -> None:
        """Write a heading."""
        self.document.add_heading(_clean(words), level)

    def text(self, words: str) -> Paragraph:
        """Write a paragraph."""
        return self.document.add_paragraph(_clean(words))

    def section(self, section: Section, level: int) -> None:
        """Write a part and the parts in it."""
        self.heading(section.title, level)
        for block in section.blocks:
            self.block(block)
        for inner in section.sections:
            self.section(inner, level + 1)
        if not section.blocks and not section.sections:
            self.text("Nothing in this dossier.")

    def block(self, block: Block) -> None:
        """Write a paragraph, a table, a scale as a table, or a picture."""
        if isinstance(block, Text):
            self.text(block.words)
        elif isinstance(block, Picture):
            self.picture(block)
        elif isinstance(block, Scale):
            rows = [[[answer.claim_id], answer.words] for answer in block.answers]
            self.table(block.caption, ["Who says so", "Answer"], rows, cited=[0])
        elif not block.rows:
            self.text(f"{block.caption}: none.")
        else:
            cited = [n for n, name in enumerate(block.columns) if name in _CITED]
            heads = [block.heads[name] for name in block.columns]
            self.table(block.caption, heads, block.rows, cited)

    def picture(self, picture: Picture) -> None:
        """Put in a figure, with the words that stand for it."""
        from docx.shared import Cm

        width = min(picture.width / 96 * 2.54, _WIDTH)
        shape = self.document.add_picture(BytesIO(picture.png), Cm(width))
        shape._inline.docPr.set("descr", _clean(picture.alt))

    def table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[object]],
        cited: Sequence[int] = (),
    ) -> Any:
        """Write a table under its caption; cells of the columns cited are lists of claims."""
        if caption:
            above = self.document.add_paragraph(_clean(caption), style="Caption")
            above.paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        _repeat(table.rows[0])
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(_clean(head)).bold = True
        for row in rows:
            for column, (cell, value) in enumerate(zip(table.add_row().cells, row, strict=True)):
                if column in cited and isinstance(value, list):
                    self.cite(cell.paragraphs[0], value)
                else:
                    cell.paragraphs[0].add_run(_clean(_words(value)))
        _set_widths(table)
        return table

    def cite(self, paragraph: Paragraph, claim_ids: Iterable[str]) -> None:
        """Write claims as who said it and when, each a link to its row."""
        for number, own in enumerate(claim_ids):
            if number:
                paragraph.add_run("; ")
            link = self.links.known[own]
            _link(paragraph, link.name, mark=self.marks[link.href])

    def question(self, question: Question) -> None:
        """Write a question with its answers side by side."""
        self.heading(question.text, 2)
        if question.definition:
            self.text(question.definition)
        if question.columns:
            rows = [
                [f"{c.answer} ({c.scope})" if c.scope else c.answer, c.standing, c.why, c.claims]
                for c in question.columns
            ]
            self.table("", ["Answer", "Standing", "Why", "Who says so"], rows, cited=[3])
        for scale in question.scales:
            self.block(scale)
        if question.camps:
            self.block(question.camps)

    def claims(self, claims: Sequence[Claim]) -> None:
        """Write all claims, each row with the bookmark that citations lead to."""
        rows = [
            [
                c.published,
                f"{c.speaker} ({c.side_label})",
                c.question,
                c.answer,
                _told(c),
                c.publisher,
            ]
            for c in claims
        ]
        table = self.table("", _CLAIMS, rows)
        for number, (row, claim) in enumerate(zip(table.rows[1:], claims, strict=True)):
            _bookmark(row.cells[0].paragraphs[0], self.marks[f"#claim-{claim.id}"], number)


def _told(claim: Claim) -> str:
    """Write the statement, the quote and what limits them."""
    marks = "«\u00a0{}\u00a0»" if claim.lang == "fr" else "“{}”"
    quote = marks.format(claim.quote) if claim.quote else ""
    details = "; ".join(claim.details)
    return "\n".join(filter(None, (claim.statement, quote, details, f"[{claim.id}]")))


def _words(value: object) -> str:
    """Write a cell in words."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:z,.4g}" if value == value else ""
    return "" if value is None else str(value)


def _clean(words: str) -> str:
    """Leave out signs that no document can hold."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words)


def _link(paragraph: Paragraph, words: str, *, mark: str = "", address: str = "") -> None:
    """Write words that lead to a bookmark, or to an address outside."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    if mark:
        link.set(qn("w:anchor"), mark)
    else:
        kind = RELATIONSHIP_TYPE.HYPERLINK
        link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(_clean(words))
    run.font.color.rgb, run.font.underline = RGBColor(0x1F, 0x4E, 0x8C), True
    link.append(run._r)
    paragraph._p.append(link)


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark a paragraph as the place that links lead to."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def _set_widths(table: Any) -> None:
    """Share out the width among the columns by what they hold."""
    from docx.shared import Cm

    table.autofit = False
    rows = [row.cells for row in table.rows]
    letters = [_letters([cell.text for cell in column]) for column in zip(*rows, strict=True)]
    widths = [Cm(_WIDTH * share / sum(letters)) for share in letters]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice reads it here, Word at the cells
    for cells in rows:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width


def _letters(cells: Sequence[str]) -> float:
    """Say how wide a column should be: its cells on average, its longest word at least."""
    longest = max(len(word) for cell in cells for word in cell.split() or [""])
    mean = sum(map(len, cells)) / len(cells)
    return min(max(mean, min(longest, _WORD) + 1), _CELL)


def _repeat(row: Any) -> None:
    """Print a head again on each page that its table goes on to."""
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _sheet(document: Document) -> Document:
    """Lay out pages of A4, and small print for tables."""
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    document.styles["Table Grid"].font.size = Pt(8)
    return document


def _saved(document: Document, dossier: Dossier) -> bytes:
    """Save a document that says what it is, and not when it was saved."""
    core = document.core_properties
    core.title, core.author = _clean(dossier.about.title), _clean(dossier.about.authors)
    core.comments, core.language = "", "en"
    core.created = core.modified = datetime(2000, 1, 1)
    saved = BytesIO()
    document.save(saved)
    return without_clock(saved)
