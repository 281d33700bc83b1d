"""Build the site of a dossier: every page, every download, from a folder and without a server."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.dossier import Dossier, load
from analysis.dossier.about import ABOUT
from analysis.dossier.glossary import glossary
from analysis.dossier.schemas import columns_of
from analysis.exchange import FORMATS
from analysis.site import pages
from analysis.site.blocks import Picture
from analysis.site.library import rooms
from analysis.site.links import Shelf, links_of
from analysis.site.notebooks import FRENCH, Notebook, read
from analysis.site.pages import Page, Shows
from analysis.site.render import STATIC, french_spaces, render
from analysis.site.replay import replay
from analysis.site.runnable.attach import attach, cache_of, own_page, running
from analysis.site.runnable.parts import Cache
from analysis.site.search import (
    entries_of,
    entries_of_glossary,
    entries_of_library,
    entries_of_notebook,
    index_script,
)
from analysis.site.sections import Say

MANIFEST = "files.json"  # names all that a build owns
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
ARCHIVE = "dossier.zip"
TABLES = ("claims", "questions", "sources")


@dataclass(frozen=True)
class Site:
    """What a site is made of."""

    folder: Path
    shelves: list[Shelf]  # the main dossier first, then others that its notebooks speak of
    notebooks: list[Notebook]
    shown: Shows
    cache: Cache | None = None  # of what a browser needs to run the notebooks


def build_site(
    folder: Path,
    site: Path,
    notebooks: Path | None = None,
    progress: Say = lambda message: None,
    runnable: Path | None = None,
) -> Path:
    """Build the reading edition of a dossier.

    Parameters
    ----------
    folder : Path
        The dossier's folder.
    site : Path
        Folder to build into; what an earlier build left there is replaced as a whole.
    notebooks : Path, optional
        Folder of notebooks that speak of the dossier, in the order of their names. Other dossiers
        beside `folder` that they name get pages of their evidence too.
    progress : callable, optional
        Called with a line of text before each step.
    runnable : Path, optional
        The cache from which the pages get what they need to run Python in a browser. If it lacks
        something, that is said, and the pages do without.

    Returns
    -------
    Path
        The page to open.

    Raises
    ------
    DossierError
        If a dossier is at fault.
    ValueError
        If `site` holds something else than an earlier build, or a notebook is none.
    StaleNotebookError
        If a notebook's code shows something else than the notebook stores.
    """
    _refuse_others(site)
    books = [read(path) for path in sorted(notebooks.glob("*.ipynb"))] if notebooks else []
    shelves, cache = _shelves(folder, books), cache_of(runnable, progress)
    made = Site(folder, shelves, books, _replay_all(books, progress), cache)
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=".site-") as work:
        built = Path(work) / "site"
        _write(made, built, progress)
        _replace(site, built, Path(work) / "old")
    return site / "index.html"


def _shelves(folder: Path, notebooks: Iterable[Notebook]) -> list[Shelf]:
    """Load the dossier, and those beside it that the notebooks name."""
    own = folder.resolve()
    named = [
        other.parent
        for other in sorted(own.parent.glob(f"*/{ABOUT}"))
        if other.parent != own and any(book.names(other.parent.name) >= 0 for book in notebooks)
    ]
    return [
        Shelf(path.name, load(folder if path == own else path), path == own, path)
        for path in [own, *named]
    ]


def _replay_all(notebooks: Iterable[Notebook], progress: Say) -> Shows:
    """Run the notebooks' code once more for their tables and figures."""
    shown = {}
    for book in notebooks:
        progress(f"Making the tables and figures of {book.path.name} …")
        shown[book.name] = replay(book)
    return shown


def _write(site: Site, folder: Path, progress: Say) -> None:
    """Write all files of a site into an empty folder."""
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    for shelf in site.shelves:
        _write_tables(downloads, shelf.dossier, shelf.suffix)
    _write_exports(downloads, site.shelves[0].dossier)
    for book in site.notebooks:
        _write_shown(downloads, book, site.shown)
    shutil.copytree(STATIC, folder / "static")
    progress("Writing the pages …")
    everything = [pages.contents_of(shelf, site.notebooks) for shelf in site.shelves]
    reference, words = rooms(), glossary(site.shelves[0].dossier)
    entries = [
        *(
            e
            for c in everything
            for e in entries_of(c.claims, c.questions, c.sources, c.shelf.suffix)
        ),
        *(e for book in site.notebooks for e in entries_of_notebook(book)),
        *entries_of_glossary(words),
        *entries_of_library(reference),
    ]
    _write_text(folder / "static" / "entries.js", index_script(entries))
    made = [*_pages(site, everything), pages.glossary_page(words), pages.library_page(reference)]
    if site.cache:
        progress("Adding what the pages need to run Python …")
        books = [(book, pages.links_for(site.shelves, book)) for book in site.notebooks]
        attach(site.cache, folder, site.shelves, books)
        made = [running(p) if p.template == "notebook.html" else p for p in [*made, own_page()]]
    for page in made:
        _write_page(folder, page, made, site)
    owned = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    _write_text(folder / MANIFEST, json.dumps(owned, indent=1) + "\n")


