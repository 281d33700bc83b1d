"""Claims as linked data: schema.org ``Claim`` in JSON-LD."""

from __future__ import annotations

import re
from typing import Any

from analysis.dossier.dossier import Dossier, in_numbers
from analysis.dossier.schemas import Side
from analysis.exchange.text import digest, filled, slug, write_graph
from analysis.language.text import same_text_key
from analysis.language.words import say_answer, say_days

_ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def to_jsonld(dossier: Dossier) -> str:
    """Write the claims, with their questions, speakers and sources, as schema.org JSON-LD.

    The answer in words is the claim's ``description``, the sides and topics are its ``keywords``.
    A speaker is one node for all claims; it is typed as a person or an organisation only where
    ``names.csv`` says so, or it is a newspaper or a court. A date of publication that is not exact
    stands in EDTF in the source's ``temporalCoverage`` and in words in its ``description``.

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
        *_speakers(dossier),
        *_terms(dossier),
        *_claims(dossier),
    ]
    return write_graph("https://schema.org", graph)


Row = dict[str, Any]


def _dataset(dossier: Dossier) -> Row:
    """Describe the dossier itself, with what search engines for data ask of it."""
    about, count = dossier.about, len(dossier.claims)
    topics = dict.fromkeys(dossier.questions["topic"])
    return filled(
        **{"@type": "Dataset", "@id": f"#{slug(about.title)}"},
        name=about.title,
        description=f"{about.title}. A dossier of {count} claims that named speakers made in "
        f"{len(dossier.sources)} published sources, each with its quote, date and address.",
        creator={"@type": "Organization", "name": about.authors} if about.authors else None,
        license=about.licence if about.licence.startswith("http") else None,
        usageInfo=None if about.licence.startswith("http") else about.licence,
        dateModified=about.collected.isoformat(),
        inLanguage=["en", about.language] if about.language != "en" else "en",
        isAccessibleForFree=True,
        keywords=list(topics),
    )


def _speakers(dossier: Dossier) -> list[Row]:
    """Describe each speaker and author once."""
    names = dossier.table("names")
    known = {same_text_key(n): a for n, a in zip(names["speaker"], names["named_as"], strict=True)}
    speakers = dossier.claims[["speaker", "side"]].drop_duplicates("speaker")
    rows = []
    for speaker, side in speakers.itertuples(index=False):
        named_as = "body" if side in [*Side] else known.get(same_text_key(speaker), "")
        of_type = {"body": "Organization", "": None}.get(named_as, "Person")
        rows.append(
            filled(
                **{"@type": of_type, "@id": _speaker_id(speaker)},
                name=speaker,
                jobTitle=named_as if of_type == "Person" and named_as != "role" else None,
            )
        )
    written = set(dossier.sources["author"]) - set(speakers["speaker"]) - {""}
    return rows + [{"@id": _speaker_id(author), "name": author} for author in sorted(written)]


def _speaker_id(speaker: str) -> str:
    """Name a speaker by an id that no other has."""
    return f"#speaker-{slug(speaker)}-{digest(speaker)}"


def _terms(dossier: Dossier) -> list[Row]:
    """Describe each side, topic and scope once."""
    claims = in_numbers(dossier, "wide")
    terms = {
        (kind, term) for kind, column in _TERMS.items() for term in claims[column].unique() if term
    }
    return [
        {
            "@type": "DefinedTerm",
            "@id": _term_id(*term),
            "inDefinedTermSet": term[0],
            "name": term[1],
        }
        for term in sorted(terms)
    ]


_TERMS = {"side": "side_label", "topic": "topic", "scope": "scope"}


def _term_id(kind: str, term: str) -> str:
    """Name a side, topic or scope by an id that no other has."""
    return f"#{kind}-{slug(term)}-{digest(term)}"


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
        name=row.get("original_title") or row["title"],
        alternateName=row["title"] if row.get("original_title") else None,
        author={"@id": _speaker_id(row["author"])} if row["author"] else None,
        publisher={"@type": "Organization", "name": row["publisher"]},
        datePublished=row["published"] if exact else None,
        temporalCoverage=None if exact else row["published"],
        description=None if exact else f"Published: {days}",
        archivedAt=row.get("archive_url"),
        inLanguage=row["language"],
        url=row["url"],
    )


def _claims(dossier: Dossier) -> list[Row]:
    """Describe each claim."""
    rows = []
    for row in in_numbers(dossier, "wide").to_dict("records"):
        terms = {"side": row["side_label"], "topic": row["topic"], "scope": row["scope"]}
        rows.append(
            filled(
                **{"@type": "Claim", "@id": f"#claim-{row['claim_id']}"},
                identifier=row["claim_id"],
                text=row["statement"],
                description=f"{row['label']}: "
                + say_answer(row["answer"], row["kind"], row["unit"]),
                author={"@id": _speaker_id(row["speaker"])},
                about={"@id": f"#question-{row['question_id']}"},
                appearance={"@id": f"#source-{row['source_id']}"},
                temporalCoverage=row["period"],
                isBasedOn=_quotation(row, dossier.about.language),
                keywords=[{"@id": _term_id(*term)} for term in terms.items() if term[1]],
                isPartOf={"@id": f"#{slug(dossier.about.title)}"},
            )
        )
    return rows


def _quotation(row: Row, language: str) -> Row | None:
    """Return the words of the source, if any are quoted."""
    if not row["quote"]:
        return None
    source = {"@id": f"#source-{row['source_id']}"}
    return {
        "@type": "Quotation",
        "text": row["quote"],
        "inLanguage": language,
        "isPartOf": source,
    }
