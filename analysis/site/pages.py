"""The pages of a site: what each is called, and what its template is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis.dossier import Dossier
from analysis.dossier.glossary import Term
from analysis.site.about import about_of
from analysis.site.article import statements_of
from analysis.site.blocks import Picture, Section, Table
from analysis.site.evidence import Claim, Source, claims_of, sources_of, uses_of
from analysis.site.library import Room
from analysis.site.links import Links, Shelf, links_of
from analysis.site.notebooks import FRENCH, Cell, Notebook
from analysis.site.outputs import blocks_of, in_its_language
from analysis.site.questions import Question, questions_of
from analysis.site.render import NOTE, TEXTS, markdown, python_code
from analysis.site.replay import Shown
from analysis.site.sections import disputed, excluding, happened, how_long, opening, rests_on
from analysis.site.story import Chart, story_of

_MARK = re.compile(r"\s?\[c:([^\]]+)\]")
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
    policy: str = ""  # of its own, where it differs from the others'


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
    return Contents(shelf, claims, questions_of(dossier), sources_of(dossier, claims))


def home_page(
    contents: Contents, folder: Path, notebooks: list[Notebook], shown: Shows, links: Links
) -> Page:
    """Write the first page: the story; without one what was found, or what the dossier shows."""
    dossier = contents.shelf.dossier
    story = told_story(dossier, folder, contents.claims, links)
    findings = [] if story else notebooks[:FINDINGS]
    pictures = [picture for book in findings for picture in pictures_of(book, shown)]
    sections = [opening(dossier)]
    if not findings and not story:
        sections += [disputed(dossier, listed=False), happened(dossier, listed=False)]
        sections.append(how_long(dossier))
    return Page(
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
            "has_article": dossier.about.main_source in set(dossier.claims["source_id"]),
            "others": [(book.name, book.title) for book in notebooks[len(findings) :]],
        },
    )


@dataclass(frozen=True)
class Told:
    """The story as a page shows it: its chapters, and the claims that they cite, in order."""

    chapters: list[tuple[str, str, list[Markup | Chart]]]
    notes: list[Claim]


def told_story(
    dossier: Dossier, folder: Path, claims: list[Claim], links: Links, lang: str = "en"
) -> Told | None:
    """Fill the story of a dossier, if it has one in the language.

    Raises
    ------
    ValueError
        If the story cites a claim that the dossier has not.
    """
    known = {claim.id: claim for claim in claims}
    numbers: dict[str, int] = {}

    def mark(found: re.Match[str]) -> str:
        ids = found.group(1).replace(",", " ").split()
        strange = [own for own in ids if own not in known]
        if strange:
            raise ValueError(f"the story cites {strange[0]!r}, which is no claim of the dossier")
        for own in ids:
            numbers.setdefault(own, len(numbers) + 1)
        return "".join(f'[{numbers[own]}](#note-{numbers[own]} "{NOTE}")' for own in ids)

    chapters = [
        (
            chapter.id,
            chapter.title,
            [
                part if isinstance(part, Chart) else _told(_MARK.sub(mark, part), links)
                for part in chapter.parts
            ],
        )
        for chapter in story_of(dossier, folder, lang)
    ]
    return Told(chapters, [known[own] for own in numbers]) if chapters else None


def _told(text: str, links: Links) -> Markup:
    """Write a paragraph of the story; a share stays on the line of its number."""
    return markdown(text.replace(" %", "\u00a0%"), links)


def evidence_pages(contents: Contents, links: Links) -> Iterator[Page]:
    """Write the pages of a dossier's claims, questions and sources."""
    shelf = contents.shelf
    of_what = "" if shelf.main else f": {contents.name}"
    for name, title, given in (
        ("evidence", "All claims", {"claims": contents.claims, "choices": _choices(contents)}),
        ("questions", "All questions", {"questions": contents.questions}),
        ("sources", "All sources", {"years": _by_year(contents.sources)}),
    ):
        yield Page(
            shelf.page(name),
            title + of_what,
            f"{name}.html",
            links,
            {"suffix": shelf.suffix, **given},
        )


def details_page(dossier: Dossier, links: Links) -> Page:
    """Write the page of what rests on what, and of what cannot all be true."""
    sections = [disputed(dossier), rests_on(dossier), happened(dossier), how_long(dossier)]
    sections.append(excluding(dossier))
    return Page(
        "details.html", "What stands, and when", "sections.html", links, {"sections": sections}
    )


