"""No view calls pandas once a claim or question: it works on whole columns."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from types import CodeType

import pytest

import analysis
from analysis.dossier.dossier import Dossier

START, END, SHARE = "d-notice-letter", "d-ictr-end", "q-orange-share"
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
}
OF_PANDAS = ("pandas/core/frame.py", "pandas/core/series.py", "pandas/core/generic.py")


def calls(view: Callable[[Dossier], object], dossier: Dossier) -> int:
    """Count the calls of pandas' tables and columns in one run, nothing worked out before."""
    profile = cProfile.Profile()
    profile.runcall(view, dossier.as_of("2100"))
    return sum(
        entry.callcount
        for entry in profile.getstats()
        if isinstance(entry.code, CodeType)
        and entry.code.co_name != "<genexpr>"  # which hand on cells of a column, not columns
        and entry.code.co_filename.replace("\\", "/").endswith(OF_PANDAS)
    )


@pytest.mark.parametrize("name", VIEWS)
def test_calls_do_not_grow_with_the_claims(name: str, dossier: Dossier) -> None:
    some = dossier.as_of("2022-03-21")
    assert len(dossier.claims) > 1.5 * len(some.claims)
    few, many = (calls(VIEWS[name], one) for one in (some, dossier))
    assert many <= 1.2 * few + 10
