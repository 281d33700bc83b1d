"""Reconstruct a dispute from what named speakers said in published sources.

The public names below are loaded when first used, so that ``import analysis`` stays light.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "AnswerError": "answers",
    "ConflictError": "chronology",
    "Dossier": "dossier",
    "DossierError": "tables",
    "LADDER": "ladder",
    "answers_to": "camps",
    "camps": "camps",
    "case_of": "cases",
    "change_over_time": "ledger",
    "check_article": "article",
    "check_phrases": "phrases",
    "cite": "trace",
    "compare_figures": "article",
    "conflicts": "chronology",
    "effective_customers": "concentration",
    "events": "timeline",
    "explain": "trace",
    "generate_ledger": "generator",
    "hhi": "concentration",
    "hhi_bounds": "concentration",
    "hhi_normalized": "concentration",
    "implications": "reconciliation",
    "independence": "dispute",
    "left_out": "ledger",
    "length": "timeline",
    "load": "dossier",
    "market_series": "market",
    "maximal_overlaps": "camps",
    "notice": "notices",
    "notice_gap": "money",
    "order": "timeline",
    "outvoted": "tightening",
    "over_time": "published",
    "parse_dates": "answers",
    "parse_numbers": "answers",
    "plot_answers": "figures",
    "plot_cases": "figures",
    "plot_chronology": "figures",
    "plot_lanes": "figures",
    "plot_notice": "figures",
    "plot_outcomes": "figures",
    "plot_over_time": "figures",
    "plot_positions": "figures",
    "plot_reconciliation": "figures",
    "plot_sensitivity": "figures",
    "plot_sources": "figures",
    "plot_standing": "figures",
    "plot_tiles": "figures",
    "positions": "dispute",
    "profile_suppliers": "ledger",
    "published_answers": "published",
    "rank_agreement": "cases",
    "ratio_by_year": "published",
    "read_cases": "cases",
    "read_decp": "decp",
    "reading": "figures",
    "reconcile": "reconciliation",
    "resolve": "phrases",
    "say_answer": "words",
    "say_days": "words",
    "say_number": "words",
    "say_numbers": "words",
    "screen": "ledger",
    "sensitivity": "drivers",
    "shock": "shocks",
    "shock_inputs": "inputs",
    "show": "figures",
    "show_table": "notebook",
    "simulate": "shocks",
    "spread": "shocks",
    "standing": "ladder",
    "standing_over_time": "dispute",
    "stated_values": "published",
    "strongest": "dispute",
    "suppose": "inputs",
    "tighten": "tightening",
    "to_bibtex": "exports",
    "to_csl_json": "exports",
    "to_datapackage": "exports",
    "to_date": "answers",
    "to_day": "answers",
    "to_icalendar": "exports",
    "to_jsonld": "exports",
    "to_timelinejs": "exports",
    "top_share": "concentration",
    "translate": "translations",
    "turning_points": "dispute",
    "verify_quotes": "quotes",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(f"analysis.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]


class _Names(ModuleType):
    """Keeps a public name from being hidden by the module of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Names
