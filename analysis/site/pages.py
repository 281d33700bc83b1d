"""The pages of a site: what each is called, and what its template is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis.columns import COLUMNS
from analysis.dossier import Dossier
from analysis.dossier.glossary import Term
from analysis.language.answers import Kind
from analysis.language.phrasebook import phrase, word
from analysis.site.about import about_of
from analysis.site.article import statements_of
from analysis.site.blocks import Picture, Table
from analysis.site.event_list import events_of
from analysis.site.evidence import Claim, Source, claims_of, sources_of, uses_of
from analysis.site.library import Room
from analysis.site.links import Links, Shelf, links_of
from analysis.site.notebooks import Cell, Notebook
from analysis.site.outputs import blocks_of, in_its_language
from analysis.site.questions import Question, questions_of
from analysis.site.render import HERE, NOTE, TEXTS, markdown, python_code
from analysis.site.replay import Shown
from analysis.site.sections import disputed, excluding, happened, how_long, opening, rests_on
from analysis.site.story import Chart, story_of
from analysis.site.teach import exercises_of
from analysis.site.verdicts import Hanging
from analysis.site.words import FRENCH

_MARK = re.compile(r"\s?\[c:([^\]]+)\]")
_WORDS_A_MINUTE = 120  # read slowly, with a look at who says so
FINDINGS = 3  # the first notebooks answer the questions that the project set out with


@dataclass(frozen=True)
class Page:
    """A page: its file, its title, its template, and what that is given."""

    file: str
    title: str
    template: str
    links: Links
    given: dict[str, Any]
    lang: str = "en"
    description: str = ""  # for previews of links; without one, the titles
    policy: str = ""  # of its own, where it differs from the others'

    @property
    def name(self) -> str:
        """Its file without the folder of its language: the same in all languages."""
        return self.file.rpartition("/")[2]

    @property
    def root(self) -> str:
        """The way from the page to the folder of the site."""
        return "../" * self.file.count("/")


def page_in(
    lang: str,
    name: str,
    title: str,
    template: str,
    links: Links,
    given: dict[str, Any],
    description: str = "",
) -> Page:
    """Make a page of an edition: English pages lie in the site's folder, others in their own."""
    file = name if lang == "en" else f"{lang}/{name}"
    return Page(file, title, template, links, given, lang, description)


@dataclass(frozen=True)
class Contents:
    """What the pages of one dossier show."""

    shelf: Shelf
    claims: list[Claim]
    questions: list[Question]
    sources: list[Source]

    @property
    def name(self) -> str:
        """Short name of the case."""
        return self.shelf.dossier.about.title.partition(":")[0]


def contents_of(shelf: Shelf, notebooks: Iterable[Notebook]) -> Contents:
    """Put together what the pages of a dossier show."""
    dossier = shelf.dossier
    claims = claims_of(dossier, uses_of(dossier, notebooks))
    return Contents(shelf, claims, questions_of(dossier, claims), sources_of(dossier, claims))


def home_page(
    contents: Contents, folder: Path, notebooks: list[Notebook], shown: Shows, links: Links
) -> Page:
    """Write the first page: the story; without one what was found, or what the dossier shows."""
    dossier, lang = contents.shelf.dossier, contents.shelf.lang
    story = told_story(dossier, folder, contents.claims, links, lang)
    findings = [] if story or lang != "en" else notebooks[:FINDINGS]
    pictures = [picture for book in findings for picture in pictures_of(book, shown)]
    sections = [opening(dossier)]
    if not findings and not story:
        sections += [disputed(dossier, listed=False), happened(dossier, listed=False)]
        sections.append(how_long(dossier))
    return page_in(
        lang,
        "index.html",
        dossier.about.title,
        "home.html",
        links,
        {
            "story": story,
            "opening": sections[0],
            "sections": sections[1:],
            "findings": [
                (book.name, book.title, markdown(book.answer, links)) for book in findings
            ],
            "lead": pictures[:1],
            "has_timeline": (dossier.questions["kind"] == Kind.DATE).any(),
            "has_article": dossier.about.main_source in set(dossier.claims["source_id"]),
            "others": [
                (book.name, book.title, markdown(book.resume, links) if lang == FRENCH else "")
                for book in notebooks[len(findings) :]
            ],
            "figures": [
                picture
                for book in notebooks
                for picture in pictures_of(book, shown)
                if picture.lang == lang == FRENCH
            ],
        },
        description=story.lead if story else "",
    )


