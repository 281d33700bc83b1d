"""The events of a case as a page shows them: each with everybody who dates it, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.dossier import Dossier
from analysis.language.answers import Kind, to_date
from analysis.site.evidence import Claim
from analysis.timeline.events import events


@dataclass(frozen=True)
class Dated:
    """A claim that dates an event: the first and last day that it allows, empty if open."""

    claim: Claim
    low: str
    high: str
    known: str  # the day by which it had certainly been published
    copy: bool  # of another text, which counts only as long as nobody else dates the event


@dataclass(frozen=True)
class Event:
    """An event, when it happened as all who speak of it say, and each of their dates."""

    id: str
    label: str
    topic: str
    when: str
    camps: int  # groups of dates of which only one can be right
    copied: bool  # nobody but copies of other texts dates it
    dates: list[Dated]


def events_of(dossier: Dossier, claims: Iterable[Claim]) -> list[Event]:
    """Return the events of a dossier in their order, with the claims that `analysis.events` names.

    Examples
    --------
    >>> from analysis import example
    >>> from analysis.site.evidence import claims_of
    >>> first = events_of(example(), claims_of(example()))[0]
    >>> first.label, [dated.low for dated in first.dates]
    ('Notice sent', ['2023-11-01', '2023-07-03', '2023-07-03'])
    """
    known = {claim.id: claim for claim in claims}
    dated = dossier.claims[dossier.claims["kind"] == Kind.DATE].query("scope == ''")
    dates: dict[str, list[Dated]] = {}
    for row in dated.to_dict("records"):
        dates.setdefault(row["question_id"], []).append(_dated(known[row["claim_id"]], row))
    return [
        Event(
            id=row["question_id"],
            label=row["label"],
            topic=row["topic"],
            when=row["when"] if row["claims"] else "",
            camps=row["n_camps"],
            copied=bool(row["claims"]) and row["n_voices"] == 0,
            dates=dates.get(row["question_id"], []),
        )
        for row in events(dossier).to_dict("records")
    ]


def _dated(claim: Claim, row: Mapping[str, Any]) -> Dated:
    """Add to a claim the first and last of its days."""
    low, high, known = (str(to_date(row[name]) or "") for name in ("low", "high", "published_by"))
    return Dated(claim, low, high, known, copy=not row["voice"])
