"""Reconstruct a dispute from what named speakers said in published sources.

The public names are loaded when first used, so that ``import analysis`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what editors and type checkers read; a test holds it to the names below
    from analysis import dependency as dependency
    from analysis import dispute as dispute
    from analysis import dossier as dossier
    from analysis import exchange as exchange
    from analysis import figures as figures
    from analysis import language as language
    from analysis import ledger as ledger
    from analysis import plot as plot
    from analysis import rulings as rulings
    from analysis import timeline as timeline
    from analysis.cases import case_of as case_of
    from analysis.cases import rank_agreement as rank_agreement
    from analysis.cases import read_cases as read_cases
    from analysis.dependency import hhi_bounds as hhi_bounds
    from analysis.dependency import reconcile as reconcile
    from analysis.dependency import sensitivity as sensitivity
    from analysis.dependency import shock_inputs as shock_inputs
    from analysis.dependency import simulate as simulate
    from analysis.dependency import summarize as summarize
    from analysis.dependency import suppose as suppose
    from analysis.dispute import Standing as Standing
    from analysis.dispute import answers_to as answers_to
    from analysis.dispute import camps as camps
    from analysis.dispute import check_article as check_article
    from analysis.dispute import positions as positions
    from analysis.dispute import standing as standing
    from analysis.dispute import standing_over_time as standing_over_time
    from analysis.dispute import turning_points as turning_points
    from analysis.dossier import Dossier as Dossier
    from analysis.dossier import DossierError as DossierError
    from analysis.dossier import cite as cite
    from analysis.dossier import explain as explain
    from analysis.dossier import from_tables as from_tables
    from analysis.dossier import law_value as law_value
    from analysis.dossier import load as load
    from analysis.dossier import over_time as over_time
    from analysis.dossier import published_answers as published_answers
    from analysis.dossier import values_of as values_of
    from analysis.dossier.example import example as example
    from analysis.exchange import export as export
    from analysis.figures import explore_loss as explore_loss
    from analysis.figures import show_table as show_table
    from analysis.figures.tell import tell as tell
    from analysis.ledger import screen as screen
    from analysis.rulings import comparable as comparable
    from analysis.rulings import due_given as due_given
    from analysis.rulings import notice_ceiling as notice_ceiling
    from analysis.rulings import read_rulings as read_rulings
    from analysis.timeline import between as between
    from analysis.timeline import came_before as came_before
    from analysis.timeline import conflicts as conflicts
    from analysis.timeline import events as events
    from analysis.timeline import notice as notice
    from analysis.timeline import price_missing_notice as price_missing_notice
    from analysis.timeline import tighten as tighten

__version__ = "0.1.0"

# The public names, by the folder or module that hands them on. The building blocks of a folder are
# reached through it: ``analysis.dependency.hhi``, ``analysis.language.say_number``.
_NAMES = {
    "dossier": (
        "Dossier",
        "DossierError",
        "cite",
        "example",
        "explain",
        "from_tables",
        "law_value",
        "load",
        "over_time",
        "published_answers",
        "values_of",
    ),
    "dispute": (
        "Standing",
        "answers_to",
        "camps",
        "check_article",
        "positions",
        "standing",
        "standing_over_time",
        "turning_points",
    ),
    "dependency": (
        "hhi_bounds",
        "reconcile",
        "sensitivity",
        "shock_inputs",
        "simulate",
        "summarize",
        "suppose",
    ),
    "timeline": (
        "between",
        "came_before",
        "conflicts",
        "events",
        "notice",
        "price_missing_notice",
        "tighten",
    ),
    "cases": ("case_of", "rank_agreement", "read_cases"),
    "rulings": ("comparable", "due_given", "notice_ceiling", "read_rulings"),
    "exchange": ("export",),
    "figures": ("explore_loss", "show_table", "tell"),
    "ledger": ("screen",),
}
_FOLDERS = (*_NAMES, "language", "plot")
_HOME = {name: home for home, names in _NAMES.items() for name in names}
__all__ = sorted([*_HOME, "plot"])  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load a public name, or a folder of the library, when it is first asked for."""
    if name in _FOLDERS:
        return import_module(f"analysis.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    value = getattr(import_module(f"analysis.{_HOME[name]}"), name)
    wanted = import_module("analysis.dossier.wanted")
    if wanted.wants_dossier(value) and not hasattr(value, "__wrapped__"):  # the room has done it
        value = wanted.refusing_others(value)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *_FOLDERS, *__all__]
