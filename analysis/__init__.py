"""Reconstruct a dispute from what named speakers said in published sources.

The public names are loaded when first used, so that ``import analysis`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what editors and type checkers read
    from analysis.cases import *
    from analysis.dependency import *
    from analysis.dispute import *
    from analysis.dossier import *
    from analysis.exchange import *
    from analysis.figures import *
    from analysis.language import *
    from analysis.ledger import *
    from analysis.rulings import *
    from analysis.timeline import *

__version__ = "0.1.0"

# The public names, by the folder or module that hands them on.
_NAMES = {
    "language": (
        "AnswerError",
        "parse_dates",
        "parse_numbers",
        "resolve",
        "say_answer",
        "say_days",
        "say_number",
        "say_numbers",
        "to_date",
        "to_day",
    ),
    "dossier": (
        "Dossier",
        "DossierError",
        "audit_errors",
        "check_phrases",
        "cite",
        "example",
        "explain",
        "glossary",
        "law_value",
        "load",
        "over_time",
        "published_answers",
        "ratio_by_year",
        "values_of",
        "translate",
        "verify_quotes",
        "zone_winners",
    ),
    "dispute": (
        "LADDER",
        "answers_to",
        "camps",
        "check_article",
        "agreement",
        "independence",
        "maximal_overlaps",
        "positions",
        "standing",
        "standing_over_time",
        "strongest",
        "turning_points",
    ),
    "dependency": (
        "effective_customers",
        "hhi",
        "hhi_bounds",
        "hhi_normalized",
        "implications",
        "market_series",
        "reconcile",
        "sensitivity",
        "shock",
        "shock_inputs",
        "simulate",
        "spread",
        "suppose",
        "top_share",
    ),
    "timeline": (
        "ConflictError",
        "conflicts",
        "events",
        "length",
        "notice",
        "price_missing_notice",
        "order",
        "outvoted",
        "tighten",
    ),
    "cases": (
        "case_of",
        "rank_agreement",
        "read_cases",
    ),
    "rulings": (
        "comparable",
        "due_given",
        "due_sensitivity",
        "notice_ceiling",
        "read_rulings",
    ),
    "exchange": (
        "to_bibtex",
        "to_csl_json",
        "to_datapackage",
        "to_icalendar",
        "to_jsonld",
        "to_timelinejs",
    ),
    "figures": (
        "plot_answers",
        "plot_cases",
        "plot_chronology",
        "plot_lanes",
        "plot_notice",
        "plot_outcomes",
        "plot_over_time",
        "plot_positions",
        "plot_reconciliation",
        "plot_rulings",
        "plot_sensitivity",
        "plot_sources",
        "plot_standing",
        "plot_tiles",
        "reading",
        "show",
        "show_table",
        "tell",
    ),
    "ledger": (
        "change_over_time",
        "generate_ledger",
        "identify",
        "left_out",
        "names_to_show",
        "one_register",
        "profile_parts",
        "profile_suppliers",
        "read_decp",
        "read_purchases",
        "screen",
        "write_screen_report",
    ),
}
_HOME = {name: home for home, names in _NAMES.items() for name in names}
__all__ = sorted(_HOME)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load a public name from its folder when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    value: object = getattr(import_module(f"analysis.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
