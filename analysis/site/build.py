"""Build the site: stage its sources, let Sphinx build them, finish each page.

Usage: python -m report.build
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from analysis.dossier import load
from analysis.dossier.dossier import Dossier
from analysis.site.downloads import Downloads
from analysis.site.html import Finisher
from analysis.site.links import Shelf
from analysis.site.notebooks import Notebook, read
from analysis.site.pages import in_french, lead, write_data, write_pages

ROOT = Path(__file__).parents[2]
DATA, MAIN = ROOT / "data", "scopelec-orange"
STATIC = Path(__file__).parent / "static"
MADE_BY_US = "searchindex.js"
FRENCH_PAGE = "francais"
# 1.5 MB of icons as a script; the theme's style sheet has them as a font of 115 KB too
ICON_SCRIPT = re.compile(r"<script[^>]*/fontawesome\.js[^>]*></script>\s*")


def build(dossiers: Mapping[str, Dossier], notebooks: Iterable[Path], site: Path) -> Path:
    """Build the site.

    Parameters
    ----------
    dossiers : mapping of str to Dossier
        What the notebooks speak of, by the names of their folders; the first is the main one.
    notebooks : iterable of Path
        Stored notebooks, in the order of reading.
    site : Path
        Folder to build into; what an earlier build left there goes.

    Returns
    -------
    Path
        The page to open.

    Raises
    ------
    ValueError
        If the folder holds something else than an earlier build.
    StaleNotebookError
        If a notebook's code shows something else than the notebook stores.
    """
    books = [read(path) for path in notebooks]
    shelves = [Shelf(name, dossiers[name], name == next(iter(dossiers))) for name in dossiers]
    _refuse_others(site)
    with tempfile.TemporaryDirectory() as work:
        built = Path(work) / "site"
        downloads = Downloads(built / "downloads")
        finisher = Finisher(shelves, {book.name: book for book in books}, downloads)
        _write_downloads(shelves, books, downloads)
        print("Building the pages …", flush=True)
        source = Path(work) / "source"
        source.mkdir()
        write_pages(source, shelves, books)
        for book in books:
            _stage(book, source)
        _run_sphinx(
            source, built, Path(work) / "doctrees", _configuration(shelves[0].dossier), finisher
        )
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(built, site)
    return site / "index.html"


def _refuse_others(site: Path) -> None:
    """Refuse to replace anything but an earlier build."""
    if site.exists() and any(site.iterdir()) and not (site / MADE_BY_US).exists():
        raise ValueError(f"{site} holds something else than an earlier build; move it away")


def _write_downloads(shelves: list[Shelf], books: list[Notebook], downloads: Downloads) -> None:
    """Write all files that the pages offer."""
    downloads.folder.mkdir(parents=True)
    for book in books:
        print(f"Making the tables and figures of {book.path.name} …", flush=True)
        downloads.add(book)
    for shelf in shelves:
        write_data(downloads.folder, shelf)
    for figure in [*lead(books), *in_french(books)]:
        (downloads.folder / figure.file).write_bytes(figure.png)


def _stage(book: Notebook, source: Path) -> None:
    """Copy a notebook for the build: code folded, and an address for each cell of text."""
    staged = nbformat.from_dict(book.node)
    for cell in staged.cells[1:]:
        if cell.cell_type == "code":
            cell.metadata["tags"] = ["hide-input"]
        else:
            cell.source = f'<span id="{cell.id}"></span>\n\n{cell.source}'
    nbformat.write(staged, source / book.path.name)


def _run_sphinx(
    source: Path, built: Path, doctrees: Path, settings: dict[str, Any], finisher: Finisher
) -> None:
    """Let Sphinx build the pages, and finish each."""

    def name_cells(app: Sphinx, doctree: nodes.document, page: str) -> None:
        for cell in doctree.findall(nodes.container):
            if cell.get("nb_element") == "cell_code":
                cell["ids"] = [finisher.notebooks[page].cells[cell["cell_index"]].id]

    def finish(app: Sphinx, page: str, _: str, context: dict[str, Any], __: object) -> None:
        if page == FRENCH_PAGE:
            context["language"] = "fr"
        if page.startswith("evidence"):
            app.add_css_file("evidence.css")
        print(f"  {page}.html", flush=True)
        if "pagetitle" in context:  # the theme takes the tags off the title, then prints it raw
            context["pagetitle"] = escape(context["pagetitle"])
        if "body" in context:
            context["body"] = finisher.finish(page, context["body"])

    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            source, None, built, doctrees, "html", settings, status=None, warningiserror=True
        )
        app.connect("doctree-resolved", name_cells)
        app.connect("html-page-context", finish, priority=900)  # after the theme's own
        app.build(force_all=True)
    if app.statuscode:
        raise RuntimeError("Sphinx warns of something above; the site was not replaced")
    for page in built.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        page.write_text(ICON_SCRIPT.sub("", html), encoding="utf-8", newline="\n")
    (built / "_static" / "scripts" / "fontawesome.js").unlink()


def _configuration(dossier: Dossier) -> dict[str, Any]:
    """Give Sphinx's settings: nothing is run, and nothing is loaded from elsewhere."""
    title = escape(dossier.about.title)
    return {
        "project": title,
        "html_title": title,
        "extensions": ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"],
        "nb_execution_mode": "off",
        "nb_code_prompt_show": "Show the code",
        "nb_code_prompt_hide": "Fold the code",
        "myst_heading_anchors": 3,
        "html_theme": "sphinx_book_theme",
        "html_theme_options": {
            "use_download_button": False,
            "navbar_persistent": [],
            "footer_content_items": [],
            "show_toc_level": 2,
        },
        "html_context": {"default_mode": "auto"},
        "html_static_path": [str(STATIC)],
        "html_css_files": ["report.css"],
        "html_js_files": ["report.js"],
        "html_copy_source": False,
        "html_use_index": False,
        # the summaries would be read by requests, which browsers refuse from disk
        "html_show_search_summary": False,
        "autodoc_typehints": "none",
        "napoleon_google_docstring": False,
        "napoleon_use_rtype": False,
    }


def main() -> None:
    """Build the repository's own site."""
    names = [MAIN, *sorted(path.parent.name for path in DATA.glob("*/dossier.toml"))]
    dossiers = {name: load(DATA / name) for name in names}
    page = build(dossiers, sorted((ROOT / "notebooks").glob("*.ipynb")), ROOT / "site")
    print(f"\nThe site is built. Open {page}")


if __name__ == "__main__":
    main()
