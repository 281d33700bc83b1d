"""A dossier packed with all that is made of it: a research object crate (RO-Crate), zipped."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from analysis.dossier.about import ABOUT, About
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import FILES, REQUIRED, SCHEMAS, stored_columns
from analysis.exchange.argument import to_argdown
from analysis.exchange.chronology import to_icalendar, to_timelinejs
from analysis.exchange.linked import to_jsonld
from analysis.exchange.packages import to_datapackage
from analysis.exchange.references import to_bibtex, to_csl_json, to_ris
from analysis.exchange.text import filled, write_graph

METADATA = "ro-crate-metadata.json"
# What lies in the crate beside the tables: its name, its type, and what it is.
_MADE = {
    "datapackage.json": ("application/json", "what the columns hold", to_datapackage),
    "exports/sources.bib": ("application/x-bibtex", "the sources as BibTeX", to_bibtex),
    "exports/sources.ris": ("application/x-research-info-systems", "the sources as RIS", to_ris),
    "exports/sources.csl.json": (
        "application/vnd.citationstyles.csl+json",
        "the sources as CSL JSON",
        to_csl_json,
    ),
    "exports/events.ics": ("text/calendar", "the events as a calendar", to_icalendar),
    "exports/timeline.json": ("application/json", "the events for TimelineJS", to_timelinejs),
    "exports/claims.jsonld": ("application/ld+json", "the claims as linked data", to_jsonld),
    "exports/dispute.argdown": ("text/plain", "the dispute as an argument map", to_argdown),
}


def to_crate(dossier: Dossier) -> bytes:
    """Pack a dossier as a zipped RO-Crate: its tables, and every other format made of them.

    The unpacked folder is a dossier again, which `load` reads.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    bytes
        A zip archive, the same for the same dossier.

    References
    ----------
    P. Sefton et al., *RO-Crate Metadata Specification 1.1*, https://w3id.org/ro/crate/1.1

    Examples
    --------
    >>> import io
    >>> from zipfile import ZipFile
    >>> from analysis import example
    >>> with ZipFile(io.BytesIO(to_crate(example()))) as crate:
    ...     crate.namelist()[:3]
    ['ro-crate-metadata.json', 'dossier.toml', 'sources.csv']
    """
    texts = {ABOUT: _toml(dossier)} | {
        FILES[name]: table_text(dossier, name)
        for name in SCHEMAS
        if name in REQUIRED or len(dossier.table(name))
    }
    types = dict.fromkeys(texts, ("text/csv", "a table of the dossier"))
    types[ABOUT] = ("application/toml", "what the dossier is about")
    for path, (media, what, make) in _MADE.items():
        texts[path], types[path] = dossier.derived(make), (media, what)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as crate:
        for path, text in ({METADATA: _metadata(dossier, texts, types)} | texts).items():
            info = ZipInfo(path, (2000, 1, 1, 0, 0, 0))  # no clock
            crate.writestr(info, text.encode(), ZIP_DEFLATED)
    return packed.getvalue()


def table_text(dossier: Dossier, name: str) -> str:
    """Write a table as its file has it."""
    table = dossier.table(name)
    stored = table[stored_columns(name, table)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(stored.columns)
    writer.writerows(stored.itertuples(index=False))
    return text.getvalue()


def _toml(dossier: Dossier) -> str:
    """Write ``dossier.toml``."""
    about = asdict(dossier.about)
    widths, asked = about.pop("tolerances"), about.pop("what_if")
    assumed = {name: [v for v in of.values() if v != ""] for name, of in asked.pop("assume")}
    sections = {"tolerances": widths, "what_if": asked, "what_if.assume": assumed}
    lines = _toml_lines(about)
    for name, values in sections.items():
        written = _toml_lines({key: v for key, v in values.items() if v not in ("", ())})
        lines += ["", f"[{name}]", *written] if written else []
    return "\n".join([*lines, ""])


def _toml_lines(values: Mapping[str, Any]) -> list[str]:
    """Write keys and values; JSON's texts, numbers and lists are TOML's, with the same escapes."""
    return [
        f"{key} = {v.isoformat() if isinstance(v, date) else json.dumps(v, ensure_ascii=False)}"
        for key, v in values.items()
    ]


def _metadata(dossier: Dossier, texts: dict[str, str], types: dict[str, tuple[str, str]]) -> str:
    """Describe the crate and each file in it."""
    about = dossier.about
    files = [
        file_of(path, len(text.encode()), *types[path]) | {"name": path}
        for path, text in texts.items()
    ]
    licence, people = licence_of(about), people_of(about)
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": f"{len(dossier.claims)} claims from {len(dossier.sources)} sources.",
        "datePublished": about.collected.isoformat(),
        "license": {"@id": licence["@id"]},
        "author": [{"@id": one["@id"]} for one in people],
        "hasPart": [{"@id": path} for path in texts],
    }
    return graph_of([filled(**root), licence, *people, *files])


def graph_of(entities: list[dict[str, Any]]) -> str:
    """Write the metadata of a crate: its root, and whatever that names."""
    itself = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    context = "https://w3id.org/ro/crate/1.1/context"
    return write_graph(context, [itself, *entities])


def file_of(path: str, size: int, media: str, what: str) -> dict[str, Any]:
    """Describe a file."""
    return filled(
        **{"@id": path, "@type": "File"},
        description=what,
        encodingFormat=media,
        contentSize=str(size),
    )


def licence_of(about: About) -> dict[str, Any]:
    """Describe the licence of a dossier: an address, or what it says."""
    address = about.licence.startswith("http")
    return {
        "@id": about.licence if address else "#licence",
        "@type": "CreativeWork",
        "name": about.licence or "No licence is stated",
    }


def people_of(about: About) -> list[dict[str, Any]]:
    """Describe the authors, where they are named."""
    authors = {"@id": "#authors", "@type": "Organization", "name": about.authors}
    return [authors] if about.authors else []
