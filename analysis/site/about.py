"""About a dossier: what was read, how often the coding erred, what was corrected, how to cite."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.dossier import Dossier, audit_errors
from analysis.language.words import digits
from analysis.site.blocks import Section, Table, Text

_CORRECTIONS = {
    "claim_id": "What",
    "field": "Column",
    "old": "Before",
    "new": "After",
    "why": "Why",
}
_ERRORS = {
    "sample": "Sample",
    "read": "Read again",
    "wrong": "Wrong",
    "faulty": "With any fault",
}
_MOST_CORRECTIONS = 12  # the rest stands in the download


@dataclass(frozen=True)
class About:
    """What the page says of a dossier beside its texts."""

    sections: list[Section]
    authors: str
    licence: str
    contact: str
    citation: str


def about_of(dossier: Dossier) -> About:
    """Put together what is to be known of a dossier as a piece of work."""
    about = dossier.about
    authors = about.authors or "the authors of the dossier"
    return About(
        sections=[_limits(dossier), _errors(dossier), _corrected(dossier)],
        authors=about.authors,
        licence=about.licence,
        contact=about.contact,
        citation=f"{authors[0].upper()}{authors[1:]}: {about.title}. Dossier as collected by "
        f"{about.collected}.",
    )


def _limits(dossier: Dossier) -> Section:
    """Say how much of the sources was read, and who speaks."""
    sources, claims = dossier.sources, dossier.claims
    read = sources["read"].value_counts()
    labels = dossier.parties.set_index("side")["label"]
    sides = claims["side"].map(labels).value_counts()
    said = ", ".join(f"{name} {count}" for name, count in sides.items())
    return Section(
        "Limits",
        "limits",
        [
            Text(
                f"Of {len(sources)} sources, {read.get('full text', 0)} were read in full, "
                f"{read.get('whole page', 0)} as a whole page, and "
                f"{read.get('beginning only', 0)} at their beginning only. What a source does not "
                "say here it may say further down."
            ),
            Text(
                "Sides speak here as often as the press let them. Counts of claims measure "
                f"coverage, not truth: {said}."
            ),
        ],
    )


def _errors(dossier: Dossier) -> Section:
    """Say how often the coding erred, where claims were read again."""
    if dossier.table("audit").empty:
        none = Text("No claim of this dossier has been read again against its source.")
        return Section("How often we err", "errors", [none])
    table = audit_errors(dossier)
    rows = table.assign(
        read=table["n_read"],
        wrong=[
            _share(n, share, low, high)
            for n, share, low, high in zip(
                table["n_wrong"],
                table["wrong"],
                table["wrong_low"],
                table["wrong_high"],
                strict=True,
            )
        ],
        faulty=[
            f"{n} ({_percent(share)})"
            for n, share in zip(table["n_faulty"], table["faulty"], strict=True)
        ],
    )
    words = (
        "Claims were read again against their sources. Wrong means that the answer, the question, "
        "the speaker or the side had to change. In brackets: the share, and its 95 % interval. "
        "What was found was mended. The claims that were not read again must be expected to err "
        "alike."
    )
    return Section(
        "How often we err", "errors", [Text(words), Table("Errors found", rows, _ERRORS)]
    )


def _corrected(dossier: Dossier) -> Section:
    """List the last corrections, the newest first."""
    table = dossier.table("corrections")
    if table.empty:
        return Section("Corrections", "corrections", [Text("No correction is recorded.")])
    last = table.iloc[::-1].head(_MOST_CORRECTIONS)
    words = (
        f"{len(table)} corrections have been made, each with its reason. The newest are listed; "
        "all are in the file of corrections."
    )
    return Section(
        "Corrections",
        "corrections",
        [Text(words), Table("The newest corrections", last, _CORRECTIONS)],
    )


def _share(count: int, share: float, low: float, high: float) -> str:
    """Say a count with its share and interval."""
    if np.isnan(share):
        return str(count)
    return f"{count} ({_percent(share)}; {_percent(low)} to {_percent(high)})"


def _percent(share: float) -> str:
    """Say a share to a tenth of a percent."""
    return digits(f"{100 * share:.1f} %", "en")
