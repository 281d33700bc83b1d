"""A dossier in the formats of the reader's own tools; each writer gives what one file holds."""

from collections.abc import Callable, Mapping

from analysis.dossier.dossier import Dossier
from analysis.dossier.wanted import guard
from analysis.exchange.argument import to_argdown
from analysis.exchange.chronology import to_icalendar, to_timelinejs
from analysis.exchange.crate import to_crate
from analysis.exchange.draft import to_story
from analysis.exchange.linked import to_jsonld
from analysis.exchange.packages import to_datapackage
from analysis.exchange.references import to_bibtex, to_csl_json, to_ris
from analysis.exchange.starter import to_notebook
from analysis.exchange.workbook import to_workbook

FORMATS: Mapping[str, Callable[[Dossier], str | bytes]] = {
    "argdown": to_argdown,
    "bibtex": to_bibtex,
    "csl-json": to_csl_json,
    "datapackage": to_datapackage,
    "icalendar": to_icalendar,
    "jsonld": to_jsonld,
    "notebook": to_notebook,
    "ris": to_ris,
    "ro-crate": to_crate,
    "story": to_story,
    "timelinejs": to_timelinejs,
    "xlsx": to_workbook,
}


def export(dossier: Dossier, form: str) -> str | bytes:
    """Return a dossier in the format of another tool, as what one file holds.

    Parameters
    ----------
    dossier : Dossier
    form : str
        ``argdown``, ``bibtex``, ``csl-json``, ``datapackage``, ``icalendar``, ``jsonld``,
        ``notebook``, ``ris``, ``ro-crate``, ``story``, ``timelinejs`` or ``xlsx``.

    Returns
    -------
    str or bytes
        A text; bytes of ``ro-crate`` (a zip archive) and ``xlsx``.

    Raises
    ------
    ValueError
        If there is no such format.

    Examples
    --------
    >>> from analysis import example
    >>> print(export(example(), "bibtex").split(",")[0])
    @misc{gazette-2024-05-02
    """
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; accepted: {', '.join(FORMATS)}")
    return FORMATS[form](dossier)


__all__ = [
    "FORMATS",
    "export",
    "to_argdown",
    "to_bibtex",
    "to_crate",
    "to_csl_json",
    "to_datapackage",
    "to_icalendar",
    "to_jsonld",
    "to_notebook",
    "to_ris",
    "to_story",
    "to_timelinejs",
    "to_workbook",
]

guard(globals())
