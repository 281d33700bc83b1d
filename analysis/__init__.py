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
    "Dossier": "dossier",
    "DossierError": "tables",
    "answers_to": "camps",
    "camps": "camps",
    "cite": "trace",
    "effective_customers": "concentration",
    "explain": "trace",
    "hhi": "concentration",
    "hhi_bounds": "concentration",
    "hhi_normalized": "concentration",
    "implications": "reconciliation",
    "load": "dossier",
    "market_series": "market",
    "maximal_overlaps": "camps",
    "over_time": "published",
    "parse_dates": "answers",
    "parse_numbers": "answers",
    "plot_answers": "figures",
    "plot_outcomes": "figures",
    "plot_over_time": "figures",
    "plot_reconciliation": "figures",
    "plot_sensitivity": "figures",
    "plot_sources": "figures",
    "published_answers": "published",
    "ratio_by_year": "published",
    "reading": "figures",
    "reconcile": "reconciliation",
    "say_answer": "words",
    "say_days": "words",
    "say_number": "words",
    "say_numbers": "words",
    "sensitivity": "drivers",
    "shock": "shocks",
    "shock_inputs": "inputs",
    "show": "figures",
    "show_table": "notebook",
    "simulate": "shocks",
    "spread": "shocks",
    "suppose": "inputs",
    "to_date": "answers",
    "to_day": "answers",
    "top_share": "concentration",
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
