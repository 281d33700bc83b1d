"""Reconstruct a dispute from what named speakers said in published sources.

The public names below are loaded when first used, so that ``import analysis`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOME = {
    "AnswerError": "answers",
    "Dossier": "dossier",
    "ConflictError": "chronology",
    "DossierError": "tables",
    "answers_to": "camps",
    "camps": "camps",
    "check_phrases": "phrases",
    "cite": "trace",
    "conflicts": "chronology",
    "events": "timeline",
    "explain": "trace",
    "length": "timeline",
    "load": "dossier",
    "maximal_overlaps": "camps",
    "notice": "timeline",
    "notice_gap": "money",
    "order": "timeline",
    "outvoted": "tightening",
    "plot_answers": "figures",
    "plot_chronology": "figures",
    "plot_lanes": "figures",
    "plot_notice": "figures",
    "plot_sources": "figures",
    "plot_tiles": "figures",
    "reading": "figures",
    "resolve": "phrases",
    "show": "figures",
    "show_table": "notebook",
    "verify_quotes": "quotes",
    "parse_dates": "answers",
    "parse_numbers": "answers",
    "say_answer": "words",
    "say_days": "words",
    "say_number": "words",
    "say_numbers": "words",
    "tighten": "tightening",
    "to_date": "answers",
    "to_day": "answers",
}
__all__ = list(_HOME)

if TYPE_CHECKING:
    from analysis.answers import AnswerError as AnswerError


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(f"analysis.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
