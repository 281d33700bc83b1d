"""Where an id leads: claims, sources and questions, each with what a reader sees on pointing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from analysis.dossier.dossier import Dossier
from analysis.language.words import say_answer
from analysis.site.notebooks import TOKEN, Notebook

say = cache(say_answer)  # many answers and dates are given more than once
NO_WORD = re.compile(r"[-._0-9]")
NO_LINKS_IN = ("a", "script", "style", "title", "svg", "button", "select", "summary")


@dataclass(frozen=True)
class Shelf:
    """A dossier, and the pages that show it."""

    name: str
    dossier: Dossier
    main: bool

    @property
    def suffix(self) -> str:
        """What tells its pages from those of the main dossier."""
        return "" if self.main else f"-{self.name}"

    @property
    def claims_page(self) -> str:
        """Address of the page of all claims."""
        return f"evidence{self.suffix}.html"

    @property
    def sources_page(self) -> str:
        """Address of the page of all sources."""
        return f"sources{self.suffix}.html"


@dataclass(frozen=True)
class Link:
    """An address within the site, and words to show on pointing at it."""

    href: str
    words: str


@dataclass(frozen=True)
class Use:
    """A notebook's cell that names a claim."""

    notebook: Notebook
    cell_id: str

    @property
    def href(self) -> str:
        """Address of the cell."""
        return f"{self.notebook.name}.html#{self.cell_id}"


@cache
def links(shelf: Shelf) -> dict[str, Link]:
    """Give the address of every id of a dossier that cannot be taken for a word."""
    dossier, claims_page = shelf.dossier, shelf.claims_page
    sources = dossier.sources.set_index("source_id")
    when = {row.Index: say(row.published, "date") for row in sources.itertuples()}
    found = {
        row.question_id: Link(
            f"{claims_page}#question={quote(row.question_id)}", row.text or row.label
        )
        for row in dossier.questions.itertuples()
    }
    found |= {
        row.Index: Link(
            f"{shelf.sources_page}#source-{row.Index}", f"{row.publisher}, {when[row.Index]}"
        )
        for row in sources.itertuples()
    }
    found |= {
        row.claim_id: Link(
            f"{claims_page}#claim-{row.claim_id}",
            f"{row.speaker}, {when[row.source_id]}: {row.statement}",
        )
        for row in dossier.claims.itertuples()
    }
    return {own: link for own, link in found.items() if NO_WORD.search(own)}


def links_of(shelves: Iterable[Shelf]) -> dict[str, Link]:
    """Give the address of every id; where dossiers share an id, the first one's."""
    found: dict[str, Link] = {}
    for shelf in shelves:
        found = links(shelf) | found
    return found


def uses(shelf: Shelf, notebooks: Iterable[Notebook]) -> dict[str, list[Use]]:
    """Give for each claim the cells that name it, in the order of reading."""
    found: dict[str, list[Use]] = {claim: [] for claim in shelf.dossier.claims["claim_id"]}
    for notebook in notebooks:
        for claim, cell_id in notebook.named(found):
            found[claim].append(Use(notebook, cell_id))
    return found


def link_ids(soup: BeautifulSoup, known: dict[str, Link]) -> None:
    """Make a link of every known id in the text of a page."""
    for text in soup.find_all(string=lambda words: any(t in known for t in TOKEN.findall(words))):
        if not text.find_parent(NO_LINKS_IN):
            text.replace_with(*_pieces(soup, str(text), known))


def _pieces(soup: BeautifulSoup, text: str, known: dict[str, Link]) -> list[NavigableString | Tag]:
    """Cut a text at its known ids and make links of them."""
    pieces: list[NavigableString | Tag] = []
    end = 0
    for match in TOKEN.finditer(text):
        link = known.get(match.group())
        if link is None:
            continue
        anchor = soup.new_tag("a", href=link.href, title=link.words, attrs={"class": "claim-id"})
        anchor.string = match.group()
        pieces += [NavigableString(text[end : match.start()]), anchor]
        end = match.end()
    return [*pieces, NavigableString(text[end:])]
