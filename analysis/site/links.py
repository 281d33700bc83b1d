"""The link and the tooltip of each claim, question and source id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup, escape

from analysis.dossier import Dossier
from analysis.language.phrasebook import phrase
from analysis.language.words import say_answer
from analysis.site.notebooks import TOKEN

_WORD = re.compile(r"[A-Za-z]+\Z")  # an id of letters alone would be found in any text


@dataclass(frozen=True)
class Shelf:
    """A dossier, and the pages of a site that show it."""

    name: str
    dossier: Dossier
    main: bool = True
    folder: Path = Path()

    @property
    def lang(self) -> str:
        """The language of its pages."""
        return self.dossier.lang

    @property
    def suffix(self) -> str:
        """What tells its pages from those of the main dossier."""
        return "" if self.main else f"-{self.name}"

    def page(self, name: str) -> str:
        """Return the address of one of its pages."""
        return f"{name}{self.suffix}.html"

    @cached_property
    def ids(self) -> dict[str, Link]:
        """Where each id of the dossier leads, for a site of several pages."""
        asked, sources = self.page("questions"), self.page("sources")
        # the pages in French show claims with their questions; sources are in English alone
        homes = (
            (f"{self.page('evidence')}#claim-", f"{asked}#question-", f"{sources}#source-")
            if self.lang == "en"
            else (f"{asked}#said-", f"{asked}#question-", f"../{sources}#source-")
        )
        return _ids(self.dossier, *homes)


@dataclass(frozen=True)
class Link:
    """An address, the words shown on pointing at it, and a short name for it."""

    href: str
    words: str
    name: str


@dataclass(frozen=True)
class Links:
    """The ids that a page knows."""

    known: Mapping[str, Link]
    lang: str = "en"

    def text(self, words: str) -> Markup:
        """Write a text with its known ids as links, and everything else escaped."""
        pieces, end = [], 0
        for match in TOKEN.finditer(words):
            link = self.known.get(match.group())
            if link and not _WORD.match(match.group()):
                pieces += [escape(words[end : match.start()]), self._anchor(match.group(), link)]
                end = match.end()
        return Markup("").join([*pieces, escape(words[end:])])

    def cite(self, claim_ids: Iterable[str]) -> Markup:
        """Write claims as short citations: who said it and when, with a link to the claim."""
        given = [(own, self.known.get(own)) for own in claim_ids]
        cited = [self._anchor(link.name, link) if link else escape(own) for own, link in given]
        return Markup(phrase(self.lang, "; ")).join(cited)

    def _anchor(self, words: str, link: Link) -> Markup:
        """Write a link."""
        title = Markup(' title="{}"').format(link.words) if link.words else ""
        return Markup('<a class="cite" href="{}"{}>{}</a>').format(link.href, title, words)


def links_in_page(dossier: Dossier) -> Links:
    """Return the links of a page that holds all claims, questions and sources itself."""
    return Links(_ids(dossier, "#claim-", "#question-", "#source-"))


def links_of(shelves: Iterable[Shelf]) -> Links:
    """Return the links of a site's page; where dossiers share an id, the first one's."""
    known: dict[str, Link] = {}
    lang = "en"
    for shelf in shelves:
        known, lang = shelf.ids | known, shelf.lang
    return Links(known, lang)


def tongues(dossier: Dossier) -> Callable[[str], str]:
    """Return what tells the language of a text of the dossier: English if it has no translation."""
    translated = set(dossier.table("translations")["translation"]) if dossier.lang != "en" else ()
    return lambda text: dossier.lang if text in translated else "en"


def _ids(dossier: Dossier, claims: str, questions: str, sources: str) -> dict[str, Link]:
    """Return where each id leads, given where claims, questions and sources are shown."""
    tongue_of = tongues(dossier)

    def shown(text: str) -> str:
        return text if tongue_of(text) == dossier.lang else ""

    when = {
        row["source_id"]: say_answer(row["published"], "date", "", dossier.lang)
        for row in dossier.sources.to_dict("records")
    }
    found = {
        row["question_id"]: Link(
            f"{questions}{quote(row['question_id'])}", row["text"], row["label"]
        )
        for row in dossier.questions.to_dict("records")
    }
    found |= {
        row["source_id"]: Link(
            f"{sources}{quote(row['source_id'])}",
            shown(row["title"]),
            f"{row['publisher']}, {when[row['source_id']]}",
        )
        for row in dossier.sources.to_dict("records")
    }
    return found | {
        row["claim_id"]: Link(
            f"{claims}{quote(row['claim_id'])}",
            shown(row["statement"]),
            f"{row['speaker']}, {when[row['source_id']]}",
        )
        for row in dossier.claims.to_dict("records")
    }
