"""Build the site of a dossier: every page, every download, from a folder and without a server."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.dossier import Dossier, load
from analysis.dossier.about import ABOUT, About
from analysis.dossier.glossary import Term, glossary
from analysis.dossier.offering import csv_of
from analysis.dossier.saving import built_folder, refuse_others
from analysis.dossier.schemas import stored_columns
from analysis.dossier.translations import in_language, lacking
from analysis.exchange import FORMATS
from analysis.language.answers import to_day
from analysis.language.phrasebook import message, with_spaces
from analysis.language.words import say_day
from analysis.site import pages
from analysis.site.blocks import Picture
from analysis.site.compendium import FILE as COMPENDIUM
from analysis.site.compendium import to_compendium
from analysis.site.library import rooms
from analysis.site.links import Shelf, links_of
from analysis.site.manifest import MANIFEST, Made, codecheck, texts_of
from analysis.site.notebooks import Notebook, read
from analysis.site.pages import Page, Shows
from analysis.site.preview import preview
from analysis.site.render import STATIC, french_spaces, render
from analysis.site.replay import replay
from analysis.site.runnable.attach import attach, cache_of, own_page, running
from analysis.site.runnable.parts import Cache
from analysis.site.search import (
    entries_of,
    entries_of_glossary,
    entries_of_library,
    entries_of_notebook,
    entries_of_story,
    index_script,
    kind_names,
)
from analysis.site.sections import Progress
from analysis.site.story import story_of
from analysis.site.verdicts import hanging_of
from analysis.site.whatif import what_if_page
from analysis.site.words import FRENCH, words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
ARCHIVE = "dossier.zip"
TABLES = ("claims", "questions", "sources")
_CODED = {
    "claims": message("the claims as coded"),
    "questions": message("the questions as coded"),
    "sources": message("the sources as coded"),
    "corrections": message("the corrections as coded"),
    "audit": message("the audit as coded"),
}


@dataclass(frozen=True)
class Site:
    """What a site is made of."""

    folder: Path
    shelves: list[Shelf]  # the main dossier first, then others that its notebooks speak of
    notebooks: list[Notebook]
    shown: Shows
    cache: Cache | None = None  # of what a browser needs to run the notebooks
    home: Path | None = None  # of the notebooks


def build_site(
    folder: Path,
    site: Path,
    notebooks: Path | None = None,
    progress: Progress = lambda message: None,
    runnable: Path | None = None,
) -> Path:
    """Build the reading edition of a dossier.

    Parameters
    ----------
    folder : Path
        The dossier's folder.
    site : Path
        Folder to build into; what an earlier build left there is replaced, all else stays.
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
        If `site` holds something and no earlier build, or a notebook is none.
    StaleNotebookError
        If a notebook's code shows something else than the notebook stores.
    """
    refuse_others(site)
    books = [read(path) for path in sorted(notebooks.glob("*.ipynb"))] if notebooks else []
    shelves, cache = _shelves(folder, books), cache_of(runnable, progress)
    made = Site(folder, shelves, books, _replay_all(books, progress), cache, notebooks)
    with built_folder(site) as built:
        _write(made, built, progress)
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


def _replay_all(notebooks: Iterable[Notebook], progress: Progress) -> Shows:
    """Run the notebooks' code once more for their tables and figures."""
    shown = {}
    for book in notebooks:
        progress(f"Making the tables and figures of {book.path.name} …")
        shown[book.name] = replay(book)
    return shown


def _write(site: Site, folder: Path, progress: Progress) -> None:
    """Write all files of a site into an empty folder."""
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    for shelf in site.shelves:
        _write_tables(downloads, shelf.dossier, shelf.suffix)
    _write_exports(downloads, site.shelves[0].dossier)
    if site.home:
        (downloads / COMPENDIUM).write_bytes(to_compendium(site.folder, site.home))
    shown = [one for book in site.notebooks for one in _write_shown(downloads, book, site.shown)]
    if shown:
        _write_text(downloads / MANIFEST, codecheck(shown))
    shutil.copytree(STATIC, folder / "static")
    progress("Writing the pages …")
    everything = [pages.contents_of(shelf, site.notebooks) for shelf in site.shelves]
    french = _in_french(site, progress)
    terms = glossary(site.shelves[0].dossier)
    editions = [_edition(site, contents, terms) for contents in (everything[0], french) if contents]
    made = [*_pages(site, everything), *(page for edition in editions for page in edition)]
    homes = [edition[0] for edition in editions]
    entries = [
        *entries_of(everything[0], french),
        *(entry for contents in everything[1:] for entry in entries_of(contents)),
        *entries_of_story(homes[0], homes[1] if french else None),
        *(entry for book in site.notebooks for entry in entries_of_notebook(book)),
        *entries_of_glossary(terms, bool(french)),
        *entries_of_library(rooms()),
    ]
    _write_text(folder / "static" / "entries.js", index_script(entries))
    dossier = site.shelves[0].dossier
    drawn = preview(dossier, story_of(dossier, site.folder))
    (folder / "static" / "preview.png").write_bytes(drawn)
    if site.cache:
        progress("Adding what the pages need to run Python …")
        books = [(book, pages.links_for(site.shelves, book)) for book in site.notebooks]
        attach(site.cache, folder, site.shelves, books)
        made = [running(p) if p.template == "notebook.html" else p for p in [*made, own_page()]]
    for name in {page.file.rpartition("/")[0] for page in made}:
        (folder / name).mkdir(exist_ok=True)
    for page in made:
        write_page(folder, page, made, site)