def article_page(contents: Contents, links: Links) -> Page | None:
    """Write the page of the main source, statement by statement, if it has claims."""
    dossier = contents.shelf.dossier
    statements = statements_of(dossier, contents.claims)
    if not statements:
        return None
    first = statements[0].claim
    return Page(
        "article.html",
        "The article, sentence by sentence",
        "article.html",
        links,
        {
            "statements": statements,
            "publisher": first.publisher,
            "published": first.published,
            "by_standing": _counted((s.standing, s.now) for s in statements),
            "by_side": _counted((s.claim.side, s.claim.side_label) for s in statements),
            "by_topic": _counted((s.claim.topic, s.claim.topic) for s in statements),
        },
    )


def _counted(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Count values with their words, the most frequent first."""
    return [(value, words, n) for (value, words), n in Counter(pairs).most_common()]


def _choices(contents: Contents) -> dict[str, list[tuple[str, str]]]:
    """Return what the claims can be filtered by: for each field the values in use."""
    claims = contents.claims
    pairs = {
        "side": {(claim.side, claim.side_label) for claim in claims},
        "topic": {(claim.topic, claim.topic) for claim in claims},
        "question": {(claim.question_id, claim.question) for claim in claims},
        "kind": {(claim.kind, claim.kind) for claim in claims},
        "outlet": {(claim.outlet, claim.outlet) for claim in claims},
        "source": {(s.id, f"{s.publisher}, {s.facts['Published']}") for s in contents.sources},
    }
    return {name: sorted(found, key=lambda pair: pair[1]) for name, found in pairs.items()}


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


# French, the guide, the library


def french_page(
    contents: Contents, folder: Path, notebooks: list[Notebook], shown: Shows, links: Links
) -> Page | None:
    """Write the page in French, if the dossier or its notebooks have any: the story comes first."""
    dossier = contents.shelf.dossier
    story = told_story(dossier, folder, contents.claims, links, FRENCH)
    resumes = [
        (book.name, book.number, book.title, markdown(book.resume, links))
        for book in notebooks
        if book.resume
    ]
    words = dossier.table("translations")
    sections: list[Section] = []
    if (words["language"] == FRENCH).any():
        sections = [part(dossier, FRENCH, listed=False) for part in (disputed, happened)]
    if not story and not resumes and not sections:
        return None
    pictures = [p for book in notebooks for p in pictures_of(book, shown) if p.lang == FRENCH]
    return Page(
        "francais.html",
        "En français",
        "french.html",
        links,
        {"story": story, "resumes": resumes, "sections": sections, "pictures": pictures},
        FRENCH,
    )


def glossary_page(terms: list[Term]) -> Page:
    """Write the words of the library and of the case, in English and French."""
    return Page("glossary.html", "Glossary", "glossary.html", Links({}), {"terms": terms})


def about_page(dossier: Dossier, files: list[tuple[str, str]], links: Links) -> Page:
    """Write the page on method, limits, errors, corrections, citing, licence and files."""
    given = {"about": about_of(dossier), "files": files}
    return Page("about.html", "About this work", "about.html", links, given)


def guide_page() -> Page:
    """Write the guide to a case of one's own; its examples have ids of their own."""
    text = (TEXTS / "own_case.md").read_text(encoding="utf-8")
    return Page(
        "own-case.html",
        "A case of your own",
        "text.html",
        Links({}),
        {"text": markdown(text, Links({}))},
    )


def library_page(rooms: list[Room]) -> Page:
    """Write the library's reference."""
    return Page("library.html", "The library", "library.html", Links({}), {"rooms": rooms})


def search_page() -> Page:
    """Write the page that searches the site."""
    return Page("search.html", "Search", "search.html", Links({}), {})


def links_for(shelves: list[Shelf], notebook: Notebook | None = None) -> Links:
    """Return the links of a page: the main dossier's first, or a notebook's in order of use."""
    if notebook is None:
        return links_of(shelves)
    used = {shelf.name: notebook.names(shelf.name) for shelf in shelves}
    return links_of(sorted(shelves, key=lambda s: (used[s.name] < 0, used[s.name])))