@dataclass(frozen=True)
class Told:
    """The story as a page shows it: its chapters, and the claims that they cite, in order."""

    chapters: list[tuple[str, str, list[Markup | Chart]]]
    notes: list[Claim]
    lead: str  # its first paragraph, as plain text


def told_story(
    dossier: Dossier, folder: Path, claims: list[Claim], links: Links, lang: str = "en"
) -> Told | None:
    """Fill the story of a dossier, if it has one in the language."""
    known = {claim.id: claim for claim in claims}
    numbers: dict[str, int] = {}

    def mark(found: re.Match[str]) -> str:
        ids = found.group(1).replace(",", " ").split()
        for own in ids:
            numbers.setdefault(own, len(numbers) + 1)
        return "".join(f'[{numbers[own]}](#note-{numbers[own]} "{NOTE}")' for own in ids)

    found = story_of(dossier, folder, lang)
    chapters = [
        (
            chapter.id,
            chapter.title,
            [
                part if isinstance(part, Chart) else markdown(_MARK.sub(mark, part), links)
                for part in chapter.parts
            ],
        )
        for chapter in found
    ]
    texts = [part for chapter in found for part in chapter.parts if isinstance(part, str)]
    first = _MARK.sub("", "".join(texts[:1]).partition("\n\n")[0])
    lead = re.sub(r"[ \n]+", " ", first).strip()  # the spaces within a number stay as they are
    return Told(chapters, [known[own] for own in numbers], lead) if chapters else None


def evidence_pages(contents: Contents, links: Links) -> Iterator[Page]:
    """Write the pages of a dossier's claims and sources."""
    shelf = contents.shelf
    of_what = "" if shelf.main else f": {contents.name}"
    for name, title, given in (
        (
            "evidence",
            "All claims",
            {
                "contents": contents,
                "topics": _by_topic(contents),
                "choices": _choices(contents),
                "translated": _translated(shelf.dossier),
            },
        ),
        ("sources", "All sources", {"years": _by_year(contents.sources)}),
    ):
        yield Page(
            shelf.page(name),
            title + of_what,
            f"{name}.html",
            links,
            {"suffix": shelf.suffix, **given},
        )


def questions_page(contents: Contents, links: Links) -> Page:
    """Write the page of a dossier's questions, by topic in the order in which they are asked."""
    shelf = contents.shelf
    title = phrase(shelf.lang, "All questions")
    return page_in(
        shelf.lang,
        shelf.page("questions"),
        title if shelf.main else f"{title}: {contents.name}",
        "questions.html",
        links,
        {"topics": _by_topic(contents)},
    )


def details_page(dossier: Dossier, links: Links) -> Page:
    """Write the page of what rests on what, and of what cannot all be true."""
    sections = [disputed(dossier), rests_on(dossier), happened(dossier), how_long(dossier)]
    sections.append(excluding(dossier))
    return Page(
        "details.html", "What stands, and when", "sections.html", links, {"sections": sections}
    )


def article_page(contents: Contents, links: Links, hanging: Mapping[str, Hanging]) -> Page | None:
    """Write the page of the main source, statement by statement, if it has claims."""
    dossier = contents.shelf.dossier
    statements = statements_of(dossier, contents.claims, hanging)
    if not statements:
        return None
    first, lang = statements[0].claim, dossier.lang
    return page_in(
        lang,
        "article.html",
        phrase(lang, "The article, sentence by sentence"),
        "article.html",
        links,
        {
            "statements": statements,
            "publisher": first.publisher,
            "published": first.published,
            "by_standing": _counted((s.standing, word(lang, s.now)) for s in statements),
            "by_side": _counted((s.claim.side, s.claim.side_label) for s in statements),
            "by_topic": _counted((s.claim.topic, s.claim.topic_words) for s in statements),
        },
    )


