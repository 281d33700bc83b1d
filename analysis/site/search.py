"""What the search of a site can find: claims first, then questions, sources, notebooks, texts.

The page's own script (`static/search.js`) looks through these entries with MiniSearch, from a
folder and without a server. An entry is a list, since a name in front of each of its parts would
double the size: kind, title, text, address; where there is a page in French, its title, text and
address follow. So a French word finds the English page too, and the other way round.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from analysis.dossier.glossary import Term
from analysis.language.phrasebook import phrase
from analysis.site.evidence import Claim
from analysis.site.library import Room
from analysis.site.links import Shelf
from analysis.site.notebooks import Notebook, printed
from analysis.site.pages import Contents, Page
from analysis.site.questions import Question
from analysis.site.story import Chart
from analysis.site.words import words

Text = tuple[str, str, str]  # title, text, address
Entry = tuple[str, ...]  # kind, a text, and perhaps another in French
KINDS = ("claim", "question", "source", "notebook", "library", "glossary", "story")
_NOTE = re.compile(r'<a class="note".*?</a>')
_MARKS = re.compile(r"[*`]|^#+ |\]\([^)]*\)|\[(?=[^\]]*\]\()", re.MULTILINE)


def kind_names(lang: str) -> dict[str, str]:
    """Name the kinds of what can be found."""
    say = words(lang)
    names = say("Claim"), say("Question"), say("Source"), say("Notebook"), say("Library")
    return dict(zip(KINDS, (*names, say("Glossary"), say("Story")), strict=True))


def entries_of(english: Contents, french: Contents | None = None) -> Iterator[Entry]:
    """Yield what can be found in a dossier, in French too where its pages are."""
    other: dict[str, Text] = {}
    if french:
        other = {claim.id: _claim(claim, french.shelf) for claim in french.claims}
        other |= {asked.id: _question(asked, french.shelf) for asked in french.questions}
    for claim in english.claims:
        yield "claim", *_claim(claim, english.shelf), *other.get(claim.id, ())
    for question in english.questions:
        yield "question", *_question(question, english.shelf), *other.get(question.id, ())
    for source in english.sources:
        title = f"{source.publisher}, {source.facts['Published']}"
        yield "source", title, source.title, english.shelf.ids[source.id].href


def _claim(claim: Claim, shelf: Shelf) -> Text:
    """Write a claim as the search shows it; without French by its quote, where it has one."""
    told = claim.statement_lang == shelf.lang or not claim.quote
    parts = (claim.statement if told else "", claim.quote, claim.question, claim.id)
    title = phrase(
        shelf.lang,
        "{speaker}, {published}: {answer}",
        speaker=claim.speaker,
        published=claim.published,
        answer=claim.answer,
    )
    return title, " · ".join(filter(None, parts)), _address(shelf, claim.id)


def _question(question: Question, shelf: Shelf) -> Text:
    """Write a question as the search shows it."""
    text = f"{question.text} {question.definition}".strip()
    return question.label, text, _address(shelf, question.id)


def _address(shelf: Shelf, own: str) -> str:
    """Return where an id leads from the site's folder."""
    home = "" if shelf.lang == "en" else f"{shelf.lang}/"
    return home + shelf.ids[own].href


def entries_of_story(english: Page, french: Page | None) -> Iterator[Entry]:
    """Yield the chapters of the story, as the first page tells it in each language."""
    chapters = [_chapters(page) for page in (english, french) if page]
    for name, text in chapters[0].items():
        yield "story", *text, *(other for told in chapters[1:] for other in told.get(name, ()))


def _chapters(home: Page) -> dict[str, Text]:
    """Return the chapters of a first page by their ids."""
    told = home.given["story"]
    return {
        name: (title, _bare(pieces), f"{home.file}#{name}")
        for name, title, pieces in (told.chapters if told else ())
    }


def _bare(pieces: Iterable[Markup | Chart]) -> str:
    """Return the words of a chapter without charts and marks of notes."""
    texts = (_NOTE.sub("", piece) for piece in pieces if not isinstance(piece, Chart))
    return " ".join(Markup(text).striptags() for text in texts)


def entries_of_notebook(notebook: Notebook) -> Iterator[Entry]:
    """Yield the texts and tables of a notebook, each with the heading that it stands under."""
    for cell in notebook.cells:
        seen = " · ".join(map(printed, cell.outputs)) if cell.code else cell.source
        if seen.strip():
            title = f"Notebook {notebook.number}: {cell.heading or notebook.title}"
            yield "notebook", title, _plain(seen), f"{notebook.name}.html#{cell.id}"


def entries_of_glossary(terms: Iterable[Term], french: bool = False) -> Iterator[Entry]:
    """Yield the words of the glossary, in both languages."""
    for term in terms:
        href = f"glossary.html#{term.id}"
        text = f"{term.meaning} · {term.term_fr} : {term.meaning_fr}"
        own = (term.term_fr, f"{term.meaning_fr} · {term.term}", f"fr/{href}") if french else ()
        yield "glossary", term.term, text, href, *own


def entries_of_library(rooms: Iterable[Room]) -> Iterator[Entry]:
    """Yield the library's public names."""
    for room in rooms:
        for entry in room.entries:
            text = entry.doc.short_description or ""
            yield "library", entry.name, text, f"library.html#{entry.name}"


def index_script(entries: Iterable[Entry]) -> str:
    """Write the entries as a script, which a page may load from a folder."""
    packed = [[KINDS.index(kind), *texts] for kind, *texts in entries]
    data = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    # no entry can end the script, nor the line
    safe = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.ENTRIES = {safe};\n"


def _plain(text: str) -> str:
    """Return Markdown without its marks."""
    return " ".join(_MARKS.sub("", text).split())