def _in_french(site: Site, progress: Progress) -> pages.Contents | None:
    """Put the main dossier into French, if it has the French of all that the French pages show."""
    shelf = site.shelves[0]
    missing = lacking(shelf.dossier, FRENCH)
    if not missing:
        return pages.contents_of(replace(shelf, dossier=in_language(shelf.dossier, FRENCH)), ())
    if len(shelf.dossier.table("translations")):
        progress(
            f"No pages in French: translations.csv lacks {len(missing)} of the texts that they "
            f"would show, first {missing[0]!r}."
        )
    return None


def _edition(site: Site, contents: pages.Contents, terms: list[Term]) -> list[Page]:
    """Make the pages that there are in every language."""
    dossier, lang = contents.shelf.dossier, contents.shelf.lang
    links = pages.links_for(site.shelves) if lang == "en" else links_of([contents.shelf])
    article = pages.article_page(contents, links, site.shelves[0].dossier.derived(hanging_of))
    return [
        pages.home_page(contents, site.folder, site.notebooks, site.shown, links),
        *([article] if article else []),
        what_if_page(dossier, site.folder, links, site.notebooks),
        pages.questions_page(contents, links),
        pages.glossary_page(terms, lang),
        pages.about_page(dossier, _files(dossier, whole=site.home is not None), links),
        pages.search_page(kind_names(lang), lang),
    ]


def _pages(site: Site, everything: list[pages.Contents]) -> list[Page]:
    """Make the pages that there are in English alone, but the reference."""
    books, links = site.notebooks, pages.links_for(site.shelves)
    own_links = [links_of([contents.shelf, *site.shelves]) for contents in everything]
    found = [
        *(
            pages.notebook_page(book, site.shown, pages.links_for(site.shelves, book))
            for book in books
        ),
        pages.details_page(site.shelves[0].dossier, links),
        *pages.guide_pages(),
        pages.library_page(rooms()),
    ]
    for contents, own in zip(everything, own_links, strict=True):
        found += pages.evidence_pages(contents, own)
        if not contents.shelf.main:
            found.append(pages.questions_page(contents, own))
    if_any = (
        pages.timeline_page(everything[0], links),
        pages.teach_page(everything[0], site.folder, links),
    )
    return [*found, *(page for page in if_any if page)]


def write_page(folder: Path, page: Page, made: list[Page], site: Site) -> None:
    """Fill a page's template."""
    files, say = {other.file for other in made}, words(page.lang)
    about = site.shelves[0].dossier.about
    if page.lang != "en":
        about = in_language(site.shelves[0].dossier, page.lang).about
    title = page.title if page.title == about.title else f"{page.title} · {about.title}"
    menu = [file for file in _MENU if file in files]
    own = [file for file in menu if page.lang == "en" or f"{page.lang}/{file}" in files]
    first = _FIRST if "evidence.html" in own else (*_FIRST, "questions.html")

    def to(file: str) -> str:
        name, _, anchor = file.partition("#")
        home = "" if f"{page.lang}/{name}" in files else page.root
        return f"{home}{name}#{anchor}" if anchor else f"{home}{name}"

    description = page.description or f"{page.title}. {about.title}."
    html = render(
        page.template,
        page.links,
        page.lang,
        title=page.title,
        head_title=title,
        description=with_spaces(description) if page.lang == FRENCH else description,
        policy=page.policy or POLICY,
        address=_address(about),
        page=page,
        case=about,
        collected=say_day(to_day(str(about.collected)), page.lang),
        to=to,
        menu=[(file, say(_MENU[file])) for file in own if file in first],
        more=[(file, say(_MENU[file])) for file in own if file not in first],
        elsewhere=[(file, say(_MENU[file])) for file in menu if file not in own],
        other=_in_other_language(page, files),
        books=[(book.name, book.number, book.title) for book in site.notebooks],
        **page.given,
    )
    _write_text(folder / page.file, french_spaces(html) if page.lang == FRENCH else html)


