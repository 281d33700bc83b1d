"""Bring the catalogues of the library's words up to date: `make phrases`.

Every phrase in the code and the templates gets its entry, and one that nobody says any more loses
it. A phrase that was changed keeps its translation as *fuzzy*: look at it, mend it and take the
mark away; until then it counts as missing, as an empty one does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from analysis.language.phrasebook import DOMAIN, LANGUAGES, LOCALE

LIBRARY = Path(__file__).parents[1] / "analysis"
METHODS = [("**.py", "python"), ("site/templates/**.html", "jinja2")]
KEYWORDS = {"phrase": (2,), "plural": (2, 3), "say": (1,), "message": (1,)}
OTHERS = LANGUAGES[1:]  # English stands in the code


def said() -> Catalog:
    """Return every phrase that the library says, with the files that say it."""
    catalogue = Catalog()
    for file, _, words, _, _ in extract_from_dir(LIBRARY, METHODS, keywords=KEYWORDS):
        catalogue.add(words, locations=[(f"analysis/{file}", 0)])
    return catalogue


def file_of(lang: str, ending: str) -> Path:
    """Return where a catalogue lies."""
    return LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}{ending}"


def stored(lang: str) -> Catalog:
    """Read the catalogue of a language, as translators edit it."""
    with file_of(lang, ".po").open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as translators edit it."""
    text = io.BytesIO()
    write_po(
        text, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True
    )
    return text.getvalue()


def english(entry: Message) -> list[str]:
    """Return what an entry is in English: one text, or that for one and that for several."""
    return [entry.id] if isinstance(entry.id, str) else list(entry.id)


def translated(entry: Message) -> list[str]:
    """Return what an entry is in its catalogue's language: one text, or its plural forms."""
    text = entry.string or ""
    return [text] if isinstance(text, str) else list(text)


def of_pages(entry: Message) -> bool:
    """Return whether a page says it."""
    return any("/site/" in file for file, _ in entry.locations)


def unfinished(catalogue: Catalog) -> Iterator[str]:
    """Yield the phrases without a translation that someone has looked at."""
    for entry in catalogue:
        if entry.id and (entry.fuzzy or not all(translated(entry))):
            yield str(entry.id)


if __name__ == "__main__":
    for lang in OTHERS:
        catalogue = stored(lang)
        catalogue.update(said(), update_creation_date=False)
        file_of(lang, ".po").write_bytes(written(catalogue))
        file_of(lang, ".mo").write_bytes(compiled(catalogue))
        print(f"{lang}: {len(catalogue)} phrases")
        for missing in unfinished(catalogue):
            print(f"  without a translation: {missing}")
