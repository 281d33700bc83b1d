"""What the search of a site can find: claims first, then questions, sources, notebooks, texts.

The page's own script (`static/search.js`) looks through these entries with MiniSearch, from a
folder and without a server. An entry is a list, since a name in front of each of its parts would
double the size: kind, title, text, address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from analysis.dossier.glossary import Term
from analysis.site.evidence import Claim, Source
from analysis.site.library import Room
from analysis.site.notebooks import Notebook, printed
from analysis.site.questions import Question

Entry = tuple[str, str, str, str]
KINDS = ("claim", "question", "source", "notebook", "library", "glossary")
_MARKS = re.compile(r"[*`]|^#+ |\]\([^)]*\)|\[(?=[^\]]*\]\()", re.MULTILINE)


def entries_of(
    claims: Iterable[Claim], questions: Iterable[Question], sources: Iterable[Source], suffix: str
) -> Iterator[Entry]:
    """Yield what can be found in a dossier."""
    for claim in claims:
        title = f"{claim.speaker}, {claim.published}: {claim.answer}"
        text = " · ".join(filter(None, (claim.statement, claim.quote, claim.question, claim.id)))
        yield "claim", title, text, f"evidence{suffix}.html#claim-{claim.id}"
    for question in questions:
        text = f"{question.text} {question.definition}".strip()
        yield "question", question.label, text, f"questions{suffix}.html#question-{question.id}"
    for source in sources:
        title = f"{source.publisher}, {source.facts['Published']}"
        yield "source", title, source.title, f"sources{suffix}.html#source-{source.id}"


def entries_of_notebook(notebook: Notebook) -> Iterator[Entry]:
    """Yield the texts and tables of a notebook, each with the heading that it stands under."""
    for cell in notebook.cells:
        seen = " · ".join(map(printed, cell.outputs)) if cell.code else cell.source
        if seen.strip():
            title = f"Notebook {notebook.number}: {cell.heading or notebook.title}"
            yield "notebook", title, _plain(seen), f"{notebook.name}.html#{cell.id}"


def entries_of_glossary(terms: Iterable[Term]) -> Iterator[Entry]:
    """Yield the words of the glossary, in both languages."""
    for term in terms:
        text = f"{term.meaning} · {term.term_fr} : {term.meaning_fr}"
        yield "glossary", term.term, text, f"glossary.html#{term.id}"


def entries_of_library(rooms: Iterable[Room]) -> Iterator[Entry]:
    """Yield the library's public names."""
    for room in rooms:
        for entry in room.entries:
            text = entry.doc.short_description or ""
            yield "library", entry.name, text, f"library.html#{entry.name}"


def index_script(entries: Iterable[Entry]) -> str:
    """Write the entries as a script, which a page may load from a folder."""
    packed = [[KINDS.index(kind), title, text, href] for kind, title, text, href in entries]
    data = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    # no entry can end the script, nor the line
    safe = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.ENTRIES = {safe};\n"


def _plain(text: str) -> str:
    """Return Markdown without its marks."""
    return " ".join(_MARKS.sub("", text).split())
