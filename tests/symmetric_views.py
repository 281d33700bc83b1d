"""Every public view of a dossier, as one table of all that it gives, whatever the dossier holds."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

import pandas as pd

import analysis
from analysis import dependency, dispute, dossier, timeline
from analysis.dependency.asked import inputs_asked
from analysis.dependency.reconciliation import ROLES
from analysis.dossier.dossier import Dossier

View = Callable[[Dossier], pd.DataFrame]
FOLDERS = (analysis, dispute, dependency, timeline, dossier, analysis.rulings, analysis.figures)
GIVES = ("pd.DataFrame", "str", "list[str]", "LawValue")
# Take a dossier first and are no view of what it holds.
OTHERS = {
    "export": "another form of the same tables",
    "glossary": "the words of the library, with those of the dossier",
    "leave_one_out": "whatever a function given to it says",
    "translate": "a table given to it, in another language",
    "verify_quotes": "a text given to it",
}


def views() -> dict[str, Callable[..., object]]:
    """Find the public functions that tell what a dossier holds."""
    found = {}
    for home in FOLDERS:
        for name in home.__all__:
            thing = getattr(home, name)
            if inspect.isfunction(thing):
                signature = inspect.signature(thing)
                first = next(iter(signature.parameters.values()), None)
                if first is not None and first.annotation == "Dossier":
                    found[name] = thing
    return {
        name: thing
        for name, thing in found.items()
        if inspect.signature(thing).return_annotation in GIVES
    }


def together(tables: Iterator[pd.DataFrame]) -> pd.DataFrame:
    """Put tables together; none make an empty one."""
    found = [*tables]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def of_numbers(view: Callable[[Dossier, str], pd.DataFrame]) -> View:
    """Apply a view to each question of numbers that has answers of its own scope."""

    def every(one: Dossier) -> pd.DataFrame:
        own = one.claims[(one.claims["kind"] == "quantity") & (one.claims["scope"] == "")]
        return together(view(one, question) for question in sorted(set(own["question_id"])))

    return every


def ratios(one: Dossier) -> pd.DataFrame:
    """Divide turnover by people, if the dossier's settings name both."""
    settings = one.about.what_if
    if not (settings.turnover and settings.headcount):
        return pd.DataFrame()
    return dossier.ratio_by_year(one, settings.turnover, settings.headcount)


def dated(one: Dossier) -> list[str]:
    """Name the events that two voices or more date, from the first to the last."""
    found: list[str] = analysis.events(one).query("n_voices > 1")["question_id"].tolist()
    return found


def pairs_of_events(one: Dossier) -> list[tuple[str, str]]:
    """Pair each of these events with the next two."""
    events = dated(one)
    return [(a, b) for n, a in enumerate(events) for b in events[n + 1 : n + 3]]


def notices(one: Dossier) -> pd.DataFrame:
    """Measure the notice between all of these events."""
    events = dated(one)
    return together(
        analysis.notice(one, end=end, starts=[start for start in events if start != end])
        for end in events
    )


def tightened(one: Dossier) -> pd.DataFrame:
    """Tighten what is left without conflicts; of equal claims the first in the file is named."""
    clashing = [claim for claims in analysis.conflicts(one)["claims"] for claim in claims]
    return analysis.tighten(one, without=sorted(set(clashing))).drop(columns="claims")


def asked(one: Dossier) -> dict[str, str]:
    """Name the questions on the figures that hang together, as far as the dossier has them."""
    named = {role: getattr(one.about.what_if, role) for role in ROLES}
    known = {role: question for role, question in named.items() if question}
    return known | {"period": one.about.what_if.years} if len(known) == len(ROLES) else {}


def of_figures(view: Callable[..., pd.DataFrame]) -> View:
    """Apply a view to the figures that hang together."""
    return lambda one: view(one, **asked(one)) if asked(one) else pd.DataFrame()


def case(one: Dossier) -> pd.DataFrame:
    """Make the dossier a row of the table of cases."""
    settings = one.about.what_if
    counted = None
    if settings.end:
        counted = analysis.notice(one, end=settings.end, starts=settings.starts)
    return analysis.case_of(
        one,
        "case",
        customer_share=settings.customer_share,
        customer=counted,
        supplier=counted,
    )


def moved(one: Dossier) -> pd.DataFrame:
    """Judge every answer on the day of the main source and today."""
    days = [one.about.reference_date.isoformat(), one.about.collected.isoformat()]
    return analysis.standing_over_time(one, days)


def inputs(one: Dossier) -> pd.DataFrame:
    """Put the facts and assumptions of the dossier's own settings together, if it has them all."""
    found = inputs_asked(one)
    return pd.DataFrame() if found is None else found


def rules(one: Dossier) -> pd.DataFrame:
    """Return the value of each rule that has one."""
    ids = one.table("law").query("value != ''")["rule_id"]
    return pd.DataFrame([(rule, *analysis.law_value(one, rule)) for rule in ids])


def statements(one: Dossier) -> pd.DataFrame:
    """Check the main source."""
    return analysis.check_article(one, one.about.main_source)


VIEWS: dict[str, View] = {
    "agreement": lambda one: dispute.agreement(one, one.about.main_source),
    "answers_to": of_numbers(analysis.answers_to),
    "audit_errors": dossier.audit_errors,
    "between": lambda one: together(analysis.between(one, *pair) for pair in pairs_of_events(one)),
    "came_before": lambda one: pd.DataFrame(
        [(*pair, analysis.came_before(one, *pair)) for pair in pairs_of_events(one)]
    ),
    "camps": lambda one: together(
        analysis.camps(one, question) for question in sorted(set(one.claims["question_id"]))
    ),
    "case_of": case,
    "check_article": statements,
    "check_phrases": dossier.check_phrases,
    "cite": lambda one: analysis.cite(one, one.claims["claim_id"]),
    "conflicts": analysis.conflicts,
    "events": analysis.events,
    "explain": lambda one: analysis.explain(one, one.claims["claim_id"]),
    "implications": of_figures(dependency.implications),
    "independence": dispute.independence,
    "law_value": rules,
    "market_series": lambda one: together(
        dependency.market_series(one, measure)
        for measure in sorted(set(one.table("market").query("period.str.len() == 4")["measure"]))
    ),
    "notice": notices,
    "outvoted": lambda one: pd.DataFrame({"claim_id": timeline.outvoted(one)}),
    "over_time": of_numbers(analysis.over_time),
    "positions": analysis.positions,
    "published_answers": of_numbers(analysis.published_answers),
    "ratio_by_year": ratios,
    "reconcile": of_figures(analysis.reconcile),
    "rests_on": lambda one: dispute.rests_on(one, one.about.main_source),
    "shock_inputs": inputs,
    "standing": analysis.standing,
    "standing_over_time": moved,
    "tighten": tightened,
    "to_settle": dispute.to_settle,
    "values_of": lambda one: analysis.values_of(
        one, {claim: claim for claim in one.claims.query("kind == 'quantity'")["claim_id"]}
    ),
    "zone_winners": dossier.zone_winners,
}
# What tells of yes and no, and so changes with them; all other views stay as they are.
OF_YES_AND_NO = {
    *("check_article", "explain", "positions", "standing", "standing_over_time"),
    *("camps", "independence", "rests_on", "to_settle"),
}
