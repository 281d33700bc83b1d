"""Add to a site what its pages need to run Python: the parts, the library, the dossiers."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import analysis
from analysis.site.links import Links, Shelf
from analysis.site.notebooks import Notebook
from analysis.site.pages import Page
from analysis.site.runnable.driver import versions
from analysis.site.runnable.pack import HERE, SITE_PACKAGES, part_script, text_script
from analysis.site.runnable.parts import PACKED, Cache, MissingPartError

# What a page that runs Python may do beyond the others: compile it, and start it apart from itself.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; "
    "style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
FOLDER = "runnable"
WORK = "/case"
_LIBRARY = (
    "*.py",
    "*.csv",
    "*.json",
    "*.md",
    "*.mo",
    "*.toml",
    "site/templates/*",
    "site/texts/*",
    "site/static/style.css",
)
_PLACE = re.compile(r"""["']((?:\.\./)*[\w.-]+(?:/[\w.-]+)*)/?["']""")  # a path in a cell's code


def cache_of(folder: Path | None, say: Callable[[str], None]) -> Cache | None:
    """Return the cache that a site is to take its parts from, or say what it lacks.

    Parameters
    ----------
    folder : Path, optional
        The cache's folder; without one the site's pages do not run Python.
    say : callable
        Told which file is missing or is another one than the lock's.
    """
    if folder is None:
        return None
    cache = Cache(folder)
    try:
        cache.check()
    except MissingPartError as error:
        say(f"The notebooks will not run in browsers. {error}. `make runnable` fills the cache.")
        return None
    return cache


def running(page: Page) -> Page:
    """Let a page run Python."""
    words = ", ".join(f"{name} {number}" for name, number in versions().items())
    return replace(page, policy=POLICY, given={**page.given, "stored_by": words})


def own_page() -> Page:
    """Write the page that checks a reader's own dossier."""
    page = Page("your-dossier.html", "Your own dossier", "your-dossier.html", Links({}), {})
    return running(page)


def attach(
    cache: Cache, site: Path, shelves: list[Shelf], notebooks: list[tuple[Notebook, Links]]
) -> None:
    """Write the scripts and the parts into a site's folder.

    Parameters
    ----------
    cache : Cache
    site : Path
        The site's folder.
    shelves : list of Shelf
        The dossiers that the notebooks may load.
    notebooks : list of pairs
        Each notebook with the links of its page.
    """
    folder = site / FOLDER
    shutil.copytree(HERE / "static", folder, ignore=shutil.ignore_patterns("worker.js"))
    for part in PACKED:
        shutil.copyfile(cache.part(part), folder / f"{part}.js")
    worker = (HERE / "static" / "worker.js").read_text(encoding="utf-8")
    _write(folder, "worker", text_script("worker", worker))
    files = dict(_library()) | dict(_beside(shelves, [book for book, _ in notebooks]))
    _write(folder, "project", part_script("project", files))
    for book, links in notebooks:
        _write(folder, book.name, part_script(book.name, _stored(book, links)))


def _write(folder: Path, name: str, script: str) -> None:
    """Save a part."""
    (folder / f"{name}.js").write_text(script, encoding="utf-8", newline="\n")


def _library() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the library, as a browser finds them."""
    home = Path(analysis.__file__).parent
    found = {path for pattern in _LIBRARY for path in home.rglob(pattern) if path.is_file()}
    for path in sorted(found):
        yield f"{SITE_PACKAGES}/analysis/{path.relative_to(home).as_posix()}", path.read_bytes()


def _beside(shelves: Iterable[Shelf], notebooks: list[Notebook]) -> Iterator[tuple[str, bytes]]:
    """Yield the dossiers, and the other files that the notebooks' code names."""
    if not notebooks:
        return
    home = notebooks[0].path.parent.resolve()
    places = {shelf.folder.resolve() for shelf in shelves} | {home / "texts"}
    for book in notebooks:
        named = (_PLACE.findall(cell.source) for cell in book.cells if cell.code)
        places |= {(home / place).resolve() for found in named for place in found if "/" in place}
    for place in sorted(place for place in places if place.exists()):
        for path in sorted(place.rglob("*")) if place.is_dir() else _family(place):
            if path.is_file():
                yield _in_browser(path, home), path.read_bytes()


def _family(place: Path) -> list[Path]:
    """Return a file that a notebook names, with those that explain it."""
    return sorted(place.parent.glob(f"{place.stem}.*"))


def _in_browser(path: Path, home: Path) -> str:
    """Return where a file stands in the browser: as it stands to the notebooks here."""
    return os.path.normpath(f"{WORK}/notebooks/{Path(os.path.relpath(path, home)).as_posix()}")


def _stored(book: Notebook, links: Links) -> dict[str, bytes]:
    """Return a notebook without its pixels, and where its ids lead."""
    stored: dict[str, Any] = json.loads(book.path.read_text(encoding="utf-8"))
    for cell in stored["cells"]:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output["data"]["image/png"] = ""
    known = {own: [link.href, link.words, link.name] for own, link in links.known.items()}
    return {
        f"{WORK}/notebooks/{book.path.name}": json.dumps(stored).encode(),
        f"{WORK}/links.json": json.dumps(known).encode(),
    }
