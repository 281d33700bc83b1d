"""What is done to each built page: links, alternative texts, table heads, downloads."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from analysis.site.downloads import Downloads
from analysis.site.links import Shelf, link_ids, links_of
from analysis.site.notebooks import FRENCH, RESUME, Figure, Notebook

MADE_UP = ("reuse", "library")  # pages whose examples have ids of their own


@dataclass(frozen=True)
class Finisher:
    """Finishes the body of a page; the page of a notebook gets more."""

    shelves: list[Shelf]
    notebooks: dict[str, Notebook]
    downloads: Downloads

    def finish(self, page: str, body: str) -> str:
        """Give the finished body of a page."""
        soup = BeautifulSoup(body, "html.parser")
        if page in self.notebooks:
            self._finish_notebook(soup, self.notebooks[page])
        for table in soup.find_all("table"):
            _finish_table(soup, table)
        if page not in MADE_UP:
            link_ids(soup, links_of(self._nearest_first(page)))
        return str(soup)

    def _nearest_first(self, page: str) -> list[Shelf]:
        """Order the dossiers: a page's own first, a notebook's in the order of their use."""
        book = self.notebooks.get(page)
        if book is None:
            return sorted(self.shelves, key=lambda s: s.main or not page.endswith(s.suffix))
        used = {s.name: book.loads(s.name) for s in self.shelves}
        return sorted(self.shelves, key=lambda s: (used[s.name] < 0, used[s.name]))

    def _finish_notebook(self, soup: BeautifulSoup, notebook: Notebook) -> None:
        """Offer a notebook for download, and finish its tables and figures cell by cell."""
        heading = soup.select("h1")[0]
        heading["id"] = notebook.cells[0].id
        heading.insert_after(_bar(soup, notebook))
        figures = iter(notebook.figures)
        for cell in soup.select("div.cell[id]"):
            place = notebook.name, str(cell["id"])
            names = self.downloads.figures.get(place, [])
            for image, name in zip(cell.select(".cell_output img"), names, strict=True):
                _finish_figure(soup, image, next(figures), name)
            names = self.downloads.tables.get(place, [])
            for table, name in zip(cell.select("table"), names, strict=False):
                table.insert_after(_download(soup, name, "Table as CSV"))
        for paragraph in soup.select("p"):
            if paragraph.get_text().startswith(RESUME.strip("*")):
                paragraph["lang"] = "fr"


def _bar(soup: BeautifulSoup, notebook: Notebook) -> Tag:
    """Make the line under a notebook's title: its download, and the switch for all code."""
    bar = soup.new_tag("div", attrs={"class": "notebook-bar"})
    switch = soup.new_tag(
        "button", type="button", id="code-switch", attrs={"aria-pressed": "false"}
    )
    switch.string = "Show all code"
    bar.extend([_download(soup, notebook.path.name, "Download this notebook"), switch])
    return bar


def _download(soup: BeautifulSoup, name: str, words: str) -> Tag:
    """Make a link to a file of the site."""
    link = soup.new_tag("a", href=f"downloads/{name}", download="", attrs={"class": "download"})
    link.string = words
    return link


def _finish_figure(soup: BeautifulSoup, image: Tag, figure: Figure, name: str) -> None:
    """Give a figure its alternative text and size, and make a caption of its printed reading."""
    width, height = figure.size
    image.attrs |= {"alt": figure.reading, "width": str(width), "height": str(height)}
    printed = image.find_next("div", class_="stream")
    if printed and printed.get_text().strip() == figure.reading:
        printed.decompose()
    for link in image.find_parents("a"):  # to the same pixels; the SVG serves better
        link.unwrap()
    whole = image.wrap(soup.new_tag("figure", lang=figure.lang))
    caption = soup.new_tag("figcaption")
    words = "Figure en SVG" if figure.lang == FRENCH else "Figure as SVG"
    caption.extend([f"{figure.reading} ", _download(soup, name, words)])
    whole.append(caption)


def _finish_table(soup: BeautifulSoup, table: Tag) -> None:
    """Say which cells are heads, and let a wide table scroll by itself, by keyboard too."""
    for cell in table.find_all("th"):
        cell["scope"] = "col" if cell.find_parent("thead") else "row"
    if table.get("id"):  # the evidence browser's own
        return
    if table.caption is None:
        heading = table.find_previous(["h1", "h2", "h3"])
        table.insert(0, soup.new_tag("caption", string=_words(heading)))
    caption = _words(table.caption)
    table.wrap(
        soup.new_tag(
            "div",
            role="region",
            tabindex="0",
            attrs={"class": "table-scroll", "aria-label": caption},
        )
    )


def _words(tag: Tag | None) -> str:
    """Give the text of a heading or caption, without the sign that links to it."""
    return tag.get_text().rstrip("#\n ") if tag else ""
