"""Claims as linked data: schema.org ``Claim`` in JSON-LD."""

from __future__ import annotations

import re
from typing import Any

from analysis.dossier.dossier import Dossier
from analysis.exchange.text import filled, slug, write_json
from analysis.language.words import say_answer, say_days

_ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def to_jsonld(dossier: Dossier) -> str:
    """Write the claims, with their questions, speakers and sources, as schema.org JSON-LD.

    The answer in words is the claim's ``description``, the sides and topics are its ``keywords``.
    Speakers are typed neither as persons nor as organisations, which a dossier does not say. A date
    of publication that is not exact stands in words in the source's ``description``.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str
        JSON-LD with one ``@graph``.

    References
    ----------
    schema.org, Claim: https://schema.org/Claim

    Examples
    --------
    >>> import json
    >>> from analysis import example
    >>> graph = json.loads(to_jsonld(example()))["@graph"]
    >>> [node["name"] for node in graph if node["@id"] == "#question-d-notice"]
    ['Notice sent']
    """
    graph = [
        _dataset(dossier),
        *map(_question, dossier.questions.to_dict("records")),
        *map(_source, dossier.sources.to_dict("records")),
        *_claims(dossier),
    ]
    return write_json({"@context": "https://schema.org", "@graph": graph})


Row = dict[str, Any]


def _dataset(dossier: Dossier) -> Row:
    """Describe the dossier itself."""
    return {"@type": "Dataset", "@id": f"#{slug(dossier.about.title)}", "name": dossier.about.title}


def _question(row: Row) -> Row:
    return filled(
        **{"@type": "Question", "@id": f"#question-{row['question_id']}"},
        identifier=row["question_id"],
        name=row["label"],
        text=row["text"],
        description=row["definition"],
    )


def _source(row: Row) -> Row:
    exact = _ISO_DATE.fullmatch(row["published"]) is not None
    days = say_days(row["published_low"], row["published_high"])
    return filled(
        **{"@type": "CreativeWork", "@id": f"#source-{row['source_id']}"},
        identifier=row["source_id"],
        name=row["title"],
        author=_named(row["author"]) if row["author"] else None,
        publisher={"@type": "Organization", "name": row["publisher"]},
        datePublished=row["published"] if exact else None,
        description=None if exact else f"Published: {days}",
        inLanguage=row["language"],
        url=row["url"],
    )


def _named(name: str) -> Row:
    """Name a speaker or author without saying what it is."""
    return {"name": name}


def _claims(dossier: Dossier) -> list[Row]:
    """Describe each claim."""
    questions = dossier.questions.set_index("question_id")
    labels = dossier.parties.set_index("side")["label"]
    rows = []
    for row in dossier.claims.to_dict("records"):
        question = questions.loc[row["question_id"]]
        terms = {"side": labels[row["side"]], "topic": question["topic"], "scope": row["scope"]}
        rows.append(
            filled(
                **{"@type": "Claim", "@id": f"#claim-{row['claim_id']}"},
                identifier=row["claim_id"],
                text=row["statement"],
                description=f"{question['label']}: "
                + say_answer(row["answer"], row["kind"], question["unit"]),
                author=_named(row["speaker"]),
                about={"@id": f"#question-{row['question_id']}"},
                appearance={"@id": f"#source-{row['source_id']}"},
                temporalCoverage=row["period"],
                isBasedOn=_quotation(row, dossier.about.language),
                keywords=[
                    {"@type": "DefinedTerm", "inDefinedTermSet": kind, "name": term}
                    for kind, term in terms.items()
                    if term
                ],
                isPartOf={"@id": f"#{slug(dossier.about.title)}"},
            )
        )
    return rows


def _quotation(row: Row, language: str) -> Row | None:
    """Give the words of the source, if any are quoted."""
    if not row["quote"]:
        return None
    source = {"@id": f"#source-{row['source_id']}"}
    return {
        "@type": "Quotation",
        "text": row["quote"],
        "inLanguage": language,
        "isPartOf": source,
    }
