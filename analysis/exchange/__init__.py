"""A dossier in the formats of the reader's own tools; each writer gives the text of one file."""

from analysis.dossier.dossier import Dossier
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


def export(dossier: Dossier, form: str) -> str:
    """Return a dossier in the format of another tool, as the text of one file.

    Parameters
    ----------
    dossier : Dossier
    form : str
        A name in `FORMATS`: ``bibtex``, ``csl-json``, ``datapackage``, ``icalendar``, ``jsonld`` or
        ``timelinejs``.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such format.

    Examples
    --------
    >>> from analysis import example
    >>> print(export(example(), "bibtex").split(",")[0])
    @online{gazette-2024-05-02
    """
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; accepted: {', '.join(FORMATS)}")
    return FORMATS[form](dossier)


__all__ = [
    "FORMATS",
    "export",
    "to_bibtex",
    "to_csl_json",
    "to_datapackage",
    "to_icalendar",
    "to_jsonld",
    "to_timelinejs",
]