def _in_other_language(page: Page, files: set[str]) -> tuple[str, bool] | None:
    """Name the page to switch to, and tell whether it is this same page in the other language."""
    if page.lang != "en":
        return page.root + page.name, True
    if f"{FRENCH}/index.html" not in files:
        return None
    twin = f"{FRENCH}/{page.name}"
    return (twin, True) if twin in files else (f"{FRENCH}/index.html", False)


def _address(about: About) -> str:
    """Return the address at which the site will stand, if it is known, with its last slash."""
    return about.address.rstrip("/") + "/" if about.address else ""


def _files(dossier: Dossier, *, whole: bool = False) -> list[tuple[str, str]]:
    """Name the files that a reader may take along, and what each is."""
    say = words(dossier.lang)
    tables = [(f"{name}.csv", say(_CODED[name])) for name in (*TABLES, *_more(dossier))]
    exports = [(file, say(what)) for file, _, what in _EXPORTS]
    packed = [(ARCHIVE, say("all of these"))]
    if whole:
        packed.append((COMPENDIUM, say("data, notebooks and library, packed for an archive")))
    return [*tables, *exports, *packed]


def _more(dossier: Dossier) -> list[str]:
    """Name the optional tables that a dossier has and a reader may want."""
    return [name for name in ("corrections", "audit") if len(dossier.table(name))]


def _write_exports(folder: Path, dossier: Dossier) -> None:
    """Offer the dossier in the formats of other tools, and everything in one archive."""
    for file, form, _ in _EXPORTS:
        held = dossier.derived(FORMATS[form])  # the crate holds most of them again
        (folder / file).write_bytes(held.encode() if isinstance(held, str) else held)
    with zipfile.ZipFile(folder / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, _ in _files(dossier)[:-1]:
            entry = zipfile.ZipInfo(file, date_time=(1980, 1, 1, 0, 0, 0))  # no clock
            archive.writestr(entry, (folder / file).read_bytes(), zipfile.ZIP_DEFLATED)


_EXPORTS = (
    ("sources.bib", "bibtex", message("the sources for a reference manager")),
    ("sources.csl.json", "csl-json", message("the sources for Zotero")),
    ("sources.ris", "ris", message("the sources for EndNote, Mendeley and others")),
    ("events.ics", "icalendar", message("the events for a calendar")),
    ("timeline.json", "timelinejs", message("the events for a timeline on a web page")),
    ("dossier.jsonld", "jsonld", message("everything as linked data")),
    ("dispute.argdown", "argdown", message("what is said for and against, for an argument map")),
    ("ro-crate.zip", "ro-crate", message("everything packed for an archive")),
)


def _write_tables(folder: Path, dossier: Dossier, suffix: str) -> None:
    """Offer a dossier's main tables, as they were coded."""
    for name in (*TABLES, *_more(dossier)):
        table = dossier.table(name)
        (folder / f"{name}{suffix}.csv").write_bytes(csv_of(table[stored_columns(name, table)]))


def _write_shown(folder: Path, notebook: Notebook, shown: Shows) -> list[Made]:
    """Offer a notebook, its tables as CSV and its figures as SVG; return what each is made by."""
    (folder / notebook.path.name).write_bytes(notebook.path.read_bytes())
    made = list(texts_of(notebook))
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
                if item.narrow:
                    (folder / item.file).with_suffix(".narrow.png").write_bytes(item.narrow)
            else:
                (folder / item.file).write_bytes(csv_of(item.frame))
            what = "figure" if isinstance(item, Picture) else "table"
            content = (folder / item.file).read_bytes()
            made.append(Made(item.file, what, notebook.path.name, cell.id, content))
    return made


def _write_text(path: Path, text: str) -> None:
    """Write a text with the same line ends everywhere."""
    path.write_text(text, encoding="utf-8", newline="\n")


_MENU = {
    "index.html": message("The case"),
    "article.html": message("The article, checked"),
    "what-if.html": message("What if?"),
    "timeline.html": message("Timeline"),
    "evidence.html": message("Evidence"),
    "questions.html": message("Questions"),
    "search.html": message("Search"),
    "details.html": message("What stands"),
    "sources.html": message("Sources"),
    "glossary.html": message("Glossary"),
    "teach.html": message("Teach"),
    "about.html": message("About"),
    "own-case.html": message("A case of your own"),
    "screen.html": message("Screen your suppliers"),
    "cluster.html": message("From one file to a cluster"),
    "your-dossier.html": message("Your own dossier"),
    "library.html": message("The library"),
}
# what the menu shows at once; the others are under "More"
_FIRST: tuple[str, ...] = (
    "index.html",
    "article.html",
    "what-if.html",
    "timeline.html",
    "evidence.html",
    "search.html",
)
