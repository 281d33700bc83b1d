"""The evidence: each claim and each source as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.dossier import Dossier
from analysis.dossier.dossier import in_numbers
from analysis.dossier.translations import original
from analysis.language.answers import to_date
from analysis.language.phrasebook import phrase
from analysis.language.words import say_answer, say_period
from analysis.site.links import tongues
from analysis.site.notebooks import Notebook

_WORKING = {  # columns within this module
    "outlet": "kind of the source",
    "topic_words": "the topic in the page's language",
}

_LANGUAGES = {  # a rarer one stands as its code
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}

BY_DATE = ["published_low", "source_id", "claim_id"]


@dataclass(frozen=True)
class Use:
    """A place in a notebook that names a claim."""

    href: str
    words: str


@dataclass(frozen=True)
class Claim:
    """A claim with all that a reader needs to judge it."""

    id: str
    question_id: str
    question: str
    topic: str
    topic_words: str
    kind: str
    speaker: str
    side: str
    side_label: str
    colour: str
    answer: str
    statement: str
    statement_lang: str
    quote: str
    lang: str
    details: list[str]
    source_id: str
    publisher: str
    title: str
    outlet: str
    published: str
    first: str  # first and last day on which it may have appeared, as 2022-03-21
    last: str
    order: float
    uses: list[Use]


@dataclass(frozen=True)
class Source:
    """A source with its claims."""

    id: str
    title: str
    publisher: str
    facts: dict[str, str]
    year: str  # the year by whose end it had certainly appeared
    url: str
    claims: list[Claim]


def claims_of(dossier: Dossier, uses: Mapping[str, list[Use]] | None = None) -> list[Claim]:
    """Return all claims, by date of publication, with the places that name each."""
    found, tongue, tongue_of = uses or {}, dossier.lang, tongues(dossier)
    return [
        Claim(
            id=row["claim_id"],
            question_id=row["question_id"],
            question=row["label"],
            topic=row["topic"],
            topic_words=row["topic_words"],
            kind=row["kind"],
            speaker=row["speaker"],
            side=row["side"],
            side_label=row["side_label"],
            colour=row["colour"],
            answer=say_answer(row["answer"], row["kind"], row["unit"], tongue),
            statement=row["statement"],
            statement_lang=tongue_of(row["statement"]),
            quote=row["quote"],
            lang=dossier.about.language,
            details=[text for text in (row["scope"], _period(row, tongue), row["note"]) if text],
            source_id=row["source_id"],
            publisher=row["publisher"],
            title=row["title"],
            outlet=row["outlet"],
            published=say_answer(row["published"], "date", "", tongue),
            first=_iso(row["published_low"]),
            last=_iso(row["published_high"]),
            order=row["published_low"],
            uses=found.get(row["claim_id"], []),
        )
        for row in _whole(dossier).to_dict("records")
    ]


def sources_of(dossier: Dossier, claims: Iterable[Claim]) -> list[Source]:
    """Return all sources with their claims, by date of publication."""
    by_source: dict[str, list[Claim]] = {}
    for claim in claims:
        by_source.setdefault(claim.source_id, []).append(claim)
    table = in_numbers(dossier, "sources").sort_values(
        ["published_low", "source_id"], kind="stable", ignore_index=True
    )
    return [
        Source(
            id=row["source_id"],
            title=row["title"],
            publisher=row["publisher"],
            facts={
                "Published": _with_basis(say_answer(row["published"], "date"), row["date_basis"]),
                "By": row["author"],  # the publisher stands in the heading
                "Kind": row["kind"],
                "Language": _LANGUAGES.get(row["language"], row["language"]),
                "What was read": row["read"],
            },
            year=_iso(row["published_high"])[:4],
            url=row["url"],
            claims=by_source.get(row["source_id"], []),
        )
        for row in table.to_dict("records")
    ]


def uses_of(dossier: Dossier, notebooks: Iterable[Notebook]) -> dict[str, list[Use]]:
    """Return for each claim the places in notebooks that name it, in the order of reading."""
    found: dict[str, list[Use]] = {claim: [] for claim in dossier.claims["claim_id"]}
    for notebook in notebooks:
        for claim, cell in notebook.named(found):
            place = f"Notebook {notebook.number}: {cell.heading or notebook.title}"
            found[claim].append(Use(f"{notebook.name}.html#{cell.id}", place))
    return found


def _whole(dossier: Dossier) -> pd.DataFrame:
    """Join claims with their questions, sources and parties, by date of publication."""
    questions = dossier.questions[["question_id", "topic", "label", "unit"]]
    topics = questions["topic"]
    questions = questions.assign(topic=original(dossier, topics), topic_words=topics)
    sources = in_numbers(dossier, "sources")[
        ["source_id", "publisher", "title", "kind", "published", "published_low", "published_high"]
    ].rename(columns={"kind": "outlet"})
    parties = dossier.parties[["side", "label", "colour"]].rename(columns={"label": "side_label"})
    claims = in_numbers(dossier, "claims")
    whole = claims.merge(questions, on="question_id").merge(sources, on="source_id")
    return whole.merge(parties, on="side").sort_values(BY_DATE, kind="stable")


def _period(row: Mapping[str, object], lang: str) -> str:
    """Format which time a claim refers to, where it says so."""
    if not row["period"]:
        return ""
    low, high = row["period_low"], row["period_high"]
    assert isinstance(low, float)
    assert isinstance(high, float)
    return phrase(lang, "for {days}", days=say_period(low, high, lang))


def _with_basis(when: str, basis: str) -> str:
    """Format when something appeared, and how that is known."""
    return f"{when} ({basis})" if basis else when


def _iso(day: float) -> str:
    """Write a day as 2022-03-21, or nothing where it is open."""
    when = to_date(day)
    return when.isoformat() if when else ""
