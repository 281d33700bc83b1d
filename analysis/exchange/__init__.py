"""A dossier in the formats of the reader's own tools; each writer gives the text of one file."""

from analysis.exchange.chronology import to_icalendar, to_timelinejs
from analysis.exchange.linked import to_jsonld
from analysis.exchange.packages import to_datapackage
from analysis.exchange.references import to_bibtex, to_csl_json

FORMATS = {
    "bibtex": to_bibtex,
    "csl-json": to_csl_json,
    "datapackage": to_datapackage,
    "icalendar": to_icalendar,
    "jsonld": to_jsonld,
    "timelinejs": to_timelinejs,
}

__all__ = [
    "FORMATS",
    "to_bibtex",
    "to_csl_json",
    "to_datapackage",
    "to_icalendar",
    "to_jsonld",
    "to_timelinejs",
]
