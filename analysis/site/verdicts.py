"""What the verdict on each statement of the main source hangs on, and what would settle it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from analysis.dispute.hanging import rests_on, to_settle
from analysis.dossier import Dossier


@dataclass(frozen=True)
class Hanging:
    """Ids and codes alone, so that every language of the pages says them."""

    # source: the standing without it, for each that alone changes the verdict
    sources: dict[str, str] = field(default_factory=dict)
    # side: the answers by which it would settle a contested question
    asks: dict[str, list[str]] = field(default_factory=dict)


def hanging_of(dossier: Dossier) -> dict[str, Hanging]:
    """Return what hangs on what, by the claim ids of the main source; none if it has no claims.

    Examples
    --------
    >>> from analysis import example
    >>> hanging_of(example())["gazette-c2"].sources
    {'weekly-2024-05': "one side's word"}
    """
    main = dossier.about.main_source
    if main not in set(dossier.claims["source_id"]):
        return {}
    asks: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    for row in to_settle(dossier).itertuples():
        asks[row.question_id, row.scope][row.side] = row.answers
    scopes = dossier.claims.set_index("claim_id")["scope"]
    return {
        row.claim_id: Hanging(
            {one: row.changes[one] for one in row.sources},
            asks.get((row.question_id, scopes[row.claim_id]), {}) if row.now == "contested" else {},
        )
        for row in rests_on(dossier, main).itertuples()
    }
