"""The views of a dossier by name, for what holds of all: how their time and their work grow."""

from __future__ import annotations

from collections.abc import Callable

import analysis
from analysis.dossier.dossier import Dossier

START, END, SHARE = "d-notice-letter", "d-ictr-end", "q-orange-share"
ASKED = {
    **{"customer_share": SHARE, "part_lost": "q-contracts-lost", "loss_share": "q-loss-share"},
    **{"turnover": "q-turnover", "loss_amount": "q-loss-amount", "period": "2020/2021"},
}
VIEWS: dict[str, Callable[[Dossier], object]] = {
    "standing": analysis.standing,
    "positions": analysis.positions,
    "camps": lambda dossier: analysis.camps(dossier, SHARE),
    "answers_to": lambda dossier: analysis.answers_to(dossier, SHARE),
    "independence": analysis.dispute.independence,
    "agreement": lambda dossier: analysis.dispute.agreement(dossier, dossier.about.main_source),
    "check_article": lambda dossier: analysis.check_article(dossier, dossier.about.main_source),
    "standing_over_time": lambda dossier: analysis.standing_over_time(dossier, ["2022-03-21"]),
    "events": analysis.events,
    "came_before": lambda dossier: analysis.came_before(dossier, START, END),
    "between": lambda dossier: analysis.between(dossier, START, END),
    "notice": lambda dossier: analysis.notice(dossier, end=END, starts=[START, "d-told-end"]),
    "outvoted": analysis.timeline.outvoted,
    "conflicts": analysis.conflicts,
    "explain": lambda dossier: analysis.explain(dossier, dossier.claims["claim_id"]),
    "cite": lambda dossier: analysis.cite(dossier, dossier.claims["claim_id"]),
    "check_phrases": analysis.dossier.check_phrases,
    "published_answers": lambda dossier: analysis.published_answers(dossier, SHARE),
    "over_time": lambda dossier: analysis.over_time(dossier, "q-turnover"),
    "reconcile": lambda dossier: analysis.reconcile(dossier, **ASKED),
    "implications": lambda dossier: analysis.dependency.implications(dossier, **ASKED),
}
