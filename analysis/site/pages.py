"""The site's own pages, written as Markdown for Sphinx to build."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from analysis.language.answers import to_day
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import columns_of
from analysis.language.words import say_day
from analysis.site.evidence import claims_html, sources_html
from analysis.site.library import library_page
from analysis.site.links import Shelf, Use, uses
from analysis.site.notebooks import FRENCH, Figure, Notebook

TEXTS = Path(__file__).parent / "texts"
FINDINGS = 3  # the first notebooks answer the questions that the project set out with
NO_CONTENTS = "---\nhtml_theme.sidebar_secondary.remove: true\n---"
ORPHAN = "---\norphan: true\n---\n\n"  # in no table of contents, but linked
DATA = ("claims", "questions", "sources")


def write_pages(folder: Path, shelves: list[Shelf], notebooks: list[Notebook]) -> None:
    """Write the sources of all pages but the notebooks'."""
    pages = {
        "index.md": _landing(shelves, notebooks),
        "library.md": library_page(_text("library.md")),
        "reuse.md": _text("reuse.md").replace("\n\n```\n", "\n```\n"),  # which doctest needs
        "francais.md": _french(notebooks),
    }
    for shelf in shelves:
        pages |= _evidence(shelf, uses(shelf, notebooks))
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _evidence(shelf: Shelf, used: dict[str, list[Use]]) -> dict[str, str]:
    """Write the pages of a dossier's claims and sources, and the HTML that they take in."""
    name = plain(shelf.dossier.about.title.partition(":")[0])
    of_what, place = ("", "") if shelf.main else (f": {name}", ORPHAN)
    table = f"claims{shelf.suffix}.html"
    claims, sources = (
        _text(page).replace("SUFFIX", shelf.suffix).replace("OF-WHAT", of_what)
        for page in ("evidence.md", "sources.md")
    )
    files = {table: claims_html(shelf, used), f"evidence{shelf.suffix}.md": claims}
    for year, html in sources_html(shelf).items():
        file = f"sources{shelf.suffix}-{year}.html"
        sources += f"\n## {year}\n\n{_raw(file)}"
        files[file] = html
    return files | {f"sources{shelf.suffix}.md": place + sources}


def write_data(folder: Path, shelf: Shelf) -> None:
    """Offer a dossier's main tables, as they were coded."""
    for name in DATA:
        table = shelf.dossier.table(name)[columns_of(name)]
        table.to_csv(folder / f"{name}{shelf.suffix}.csv", index=False, encoding="utf-8-sig")


def lead(notebooks: list[Notebook]) -> list[Figure]:
    """Choose the landing page's figure, if there is any: the first of the findings' notebooks."""
    return [figure for book in notebooks[:FINDINGS] for figure in book.figures][:1]


def in_french(notebooks: list[Notebook]) -> list[Figure]:
    """Give the figures that are labelled in French."""
    return [figure for book in notebooks for figure in book.figures if figure.lang == FRENCH]


def _landing(shelves: list[Shelf], notebooks: list[Notebook]) -> str:
    """Write the first page: what was found, one figure, how to check it, all pages."""
    dossier = shelves[0].dossier
    parts = [NO_CONTENTS, f"# {plain(dossier.about.title)}", _counts(dossier)]
    for book in notebooks[:FINDINGS]:
        more = f"[Read how this was found, and how sure it is]({book.path.name})"
        parts += [f"## {book.title}", book.answer, more]
    parts[6:6] = [_figure(figure, "How it was drawn") for figure in lead(notebooks)]
    listed = "\n".join(book.path.name for book in notebooks)
    others = "\n".join(f"evidence{shelf.suffix}" for shelf in shelves[1:])
    end = _text("index.md").replace("NOTEBOOKS", listed).replace("OTHERS", others)
    return "\n\n".join([*parts, end])


def _counts(dossier: Dossier) -> str:
    """Say what the site rests on."""
    claims, sources = dossier.claims, dossier.sources
    return (
        f"This site rests on **{len(claims)} claims** by named speakers, on "
        f"{claims['question_id'].nunique()} questions, in **{len(sources)} published sources**. "
        "Each claim’s id leads to who said it, where and when: see [all claims](evidence.md) and "
        f"[all sources](sources.md), as collected by {say_day(to_day(dossier.about.collected))}."
    )


def _figure(figure: Figure, more: str) -> str:
    """Write a figure outside its notebook, with the way to where it was drawn."""
    width, height = figure.size
    words = escape(figure.reading)
    return (
        f'<figure><img src="downloads/{figure.file}" alt="{words}" width="{width}" '
        f'height="{height}"><figcaption>{words} '
        f'<a href="{figure.notebook}.html#{figure.cell_id}">{more}</a></figcaption></figure>'
    )


def _french(notebooks: list[Notebook]) -> str:
    """Write the French page: the notebooks' summaries, and the figures labelled in French."""
    parts = [_text("francais.md"), *map(_resume, notebooks)]
    figures = [_figure(figure, "Comment elle est tracée") for figure in in_french(notebooks)]
    return "\n\n".join([*parts, "## Figures", *figures] if figures else parts)


def _resume(book: Notebook) -> str:
    """Write a notebook's summary in French."""
    more = f"[Lire le carnet (en anglais)]({book.path.name})"
    title = f'<span lang="en">{escape(book.title)}</span>'
    return "\n\n".join([f"## {book.number}. {title}", book.resume, more])


def plain(text: str) -> str:
    """Write a text so that Markdown takes no character of it as markup."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _text(name: str) -> str:
    """Read one of the site's standing texts."""
    return (TEXTS / name).read_text(encoding="utf-8")


def _raw(file: str) -> str:
    """Take a file of HTML into a page as it is."""
    return f"```{{raw}} html\n:file: {file}\n```\n"
