"""Every figure: a table in, the matplotlib axes out."""

from analysis.figures.answers import plot_answers, plot_sources
from analysis.figures.dependency import plot_reconciliation
from analysis.figures.history import plot_over_time
from analysis.figures.house import reading, show
from analysis.figures.shocks import plot_outcomes, plot_sensitivity

__all__ = [
    "plot_answers",
    "plot_outcomes",
    "plot_over_time",
    "plot_reconciliation",
    "plot_sensitivity",
    "plot_sources",
    "reading",
    "show",
]
