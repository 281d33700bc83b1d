"""The report: the standard parts of any dossier, its questions, claims and sources, on one page."""

from __future__ import annotations

from analysis.dossier import Dossier
from analysis.site.evidence import claims_of, sources_of
from analysis.site.links import links_in_page
from analysis.site.questions import questions_of
from analysis.site.render import STATIC, render
from analysis.site.sections import Progress, parts, tolerances

MOST_CLAIMS = 12_000  # some 20 MB of page, and ten seconds
NOTHING_FROM_OUTSIDE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def write_report(dossier: Dossier, progress: Progress = lambda message: None) -> str:
    """Write a report on a dossier as one HTML page that needs no other file.

    Parameters
    ----------
    dossier : Dossier
    progress : callable, optional
        Called with a line of text after each part.

    Returns
    -------
    str
        HTML. All texts of the dossier are escaped; the page asks nothing of any host.

    Raises
    ------
    ValueError
        If the dossier has more claims than a page can hold: a site spreads them over pages.

    Examples
    --------
    >>> from analysis import example
    >>> write_report(example())[:15]
    '<!DOCTYPE html>'
    """
    count = len(dossier.claims)
    if count > MOST_CLAIMS:
        raise ValueError(
            f"{count:,} claims are too many for one page; accepted: at most {MOST_CLAIMS:,} "
            "(dossier site spreads them over pages, dossier export -f xlsx makes a workbook)"
        )
    sections = list(parts(dossier, progress))
    progress("questions, claims and sources")
    claims = claims_of(dossier)
    return render(
        "report.html",
        links_in_page(dossier),
        title=dossier.about.title,
        description=f"{dossier.about.title}: claims, questions and sources",
        policy=NOTHING_FROM_OUTSIDE,
        style=(STATIC / "style.css").read_text(encoding="utf-8"),
        sections=sections,
        questions=questions_of(dossier, claims),
        claims=claims,
        sources=sources_of(dossier, claims),
        tolerances=tolerances(dossier),
    )