def _pages(site: Site, everything: list[pages.Contents]) -> list[Page]:
    """Make all pages but the reference."""
    dossier, books, links = site.shelves[0].dossier, site.notebooks, pages.links_for(site.shelves)
    found = [
        pages.home_page(everything[0], site.folder, books, site.shown, links),
        *(
            pages.notebook_page(book, site.shown, pages.links_for(site.shelves, book))
            for book in books
        ),
        pages.details_page(dossier, links),
        *(
            page
            for contents in everything
            for page in pages.evidence_pages(contents, links_of([contents.shelf, *site.shelves]))
        ),
        pages.about_page(dossier, _files(dossier), links),
        pages.guide_page(),
        pages.search_page(),
    ]
    if_any = (
        pages.article_page(everything[0], links),
        pages.french_page(everything[0], site.folder, books, site.shown, links),
    )
    return [*found, *(page for page in if_any if page)]


def _write_page(folder: Path, page: Page, made: list[Page], site: Site) -> None:
    """Fill a page's template."""
    files = {other.file for other in made}
    html = render(
        page.template,
        page.links,
        title=page.title,
        description=f"{page.title}. {site.shelves[0].dossier.about.title}.",
        policy=page.policy or POLICY,
        page=page,
        case=site.shelves[0].dossier.about,
        menu=[(file, words) for file, words in _MENU.items() if file in files],
        books=[(book.name, book.number, book.title) for book in site.notebooks],
        cases=[
            (shelf.suffix, shelf.dossier.about.title.partition(":")[0])
            for shelf in site.shelves[1:]
        ],
        **page.given,
    )
    _write_text(folder / page.file, french_spaces(html) if page.lang == FRENCH else html)


def _files(dossier: Dossier) -> list[tuple[str, str]]:
    """Name the files of the main dossier that a reader may take along, and what each is."""
    tables = [(f"{name}.csv", f"the {name} as coded") for name in (*TABLES, *_more(dossier))]
    return [*tables, *((file, words) for file, _, words in _EXPORTS), (ARCHIVE, "all of these")]


def _more(dossier: Dossier) -> list[str]:
    """Name the optional tables that a dossier has and a reader may want."""
    return [name for name in ("corrections", "audit") if len(dossier.table(name))]


def _write_exports(folder: Path, dossier: Dossier) -> None:
    """Offer the dossier in the formats of other tools, and everything in one archive."""
    for file, form, _ in _EXPORTS:
        (folder / file).write_bytes(FORMATS[form](dossier).encode())
    with zipfile.ZipFile(folder / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, _ in _files(dossier)[:-1]:
            entry = zipfile.ZipInfo(file, date_time=(1980, 1, 1, 0, 0, 0))  # no clock
            archive.writestr(entry, (folder / file).read_bytes(), zipfile.ZIP_DEFLATED)


_EXPORTS = (
    ("sources.bib", "bibtex", "the sources for a reference manager"),
    ("sources.csl.json", "csl-json", "the sources for Zotero"),
    ("events.ics", "icalendar", "the events for a calendar"),
    ("timeline.json", "timelinejs", "the events for a timeline on a web page"),
    ("dossier.jsonld", "jsonld", "everything as linked data"),
)


def _write_tables(folder: Path, dossier: Dossier, suffix: str) -> None:
    """Offer a dossier's main tables, as they were coded."""
    for name in (*TABLES, *_more(dossier)):
        table = dossier.table(name)[columns_of(name)]
        table.to_csv(
            folder / f"{name}{suffix}.csv", index=False, encoding="utf-8-sig", lineterminator="\n"
        )


def _write_shown(folder: Path, notebook: Notebook, shown: Shows) -> None:
    """Offer a notebook, its tables as CSV and its figures as SVG."""
    (folder / notebook.path.name).write_bytes(notebook.path.read_bytes())
    for cell in notebook.cells:
        given = shown[notebook.name].get(cell.id)
        if given is None:
            continue
        for item, (_, second) in zip(
            pages.named_items(notebook, cell, given), given.items, strict=True
        ):
            if isinstance(item, Picture):
                assert isinstance(second, bytes)
                (folder / item.file).write_bytes(second)
                # drawn by lines a figure may weigh more than a page: the page shows its pixels
                (folder / item.file).with_suffix(".png").write_bytes(item.png)
            else:
                _write_csv(item.frame, folder / item.file)


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    """Save a table with its numbers uncut and its lists as words."""
    words = table.map(lambda cell: ";".join(map(str, cell)) if isinstance(cell, list) else cell)
    # a byte-order mark, by which spreadsheets know that accents are UTF-8
    words.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _write_text(path: Path, text: str) -> None:
    """Write a text with the same line ends everywhere."""
    path.write_text(text, encoding="utf-8", newline="\n")


def _refuse_others(site: Path) -> None:
    """Refuse to replace anything but what an earlier build made."""
    if not site.exists():
        return
    try:
        owned = set(json.loads((site / MANIFEST).read_text(encoding="utf-8"))) | {MANIFEST}
    except (OSError, ValueError):
        owned = set()
    present = (path for path in site.rglob("*") if path.is_file())
    strange = next((p for p in present if str(p.relative_to(site)) not in owned), None)
    if strange is not None:
        raise ValueError(
            f"{site} holds something else than an earlier build ({strange.name}); "
            "move it away, or name another folder"
        )


def _replace(site: Path, built: Path, old: Path) -> None:
    """Put the new folder in the place of the old one."""
    if site.exists():
        site.rename(old)
    try:
        built.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise


_MENU = {
    "index.html": "The case",
    "article.html": "The article, checked",
    "details.html": "What stands",
    "questions.html": "Questions",
    "evidence.html": "Claims",
    "sources.html": "Sources",
    "glossary.html": "Glossary",
    "about.html": "About",
    "own-case.html": "A case of your own",
    "your-dossier.html": "Your own dossier",
    "library.html": "The library",
    "francais.html": "Français",
    "search.html": "Search",
}
