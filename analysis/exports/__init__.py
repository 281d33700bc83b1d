"""A dossier in the formats of the reader's own tools; each writer gives the text of one file."""

from analysis.exports.chronology import to_icalendar, to_timelinejs
from analysis.exports.linked import to_jsonld
from analysis.exports.packages import to_datapackage
from analysis.exports.references import to_bibtex, to_csl_json

FORMATS = {
    "bibtex": to_bibtex,
    "csl-json": to_csl_json,
    "datapackage": to_datapackage,
    "icalendar": to_icalendar,
    "jsonld": to_jsonld,
    "timelinejs": to_timelinejs,
}

__all__ = [
    *("FORMATS", "to_bibtex", "to_csl_json", "to_datapackage"),
    *("to_icalendar", "to_jsonld", "to_timelinejs"),
]