def timeline_page(contents: Contents, links: Links) -> Page | None:
    """Write the page of the events, on lanes and as a list; none if no date was asked for."""
    found = events_of(contents.shelf.dossier, contents.claims)
    if not found:
        return None
    claims = {d.claim.id: d.claim for event in found for d in event.dates}.values()
    return Page(
        "timeline.html",
        "What happened, and who dates it so",
        "timeline.html",
        links,
        {
            "events": found,
            "by_side": _counted((c.side, c.side_label) for c in claims),
            "by_topic": _counted((e.topic, e.topic) for e in found),
            "sides": sorted({(c.side, c.side_label, c.colour) for c in claims}),
        },
    )


def teach_page(contents: Contents, folder: Path, links: Links) -> Page | None:
    """Write the page for those who teach: story, exercises, licence; none without a story."""
    dossier = contents.shelf.dossier
    story = told_story(dossier, folder, contents.claims, links)
    if not story:
        return None
    texts = (part for *_, parts in story.chapters for part in parts if isinstance(part, Markup))
    n_words = sum(len(text.striptags().split()) for text in texts)
    return Page(
        "teach.html",
        "Teach with this case",
        "teach.html",
        links,
        {
            "n_words": round(n_words, -1),
            "minutes": -(-n_words // _WORDS_A_MINUTE),
            "exercises": exercises_of(dossier, contents.questions, contents.claims),
            "has_timeline": (dossier.questions["kind"] == Kind.DATE).any(),
        },
    )


def _counted(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Count values with their words, the most frequent first."""
    return [(value, words, n) for (value, words), n in Counter(pairs).most_common()]


def _translated(dossier: Dossier) -> dict[str, str]:
    """Return the dossier's own words in other languages, so that these find them too."""
    words: dict[str, str] = {}
    for row in dossier.table("translations").itertuples():
        words[row.text] = f"{words.get(row.text, '')} {row.translation}".strip()
    return words


def _by_topic(contents: Contents) -> dict[str, list[Question]]:
    """Put the questions under their topics."""
    topics: dict[str, list[Question]] = {}
    for question in contents.questions:
        topics.setdefault(question.topic, []).append(question)
    return topics


def _choices(contents: Contents) -> dict[str, list[tuple[str, str, int]]]:
    """Return what the claims can be filtered by: for each field its values, words and counts."""
    claims = contents.claims
    return {
        "side": _counted((c.side, c.side_label) for c in claims),
        "topic": _counted((c.topic, c.topic) for c in claims),
        "kind": _counted((c.kind, c.kind) for c in claims),
        "outlet": _counted((c.outlet, c.outlet) for c in claims),
        "source": sorted(
            _counted((c.source_id, f"{c.publisher}, {c.published}") for c in claims),
            key=lambda found: found[1],
        ),
    }


def _by_year(sources: list[Source]) -> dict[str, list[Source]]:
    """Group sources by the year in which each had certainly appeared."""
    years: dict[str, list[Source]] = {}
    for source in sources:
        years.setdefault(source.year or "Undated", []).append(source)
    return dict(sorted(years.items()))


# Notebooks

Shows = dict[str, dict[str, Shown]]  # what each notebook's cells show, by their ids


@dataclass(frozen=True)
class Part:
    """A cell on a page: text or folded code, and what the code shows."""

    id: str
    code: Markup
    html: Markup
    blocks: list[Table | Picture | Markup]


def notebook_page(notebook: Notebook, shown: Shows, links: Links) -> Page:
    """Write the page of a notebook: text, code to unfold, tables, figures."""
    return Page(
        f"{notebook.name}.html",
        notebook.title,
        "notebook.html",
        links,
        {
            "notebook": notebook,
            "parts_of": [
                _part(notebook, cell, shown[notebook.name], links) for cell in notebook.cells
            ],
            "any_code": any(cell.code for cell in notebook.cells),
        },
    )


def _part(notebook: Notebook, cell: Cell, shown: dict[str, Shown], links: Links) -> Part:
    """Put one cell together."""
    if not cell.code:
        html = in_its_language(markdown(cell.source, links))
        return Part(cell.id, Markup(), html, [])
    items = named_items(notebook, cell, shown.get(cell.id, Shown()))
    blocks = list(blocks_of(cell, items, links))
    return Part(cell.id, python_code(cell.source, links), Markup(), blocks)


def named_items(notebook: Notebook, cell: Cell, shown: Shown) -> Iterator[Table | Picture]:
    """Yield the tables and pictures of a cell, each with the name of its download."""
    seen = {"csv": 0, "svg": 0}
    for first, second in shown.items:
        ending = "svg" if isinstance(first, Picture) else "csv"
        seen[ending] += 1
        number = f"-{seen[ending]}" if seen[ending] > 1 else ""
        file = f"{notebook.name}-{cell.id}{number}.{ending}"
        if isinstance(first, Picture):
            yield replace(first, file=file)
        else:
            assert not isinstance(second, bytes)
            heads = {name: name for name in second.columns}
            yield Table(first or cell.heading or notebook.title, second, heads, file)


def pictures_of(notebook: Notebook, shown: Shows) -> list[Picture]:
    """Return all figures of a notebook, with the names of their downloads."""
    return [
        item
        for cell in notebook.cells
        if cell.id in shown[notebook.name]
        for item in named_items(notebook, cell, shown[notebook.name][cell.id])
        if isinstance(item, Picture)
    ]


# The glossary, what is to be known of the work, the guide, the library, the search


def glossary_page(terms: list[Term], lang: str = "en") -> Page:
    """Write the words of the library and of the case, in both languages, the page's own first."""
    title = phrase(lang, "Glossary")
    return page_in(lang, "glossary.html", title, "glossary.html", Links({}), {"terms": terms})


def about_page(dossier: Dossier, files: list[tuple[str, str]], links: Links) -> Page:
    """Write the page on method, limits, errors, corrections, citing, licence and files."""
    title, given = (
        phrase(dossier.lang, "About this work"),
        {"about": about_of(dossier), "files": files},
    )
    return page_in(dossier.lang, "about.html", title, "about.html", links, given)


def guide_pages() -> Iterator[Page]:
    """Write the guides to a case and to a table of one's own; their examples have own ids."""
    for file, title, path in (
        ("own-case.html", "A case of your own", TEXTS / "own_case.md"),
        ("screen.html", "Screen your suppliers", TEXTS / "screen.md"),
        ("cluster.html", "From one file to a cluster", HERE.parent / "ledger" / "README.md"),
    ):
        given = {"text": markdown(path.read_text(encoding="utf-8"), Links({}))}
        yield Page(file, title, "text.html", Links({}), given)


def library_page(rooms: list[Room]) -> Page:
    """Write the library's reference; docstrings are read as Markdown."""
    written = partial(markdown, links=Links({}))
    told = {"rooms": rooms, "columns": dict(sorted(COLUMNS.items())), "written": written}
    return Page("library.html", "The library", "library.html", Links({}), told)


def search_page(kinds: dict[str, str], lang: str = "en") -> Page:
    """Write the page that searches the site."""
    title = phrase(lang, "Search")
    return page_in(lang, "search.html", title, "search.html", Links({}), {"kinds": kinds})


def links_for(shelves: list[Shelf], notebook: Notebook | None = None) -> Links:
    """Return the links of a page: the main dossier's first, or a notebook's in order of use."""
    if notebook is None:
        return links_of(shelves)
    used = {shelf.name: notebook.names(shelf.name) for shelf in shelves}
    return links_of(sorted(shelves, key=lambda s: (used[s.name] < 0, used[s.name])))
