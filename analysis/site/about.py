"""About a dossier: what was read, how often the coding erred, what was corrected, how to cite."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.dossier import Dossier, audit_errors
from analysis.language.answers import to_day
from analysis.language.phrasebook import digits, plural, word
from analysis.language.words import say_day
from analysis.site.blocks import Section, Table, Text
from analysis.site.words import Say, words

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
    say, about = words(dossier.lang), dossier.about
    authors = about.authors or say("the authors of the dossier")
    return About(
        sections=[_limits(dossier, say), _errors(dossier, say), _corrected(dossier, say)],
        authors=about.authors,
        licence=about.licence,
        contact=about.contact,
        citation=say(
            "{authors}: {title}. Dossier as collected by {day}.",
            authors=f"{authors[0].upper()}{authors[1:]}",
            title=about.title,
            day=say_day(to_day(str(about.collected)), dossier.lang),
        ),
    )


def _limits(dossier: Dossier, say: Say) -> Section:
    """Return how much of the sources was read, and who speaks."""
    sources, claims = dossier.sources, dossier.claims
    read = sources["read"].value_counts()
    labels = dossier.parties.set_index("side")["label"]
    sides = claims["side"].map(labels).value_counts()
    said = ", ".join(f"{name}\u00a0{count}" for name, count in sides.items())
    return Section(
        say("Limits"),
        "limits",
        [
            Text(
                say(
                    "Of {n} sources, {full}, {page} as a whole page, and {begun} at their "
                    "beginning only. What a source does not say here it may say further down.",
                    n=len(sources),
                    full=plural(
                        dossier.lang,
                        "{n} was read in full",
                        "{n} were read in full",
                        int(read.get("full text", 0)),
                    ),
                    page=int(read.get("whole page", 0)),
                    begun=int(read.get("beginning only", 0)),
                )
            ),
            Text(
                say(
                    "Sides speak here as often as the press let them. Counts of claims measure "
                    "coverage, not truth: {said}.",
                    said=said,
                )
            ),
        ],
    )


def _errors(dossier: Dossier, say: Say) -> Section:
    """Return how often the coding erred, where claims were read again."""
    title = say("How often we err")
    if dossier.table("audit").empty:
        none = say("No claim of this dossier has been read again against its source.")
        return Section(title, "errors", [Text(none)])
    table = audit_errors(dossier)
    rows = table.assign(
        sample=[word(dossier.lang, sample) for sample in table["sample"]],
        read=table["n_read"],
        wrong=[
            _share(row.n_wrong, (row.wrong, row.wrong_low, row.wrong_high), say, dossier.lang)
            for row in table.itertuples()
        ],
        faulty=[
            f"{row.n_faulty} ({_percent(row.faulty, dossier.lang)})" for row in table.itertuples()
        ],
    )
    heads = {
        "sample": say("Sample"),
        "read": say("Read again"),
        "wrong": say("Wrong"),
        "faulty": say("With any fault"),
    }
    explained = say(
        "Claims were read again against their sources. Wrong means that the answer, the question, "
        "the speaker or the side had to change. In brackets: the share, and its 95 % interval. "
        "What was found was mended. The claims that were not read again must be expected to err "
        "alike."
    )
    return Section(title, "errors", [Text(explained), Table(say("Errors found"), rows, heads)])


def _corrected(dossier: Dossier, say: Say) -> Section:
    """List the last corrections, the newest first; their reasons are in English."""
    title, table = say("Corrections"), dossier.table("corrections")
    if table.empty:
        return Section(title, "corrections", [Text(say("No correction is recorded."))])
    last = table.iloc[::-1].head(_MOST_CORRECTIONS)
    last = last.assign(
        claims=[[own] for own in last["claim_id"]],  # written as citations
        field=last["field"].str.removesuffix("_id").str.replace("_", " "),
    )
    heads = {
        "claims": say("What"),
        "field": say("Column"),
        "old": say("Before"),
        "new": say("After"),
        "why": say("Why"),
    }
    told = plural(
        dossier.lang,
        "{n} correction has been made, with its reason.",
        "{n} corrections have been made, each with its reason. The newest are listed; all are in "
        "the file of corrections.",
        len(table),
    )
    listed = Table(say("The newest corrections"), last, heads, lang="en")
    return Section(title, "corrections", [Text(told), listed])


def _share(count: int, shares: tuple[float, float, float], say: Say, lang: str) -> str:
    """Format a count with its share and interval."""
    if np.isnan(shares[0]):
        return str(count)
    share, low, high = (_percent(share, lang) for share in shares)
    return say("{count} ({share}; {low} to {high})", count=count, share=share, low=low, high=high)


def _percent(share: float, lang: str) -> str:
    """Format a share to a tenth of a percent."""
    return digits(f"{100 * share:.1f} %", lang)
